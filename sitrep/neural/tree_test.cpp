#include "sitrep/neural/tree.h"

#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace sitrep {
namespace {

double sum_of(const std::vector<float>& scores, const std::vector<std::int32_t>& heads) {
  double sum = 0;
  for (std::size_t i = 0; i < heads.size(); ++i)
    sum += scores[static_cast<std::size_t>(heads[i]) * heads.size() + i];
  return sum;
}

/// The best of all assignments of heads that are trees.
double best_by_trying(const std::vector<float>& scores, std::size_t count) {
  std::vector<std::int32_t> heads(count, 0);
  double best = -std::numeric_limits<double>::infinity();
  for (;;) {
    if (is_tree(heads)) best = std::max(best, sum_of(scores, heads));
    std::size_t at = 0;
    while (at < count && heads[at] == static_cast<std::int32_t>(count)) heads[at++] = 0;
    if (at == count) return best;
    ++heads[at];
  }
}

TEST(Tree, IsTheBestOfAllTrees) {
  std::mt19937 chance(3);
  TreeScratch scratch;
  for (std::size_t count = 1; count <= 5; ++count)
    for (int round = 0; round < 60; ++round) {
      std::vector<float> scores((count + 1) * count);
      for (float& score : scores) score = std::uniform_real_distribution<float>(-9, 9)(chance);
      std::vector<std::int32_t> heads(count);
      best_tree(scores, count, scratch, heads);
      EXPECT_TRUE(is_tree(heads));
      EXPECT_NEAR(sum_of(scores, heads), best_by_trying(scores, count), 1e-4);
    }
}

TEST(Tree, LongSentencesAndEqualScoresGiveATree) {
  TreeScratch scratch;
  for (const std::size_t count : {1u, 2u, 50u, 320u}) {
    std::vector<float> scores((count + 1) * count, 1.5F);
    std::vector<std::int32_t> heads(count);
    best_tree(scores, count, scratch, heads);
    EXPECT_TRUE(is_tree(heads)) << count;
  }
  std::mt19937 chance(5);
  std::vector<float> scores(321 * 320);
  for (float& score : scores) score = std::uniform_real_distribution<float>(-99, 99)(chance);
  std::vector<std::int32_t> heads(320);
  best_tree(scores, 320, scratch, heads);
  EXPECT_TRUE(is_tree(heads));
}

TEST(Tree, KnowsWhatIsATree) {
  const auto is = [](std::vector<std::int32_t> heads) { return is_tree(heads); };
  EXPECT_TRUE(is({0}));
  EXPECT_TRUE(is({2, 0, 2}));
  EXPECT_TRUE(is({0, 1, 2, 3}));
  EXPECT_FALSE(is({0, 0}));        // two roots
  EXPECT_FALSE(is({2, 1}));        // no root
  EXPECT_FALSE(is({1, 0}));        // its own head
  EXPECT_FALSE(is({0, 3, 4, 2}));  // a cycle beside the tree
}

}  // namespace
}  // namespace sitrep
