#include "sitrep/base/table.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Table, ReadsCellsByColumnName) {
  const auto table = Table::parse("# what it is\nword\tact\n\nsay\tsay\r\n deny \tdeny\nask\n",
                                  "verbs.tsv", {"word"});
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table->rows().size(), 3u);
  EXPECT_EQ(table->cell(table->rows()[1], "word"), "deny");
  EXPECT_EQ(table->cell(table->rows()[2], "act"), "");
  EXPECT_EQ(table->cell(table->rows()[0], "no such column"), "");
  EXPECT_EQ(table->rows()[2].line, 6u);
}

TEST(Table, SaysWhereItIsBroken) {
  const auto wide = Table::parse("word\nsay\tsay\n", "verbs.tsv", {});
  ASSERT_FALSE(wide.ok());
  EXPECT_EQ(wide.error().message(), "verbs.tsv: line 2 has 2 cells, the header names 1");
  EXPECT_EQ(Table::parse("word\n", "verbs.tsv", {"act"}).error().reason, "has no column 'act'");
  EXPECT_EQ(Table::parse("word\n\xE9t\n", "verbs.tsv", {}).error().reason, "is not UTF-8");
  EXPECT_TRUE(Table::parse("\xEF\xBB\xBFword\n", "verbs.tsv", {"word"}).ok());
  EXPECT_EQ(Table::read("/no/such/table.tsv", {}).error().kind, ErrorKind::not_found);
}

TEST(Values, SplitsAtBarsAndTrims) {
  EXPECT_EQ(values("a| b ||c"), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(values("").empty());
}

}  // namespace
}  // namespace sitrep
