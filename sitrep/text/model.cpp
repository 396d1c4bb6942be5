#include "sitrep/text/model.h"

namespace sitrep {

Result<TextModel> TextModel::load(const std::filesystem::path&) { return TextModel(); }

}  // namespace sitrep
