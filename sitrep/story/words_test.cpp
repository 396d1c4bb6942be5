#include "sitrep/story/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Words, StemsMeetAcrossEndings) {
  const char* const rows[][2] = {
      {"attacks", "attack"}, {"attacked", "attack"},   {"attacking", "attack"},
      {"stopped", "stop"},   {"killing", "kill"},      {"passes", "pass"},
      {"press", "press"},    {"countries", "country"}, {"closed", "clos"},
      {"close", "clos"},     {"ring", "ring"},         {"bed", "bed"},
      {"talks", "talk"},     {"gas", "gas"},
  };
  for (const auto& [word, expected] : rows) EXPECT_EQ(stem(word), expected) << word;
}

TEST(Words, TellNamesAndWordsOfGrammar) {
  std::string line;
  for (const Word& word : words_of_text("The army\nThe General said 24 died in Ra\u00edz"))
    line += fmt::format("{}{}{} ", word.stem, word.is_name ? "/name" : "",
                        word.is_function ? "/function" : "");
  EXPECT_EQ(line,
            "the/function army the/function general/name said/function 24 died in/function "
            "raiz/name ");
}

TEST(Words, OverlapIsOfWhatEitherHas) {
  EXPECT_DOUBLE_EQ(overlap_of({1, 2, 3}, {2, 3, 4}), 0.5);
  EXPECT_DOUBLE_EQ(overlap_of({}, {}), 0);
  EXPECT_DOUBLE_EQ(overlap_of({1}, {1}), 1);
}

}  // namespace
}  // namespace sitrep
