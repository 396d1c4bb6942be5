#pragma once

#include <map>

#include "sitrep/report/situation.h"
#include "sitrep/report/writer.h"

/// text: the report for a terminal.
namespace sitrep {

/// What all forms of a report are made of.
struct Told {
  const Material& material;
  const ActorNames& names;
  const Selector& selector;
  const Situation& situation;
  const std::map<Asked, Quoted>& quoted;  ///< of asked_of()
};

/// The words of the disagreements that a form of the report prints beside the events.
std::vector<Asked> asked_of(const Material& material, const Situation& situation);
/// Those of one side.
std::vector<Asked> asked_of(const Story& story, const Side& side);

/// "3 verbal conflict, 1 assessment".
std::string tally_in_words(const Tally& tally, std::uint32_t assessments);

/// The situation, or of `--event` its dossier, in lines of `columns` at most. Rows that name nobody
/// are counted unless `all`.
Status write_text(const Told& told, std::size_t columns, bool all, const Sink& sink);

}  // namespace sitrep
