#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sitrep/text/piece.h"

namespace sitrep {

/// The index after the last piece of the sentence that begins at `begin`. Linear in the sentence.
std::size_t sentence_end(std::string_view text, const std::vector<Piece>& pieces, std::size_t begin,
                         const SegmentWords& words);

/// Whether an abbreviation at the end of a sentence gives its stop to the sentence, as EWT does:
/// "and so on, etc" + "."; "U.S." stays whole.
bool parts_final_stop(std::string_view text, const Piece& piece);

}  // namespace sitrep
