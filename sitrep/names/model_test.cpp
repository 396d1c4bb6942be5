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

// A table of the user's in a file of its own; the model that it gives, or the message.
Result<NamesModel> with_own(const std::string& table) {
  const auto path = std::filesystem::path(testing::TempDir()) / "own_actors.tsv";
  std::ofstream(path) << table;
  return NamesModel::load(SITREP_SOURCE_DIR, path);
}

TEST(NamesModel, LetsTheRowsOfTheUserWin) {
  const auto model = with_own(
      "id\tname\tkind\tcountry\tsectors\toffices\taliases\tmentions\n"
      "x.isi\tInter-Services Intelligence\torganisation\tPAK\tMIL\t\t\t9\n"
      "pak.kayani\tA. P. Kayani\tperson\tPAK\t\tgeneral 2001..2004 MIL\t\t\n"
      "own.valley\tUnited Front of the Valley\tgroup\tPAK\tREB\t\tUFV|PPP\t\n");
  ASSERT_TRUE(model) << model.error().message();
  const auto id = [&](const std::string& key) {
    const KnownName* known = model->known(key);
    return known ? model->actors()[known->index].id : "none";
  };
  EXPECT_EQ(id("isi"), "x.isi");  // the lexicon's alias of a row that the user's replaces
  EXPECT_EQ(id("ufv"), "own.valley");
  EXPECT_EQ(id("ppp"), "own.valley");
  EXPECT_EQ(id("pakistanpeoplesparty"), "pak.ppp");
  EXPECT_EQ(id("ashfaqparvezkayani"), "none");
  EXPECT_TRUE(model->problems().empty());
}

TEST(NamesModel, TellsTheUserEachLineThatCannotBeUsed) {
  const auto message = [](const std::string& rows) {
    const auto model = with_own("id\tname\tkind\tcountry\toffices\n" + rows);
    if (model) return std::string("fine");
    const std::string text = model.error().message();
    return text.substr(text.find("own_actors.tsv"));
  };
  EXPECT_EQ(message("x.a\tNorth Bank\torganisation\tPAK\t\n"), "fine");
  EXPECT_EQ(message("x.a\tNorth Bank\tbank\tPAK\t\n"),
            "own_actors.tsv:2: kind is person, organisation or group, not \"bank\"");
  EXPECT_EQ(message("x.a\tNorth Bank\tgroup\tPK\t\n"),
            "own_actors.tsv:2: \"PK\" is no country of countries.tsv and no code of PLOVER");
  EXPECT_EQ(message("\tNorth Bank\tgroup\t\t\n"),
            "own_actors.tsv:2: an actor needs an id and a name");
  EXPECT_EQ(message("x.a\tNorth Bank\tgroup\t\t\nx.a\tSouth Bank\tgroup\t\t\n"),
            "own_actors.tsv:3: the id \"x.a\" stands here twice");
  EXPECT_EQ(message("x.a\tNorth Bank\tgroup\t\t\nx.b\tNorth Bank\tgroup\t\t\n"),
            "own_actors.tsv:3: \"North Bank\" is already a name of \"x.a\"");
  EXPECT_EQ(message("x.a\tIda North\tperson\t\tking 2012\n"),
            "own_actors.tsv:2: an office needs a title and FROM..UNTIL: king 2012");
  EXPECT_EQ(message("x.a\tIda North\tperson\t\tking 2012..2010 GOV\n"),
            "own_actors.tsv:2: FROM..UNTIL are YYYY, YYYY-MM or YYYY-MM-DD, the earlier first: "
            "king 2012..2010 GOV");
  EXPECT_FALSE(NamesModel::load(SITREP_SOURCE_DIR, "/no/such/actors.tsv"));
  EXPECT_EQ(with_own("name\nNorth Bank\n").error().reason, "has no column 'id'");
}

TEST(NamesModel, FindsPersonsAndOfficesThatContradictEachOther) {
  const auto model = with_own(
      "id\tname\tkind\tcountry\toffices\n"
      "x.a\tIda North\tperson\tTUV\tpresident 2010-02..2012-05 GOV\n"
      "x.b\tOlaf Southgate\tperson\tTUV\tpresident 2012-05.. GOV\n"
      "x.c\tPia Westward\tperson\tTUV\tpresident 2011..2012-01 GOV\n"
      "x.d\tIda M. North\tperson\tTUV\t\n");
  ASSERT_TRUE(model);
  std::string messages;
  for (const LexiconProblem& problem : model->problems())
    messages += std::to_string(problem.line) + ": " + problem.message + "\n";
  EXPECT_EQ(messages,
            "5: \"Ida M. North\" may be \"Ida North\" of x.a\n"
            "4: \"president\" was x.a at that time\n");
}

}  // namespace
}  // namespace sitrep
