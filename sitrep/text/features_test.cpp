#include "sitrep/text/features.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "sitrep/text/character.h"

namespace sitrep {
namespace {

std::string rows_of(std::string_view word) {
  constexpr std::array<std::size_t, affixes.size()> rows = {512, 2048, 8192, 512, 2048, 8192, 8192};
  std::string form, key;
  append_form(form, word);
  make_key(form, key);
  std::string line = fmt::format("{:016x}", hash_of(key));
  for (std::size_t i = 0; i < affixes.size(); ++i)
    line += fmt::format(" {}", row_of(hash_of(affix_of(key, affixes[i])), rows[i]));
  return line;
}

// The right side was printed by train/features.py.
TEST(Features, HashesAreThoseOfTheTrainer) {
  EXPECT_EQ(rows_of("Kayani"), "22da5ce41e946ff2 454 342 2017 104 975 3204 839");
  EXPECT_EQ(rows_of("the"), "56f5c9194461d57c 495 1782 7269 396 1137 7269 7269");
  EXPECT_EQ(rows_of("a"), "af63dc4c8601ec8c 192 192 4288 192 192 4288 4288");
  EXPECT_EQ(rows_of("2012"), "c2acd5f9ebc47f35 483 554 1375 483 554 1375 2764");
  EXPECT_EQ(rows_of("\u00FCber"), "a720359e11610baf 414 1517 7940 409 369 1007 5340");
  EXPECT_EQ(rows_of(""), "cbf29ce484222325 449 1985 8129 449 1985 8129 8129");
  EXPECT_EQ(rows_of("U.S."), "9088c9e5c0b053df 188 317 2322 253 1379 2319 6714");
}

std::string shape_of(std::string_view text) {
  std::string shape;
  append_shape(text, shape);
  return fmt::format("{} {}", shape, row_of(hash_of(shape), 1024));
}

TEST(Features, ShapesAreThoseOfTheTrainer) {
  EXPECT_EQ(shape_of("Kayani"), "Xxx 245");
  EXPECT_EQ(shape_of("NATO"), "XX 522");
  EXPECT_EQ(shape_of("2012"), "dd 18");
  EXPECT_EQ(shape_of("U.S."), "X.X. 281");
  EXPECT_EQ(shape_of("McDonald"), "XxXxx 522");
  EXPECT_EQ(shape_of("\u2019s"), "ox 117");
  EXPECT_EQ(shape_of("\u00DCb"), "Xx 938");
  EXPECT_EQ(shape_of("\u4EBA\u6C11"), "uu 760");
  EXPECT_EQ(shape_of("\U0001F600"), "o 242");
  EXPECT_EQ(shape_of("e-mail"), "x-xx 205");
  EXPECT_EQ(shape_of("..."), ".. 298");
  EXPECT_EQ(shape_of("$1,200"), "$d,dd 423");
  EXPECT_EQ(shape_of("X1y2Z3w4v5"), "XdxdXdxd 348");
}

TEST(Features, BytesThatAreNotUtf8HaveAShape) { EXPECT_EQ(shape_of("a\xFF\xFE\xFD!"), "xoo! 328"); }

}  // namespace
}  // namespace sitrep
