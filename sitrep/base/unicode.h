#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sitrep {

/// One code point and the bytes it took. `value` is U+FFFD where the bytes are not UTF-8 (then
/// length is 1).
struct CodePoint {
  char32_t value = 0;
  std::uint32_t length = 0;
};

constexpr char32_t replacement = 0xFFFD;

/// The code point that begins at `at`; length 0 at the end of `text`. Never reads past it.
CodePoint decode(std::string_view text, std::size_t at);

/// The code point that ends before `at`; length 0 at the beginning.
CodePoint decode_before(std::string_view text, std::size_t at);

void append(std::string& text, char32_t value);
bool is_utf8(std::string_view text);

bool is_letter(char32_t value);
bool is_digit(char32_t value);
bool is_upper(char32_t value);
bool is_lower(char32_t value);
/// Unicode White_Space, with NBSP and the zero-width space.
bool is_space(char32_t value);
bool is_punctuation(char32_t value);

/// Lower case of every code point (simple mapping, no locale). Bytes that are not UTF-8 stay.
std::string lower(std::string_view text);

/// The form under which spellings are compared: lower case, no diacritics (NFKD, marks dropped),
/// curly quotes and dashes made ASCII, runs of white space made one space. "G\u00e9n\u00e9ral
/// M\u00fcller\u2019s" gives "general muller's".
std::string fold(std::string_view text);

/// Without white space (ASCII, NBSP) at both ends.
std::string_view trim(std::string_view text);

/// ASCII only, for keywords and tags.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace sitrep
