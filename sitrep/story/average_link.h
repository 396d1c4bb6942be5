#pragma once

#include <cstdint>
#include <vector>

namespace sitrep {

/// How like two items are, 0 to 1. Pairs that are not listed count as 0.
struct Likeness {
  std::uint32_t first = 0, second = 0;
  double value = 0;
};

/// Two groups became one; `first` names it from then on (the lower of the two names).
struct Fusion {
  std::uint32_t first = 0, second = 0;
  std::uint32_t first_size = 0, second_size = 0;
};

/// Average-link clustering over `items` single items: joins the two groups whose members are most
/// alike on average until no average is above `threshold`. Equal averages go to the lower names, so
/// that the same likenesses in any order give the same fusions. `known_min` bounds how many pairs
/// of two large groups have to be listed: the average is taken over known_min pairs for each item
/// of the smaller group at most (0: over all pairs). O(n log n) in the listed pairs times the
/// groups that a group touches.
std::vector<Fusion> average_link(std::uint32_t items, const std::vector<Likeness>& pairs,
                                 double threshold, std::uint32_t known_min);

}  // namespace sitrep
