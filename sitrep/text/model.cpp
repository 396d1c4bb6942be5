#include "sitrep/text/model.h"

namespace sitrep {

Result<TextModel> TextModel::load(const std::filesystem::path& home) {
  TextModel model;
  Result<Segmenter> segmenter = Segmenter::load(home);
  if (!segmenter) return segmenter.error();
  model.segmenter = std::move(*segmenter);
  return model;
}

}  // namespace sitrep
