#include "sitrep/text/model.h"

namespace sitrep {

Result<TextModel> TextModel::load(const std::filesystem::path& home) {
  TextModel model;
  Result<Segmenter> segmenter = Segmenter::load(home);
  if (!segmenter) return segmenter.error();
  model.segmenter = std::move(*segmenter);
  Result<Network> network = Network::load(home / "model" / "english.bin");
  if (!network) return network.error();
  model.network = std::move(*network);
  return model;
}

}  // namespace sitrep
