#include "sitrep/page/testing.h"

namespace sitrep {
namespace {

TEST(Dump, TellsThePartsOfANewsPageApart) {
  const Page page = open_text(
      "Skip to content\n\nBreaking News\n\nMinister Opens Bridge Over Northern River\n\n\n"
      "Minister Ana Lopes (L) cuts a ribbon with engineers in Porto Novo, May 3, 2012.\n"
      "Minister Ana Lopes (L) cuts a ribbon with engineers in Porto Novo, May 3, 2012.\n"
      "PORTO NOVO \xE2\x80\x94 The transport minister opened a bridge on Friday.\n\n"
      "She said that it would cut the way to the capital by two hours.\n\n"
      "The Bridge\n\nThe Bridge:\n\n"
      "  \xE2\x80\xA2 It is 900 metres long and carries two lanes\n"
      "  \xE2\x80\xA2 Its building cost 40 million dollars and took four years\n"
      "Farmers on the northern bank had waited for it for decades.\n"
      "  \xE2\x80\xA2 16x9 Image\n\n    Mary Bell\n\n"
      "    Mary Bell is a correspondent for Voice of America in the region.\n\nXS\nSM\n");
  EXPECT_EQ(print_blocks(page),
            "furniture: Skip to content\n"
            "furniture: Breaking News\n"
            "title: Minister Opens Bridge Over Northern River\n"
            "caption: Minister Ana Lopes (L) cuts a ribbon with engineers in Porto Novo, May 3, "
            "2012.\n"
            "caption: Minister Ana Lopes (L) cuts a ribbon with engineers in Porto Novo, May 3, "
            "2012. = 3\n"
            "dateline: PORTO NOVO\n"
            "paragraph: The transport minister opened a bridge on Friday.\n"
            "paragraph: She said that it would cut the way to the capital by two hours.\n"
            "fact_title: The Bridge\n"
            "fact_title: The Bridge:\n"
            "fact_item: It is 900 metres long and carries two lanes\n"
            "fact_item: Its building cost 40 million dollars and took four years\n"
            "paragraph: Farmers on the northern bank had waited for it for decades.\n"
            "furniture: 16x9 Image\n"
            "byline: Mary Bell\n"
            "author_bio: Mary Bell is a correspondent for Voice of America in the region.\n"
            "furniture: XS\n"
            "furniture: SM\n");
  EXPECT_EQ(print_facts(page),
            "Minister Opens Bridge Over Northern River | Mary Bell | 2012-05-04 (inferred from "
            "caption date and weekday) | Voice of America | PORTO NOVO");
}

TEST(Dump, ProseIsParagraphsAndNeverFurniture) {
  const std::string_view prose[] = {
      "The army attacked the village. Ten people died.",
      "He left.\n\nShe stayed.\n\nHome\n\nNobody knew why.",
      "A sentence without its full stop",
      "Share",
      "The minister said\nthat talks would go on\nuntil Friday.",
  };
  for (const std::string_view text : prose) {
    const Page page = open_text(std::string(text));
    std::size_t bytes = 0;
    for (const Block& block : page.blocks) {
      if (text.find("Home") == std::string_view::npos) {
        EXPECT_NE(block.kind, BlockKind::furniture) << text;
      }
      bytes += block.span.size();
    }
    EXPECT_GT(bytes, 0u) << text;
  }
}

TEST(Dump, FlatDumpOfAWholePage) {
  const std::string prose =
      "The transport minister opened a bridge in the north on Friday and spoke to a small crowd.\n"
      "She said that it would cut the way to the capital by two hours for all who live there.\n"
      "Farmers on the northern bank had waited for it for decades, as their fathers had.\n";
  const Page page = open_text(
      "Minister opens bridge | The Daily\nHome\nWorld\nSport\nMenu\nWatch this: a dog can sing.\n"
      "Search\nWeather\nCulture\nMinister opens bridge\nBy Ana Lopes\nJune 27, 2012\n" +
      prose +
      "Share\nMost read\nTen ways to sleep\nWhy do cats purr at night?\nAbout us\nContact\n"
      "Terms\nPrivacy\n");
  EXPECT_EQ(print_facts(page),
            "Minister opens bridge | Ana Lopes | 2012-06-27 (page header) |  | ");
  std::string body;
  for (const Block& block : page.blocks)
    if (block.kind == BlockKind::paragraph) body += std::string(page.at(block.span)) + "\n";
  EXPECT_EQ(body, prose);
}

TEST(Dump, JoinsLinesThatBreakAtAColumn) {
  const Page page = open_text(
      "The government said on Monday that it would send a second\n"
      "delegation to the border, where talks about the release of\n"
      "prisoners had stalled for more than a week.\n\n"
      "A spokesman for the other side said that nobody had been told\n"
      "of such a plan and that the talks would go on without them\n"
      "in any case.\n");
  ASSERT_EQ(page.blocks.size(), 2u);
  EXPECT_EQ(page.blocks[0].kind, BlockKind::paragraph);
  EXPECT_EQ(page.at(page.blocks[1].span).substr(0, 11), "A spokesman");
}

TEST(Dump, DatelineIsThePlaceInCapitalsBeforeADash) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"KABUL, Afghanistan (Reuters) - Two men were held.", "KABUL"},
      {"WASHINGTON \xE2\x80\x94 The president spoke.", "WASHINGTON"},
      {"Geneva (AFP) \xE2\x80\x93 Talks went on.", "Geneva"},
      {"NEW YORK -- Markets fell.", "NEW YORK"},
      {"The talks - long awaited - went on.", ""},
      {"NATO said no.", ""},
      {"A well-known man spoke.", ""},
  };
  for (const auto& [text, place] : rows) EXPECT_EQ(open_text(std::string(text)).dateline, place);
}

TEST(Dump, AnyBytesGiveBlocksThatRiseInsideThePage) {
  std::string noise = "  1. a says:\n\xFF\xFE\n\n\t\xE2\x80\xA2 \xE2\x80\xA2\n99999. x\n- \n";
  unsigned seed = 7;
  for (int round = 0; round < 200; ++round) {
    for (int i = 0; i < 40; ++i) {
      seed = seed * 1664525u + 1013904223u;
      noise += " \n.abR1\xC2\xA0:-\xE2\x80\xA2"[(seed >> 16) % 14];
    }
    const Page page = open_text(noise);
    std::uint32_t end = 0;
    for (const Block& block : page.blocks) {
      EXPECT_GE(block.span.begin, end);
      EXPECT_LT(block.span.begin, block.span.end);
      end = block.span.end;
    }
    EXPECT_LE(end, page.text.size());
  }
}

}  // namespace
}  // namespace sitrep
