#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sitrep {

/// What the network sees of a token, the same to the bit as train/features.py: the row of its key
/// (or of the ends of an unknown key), of its shape, and of whether it touches its neighbours.

/// FNV-1a of 64 bits.
std::uint64_t hash_of(std::string_view bytes);

/// A row of a table with `rows` rows, a power of two.
inline std::size_t row_of(std::uint64_t hash, std::size_t rows) {
  return (hash ^ hash >> 32) & (rows - 1);
}

/// The form with each ASCII digit made 0: 2012 and 1999 are one word.
void make_key(std::string_view form, std::string& key);

/// The ends of a key that have rows of their own, in the order of the model's tables.
struct Affix {
  bool at_end = false;
  std::size_t bytes = 0;
};
constexpr std::array<Affix, 7> affixes = {
    {{false, 1}, {false, 2}, {false, 3}, {true, 1}, {true, 2}, {true, 3}, {true, 4}}};

/// The bytes of an end; a key that is shorter is its own end.
std::string_view affix_of(std::string_view key, Affix affix);

/// X upper case, x lower case, d digit, u other letter, o other character, ASCII marks themselves;
/// runs are cut at two, the whole at shape_length_max: "Xx" Kayani, "XX" NATO, "dd" 2012. Appends.
void append_shape(std::string_view text, std::string& shape);
constexpr std::size_t shape_length_max = 8;

}  // namespace sitrep
