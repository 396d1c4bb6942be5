#include "sitrep/page/model.h"

namespace sitrep {

Result<PageModel> PageModel::load(const std::filesystem::path&) { return PageModel(); }

}  // namespace sitrep
