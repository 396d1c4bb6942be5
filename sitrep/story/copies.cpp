#include <algorithm>
#include <unordered_map>

#include "sitrep/story/linking.h"

/// Which pages are copies of one text. Broder 1997: two texts share the part of their shingles that
/// they share of a sample taken by the shingles' own values.
namespace sitrep {

namespace {

constexpr std::size_t copy_shingles_min = 5;  // of the sample: a teaser of three lines is no copy
constexpr double copy_share_min = 0.8;        // of the shorter page's shingles

}  // namespace

std::vector<std::uint32_t> find_copies(const std::vector<PageFacts>& pages) {
  Groups groups(pages.size());
  std::unordered_map<std::uint32_t, std::uint32_t> first_with;
  for (std::uint32_t page = 0; page < pages.size(); ++page) {
    std::unordered_map<std::uint32_t, std::size_t> shared;
    for (const std::uint32_t shingle : pages[page].shingles) {
      const auto [first, is_new] = first_with.emplace(shingle, page);
      if (!is_new) ++shared[first->second];
    }
    for (const auto& [other, count] : shared) {
      const std::size_t shorter =
          std::min(pages[page].shingles.size(), pages[other].shingles.size());
      if (count >= copy_shingles_min &&
          static_cast<double>(count) >= copy_share_min * static_cast<double>(shorter))
        groups.join(page, other);
    }
  }
  std::vector<std::uint32_t> copies;
  for (std::uint32_t page = 0; page < pages.size(); ++page) copies.push_back(groups.root(page));
  return copies;
}

}  // namespace sitrep
