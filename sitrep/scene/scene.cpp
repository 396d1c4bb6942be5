#include "sitrep/scene/scene.h"

#include "sitrep/scene/find_times.h"
#include "sitrep/scene/model.h"

namespace sitrep {

Scene find_scene(const Page& page, const Text& text, const Names&, const SceneModel& model) {
  Scene scene;
  scene.times = find_times(page, text, model.times);
  return scene;
}

}  // namespace sitrep
