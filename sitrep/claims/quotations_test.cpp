#include "sitrep/claims/quotations.h"

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

/// Quotations of a page whose paragraphs are the lines of `text`: "[inner]", "+" where it goes on,
/// "!" where no mark closes it.
std::string quotations(const std::string& text) {
  Page page;
  page.text = text;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i <= text.size(); ++i)
    if (i == text.size() || text[i] == '\n') {
      if (i > begin) {
        Block block;
        block.span = {begin, i};
        page.blocks.push_back(block);
      }
      begin = i + 1;
    }
  std::string out;
  for (const Quotation& quotation : find_quotations(page)) {
    out += fmt::format("[{}]", page.at(quotation.inner));
    if (quotation.goes_on) out += "+";
    if (quotation.unclosed) out += "!";
  }
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Quotations, MarksOfAllKindsPair) {
  const Case cases[] = {
      {"\"We leave,\" he said.", "[We leave,]"},
      {"\xE2\x80\x9CWe leave,\xE2\x80\x9D he said.", "[We leave,]"},
      {"\"We leave,\xE2\x80\x9D he said.", "[We leave,]"},
      {"\xE2\x80\x9CWe leave,\" he said.", "[We leave,]"},
      {"``We leave,'' he said.", "[We leave,]"},
      {"\xC2\xABWe leave,\xC2\xBB he said.", "[We leave,]"},
      {"'We leave,' he said.", "[We leave,]"},
      {"\xE2\x80\x98We leave,\xE2\x80\x99 he said.", "[We leave,]"},
      {"He said: \"We leave.\" \"All of us.\"", "[We leave.][All of us.]"},
  };
  for (const Case& c : cases) EXPECT_EQ(quotations(c.text), c.expected) << c.text;
}

TEST(Quotations, ApostrophesAndInchesAreNoMarks) {
  const Case cases[] = {
      {"The soldiers' demands weren't met.", ""},
      {"It's the generals\xE2\x80\x99 war.", ""},
      {"The shell was 6\" wide.", ""},
      {"\"They don't want it,\" he said.", "[They don't want it,]"},
      {"\"He said 'go' and left,\" she said.", "[He said 'go' and left,]"},
  };
  for (const Case& c : cases) EXPECT_EQ(quotations(c.text), c.expected) << c.text;
}

TEST(Quotations, AMissingCloserCostsASentenceOrAParagraph) {
  const Case cases[] = {
      {"He called it \"a mistake. Others left.", "[a mistake.]!"},
      {"\"We leave. All of us.\n\"Nobody stays,\" he said.",
       "[We leave. All of us.]+![Nobody stays,]"},
      {"\"We leave. All of us.\nNobody stayed.", "[We leave. All of us.]!"},
      {"\"We leave \"now\" or never.", "[We leave]![now]"},
  };
  for (const Case& c : cases) EXPECT_EQ(quotations(c.text), c.expected) << c.text;
}

}  // namespace
}  // namespace sitrep
