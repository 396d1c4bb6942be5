#include "sitrep/scene/scene.h"

#include "sitrep/scene/find_places.h"
#include "sitrep/scene/find_times.h"
#include "sitrep/scene/model.h"
#include "sitrep/scene/resolve_places.h"

namespace sitrep {

Scene find_scene(const Page& page, const Text& text, const Names& names, const SceneModel& model) {
  Scene scene;
  scene.times = find_times(page, text, model.times);
  scene.places = resolve_places(
      page, find_place_mentions(page, text, names, model.gazetteer, model.cues), model.gazetteer);
  return scene;
}

}  // namespace sitrep
