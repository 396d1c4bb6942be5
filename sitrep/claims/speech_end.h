#pragma once

#include "sitrep/claims/reading.h"

namespace sitrep {

/// The lexicon's entry of a word as a verb of saying or thinking; nullptr where it is none.
const ReportingWord* reporting_verb(const ClaimReading& reading, Id<Token> at);

/// The byte at which the speaker's words end and the outlet's go on in the same clause: before the
/// next verb of saying ("..., and said", "..., adding", "; Lund said it left"), before ", who" and
/// the like; the end of `content` if there is none. Linear in its tokens.
std::uint32_t end_of_speech(const ClaimReading& reading, Span content);

}  // namespace sitrep
