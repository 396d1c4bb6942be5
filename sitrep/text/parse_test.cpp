#include "sitrep/text/parse.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

const TextModel& model() {
  static const TextModel loaded = [] {
    Result<TextModel> result = TextModel::load(SITREP_SOURCE_DIR);
    EXPECT_TRUE(result) << result.error().message();
    return std::move(*result);
  }();
  return loaded;
}

Page page_of(std::string text, BlockKind kind = BlockKind::paragraph) {
  Page page;
  page.text = std::move(text);
  page.blocks.push_back({kind, {0, static_cast<std::uint32_t>(page.text.size())}, {}, {}});
  return page;
}

/// word/TAG<relation-head, words by a space.
std::string print(const std::string& sentence) {
  const Page page = page_of(sentence);
  TextScratch scratch;
  const Text text = analyse_text(page, model(), scratch);
  std::string line;
  for (const Token& token : text.tokens)
    line +=
        fmt::format("{}{}/{}<{}-{}", line.empty() ? "" : " ", page.at(token.span), word(token.tag),
                    word(token.relation), token.head.none() ? "" : page.at(text[token.head].span));
  return line;
}

TEST(Parse, EasySentencesAreRight) {
  EXPECT_EQ(print("The minister met the president."),
            "The/DET<det-minister minister/NOUN<nsubj-met met/VERB<root- the/DET<det-president "
            "president/NOUN<obj-met ./PUNCT<punct-met");
  EXPECT_EQ(
      print("Police arrested him in London."),
      "Police/NOUN<nsubj-arrested arrested/VERB<root- him/PRON<obj-arrested in/ADP<case-London "
      "London/PROPN<obl-arrested ./PUNCT<punct-arrested");
}

TEST(Parse, NamesFeaturesAndChildrenAreSet) {
  const Page page = page_of("President Obama visited Germany in 2013.");
  TextScratch scratch;
  const Text text = analyse_text(page, model(), scratch);
  ASSERT_EQ(text.tokens.size(), 7u);
  EXPECT_EQ(text.tokens[1].name, NameClass::person);
  EXPECT_EQ(text.tokens[3].name, NameClass::country);
  EXPECT_TRUE(text.tokens[3].name_begins);
  EXPECT_EQ(text.feature({2}, "Tense"), "Past");
  EXPECT_EQ(text.child({2}, Relation::obj), Id<Token>{3});
}

TEST(Parse, FurnitureIsNotParsed) {
  const Page page = page_of("Home News Sport", BlockKind::furniture);
  TextScratch scratch;
  const Text text = analyse_text(page, model(), scratch);
  ASSERT_FALSE(text.tokens.empty());
  for (const Token& token : text.tokens) {
    EXPECT_EQ(token.tag, Tag::X);
    EXPECT_TRUE(token.head.none());
  }
}

TEST(Parse, ASentenceOverTheLimitIsOneTreeOfPieces) {
  Page page;
  Text text;
  const auto count = static_cast<std::uint32_t>(2 * Network::sentence_max + 17);
  for (std::uint32_t i = 0; i < count; ++i) {
    page.text += "word ";
    Token token;
    token.span = {5 * i, 5 * i + 4};
    token.form = text.strings.add("word");
    text.tokens.push_back(token);
  }
  page.blocks.push_back({BlockKind::paragraph, {0, 5 * count - 1}, {}, {}});
  text.sentences.push_back({{0, 5 * count - 1}, {0}, {0}, {count}});
  TextScratch scratch;
  tag_and_parse(text, page, model(), scratch);
  std::size_t roots = 0;
  for (const Token& token : text.tokens) roots += token.head.none() ? 1 : 0;
  EXPECT_EQ(roots, 1u);
  for (std::uint32_t i = 0; i < count; ++i) {
    Id<Token> at{i};
    for (std::uint32_t steps = 0; !at.none(); at = text[at].head) ASSERT_LE(++steps, count);
  }
}

TEST(Parse, ScratchKeepsNothingFromPageToPage) {
  TextScratch used, fresh;
  const Page first = page_of("Rebels shot at the convoy. Nobody was hurt.");
  const Page second = page_of("Talks ended on Friday. The two sides did not agree.");
  analyse_text(first, model(), used);
  const Text a = analyse_text(second, model(), used), b = analyse_text(second, model(), fresh);
  ASSERT_EQ(a.tokens.size(), b.tokens.size());
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    EXPECT_EQ(a.tokens[i].head, b.tokens[i].head);
    EXPECT_EQ(a.tokens[i].features, b.tokens[i].features);
    EXPECT_EQ(a.tokens[i].name, b.tokens[i].name);
  }
}

}  // namespace
}  // namespace sitrep
