#include <gtest/gtest.h>

#include <cstdlib>

#include "sitrep/scene/find_times.h"
#include "sitrep/scene/model.h"

namespace sitrep {
namespace {

const TimeGrammar& grammar() {
  static const Result<TimeGrammar> loaded =
      TimeGrammar::load(std::filesystem::path(SITREP_SOURCE_DIR) / "lexicon" / "scene");
  return loaded.value();
}

/// "words=value" of each time, with its kind where it is no date.
std::string printed(const Page& page, const std::vector<Time>& times) {
  std::string line;
  for (const Time& time : times) {
    if (!line.empty()) line += "; ";
    line += std::string(page.at(time.span)) + "=" + time.value;
    if (time.kind != TimeKind::date) line += " " + std::string(word(time.kind));
  }
  return line;
}

Page page_of(std::string text, std::string published) {
  Page page;
  page.text = std::move(text);
  page.published.value = std::move(published);
  Block block;
  block.span = {0, static_cast<std::uint32_t>(page.text.size())};
  page.blocks.push_back(block);
  return page;
}

struct Row {
  const char* published;
  const char* text;
  const char* times;
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    const Page page = page_of(row.text, row.published);
    EXPECT_EQ(printed(page, find_times(page, Text(), grammar())), row.times) << row.text;
  }
}

TEST(Times, ReckonsReportsThatLookBackFromTheirOwnDay) {
  expect_rows({
      {"1999-03-12",
       "founded in 1949, it took in Greece in 1952, Germany in 1955 and Spain in 1982, after 1948 "
       "and 1956. On Friday he said so. Ministers met Friday in Prague. Ten years ago they did "
       "not, "
       "he said Friday.",
       "1949=1949; 1952=1952; 1955=1955; 1982=1982; 1948=1948; 1956=1956; Friday=1999-03-12; "
       "Friday=1999-03-12; Ten years ago=1989; Friday=1999-03-12"},
      {"2023-12-22",
       "Pleaded guilty Friday, the court said, to the killing of July 2021. He was held in January "
       "2022, tried in October 2021, moved in 2021 and 2020, and freed in 2019 and 2018. This week "
       "another was sentenced. At Friday's hearing he wept.",
       "Friday=2023-12-22; July 2021=2021-07; January 2022=2022-01; October 2021=2021-10; "
       "2021=2021; 2020=2020; 2019=2019; 2018=2018; This week=2023-W51; Friday=2023-12-22"},
      {"2000-04-03", "The group said it might come as early as Tuesday.", "Tuesday=2000-04-04"},
      {"2000-01-07", "They said they would look for ways to get around Wednesday's ruling.",
       "Wednesday=2000-01-05"},
  });
}

TEST(Times, ReadsDatesInEveryWrittenForm) {
  expect_rows({
      {"2012-08-03", "in Rawalpindi, August 2, 2012.", "August 2, 2012=2012-08-02"},
      {"2012-08-03", "on June 27th, 2012 in", "June 27th, 2012=2012-06-27"},
      {"2012-08-03", "on the 2nd of August 2012", "the 2nd of August 2012=2012-08-02"},
      {"2012-08-03", "on 2 August 2012, Thursday", "2 August 2012=2012-08-02; Thursday=2012-08-02"},
      {"2012-08-03", "dated 2012-08-02 and 8/1/2012", "2012-08-02=2012-08-02; 8/1/2012=2012-08-01"},
      {"2012-08-03", "from 27/7/2012 on", "27/7/2012=2012-07-27"},
      {"2012-08-03", "on Thursday, Aug. 2, he", "Thursday, Aug. 2=2012-08-02"},
      {"2012-08-03", "since November 2011", "November 2011=2011-11"},
      {"2012-08-03", "in 1999 and '98", "1999=1999; '98=1998"},
      {"2012-08-03", "in nineteen ninety-six", "nineteen ninety-six=1996"},
      {"2012-08-03", "the battle of 490 BC", "490 BC=BC0490"},
      {"2012-08-03", "the 1980s and the nineties", "the 1980s=198; the nineties=199"},
      {"2012-08-03", "the 19th century", "the 19th century=18"},
  });
}

TEST(Times, DatesWithoutYearTakeTheNearestUnlessTheTenseSaysOtherwise) {
  expect_rows({
      {"2000-02-16", "was rescued on Nov. 25", "Nov. 25=1999-11-25"},
      {"1989-10-26", "will succeed him Feb. 1", "Feb. 1=1990-02-01"},
      {"2012-08-03", "killed 24 troops last November", "last November=2011-11"},
      {"2012-08-03", "It agreed in June to", "June=2012-06"},
      {"2012-08-03", "talks in October were held", "October=2011-10"},
      {"2012-08-03", "talks will begin in October", "October=2012-10"},
      {"", "on June 27", "June 27=XXXX-06-27"},
  });
}

TEST(Times, WeekdaysLookBackAndTheDayItselfCounts) {
  expect_rows({
      {"2012-06-27T13:10-04:00", "a source said Wednesday", "Wednesday=2012-06-27"},
      {"2012-06-27", "a source said Thursday", "Thursday=2012-06-21"},
      {"2012-06-27", "the talks will open Thursday", "Thursday=2012-06-28"},
      {"2012-06-27", "he left last Wednesday", "last Wednesday=2012-06-20"},
      {"2012-06-27", "next Monday", "next Monday=2012-07-02"},
      {"2012-06-27", "every Friday", "every Friday=XXXX-WXX-5 set"},
      {"", "he said Thursday", "Thursday=XXXX-WXX-4"},
  });
}

TEST(Times, ReckonsFromThePublication) {
  expect_rows({
      {"2012-08-03", "yesterday, today and tomorrow",
       "yesterday=2012-08-02; today=2012-08-03; tomorrow=2012-08-04"},
      {"2012-08-03", "last year, this month, next week",
       "last year=2011; this month=2012-08; next week=2012-W32"},
      {"2012-08-03", "two weeks ago", "two weeks ago=2012-W29"},
      {"2012-08-03", "10 days ago and three years ago",
       "10 days ago=2012-07-24; three years ago=2009"},
      {"2012-08-03", "this morning and last night",
       "this morning=2012-08-03TMO time; last night=2012-08-02TNI time"},
      {"2012-08-03", "early next year", "early next year=2013"},
      {"2012-08-03", "over the weekend", "the weekend=2012-W31-WE"},
  });
}

TEST(Times, ThePassageIsTheAnchorOfWhatFollowsIt) {
  expect_rows({
      {"2012-08-03", "On May 2, 2011 he died. The next day",
       "May 2, 2011=2011-05-02; The next day=2011-05-03"},
      {"2012-08-03", "On 2 May 2011 he fled; two days later he",
       "2 May 2011=2011-05-02; two days later=2011-05-04"},
      {"2012-08-03", "born on May 2, 2011. That month",
       "May 2, 2011=2011-05-02; That month=2011-05"},
  });
}

TEST(Times, HistoriesHangTheirDatesOnTheYearsTheyName) {
  const Page page = page_of(
      "War came in 1939. France fell in 1940, Russia held in 1941. In 1942 the tide turned, in "
      "1943 "
      "Italy left, and in 1944, on June 6, they landed. In August Paris was free.",
      "2009-12-19");
  EXPECT_EQ(printed(page, find_times(page, Text(), grammar())),
            "1939=1939; 1940=1940; 1941=1941; 1942=1942; 1943=1943; 1944=1944; June 6=1944-06-06; "
            "August=1944-08");
}

TEST(Times, ClockTimesTakeTheDayBesideThem) {
  expect_rows({
      {"2012-06-27", "at 9:07 pm on Tuesday", "9:07 pm on Tuesday=2012-06-26T21:07 time"},
      {"2012-06-27", "July 7, 2012 at 9:07 pm | Reply",
       "July 7, 2012 at 9:07 pm=2012-07-07T21:07 time"},
      {"2012-06-27", "01:10 PM ET", "01:10 PM ET=2012-06-27T13:10 time"},
      {"2012-06-27", "at noon Saturday", "noon Saturday=2012-06-23T12:00 time"},
      {"2012-06-27", "Saturday night", "Saturday night=2012-06-23TNI time"},
      {"2012-06-27", "the night of 8 February 1904",
       "the night of 8 February 1904=1904-02-08TNI time"},
      {"2012-06-27", "at 12:30 a.m.", "12:30 a.m.=2012-06-27T00:30 time"},
      {"2012-06-27", "a 3:16 ratio", ""},
  });
}

TEST(Times, DurationsSetsAndRatesAreNoDates) {
  expect_rows({
      {"2012-08-03", "for five hours", "five hours=PT5H duration"},
      {"2012-08-03", "a two-year sentence", "two-year=P2Y duration"},
      {"2012-08-03", "for more than 20 years", "more than 20 years=P20Y duration"},
      {"2012-08-03", "for twenty-four days", "twenty-four days=P24D duration"},
      {"2012-08-03", "for several months", "several months=PXM duration"},
      {"2012-08-03", "for so many years", "so many years=PXY duration"},
      {"2012-08-03", "cost $100 million a month", "a month=P1M set"},
      {"2012-08-03", "after a month of talks", "a month=P1M duration"},
      {"2012-08-03", "every day; daily", "every day=P1D set; daily=P1D set"},
  });
}

TEST(Times, VagueStaysVague) {
  expect_rows({
      {"2012-08-03", "has recently re-opened", "recently=PAST_REF"},
      {"2012-08-03", "is now at odds", "now=PRESENT_REF"},
      {"2012-08-03", "in the near future", "the near future=FUTURE_REF"},
      {"2012-08-03", "just a few weeks ago", "a few weeks ago=PAST_REF"},
  });
}

TEST(Times, PartsSeasonsQuartersAndHolidays) {
  expect_rows({
      {"2012-08-03", "leave by the end of 2014", "the end of 2014=2014"},
      {"2012-08-03", "in mid-July", "mid-July=2012-07"},
      {"2012-08-03", "in the spring of 1863", "the spring of 1863=1863-SP"},
      {"2012-08-03", "last summer", "last summer=2011-SU"},
      {"1989-10-26", "third-quarter profit", "third-quarter=1989-Q3"},
      {"1998-02-06", "in the fourth quarter", "the fourth quarter=1997-Q4"},
      {"2012-08-03", "before Christmas 2011", "Christmas 2011=2011-12-25"},
      {"1999-12-20", "on Thanksgiving Day they", "Thanksgiving Day=1999-11-25"},
      {"2012-08-03", "Easter Sunday", "Easter Sunday=2012-04-08"},
  });
}

TEST(Times, LeavesAloneWhatOnlyLooksLikeATime) {
  expect_rows({
      {"2012-08-03", "a six-year-old boy", ""},
      {"2012-08-03", "He may march on", ""},
      {"2012-08-03", "a second man; three quarters of the men", ""},
      {"2012-08-03", "$1999 and 1,500 people", ""},
      {"2012-08-03", "the fall of Kabul", ""},
  });
}

TEST(Times, CommentsAreReadFromTheirOwnTime) {
  Page page = page_of("He left yesterday.", "2012-06-27");
  page.comments.emplace_back();
  page.comments[0].time = "2012-07-07T21:07";
  page.comments[0].body = {page.blocks[0].span};
  page.blocks[0].kind = BlockKind::comment;
  page.blocks[0].comment = Id<Comment>{0};
  const auto times = find_times(page, Text(), grammar());
  EXPECT_EQ(printed(page, times), "yesterday=2012-07-06");
  EXPECT_EQ(times[0].basis, "relative to the comment");
}

TEST(Times, SpansRiseAndAnyBytesGiveALayer) {
  std::string bytes;
  for (unsigned i = 0; i < 20000; ++i) bytes += static_cast<char>(i * 2654435761U >> 24);
  const Page page =
      page_of("1990 " + bytes + " '8 -- 12:3 1/ 99/99/9999 32nd of May -", "2012-06-27");
  std::uint32_t last = 0;
  for (const Time& time : find_times(page, Text(), grammar())) {
    EXPECT_LE(last, time.span.begin);
    EXPECT_LT(time.span.begin, time.span.end);
    EXPECT_LE(time.span.end, page.text.size());
    last = time.span.end;
  }
}

TEST(Times, TheLexiconHasNoContradictions) {
  for (const LexiconProblem& problem : grammar().problems())
    ADD_FAILURE() << problem.path << ":" << problem.line << " " << problem.message;
}

}  // namespace
}  // namespace sitrep
