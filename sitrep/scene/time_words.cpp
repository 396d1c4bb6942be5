#include "sitrep/scene/time_words.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool letter(char c) { return ascii_letter(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Bytes of an apostrophe at `at`: ' or U+2018, U+2019; 0 if there is none.
std::uint32_t apostrophe(std::string_view text, std::uint32_t at, std::uint32_t end) {
  if (at < end && text[at] == '\'') return 1;
  const std::string_view three = text.substr(at, std::min<std::size_t>(3, end - at));
  return three == "\xE2\x80\x99" || three == "\xE2\x80\x98" ? 3 : 0;
}

/// Bytes of a hyphen or short dash.
std::uint32_t hyphen(std::string_view text, std::uint32_t at, std::uint32_t end) {
  if (at < end && text[at] == '-') return 1;
  const std::string_view three = text.substr(at, std::min<std::size_t>(3, end - at));
  return three == "\xE2\x80\x90" || three == "\xE2\x80\x91" || three == "\xE2\x80\x93" ? 3 : 0;
}

std::uint32_t digits_end(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end && digit(text[at])) ++at;
  return at;
}

int number(std::string_view digits) {
  int value = 0;
  const auto [rest, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return failed == std::errc() ? value : -1;
}

/// "07:30" in minutes, a word of Unit or DayPart, or a plain number.
std::optional<std::int32_t> reading_value(std::string_view text) {
  if (text.empty()) return 0;
  if (const auto unit = from_word<Unit>(text)) return static_cast<std::int32_t>(*unit);
  if (const auto part = from_word<DayPart>(text)) return static_cast<std::int32_t>(*part);
  if (text.size() == 5 && text[2] == ':')
    return number(text.substr(0, 2)) * 60 + number(text.substr(3));
  std::int32_t value = 0;
  const auto [rest, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || rest != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "nineteen" + "ninety-six" is a year, "twenty" + "four" and "two" + "hundred" are one number.
/// True if `right` was taken into `left`.
bool join_numbers(TimeWord& left, const TimeWord& right, bool by_hyphen) {
  const std::int32_t* a = left.as(TimeClass::number);
  const std::int32_t* b = right.as(TimeClass::number);
  if (a == nullptr && left.count == 1) a = left.as(TimeClass::year);  // nineteen ninety
  if (a == nullptr || b == nullptr || left.is(TimeClass::day) || right.is(TimeClass::day) ||
      left.is(TimeClass::hours) || right.is(TimeClass::hours))
    return false;
  std::int32_t value = 0;
  bool year = false;
  if (*a >= 20 && *a < 100 && *a % 10 == 0 && *b < 10)
    value = *a + *b;
  else if (!by_hyphen && (*b == 100 || *b == 1000) && *a < *b)
    value = *a * *b;
  else if (!by_hyphen && (*a == 19 || *a == 18 || *a == 20) && *b >= 10 && *b < 100)
    value = *a * 100 + *b, year = true;
  else if (*a >= 1800 && *a % 10 == 0 && *a % 100 >= 20 && *b < 10)
    value = *a + *b, year = true;
  else
    return false;
  left.count = 0;
  left.span.end = right.span.end;
  if (year || value == 2000) left.add(symbol_of(TimeClass::year), value);
  if (!year) left.add(symbol_of(TimeClass::number), value);
  return true;
}

}  // namespace

void TimeWord::add(TimeSymbol symbol, std::int32_t value) {
  if (count < readings.size()) readings[count++] = {symbol, value};
}

const std::int32_t* TimeWord::as(TimeClass kind) const {
  for (std::size_t i = 0; i < count; ++i)
    if (readings[i].symbol == symbol_of(kind)) return &readings[i].value;
  return nullptr;
}

Result<TimeWords> TimeWords::load(const std::filesystem::path& path) {
  auto table = Table::read(path, {"words", "class", "value", "case"});
  if (!table) return table.error();
  TimeWords words;
  for (const Table::Row& row : table->rows()) {
    const auto kind = from_word<TimeClass>(table->cell(row, "class"));
    const auto value = reading_value(table->cell(row, "value"));
    if (!kind || !value) {
      words.problems_.push_back({path.string(), row.line, "unknown class or value"});
      continue;
    }
    const bool capital = table->cell(row, "case") == "capital";
    for (const std::string_view word : values(table->cell(row, "words"))) {
      Entry& entry = words.entries_[std::string(word)];
      if (std::ranges::any_of(entry.meanings, [&](const Meaning& meaning) {
            return meaning.reading.symbol == symbol_of(*kind);
          }))
        words.problems_.push_back(
            {path.string(), row.line, "\"" + std::string(word) + "\" has this class twice"});
      else
        entry.meanings.push_back({{symbol_of(*kind), *value}, capital});
      words.longest_ = std::max(words.longest_, word.size());
    }
  }
  return words;
}

TimeSymbol TimeWords::add_literal(std::string_view word) {
  Entry& entry = entries_[std::string(word)];
  if (entry.literal == none)
    entry.literal = static_cast<TimeSymbol>(symbol_of(TimeClass::count) + literals_++);
  longest_ = std::max(longest_, word.size());
  return entry.literal;
}

TimeSymbol TimeWords::literal(std::string_view word) const {
  const Entry* entry = find(word);
  return entry == nullptr ? none : entry->literal;
}

const TimeWords::Entry* TimeWords::find(std::string_view key) const {
  if (key.size() > longest_) return nullptr;
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

void TimeWords::look_up(std::string_view key, bool capital, TimeWord& word) const {
  const Entry* entry = find(key);
  if (entry == nullptr) return;
  for (const Meaning& meaning : entry->meanings)
    if (capital || !meaning.capital) word.add(meaning.reading.symbol, meaning.reading.value);
  if (entry->literal != none) word.add(entry->literal, 0);
}

std::uint32_t TimeWords::scan_letters(std::string_view text, std::uint32_t at, std::uint32_t end,
                                      TimeWord& word) const {
  constexpr std::size_t longest_word = 24;  // longer ones mean nothing here
  std::array<char, longest_word + 1> key{};
  std::size_t size = 0;
  const std::uint32_t begin = at;
  const bool capital = text[at] >= 'A' && text[at] <= 'Z';
  const auto push = [&](char c) {
    if (size < longest_word) key[size] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    ++size;
  };
  const auto known = [&] {
    return size <= longest_word && find(std::string_view(key.data(), size)) != nullptr;
  };
  while (at < end && letter(text[at]) && apostrophe(text, at, end) == 0 &&
         hyphen(text, at, end) == 0)
    push(text[at++]);
  if (at == begin + 1 && at + 1 < end && text[at] == '.' && ascii_letter(text[at + 1])) {
    // a.m., B.C.: letters with full stops between, taken whole if the lexicon has them
    std::uint32_t stop = at;
    const std::size_t before = size;
    while (stop + 1 < end && text[stop] == '.' && ascii_letter(text[stop + 1]) &&
           (stop + 2 >= end || !ascii_letter(text[stop + 2]))) {
      push('.');
      push(text[stop + 1]);
      stop += 2;
    }
    if (stop < end && text[stop] == '.') {
      push('.');
      if (known()) {
        look_up({key.data(), size}, capital, word);
        return stop + 1;
      }
      --size;
    }
    if (known()) {
      look_up({key.data(), size}, capital, word);
      return stop;
    }
    size = before;
  }
  if (at < end && text[at] == '.' && size < longest_word) {
    push('.');
    if (known()) {
      look_up({key.data(), size}, capital, word);
      return at + 1;
    }
    --size;
  }
  if (const std::uint32_t mark = apostrophe(text, at, end);
      mark > 0 && size == 1 && at > begin && (key[0] == 'o')) {
    push('\'');  // o'clock
    for (at += mark; at < end && ascii_letter(text[at]); ++at) push(text[at]);
  }
  if (size <= longest_word) look_up({key.data(), size}, capital, word);
  return at;
}

std::uint32_t TimeWords::scan_digits(std::string_view text, std::uint32_t at, std::uint32_t end,
                                     TimeWord& word) const {
  const std::uint32_t begin = at;
  at = digits_end(text, at, end);
  const auto length = at - begin;
  const int value = length <= 9 ? number(text.substr(begin, length)) : -1;
  const auto next = [&](std::uint32_t ahead) { return at + ahead < end ? text[at + ahead] : ' '; };
  if (length == 4 && next(0) == '-' && digit(next(1)) && digit(next(2)) && next(3) == '-' &&
      digit(next(4)) && digit(next(5)) && !digit(next(6))) {
    const int date =
        value * 10000 + number(text.substr(at + 1, 2)) * 100 + number(text.substr(at + 4, 2));
    word.add(symbol_of(TimeClass::iso), date);
    return at + 6;
  }
  if (length <= 2 && next(0) == ':' && digit(next(1)) && digit(next(2)) && !digit(next(3))) {
    word.add(symbol_of(TimeClass::clock), value * 60 + number(text.substr(at + 1, 2)));
    at += 3;
    if (next(0) == ':' && digit(next(1)) && digit(next(2)) && !digit(next(3))) at += 3;
    return at;
  }
  if (length <= 2 && next(0) == '/' && digit(next(1))) {
    const std::uint32_t second = digits_end(text, at + 1, end);
    const int other = number(text.substr(at + 1, std::min<std::uint32_t>(second - at - 1, 4)));
    const std::uint32_t third = digits_end(text, second + 1, end);
    if (second < end && text[second] == '/' && third - second == 5) {
      const int year = number(text.substr(second + 1, 4));
      word.add(symbol_of(TimeClass::slashed), year * 10000 + value * 100 + other);
      return third;
    }
    if (value == 1 && other == 2) word.add(symbol_of(TimeClass::fraction), 0);
    return second;
  }
  bool plain = true;
  while (next(0) == ',' && digit(next(1)) && digit(next(2)) && digit(next(3)) && !digit(next(4)))
    at += 4, plain = false;
  if (next(0) == '.' && digit(next(1))) at = digits_end(text, at + 1, end), plain = false;
  if (!plain) {
    word.add(symbol_of(TimeClass::number), -1);  // a number, but none that counts days
    return at;
  }
  const std::string_view tail = text.substr(at, std::min<std::uint32_t>(2, end - at));
  const bool ends = !ascii_letter(next(2));
  if (value > 0 && length <= 3 && ends &&
      (equal_ignoring_case(tail, "st") || equal_ignoring_case(tail, "nd") ||
       equal_ignoring_case(tail, "rd") || equal_ignoring_case(tail, "th"))) {
    word.add(symbol_of(TimeClass::ordinal), value);
    return at + 2;
  }
  const std::uint32_t mark = apostrophe(text, at, end);
  if (value % 10 == 0 && (length == 4 || (length == 2 && begin > 0)) &&
      (next(mark) == 's' && !ascii_letter(next(mark + 1)))) {
    word.add(symbol_of(TimeClass::decades), value);
    return at + mark + 1;
  }
  word.add(symbol_of(TimeClass::number), value);
  if (length <= 2 && value >= 1 && value <= 31) word.add(symbol_of(TimeClass::day), value);
  if (length <= 2 && value <= 24) word.add(symbol_of(TimeClass::hours), value * 60);
  if (length == 4 && value >= 1000 && value <= 2100) word.add(symbol_of(TimeClass::year), value);
  return at;
}

void TimeWords::scan(std::string_view text, Span span, std::vector<TimeWord>& words) const {
  words.clear();
  std::uint32_t at = span.begin;
  bool glued = false;
  while (at < span.end) {
    if (blank(text[at])) {
      glued = false;
      ++at;
      continue;
    }
    TimeWord word;
    word.glued = glued;
    glued = true;
    const std::uint32_t begin = at;
    if (const std::uint32_t mark = apostrophe(text, at, span.end); mark > 0) {
      const std::uint32_t after = at + mark;
      const std::uint32_t stop = digits_end(text, after, span.end);
      if (stop - after == 2 && (stop >= span.end || !letter(text[stop]))) {
        word.add(symbol_of(TimeClass::short_year), number(text.substr(after, 2)));
        at = stop;
      } else if (after < span.end && text[after] == 's' &&
                 (after + 1 >= span.end || !letter(text[after + 1]))) {
        look_up("'s", false, word);
        at = after + 1;
      } else if (stop - after == 2) {  // '80s: the mark belongs to the decade
        at = scan_digits(text, after, span.end, word);
      } else {
        look_up("'", false, word);
        at = after;
      }
    } else if (const std::uint32_t dash = hyphen(text, at, span.end); dash > 0) {
      look_up("-", false, word);
      at += dash;
    } else if (digit(text[at])) {
      at = scan_digits(text, at, span.end, word);
    } else if (letter(text[at])) {
      at = scan_letters(text, at, span.end, word);
      if (at == begin) ++at;  // a mark of several bytes that is neither
    } else {
      look_up(text.substr(at, 1), false, word);
      ++at;
    }
    word.span = {begin, at};
    const auto hyphen_word = literal("-");
    if (!words.empty() && join_numbers(words.back(), word, false)) continue;
    if (words.size() > 1 && words.back().count > 0 &&
        words.back().readings[0].symbol == hyphen_word && word.glued &&
        join_numbers(words[words.size() - 2], word, true)) {
      words.pop_back();
      continue;
    }
    words.push_back(word);
  }
}

}  // namespace sitrep
