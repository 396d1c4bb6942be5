#include "sitrep/relations/assessments.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

RelationWords words() {
  const auto table = Table::parse(
      "words\treads\n"
      "relations|ties\tnoun\n"
      "tense|at odds\tbad\n"
      "soured\tworse\n"
      "warm\tgood\n"
      "improved\tbetter\n",
      "relations.tsv", {"words", "reads"});
  return *RelationWords::parse(*table);
}

/// A page of one sentence whose names in capitals are countries.
Document document_of(std::string text) {
  Document d;
  d.page.text = std::move(text);
  const auto end = static_cast<std::uint32_t>(d.page.text.size());
  d.page.blocks.resize(1);
  d.page.blocks[0].span = {0, end};
  d.text.sentences.resize(1);
  d.text.sentences[0].span = {0, end};
  d.text.sentences[0].block = {0};
  for (const std::string code : {"PAK", "USA", "AFG"}) {
    Entity entity;
    entity.kind = EntityKind::country;
    entity.name = entity.country = code;
    const Id<Entity> id{static_cast<std::uint32_t>(d.names.entities.size())};
    d.names.entities.push_back(entity);
    for (std::size_t at = d.page.text.find(code); at != std::string::npos;
         at = d.page.text.find(code, at + 1)) {
      Mention mention;
      mention.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 3)};
      mention.entity = id;
      d.names.mentions.push_back(mention);
    }
  }
  std::ranges::sort(d.names.mentions, {}, [](const Mention& m) { return m.span.begin; });
  d.claims.index_contents();
  return d;
}

std::string found_in(const std::string& text) {
  const Document d = document_of(text);
  std::string line;
  for (const Assessment& found : find_assessments(d, words()))
    line += fmt::format("{} {} {}: {};", d.names[found.first].name, d.names[found.second].name,
                        word(found.tone), d.page.at(found.words));
  return line;
}

TEST(Assessments, Table) {
  struct Case {
    const char *text, *found;
  };
  for (const Case& test : {
           Case{"Relations between PAK and USA are tense.", "PAK USA bad: tense;"},
           Case{"While relations between USA and PAK have improved, they talk.",
                "USA PAK better: improved;"},
           Case{"PAK said that USA has warm ties with AFG.", "USA AFG good: warm;"},
           Case{"PAK-USA ties have soured.", "PAK USA worse: soured;"},
           Case{"Relations between PAK and USA have not improved.", "PAK USA unclear: improved;"},
           Case{"The tense relations between PAK and USA", "PAK USA bad: tense;"},
           Case{"Ties with PAK soured, said USA.", ""},  // whose?
           Case{"USA and PAK spoke of human relations, which are tense.", ""},
           Case{"Relations between PAK and USA were discussed.", ""},
           Case{"PAK and USA are at odds.", ""},  // no noun of relations
       })
    EXPECT_EQ(found_in(test.text), test.found) << test.text;
}

TEST(Assessments, ReadersAreMarked) {
  Document d = document_of("Relations between PAK and USA are tense.");
  d.page.blocks[0].kind = BlockKind::comment;
  ASSERT_EQ(find_assessments(d, words()).size(), 1u);
  EXPECT_TRUE(find_assessments(d, words())[0].in_comment);
  d.page.blocks[0].kind = BlockKind::furniture;
  EXPECT_TRUE(find_assessments(d, words()).empty());
}

TEST(RelationWords, TellsWhatIsWrong) {
  const auto table = Table::parse("words\treads\ntense\tbad\ntense|cold\tbad\nhot\tspicy\n",
                                  "relations.tsv", {"words", "reads"});
  const auto loaded = RelationWords::parse(*table);
  ASSERT_EQ(loaded->problems().size(), 2u);
  EXPECT_EQ(loaded->problems()[0].message, "tense stands above already");
  EXPECT_EQ(loaded->problems()[1].line, 4u);
}

TEST(RelationWords, TheLexiconIsInOrder) {
  const auto loaded = RelationWords::load(std::string(SITREP_SOURCE_DIR) + "/lexicon");
  ASSERT_TRUE(loaded.ok());
  EXPECT_TRUE(loaded->problems().empty());
}

}  // namespace
}  // namespace sitrep
