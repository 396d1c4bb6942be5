#include "sitrep/names/names.h"

#include <gtest/gtest.h>

#include <sstream>

#include "sitrep/names/model.h"
#include "sitrep/text/conllu.h"

namespace sitrep {
namespace {

const NamesModel& model() {
  static const Result<NamesModel> loaded = NamesModel::load(SITREP_SOURCE_DIR);
  return *loaded;
}

// Words without tags and trees: "Kayani met Allen . | He left ." is two sentences.
Treebank plain(const std::string& words) {
  std::istringstream in(words);
  std::string conllu, word;
  int number = 0;
  while (in >> word) {
    if (word == "|") {
      conllu += "\n";
      number = 0;
    } else {
      conllu += std::to_string(++number) + " " + word + "\n";
    }
  }
  return read_conllu(conllu);
}

std::string print(const Page& page, const Names& names) {
  std::string out;
  for (std::size_t id = 0; id < names.entities.size(); ++id) {
    const Entity& entity = names.entities[id];
    out += std::string(out.empty() ? "" : "; ") + std::string(word(entity.kind)) + " " +
           entity.name + " " + (entity.country.empty() ? "-" : entity.country);
    for (const std::string& sector : entity.sectors) out += " " + sector;
    out += ":";
    for (const Mention& mention : names.mentions)
      if (mention.entity.value == id) out += " [" + std::string(page.at(mention.span)) + "]";
    for (const Role& role : entity.roles)
      out += " as " + role.title +
             (role.of ? " of " + names.entities[role.of.value].name : std::string());
  }
  return out;
}

std::string entities(const Treebank& tree) {
  return print(tree.page, find_names(tree.page, tree.text, model()));
}

struct Row {
  std::string text, line;
};

TEST(Names, FindsThemByLexiconAndCapitalsWhereNobodyHasParsed) {
  const std::vector<Row> rows = {
      {"Pakistani army chief Gen. Ashfaq Pervez Kayani complained about Taliban incursions .",
       "person Ashfaq Pervez Kayani PAK MIL: "
       "[Pakistani army chief Gen. Ashfaq Pervez Kayani] as army chief; "
       "organisation Taliban AFG REB: [Taliban]"},
      {"The talks were held in Islamabad .", ""},
      {"CIA chief David Petraeus met U.S. Defense Secretary Leon Panetta .",
       "person David Petraeus USA SPY: [CIA chief David Petraeus] as chief of CIA; "
       "organisation CIA USA SPY: [CIA]; "
       "person Leon Panetta USA GOV: [U.S. Defense Secretary Leon Panetta] "
       "as Defense Secretary of United States; "
       "country United States USA: [U.S.]"},
      {"us and who it is", ""},
      {"the South African leader met Ohio 's governor",
       "role South African leader ZAF GOV: [the South African leader] as leader; "
       "role Ohio 's governor USA GOV: [Ohio 's governor] as governor"},
      {"critics said Russia today backed the move",
       "group critics -: [critics]; country Russia RUS: [Russia]"},
      {"the presidential candidate and a military spokesman spoke",
       "role presidential candidate - PTY: [the presidential candidate] as presidential candidate; "
       "role military spokesman - MIL: [a military spokesman] as military spokesman"},
  };
  for (const Row& row : rows) EXPECT_EQ(entities(plain(row.text)), row.line) << row.text;
}

TEST(Names, FindsKnownNamesOnPagesWithoutCapitals) {
  const Treebank tree = plain("pakistani troops left new delhi , shiv sena said us and polish it");
  EXPECT_EQ(entities(tree),
            "group pakistani troops PAK MIL: [pakistani troops]; "
            "organisation shiv sena IND PTY: [shiv sena]");
}

TEST(Names, JoinsSurnamesInitialsAndSpellings) {
  const std::vector<Row> rows = {
      {"Gen. Ashfaq Kayani spoke . | Ashfaq Parvez Kayani left . | Then Kayani returned .",
       "person Ashfaq Parvez Kayani PAK MIL: [Gen. Ashfaq Kayani] [Ashfaq Parvez Kayani] [Kayani] "
       "as Gen."},
      {"Donald J. Trump spoke . | Eric M. Trump left .",
       "person Donald J. Trump USA GOV: [Donald J. Trump]; person Eric M. Trump -: [Eric M. "
       "Trump]"},
      {"Mr. John Smith spoke . | Mrs. Jane Smith left .",
       "person John Smith -: [Mr. John Smith]; person Jane Smith -: [Mrs. Jane Smith]"},
      {"The International Security Assistance Force said so . | ISAF left .",
       "organisation International Security Assistance Force IGO MIL: "
       "[The International Security Assistance Force] [ISAF]"},
  };
  for (const Row& row : rows) EXPECT_EQ(entities(plain(row.text)), row.line) << row.text;
}

TEST(Names, KnowsTheBodiesOfStates) {
  const std::vector<Row> rows = {
      {"The Pakistani army left . | Pakistani troops left .", "pak.armed_forces pak.armed_forces"},
      {"Pakistan 's armed forces left . | Then Pakistan Army left .", "pak.armed_forces -"},
      {"24 Pakistani troops left .", "-"},
      {"The Ministry of Foreign Affairs of Ukraine said so .", "ukr.foreign_ministry -"},
      {"the Saudi Interior Ministry said so", "sau.interior_ministry"},
      {"South Korean police left", "kor.police"},
      {"US forces left .", "usa.military -"},
      {"the military left", "-"},
      {"Members of the Labour Party of Israel and the Israeli Labour Party left .",
       "- isr.labour -"},
  };
  for (const Row& row : rows) {
    const Treebank tree = plain(row.text);
    std::string actors;
    for (const Entity& entity : find_names(tree.page, tree.text, model()).entities)
      actors += (actors.empty() ? "" : " ") + (entity.actor.empty() ? "-" : entity.actor);
    EXPECT_EQ(actors, row.line) << row.text;
  }
}

TEST(Names, TellsPlacesFromPersonsAndBodies) {
  const Treebank tree = plain("Gen. John Allen met Gen. Kayani in Rawalpindi , Pakistan .");
  const Names names = find_names(tree.page, tree.text, model());
  std::string places;
  for (const Span place : names.places) places += "[" + std::string(tree.page.at(place)) + "]";
  EXPECT_EQ(places, "[Rawalpindi][Pakistan]");
}

constexpr std::string_view source_tree =
    "1 A a DET _ _ 4 det\n"
    "2 Pakistani Pakistani ADJ _ _ 4 amod\n"
    "3 army army NOUN _ _ 4 compound\n"
    "4 source source NOUN _ Number=Sing 5 nsubj\n"
    "5 spoke speak VERB _ _ 0 root\n"
    "6 . . PUNCT _ _ 5 punct\n"
    "\n"
    "1 Kayani Kayani PROPN _ Number=Sing 2 nsubj _ Name=B-person\n"
    "2 urged urge VERB _ _ 0 root\n"
    "3 NATO NATO PROPN _ Number=Sing 2 obj\n"
    "4 , , PUNCT _ _ 2 punct\n"
    "5 said say VERB _ _ 2 parataxis\n"
    "6 the the DET _ _ 7 det\n"
    "7 source source NOUN _ Number=Sing 5 nsubj\n"
    "8 , , PUNCT _ _ 7 punct\n"
    "9 who who PRON _ PronType=Rel 10 nsubj\n"
    "10 left leave VERB _ _ 7 acl:relcl\n"
    "11 . . PUNCT _ _ 2 punct\n";

TEST(Names, KnowsTheSourceAgain) {
  const Treebank tree = read_conllu(source_tree);
  EXPECT_EQ(entities(tree),
            "anonymous Pakistani army source PAK MIL: [A Pakistani army source] [the source]; "
            "person Kayani -: [Kayani]; organisation NATO IGO MIL: [NATO]");
}

TEST(Names, GivesTheNounOfARelativePronoun) {
  const Treebank tree = read_conllu(source_tree);
  const Names names = find_names(tree.page, tree.text, model());
  EXPECT_EQ(names.entity_of(Id<Token>{14}), names.entity_of(Id<Token>{12}));
  EXPECT_EQ(names.entity_of(Id<Token>{14}).value, 0U);
  EXPECT_TRUE(names.entity_of(Id<Token>{4}).none());
}

TEST(Names, JoinsAppositionsAndPronouns) {
  const Treebank tree = read_conllu(
      "1 The the DET _ _ 2 det\n"
      "2 head head NOUN _ Number=Sing 12 nsubj\n"
      "3 of of ADP _ _ 7 case\n"
      "4 Pakistan Pakistan PROPN _ _ 7 nmod:poss\n"
      "5 's 's PART _ _ 4 case\n"
      "6 intelligence intelligence NOUN _ _ 7 compound\n"
      "7 services service NOUN _ Number=Plur 2 nmod\n"
      "8 , , PUNCT _ _ 10 punct\n"
      "9 General General PROPN _ _ 10 nmod:desc\n"
      "10 Zahirul Zahirul PROPN _ _ 7 appos\n"
      "11 Islam Islam PROPN _ _ 10 flat\n"
      "12 left leave VERB _ _ 0 root\n"
      "13 . . PUNCT _ _ 12 punct\n"
      "\n"
      "1 He he PRON _ _ 2 nsubj\n"
      "2 thanked thank VERB _ _ 0 root\n"
      "3 himself himself PRON _ _ 2 obj\n");
  EXPECT_EQ(entities(tree),
            "person Zahirul Islam PAK MIL SPY: [The head of Pakistan 's intelligence services] "
            "[General Zahirul Islam] [He] [himself] as head of Pakistan 's intelligence services; "
            "organisation Pakistan 's intelligence services PAK SPY: "
            "[Pakistan 's intelligence services]; country Pakistan PAK: [Pakistan]");
}

TEST(Names, LetsACapitalActForItsState) {
  const Treebank tree = read_conllu(
      "1 Islamabad Islamabad PROPN _ _ 2 nsubj\n"
      "2 closed close VERB _ _ 0 root\n"
      "3 the the DET _ _ 4 det\n"
      "4 routes route NOUN _ _ 2 obj\n"
      "5 in in ADP _ _ 6 case\n"
      "6 Kabul Kabul PROPN _ _ 2 obl\n");
  const Names names = find_names(tree.page, tree.text, model());
  EXPECT_EQ(print(tree.page, names), "country Pakistan PAK: [Islamabad]");
  EXPECT_EQ(names.places.size(), 2U);
  EXPECT_NE(names.entities[0].rule.find("capital"), std::string::npos);
}

TEST(Names, KeepsReadersPronounsOutOfTheArticle) {
  Treebank tree = read_conllu(
      "1 Kayani Kayani PROPN _ _ 2 nsubj _ Name=B-person\n"
      "2 left leave VERB _ _ 0 root\n"
      "\n"
      "# newpar\n"
      "1 Osama Osama PROPN _ _ 2 nsubj\n"
      "2 hid hide VERB _ _ 0 root\n"
      "\n"
      "1 He he PRON _ _ 2 nsubj\n"
      "2 left leave VERB _ _ 0 root\n"
      "\n"
      "1 Kayani Kayani PROPN _ _ 2 nsubj _ Name=B-person\n"
      "2 knew know VERB _ _ 0 root\n");
  ASSERT_EQ(tree.page.blocks.size(), 2U);
  tree.page.blocks[1].kind = BlockKind::comment;
  tree.page.blocks[1].comment = Id<Comment>{0};
  Comment comment;
  comment.body = {tree.page.blocks[1].span};
  tree.page.comments = {comment};
  EXPECT_EQ(entities(tree),
            "person Kayani -: [Kayani] [Kayani]; "
            "person Osama bin Laden - REB: [Osama] [He]");
  tree.page.blocks[1].kind = BlockKind::furniture;
  EXPECT_EQ(entities(tree), "person Kayani -: [Kayani]");
}

TEST(Names, TakesAnyWordsAndNestsItsMentions) {
  std::string words;
  for (int i = 0; i < 400; ++i)
    words += i % 7 == 0   ? "Gen. "
             : i % 5 == 0 ? "U.S. "
             : i % 3 == 0 ? "' "
             : i % 2 == 0 ? "the army of "
                          : "\xff\xfe\xC3 ";
  const Treebank tree = plain(words);
  const Names names = find_names(tree.page, tree.text, model());
  for (std::size_t i = 0; i < names.mentions.size(); ++i)
    for (std::size_t k = i + 1; k < names.mentions.size(); ++k) {
      const Span a = names.mentions[i].span, b = names.mentions[k].span;
      EXPECT_TRUE(!a.overlaps(b) || a.contains(b)) << i << " crosses " << k;
    }
}

}  // namespace
}  // namespace sitrep
