#include "sitrep/text/model.h"

namespace sitrep {

Result<TextModel> TextModel::load(const std::filesystem::path& home) {
  TextModel model;
  Result<Segmenter> segmenter = Segmenter::load(home);
  if (!segmenter) return segmenter.error();
  model.segmenter = std::move(*segmenter);
  Result<Lemmatizer> lemmatizer = Lemmatizer::load(home);
  if (!lemmatizer) return lemmatizer.error();
  model.lemmatizer = std::move(*lemmatizer);
  Result<Network> network = Network::load(home / "model" / "english.bin");
  if (!network) return network.error();
  model.network = std::move(*network);
  Result<ClosingCues> closing_cues = ClosingCues::load(home);
  if (!closing_cues) return closing_cues.error();
  model.closing_cues = std::move(*closing_cues);
  return model;
}

std::vector<LexiconProblem> TextModel::problems() const {
  std::vector<LexiconProblem> all = segmenter.problems();
  all.insert(all.end(), lemmatizer.problems().begin(), lemmatizer.problems().end());
  return all;
}

}  // namespace sitrep
