#pragma once

#include <vector>

#include "sitrep/events/events.h"
#include "sitrep/names/names.h"
#include "sitrep/scene/scene.h"

namespace sitrep::coding {

/// A record with what only the coder knows of it.
struct Told {
  Event event;
  std::uint32_t sentence = 0;
  std::uint32_t block = 0;
  bool verbal = false;    ///< told by a verb
  bool definite = false;  ///< a noun that only points back: "the meeting"
  bool caption = false;   ///< told by a picture's caption
};

/// Joins the records of one happening: same type, modes and times that do not differ, actors that
/// fit. Two verbs of one sentence tell two happenings; two verbs of a page tell one only where both
/// sides are told and shared. Tellings that name two different towns stay two records, so that the
/// contradiction is not lost; captions are compared last, with all that the body says of the place.
/// The fullest record stays and keeps the words of the others as mentions. Each record is compared
/// with at most most_compared earlier ones.
std::vector<Event> merge_events(std::vector<Told> told, const Scene& scene);

}  // namespace sitrep::coding
