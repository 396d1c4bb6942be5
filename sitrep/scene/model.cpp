#include "sitrep/scene/model.h"

#include <algorithm>
#include <iterator>

namespace sitrep {

Result<SceneModel> SceneModel::load(const std::filesystem::path& home) {
  auto times = TimeGrammar::load(home / "lexicon" / "scene");
  if (!times) return times.error();
  auto gazetteer = Gazetteer::load(home);
  if (!gazetteer) return gazetteer.error();
  auto cues = PlaceCues::load(home / "lexicon" / "scene" / "place_words.tsv");
  if (!cues) return cues.error();
  return SceneModel{*std::move(times), *std::move(gazetteer), *std::move(cues)};
}

std::vector<LexiconProblem> SceneModel::problems() const {
  std::vector<LexiconProblem> all = times.problems();
  std::ranges::move(gazetteer.problems(), std::back_inserter(all));
  std::ranges::move(cues.problems(), std::back_inserter(all));
  return all;
}

}  // namespace sitrep
