#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/report/wording.h"
#include "sitrep/story/interval.h"

/// selection: the part of the situation that a reader asks for.
namespace sitrep {

/// What is asked for: values of one kind widen it, kinds narrow each other. Empty: everything.
struct Selection {
  std::vector<std::string> actors;  ///< names, parts of names, ids of the lexicon, codes of states
  std::vector<std::pair<std::string, std::string>> pairs;  ///< both take part
  std::vector<std::string> countries;  ///< where it happened, or whose actors take part
  std::vector<std::string> types;      ///< ASSAULT, ASSAULT/drone
  std::vector<std::string> outlets;    ///< names or parts of names
  std::string from, to;                ///< days of the happening, EDTF
  std::string since;                   ///< first told then or later: what is new
  std::string event;                   ///< an id: this one happening

  bool narrows() const {
    return !actors.empty() || !pairs.empty() || !countries.empty() || !types.empty() ||
           !outlets.empty() || !from.empty() || !to.empty() || !event.empty();
  }
};

class Selector {
 public:
  /// Errors: not_found where an actor, outlet, type or event is named that no page has; invalid
  /// where a day is none.
  static Result<Selector> make(const Story& story, const ActorNames& names,
                               const Selection& selection);

  bool wants(Id<Happening> happening) const;
  bool wants(const Disagreement& disagreement) const;
  /// Sides that stand for no event: by actors, pairs and countries only.
  bool wants_sides(const Happening& sides) const;
  /// By outlet and day only.
  bool wants_page(std::uint32_t page) const;

  /// Of the first pair that is asked for: 1, 2, or 0 for others.
  int side_of_pair(Id<Actor> actor) const;
  const Selection& selection() const { return selection_; }

  /// "actor Kayani; from 2012-06-01"; empty where everything is wanted.
  std::string in_words() const;

 private:
  using Members = std::vector<bool>;  // by actor
  Selector(const Story& story, Selection selection);

  Result<Members> members(const ActorNames& names, const std::string& word) const;
  Status read_event();
  bool takes_part(const Happening& happening, const Members& members) const;
  bool wants_actors(const Happening& happening) const;
  bool wants_type(const Happening& happening) const;
  bool wants_outlet(const Happening& happening) const;
  bool wants_day(const Happening& happening) const;

  const Story* story_;
  Selection selection_;
  std::vector<Members> actors_;
  std::vector<std::pair<Members, Members>> pairs_;
  Interval days_;
  Id<Happening> event_;
};

/// The day on which a page came out; empty where it is unknown.
std::string first_told(const Story& story, const Happening& happening);

}  // namespace sitrep
