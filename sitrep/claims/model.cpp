#include "sitrep/claims/model.h"

namespace sitrep {

Result<ClaimsModel> ClaimsModel::load(const std::filesystem::path&) { return ClaimsModel(); }

}  // namespace sitrep
