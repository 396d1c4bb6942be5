#pragma once

#include <vector>

#include "sitrep/scene/scene.h"
#include "sitrep/scene/time_grammar.h"

namespace sitrep {

/// Times of the whole page, rising by span. Two passes: the first learns whether the page is a
/// history (years far from its publication) or reports quarters, the second gives values. In
/// comments the comment's time is the day of writing. Linear.
std::vector<Time> find_times(const Page& page, const Text& text, const TimeGrammar& grammar);

}  // namespace sitrep
