#include "sitrep/report/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

constexpr std::size_t columns_min = 40, columns_usual = 100;

struct Marks {
  std::string_view begin, end;
};
constexpr Marks bold = {"\033[1;4m", "\033[0m"}, brackets = {"[[", "]]"};

const Marks& marks() {
  static const Marks chosen =
      ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr ? bold : brackets;
  return chosen;
}

bool is_combining(char32_t value) {
  return (value >= 0x300 && value <= 0x36F) || value == 0x200B || value == 0x200D ||
         (value >= 0xFE00 && value <= 0xFE0F);
}

/// Marks that make later letters run the other way: a page could show one name and mean another.
bool turns_writing(char32_t value) {
  return (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

bool is_wide(char32_t value) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array wide = {
      Range{0x1100, 0x115F}, Range{0x2E80, 0xA4CF}, Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
      Range{0xFE30, 0xFE6F}, Range{0xFF00, 0xFF60}, Range{0x1F300, 0x1FAFF},
  };
  return std::ranges::any_of(
      wide, [&](Range range) { return range.first <= value && value <= range.last; });
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint found = decode(text, at);
    const bool is_control = (found.value < 0x20 && found.value != '\n' && found.value != '\t') ||
                            (found.value >= 0x7F && found.value < 0xA0);
    if (is_control || turns_writing(found.value) ||
        (found.value == replacement && found.length == 1))
      append(shown, replacement);
    else
      shown += text.substr(at, found.length);
    at += found.length;
  }
  return shown;
}

std::string one_line(std::string_view text) {
  std::string shown;
  bool gap = false;
  for (const char byte : trim(text)) {
    const bool is_white = byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
    if (gap && !is_white) shown.push_back(' ');
    gap = is_white;
    if (!is_white) shown.push_back(byte);
  }
  return printable(shown);
}

std::string marked_snippet(std::string_view snippet) {
  constexpr char both[] = {mark_begin, mark_end, 0};
  std::string shown;
  while (true) {
    const std::size_t at = snippet.find_first_of(both);
    // The spaces around a mark belong to the words: only whole lines are trimmed.
    std::string words = one_line(fmt::format("|{}|", snippet.substr(0, at)));
    shown += words.substr(1, words.size() - 2);
    if (at == std::string_view::npos) return std::string(trim(shown));
    shown += snippet[at] == mark_begin ? marks().begin : marks().end;
    snippet.remove_prefix(at + 1);
  }
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    for (const std::string_view mark : {bold.begin, bold.end})
      if (text.substr(at).starts_with(mark)) at += mark.size();
    const CodePoint found = decode(text, at);
    if (found.length == 0) break;
    if (!is_combining(found.value)) columns += is_wide(found.value) ? 2 : 1;
    at += found.length;
  }
  return columns;
}

std::size_t columns_to_fill() {
  std::size_t columns = 0;
  if (const char* said = std::getenv("COLUMNS"); said != nullptr) {
    const std::string_view text = said;
    std::from_chars(text.data(), text.data() + text.size(), columns);
  }
  winsize window = {};
  if (columns == 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0) columns = window.ws_col;
  return columns == 0 ? columns_usual : std::max(columns, columns_min);
}

std::string wrapped(std::string_view words, std::size_t first, std::size_t rest,
                    std::size_t columns) {
  std::string text(first, ' ');
  std::size_t at = first;
  bool begun = false;
  while (!words.empty()) {
    const std::string_view next = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(next.size() + 1, words.size()));
    if (next.empty()) continue;
    const std::size_t width = columns_of(next);
    if (begun && at + 1 + width > columns) {
      text.append("\n").append(rest, ' ');
      at = rest;
    } else if (begun) {
      text += ' ';
      ++at;
    }
    text += next;
    at += width;
    begun = true;
  }
  return text + "\n";
}

}  // namespace sitrep
