#pragma once

#include <cstdint>
#include <vector>

#include "sitrep/names/reading.h"

namespace sitrep {

enum class RunKind : std::uint8_t { other, person, organisation, group, country, people, place };

/// A name in the text: the tokens [first, end), without titles, articles and modifiers.
struct NameRun {
  std::uint32_t first = 0, end = 0;
  RunKind kind = RunKind::other;
  bool capital = false;  ///< of a country: "Islamabad"; kind is place, country says whose
  std::int32_t country = -1;
  std::int32_t actor = -1;
  bool title_before = false;
  std::int32_t score = 0;  ///< how much spoke for the kind
};

/// The names of a page in order, none inside another. Evidence: the lexicon,
/// then the text layer's name classes, capitals, titles, first names, nouns at the end
/// ("... Ministry"), prepositions before, and what the same words are elsewhere on the page.
std::vector<NameRun> find_runs(const Reading& reading);

}  // namespace sitrep
