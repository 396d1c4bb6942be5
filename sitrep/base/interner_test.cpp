#include "sitrep/base/interner.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Interner, GivesEqualStringsOneId) {
  Interner strings;
  const auto met = strings.add("met");
  EXPECT_EQ(strings.add("meet").value, 1u);
  EXPECT_EQ(strings.add("met"), met);
  EXPECT_EQ(strings.at(met), "met");
  EXPECT_TRUE(strings.find("talks").none());
  EXPECT_EQ(strings.at({}), "");
}

TEST(Interner, KeepsThousandsOfStringsThroughGrowth) {
  Interner strings;
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(strings.add(std::to_string(i)).value, i);
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(strings.find(std::to_string(i)).value, i);
  EXPECT_EQ(strings.size(), 5000u);
}

TEST(Interner, AddsAViewOfItself) {
  Interner strings;
  const auto first = strings.add("the whole string");
  const auto part = strings.add(strings.at(first).substr(4, 5));
  EXPECT_EQ(strings.at(part), "whole");
}

}  // namespace
}  // namespace sitrep
