#pragma once

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "sitrep/claims/claims.h"

namespace sitrep {

/// How sure, and yes or no, as one number: 3 certain, 2 probable, 1 possible, 0 unknown; below zero
/// the same for "not so". The scale of FactBank (Sauri and Pustejovsky 2009), CT+ to CT-.
using Sureness = int;

constexpr Sureness sure = 3;

/// "certain", "not probable", "unknown" ...: the words of lexicon/claims. Nothing if it is none.
constexpr std::optional<Sureness> sureness_of(std::string_view words) {
  const bool negative = words.starts_with("not ");
  if (negative) words.remove_prefix(4);
  const std::optional<Certainty> certainty = from_word<Certainty>(words);
  if (!certainty) return std::nullopt;
  const Sureness level = sure - static_cast<int>(*certainty);
  return negative ? -level : level;
}

constexpr Certainty certainty_of(Sureness value) {
  return static_cast<Certainty>(sure - (value < 0 ? -value : value));
}

constexpr Polarity polarity_of(Sureness value) {
  return value < 0 ? Polarity::negative : Polarity::positive;
}

/// Not surer than `limit`, whichever way.
constexpr Sureness weakened(Sureness value, Sureness limit) {
  return std::clamp(value, -limit, limit);
}

}  // namespace sitrep
