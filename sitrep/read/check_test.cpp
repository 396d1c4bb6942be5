#include <functional>

#include <gtest/gtest.h>

#include "sitrep/read/read.h"

namespace sitrep {
namespace {

/// "Kayani met Allen" with one block, sentence, entity, claim and event: all promises kept.
Document sound_document() {
  Document d;
  d.page.text = "Kayani met Allen \xE2\x80\x94 ok";
  d.page.blocks = {{BlockKind::paragraph, {0, 23}, {}, {}}};
  d.text.sentences = {{{0, 23}, {0}, {0}, {1}}};
  d.text.tokens.push_back({});
  d.text.tokens[0].span = {0, 6};
  d.names.entities.push_back({});
  d.names.mentions.push_back({{0, 6}, {0}, MentionKind::name, {0}});
  d.claims.claims.push_back({});
  d.claims.claims[0].content = {{0, 16}};
  d.events.events.push_back({});
  d.events.events[0].trigger = {7, 10};
  d.events.events[0].source = {{0}};
  return d;
}

struct Case {
  std::string_view wrong;
  std::function<void(Document&)> spoil;
};

TEST(Check, AcceptsASoundDocument) { EXPECT_EQ(check(sound_document()), std::nullopt); }

TEST(Check, NamesWhatIsBroken) {
  const Case table[] = {
      {"block 0: span [0, 99) is not in the page",
       [](Document& d) { d.page.blocks[0].span.end = 99; }},
      {"block 0: span [0, 18) is not in the page",  // inside the dash
       [](Document& d) { d.page.blocks[0].span.end = 18; }},
      {"block 0: id 0 of a layer of 0", [](Document& d) { d.page.blocks[0].copy_of = {0}; }},
      {"block 1: overlaps or precedes the one before",
       [](Document& d) {
         d.page.blocks.push_back({BlockKind::paragraph, {3, 5}, {}, {}});
       }},
      {"sentence 0: has tokens outside the layer",
       [](Document& d) { d.text.sentences[0].end = {2}; }},
      {"token 0: id 7 of a layer of 1", [](Document& d) { d.text.tokens[0].head = {7}; }},
      {"mention 0: has no entity", [](Document& d) { d.names.mentions[0].entity = {}; }},
      {"time 0: has no value",
       [](Document& d) {
         d.scene.times.push_back({{0, 6}, "", TimeKind::date, ""});
       }},
      {"claim 0: is told by itself", [](Document& d) { d.claims.claims[0].told_by = {0}; }},
      {"event 0: has no such actor", [](Document& d) { d.events.events[0].target = {{4}}; }},
      {"event 0: is told by the page and by a reader, or by two readers",
       [](Document& d) {
         d.page.comments.emplace_back();
         d.page.blocks[0].kind = BlockKind::comment;
         d.page.blocks[0].comment = {0};
         d.events.events[0].mentions = {{0, 6}};
       }},
  };
  for (const Case& row : table) {
    Document document = sound_document();
    row.spoil(document);
    EXPECT_EQ(check(document).value_or("nothing"), row.wrong);
  }
}

TEST(Record, KeepsTheOrderOfKeysAndStaysOnOneLine) {
  const std::string record = to_json(sound_document(), {});
  EXPECT_EQ(record.find('\n'), std::string::npos);
  std::size_t last = 0;
  for (const char* key : {"\"page\"", "\"sentences\"", "\"entities\"", "\"places\"", "\"times\"",
                          "\"claims\"", "\"events\"", "\"notes\"", "\"made_by\""}) {
    const std::size_t at = record.find(key);
    ASSERT_NE(at, std::string::npos) << key;
    EXPECT_GT(at + 1, last) << key;
    last = at;
  }
  EXPECT_EQ(record.find("\"tokens\""), std::string::npos);
}

TEST(Record, PrintsLayersOnRequest) {
  const std::string record = to_json(sound_document(), {true, true, true});
  for (const char* key : {"\"text\"", "\"tokens\"", "\"predicates\""})
    EXPECT_NE(record.find(key), std::string::npos) << key;
}

}  // namespace
}  // namespace sitrep
