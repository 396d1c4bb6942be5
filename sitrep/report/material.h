#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/relations/assessments.h"
#include "sitrep/relations/relations.h"
#include "sitrep/store/store.h"
#include "sitrep/story/story.h"

/// material: what a report needs of the pages, gathered in one pass over a store.
namespace sitrep {

/// Somebody on the way from the outlet to the words.
struct Voice {
  std::string words;     ///< "a Pakistani army source", "John Allen"
  bool unnamed = false;  ///< does not want to be named
  bool named = true;     ///< a person, body or state that the words identify; no "officials"
  friend bool operator==(const Voice&, const Voice&) = default;
};

/// A sentence of a page, or the line where it has none there.
struct Passage {
  Span span;
  std::string text;  ///< its bytes, as they stand in the page
};

/// How one page tells one record.
struct Telling {
  std::vector<Voice> voices;  ///< outermost first; empty: the outlet itself says so
  std::uint32_t passage = 0;  ///< of PageMaterial::passages
  Span words;                 ///< within the page
  BlockKind part = BlockKind::paragraph;
  Certainty certainty = Certainty::certain;  ///< the least certain of the voices
  bool denied = false;                       ///< a voice says that it is not so
  std::string when_basis, where_basis, why;  ///< why: the cause, in the words of the sentence
  std::string reader;                        ///< who wrote the comment that tells it
};

/// What readers wrote under a page.
struct CommentCounts {
  std::uint32_t comments = 0, without_author = 0, without_text = 0, orphans = 0, numbering_gaps = 0;
  std::vector<std::string> authors;                         ///< each once
  std::vector<std::pair<Id<Entity>, std::uint32_t>> about;  ///< comments that mention an entity
};

struct PageMaterial {
  std::string url;
  std::vector<std::string> authors;
  std::vector<Passage> passages;  ///< those that some telling stands in, rising
  std::vector<Telling> events;    ///< one an event of the page
  CommentCounts comments;
};

struct Material {
  Story story;
  std::vector<PageMaterial> pages;  ///< as story.pages
  std::vector<AssessmentIn> assessments;
  std::vector<Telling> assessment_tellings;  ///< one an assessment

  const Telling& telling(In<Event> record) const {
    return pages[record.page].events[record.of.value];
  }
};

/// Called after each page; an error ends the work with it.
using Tick = std::function<Status(std::size_t done, std::size_t total)>;

/// Reads every page once and links them. Holds one document at a time beside the facts. Errors:
/// those of Store::each and of `tick`.
Result<Material> gather(const Store& store, const RelationWords& words, const Tick& tick);

/// Words of pages that gather() did not keep, with who says them: loads each page once, in the
/// order of pages. Errors: those of Store::load and of `tick`.
struct Quoted {
  Telling telling;  ///< its passage is 0
  Passage passage;
  std::string id;  ///< of the claim where one was asked for, else of the sentence
};
struct Asked {
  PageSpan words;
  Id<Claim> claim;  ///< none(): words outside any claim
  friend auto operator<=>(const Asked&, const Asked&) = default;
};
Result<std::map<Asked, Quoted>> quote(const Store& store, const Story& story,
                                      const std::vector<Asked>& asked, const Tick& tick);

}  // namespace sitrep
