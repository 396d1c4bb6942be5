#pragma once

#include <string>
#include <vector>

#include "sitrep/story/decisions.h"
#include "sitrep/story/story.h"

/// Decisions as the parts of story/ obey them.
namespace sitrep {

/// Two records that a person joined or told apart.
template <class T>
struct Ruling {
  std::uint64_t decision = 0;
  bool same = true;
  In<T> first, second;
  std::string reason;  ///< "decision 3 by Ann: one man, two spellings"
};

struct Rulings {
  std::vector<Ruling<Entity>> entities;
  std::vector<Ruling<Event>> events;
};

/// Finds the records that the decisions that stand speak of, corrects and rejects in `pages`, and
/// gives what is left to the linkers. What cannot be found is noted. Linear in the decisions times
/// the records of the pages that they name, after one look at every page.
Rulings apply(const std::vector<Decision>& decisions, std::vector<PageFacts>& pages,
              std::vector<DecisionNote>& notes);

}  // namespace sitrep
