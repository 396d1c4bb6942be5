#include "sitrep/scene/model.h"

namespace sitrep {

Result<SceneModel> SceneModel::load(const std::filesystem::path&) { return SceneModel(); }

}  // namespace sitrep
