#include "sitrep/scene/find_times.h"

#include <algorithm>
#include <cstdlib>

#include "sitrep/base/unicode.h"
#include "sitrep/scene/time_value.h"

namespace sitrep {

namespace {

/// A match with its value, while neighbours may still join it.
struct Found {
  std::size_t first = 0, end = 0;  // words
  TimeRule rule = TimeRule::reference;
  TimeValue value;
};

/// What the page as a whole tells about its dates.
struct PageTimes {
  bool narrative = false, fiscal = false;
};

bool lower_letter(char c) { return c >= 'a' && c <= 'z'; }

class Finder {
 public:
  Finder(const Page& page, const Text& text, const TimeGrammar& grammar)
      : page_(page), text_(text), grammar_(grammar), published_(parse_day(page.published.value)) {}

  std::vector<Time> find();

 private:
  PageTimes survey();
  void read_block(const Block& block);
  void start_context(const Block& block);
  bool wanted(const TimeMatch& match) const;
  bool year_wanted(const TimeMatch& match) const;
  bool reference_wanted(const TimeMatch& match) const;
  bool introduced(std::size_t word) const;
  bool news_word(std::size_t word) const;
  bool is_rate(std::size_t word) const;
  int tense_at(const TimeMatch& match) const;
  int tense_of_tree(Span span) const;
  int tense_of_verb(Id<Token> verb) const;
  void settle(const TimeMatch& match, std::vector<Found>& found);
  void join(std::vector<Found>& found) const;
  void widen(Found& found, std::size_t floor) const;
  void remember(const Found& found);
  void print(const Block& block, const std::vector<Found>& found);

  std::string_view word(std::size_t at) const { return page_.at(words_[at].span); }
  bool word_is(std::size_t at, std::initializer_list<std::string_view> choices) const {
    return std::ranges::any_of(
        choices, [&](std::string_view choice) { return equal_ignoring_case(word(at), choice); });
  }
  char before(std::size_t at) const {
    const std::uint32_t begin = words_[at].span.begin;
    return begin == 0 ? ' ' : page_.text[begin - 1];
  }
  char after(std::size_t at) const {
    const std::uint32_t end = words_[at].span.end;
    return end >= page_.text.size() ? ' ' : page_.text[end];
  }

  const Page& page_;
  const Text& text_;
  const TimeGrammar& grammar_;
  std::optional<Day> published_;
  PageTimes about_;
  TimeContext context_;
  std::vector<TimeWord> words_;
  std::vector<Time> times_;
  Id<Comment> comment_;
};

bool Finder::introduced(std::size_t at) const {
  return at > 0 &&
         word_is(at - 1, {"in",     "of",      "since", "by",      "until",  "till",  "from",
                          "during", "between", "and",   "to",      "before", "after", "circa",
                          "late",   "early",   "mid",   "through", "this",   "last",  "next",
                          "around", "about",   "or",    "-",       "(",      "year",  ","});
}

bool Finder::year_wanted(const TimeMatch& match) const {
  const std::size_t at = match.first;
  if (match.end - at > 1) return true;
  const char left = before(at), right = after(at);
  if (std::string_view("$#/.:@").find(left) != std::string_view::npos || right == '%' ||
      (left & 0x80 && !introduced(at)))
    return false;
  const std::int32_t* year = words_[at].as(TimeClass::year);
  if (year == nullptr) return words_[at].is(TimeClass::short_year);
  const bool before_word = right == ' ' && match.end < words_.size() &&
                           lower_letter(page_.text[words_[match.end].span.begin]);
  if ((*year < 1900 && !about_.narrative) || *year > 2040) return introduced(at);
  return !(*year % 100 == 0 && before_word && !introduced(at));
}

bool Finder::is_rate(std::size_t at) const {
  for (std::size_t back = 1; back <= 2 && back <= at; ++back) {
    const TimeWord& left = words_[at - back];
    if (left.is(TimeClass::number) || left.is(TimeClass::hours)) return true;
    if (word_is(at - back,
                {"million", "billion", "trillion", "percent", "times", "twice", "once", "thousand",
                 "dollars", "barrels", "pounds", "euros", "thousands", "hundreds", "millions"}))
      return true;
    if (!lower_letter(page_.text[left.span.begin])) return false;
  }
  return false;
}

/// "soon" is a time where something lies ahead.
bool Finder::reference_wanted(const TimeMatch& match) const {
  const bool last = match.end >= words_.size();
  if (word_is(match.first, {"soon"})) {
    if (!last && word_is(match.end, {"after"})) return false;
    return tense_at(match) > 0 || last || word_is(match.end, {".", ","});
  }
  return true;
}

/// Words that are times only in some company.
bool Finder::wanted(const TimeMatch& match) const {
  const TimePattern& pattern = grammar_.pattern(match);
  const std::size_t at = match.first;
  const std::size_t size = match.end - at;
  switch (pattern.rule) {
    case TimeRule::year:
      return year_wanted(match);
    case TimeRule::date:
      if (size > 1) return true;
      if (word(at) == "May" || word(at) == "March") return introduced(at);
      return word(at).size() > 4 || word(at) == "July" || word(at) == "June";
    case TimeRule::season:
      if (match.end < words_.size() && word_is(match.end, {"of"}) &&
          grammar_.pattern(match).argument == "bare")
        return false;  // the fall of Port Arthur
      return size > 1 || (introduced(at) && !word_is(at - 1, {"to", ",", "("}));
    case TimeRule::clock:
      if (size > 1 || words_[at].is(TimeClass::hour)) return true;
      return at > 0 && word_is(at - 1, {"at", "by", "around", "until", "before", "after", "from",
                                        "about", "between"});
    case TimeRule::reference:
      return reference_wanted(match);
    case TimeRule::duration:
      if (match.value(TimeClass::unit) != nullptr && size == 2 && word_is(at, {"a", "an"}) &&
          word_is(at + 1, {"second"}))
        return false;
      return true;
    case TimeRule::rate:
      return !word_is(at + 1, {"second", "quarter"}) || is_rate(at);
    default:
      return true;
  }
}

/// The tense of the verb that the time hangs on in the tree; 0 where the tree does not tell.
int Finder::tense_of_tree(Span span) const {
  constexpr int steps_max = 8;  // up the tree
  const auto [first, end] = text_.tokens_in(span);
  if (first == end || first.none()) return 0;
  Id<Token> at = first;
  for (int step = 0; step < steps_max && at; ++step) {
    const Token& token = text_[at];
    if (token.tag == Tag::VERB || token.tag == Tag::AUX) return tense_of_verb(at);
    if (!text_.child(at, Relation::cop).none())
      return tense_of_verb(text_.child(at, Relation::cop));
    at = token.head;
  }
  return 0;
}

int Finder::tense_of_verb(Id<Token> verb) const {
  for (const Id<Token> child : text_.children(verb)) {
    if (text_[child].tag != Tag::AUX) continue;
    const std::string_view lemma = text_.lemma(child);
    if (lemma == "will" || lemma == "shall" || lemma == "may" || lemma == "should") return 1;
    if (lemma == "would" || lemma == "could" || lemma == "might") return 0;
    if (text_.feature(child, "Tense") == "Past") return -1;
  }
  const std::string_view tense = text_.feature(verb, "Tense");
  const std::string_view form = text_.feature(verb, "VerbForm");
  if (tense == "Past" && form == "Fin") return -1;
  return 0;
}

/// Evidence of the words around: the nearest one to the left in the sentence, else to the right.
int Finder::tense_at(const TimeMatch& match) const {
  const Span span{words_[match.first].span.begin, words_[match.end - 1].span.end};
  // "as early as Tuesday", "as soon as next week" lie ahead, whatever the verb.
  if (match.first >= 3 && word_is(match.first - 1, {"as"}) &&
      word_is(match.first - 2, {"early", "soon"}) && word_is(match.first - 3, {"as"}))
    return 1;
  if (const int tense = tense_of_tree(span); tense != 0) return tense;
  // "would look for ways around Wednesday's ruling": the ruling is what it is, not what they would.
  if (match.end < words_.size() && word_is(match.end, {"'s", "\u2019s"})) return 0;
  constexpr std::size_t reach = 14;  // words
  const auto tense_of = [&](std::size_t at) {
    if (words_[at].is(TimeClass::ahead)) return 1;
    if (words_[at].is(TimeClass::behind)) return -1;
    const std::string_view form = word(at);
    return form.size() > 4 && form.ends_with("ed") && !form.ends_with("eed") &&
                   lower_letter(form[0])
               ? -1
               : 0;
  };
  const auto stops = [&](std::size_t at) { return word_is(at, {".", ";", "?", "!"}); };
  for (std::size_t back = 1; back <= reach && back <= match.first; ++back) {
    const std::size_t at = match.first - back;
    if (stops(at)) break;
    if (const int tense = tense_of(at); tense != 0) return tense;
  }
  for (std::size_t at = match.end; at < words_.size() && at < match.end + reach; ++at) {
    if (stops(at)) break;
    if (const int tense = tense_of(at); tense != 0) return tense;
  }
  return 0;
}

// "Friday" without a date, "yesterday", "this week": the writer looks at them from the day of
// writing.
bool Finder::news_word(std::size_t at) const {
  if (word_is(at, {"today", "yesterday", "tomorrow", "tonight"})) return true;
  if (word_is(at, {"this"})) return at + 1 < words_.size() && word_is(at + 1, {"week", "month"});
  if (!words_[at].is(TimeClass::weekday)) return false;
  const std::size_t next = at + 1 < words_.size() && word_is(at + 1, {","}) ? at + 2 : at + 1;
  return next >= words_.size() ||
         !(words_[next].is(TimeClass::month) || words_[next].is(TimeClass::day));
}

PageTimes Finder::survey() {
  constexpr int far = 2;                      // years
  constexpr int news_words_of_a_history = 2;  // more make it a report that looks back
  int near_years = 0, far_years = 0, news_words = 0;
  PageTimes about;
  TimeMatch match;
  for (const Block& block : page_.blocks) {
    if (block.kind == BlockKind::comment || block.kind == BlockKind::furniture) continue;
    grammar_.words().scan(page_.text, block.span, words_);
    for (std::size_t at = 0; at < words_.size(); ++at) {
      if (const std::int32_t* year = words_[at].as(TimeClass::year)) {
        if (published_ && std::abs(*year - published_->year) < far)
          ++near_years;
        else if (*year >= 1800 && *year <= 2040)
          ++far_years;
      }
      news_words += news_word(at);
      if (words_[at].is(TimeClass::ordinal) && grammar_.match(words_, at, match) &&
          grammar_.pattern(match).rule == TimeRule::quarter)
        about.fiscal = true;
    }
  }
  constexpr int many = 6;
  about.narrative =
      far_years >= many && far_years > 2 * near_years && news_words <= news_words_of_a_history;
  return about;
}

void Finder::start_context(const Block& block) {
  const bool comment = block.kind == BlockKind::comment && block.comment;
  if (comment && block.comment == comment_) return;
  if (!comment && about_.narrative && !context_.written.starts_with("the comment")) return;
  const auto quarter = comment ? std::nullopt : context_.quarter;
  context_ = {};
  context_.quarter = quarter;  // the one thing that outlives a paragraph
  context_.fiscal = about_.fiscal;
  context_.narrative = about_.narrative && !comment;
  context_.writing = published_;
  comment_ = comment ? block.comment : Id<Comment>();
  if (comment) {
    context_.writing = parse_day(page_.comments[block.comment.value].time);
    if (!context_.writing) context_.writing = published_;
    context_.written = "the comment";
  }
}

void Finder::remember(const Found& found) {
  const TimeValue& value = found.value;
  if (value.grain == Grain::quarter && found.rule == TimeRule::quarter)
    context_.quarter = value.day;
  if (!value.stated || value.grain < Grain::year) return;
  context_.passage = value.day;
  context_.passage_grain = value.grain;
}

void Finder::settle(const TimeMatch& match, std::vector<Found>& found) {
  context_.tense = tense_at(match);
  Found made{match.first, match.end, grammar_.pattern(match).rule,
             value_of(grammar_, match, context_)};
  if (made.value.value.empty()) return;
  if (made.rule == TimeRule::rate && !is_rate(match.first)) {
    made.value.kind = TimeKind::duration;
    made.value.basis = "as written";
  }
  remember(made);
  found.push_back(std::move(made));
}

/// A clock time or part of the day takes the day beside it: "9 a.m. Tuesday", "Tuesday at 9 a.m.",
/// "the night of 8 February".
void Finder::join(std::vector<Found>& found) const {
  constexpr std::size_t gap = 3;  // words between
  const auto of_day = [](const Found& one) {
    return one.value.minutes >= 0 || !one.value.part.empty();
  };
  const auto is_day = [](const Found& one) { return one.value.grain == Grain::day; };
  std::vector<Found> joined;
  for (Found& next : found) {
    Found* last = joined.empty() ? nullptr : &joined.back();
    bool beside = last != nullptr && next.first - last->end <= gap &&
                  ((of_day(*last) && is_day(next)) || (is_day(*last) && of_day(next)));
    for (std::size_t at = beside ? last->end : 0; beside && at < next.first; ++at)
      beside = word_is(at, {",", "at", "on", "of", "in", "the", "around", "about", "|"});
    if (!beside) {
      joined.push_back(std::move(next));
      continue;
    }
    TimeValue& time = of_day(*last) ? last->value : next.value;
    const TimeValue& day = of_day(*last) ? next.value : last->value;
    time.value = on_day(time, day.day);
    time.basis = day.basis;
    time.only_with_day = false;
    Found whole{last->first, next.end, last->rule, time};
    *last = std::move(whole);
  }
  std::erase_if(joined, [](const Found& one) { return one.value.only_with_day; });
  found = std::move(joined);
}

/// Takes in "early", "mid-", "the end of" before a date.
void Finder::widen(Found& found, std::size_t floor) const {
  const bool dated = found.value.grain != Grain::none || !found.value.part.empty();
  if (!dated) return;
  std::size_t first = found.first;
  if (first > floor + 1 && word_is(first - 1, {"-"}) && words_[first - 2].is(TimeClass::part))
    first -= 2;
  else if (first > floor && words_[first - 1].is(TimeClass::part))
    first -= 1;
  else if (first > floor && found.value.grain >= Grain::year &&
           word_is(first - 1, {"earlier", "later"}))
    first -= 1;
  else {
    std::size_t at = first;
    if (at > floor && word_is(at - 1, {"the"})) --at;
    if (at > floor + 1 && word_is(at - 1, {"of", "in"}) && words_[at - 2].is(TimeClass::edge))
      first = at - 2;
  }
  if (first < found.first && first > floor && word_is(first - 1, {"the"})) --first;
  found.first = first;
}

void Finder::print(const Block& block, const std::vector<Found>& found) {
  const bool header = block.kind == BlockKind::published;
  const Comment* comment = block.comment ? &page_.comments[block.comment.value] : nullptr;
  for (const Found& one : found) {
    const Span span{words_[one.first].span.begin, words_[one.end - 1].span.end};
    Time time{span, one.value.value, one.value.kind, one.value.basis};
    if (header) time.basis = "page header";
    if (comment != nullptr &&
        std::ranges::none_of(comment->body, [&](Span body) { return body.overlaps(span); }))
      time.basis = "comment";
    times_.push_back(std::move(time));
  }
}

void Finder::read_block(const Block& block) {
  start_context(block);
  if (!context_.narrative && block.kind != BlockKind::published &&
      block.kind != BlockKind::comment) {
    context_.passage.reset();
    context_.passage_grain = Grain::none;
  }
  grammar_.words().scan(page_.text, block.span, words_);
  std::vector<Found> found;
  TimeMatch match;
  for (std::size_t at = 0; at < words_.size();) {
    if (words_[at].count == 0 || !grammar_.match(words_, at, match) || !wanted(match)) {
      ++at;
      continue;
    }
    settle(match, found);
    at = match.end;
  }
  join(found);
  std::size_t floor = 0;
  for (Found& one : found) {
    widen(one, floor);
    floor = one.end;
  }
  print(block, found);
}

std::vector<Time> Finder::find() {
  about_ = survey();
  context_.fiscal = about_.fiscal;
  context_.narrative = about_.narrative;
  context_.writing = published_;
  for (const Block& block : page_.blocks)
    if (block.kind != BlockKind::furniture) read_block(block);
  return std::move(times_);
}

}  // namespace

std::vector<Time> find_times(const Page& page, const Text& text, const TimeGrammar& grammar) {
  return Finder(page, text, grammar).find();
}

}  // namespace sitrep
