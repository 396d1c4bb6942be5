#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sitrep/base/span.h"
#include "sitrep/markup/dates.h"

namespace sitrep {

/// What stands before the words of a line.
enum class Marker { none, bullet, dash, number };

/// A line of a text dump that is not blank.
struct Line {
  Span text;                 ///< its words: no white space at the ends, no bullet, no list number
  Span whole;                ///< with the bullet or number
  std::uint32_t indent = 0;  ///< columns before the marker or the words
  Marker marker = Marker::none;
  int number = 0;
  bool blank_before = false;
};

/// The lines of a text that are not blank. A number that begins a date ("16. March, 2023") is no
/// list number. Linear.
std::vector<Line> split_lines(std::string_view text, const DateWords& dates);

/// Words between white space.
std::size_t count_words(std::string_view text);

/// Ends as a sentence ends: a full stop, question or exclamation mark, an ellipsis, perhaps with
/// quotation marks or brackets behind it.
bool ends_sentence(std::string_view text);

/// Reads like a person's name: one to five words, most with a capital, no mark that ends a
/// sentence, no digits.
bool looks_like_name(std::string_view text);

}  // namespace sitrep
