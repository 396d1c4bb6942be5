#include "sitrep/story/decisions.h"

#include <functional>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/story/story.h"

namespace sitrep {
namespace {

/// Two pages that each tell of a raid of "General Rao" on "Lin Post".
std::vector<PageFacts> two_raids(const char* second_name = "Arif Rao",
                                 const char* second_day = "2012-06-25") {
  std::vector<PageFacts> pages;
  for (const std::uint32_t i : {0u, 1u}) {
    PageFacts page;
    page.page = i == 0 ? "aaaa" : "bbbb";
    page.source = page.page;
    page.published = i == 0 ? "2012-06-26" : "2012-06-27";
    EntityFact rao, post;
    rao.kind = EntityKind::person;
    rao.name = i == 0 ? "Arif Rao" : second_name;
    rao.mentions = {{10, 18}, {30, 33}};
    post.kind = EntityKind::organisation;
    post.name = "Lin Post";
    post.mentions = {{40, 48}};
    page.entities = {rao, post};
    EventFact raid;
    raid.type = "ASSAULT";
    raid.trigger = "raided";
    raid.trigger_span = {20, 26};
    raid.when = i == 0 ? "2012-06-25" : second_day;
    raid.source = {{0}};
    raid.target = {{1}};
    page.events = {raid};
    pages.push_back(page);
  }
  return pages;
}

Decision decide(DecisionKind kind, Anchor first, Anchor second = {}) {
  Decision decision;
  decision.id = 1;
  decision.kind = kind;
  decision.first = std::move(first);
  decision.second = std::move(second);
  decision.why = "seen";
  decision.by = "Ann";
  return decision;
}

const Anchor rao_a = {"aaaa", DecidedPart::entity, {30, 33}};
const Anchor rao_b = {"bbbb", DecidedPart::entity, {31, 34}};  // the engine found other bytes
const Anchor raid_a = {"aaaa", DecidedPart::event, {20, 26}};
const Anchor raid_b = {"bbbb", DecidedPart::event, {20, 26}};

std::string told(const Story& story) {
  std::string line;
  for (const Actor& actor : story.actors)
    line += fmt::format("{} x{}; ", actor.name, actor.members.size());
  for (const Happening& happening : story.happenings)
    line += fmt::format("{} {} x{}; ", happening.type, happening.when, happening.reports.size());
  for (const DecisionNote& note : story.decision_notes)
    line += fmt::format("{} {}: {}; ", note.decision, note.obeyed ? "obeyed" : "not obeyed",
                        note.message);
  return line;
}

TEST(Decisions, JoinWhatRulesKeepApartAndSayWho) {
  auto pages = two_raids("Jamil Orakzai", "2012-09-25");
  EXPECT_EQ(told(link_pages(pages)),
            "Arif Rao x1; Lin Post x2; Jamil Orakzai x1; ASSAULT 2012-06-25 x1; ASSAULT "
            "2012-09-25 x1; ");
  const Story story = link_pages(pages, {decide(DecisionKind::merge, rao_a, rao_b),
                                         decide(DecisionKind::merge, raid_a, raid_b)});
  EXPECT_EQ(told(story),
            "Jamil Orakzai x2; Lin Post x2; ASSAULT 2012-06-25 x2; 1 obeyed: the rules would keep "
            "the two apart; ");
  EXPECT_EQ(story.actors[0].members[1].reason, "decision 1 by Ann: seen");
  EXPECT_EQ(story.happenings[0].reports[1].reason, "decision 1 by Ann: seen");
}

TEST(Decisions, SeparateWhatRulesJoin) {
  const auto pages = two_raids();
  EXPECT_EQ(told(link_pages(pages)), "Arif Rao x2; Lin Post x2; ASSAULT 2012-06-25 x2; ");
  const Decision apart = decide(DecisionKind::split, raid_a, raid_b);
  EXPECT_EQ(told(link_pages(pages, {decide(DecisionKind::split, rao_b, rao_a), apart})),
            "Arif Rao x1; Lin Post x2; Arif Rao x1; ASSAULT 2012-06-25 x1; ASSAULT 2012-06-25 "
            "x1; ");
  EXPECT_EQ(told(link_pages(pages, {apart})),
            "Arif Rao x2; Lin Post x2; ASSAULT 2012-06-25 x1; ASSAULT 2012-06-25 x1; 1 obeyed: "
            "the rules take the two for one: same type, same actors, same day; ");
}

TEST(Decisions, RejectAndCorrect) {
  const auto pages = two_raids();
  EXPECT_EQ(told(link_pages(pages, {decide(DecisionKind::reject, raid_b)})),
            "Arif Rao x2; Lin Post x2; ASSAULT 2012-06-25 x1; ");
  EXPECT_EQ(told(link_pages(
                pages, {decide(DecisionKind::reject, rao_a), decide(DecisionKind::reject, rao_b)})),
            "Lin Post x2; ASSAULT 2012-06-25 x2; ");
  Decision correct = decide(DecisionKind::correct, raid_b);
  correct.field = "when";
  correct.value = "2012-06-01";
  EXPECT_EQ(told(link_pages(pages, {correct})),
            "Arif Rao x2; Lin Post x2; ASSAULT 2012-06-25 x1; ASSAULT 2012-06-01 x1; ");
}

TEST(Decisions, WhatIsUndoneOrLostIsNotObeyed) {
  const auto pages = two_raids();
  Decision undone = decide(DecisionKind::split, raid_a, raid_b);
  undone.undone_by = 2;
  const std::string joined = "Arif Rao x2; Lin Post x2; ASSAULT 2012-06-25 x2; ";
  EXPECT_EQ(told(link_pages(pages, {undone})), joined);
  EXPECT_EQ(told(link_pages(pages, {decide(DecisionKind::reject, {"cccccccccc", {}, {1, 2}})})),
            joined + "1 not obeyed: page cccccccc is not in the store; ");
  EXPECT_EQ(told(link_pages(
                pages, {decide(DecisionKind::reject, {"aaaa", DecidedPart::event, {70, 75}})})),
            joined + "1 not obeyed: page aaaa has no such event at bytes 70 to 75 any more; ");
  EXPECT_EQ(told(link_pages(pages, {decide(DecisionKind::split, raid_a, raid_b),
                                    decide(DecisionKind::merge, raid_a, raid_b)})),
            "Arif Rao x2; Lin Post x2; ASSAULT 2012-06-25 x1; ASSAULT 2012-06-25 x1; 1 obeyed: "
            "the rules take the two for one: same type, same actors, same day; 1 not "
            "obeyed: another decision tells the two apart; ");
}

TEST(Decisions, CorrectionsAreCheckedBeforeTheyAreKept) {
  const auto wrong = [](DecidedPart part, const char* field, const char* value) {
    const Status checked = check_correction(part, field, value);
    return checked ? std::string("fine") : checked.error().message();
  };
  EXPECT_EQ(wrong(DecidedPart::event, "when", "2012-06"), "fine");
  EXPECT_EQ(wrong(DecidedPart::event, "when", "soon"),
            "when: must be a day, month or interval in EDTF: 2012-08-02");
  EXPECT_EQ(wrong(DecidedPart::event, "killed", "-1"), "killed: must be a number");
  EXPECT_EQ(wrong(DecidedPart::event, "killed", ""), "killed: needs a value");
  EXPECT_EQ(wrong(DecidedPart::entity, "country", "Pakistan"),
            "country: must be three capital letters, as in ISO 3166: PAK");
  EXPECT_EQ(wrong(DecidedPart::entity, "type", "x"),
            "type: is no field of an actor: name, kind or country");
}

}  // namespace
}  // namespace sitrep
