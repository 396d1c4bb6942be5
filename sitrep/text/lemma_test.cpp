#include "sitrep/text/lemma.h"

#include <string>

#include <gtest/gtest.h>

#include "sitrep/text/character.h"

namespace sitrep {
namespace {

const Lemmatizer& lemmatizer() {
  static const Lemmatizer loaded = [] {
    Result<Lemmatizer> result = Lemmatizer::load(SITREP_SOURCE_DIR);
    EXPECT_TRUE(result) << result.error().message();
    return std::move(*result);
  }();
  return loaded;
}

struct Row {
  std::string_view surface;
  Tag tag;
  std::string_view features, lemma;
};

std::string lemma_of(const Row& row, bool begins_sentence = false, bool shouted = false) {
  std::string form, lemma;
  append_form(form, row.surface);
  lemmatizer().lemmatize({row.surface, form, row.features, row.tag, begins_sentence, shouted},
                         lemma);
  return lemma;
}

void expect(const std::vector<Row>& rows) {
  for (const Row& row : rows)
    EXPECT_EQ(lemma_of(row), row.lemma) << row.surface << " " << row.features;
}

constexpr std::string_view past = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";
constexpr std::string_view third = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
constexpr std::string_view present = "Tense=Pres|VerbForm=Part";

TEST(Lemma, verbs) {
  expect({
      {"met", Tag::VERB, past, "meet"},
      {"said", Tag::VERB, past, "say"},
      {"urged", Tag::VERB, past, "urge"},
      {"stopped", Tag::VERB, past, "stop"},
      {"killed", Tag::VERB, past, "kill"},
      {"visited", Tag::VERB, past, "visit"},
      {"decided", Tag::VERB, past, "decide"},
      {"denied", Tag::VERB, past, "deny"},
      {"agreed", Tag::VERB, past, "agree"},
      {"controlled", Tag::VERB, past, "control"},
      {"created", Tag::VERB, past, "create"},
      {"treated", Tag::VERB, past, "treat"},
      {"crossing", Tag::VERB, present, "cross"},
      {"fighting", Tag::VERB, present, "fight"},
      {"making", Tag::VERB, present, "make"},
      {"sitting", Tag::VERB, present, "sit"},
      {"dying", Tag::VERB, present, "die"},
      {"continues", Tag::VERB, third, "continue"},
      {"carries", Tag::VERB, third, "carry"},
      {"clashes", Tag::VERB, third, "clash"},
      {"need", Tag::VERB, "VerbForm=Inf", "need"},
      {"found", Tag::VERB, "VerbForm=Inf", "found"},
      {"n't", Tag::PART, "", "not"},
      {"'s", Tag::AUX, third, "be"},
      {"'s", Tag::PART, "", "'s"},
      {"ca", Tag::AUX, "", "can"},
  });
}

TEST(Lemma, nouns_and_names) {
  expect({
      {"talks", Tag::NOUN, "Number=Plur", "talk"},
      {"countries", Tag::NOUN, "Number=Plur", "country"},
      {"policemen", Tag::NOUN, "Number=Plur", "policeman"},
      {"crises", Tag::NOUN, "Number=Plur", "crisis"},
      {"houses", Tag::NOUN, "Number=Plur", "house"},
      {"viruses", Tag::NOUN, "Number=Plur", "virus"},
      {"clerics", Tag::NOUN, "Number=Plur", "cleric"},
      {"politics", Tag::NOUN, "Number=Plur", "politics"},
      {"gas", Tag::NOUN, "Number=Sing", "gas"},
      {"TVs", Tag::NOUN, "Number=Plur", "TV"},
      {"Americans", Tag::PROPN, "Number=Plur", "American"},
      {"Kayani", Tag::PROPN, "Number=Sing", "Kayani"},
      {"NATO", Tag::PROPN, "Number=Sing", "NATO"},
      {"Sept.", Tag::PROPN, "Number=Sing", "September"},
      {"canada", Tag::PROPN, "Number=Sing", "Canada"},
  });
}

TEST(Lemma, other_words) {
  expect({
      {"better", Tag::ADJ, "Degree=Cmp", "good"},
      {"larger", Tag::ADJ, "Degree=Cmp", "large"},
      {"biggest", Tag::ADJ, "Degree=Sup", "big"},
      {"easier", Tag::ADJ, "Degree=Cmp", "easy"},
      {"Afghan", Tag::ADJ, "Degree=Pos", "Afghan"},
      {"them", Tag::PRON, "Case=Acc", "they"},
      {"her", Tag::PRON, "Case=Acc", "she"},
      {"her", Tag::PRON, "Case=Gen|Poss=Yes", "her"},
      {"an", Tag::DET, "", "a"},
      {"200,000", Tag::NUM, "", "200000"},
      {"\xE2\x80\x9C", Tag::PUNCT, "", "\""},
  });
}

TEST(Lemma, capitals_at_the_beginning_say_nothing) {
  EXPECT_EQ(lemma_of({"Major", Tag::ADJ, "Degree=Pos", ""}, true), "major");
  EXPECT_EQ(lemma_of({"American", Tag::ADJ, "Degree=Pos", ""}, true), "American");
  EXPECT_EQ(lemma_of({"TROOPS", Tag::NOUN, "Number=Plur", ""}, false, true), "troop");
  EXPECT_EQ(lemma_of({"AFGHANISTAN", Tag::PROPN, "", ""}, false, true), "Afghanistan");
}

TEST(Lemma, words_without_a_tag_are_guessed) {
  expect({
      {"said", Tag::X, "", "say"},
      {"militants", Tag::X, "", "militant"},
      {"urged", Tag::X, "", "urge"},
      {"something", Tag::X, "", "something"},
      {"need", Tag::X, "", "need"},
      {"Kayani", Tag::X, "", "Kayani"},
      {"women", Tag::X, "", "woman"},
  });
}

TEST(Lemma, the_word_lists_do_not_contradict_themselves) {
  for (const LexiconProblem& problem : lemmatizer().problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << ": " << problem.message;
}

}  // namespace
}  // namespace sitrep
