#include "sitrep/scene/model.h"

namespace sitrep {

Result<SceneModel> SceneModel::load(const std::filesystem::path& home) {
  auto times = TimeGrammar::load(home / "lexicon" / "scene");
  if (!times) return times.error();
  return SceneModel{*std::move(times)};
}

}  // namespace sitrep
