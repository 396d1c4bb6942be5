#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>

namespace sitrep {

/// A half-open range of BYTES [begin, end) in Page::text: the only coordinate in the engine.
///
///     page.text  Kayani urged NATO to stop militants
///                |     |                           |
///                0     6                           34      Kayani = Span{0, 6}
///
/// Frozen once the page stage has made Page::text. UTF-16 and code points are made at the edge,
/// never here.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return end <= begin; }
  constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool contains(std::uint32_t at) const { return begin <= at && at < end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

/// The smallest span that holds both; an empty span holds nothing and is ignored.
constexpr Span cover(Span a, Span b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace sitrep
