#include "sitrep/claims/model.h"

#include <gtest/gtest.h>

#include "sitrep/claims/sample.h"

namespace sitrep {
namespace {

TEST(ClaimsModel, TheLexiconHasNoProblems) {
  for (const LexiconProblem& problem : sample::model().problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << ": " << problem.message;
}

TEST(ClaimsModel, WordsCarryActFramesAndValues) {
  const ClaimWord* found = sample::model().find("deny");
  ASSERT_NE(found, nullptr);
  ASSERT_GE(found->verb, 0);
  const ReportingWord& deny = sample::model().reporting(found->verb);
  EXPECT_EQ(deny.act, "deny");
  EXPECT_TRUE(deny.takes(Frame::clause));
  EXPECT_FALSE(deny.takes(Frame::hearer));
  EXPECT_EQ(deny.complement, -sure);
  EXPECT_EQ(sample::model().find("a word that nobody lists"), nullptr);
}

TEST(ClaimsModel, AMissingFolderIsAnErrorWithItsPath) {
  const Result<ClaimsModel> model = ClaimsModel::load("/no/such/home");
  ASSERT_FALSE(model.ok());
  EXPECT_NE(model.error().message().find("/no/such/home"), std::string::npos);
}

}  // namespace
}  // namespace sitrep
