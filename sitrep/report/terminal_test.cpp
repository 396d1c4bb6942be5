#include "sitrep/report/terminal.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Terminal, APageCannotSteerTheTerminal) {
  EXPECT_EQ(printable("a\033[2Jb\x9B\r\n"), "a\xEF\xBF\xBD[2Jb\xEF\xBF\xBD\xEF\xBF\xBD\n");
  EXPECT_EQ(one_line("  a\r\n\t b\x07 "), "a b\xEF\xBF\xBD");
}

TEST(Terminal, CountsColumnsNotBytes) {
  EXPECT_EQ(columns_of("abc"), 3u);
  EXPECT_EQ(columns_of("Nju\xC3\xA9"), 4u);
  EXPECT_EQ(columns_of("e\xCC\x81"), 1u);
  EXPECT_EQ(columns_of("\xE5\x8C\x97\xE4\xBA\xAC"), 4u);
  EXPECT_EQ(columns_of("\033[1;4mmet\033[0m"), 3u);
}

TEST(Terminal, BreaksLinesAtSpaces) {
  EXPECT_EQ(wrapped("one two three", 0, 2, 7), "one two\n  three\n");
  EXPECT_EQ(wrapped("averylongword ab", 2, 4, 8), "  averylongword\n    ab\n");
  EXPECT_EQ(wrapped("", 2, 4, 8), "  \n");
}

}  // namespace
}  // namespace sitrep
