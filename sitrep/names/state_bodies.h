#pragma once

#include <cstdint>

#include "sitrep/names/reading.h"

namespace sitrep {

/// A body that every state has, as a phrase names it: "the Pakistani army", "Ministry of Foreign
/// Affairs of Ukraine", "its military" (whose country is known elsewhere).
struct BodyOfState {
  std::int32_t country = -1;  ///< index; -1: the phrase names none
  std::int32_t body = -1;     ///< index of NamesModel::state_bodies(); -1: it is no such body
};

/// What the tokens [first, end) name, where nothing but the state, articles and possessives stands
/// beside the body's phrase: "24 Pakistani troops" are not the armed forces. O(end - first), with a
/// named limit.
BodyOfState body_of_state(const Reading& reading, std::uint32_t first, std::uint32_t end);

}  // namespace sitrep
