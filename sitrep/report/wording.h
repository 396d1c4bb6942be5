#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/report/dossier.h"
#include "sitrep/report/material.h"

/// Records of a story in plain words: for a reader who knows no code.
namespace sitrep {

/// "1 page", "14 pages".
std::string counted(std::size_t count, std::string_view one, std::string_view many);

/// "a", "a and b", "a, b and c"; `or` where `last` says so.
std::string listed(const std::vector<std::string>& words, std::string_view last = "and");

/// An EDTF value: "2012-08-02", "by 2012-06-27", "from 2012-06-27 on", "2012-06 to 2012-08", "day
/// unknown".
std::string when_in_words(std::string_view edtf);

/// The day of an EDTF value without the time of day; "day unknown" for an empty one.
std::string day_in_words(std::string_view edtf);

/// "attack (drone) by A on B"; of a mutual type "talks of A and B". Either side may be empty.
/// Types of PLOVER have words of their own; others are told in lower case.
std::string deed_in_words(std::string_view type, std::string_view mode, const std::string& source,
                          const std::string& target);

/// "according to a Pakistani army source (unnamed), citing John Allen"; empty for the outlet.
std::string voices_in_words(const std::vector<Voice>& voices);

/// "3 verbal conflict, Goldstein -2.0, 1 assessment".
std::string tally_in_words(const Tally& tally, std::uint32_t assessments);

/// What a field of a dossier is called, and its value.
std::string value_in_words(Field field, const std::string& value);

/// Actors as a reader can tell them apart: a common word with its state, "army (Kyrgyzstan)".
class ActorNames {
 public:
  explicit ActorNames(const Story& story);

  std::string name(Id<Actor> actor) const;
  std::string list(const std::vector<Id<Actor>>& actors) const;
  /// The name of a party of relations.h: of a state where it is a code.
  std::string party(const std::string& party) const;
  /// The code of a state that is called so; empty where none is.
  std::string code_of(std::string_view state) const;

 private:
  const Story& story_;
  std::map<std::string, std::string> states_;  ///< code to name
};

/// The outlet, or which page it is whose outlet is unknown.
std::string outlet_in_words(const PageFacts& page);

/// "2021-09-14, Isfara: attack by ... on ..., 12 killed".
std::string happening_in_words(const Story& story, const ActorNames& names, const Dossier& dossier);

/// The id of the happening: that of its first report, or of a reader's where no page tells it.
std::string id_of(const Story& story, Id<Happening> happening);

}  // namespace sitrep
