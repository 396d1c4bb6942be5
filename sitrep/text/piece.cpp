#include "sitrep/text/piece.h"

#include <algorithm>
#include <array>
#include <string>

#include "sitrep/base/unicode.h"
#include "sitrep/text/character.h"
#include "sitrep/text/segment.h"

namespace sitrep {

namespace {

using Kind = CharacterKind;

constexpr std::uint32_t scheme_bytes_max = 8;    // "https" has 5
constexpr std::uint32_t mailbox_bytes_max = 64;  // RFC 5321, 4.5.3.1.1
constexpr std::uint32_t contraction_next_max = 12;
constexpr std::size_t clitics_max = 2;  // would n't 've

constexpr bool is_ascii_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
constexpr bool is_ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }
constexpr bool is_ascii_upper(char byte) { return byte >= 'A' && byte <= 'Z'; }

/// Cuts one text into pieces, from left to right. Each method reads at `at_` and moves it on.
class Cutter {
 public:
  Cutter(std::string_view text, Span span, const SegmentWords& words, std::vector<Piece>& pieces)
      : text_(text.substr(0, span.end)), words_(words), pieces_(pieces), at_(span.begin) {}

  void run() {
    spaced_ = true;
    while (at_ < end()) {
      const Character here = character_at(text_, at_);
      if (here.kind == Kind::space || here.kind == Kind::format) {
        at_ += here.length;
        spaced_ = spaced_ || here.kind == Kind::space;
        continue;
      }
      piece(here);
      spaced_ = false;
    }
  }

 private:
  std::uint32_t end() const { return static_cast<std::uint32_t>(text_.size()); }
  char byte(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  Character next(std::size_t at) const { return character_at(text_, at); }
  Kind kind(std::size_t at) const { return character_at(text_, at).kind; }
  bool is_alphanumeric(std::size_t at) const {
    const Kind found = kind(at);
    return at < text_.size() && (found == Kind::letter || found == Kind::digit);
  }
  std::string_view between(std::uint32_t begin, std::uint32_t stop) const {
    return text_.substr(begin, stop - begin);
  }
  /// The form of a range; the view lives until the next call.
  std::string_view form(std::uint32_t begin, std::uint32_t stop) {
    form_.clear();
    append_form(form_, between(begin, stop));
    return form_;
  }
  bool rule(TokenRule rule, std::uint32_t begin, std::uint32_t stop) {
    return words_.has(rule, form(begin, stop));
  }

  void take(std::uint32_t stop, PieceKind kind) {
    pieces_.push_back({{at_, stop}, kind, spaced_});
    at_ = stop;
    spaced_ = false;
  }

  void piece(const Character& here) {
    if (address()) return;
    switch (here.kind) {
      case Kind::letter:
        return word();
      case Kind::digit:
        return number();
      case Kind::apostrophe:
        return apostrophe();
      case Kind::stop:
        return stop();
      case Kind::strong:
        return strong();
      case Kind::hyphen:
      case Kind::dash:
        return take(run_of(here), PieceKind::dash);
      case Kind::colon:
        if (!emoticon()) take(at_ + here.length, PieceKind::colon);
        return;
      case Kind::comma:
        return take(at_ + here.length, PieceKind::comma);
      case Kind::ellipsis:
        return take(run_of(here), PieceKind::ellipsis);
      case Kind::quote:
        return quote(here);
      case Kind::opener:
        return take(at_ + here.length, PieceKind::opener);
      case Kind::closer:
        return take(at_ + here.length, PieceKind::closer);
      default:
        return symbol(here);
    }
  }

  /// The end of the run of one character.
  std::uint32_t run_of(const Character& here) const {
    std::uint32_t stop = at_;
    while (stop < end() && next(stop).value == here.value && stop - at_ < token_bytes_max)
      stop += here.length;
    return stop;
  }

  // Addresses ---------------------------------------------------------------------------------

  static bool is_address_byte(char byte) {
    return static_cast<unsigned char>(byte) > ' ' && byte != '<' && byte != '>' && byte != '"' &&
           byte != 0x7F;
  }
  static bool is_mail_byte(char byte) {
    return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.' || byte == '_' ||
           byte == '-' || byte == '+';
  }

  /// http://..., www...., name@example.com, @name.
  bool address() {
    const std::uint32_t found = begins_web() ? web_end() : mail_end();
    if (found == at_) return false;
    take(found, PieceKind::address);
    return true;
  }

  bool begins_web() const {
    if (!is_ascii_letter(text_[at_])) return false;
    std::uint32_t at = at_;
    while (at - at_ < scheme_bytes_max && is_ascii_letter(byte(at))) ++at;
    if (text_.substr(at, 3) == "://") return true;
    if (byte(at) == ':' && between(at_, at) == "mailto") return true;
    return at == at_ + 3 && byte(at) == '.' && is_ascii_letter(byte(at + 1)) &&
           equal_ignoring_case(between(at_, at), "www");
  }

  std::uint32_t web_end() const {
    std::uint32_t stop = at_;
    while (stop < end() && stop - at_ < token_bytes_max && is_address_byte(text_[stop])) ++stop;
    return trimmed_end(stop);
  }

  /// Without the punctuation of the sentence around it.
  std::uint32_t trimmed_end(std::uint32_t stop) const {
    const std::string_view whole = between(at_, stop);
    const bool bracketed = whole.find('(') != std::string_view::npos;
    while (stop > at_) {
      const CodePoint last = decode_before(text_, stop);
      const Kind found = character_at(text_, stop - last.length).kind;
      const bool mark = found == Kind::stop || found == Kind::strong || found == Kind::comma ||
                        found == Kind::colon || found == Kind::apostrophe || found == Kind::quote ||
                        found == Kind::ellipsis;
      if (!mark && !(found == Kind::closer && !(bracketed && last.value == ')'))) break;
      stop -= last.length;
    }
    return stop;
  }

  std::uint32_t mail_end() const {
    std::uint32_t at = at_;
    while (at - at_ < mailbox_bytes_max && is_mail_byte(byte(at))) ++at;
    if (byte(at) != '@' || !(is_ascii_letter(byte(at + 1)) || is_ascii_digit(byte(at + 1))))
      return at_;
    if (at == at_ && !spaced_) return at_;
    std::uint32_t last = at + 1;
    while (last - at < token_bytes_max && is_mail_byte(byte(last))) ++last;
    while (text_[last - 1] == '.' || text_[last - 1] == '-') --last;
    return last;
  }

  // Words -------------------------------------------------------------------------------------

  /// Letters, digits, marks, joiners from `at`.
  std::uint32_t core_end(std::uint32_t at) const {
    while (at < end() && at - at_ < token_bytes_max) {
      const Character here = next(at);
      const bool inside = here.kind == Kind::letter || here.kind == Kind::digit ||
                          (here.kind == Kind::format && is_alphanumeric(at + here.length));
      if (!inside) break;
      at += here.length;
    }
    return at;
  }

  void word() {
    std::uint32_t stop = core_end(at_);
    for (bool grown = true; grown && stop < end() && stop - at_ < token_bytes_max;) {
      const std::uint32_t before = stop;
      stop = joined_end(stop);
      grown = stop != before;
      if (stop < end() && text_[stop] == '.' && dotted(stop)) return;
    }
    if (byte(stop) == '$' && stop - at_ <= 3 && is_ascii_upper(text_[stop - 1])) ++stop;
    cut_word(stop);
  }

  /// The end of the word after the joint that stands at `stop`; `stop` where there is none.
  std::uint32_t joined_end(std::uint32_t stop) {
    const Character joint = next(stop);
    const std::uint32_t after = stop + joint.length;
    if (joint.length == 0) return stop;
    switch (joint.kind) {
      case Kind::apostrophe:
        return kind(after) == Kind::letter && after < end() ? core_end(after) : stop;
      case Kind::hyphen:
        return hyphen_end(stop, after);
      case Kind::symbol:
        if (joint.value == '&' && is_ascii_upper(text_[stop - 1]) && is_ascii_upper(byte(after)))
          return core_end(after);
        if (joint.value == '/') return slash_end(stop, after);
        return stop;
      default:
        return stop;
    }
  }

  std::uint32_t hyphen_end(std::uint32_t stop, std::uint32_t after) {
    if (is_alphanumeric(after)) {
      if (kind(after) == Kind::digit && stop - at_ < 3) return stop;  // M-79, but mid-1980s
      const std::uint32_t last = core_end(after);
      const bool stays = rule(TokenRule::prefix, at_, stop) || rule(TokenRule::suffix, after, last);
      return stays ? last : stop;
    }
    const bool ends = after >= end() || kind(after) != Kind::hyphen;
    return ends && spaced_ && stop - at_ <= 2 ? after : stop;  // "th-", broken off
  }

  std::uint32_t slash_end(std::uint32_t stop, std::uint32_t after) {
    if (stop - at_ > 2) return stop;
    const std::uint32_t last = core_end(after);
    if (rule(TokenRule::slashed, at_, last)) return last;
    return stop;
  }

  /// A full stop after letters: takes what it belongs to and says whether it took anything.
  bool dotted(std::uint32_t stop) {
    if (stop - at_ == 1 && is_ascii_letter(text_[at_])) return letters_and_stops(stop);
    if (is_alphanumeric(stop + 1)) return dotted_name(stop) || dotted_abbreviation(stop);
    if (byte(stop + 1) == '.') return false;
    return abbreviation(stop + 1);
  }

  /// "U.S.", "a.m.", "J.": `stop` is at the first full stop.
  bool letters_and_stops(std::uint32_t stop) {
    std::uint32_t last = stop + 1;
    std::size_t letters = 1;
    while (is_ascii_letter(byte(last)) && !is_alphanumeric(last + 1)) {
      ++letters;
      if (byte(last + 1) != '.' || byte(last + 2) == '.') {
        last += 1;
        break;
      }
      last += 2;
    }
    if (letters == 1 && is_alphanumeric(last) && (dotted_name(stop) || dotted_abbreviation(stop)))
      return true;
    if (letters == 1) {
      if (byte(last) == '.') return false;
      if (!is_ascii_upper(text_[at_])) {
        const bool bracketed = !pieces_.empty() && pieces_.back().kind == PieceKind::opener;
        if (!bracketed || spaced_) return abbreviation(last);
        take(last, PieceKind::title);  // "(b. March 2009)"
        return true;
      }
      take(last, PieceKind::initial);
      return true;
    }
    take(last, PieceKind::acronym);
    return true;
  }

  /// "example.com", "report.doc", "comp.sources.unix", "2.0b".
  bool dotted_name(std::uint32_t stop) {
    std::uint32_t last = stop, part = stop;
    while (stop >= nameless_before_ && last - at_ < token_bytes_max &&
           (byte(last) == '.' || byte(last) == '-') && is_alphanumeric(last + 1)) {
      part = last + 1;
      last = core_end(part);
    }
    const bool digits =
        last > stop && is_ascii_digit(text_[stop - 1]) && is_ascii_digit(byte(stop + 1));
    const bool named =
        rule(TokenRule::ending, part, last) ||
        (last > stop && rule(TokenRule::group, at_, stop) && !is_ascii_upper(byte(stop + 1)));
    if (!named && !digits) {
      nameless_before_ = std::max(nameless_before_, last);
      return false;
    }
    if (named && byte(last) == '/') {
      while (last < end() && last - at_ < token_bytes_max && is_address_byte(text_[last])) ++last;
      last = trimmed_end(last);
    }
    take(last, PieceKind::address);
    return true;
  }

  /// "Ph.D." and others of the list with stops inside.
  bool dotted_abbreviation(std::uint32_t stop) {
    std::uint32_t last = stop + 1;
    while (last - at_ < 12 && is_ascii_letter(byte(last))) ++last;
    return byte(last) == '.' && abbreviation(last + 1);
  }

  bool abbreviation(std::uint32_t last) {
    const AbbreviationPlace* place =
        last - at_ <= 8 ? words_.abbreviations.find(form(at_, last)) : nullptr;
    if (place == nullptr) return false;
    if (*place == AbbreviationPlace::number) {
      std::uint32_t after = last;
      while (byte(after) == ' ') ++after;
      if (!is_ascii_digit(byte(after))) return false;
    }
    take(last, *place == AbbreviationPlace::anywhere ? PieceKind::abbreviation : PieceKind::title);
    return true;
  }

  /// Takes [at_, stop) as one word or as the words that it was contracted from.
  void cut_word(std::uint32_t stop) {
    std::array<std::uint32_t, clitics_max> ends;
    std::size_t clitics = 0;
    while (clitics < clitics_max) {
      const std::uint32_t seam = clitic_begin(stop);
      if (seam == at_ || seam == stop) break;
      ends[clitics++] = stop;
      stop = seam;
    }
    const Contraction* contraction = words_.contractions.find(form(at_, stop));
    if (contraction != nullptr && fits(*contraction, stop))
      for (const std::uint8_t characters : contraction->parts)
        take(after_characters(characters), PieceKind::word);
    else
      take(stop, PieceKind::word);
    while (clitics > 0) take(ends[--clitics], PieceKind::word);
  }

  /// Whether the next word is one before which the contraction holds: "its not", but "its border".
  bool fits(const Contraction& contraction, std::uint32_t stop) {
    if (contraction.before.size() == 0) return true;
    if (byte(stop) != ' ') return false;
    std::uint32_t last = stop + 1;
    while (last - stop <= contraction_next_max && is_ascii_letter(byte(last))) ++last;
    return contraction.before.has(form(stop + 1, last));
  }

  std::uint32_t after_characters(std::size_t count) const {
    std::uint32_t at = at_;
    for (; count > 0; --count) at += next(at).length;
    return at;
  }

  /// Where the clitic at the end of a word begins ("'s", "n't", "'ll"); `stop` where there is none.
  std::uint32_t clitic_begin(std::uint32_t stop) {
    std::uint32_t letters = stop;
    while (letters > at_ && stop - letters < 3 && is_ascii_letter(text_[letters - 1])) --letters;
    if (letters == at_ || stop - letters > 2 || letters == stop) return stop;
    const CodePoint mark = decode_before(text_, letters);
    const std::uint32_t seam = letters - mark.length;
    if (character_at(text_, seam).kind != Kind::apostrophe) return stop;
    const std::string_view tail = form(letters, stop);
    if (tail == "s" || tail == "m" || tail == "d" || tail == "re" || tail == "ve" || tail == "ll")
      return seam;
    const bool negated = tail == "t" && seam > at_ + 1 && (text_[seam - 1] | 32) == 'n';
    return negated ? seam - 1 : stop;
  }

  // Numbers -----------------------------------------------------------------------------------

  std::uint32_t digits_end(std::uint32_t at) const {
    while (at < end() && at - at_ < token_bytes_max && kind(at) == Kind::digit)
      at += next(at).length;
    return at;
  }

  void number() {
    std::uint32_t stop = digits_end(at_);
    while (stop - at_ < token_bytes_max && is_ascii_digit(byte(stop + 1))) {
      const char joint = byte(stop);
      if (joint != '.' && joint != ',' && joint != ':' && joint != '/') break;
      const std::uint32_t last = digits_end(stop + 1);
      if (joint == ',' && last - stop != 4 && byte(last) != ',') break;  // 200,000 and 2,00,000
      stop = last;
    }
    if (byte(stop) == '.' && is_ascii_letter(byte(stop + 1)) && dotted_name(stop)) return;
    if (byte(stop) == '-' && is_ascii_digit(byte(stop + 1))) stop = grouped_end(stop);
    if (kind(stop) == Kind::letter && stop < end()) return number_and_letters(stop);
    if (kind(stop) == Kind::apostrophe && text_[stop - 1] == '0' && stop - at_ == 2) {
      const std::uint32_t after = stop + next(stop).length;
      if (byte(after) == 's' && !is_alphanumeric(after + 1)) stop = after + 1;
    }
    take(stop, PieceKind::number);
  }

  /// Phone numbers and dates stay whole (713-654-0365, 345-9945, 11-20-2000), ranges do not (3-4).
  std::uint32_t grouped_end(std::uint32_t stop) const {
    std::uint32_t last = stop, groups = 1, width = 0;
    while (groups < 8 && byte(last) == '-' && is_ascii_digit(byte(last + 1))) {
      const std::uint32_t begin = last + 1;
      last = digits_end(begin);
      width = last - begin;
      ++groups;
    }
    const std::uint32_t first = stop - at_;
    const bool pair = width == 4 && (first == 3 || first == 5);
    return groups > 2 || pair ? last : stop;
  }

  void number_and_letters(std::uint32_t stop) {
    const std::uint32_t last = core_end(stop);
    if (rule(TokenRule::unit, stop, last)) {
      take(stop, PieceKind::number);
      return;
    }
    take(last, PieceKind::number);
  }

  // Marks -------------------------------------------------------------------------------------

  void apostrophe() {
    const Character here = next(at_);
    const std::uint32_t after = at_ + here.length;
    const Character second = next(after);
    if (second.length > 0 && second.kind == Kind::apostrophe)
      return take(after + second.length, quote_kind(after + second.length));
    if (kind(after) == Kind::letter && after < end()) {
      const std::uint32_t last = core_end(after);
      if (words_.contractions.has(form(at_, last))) return cut_word(last);
      if (rule(TokenRule::clitic, after, last)) return take(last, PieceKind::word);
    }
    if (spaced_ && is_ascii_digit(byte(after)) && is_ascii_digit(byte(after + 1))) {
      const std::uint32_t last = after + 2 + (byte(after + 2) == 's');
      if (!is_alphanumeric(last)) return take(last, PieceKind::number);
    }
    take(after, here.value == 0x2018 ? PieceKind::opener : quote_kind(after));
  }

  void quote(const Character& here) { take(at_ + here.length, quote_kind(at_ + here.length)); }

  /// Whether a straight quote opens or closes, by the spaces around it.
  PieceKind quote_kind(std::uint32_t after) const {
    const bool space_after = after >= end() || kind(after) == Kind::space;
    const bool opened_before =
        !pieces_.empty() && !spaced_ &&
        (pieces_.back().kind == PieceKind::opener || pieces_.back().kind == PieceKind::dash);
    const bool opens = (spaced_ || opened_before) && !space_after;
    return opens ? PieceKind::opener : PieceKind::closer;
  }

  void stop() {
    const Character here = next(at_);
    if (here.value != '.') return take(at_ + here.length, PieceKind::stop);
    const std::uint32_t last = run_of(here);
    if (last - at_ > 1) return take(last, PieceKind::ellipsis);
    if (spaced_ && is_ascii_digit(byte(last))) return take(digits_end(last), PieceKind::number);
    if (spaced_ && is_ascii_letter(byte(last)) && rule(TokenRule::ending, last, core_end(last)))
      return take(core_end(last), PieceKind::address);
    const bool doubled = byte(last) == '?' || byte(last) == '!';
    take(last + doubled, PieceKind::stop);
  }

  void strong() {
    std::uint32_t last = at_;
    while (last < end() && last - at_ < token_bytes_max && kind(last) == Kind::strong)
      last += next(last).length;
    take(last, PieceKind::strong);
  }

  bool emoticon() {
    for (std::uint32_t size = 4; size >= 2; --size) {
      const std::uint32_t last = at_ + size;
      if (last > end() || is_alphanumeric(last)) continue;
      const bool lettered = is_ascii_letter(text_[last - 1]);
      if (lettered && !spaced_) continue;
      if (words_.rules[static_cast<std::size_t>(TokenRule::emoticon)].has(between(at_, last))) {
        take(last, PieceKind::emoticon);
        return true;
      }
    }
    return false;
  }

  void symbol(const Character& here) {
    if (emoticon()) return;
    if (here.value < 0x80) {
      if (here.value == '+' && spaced_ && is_ascii_digit(byte(at_ + 1)))
        return take(digits_end(at_ + 1), PieceKind::number);
      if (here.value == '#' && is_ascii_letter(byte(at_ + 1)))
        return take(core_end(at_ + 1), PieceKind::word);
      return take(run_of(here), PieceKind::symbol);
    }
    std::uint32_t last = here.value == replacement ? run_of(here) : at_ + here.length;
    for (Character more = next(last); more.length > 0 && last - at_ < 64; more = next(last)) {
      const bool joined = decode_before(text_, last).value == 0x200D;
      if (!extends_symbol(more.value) && !(joined && more.kind == Kind::symbol)) break;
      last += more.length;
    }
    take(last, PieceKind::symbol);
  }

  std::string_view text_;
  const SegmentWords& words_;
  std::vector<Piece>& pieces_;
  std::uint32_t at_ = 0;
  std::uint32_t nameless_before_ = 0;  ///< the run of dotted parts up to here is no name
  bool spaced_ = true;
  std::string form_;
};

}  // namespace

void append_pieces(std::string_view text, Span span, const SegmentWords& words,
                   std::vector<Piece>& pieces) {
  Cutter(text, span, words, pieces).run();
}

}  // namespace sitrep
