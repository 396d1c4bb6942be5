#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/events/events.h"

namespace sitrep {

namespace coding {
class Lexicon;
}

/// The ontology and the words that code it. Immutable; copies share it.
class EventsModel {
 public:
  /// Loads lexicon/events of the home folder. Errors name the file and the reason.
  static Result<EventsModel> load(const std::filesystem::path& home);

  /// Loads a user's own ontology in its place: a folder with any of the tables of lexicon/events
  /// (those that it lacks are taken from the home folder) and, if it only calls PLOVER's events by
  /// other names, a translation.tsv. lexicon/ontologies/acled_like is an example. A file instead
  /// of a folder is a translation. Errors: not_found where there is neither, corrupt where a folder
  /// has none of these tables.
  static Result<EventsModel> load_ontology(const std::filesystem::path& folder,
                                           const std::filesystem::path& home);

  /// What `sitrep lexicon check` reports: contradictions and unreachable entries.
  std::vector<LexiconProblem> problems() const;

  const coding::Lexicon& lexicon() const { return *lexicon_; }

 private:
  std::shared_ptr<const coding::Lexicon> lexicon_;
};

}  // namespace sitrep
