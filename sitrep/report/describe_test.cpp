#include "sitrep/report/describe.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

/// CNN: a source (unnamed) says that Allen says that he will return.
Document sample() {
  Document d;
  d.page.text = "Allen said\the will  return, a source said. \xE2\x80\x9CNo.\xE2\x80\x9D\nMenu";
  d.page.id = "7e571c5d2769b274";
  d.page.source = "a.html";
  d.page.outlet = "CNN";
  d.page.source_map = {{0, 100, 10}, {10, 200, 60}};
  d.text.sentences = {{{0, 43}, {}, {}, {}}};
  d.names.entities.resize(1);
  d.names.entities[0].name = "John Allen";
  Claim source;
  source.speaker = {{}, {28, 36}, true, {}};
  source.content = {{0, 26}};
  Claim allen;
  allen.speaker.entity = {0};
  allen.told_by = {0};
  allen.content = {{11, 18}, {20, 26}};
  allen.act = "promise";
  allen.certainty = Certainty::probable;
  d.claims.claims = {source, allen};
  Event& event = d.events.events.emplace_back();
  event.type = "CONSULT";
  event.mode = "visit";
  event.source = {Id<Entity>{0}};
  event.status = EventStatus::did_not_happen;
  event.magnitude.killed = 24;
  return d;
}

TEST(Describe, ChainRunsFromTheOutletToTheInnermostSpeaker) {
  const Document d = sample();
  EXPECT_EQ(chain(d, {}), "CNN");
  EXPECT_EQ(chain(d, {0}), "CNN > a source (unnamed)");
  EXPECT_EQ(chain(d, {1}), "CNN > a source (unnamed) > John Allen");
}

TEST(Describe, RecordsAsLines) {
  const Document d = sample();
  EXPECT_EQ(line(d, d.claims.claims[1]),
            "John Allen: promise, probable (indirect): he will ... return");
  EXPECT_EQ(line(d, d.events.events[0]),
            "CONSULT visit: John Allen > ?, day unknown, 24 killed, did not happen");
}

TEST(Describe, MarksASpanInItsSentenceOrLine) {
  const Document d = sample();
  EXPECT_EQ(marked_sentence(d, {6, 10}), "Allen [[said]] he will return, a source said.");
  EXPECT_EQ(marked_sentence(d, {0, 5}), "[[Allen]] said he will return, a source said.");
  EXPECT_EQ(marked_sentence(d, {53, 57}), "[[Menu]]");
  EXPECT_EQ(marked_sentence(d, {46, 49}).substr(0, 5), "Allen");
}

TEST(Describe, LeadsBackToThePayload) {
  const Document d = sample();
  EXPECT_EQ(payload_bytes(d.page, {0, 5}), "payload bytes 100 to 105 of a.html");
  EXPECT_EQ(payload_bytes(d.page, {6, 15}), "payload bytes 106 to 205 of a.html");
  EXPECT_EQ(payload_bytes(d.page, {7, 7}), "no bytes of a.html");
}

}  // namespace
}  // namespace sitrep
