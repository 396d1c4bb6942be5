#include "sitrep/text/closing_cue.h"

#include <gtest/gtest.h>

#include "sitrep/text/conllu.h"

namespace sitrep {
namespace {

/// The heads of a sentence after mending, "word<relation-head".
std::string mended(const std::string& conllu) {
  static const Result<ClosingCues> cues = ClosingCues::load(SITREP_SOURCE_DIR);
  EXPECT_TRUE(cues.ok());
  Treebank read = read_conllu(conllu);
  Text& text = read.text;
  for (const Sentence& sentence : text.sentences) cues->mend(text, sentence);
  std::string line;
  for (const Token& token : text.tokens)
    line += (line.empty() ? "" : " ") + std::string(read.page.at(token.span)) + "<" +
            std::string(word(token.relation)) +
            (token.head.none() ? "" : "-" + std::string(read.page.at(text[token.head].span)));
  return line;
}

TEST(ClosingCue, TakesItsSpeakerFromTheVerbBefore) {
  EXPECT_EQ(mended("1 Guards guard NOUN _ _ 2 nsubj _ _\n"
                   "2 killed kill VERB _ _ 0 root _ _\n"
                   "3 nine nine NUM _ _ 2 obj _ _\n"
                   "4 , , PUNCT _ _ 2 punct _ _\n"
                   "5 officials official NOUN _ _ 2 nsubj _ _\n"
                   "6 there there ADV _ _ 5 advmod _ _\n"
                   "7 said say VERB _ _ 2 conj _ _\n"
                   "8 . . PUNCT _ _ 2 punct _ _\n"),
            "Guards<nsubj-killed killed<root nine<obj-killed ,<punct-killed officials<nsubj-said "
            "there<advmod-officials said<parataxis-killed .<punct-killed");
}

TEST(ClosingCue, IsLiftedAboveASpeakerThatItHangsOn) {
  EXPECT_EQ(mended("1 Guards guard NOUN _ _ 2 nsubj _ _\n"
                   "2 left leave VERB _ _ 4 advcl _ _\n"
                   "3 , , PUNCT _ _ 4 punct _ _\n"
                   "4 officials official NOUN _ _ 0 root _ _\n"
                   "5 said say VERB _ _ 4 acl _ _\n"
                   "6 . . PUNCT _ _ 4 punct _ _\n"),
            "Guards<nsubj-left left<ccomp-said ,<punct-said officials<nsubj-said said<root "
            ".<punct-said");
}

TEST(ClosingCue, LeavesOtherSentencesAlone) {
  EXPECT_EQ(mended("1 He he PRON _ _ 2 nsubj _ _\n"
                   "2 left leave VERB _ _ 0 root _ _\n"
                   "3 , , PUNCT _ _ 5 punct _ _\n"
                   "4 she she PRON _ _ 5 nsubj _ _\n"
                   "5 stayed stay VERB _ _ 2 conj _ _\n"),
            "He<nsubj-left left<root ,<punct-stayed she<nsubj-stayed stayed<conj-left");
}

}  // namespace
}  // namespace sitrep
