#include "sitrep/names/model.h"

namespace sitrep {

Result<NamesModel> NamesModel::load(const std::filesystem::path&) { return NamesModel(); }

}  // namespace sitrep
