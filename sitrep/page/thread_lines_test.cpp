#include "sitrep/page/testing.h"

namespace sitrep {
namespace {

const std::string article =
    "A headline of five words\n\nThe text of the article is one sentence long.\n\n";

TEST(ThreadLines, AuthorBodyTimeWithLinesLost) {
  const Page page = open_text(article +
                              "  3. CS\n\n    First body.\n\n"
                              "    July 7, 2012 at 9:07 pm | Reply\n"
                              "    June 28, 2012 at 2:39 pm | Reply\n"
                              "    Body without a head.\n\n"
                              "    June 28, 2012 at 5:01 am | Reply\n"
                              "    \xE2\x80\xA2 rk\n\n      An answer.\n\n"
                              "      June 28, 2012 at 12:04 pm | Reply\n"
                              "  27. StanCalif\n\n    Last body.\n\n"
                              "    June 27, 2012 at 10:11 pm | Reply\n");
  EXPECT_EQ(print_comments(page),
            "0 < - #3 [CS] [2012-07-07T21:07] \"First body.\" !numbers 1 to 2 missing\n"
            "1 < - [] [2012-06-28T14:39] !no author !no text !no number\n"
            "2 < - [] [2012-06-28T05:01] \"Body without a head.\" !no author !no number\n"
            "3 < 2 [rk] [2012-06-28T12:04] \"An answer.\" !parent uncertain\n"
            "4 < - #27 [StanCalif] [2012-06-27T22:11] \"Last body.\" !numbers 4 to 26 missing\n");
}

TEST(ThreadLines, AuthorTimeBodyAndReplies) {
  const Page page = open_text(article +
                              "2 Antworten\n"
                              "  1. Borchert sagt:\n    18. Oktober 2019 um 15:05 Uhr\n\n"
                              "    Erster Text.\n\n    Zweiter Absatz.\n\n    Antworten\n"
                              "    \xE2\x80\xA2 Moritz sagt:\n"
                              "      19. Oktober 2019 um 21:04 Uhr\n\n      Genau.\n\n"
                              "      Antworten\n"
                              "  2. Pingback: Another page\n"
                              "  3. Anna Post author says:\n    Ohne Zeit.\n\n"
                              "Schreibe einen Kommentar\n");
  EXPECT_EQ(print_comments(page),
            "0 < - #1 [Borchert] [2019-10-18T15:05] \"Erster Text.\" \"Zweiter Absatz.\"\n"
            "1 < 0 [Moritz] [2019-10-19T21:04] \"Genau.\"\n"
            "2 < - #3 [Anna] [] \"Ohne Zeit.\" !no time\n");
}

TEST(ThreadLines, HeadWithTimeAndTailWithAuthor) {
  const Page inline_heads =
      open_text(article +
                "9 Comments\n  1. Chris A. February 23, 2017 at 12:33 pm Reply\n\n    Good.\n"
                "    1. Megha M December 3, 2018 at 10:00 am Reply\n\n      Thank you all.\n");
  EXPECT_EQ(print_comments(inline_heads),
            "0 < - #1 [Chris A.] [2017-02-23T12:33] \"Good.\"\n"
            "1 < 0 #1 [Megha M] [2018-12-03T10:00] \"Thank you all.\"\n");
  const Page tails = open_text(article +
                               "2 Comments:\n\n  1. A short tip from me, it works.\n\n"
                               "    Tobsen \xC2\xB7 April 19, 2019\n\n"
                               "  2. Another one, it does not work.\n\n"
                               "    Markus \xC2\xB7 Mai 05, 2019\n");
  EXPECT_EQ(print_comments(tails),
            "0 < - #1 [Tobsen] [2019-04-19] \"A short tip from me, it works.\"\n"
            "1 < - #2 [Markus] [2019-05-05] \"Another one, it does not work.\"\n");
}

TEST(ThreadLines, PangeaForum) {
  const Page page = open_text(article +
                              "This forum has been closed.\n\n"
                              "by: Sam from: London\n\nJuly 02, 2012 06:30\n\nFirst remark.\n\n"
                              "In Response\n\nby: Eli from: Oslo\n\nJuly 02, 2012 07:45\n\n"
                              "An answer to it.\n");
  EXPECT_EQ(print_comments(page),
            "0 < - [Sam] [2012-07-02T06:30] \"First remark.\"\n"
            "1 < 0 [Eli] [2012-07-02T07:45] \"An answer to it.\"\n");
}

TEST(ThreadLines, FlatDumpsShowHeadsByTheirPlaceAlone) {
  const std::string flat =
      "A headline of five words\nThe text of the article is one sentence long.\n";
  const Page page =
      open_text(flat +
                "2 Comments\nJohn Scalzi\nDecember 18, 2025, 9:46 pm\nFirst text.\n"
                "Mike D.\nDecember 18, 2025, 9:59 pm\nSecond text.\nAnd more of it.\n");
  EXPECT_EQ(print_comments(page),
            "0 < - [John Scalzi] [2025-12-18T21:46] \"First text.\"\n"
            "1 < - [Mike D.] [2025-12-18T21:59] \"Second text.\" \"And more of it.\"\n");
  EXPECT_EQ(page.notes.back().message, "the dump keeps no indents: who answers whom is not known");
  EXPECT_EQ(print_comments(open_text(flat + "2 Comments\nann May 3, 2012 at 9:46 pm\nFirst.\n"
                                            "bob May 4, 2012 at 9:46 pm\nSecond.\n")),
            "0 < - [ann] [2012-05-03T21:46] \"First.\"\n"
            "1 < - [bob] [2012-05-04T21:46] \"Second.\"\n");
}

TEST(ThreadLines, LinesOfArticlesAreNoThread) {
  const std::string_view articles[] = {
      "Published June 27, 2012 1:10 PM\nUpdated June 28, 2012 2:00 PM\nThe talks went on.\n",
      "By Ana Lopes June 27, 2012 1:10 PM\nThe minister said:\nNo.\nThe general said:\nYes.\n",
      "Comments\n\nThe talks went on.\n\nReply\n\nShare\n",
      "The first talks\nMay 3, 2012 at 9:46 pm\nThe second talks\nMay 4, 2012 at 9:46 pm\n",
  };
  for (const std::string_view text : articles)
    EXPECT_EQ(print_comments(open_text(article + std::string(text))), "") << text;
}

TEST(ThreadLines, AListWithDatesIsNoThread) {
  const Page page = open_text(article +
                              "  \xE2\x80\xA2 A bridge is opened in the north\n"
                              "    26 April 2022\n"
                              "  \xE2\x80\xA2 Talks go on in the capital\n    27 April 2022\n");
  EXPECT_TRUE(page.comments.size() <= 2);
  const Page plain = open_text(article + "On July 7, 2012 at 9:07 pm he left the house.\n");
  EXPECT_TRUE(plain.comments.empty());
}

}  // namespace
}  // namespace sitrep
