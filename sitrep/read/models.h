#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/claims/model.h"
#include "sitrep/events/model.h"
#include "sitrep/names/model.h"
#include "sitrep/page/model.h"
#include "sitrep/scene/model.h"
#include "sitrep/text/model.h"

namespace sitrep {

/// What made a record: a store re-reads a page when any of these has changed.
struct MadeBy {
  std::string engine;  ///< version of the program
  std::string model;   ///< SHA-256 over model/
  std::string
      lexicon;  ///< SHA-256 over lexicon/, and the user's table of actors where there is one
  friend bool operator==(const MadeBy&, const MadeBy&) = default;
};

/// What a user brings along: paths, empty for what there is none of.
struct OwnTables {
  std::filesystem::path actors;    ///< see NamesModel::load()
  std::filesystem::path ontology;  ///< see EventsModel::load_ontology()
};

/// All that the stages know, loaded once, immutable, shared by const& between workers.
struct Models {
  PageModel page;
  TextModel text;
  NamesModel names;
  SceneModel scene;
  ClaimsModel claims;
  EventsModel events;
  MadeBy made_by;

  /// Loads model/ and lexicon/ of the home folder (find_home()), and the user's own tables. Errors
  /// name the file and the reason.
  static Result<Models> load(const std::filesystem::path& home, const OwnTables& own = {});

  /// What `sitrep lexicon check` prints, of all stages.
  std::vector<LexiconProblem> problems() const;
};

/// The buffers of one worker. Never shared between threads.
struct Scratch {
  PageScratch page;
  TextScratch text;
};

}  // namespace sitrep
