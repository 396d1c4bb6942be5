#pragma once

#include <filesystem>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/scene/find_places.h"
#include "sitrep/scene/gazetteer.h"
#include "sitrep/scene/scene.h"
#include "sitrep/scene/time_grammar.h"

namespace sitrep {

class SceneModel {
 public:
  /// Loads what the stage knows from the home folder (lexicon/, model/). Errors name the file and
  /// the reason.
  static Result<SceneModel> load(const std::filesystem::path& home);

  /// What `sitrep lexicon check` reports: contradictions and unreachable entries.
  std::vector<LexiconProblem> problems() const;

  TimeGrammar times;
  Gazetteer gazetteer;
  PlaceCues cues;
};

}  // namespace sitrep
