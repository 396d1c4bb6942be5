#pragma once

#include "sitrep/events/coder.h"

namespace sitrep::coding {

/// How many were killed, wounded or taken part, how much money: numbers on the act's own words
/// ("killed at least 24 troops", "two dozen people"). Vague counts ("dozens") give nothing.
Magnitude magnitude_of(const Reading& reading, const Act& act);

/// The number that stands with a noun; nothing if there is none that is exact.
std::optional<double> number_of(const Reading& reading, Id<Token> noun);

}  // namespace sitrep::coding
