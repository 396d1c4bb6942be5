#pragma once

#include <vector>

#include "sitrep/claims/reading.h"

namespace sitrep {

/// How sure the innermost speaker of each token is that it is so, by Id<Token>; tokens of furniture
/// stay unknown. Goes down each tree once: what rules a word ("failed to", "may", "denied that",
/// "if") hands its value on, what stands with it (modals, adverbs, negation) changes it. The idea
/// is that of nested factuality profiles (Sauri and Pustejovsky 2009) and of implicative signatures
/// (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006). Linear.
std::vector<Sureness> find_sureness(const ClaimReading& reading);

/// The predicates of the page: verbs, and nouns and adjectives that are no part of a name.
std::vector<Predicate> predicates_of(const ClaimReading& reading,
                                     const std::vector<Sureness>& sureness);

}  // namespace sitrep
