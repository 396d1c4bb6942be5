#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/note.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/claims/claims.h"
#include "sitrep/names/names.h"
#include "sitrep/page/page.h"
#include "sitrep/scene/scene.h"
#include "sitrep/text/text.h"

/// events: who did what to whom?
namespace sitrep {

enum class EventStatus {
  happened,
  ongoing,
  planned,
  requested,
  possible,
  conditional,
  did_not_happen
};
template <>
inline constexpr auto words_of<EventStatus> = vocabulary("happened", "ongoing", "planned",
                                                         "requested", "possible", "conditional",
                                                         "did_not_happen");

/// When, in EDTF: 2012-08-02, ../2012-06-27 (by that day at the latest); empty where nothing is
/// known.
struct When {
  std::string value, basis;
  Id<Time> time;
};

struct Where {
  Id<Place> place;
  std::string basis;
};

struct Magnitude {
  std::optional<double> killed, wounded, people,
      money;  ///< persons; money in US dollars or the currency of the words
};

struct Event {
  std::string type;      ///< PLOVER 2.0, or of the user's ontology
  std::string mode;      ///< empty where the type has none
  std::string cameo;     ///< CAMEO code where one corresponds
  double goldstein = 0;  ///< from conflict (-10) to cooperation (10): of the CAMEO code, or else of
                         ///< the ontology's type and mode
  std::string quad;      ///< verbal cooperation ...
  std::vector<std::string> contexts;
  std::vector<Id<Entity>> source, target;
  Span trigger, span;
  std::vector<Span> mentions;  ///< further words of the page that tell the same happening, rising
  When when;
  Where where;
  EventStatus status = EventStatus::happened;
  Id<Claim> claim;  ///< who says so; none(): the outlet itself
  Magnitude magnitude;
  double confidence = 0;  ///< in [0, 1]
  Id<Block> block;
  std::string rule;
};

/// The layer of this stage. What readers' comments tell stands here too, in blocks of their own and
/// never merged with what the page tells: see told_by_reader().
struct Events {
  std::vector<Event> events;  ///< rising by trigger
  std::vector<Note> notes;
};

/// lexicon/events: the ontology, verbs, nouns, operators. Immutable.
class EventsModel;

/// The reader's comment that tells an event; none() where the page does. Such an event is evidence
/// of nothing but that a reader wrote it.
Id<Comment> told_by_reader(const Page& page, const Event& event);

Events find_events(const Page& page, const Text& text, const Names& names, const Scene& scene,
                   const Claims& claims, const EventsModel& model);

}  // namespace sitrep
