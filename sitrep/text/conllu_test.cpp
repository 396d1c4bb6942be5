#include "sitrep/text/conllu.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

std::string print(const Treebank& tree) {
  std::string line;
  for (const Sentence& sentence : tree.text.sentences) {
    if (!line.empty()) line += " | ";
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
      const Token& token = tree.text.tokens[i];
      if (i > sentence.first.value) line += ' ';
      line += std::string(tree.page.at(token.span)) + "/" + std::string(word(token.tag)) + "/" +
              std::string(word(token.relation)) + "/";
      line += token.head.none() ? "-" : std::string(tree.page.at(tree.text[token.head].span));
    }
  }
  return line;
}

TEST(Conllu, gives_text_words_and_heads) {
  const Treebank tree = read_conllu(
      "1 Kayani Kayani PROPN _ Number=Sing 2 nsubj _ Name=B-person\n"
      "2-3 didn't _ _ _ _ _ _ _ _\n"
      "2 did do AUX _ Tense=Past 0 root\n"
      "3 n't not PART _ _ 2 advmod\n"
      "4 go go VERB _ _ 2 xcomp _ SpaceAfter=No\n"
      "5 . . PUNCT _ _ 2 punct\n"
      "\n"
      "# newpar\n"
      "1 He he PRON\n");
  EXPECT_EQ(tree.page.text, "Kayani didn't go.\n\nHe");
  EXPECT_EQ(print(tree),
            "Kayani/PROPN/nsubj/did did/AUX/root/- n't/PART/advmod/did go/VERB/xcomp/did "
            "./PUNCT/punct/did | He/PRON/dep/-");
  EXPECT_EQ(tree.page.blocks.size(), 2u);
  EXPECT_EQ(tree.page.at(tree.page.blocks[0].span), "Kayani didn't go.");
  EXPECT_EQ(tree.text.lemma({1}), "do");
  EXPECT_EQ(tree.text.form({0}), "kayani");
  EXPECT_EQ(tree.text.feature({1}, "Tense"), "Past");
  EXPECT_EQ(tree.text[{0}].name, NameClass::person);
  EXPECT_EQ(tree.text.child({1}, Relation::nsubj), Id<Token>{0});
}

TEST(Conllu, reads_tabs_and_leaves_out_what_is_not_a_word) {
  const Treebank tree = read_conllu(
      "# text = x\n1\tNew York\tNew York\tPROPN\t_\t_\t9\troot\t_\t_\n1.1\tempty\nnonsense\n");
  EXPECT_EQ(print(tree), "New York/PROPN/root/-");
  EXPECT_EQ(tree.text.notes.size(), 1u);
}

TEST(Conllu, gives_an_empty_layer_for_nothing) { EXPECT_EQ(print(read_conllu("")), ""); }

}  // namespace
}  // namespace sitrep
