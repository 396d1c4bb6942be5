#include "sitrep/story/story.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/story/json.h"

namespace sitrep {
namespace {

/// Facts by hand: a person's page in three lines.
struct PageMaker {
  PageFacts facts;

  PageMaker(std::string source, std::string published) {
    facts.page = "hash of " + source;
    facts.source = source;
    facts.outlet = source;
    facts.published = std::move(published);
  }

  Id<Entity> entity(EntityKind kind, std::string name, std::string country) {
    const auto begin = static_cast<std::uint32_t>(10 * facts.entities.size());
    facts.entities.push_back(
        {kind, std::move(name), std::move(country), "", {}, {{begin, begin + 5}}, false});
    return {static_cast<std::uint32_t>(facts.entities.size() - 1)};
  }

  Id<Entity> person(std::string name, std::string country) {
    return entity(EntityKind::person, std::move(name), std::move(country));
  }

  EventFact& event(std::string type, Id<Entity> source, Id<Entity> target, std::string when) {
    EventFact fact;
    fact.type = std::move(type);
    fact.trigger = "met";
    fact.source = {source};
    fact.target = {target};
    fact.when = std::move(when);
    fact.confidence = 0.5;
    facts.events.push_back(fact);
    return facts.events.back();
  }

  void words(const std::vector<std::string>& all) {
    for (const std::string& text : all) facts.terms.push_back({term_of(stem(text)), 1});
    std::ranges::sort(facts.terms, {}, &TermWeight::term);
  }

  ClaimFact& claim(Id<Entity> speaker, std::vector<Id<Entity>> about,
                   const std::vector<std::string>& words, bool adverse) {
    const auto begin = static_cast<std::uint32_t>(100 * (facts.claims.size() + 1));
    ClaimFact fact;
    fact.speaker = speaker;
    fact.about = std::move(about);
    for (const std::string& text : words) fact.words.push_back(term_of(stem(text)));
    std::ranges::sort(fact.words);
    fact.adverse = adverse;
    fact.content = {{begin, begin + 50}};
    facts.claims.push_back(fact);
    return facts.claims.back();
  }
};

std::string actors(const Story& story) {
  std::string line;
  for (const Actor& actor : story.actors)
    line += fmt::format("{}{} x{}", line.empty() ? "" : "; ", actor.name, actor.members.size());
  return line;
}

TEST(Actors, JoinSpellingsOfOnePersonAcrossPages) {
  PageMaker one("one", "2012-06-27"), two("two", "2012-08-02");
  one.person("Ashfaq Pervez Kayani", "PAK");
  two.person("Ashfaq Parvez Kayani", "PAK");
  two.person("Kayani", "");
  const Story story = link_pages({one.facts, two.facts});
  EXPECT_EQ(actors(story), "Ashfaq Pervez Kayani x2; Kayani x1");
  EXPECT_FALSE(story.actors[0].members[1].reason.empty());
}

TEST(Actors, StayApartUnderConflictingNamesOrCountries) {
  PageMaker one("one", "2012-06-27"), two("two", "2012-08-02");
  one.person("John Allen", "USA");
  one.person("Anna Berg", "DEU");
  two.person("Paul Allen", "USA");
  two.person("Anna Berg", "SWE");
  EXPECT_EQ(actors(link_pages({one.facts, two.facts})),
            "John Allen x1; Anna Berg x1; Paul Allen x1; Anna Berg x1");
}

TEST(Actors, BareSurnameIsSomebodyElsesOnTheNextPage) {
  PageMaker one("one", "2012-01-01"), two("two", "2012-01-02");
  one.person("John Allen", "USA");
  two.person("Allen", "USA");
  EXPECT_EQ(actors(link_pages({one.facts, two.facts})), "John Allen x1; Allen x1");
}

/// Pages of one story: their words are the same.
void tell_one_story(std::initializer_list<PageMaker*> pages) {
  for (PageMaker* page : pages) page->words({"border", "raid", "valley", "convoy", "ambush"});
}

/// Actors of two pages that tell one story, beside a page that tells another.
std::string actors_of_a_story(const std::function<void(PageMaker&, PageMaker&)>& fill) {
  PageMaker one("one", "2012-01-01"), two("two", "2012-01-02"), other("other", "2012-01-02");
  tell_one_story({&one, &two});
  other.words({"harvest", "wheat", "drought", "prices", "farmers"});
  fill(one, two);
  return actors(link_pages({one.facts, two.facts, other.facts}));
}

TEST(Actors, SurnameIsEnoughWithinAStoryUnlessTwoHaveIt) {
  EXPECT_EQ(actors_of_a_story([](PageMaker& one, PageMaker& two) {
              one.person("John Allen", "USA");
              two.person("Allen", "");
            }),
            "John Allen x2");
  EXPECT_EQ(actors_of_a_story([](PageMaker& one, PageMaker& two) {
              one.person("John Allen", "USA");
              one.person("Paul Allen", "USA");
              two.person("Allen", "");
            }),
            "John Allen x1; Paul Allen x1; Allen x1");
}

TEST(Actors, ShortFormsAndInitialsOfABodyMeetWithinAStory) {
  EXPECT_EQ(actors_of_a_story([](PageMaker& one, PageMaker& two) {
              one.entity(EntityKind::organisation, "California Highway Patrol", "USA");
              one.entity(EntityKind::organisation, "Indianapolis Colts", "");
              two.entity(EntityKind::organisation, "CHP", "");
              two.entity(EntityKind::organisation, "Colts", "");
            }),
            "California Highway Patrol x2; Indianapolis Colts x2");
}

TEST(Actors, DescriptionsMeetWithinAStoryWhereEachPageHasOne) {
  const auto describe = [](PageMaker& page, const char* words) {
    page.facts.entities[page.person(words, "").value].is_named = false;
  };
  EXPECT_EQ(actors_of_a_story([&](PageMaker& one, PageMaker& two) {
              describe(one, "suspect in the raid");
              describe(two, "armed suspect");
              describe(two, "official");
              describe(one, "official");
            }),
            "suspect in the raid x2; official x1; official x1");
  EXPECT_EQ(actors_of_a_story([&](PageMaker& one, PageMaker& two) {
              describe(one, "suspect");
              describe(one, "second suspect");
              describe(two, "suspect");
            }),
            "suspect x1; second suspect x1; suspect x1");
}

TEST(Actors, ArmedForcesOfOneStateAreOneBodyUnderAnyName) {
  PageMaker one("one", "2012-01-01"), two("two", "2012-01-02");
  for (PageMaker* page : {&one, &two}) {
    const char* name = page == &one ? "Pakistani armed forces" : "military";
    page->facts.entities[page->entity(EntityKind::organisation, name, "PAK").value].sectors = {
        "MIL"};
  }
  EXPECT_EQ(actors(link_pages({one.facts, two.facts})), "Pakistani armed forces x2");
  one.facts.entities[0].actor = "pak.armed_forces";
  EXPECT_EQ(actors(link_pages({one.facts, two.facts})), "Pakistani armed forces x2");
}

TEST(Actors, SoldierAndReporterOfOneNameAreTwo) {
  PageMaker one("one", "2012-01-01"), two("two", "2012-01-02");
  one.facts.entities[one.person("Anna Berg", "DEU").value].sectors = {"MIL"};
  two.facts.entities[two.person("Anna Berg", "").value].sectors = {"JRN"};
  EXPECT_EQ(actors(link_pages({one.facts, two.facts})), "Anna Berg x1; Anna Berg x1");
}

TEST(Actors, AnonymousSourcesOfTwoPagesAreTwo) {
  PageMaker one("one", "2012-01-01"), two("two", "2012-01-02");
  one.entity(EntityKind::anonymous, "army source", "PAK");
  two.entity(EntityKind::anonymous, "army source", "PAK");
  EXPECT_EQ(actors(link_pages({one.facts, two.facts})), "army source x1; army source x1");
}

/// Two pages, each with a meeting of the same two people.
Story two_meetings(std::string_view first, std::string_view second,
                   const std::function<void(EventFact&, EventFact&)>& change = nullptr) {
  PageMaker one("one", "2012-06-27"), two("two", "2012-08-02");
  EventFact& a = one.event("CONSULT", one.person("Ashfaq Kayani", "PAK"),
                           one.person("John Allen", "USA"), std::string(first));
  EventFact& b = two.event("CONSULT", two.person("John Allen", "USA"),
                           two.person("Ashfaq Kayani", "PAK"), std::string(second));
  if (change) change(a, b);
  return link_pages({one.facts, two.facts});
}

TEST(Happenings, JoinTheSameDayAndCountOutlets) {
  const Story story = two_meetings("2012-08-02", "2012-08-02");
  ASSERT_EQ(story.happenings.size(), 1u);
  EXPECT_EQ(story.happenings[0].outlets, 2u);
  EXPECT_EQ(story.happenings[0].reports[1].reason, "same type, same actors, same day");
}

TEST(Happenings, KeepTwoMeetingsOfTheSamePeopleApartAndSayWhy) {
  const Story story = two_meetings("../2012-06-27", "2012-08-02");
  EXPECT_EQ(story.happenings.size(), 2u);
  ASSERT_EQ(story.kept_apart.size(), 1u);
  EXPECT_EQ(story.kept_apart[0].reason, "same actors and type, 36 days apart");
}

TEST(Happenings, WhatWasPlannedIsNotWhatHappened) {
  const Story story = two_meetings("2012-08-02", "2012-08-02", [](EventFact& a, EventFact&) {
    a.status = EventStatus::planned;
  });
  EXPECT_EQ(story.happenings.size(), 2u);
}

TEST(Happenings, DisagreeingPlacesOfOneDayAreOneHappeningWithADisagreement) {
  const Story story = two_meetings("2012-08-02", "2012-08-02", [](EventFact& a, EventFact& b) {
    a.place = "Rawalpindi";
    a.where = {{1, 9}, "Rawalpindi", 1, Coordinates{33.6, 73.0}, "city", "PAK", ""};
    b.place = "Karachi";
    b.where = {{2, 8}, "Karachi", 2, Coordinates{24.9, 67.0}, "city", "PAK", ""};
  });
  ASSERT_EQ(story.happenings.size(), 1u);
  ASSERT_EQ(story.disagreements.size(), 1u);
  EXPECT_EQ(story.disagreements[0].kind, "place");
  EXPECT_EQ(story.disagreements[0].sides.size(), 2u);
}

TEST(Happenings, NumbersThatDifferAreADisagreement) {
  const Story story = two_meetings("2012-08-02", "2012-08-02", [](EventFact& a, EventFact& b) {
    a.magnitude.killed = 24;
    b.magnitude.killed = 28;
  });
  ASSERT_EQ(story.disagreements.size(), 1u);
  EXPECT_EQ(story.disagreements[0].kind, "killed");
}

TEST(Happenings, OtherPlacesOnUnknownDaysAreKeptApart) {
  const Story story = two_meetings("2012-08", "2012-08", [](EventFact& a, EventFact& b) {
    a.place = "Rawalpindi";
    a.where = {{1, 9}, "Rawalpindi", 1, Coordinates{33.6, 73.0}, "city", "PAK", ""};
    b.place = "Karachi";
    b.where = {{2, 8}, "Karachi", 2, Coordinates{24.9, 67.0}, "city", "PAK", ""};
  });
  ASSERT_EQ(story.kept_apart.size(), 1u);
  EXPECT_EQ(story.kept_apart[0].reason,
            "same actors and type, other places: Rawalpindi and Karachi");
}

TEST(Happenings, LikeWordsJoinTellingsWithoutADay) {
  const auto told = [](std::vector<Term> words) {
    PageMaker one("one", ""), two("two", "");
    EventFact& a = one.event("ASSAULT", one.person("Karim Fahmy", "EGY"), {}, "");
    EventFact& b = two.event("ASSAULT", two.person("Karim Fahmy", "EGY"), {}, "");
    a.target = b.target = {};
    a.words = {1, 2, 3, 4};
    b.words = std::move(words);
    return link_pages({one.facts, two.facts}).happenings.size();
  };
  EXPECT_EQ(told({1, 2, 3, 5}), 1u);
  EXPECT_EQ(told({6, 7, 8, 9}), 2u);
}

TEST(Happenings, OffersOfRivalsAreTwo) {
  PageMaker one("one", "2012-08-02"), two("two", "2012-08-02");
  for (PageMaker* page : {&one, &two})
    page->event("AGREE",
                page->entity(EntityKind::organisation,
                             page == &one ? "Northern Athletic" : "Harbour Rovers", ""),
                page->person("Karim Fahmy", "EGY"), "2012-08-02");
  EXPECT_EQ(link_pages({one.facts, two.facts}).happenings.size(), 2u);
}

TEST(Happenings, NeighbouringTypesNeedBothSides) {
  const auto told = [](const char* type, bool both) {
    return two_meetings("2012-08-02", "2012-08-02",
                        [&](EventFact&, EventFact& b) {
                          b.type = type;
                          if (!both) b.target = {};
                        })
        .happenings.size();
  };
  EXPECT_EQ(told("COOPERATE", true), 1u);
  EXPECT_EQ(told("COOPERATE", false), 2u);
  EXPECT_EQ(told("ASSAULT", true), 2u);
}

TEST(Happenings, TheSameDeadAreRecalledLongAfterUnderOtherDoers) {
  PageMaker one("one", "2011-11-27"), two("two", "2012-08-02");
  const auto strike = [](PageMaker& page, const char* doer, const char* when) -> EventFact& {
    EventFact& event = page.event("ASSAULT", page.entity(EntityKind::organisation, doer, ""),
                                  page.entity(EntityKind::country, "Pakistan", "PAK"), when);
    event.trigger = "killed";
    event.magnitude.killed = 24;
    return event;
  };
  strike(one, "Northern Alliance", "2011-11-26").intent = Intent::mistake;
  strike(two, "Harbour Brigade", "../2012-08-02").intent = Intent::purpose;
  const Story story = link_pages({one.facts, two.facts});
  ASSERT_EQ(story.happenings.size(), 1u);
  std::string kinds;
  for (const Disagreement& disagreement : story.disagreements) kinds += disagreement.kind + " ";
  EXPECT_EQ(kinds, "intent who ");
  EXPECT_EQ(story.disagreements[1].about,
            "doer of ASSAULT: Northern Alliance and Harbour Brigade > Pakistan, 2011-11-26");
}

TEST(Happenings, ReadersTellingsStandBesideAndMakeNone) {
  PageMaker one("one", "2012-06-27"), two("two", "2012-08-02");
  const Id<Entity> they = one.entity(EntityKind::organisation, "NATO", "IGO");
  one.entity(EntityKind::country, "Pakistan", "PAK");
  EventFact& comment = one.event("SANCTION", they, they, "../2012-07-07");
  comment.target = {};
  comment.in_comment = true;
  comment.source_is_pronoun = true;
  comment.mode = "discontinue";
  comment.trigger = "closed";
  EXPECT_TRUE(link_pages({one.facts}).happenings.empty());
  EventFact& event =
      two.event("SANCTION", two.entity(EntityKind::country, "Pakistan", "PAK"), {}, "2011-11");
  event.target = {};
  event.mode = "discontinue";
  event.trigger = "closed";
  const Story story = link_pages({one.facts, two.facts});
  ASSERT_EQ(story.happenings.size(), 1u);
  EXPECT_EQ(story.happenings[0].reports.size(), 1u);
  EXPECT_EQ(story.happenings[0].outlets, 1u);
  ASSERT_EQ(story.happenings[0].comments.size(), 1u);
  EXPECT_EQ(story.happenings[0].comments[0].reason,
            "same type, same word, of whom the page is about");
}

TEST(Happenings, PlansLeadToWhatCameOfThem) {
  const auto outcomes = [](EventStatus status, const char* done) {
    const Story story =
        two_meetings("2012-07-10", done, [&](EventFact& a, EventFact&) { a.status = status; });
    return story.outcomes.empty() ? std::string("none") : story.outcomes[0].reason;
  };
  EXPECT_EQ(outcomes(EventStatus::planned, "2012-07-11"),
            "planned, then reported as done by the same");
  EXPECT_EQ(outcomes(EventStatus::requested, "2012-07-11"),
            "requested, then reported as done by the same");
  EXPECT_EQ(outcomes(EventStatus::planned, "2012-05-01"), "none");
  EXPECT_EQ(outcomes(EventStatus::planned, "2012-08-02"), "none");
  EXPECT_EQ(outcomes(EventStatus::did_not_happen, "2012-07-11"), "none");
}

TEST(Happenings, CopiesOfOneTextCountAsOneOutlet) {
  PageMaker one("one", "2012-08-02"), two("two", "2012-08-02");
  for (PageMaker* page : {&one, &two}) {
    page->event("CONSULT", page->person("Ashfaq Kayani", "PAK"), page->person("John Allen", "USA"),
                "2012-08-02");
    for (std::uint32_t i = 0; i < 60; ++i) page->facts.shingles.push_back(i);
  }
  EXPECT_EQ(link_pages({one.facts, two.facts}).happenings[0].outlets, 1u);
}

TEST(Disagreements, FindTwoActorsWhoBlameEachOther) {
  PageMaker one("one", "2012-08-02");
  const Id<Entity> us = one.entity(EntityKind::country, "United States", "USA");
  const Id<Entity> pakistan = one.entity(EntityKind::country, "Pakistan", "PAK");
  one.claim(us, {pakistan}, {"combat", "enough", "militant"}, true);
  one.claim(pakistan, {us}, {"failed", "forces"}, true);
  const Story story = link_pages({one.facts});
  ASSERT_EQ(story.disagreements.size(), 1u);
  EXPECT_EQ(story.disagreements[0].kind, "position");
  EXPECT_EQ(story.disagreements[0].sides[0].claims.size(), 1u);
  EXPECT_EQ(story.disagreements[0].sides[1].claims.size(), 1u);
}

TEST(Disagreements, TakeTheNearestAnswerOfASpeaker) {
  PageMaker one("one", "2012-08-02");
  const Id<Entity> us = one.entity(EntityKind::country, "United States", "USA");
  const Id<Entity> masood = one.person("Talat Masood", "PAK");
  one.claim(us, {masood}, {"combat", "enough", "militant"}, true);
  one.claim(masood, {}, {"feeling", "talk"}, false);
  one.claim(masood, {}, {"militant", "pushed"}, false);
  for (std::uint32_t i = 0; i < 3; ++i) one.facts.claims[i].block = {i};
  const Story story = link_pages({one.facts});
  ASSERT_EQ(story.disagreements.size(), 1u);
  ASSERT_EQ(story.disagreements[0].sides[1].claims.size(), 1u);
  EXPECT_EQ(story.disagreements[0].sides[1].claims[0].of, Id<Claim>{2});
}

TEST(Disagreements, WhoRelaysAChargeIsNotItsOpponent) {
  PageMaker one("one", "2012-08-02");
  const Id<Entity> official = one.person("Karim Fahmy", "EGY");
  const Id<Entity> ethiopia = one.entity(EntityKind::country, "Ethiopia", "ETH");
  one.claim(official, {ethiopia}, {"refused", "timetable"}, true);
  const std::vector<Span> relayed = one.facts.claims[0].content;
  one.claim(ethiopia, {}, {"timetable"}, true).content = relayed;
  EXPECT_TRUE(link_pages({one.facts}).disagreements.empty());
}

TEST(Disagreements, ReadersCommentsAreNoSide) {
  PageMaker one("one", "2012-08-02");
  const Id<Entity> us = one.entity(EntityKind::country, "United States", "USA");
  const Id<Entity> pakistan = one.entity(EntityKind::country, "Pakistan", "PAK");
  one.claim(us, {pakistan}, {"combat"}, true);
  one.claim(pakistan, {us}, {"failed"}, true).in_comment = true;
  EXPECT_TRUE(link_pages({one.facts}).disagreements.empty());
}

TEST(Story, DoesNotDependOnTheOrderOfPages) {
  PageMaker one("one", "2012-06-27"), two("two", "2012-08-02"), three("three", "2012-08-02");
  for (PageMaker* page : {&one, &two, &three})
    page->event("CONSULT", page->person("Ashfaq Kayani", "PAK"), page->person("John Allen", "USA"),
                "2012-08-02");
  const std::string straight = json_of(link_pages({one.facts, two.facts, three.facts})).dump();
  EXPECT_EQ(straight, json_of(link_pages({three.facts, one.facts, two.facts})).dump());
}

TEST(Threads, PutPagesThatShareRareWordsTogether) {
  PageMaker one("one", "2012-08-02"), two("two", "2012-08-02"), three("three", "2012-08-02");
  one.words({"general", "kayani", "allen", "rawalpindi", "talks"});
  two.words({"kayani", "allen", "talks", "islamabad", "meeting"});
  three.words({"harvest", "wheat", "drought", "prices", "farmers"});
  const Story story = link_pages({one.facts, two.facts, three.facts});
  ASSERT_EQ(story.threads.size(), 2u);
  EXPECT_EQ(std::ranges::max(story.threads, {}, [](const Thread& t) { return t.pages.size(); })
                .pages.size(),
            2u);
}

}  // namespace
}  // namespace sitrep
