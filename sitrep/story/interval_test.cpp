#include "sitrep/story/interval.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace sitrep {
namespace {

std::string printed(Interval interval) {
  const auto day = [](std::int32_t value) {
    if (value == Interval::open_begin || value == Interval::open_end) return std::string("..");
    return fmt::format("{}", value);
  };
  return day(interval.begin) + " " + day(interval.end);
}

struct Case {
  std::string_view value, days;
};

class IntervalTest : public testing::TestWithParam<Case> {};

TEST_P(IntervalTest, ReadsEdtf) {
  EXPECT_EQ(printed(interval_of(GetParam().value)), GetParam().days) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(
    Table, IntervalTest,
    testing::Values(Case{"1970-01-01", "0 0"}, Case{"1970-01-02T13:10-04:00", "1 1"},
                    Case{"2012-06-27", "15518 15518"}, Case{"1970-02", "31 58"},
                    Case{"1971", "365 729"}, Case{"1970-W01", "-3 3"},
                    Case{"2012-W26", "15516 15522"}, Case{"197X", "0 3651"}, Case{"197", "0 3651"},
                    Case{"../1970-01-02", ".. 1"}, Case{"1970-01-02/..", "1 .."},
                    Case{"1970-01-02/1970-01-05", "1 4"}, Case{"1970-01-05/1970-01-02", ".. .."},
                    Case{"", ".. .."}, Case{"PAST_REF", ".. .."}, Case{"XXXX-WXX-3", ".. .."},
                    Case{"1970-13", "0 364"}, Case{"1970-02-31", ".. .."},
                    Case{"1970-01-02~", "1 1"}, Case{"1970-SU", "0 364"}));

TEST(DaysApart, IsZeroWhereADayIsShared) {
  EXPECT_EQ(days_apart(interval_of("2012-06"), interval_of("2012-06-27")), 0);
  EXPECT_EQ(days_apart(interval_of("../2012-06-27"), interval_of("2012-08-02")), 36);
  EXPECT_EQ(days_apart(interval_of("2012-08-02"), interval_of("../2012-06-27")), 36);
  EXPECT_EQ(days_apart(interval_of(""), interval_of("2012-08-02")), 0);
}

}  // namespace
}  // namespace sitrep
