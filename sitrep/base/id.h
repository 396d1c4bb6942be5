#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace sitrep {

/// The index of a T in its layer's vector: Id<Entity>{3} is names.entities[3]. Ids of two types do
/// not mix; an id that was never set is none() and prints as null.
template <class T>
struct Id {
  static constexpr std::uint32_t unset = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value = unset;

  constexpr bool none() const { return value == unset; }
  constexpr explicit operator bool() const { return value != unset; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace sitrep
