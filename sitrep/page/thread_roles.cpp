#include "sitrep/page/thread_roles.h"

#include <fmt/format.h>

#include <algorithm>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t depth_max = 60;
constexpr std::size_t head_words_max = 10;
// RFE/RL and VOA head a reply with this line.
constexpr std::string_view in_response = "in response";

bool only_marks(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (is_letter(point.value) || is_digit(point.value)) return false;
    at += point.length;
  }
  return true;
}

// "Mike D.": the full stop is of a name.
bool ends_in_initial(std::string_view text) {
  const std::size_t size = text.size();
  return size >= 4 && text[size - 1] == '.' && text[size - 3] == ' ' &&
         is_letter(decode(text, size - 2).value);
}

std::string_view strip_marks(std::string_view text) {
  while (!text.empty()) {
    const CodePoint last = decode_before(text, text.size());
    const char32_t c = last.value;
    if (!is_space(c) && c != ':' && c != ',' && c != '|' && c != 0xB7 && c != 0x2022 && c != '-' &&
        c != 0x2013 && c != 0x2014 && c != '(' && c != '/' && c != '@')
      break;
    text.remove_suffix(last.length);
  }
  return trim(text);
}

// 14/04/2020 somewhere on the page means that the day comes first.
NumericOrder numeric_order_of(std::string_view text, const std::vector<Line>& lines,
                              const DateWords& dates) {
  for (const Line& line : lines) {
    if (line.text.size() > 80) continue;
    const std::string_view words = text.substr(line.text.begin, line.text.size());
    const std::optional<FoundMoment> a = dates.find(words, NumericOrder::day_first);
    const std::optional<FoundMoment> b = dates.find(words, NumericOrder::month_first);
    if (a && b && !a->ambiguous && words.find('/') != std::string_view::npos &&
        a->moment == b->moment && a->moment.day > 12 &&
        words.find(fmt::format("{}/", a->moment.day)) != std::string_view::npos)
      return NumericOrder::day_first;
  }
  return NumericOrder::month_first;
}

}  // namespace

LineClassifier::LineClassifier(std::string_view text, const std::vector<Line>& lines,
                               const PageModel& model, std::string_view retrieved)
    : text_(text),
      phrases_(model.phrases()),
      dates_(model.dates()),
      order_(numeric_order_of(text, lines, model.dates())) {
  if (const std::optional<Moment> now = parse_iso(retrieved)) now_ = *now;
}

ThreadLine LineClassifier::classify(const Line& line) const {
  ThreadLine out = classify_words(line);
  // "The minister said:" and "Updated June 28, 2012" stand at the margin of articles.
  const bool margin = line.indent < 2 && line.marker == Marker::none;
  if (margin && out.strong && !out.by_from) {
    out.weak = true;
    out.strong = false;
  }
  return out;
}

ThreadLine LineClassifier::classify_words(const Line& line) const {
  ThreadLine out;
  const std::string_view words = words_of_line(line);
  out.depth = line.marker == Marker::bullet || line.marker == Marker::number
                  ? line.indent / 2
                  : (line.indent >= 2 ? line.indent / 2 - 1 : 0);
  out.depth = std::min(out.depth, depth_max);
  const std::size_t count = count_words(words);
  out.short_text =
      count <= 8 && words.size() <= 80 && (!ends_sentence(words) || ends_in_initial(words));
  if (words.size() > 200 || count > 2 * head_words_max) return out;
  out.response = equal_ignoring_case(words, in_response);
  if (out.response || phrases_.is(PhraseRole::thread_head, words) ||
      phrases_.is(PhraseRole::thread_end, words)) {
    out.role = LineRole::mark;
    return out;
  }
  if (phrases_.prefix(PhraseRole::pingback, words) > 0 && line.marker != Marker::none) {
    out.role = LineRole::pingback;
    return out;
  }
  if (phrases_.is(PhraseRole::reply, words)) {
    out.role = LineRole::reply;
    out.strong = true;
    return out;
  }
  if (by_from(words, out) || says(words, out)) return out;
  time_of(words, line, out);
  return out;
}

std::string LineClassifier::author_of(std::string_view words) const {
  if (const std::size_t avatar = phrases_.prefix(PhraseRole::avatar, words)) {
    const std::string_view rest = trim(words.substr(avatar));
    if (!rest.empty()) words = rest;
  }
  // The text of a picture by address: "someone@example.org' Roberta".
  const std::size_t quote = words.find("' ");
  if (quote != std::string_view::npos && words.substr(0, quote).find('@') != std::string::npos &&
      words.substr(0, quote).find(' ') == std::string_view::npos)
    words = words.substr(quote + 2);
  words = strip_marks(words);
  const std::size_t badge = phrases_.suffix(PhraseRole::badge, words);
  if (badge != std::string_view::npos && badge > 0) words = strip_marks(words.substr(0, badge));
  // The words of the picture and then the name: "Armin Armin".
  const std::size_t half = words.size() / 2;
  if (words.size() > 4 && words[half] == ' ' && words.substr(0, half) == words.substr(half + 1))
    words = words.substr(0, half);
  return std::string(words);
}

// RFE/RL and VOA, 2010 to 2017: "by: NAME from: PLACE".
bool LineClassifier::by_from(std::string_view words, ThreadLine& out) const {
  if (words.substr(0, 4) != "by: " && words.substr(0, 4) != "By: ") return false;
  const std::size_t from = words.find(" from: ");
  out.role = LineRole::head;
  out.strong = out.says = out.by_from = from != std::string_view::npos;
  out.author = strip_marks(words.substr(4, from == std::string_view::npos ? from : from - 4));
  return out.strong;
}

bool LineClassifier::says(std::string_view words, ThreadLine& out) const {
  std::string_view head = words;
  const std::optional<FoundMoment> date = dates_.find(words, order_);
  if (date && date->end + 12 >= words.size()) head = strip_marks(words.substr(0, date->begin));
  const std::size_t at = phrases_.suffix(PhraseRole::says, head);
  if (at == std::string_view::npos || at == 0 || count_words(head) > head_words_max) return false;
  const bool colon = head.back() == ':' || head.size() < words.size();
  if (!colon && ends_sentence(head)) return false;
  out.author = author_of(head.substr(0, at));
  if (out.author.empty()) return false;
  out.role = LineRole::head;
  out.strong = out.says = true;
  if (head.size() < words.size()) {
    out.role = LineRole::head_time;
    out.time = date->moment.edtf();
  }
  return true;
}

void LineClassifier::time_of(std::string_view words, const Line& line, ThreadLine& out) const {
  std::size_t begin = 0, end = 0;
  bool timed = false;
  if (const std::optional<FoundMoment> date = dates_.find(words, order_)) {
    begin = date->begin;
    end = date->end;
    out.time = date->moment.edtf();
    timed = date->moment.hour >= 0;
  } else if (const std::optional<FoundAge> age = dates_.find_age(words)) {
    begin = age->begin;
    end = age->end;
    if (now_.year != 0) out.time = moment_before(now_, *age).edtf();
    timed = true;
  } else {
    if (equal_ignoring_case(words, "at")) out.role = LineRole::time;
    return;
  }
  const std::string_view before = strip_marks(words.substr(0, begin)), after = words.substr(end);
  const bool button = phrases_.is(PhraseRole::reply, after);
  if (!button && !only_marks(after) && !phrases_.is(PhraseRole::furniture, after)) {
    out.time.clear();
    return;
  }
  out.closes = button;
  const bool alone = only_marks(before) || phrases_.is(PhraseRole::written, before);
  if (alone) {
    out.role = LineRole::time;
    out.strong = button || timed || line.indent >= 4;
    if (phrases_.prefix(PhraseRole::changed, before) > 0) out.strong = false;
  } else if (count_words(before) <= 8 && before.size() <= 60 &&
             (!ends_sentence(before) || ends_in_initial(before))) {
    out.role = LineRole::head_time;
    out.author = author_of(before);
    out.strong = button || timed || (line.marker == Marker::none && line.indent >= 4);
    if (phrases_.prefix(PhraseRole::byline, words) > 0) out.strong = false;
  } else {
    out.time.clear();
    out.closes = false;
  }
}

}  // namespace sitrep
