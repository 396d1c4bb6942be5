#include "sitrep/text/sentence.h"

#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/text/character.h"
#include "sitrep/text/segment.h"

namespace sitrep {

namespace {

constexpr std::size_t dateline_pieces_max = 14;
constexpr std::uint32_t ruler_bytes_min = 5;

/// Reads the pieces of one block and answers questions about neighbours.
class Reader {
 public:
  Reader(std::string_view text, const std::vector<Piece>& pieces, std::size_t begin,
         const SegmentWords& words)
      : text_(text), pieces_(pieces), begin_(begin), words_(words) {}

  std::size_t end() const {
    if (const std::size_t after = dateline_end(); after > begin_) return after;
    const std::size_t last = std::min(pieces_.size(), begin_ + sentence_tokens_max);
    for (std::size_t at = begin_; at < last; ++at) {
      if (const std::size_t after = end_at(at); after > at) return std::min(after, pieces_.size());
      if (is_bullet(at + 1)) return at + 1;
    }
    return last == pieces_.size() ? last : cut_before(last);
  }

 private:
  bool is(std::size_t at, PieceKind kind) const {
    return at < pieces_.size() && pieces_[at].kind == kind;
  }
  std::string_view surface(std::size_t at) const {
    return text_.substr(pieces_[at].span.begin, pieces_[at].span.size());
  }
  std::string form(std::size_t at) const {
    std::string form;
    append_form(form, surface(at));
    return form;
  }
  char32_t first(std::size_t at) const { return character_at(text_, pieces_[at].span.begin).value; }
  bool begins_upper(std::size_t at) const { return at < pieces_.size() && is_upper(first(at)); }
  bool begins_lower(std::size_t at) const { return at < pieces_.size() && is_lower(first(at)); }

  /// The end of the sentence if the piece at `at` is what ends it, `at` otherwise.
  std::size_t end_at(std::size_t at) const {
    switch (pieces_[at].kind) {
      case PieceKind::stop:
        return is_list_number(at) ? at : after_mark(at);
      case PieceKind::strong:
        return after_mark(at);
      case PieceKind::ellipsis:
        return has_word_before(at) && is_start(after_closers(at + 1)) ? after_mark(at) : at;
      case PieceKind::acronym:
      case PieceKind::abbreviation:
      case PieceKind::initial:
        return starts_sentence(at + 1) ? at + 1 : at;
      case PieceKind::comma:
        return is_closing(at) && begins_upper(at + 1) ? at + 1 : at;
      case PieceKind::number:
        return line_end(at);
      case PieceKind::word:
        return is_time_stamp(at + 1) && begins_upper(at) ? at + 1 : at;
      case PieceKind::address:
        return is_time_stamp(at + 1) || is(at + 1, PieceKind::address) || begins_line(at + 1)
                   ? at + 1
                   : at;
      case PieceKind::emoticon:
        return at > begin_ && begins_line(at + 1) ? at + 1 : at;
      case PieceKind::dash:
      case PieceKind::symbol:
        return rule_end(at);
      default:
        return at;
    }
  }

  // Text that lost its line breaks: each of these ended a line
  // -------------------------------------

  bool begins_line(std::size_t at) const {
    return begins_upper(at) && is(at, PieceKind::word) && pieces_[at].spaced;
  }

  /// "_____", "-----" and the brackets of forwarded mail: ">> Please".
  std::size_t rule_end(std::size_t at) const {
    const char32_t sign = first(at);
    if (sign == '>') {
      const bool next = begins_line(at + 1) || is_time_stamp(at + 1);
      return at > begin_ && next ? at + 1 : at;
    }
    if (pieces_[at].span.size() < ruler_bytes_min) return at;
    return at + 1 < pieces_.size() && pieces_[at + 1].spaced ? at + 1 : at;
  }

  /// "Thanks ,", "Best regards ,": the end of a letter.
  bool is_closing(std::size_t comma) const {
    if (comma == begin_ || comma - begin_ > 3) return false;
    for (std::size_t at = begin_; at < comma; ++at)
      if (!words_.has(TokenRule::closing, form(at))) return false;
    return true;
  }

  /// The end of a time stamp; of a line that is nothing but a date, or the number of a figure.
  std::size_t line_end(std::size_t at) const {
    if (is_time_stamp(at)) return time_stamp_end(at);
    if (!begins_line(at + 1)) return at;
    const bool figure = at == begin_ + 1 && words_.has(TokenRule::figure, form(begin_));
    return figure || is_date_line(at) ? at + 1 : at;
  }

  /// "Thursday , May 7 , 2015"; `at` is the year.
  bool is_date_line(std::size_t at) const {
    std::size_t first_piece = begin_;
    if (is(first_piece + 1, PieceKind::comma)) first_piece += 2;
    return at == first_piece + 3 && pieces_[at].span.size() == 4 && begins_upper(first_piece) &&
           is(first_piece + 1, PieceKind::number) && is(first_piece + 2, PieceKind::comma);
  }

  // Marks
  // ------------------------------------------------------------------------------------------

  /// "3." before the words of a list.
  bool is_list_number(std::size_t stop) const {
    std::size_t first_piece = begin_;
    if (is(first_piece, PieceKind::symbol)) ++first_piece;
    if (stop != first_piece + 1 || stop + 1 >= pieces_.size()) return false;
    return pieces_[first_piece].span.size() <= 3 &&
           (is(first_piece, PieceKind::number) || pieces_[first_piece].span.size() == 1);
  }

  /// Past the marks and closing quotes and brackets that belong to the sentence before.
  std::size_t after_closers(std::size_t at) const {
    while (at < pieces_.size()) {
      const PieceKind kind = pieces_[at].kind;
      const bool mark = kind == PieceKind::stop || kind == PieceKind::strong;
      const bool closes = kind == PieceKind::closer;
      const bool ruler = kind == PieceKind::symbol && !pieces_[at].spaced;
      if (!mark && !closes && !ruler && kind != PieceKind::emoticon) break;
      ++at;
    }
    return at;
  }

  std::size_t after_mark(std::size_t at) const {
    std::size_t after = after_closers(at + 1);
    after = after_references(after);
    if (after >= pieces_.size()) return pieces_.size();
    const PieceKind kind = pieces_[after].kind;
    if (kind == PieceKind::comma || kind == PieceKind::colon) return at;
    const bool closed = pieces_[after - 1].kind == PieceKind::closer;
    if (closed && (begins_lower(after) || kind == PieceKind::dash)) return at;
    return after;
  }

  /// "[8]", "[13, 14]" after a sentence: the numbers of notes.
  std::size_t after_references(std::size_t at) const {
    while (is(at, PieceKind::opener) && surface(at) == "[") {
      std::size_t inside = at + 1;
      while (is(inside, PieceKind::number) || is(inside, PieceKind::comma)) ++inside;
      if (inside == at + 1 || !is(inside, PieceKind::closer)) break;
      at = inside + 1;
    }
    return at;
  }

  bool is_start(std::size_t at) const {
    return at >= pieces_.size() || begins_upper(at) ||
           (is(at, PieceKind::opener) && pieces_[at].spaced);
  }

  bool has_word_before(std::size_t at) const {
    while (at > begin_ && pieces_[at - 1].kind >= PieceKind::stop) --at;
    return at > begin_;
  }

  /// A sign that begins the lines of a list: U+2022 and its like.
  bool is_bullet(std::size_t at) const {
    if (!is(at, PieceKind::symbol) || !pieces_[at].spaced) return false;
    const char32_t sign = first(at);
    return sign == 0x2022 || sign == 0x2023 || sign == 0x25AA || sign == 0x25A0 || sign == 0x25CF;
  }

  /// A capital on a word that begins sentences, after an abbreviation.
  bool starts_sentence(std::size_t at) const {
    if (is(at, PieceKind::opener) && pieces_[at].spaced && surface(at) != "(") ++at;
    if (!begins_upper(at) || !pieces_[at].spaced) return false;
    return words_.sentence_starters.has(form(at));
  }

  /// "04/16/2001 04:52 PM", printed in the head of a forwarded mail.
  bool is_time_stamp(std::size_t at) const {
    return is(at, PieceKind::number) && std::ranges::count(surface(at), '/') == 2 &&
           is(at + 1, PieceKind::number) && surface(at + 1).find(':') != std::string_view::npos;
  }

  std::size_t time_stamp_end(std::size_t at) const {
    std::size_t after = at + 2;
    if (after < pieces_.size() &&
        (equal_ignoring_case(surface(after), "AM") || equal_ignoring_case(surface(after), "PM")))
      ++after;
    return is(after, PieceKind::word) ? after : at;
  }

  /// "ISLAMABAD --", "WASHINGTON, June 3 (Reuters) -": the place where a report was written.
  std::size_t dateline_end() const {
    if (begin_ != 0 || !is(0, PieceKind::word) || !is_capital_word(0)) return begin_;
    const std::size_t last = std::min(pieces_.size(), dateline_pieces_max);
    bool bracket = false;
    for (std::size_t at = 1; at < last; ++at) {
      const PieceKind kind = pieces_[at].kind;
      if (kind == PieceKind::dash && pieces_[at].spaced) {
        const bool plain = surface(at) == "-";
        const bool after = at + 1 < pieces_.size() && pieces_[at + 1].spaced;
        return after && is_start(at + 1) && (bracket || !plain) ? at + 1 : begin_;
      }
      bracket = bracket || kind == PieceKind::closer;
      const bool allowed = kind == PieceKind::comma || kind == PieceKind::number ||
                           kind == PieceKind::opener || kind == PieceKind::closer ||
                           kind == PieceKind::symbol || kind == PieceKind::title ||
                           kind == PieceKind::acronym || kind == PieceKind::abbreviation;
      if (!allowed && !begins_upper(at)) return begin_;
    }
    return begin_;
  }

  bool is_capital_word(std::size_t at) const {
    const std::string_view word = surface(at);
    return word.size() >= 3 &&
           std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  /// Where to cut a sentence that is too long: after the last comma or the like of its last third.
  std::size_t cut_before(std::size_t last) const {
    for (std::size_t at = last; at > last - sentence_tokens_max / 3; --at) {
      const PieceKind kind = pieces_[at - 1].kind;
      if (kind == PieceKind::comma || kind == PieceKind::colon || kind == PieceKind::dash)
        return at;
    }
    return last;
  }

  std::string_view text_;
  const std::vector<Piece>& pieces_;
  std::size_t begin_;
  const SegmentWords& words_;
};

}  // namespace

std::size_t sentence_end(std::string_view text, const std::vector<Piece>& pieces, std::size_t begin,
                         const SegmentWords& words) {
  return Reader(text, pieces, begin, words).end();
}

bool parts_final_stop(std::string_view text, const Piece& piece) {
  if (piece.kind == PieceKind::initial || piece.kind == PieceKind::abbreviation) return true;
  return piece.kind == PieceKind::acronym && text[piece.span.end - 1] == '.' &&
         is_lower(character_at(text, piece.span.begin).value);
}

}  // namespace sitrep
