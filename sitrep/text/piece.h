#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sitrep/base/span.h"

namespace sitrep {

struct SegmentWords;

/// What a token is for the question where sentences end.
enum class PieceKind : std::uint8_t {
  word,
  number,
  initial,       ///< one capital and its stop: "J."
  acronym,       ///< letters and stops: "U.S.", "a.m."
  title,         ///< an abbreviation that something follows: "Gen."
  abbreviation,  ///< one that may end a sentence: "Inc."
  address,       ///< web or mail address
  emoticon,
  stop,
  strong,
  ellipsis,
  comma,
  colon,
  dash,
  opener,
  closer,
  symbol
};

/// A token before it has a place in a sentence.
struct Piece {
  Span span;
  PieceKind kind = PieceKind::symbol;
  bool spaced = false;  ///< white space, or the beginning of the text, stands before it
};

/// Appends the tokens of `text` from `span` on. Linear; a token is at most token_bytes_max long.
void append_pieces(std::string_view text, Span span, const SegmentWords& words,
                   std::vector<Piece>& pieces);

constexpr std::uint32_t token_bytes_max = 2048;

}  // namespace sitrep
