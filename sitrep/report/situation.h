#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sitrep/base/vocabulary.h"
#include "sitrep/report/material.h"
#include "sitrep/report/selection.h"
#include "sitrep/report/wording.h"

/// situation: what a report tells, and in what order. How it looks is for text.h, page.h and
/// json.h.
namespace sitrep {

/// What an event of the report stands on, surest first; then what has not happened.
enum class Standing {
  several_outlets,  ///< independent ones: copies of one text count once
  one_outlet,       ///< in its own voice
  named_source,     ///< one outlet, according to somebody who is named
  unnamed_source,   ///< only according to people whom no name identifies
  uncertain,        ///< only as probable or possible, or denied by who is quoted
  planned,
  asked_for,
  possible,
  did_not_happen,
  readers  ///< only readers' comments tell it
};
template <>
inline constexpr auto words_of<Standing> = vocabulary("several outlets", "one outlet",
                                                      "named source", "unnamed source", "uncertain",
                                                      "planned", "asked for", "possible",
                                                      "did not happen", "readers");

/// Whether it is told as done.
inline bool is_done(Standing standing) { return standing < Standing::planned; }

struct Row {
  Id<Happening> happening;
  Standing standing = Standing::one_outlet;
  std::string first_told;   ///< publication of the first page that tells it
  bool told_again = false;  ///< told before --since, and again after it
};

struct DisagreementRow {
  std::uint32_t disagreement = 0;  ///< of the story
  std::string since;               ///< publication of the page that brought the second side
  std::string latest;              ///< of the last page that keeps it open
  bool is_new = false;             ///< opened or kept open since --since
};

struct ReaderCounts {
  std::size_t comments = 0, pages = 0, authors = 0, events = 0;
  std::size_t without_author = 0, without_text = 0, orphans = 0, pages_with_numbering_gaps = 0;
  std::vector<std::pair<Id<Actor>, std::uint32_t>> about;  ///< most first
};

/// Days between two pages on which no page came out.
struct SilentDays {
  std::string first, last;
  std::int32_t days = 0;
};

struct Gaps {
  std::size_t pages_without_day = 0, pages_without_outlet = 0;
  std::size_t days = 0, days_without_page = 0;
  std::vector<SilentDays> longest;  ///< three at most, longest first
  /// Outlets of several pages whose last came out long before the last of all, with that day.
  std::vector<std::pair<std::string, std::string>> silent_outlets;
  std::size_t events_without_day = 0, events_without_place = 0, events_of_unnamed = 0;
};

/// What a report tells of a store.
struct Situation {
  std::size_t pages = 0, outlets = 0;
  std::string first_day, last_day;  ///< of publication
  std::vector<Row> rows;            ///< by standing, then day
  std::size_t older = 0;            ///< events left out, since they were told before --since
  std::vector<DisagreementRow> disagreements;
  std::vector<std::uint32_t> kept_apart, outcomes;  ///< of the story
  std::vector<Dyad> dyads;
  std::vector<std::uint32_t> threads;  ///< stories with a page of the selection
  ReaderCounts readers;
  Gaps gaps;
};

/// Linear in the material.
Situation situation_of(const Material& material, const Selector& selector, Period period);

/// "14 pages of 12 outlets, 2019-05-07 to 2023-02-18: 63 events told as done, ...".
std::string summary_in_words(const Situation& situation);

/// What is missing, a line each; empty where nothing is.
std::vector<std::string> gaps_in_words(const Situation& situation);

/// "Told by several outlets, independently": the title of the section that such events stand in.
std::string_view title_of(Standing standing);

Standing standing_of(const Material& material, Id<Happening> happening);

/// Nobody is named, nobody was killed or wounded: counted, not listed, in a terminal.
bool says_little(const Story& story, Id<Happening> happening);

/// What all forms of a report are made of.
struct Account {
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

}  // namespace sitrep
