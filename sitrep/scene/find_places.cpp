#include "sitrep/scene/find_places.h"

#include <algorithm>

#include "sitrep/base/unicode.h"

namespace sitrep {

Result<PlaceCues> PlaceCues::load(const std::filesystem::path& path) {
  auto table = Table::read(path, {"class", "words"});
  if (!table) return table.error();
  PlaceCues cues;
  for (const Table::Row& row : table->rows()) {
    const auto cue = from_word<PlaceCue>(table->cell(row, "class"));
    if (!cue) {
      cues.problems_.push_back({path.string(), row.line, "unknown class"});
      continue;
    }
    for (const std::string_view word : values(table->cell(row, "words")))
      cues.cues_[std::string(word)] |= 1U << static_cast<int>(*cue);
  }
  return cues;
}

std::uint32_t PlaceCues::cues(std::string_view word) const {
  if (word.ends_with('.')) word.remove_suffix(1);
  const auto found = cues_.find(word);
  return found == cues_.end() ? 0 : found->second;
}

namespace {

constexpr std::size_t words_max = 6;  // of a name
constexpr int judged_bonus = 4;       // for what names took for a place

enum class Gap { none, space, hyphen, comma, stop };

struct PlaceWord {
  Span span;
  std::uint32_t key_begin = 0, key_end = 0;  // of the folded form
  std::uint32_t cues = 0;
  Gap gap = Gap::stop;  // what stands before it
  bool capital = false, all_capitals = false;
};

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80);
}
bool digit(char c) { return c >= '0' && c <= '9'; }

class Finder {
 public:
  Finder(const Page& page, const Names& names, const Gazetteer& gazetteer, const PlaceCues& cues)
      : page_(page), names_(names), gazetteer_(gazetteer), cues_(cues) {}

  std::vector<PlaceMention> find();

 private:
  void scan(Span span);
  std::uint32_t scan_word(std::uint32_t at, std::uint32_t end, PlaceWord& word);
  void read_block(const Block& block, Id<Block> id);
  bool may_start(const PlaceWord& word, bool comment) const;
  std::size_t longest(std::size_t at, bool comment, std::uint64_t& hash) const;
  void mark_counties();
  std::size_t feature(std::size_t at, PlaceMention& mention) const;
  void weigh(std::size_t first, std::size_t end, PlaceMention& mention);
  int weigh_left(std::size_t first, bool strong) const;
  int weigh_right(std::size_t end, bool strong) const;
  int weigh_names(Span span, bool strong_name, bool acronym);
  bool strong(const PlaceMention& mention, bool several) const;
  bool owned(std::uint32_t at) const;
  bool of_kind(const PlaceMention& mention, std::initializer_list<std::string_view> kinds) const;
  bool dateline(std::size_t first, Span span) const;
  bool acronym(std::size_t at) const;

  std::string_view key(const PlaceWord& word) const {
    return std::string_view(keys_).substr(word.key_begin, word.key_end - word.key_begin);
  }
  bool is(const PlaceWord& word, PlaceCue cue) const {
    return (word.cues >> static_cast<int>(cue) & 1) != 0;
  }

  const Page& page_;
  const Names& names_;
  const Gazetteer& gazetteer_;
  const PlaceCues& cues_;
  std::vector<PlaceWord> words_;
  std::string keys_;
  std::vector<PlaceMention> mentions_;
  std::vector<bool> county_;       // words of lists before "counties"
  std::vector<Span> judged_;       // names_.places, sorted
  std::vector<std::size_t> open_;  // names that the place at hand may lie in
  std::size_t next_name_ = 0;
};

/// A word: letters and digits, apostrophes inside (not 's), full stops of "U.S." and "St.".
std::uint32_t Finder::scan_word(std::uint32_t at, std::uint32_t end, PlaceWord& word) {
  const std::string_view text = page_.text;
  const std::uint32_t begin = at;
  std::uint32_t letters = 0;
  bool dotted = false, ascii = true;
  while (at < end) {
    const char c = text[at];
    if (c & 0x80) {
      const CodePoint point = decode(text, at);
      if (!is_letter(point.value)) {
        const bool quote = point.value == 0x2019 && at > begin && at + 4 < end &&
                           text[at + 3] >= 'A' && text[at + 3] <= 'z';
        const bool owned = quote && text[at + 3] == 's' && !letter(text[at + 4]);
        if (!quote || owned) break;
      }
      ascii = false;
      at += std::max(point.length, 1U);
      ++letters;
    } else if (letter(c) || digit(c)) {
      ++at;
      ++letters;
    } else if (c == '\'' && at > begin && at + 2 < end && letter(text[at + 1]) &&
               (text[at + 1] != 's' || letter(text[at + 2]))) {
      ++at;
    } else if (c == '.' && letters > 0 && (letters == 1 || dotted) && at + 1 < end &&
               letter(text[at + 1])) {
      dotted = true;
      ++at;
    } else {
      break;
    }
  }
  if (at < end && text[at] == '.' && dotted) ++at;
  word.span = {begin, at};
  const std::string_view form = text.substr(begin, at - begin);
  word.key_begin = static_cast<std::uint32_t>(keys_.size());
  if (ascii)
    for (const char c : form) keys_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  else
    keys_ += fold(form);
  word.key_end = static_cast<std::uint32_t>(keys_.size());
  word.cues = cues_.cues(key(word));
  const CodePoint first = decode(form, 0);
  word.capital = is_upper(first.value);
  word.all_capitals = word.capital && form.size() > 1 &&
                      std::ranges::none_of(form, [](char c) { return c >= 'a' && c <= 'z'; });
  return at;
}

void Finder::scan(Span span) {
  const std::string_view text = page_.text;
  words_.clear();
  keys_.clear();
  Gap gap = Gap::stop;
  for (std::uint32_t at = span.begin; at < span.end;) {
    const char c = text[at];
    const bool wide = (c & 0x80) != 0;
    if (letter(c) || digit(c)) {
      if (wide && !is_letter(decode(text, at).value)) {
        const CodePoint point = decode(text, at);
        gap = is_space(point.value) ? std::max(gap, Gap::space) : Gap::stop;
        at += std::max(point.length, 1U);
        continue;
      }
      PlaceWord word;
      word.gap = gap;
      const std::uint32_t next = scan_word(at, span.end, word);
      at = std::max(next, at + 1);
      words_.push_back(word);
      gap = Gap::none;
      continue;
    }
    if (c == ' ' || c == '\t')
      gap = std::max(gap, Gap::space);
    else if (c == '-' && gap == Gap::none)
      gap = Gap::hyphen;
    else if (c == ',' && gap <= Gap::space)
      gap = Gap::comma;
    else if (c == '.' && gap == Gap::none && !words_.empty() &&
             text[words_.back().span.begin] != '.' && words_.back().span.size() <= 5 &&
             words_.back().capital) {
      // "St. Louis", "Pa.,": the full stop of an abbreviation does not end the name
      const std::string_view before = key(words_.back());
      const bool joins = before == "st" || before == "mt" || before == "ft" || before.size() == 1;
      gap = joins ? Gap::none : Gap::stop;
    } else if (c != '.' || gap != Gap::none) {
      gap = Gap::stop;
    } else {
      gap = Gap::stop;
    }
    ++at;
  }
}

bool Finder::may_start(const PlaceWord& word, bool comment) const {
  if (word.capital) return true;
  return gazetteer_.begins_small(key(word)) || (comment && word.span.size() >= 4);
}

/// Words of the longest name at `at` that the gazetteer has; 0 if there is none.
std::size_t Finder::longest(std::size_t at, bool comment, std::uint64_t& hash) const {
  PlaceKey name;
  std::size_t best = 0;
  const bool small = !words_[at].capital;
  for (std::size_t size = 1; size <= words_max && at + size <= words_.size(); ++size) {
    const PlaceWord& word = words_[at + size - 1];
    if (size > 1 && word.gap != Gap::space && word.gap != Gap::hyphen && word.gap != Gap::none)
      break;
    name.add_word(key(word));
    if (size == 1 && small && !comment && !gazetteer_.begins_small(key(word))) break;
    if (!small && !word.capital && !digit(page_.text[word.span.begin])) continue;
    // "Dublin City Council" is the council of Dublin, not something of Dublin City
    const bool longer = size > 1 && best > 0 && is(word, PlaceCue::follow) &&
                        at + size < words_.size() && words_[at + size].gap == Gap::space &&
                        words_[at + size].capital && is(words_[at + size], PlaceCue::follow) &&
                        !key(word).ends_with("county");
    if (!longer && gazetteer_.has(name.hash())) {
      best = size;
      hash = name.hash();
    }
    if (small && comment && !gazetteer_.begins_small(key(words_[at]))) break;
  }
  return best;
}

/// The penalty of standing inside a name that names found. Spans must come in rising order: names
/// nest and never cross, so that the open ones form a short list.
int Finder::weigh_names(Span span, bool strong_name, bool acronym) {
  const std::vector<Mention>& all = names_.mentions;
  for (; next_name_ < all.size() && all[next_name_].span.begin <= span.begin; ++next_name_)
    if (all[next_name_].kind == MentionKind::name) open_.push_back(next_name_);
  std::erase_if(open_, [&](std::size_t one) { return all[one].span.end <= span.begin; });
  int penalty = 0;
  for (const std::size_t one : open_) {
    if (!all[one].span.contains(span)) continue;
    const Entity& entity = names_[all[one].entity];
    const std::string_view place = page_.at(span);
    if (entity.kind == EntityKind::person) {
      // the phrase holds titles too ("U.S. Defense Secretary Leon Panetta"): only the name counts,
      // and a name of one word may be a town that was taken for a person
      if (entity.name.size() > place.size() && entity.name.find(place) != std::string::npos)
        penalty = std::min(penalty, -6);
      else if (all[one].span == span)
        penalty = std::min(penalty, -1);
    } else if (entity.kind == EntityKind::organisation || entity.kind == EntityKind::group) {
      if (all[one].span == span)
        penalty = std::min(penalty, strong_name ? -1 : acronym ? -8 : -2);
      else if (!strong_name && all[one].span.begin < span.begin)
        penalty = std::min(penalty, -2);
    }
  }
  return penalty;
}

/// Countries, states and counties are places whatever stands around them, persons' names apart.
bool Finder::strong(const PlaceMention& mention, bool several) const {
  return std::ranges::any_of(mention.candidates, [&](const PlaceCandidate& candidate) {
    const std::string_view kind = gazetteer_.kind(candidate.place);
    if (candidate.alternate && kind != "capital" && kind != "country") return false;
    return kind != "city" && (kind != "district" || several);
  });
}

bool Finder::of_kind(const PlaceMention& mention,
                     std::initializer_list<std::string_view> kinds) const {
  return std::ranges::any_of(mention.candidates, [&](const PlaceCandidate& candidate) {
    return !candidate.alternate &&
           std::ranges::find(kinds, gazetteer_.kind(candidate.place)) != kinds.end();
  });
}

/// Whether an 's stands at `at`: St. Patrick's Day.
bool Finder::owned(std::uint32_t at) const {
  const std::string_view rest = std::string_view(page_.text).substr(at, 4);
  return rest.starts_with("'s") || rest.starts_with("\xE2\x80\x99s");
}

/// "DEKALB -- ", "ISLAMABAD (AP) ": capitals before a dash or a bracket.
bool Finder::dateline(std::size_t first, Span span) const {
  if (!words_[first].all_capitals) return false;
  const std::string_view rest = std::string_view(page_.text).substr(span.end, 5);
  return rest.starts_with(" --") || rest.starts_with(" - ") || rest.starts_with(" (") ||
         rest.starts_with(" \xE2\x80\x94") || rest.starts_with(" \xE2\x80\x93");
}

/// NATO is no town of the Philippines: few capitals among words that are not all in capitals.
bool Finder::acronym(std::size_t at) const {
  constexpr std::uint32_t longest_acronym = 5;
  const auto loud = [&](std::size_t other) {
    return other < words_.size() && words_[other].all_capitals && words_[other].span.size() > 1;
  };
  return words_[at].all_capitals && words_[at].span.size() <= longest_acronym &&
         !(at > 0 && loud(at - 1)) && !loud(at + 1);
}

int Finder::weigh_left(std::size_t first, bool strong_name) const {
  if (first == 0 || words_[first].gap == Gap::stop) return 0;
  const PlaceWord& left = words_[first - 1];
  if (words_[first].gap == Gap::hyphen) {
    const std::string_view party = key(left);  // Rep. Donald Humason, R-Westfield
    if (party == "d" || party == "r" || party == "dfl" || party == "i") return 3;
    return left.capital ? -1 : 0;
  }
  if (words_[first].gap == Gap::comma) return 0;
  if (!left.capital || is(left, PlaceCue::function)) {
    if (key(left) == "of" && first > 1 && is(words_[first - 2], PlaceCue::not_after_of) &&
        words_[first - 2].capital)
      return -4;
    return is(left, PlaceCue::preposition) ? 2 : 0;
  }
  if (is(left, PlaceCue::title)) return -5;
  if (is(left, PlaceCue::direction) || left.all_capitals) return 0;
  const bool starts = left.gap == Gap::stop;  // may be any word that begins a sentence
  return strong_name ? -1 : starts ? -2 : -4;
}

int Finder::weigh_right(std::size_t end, bool strong_name) const {
  if (end >= words_.size()) return 0;
  const PlaceWord& right = words_[end];
  if (digit(page_.text[right.span.begin]) && right.gap <= Gap::hyphen &&
      words_[end - 1].span.size() <= 5 && words_[end - 1].all_capitals)
    return -6;  // US-24, KY 80: roads
  if (right.gap == Gap::hyphen) {
    const std::string_view word = key(right);
    return word == "based" || word == "area" || word == "born" || word == "bound" ? 2 : 0;
  }
  if (right.gap != Gap::space) return 0;
  if (is(right, PlaceCue::province_word)) return 2;
  if (!right.capital && is(right, PlaceCue::follow_small)) return 2;
  if (!right.capital && is(right, PlaceCue::speech)) return strong_name ? -1 : -4;
  if (!right.capital || right.all_capitals) return 0;
  if (is(right, PlaceCue::follow_not)) return -4;
  if (is(right, PlaceCue::follow)) return 1;
  if (is(right, PlaceCue::function)) return 0;
  return strong_name ? -1 : -4;
}

void Finder::weigh(std::size_t first, std::size_t end, PlaceMention& mention) {
  const bool single = end - first == 1;
  const bool strong_name = strong(mention, !single || county_[first]);
  int& evidence = mention.evidence;
  const int inside = weigh_names(mention.span, strong_name, single && acronym(first));
  evidence += inside;
  if (inside > -6 && std::ranges::binary_search(judged_, mention.span)) evidence += judged_bonus;
  const int left = weigh_left(first, strong_name);
  mention.person = single && left <= -4;
  evidence += left + weigh_right(end, strong_name);
  if (dateline(first, mention.span))
    evidence += 3;
  else if (single && acronym(first) && !of_kind(mention, {"country", "province", "region"}))
    evidence -= 4;
  if (!single || county_[first]) evidence += 2;
  if (strong_name) evidence += 2;
  if (single && is(words_[first], PlaceCue::stop))
    evidence -= of_kind(mention, {"country"}) ? 2 : 3;
  if (single && (is(words_[first], PlaceCue::function) || is(words_[first], PlaceCue::direction)))
    evidence -= 6;
  if (end - first == 2) {
    const std::string both =
        std::string(key(words_[first])) + " " + std::string(key(words_[first + 1]));
    if (cues_.is(both, PlaceCue::stop)) evidence -= 6;
  }
  const std::string_view begin = key(words_[first]);
  if (!single && (begin == "st" || begin == "saint") && owned(mention.span.end)) evidence -= 5;
  if (single && is(words_[first], PlaceCue::title)) evidence -= 3;
  if (end < words_.size() && words_[end].gap == Gap::space &&
      is(words_[end], PlaceCue::province_word))
    mention.province = true;
}

/// "Harvey, Harper and Kingman counties": each name of the list counts with "County".
void Finder::mark_counties() {
  county_.assign(words_.size(), false);
  for (std::size_t at = 2; at < words_.size(); ++at) {
    if (key(words_[at]) != "counties") continue;
    for (std::size_t back = at; back-- > 0;) {
      const bool joint = key(words_[back]) == "and" || key(words_[back]) == "or";
      if (!words_[back].capital && !joint) break;
      if (is(words_[back], PlaceCue::function) && !joint) break;
      county_[back] = !joint;
      if (words_[back].gap == Gap::stop) break;
    }
  }
}

/// A name that the gazetteer lacks but that says what it is: Kishwaukee River, Lake Lanier.
/// Returns its words, 0 if it is none.
std::size_t Finder::feature(std::size_t at, PlaceMention& mention) const {
  const auto named = [&](std::size_t word) {
    return word < words_.size() && words_[word].capital && words_[word].span.size() > 2 &&
           words_[word].gap == Gap::space && !words_[word].all_capitals;
  };
  if (!words_[at].capital || words_[at].all_capitals || is(words_[at], PlaceCue::function) ||
      is(words_[at], PlaceCue::title) || !named(at + 1))
    return 0;
  std::size_t kind = at, end = at + 2;
  if (!is(words_[at], PlaceCue::feature_before)) {
    kind = at + 1;
    if (!is(words_[kind], PlaceCue::feature) && named(at + 2)) kind = at + 2;
    if (!is(words_[kind], PlaceCue::feature)) return 0;
    end = kind + 1;
  }
  if (named(end)) return 0;  // Mad River High School
  mention.feature = key(words_[kind]);
  return end - at;
}

void Finder::read_block(const Block& block, Id<Block> id) {
  const bool comment = block.kind == BlockKind::comment;
  scan(block.span);
  mark_counties();
  std::size_t last_end = words_.size() + 1;  // of the mention before, to see "Paris, Texas"
  for (std::size_t at = 0; at < words_.size();) {
    std::uint64_t hash = 0;
    std::size_t size = may_start(words_[at], comment) ? longest(at, comment, hash) : 0;
    PlaceMention mention;
    if (const std::size_t words = feature(at, mention); words > size) {
      mention.span = {words_[at].span.begin, words_[at + words - 1].span.end};
      mention.hash = PlaceKey::of(page_.at(mention.span));
      mention.block = id;
      mention.evidence = 2 + std::min(0, weigh_names(mention.span, true, false));
      mentions_.push_back(std::move(mention));
      at += words;
      continue;
    }
    if (size == 0) {
      ++at;
      continue;
    }
    mention.feature.clear();
    const bool after_comma = at == last_end && words_[at].gap == Gap::comma;
    mention.hash = hash;
    mention.span = {words_[at].span.begin, words_[at + size - 1].span.end};
    mention.block = id;
    if (county_[at]) {
      const std::uint64_t county = PlaceKey::of(std::string(page_.at(mention.span)) + " County");
      if (gazetteer_.has(county)) mention.hash = county;
    }
    gazetteer_.find(mention.hash, after_comma, mention.candidates);
    if (mention.candidates.empty()) {
      ++at;
      continue;
    }
    if (!words_[at].capital && comment &&
        (gazetteer_.kind(mention.candidates[0].place) != "country" ||
         is(words_[at], PlaceCue::stop))) {
      ++at;
      continue;
    }
    if (gazetteer_.is_abbreviation(key(words_[at + size - 1])) &&
        mention.span.end < page_.text.size() && page_.text[mention.span.end] == '.')
      ++mention.span.end;
    weigh(at, at + size, mention);
    if (after_comma) {
      mentions_.back().holder = static_cast<std::uint32_t>(mentions_.size());
      mention.evidence += 1;
    }
    mentions_.push_back(std::move(mention));
    at += size;
    last_end = at;
  }
}

std::vector<PlaceMention> Finder::find() {
  judged_ = names_.places;
  std::ranges::sort(judged_);
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i)
    if (page_.blocks[i].kind != BlockKind::furniture) read_block(page_.blocks[i], Id<Block>{i});
  return std::move(mentions_);
}

}  // namespace

std::vector<PlaceMention> find_place_mentions(const Page& page, const Text&, const Names& names,
                                              const Gazetteer& gazetteer, const PlaceCues& cues) {
  return Finder(page, names, gazetteer, cues).find();
}

}  // namespace sitrep
