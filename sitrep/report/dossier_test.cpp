#include "sitrep/report/dossier.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

/// One happening that four pages tell; the last of them repeats the first word for word.
Story sample() {
  Story story;
  story.actors.resize(3);
  story.actors[0].name = "Guards";
  story.actors[1].name = "Herders";
  story.actors[2].name = "Rebels";
  Happening& happening = story.happenings.emplace_back();
  happening.type = "ASSAULT";
  const auto tell = [&](std::string outlet, std::uint32_t who, std::string when, double killed) {
    PageFacts page;
    page.page = "hash of " + outlet;
    page.outlet = std::move(outlet);
    page.entities.resize(3);
    EventFact fact;
    fact.type = "ASSAULT";
    fact.when = std::move(when);
    fact.source = {Id<Entity>{who}};
    if (killed > 0) fact.magnitude.killed = killed;
    page.events = {fact};
    const auto at = static_cast<std::uint32_t>(story.pages.size());
    story.pages.push_back(std::move(page));
    story.actor_of.push_back({Id<Actor>{0}, Id<Actor>{1}, Id<Actor>{2}});
    story.copies.push_back(at);
    story.happenings[0].reports.push_back({{at, {0}}, "same type"});
  };
  tell("Herald", 0, "2021-09-14", 12);
  tell("Meridian", 0, "../2021-09-14", 9);
  tell("Gazette", 2, "2021-09-16", 0);
  tell("Copyist", 0, "2021-09-14", 12);
  story.copies[3] = 0;
  return story;
}

void place(Story& story, std::uint32_t page, std::string name, std::string kind) {
  EventFact& fact = story.pages[page].events[0];
  fact.place = fact.where.name = std::move(name);
  fact.where.kind = std::move(kind);
  fact.where.country = "TJK";
  fact.where.at = Coordinates{};
}

std::string view(const Story& story, Field field) {
  for (const FieldView& found : dossier_of(story, {0}).fields) {
    if (found.field != field) continue;
    std::string line(word(found.agreement));
    for (const FieldValue& value : found.values)
      line +=
          fmt::format("; {} in {} x{}", value.value, fmt::join(value.reports, ","), value.outlets);
    return line;
  }
  return "nobody";
}

TEST(Dossier, FieldsTable) {
  Story story = sample();
  EXPECT_EQ(view(story, Field::who), "differ; Guards in 0,1,3 x2; Rebels in 2 x1");
  EXPECT_EQ(view(story, Field::to_whom), "nobody");
  EXPECT_EQ(view(story, Field::when),
            "differ; 2021-09-14 in 0,3 x1; ../2021-09-14 in 1 x1; 2021-09-16 in 2 x1");
  EXPECT_EQ(view(story, Field::killed), "differ; 12 in 0,3 x1; 9 in 1 x1");
  EXPECT_EQ(view(story, Field::status), "agree; happened in 0,1,2,3 x3");
}

TEST(Dossier, ACopyConfirmsNothing) {
  Story story = sample();
  story.happenings[0].reports.erase(story.happenings[0].reports.begin() + 1,
                                    story.happenings[0].reports.begin() + 3);
  EXPECT_EQ(view(story, Field::killed), "only one; 12 in 0,1 x1");
  EXPECT_EQ(dossier_of(story, {0}).reports[1].copy_of, 0u);
}

TEST(Dossier, ACountryDoesNotContradictItsTown) {
  Story story = sample();
  place(story, 0, "Isfara", "city");
  place(story, 1, "Tajikistan", "country");
  EXPECT_EQ(view(story, Field::where), "agree; Isfara in 0 x1; Tajikistan in 1 x1");
  place(story, 1, "Batken", "city");
  EXPECT_EQ(view(story, Field::where), "differ; Isfara in 0 x1; Batken in 1 x1");
}

TEST(Dossier, WhoMetWhomIsOneField) {
  Story story = sample();
  story.happenings[0].type = "CONSULT";
  story.pages[2].events[0].target = {Id<Entity>{0}};
  EXPECT_EQ(view(story, Field::who), "agree; Guards in 0,1,3 x2; Rebels and Guards in 2 x1");
}

TEST(Dossier, UnknownOutletsAreNotOne) {
  Story story = sample();
  story.pages[0].outlet = story.pages[1].outlet = "";
  EXPECT_EQ(teller_of(story, 0), "hash of Herald");
  EXPECT_NE(teller_of(story, 0), teller_of(story, 1));
  EXPECT_EQ(teller_of(story, 3), "hash of Herald");
}

}  // namespace
}  // namespace sitrep
