#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/note.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/names/names.h"
#include "sitrep/page/page.h"
#include "sitrep/text/text.h"

/// scene: when and where?
namespace sitrep {

struct Coordinates {
  double latitude = 0, longitude = 0;  ///< WGS 84, degrees
};

/// A mention of a place, resolved where that can be done honestly.
struct Place {
  Span span;
  std::string name;                       ///< the gazetteer's, or the page's where it has none
  std::optional<std::uint32_t> geonames;  ///< GeoNames id
  std::optional<Coordinates> at;          ///< none for vague regions: no fake points
  std::string kind;     ///< country, region, city, border, mountain ... (docs/formats.md)
  std::string country;  ///< ISO 3166-1 alpha-3
  std::string basis;    ///< why this one: "country name", "in Pakistan, country of the page" ...
};

enum class TimeKind { date, time, duration, set };
template <>
inline constexpr auto words_of<TimeKind> = vocabulary("date", "time", "duration", "set");

/// A time expression with its TIMEX3 value.
struct Time {
  Span span;
  std::string value;  ///< 2012-06-27, 2012-W26, P3D, PAST_REF, XXXX-WXX-3 ...
  TimeKind kind = TimeKind::date;
  std::string basis;  ///< "weekday before publication" ...
};

/// The layer of this stage; both lists rise by span.
struct Scene {
  std::vector<Place> places;
  std::vector<Time> times;
  std::vector<Note> notes;
};

/// The gazetteer (model/gazetteer.bin with lexicon/places) and the time grammar's words. Immutable.
class SceneModel;

/// Finds and resolves times (against publication; in comments against the comment's time) and
/// places.
Scene find_scene(const Page& page, const Text& text, const Names& names, const SceneModel& model);

}  // namespace sitrep
