#include "sitrep/markup/lines.h"

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr char32_t bullets[] = {0x2022, 0x25E6, 0x25AA, 0x2023, 0x25CF, 0x25CB, 0x25A0, 0xB7};

bool is_bullet(char32_t value) {
  for (const char32_t bullet : bullets)
    if (bullet == value) return true;
  return false;
}

// Bytes of a list number with its full stop, 0 if the line begins with none.
std::size_t number_size(std::string_view line, int& number) {
  std::size_t at = 0;
  int value = 0;
  while (at < line.size() && at < 4 && line[at] >= '0' && line[at] <= '9')
    value = value * 10 + (line[at++] - '0');
  if (at == 0 || at + 1 >= line.size() || line[at] != '.') return 0;
  if (!is_space(decode(line, at + 1).value)) return 0;
  number = value;
  return at + 1;
}

void read_marker(std::string_view text, const DateWords& dates, Line& line) {
  const std::string_view words = text.substr(line.whole.begin, line.whole.size());
  const CodePoint first = decode(words, 0);
  std::size_t size = 0;
  if (is_bullet(first.value)) {
    line.marker = Marker::bullet;
    size = first.length;
  } else if ((first.value == '-' || first.value == '*') && words.size() > 2 && words[1] == ' ') {
    line.marker = Marker::dash;
    size = 1;
  } else {
    size = number_size(words, line.number);
    if (size == 0) return;
    const std::optional<FoundMoment> date =
        dates.find(words.substr(0, 60), NumericOrder::day_first);
    if (date && date->begin == 0) return;
    line.marker = Marker::number;
  }
  const std::string_view rest = trim(words.substr(size));
  if (rest.empty()) {
    line.marker = Marker::none;
    return;
  }
  line.text.begin = static_cast<std::uint32_t>(rest.data() - text.data());
}

}  // namespace

std::vector<Line> split_lines(std::string_view text, const DateWords& dates) {
  std::vector<Line> lines;
  bool blank = true;
  std::size_t at = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  while (at < text.size()) {
    std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view words = trim(text.substr(at, end - at));
    if (words.empty()) {
      blank = true;
    } else {
      Line line;
      const auto begin = static_cast<std::uint32_t>(words.data() - text.data());
      for (std::size_t i = at; i < begin; ++i) line.indent += text[i] == '\t' ? 4 : 1;
      line.whole = {begin, begin + static_cast<std::uint32_t>(words.size())};
      line.text = line.whole;
      line.blank_before = blank;
      read_marker(text, dates, line);
      lines.push_back(line);
      blank = false;
    }
    at = end + 1;
  }
  return lines;
}

std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space && !inside) ++count;
    inside = !space;
  }
  return count;
}

bool ends_sentence(std::string_view text) {
  std::size_t end = text.size();
  for (int i = 0; i < 4 && end > 0; ++i) {
    const CodePoint point = decode_before(text, end);
    const char32_t c = point.value;
    if (c == '.' || c == '!' || c == '?' || c == 0x2026) return true;
    const bool closes = c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D ||
                        c == 0x2019 || c == 0xBB || c == 0x201C || c == ' ' || c == 0xA0;
    if (!closes) return false;
    end -= point.length;
  }
  return false;
}

bool looks_like_name(std::string_view text) {
  std::size_t words = 0, capitals = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const bool dot = point.value == '.' && at + 1 < text.size();
    if (is_digit(point.value)) return false;
    if (is_punctuation(point.value) && !dot && point.value != '-' && point.value != '\'' &&
        point.value != 0x2019)
      return false;
    if (!inside && is_letter(point.value)) {
      ++words;
      capitals += is_upper(point.value) ? 1 : 0;
    }
    inside = !is_space(point.value);
    at += point.length;
  }
  return words >= 1 && words <= 5 && text.size() <= 60 && capitals * 2 > words;
}

}  // namespace sitrep
