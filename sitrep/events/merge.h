#pragma once

#include <vector>

#include "sitrep/events/events.h"
#include "sitrep/names/names.h"

namespace sitrep::coding {

/// Joins the records of one happening: same type, actors that do not differ, times that do not
/// differ. The fullest record stays and keeps the words of the others as mentions. `definite` are
/// triggers of nouns that only point back ("the meeting"). Quadratic in the events of one type
/// within a page, which are few; capped by most_compared.
std::vector<Event> merge_events(std::vector<Event> events, const std::vector<bool>& definite);

}  // namespace sitrep::coding
