#include "sitrep/names/model.h"

#include <gtest/gtest.h>

#include <fstream>

namespace sitrep {
namespace {

TEST(NamesModel, HasALexiconWithoutProblems) {
  const auto model = NamesModel::load(SITREP_SOURCE_DIR);
  ASSERT_TRUE(model) << model.error().message();
  for (const LexiconProblem& problem : model->problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << ": " << problem.message;
  EXPECT_GT(model->countries().size(), 240U);
  EXPECT_GT(model->actors().size(), 900U);
}

TEST(NamesModel, KnowsWordsByThemselves) {
  const auto model = NamesModel::load(SITREP_SOURCE_DIR);
  ASSERT_TRUE(model);
  const auto& generals = model->word("generals").noun;
  EXPECT_TRUE(generals.plural && generals.kind == NounKind::role);
  EXPECT_EQ(sector_words(generals.sectors), std::vector<std::string>{"MIL"});
  EXPECT_EQ(generals.sense, model->word("gen.").title_sense);
  EXPECT_EQ(model->word("army").noun.sense, model->word("military").noun.sense);
  EXPECT_EQ(model->country("PAK"), model->word("pakistani").adjective_of);
  EXPECT_EQ(model->country("ZZZ"), -1);
  EXPECT_EQ(&model->word("no such word"), &model->word("nor this"));
}

TEST(NamesModel, MeetsNamesByTheirLetters) {
  for (const std::string_view name : {"U.S.", "US", "the U.S.", "u s"})
    EXPECT_EQ(letters_key(name), "us") << name;
  EXPECT_EQ(letters_key("al-Qa'ida"), "alqaida");
  EXPECT_EQ(letters_key("C\xC3\xB4te d'Ivoire"), "cotedivoire");
}

TEST(NamesModel, ReportsContradictions) {
  const std::filesystem::path home = std::filesystem::path(testing::TempDir()) / "names_model_test";
  std::filesystem::remove_all(home);
  std::filesystem::create_directories(home / "lexicon");
  std::filesystem::copy(std::filesystem::path(SITREP_SOURCE_DIR) / "lexicon" / "names",
                        home / "lexicon" / "names");
  std::ofstream(home / "lexicon" / "names" / "nouns.tsv", std::ios::app)
      << "general\t\trole\tMIL\t\t\nthing\t\tgadget\tXYZ\t\t\n";
  const auto model = NamesModel::load(home);
  ASSERT_TRUE(model);
  std::string messages;
  for (const LexiconProblem& problem : model->problems()) messages += problem.message + "\n";
  EXPECT_EQ(messages,
            "\"general\" stands here twice\n\"generals\" stands here twice\n"
            "kind: unknown word \"gadget\"\n\"XYZ\" is no sector\n");
  std::filesystem::remove(home / "lexicon" / "names" / "titles.tsv");
  EXPECT_FALSE(NamesModel::load(home));
}

}  // namespace
}  // namespace sitrep
