#include "sitrep/base/unicode.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Decode, GivesCodePointsAndNeverReadsPastTheEnd) {
  struct {
    std::string_view bytes;
    char32_t value;
    std::uint32_t length;
  } const table[] = {
      {"a", 'a', 1},
      {"\xC3\xA9", 0xE9, 2},
      {"\xE2\x80\x99", 0x2019, 3},
      {"\xF0\x9F\x98\x80", 0x1F600, 4},
      {"", 0, 0},
      {"\xE2\x80", replacement, 1},          // cut off
      {"\xC0\x80", replacement, 1},          // overlong
      {"\xED\xA0\x80", replacement, 1},      // a surrogate
      {"\xF5\x80\x80\x80", replacement, 1},  // beyond Unicode
      {"\x80", replacement, 1},
  };
  for (const auto& row : table) {
    EXPECT_EQ(decode(row.bytes, 0).value, row.value) << row.bytes;
    EXPECT_EQ(decode(row.bytes, 0).length, row.length) << row.bytes;
  }
}

TEST(DecodeBefore, GoesBackOneCodePoint) {
  const std::string_view text = "a\xE2\x80\x99";
  EXPECT_EQ(decode_before(text, 4).value, char32_t{0x2019});
  EXPECT_EQ(decode_before(text, 1).value, char32_t{'a'});
  EXPECT_EQ(decode_before(text, 0).length, 0u);
  EXPECT_EQ(decode_before(text, 3).length, 1u);
}

TEST(Append, AndDecodeAreInverse) {
  for (const char32_t value : {0x24u, 0xA3u, 0x939u, 0x20ACu, 0x10348u}) {
    std::string text;
    append(text, value);
    EXPECT_EQ(decode(text, 0).value, value);
    EXPECT_EQ(decode(text, 0).length, text.size());
  }
}

TEST(Fold, BringsSpellingsTogether) {
  const std::pair<std::string_view, std::string_view> table[] = {
      {"Kayani", "kayani"},
      {"G\xC3\xA9n\xC3\xA9ral  M\xC3\xBCller\xE2\x80\x99s", "general muller's"},
      {"  two\n words ", "two words"},
      {"\xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x94 dash", "\"quoted\" - dash"},
      {"", ""},
  };
  for (const auto& [text, folded] : table) EXPECT_EQ(fold(text), folded);
}

TEST(Trim, KnowsNoBreakSpace) {
  EXPECT_EQ(trim("\xC2\xA0 told \t\n"), "told");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(IsUtf8, RefusesOtherEncodings) {
  EXPECT_TRUE(is_utf8("Valpara\xC3\xADso"));
  EXPECT_FALSE(is_utf8("Valpara\xEDso"));
}

}  // namespace
}  // namespace sitrep
