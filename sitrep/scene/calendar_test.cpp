#include "sitrep/scene/calendar.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

TEST(Calendar, DayNumbersAndDaysAreInverse) {
  for (std::int64_t number = -900000; number <= 900000; number += 37)
    EXPECT_EQ(day_number(day_of(number)), number);
  EXPECT_EQ(day_number({1970, 1, 1}), 0);
}

TEST(Calendar, KnowsWeekdays) {
  EXPECT_EQ(weekday_of(day_number({2012, 6, 27})), 3);
  EXPECT_EQ(weekday_of(day_number({2012, 8, 2})), 4);
  EXPECT_EQ(weekday_of(day_number({1865, 4, 9})), 7);
}

TEST(Calendar, WritesEachGrainAsTimex) {
  const Day day{2012, 6, 27};
  EXPECT_EQ(timex(day, Grain::day), "2012-06-27");
  EXPECT_EQ(timex(day, Grain::week), "2012-W26");
  EXPECT_EQ(timex(day, Grain::month), "2012-06");
  EXPECT_EQ(timex(day, Grain::season), "2012-SU");
  EXPECT_EQ(timex(day, Grain::quarter), "2012-Q2");
  EXPECT_EQ(timex(day, Grain::half), "2012-H1");
  EXPECT_EQ(timex(day, Grain::year), "2012");
  EXPECT_EQ(timex(day, Grain::decade), "201");
  EXPECT_EQ(timex(day, Grain::century), "20");
  EXPECT_EQ(timex({-489, 9, 1}, Grain::month), "BC0490-09");
}

TEST(Calendar, WeeksAtTheTurnOfTheYearBelongToTheYearOfTheirThursday) {
  EXPECT_EQ(timex({2010, 1, 3}, Grain::week), "2009-W53");
  EXPECT_EQ(timex({2012, 12, 31}, Grain::week), "2013-W01");
}

TEST(Calendar, MovesByMonthsWithinTheMonth) {
  EXPECT_EQ(add_months({2012, 3, 31}, -1), (Day{2012, 2, 29}));
  EXPECT_EQ(add_months({2012, 1, 15}, -13), (Day{2010, 12, 15}));
}

TEST(Calendar, FindsMovingFeasts) {
  EXPECT_EQ(easter_of(2012), (Day{2012, 4, 8}));
  EXPECT_EQ(weekday_in_month(2012, 11, 4, 4), (Day{2012, 11, 22}));  // Thanksgiving
  EXPECT_EQ(weekday_in_month(2012, 5, 1, -1), (Day{2012, 5, 28}));   // Memorial Day
}

TEST(Calendar, ReadsOnlyRealDates) {
  EXPECT_EQ(parse_day("2012-06-27T13:10-04:00"), (Day{2012, 6, 27}));
  EXPECT_EQ(parse_day("2012-06"), (Day{2012, 6, 1}));
  EXPECT_FALSE(parse_day("2012-02-30"));
  EXPECT_FALSE(parse_day("June 2012"));
  EXPECT_FALSE(parse_day(""));
}

}  // namespace
}  // namespace sitrep
