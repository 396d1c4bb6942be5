#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/story/decisions.h"
#include "sitrep/story/facts.h"

/// story: which pages tell the same event, who is the same actor, where do they disagree?
namespace sitrep {

/// A record of one page: pages[page].entities[of] and so on.
template <class T>
struct In {
  std::uint32_t page = 0;
  Id<T> of;
  friend auto operator<=>(const In&, const In&) = default;
};

struct PageSpan {
  std::uint32_t page = 0;
  Span span;
  friend auto operator<=>(const PageSpan&, const PageSpan&) = default;
};

/// A member and why it was joined to those before it; the first has no reason.
template <class T>
struct Link {
  In<T> record;
  std::string reason;
  std::uint32_t score_percent = 100;  ///< how well it fits; 100 also where a person decided
};

/// One real-world actor over all pages.
struct Actor {
  EntityKind kind = EntityKind::person;
  std::string name, country, lexicon_id;
  std::vector<Link<Entity>> members;
};

/// actor_of[page][entity]: set for every entity of every page but those that a person rejected.
using ActorOf = std::vector<std::vector<Id<Actor>>>;

/// One happening with all its tellings.
struct Happening {
  std::string type, mode, when, place;  ///< the most precise that its tellings give
  std::vector<Id<Actor>> source, target;
  EventStatus status = EventStatus::happened;
  std::vector<Link<Event>> reports;
  std::vector<Link<Event>> comments;  ///< where readers write of it: shown, evidence of nothing
  std::uint32_t outlets = 0;          ///< independent ones: pages with the same text count once
  std::uint32_t confidence_percent = 0;
};

/// Two happenings that look alike and were not joined.
struct KeptApart {
  Id<Happening> first, second;
  std::string reason;
};

/// What was planned, asked for or feared, and what came of it.
struct Outcome {
  Id<Happening> announced, happened;
  std::string reason;
};

/// One side of a disagreement: who, in which words.
struct Side {
  std::string who;
  Id<Actor> actor;  ///< none() where an outlet or a part of a page speaks
  std::vector<In<Claim>> claims;
  std::vector<PageSpan> spans;
};

struct Disagreement {
  std::string about, kind;  ///< kind: place | date | killed | wounded | who | intent | position
  Id<Happening> happening;  ///< none() for positions
  std::vector<Side> sides;
};

/// Pages that tell one story.
struct Thread {
  std::vector<std::uint32_t> pages;
};

/// Everything that can be said across pages. Rebuilt from the facts at any time; the same facts in
/// any order give the same story.
struct Story {
  std::vector<PageFacts> pages;       ///< by publication, source, id
  std::vector<std::uint32_t> copies;  ///< of each page the first one with nearly the same text
  ActorOf actor_of;
  std::vector<Actor> actors;
  std::vector<Happening> happenings;
  std::vector<KeptApart> kept_apart;
  std::vector<Outcome> outcomes;
  std::vector<Disagreement> disagreements;
  std::vector<Thread> threads;
  std::vector<DecisionNote> decision_notes;  ///< where decisions met resistance
};

/// Links pages as people decided, where they did. Near linear: candidates come from blocking keys,
/// and each record is compared with a named number of others at most.
Story link_pages(std::vector<PageFacts> pages, const std::vector<Decision>& decisions = {});

}  // namespace sitrep
