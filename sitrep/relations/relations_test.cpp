#include "sitrep/relations/relations.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

struct Deed {
  std::string type, quad, when;
  std::vector<std::uint32_t> source, target;
  EventStatus status = EventStatus::happened;
};

Story story_of(const std::vector<Deed>& deeds) {
  Story story;
  for (const char* country : {"USA", "PAK", "AFG", ""}) {
    Actor actor;
    actor.kind = EntityKind::person;
    actor.country = country;
    story.actors.push_back(actor);
  }
  PageFacts page;
  page.published = "2012-08-02";
  for (const Deed& deed : deeds) {
    EventFact fact;
    fact.quad = deed.quad;
    Happening happening;
    happening.type = deed.type;
    happening.when = deed.when;
    happening.status = deed.status;
    for (const std::uint32_t actor : deed.source) happening.source.push_back({actor});
    for (const std::uint32_t actor : deed.target) happening.target.push_back({actor});
    happening.reports.push_back({{0, {static_cast<std::uint32_t>(page.events.size())}}, ""});
    page.events.push_back(fact);
    story.happenings.push_back(happening);
  }
  story.pages.push_back(page);
  story.copies = {0};
  return story;
}

std::string lines(const Story& story, Period period) {
  const auto party = [&](Id<Actor> actor) { return party_of(story.actors[actor.value]); };
  std::string text;
  for (const Dyad& dyad : relations_of(
           story, {}, party, [](Id<Happening>) { return true; }, period))
    for (const DyadPoint& point : dyad.points)
      text += fmt::format("{}-{} {}: {} {} {}\n", dyad.first, dyad.second, point.period,
                          fmt::join(point.forward.quads, ""), fmt::join(point.backward.quads, ""),
                          fmt::join(point.mutual.quads, ""));
  return text;
}

TEST(Relations, CountsByDirectionAndPeriod) {
  const Story story = story_of({
      {"ACCUSE", "verbal conflict", "2012-06-27", {1}, {0}},
      {"ASSAULT", "material conflict", "../2012-06-30", {0}, {1}},
      {"CONSULT", "verbal cooperation", "2012-08-02", {0, 1}, {}},
      {"ACCUSE", "verbal conflict", "", {0}, {1, 2}},  // no day: that of the page
      {"ACCUSE", "verbal conflict", "2012-08-02", {0}, {3}},
      {"THREATEN", "verbal conflict", "2012-08-02", {0}, {1}, EventStatus::planned},
  });
  EXPECT_EQ(lines(story, Period::month),
            "PAK-USA 2012-06: 0010 0001 0000\n"
            "PAK-USA 2012-08: 0000 0010 1000\n"
            "AFG-USA 2012-08: 0000 0010 0000\n");
  EXPECT_EQ(lines(story, Period::week).substr(0, 33), "PAK-USA 2012-W26: 0010 0001 0000\n");
}

TEST(Relations, WeeksBelongToTheYearOfTheirThursday) {
  for (const auto& [day, week] :
       {std::pair{"2012-12-31", "2013-W01"}, std::pair{"2016-01-01", "2015-W53"},
        std::pair{"2021-01-04", "2021-W01"}}) {
    const Story story = story_of({{"ACCUSE", "verbal conflict", day, {0}, {1}}});
    EXPECT_EQ(lines(story, Period::week), fmt::format("PAK-USA {}: 0000 0010 0000\n", week));
  }
}

TEST(Relations, WhoStandsForNobodyHasNone) {
  Actor actor;
  actor.kind = EntityKind::group;
  actor.name = "rebels";
  actor.members.resize(1);
  EXPECT_EQ(party_of(actor), "");
  actor.lexicon_id = "TALIBAN";
  EXPECT_EQ(party_of(actor), "rebels");
  actor.country = "AFG";
  EXPECT_EQ(party_of(actor), "AFG");
}

}  // namespace
}  // namespace sitrep
