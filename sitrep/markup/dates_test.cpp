#include "sitrep/markup/dates.h"

#include <gtest/gtest.h>

namespace sitrep {
namespace {

const DateWords& words() {
  static const Result<DateWords> loaded =
      DateWords::load(std::filesystem::path(SITREP_SOURCE_DIR) / "lexicon/page/dates.tsv");
  EXPECT_TRUE(loaded.ok());
  return *loaded;
}

struct Row {
  std::string_view text, value, found;
};

TEST(Dates, ReadsTheFormsThatPagesPrint) {
  const Row rows[] = {
      {"June 27th, 2012", "2012-06-27", "June 27th, 2012"},
      {"July 7, 2012 at 9:07 pm | Reply", "2012-07-07T21:07", "July 7, 2012 at 9:07 pm"},
      {"Posted 27 June 2012", "2012-06-27", "27 June 2012"},
      {"Wednesday, June 27, 2012 1:10 PM EDT", "2012-06-27T13:10-04:00",
       "Wednesday, June 27, 2012 1:10 PM EDT"},
      {"18. Oktober 2019 um 15:05 Uhr", "2019-10-18T15:05", "18. Oktober 2019 um 15:05 Uhr"},
      {"14.09.2022 um 21.11", "2022-09-14T21:11", "14.09.2022 um 21.11"},
      {"26 abril 2022 a las 14:02", "2022-04-26T14:02", "26 abril 2022 a las 14:02"},
      {"3 de mayo de 2019", "2019-05-03", "3 de mayo de 2019"},
      {"2012-06-27 13:10", "2012-06-27T13:10", "2012-06-27 13:10"},
      {"12:30 GMT, 5 May 2012", "2012-05-05T12:30Z", "12:30 GMT, 5 May 2012"},
      {"6/27/2012", "2012-06-27", "6/27/2012"},
      {"03/04/2020", "2020-03-04", "03/04/2020"},
      {"Do 9 Apr 2020 / 08:34", "2020-04-09T08:34", "Do 9 Apr 2020 / 08:34"},
      {"February 30, 2012", "", ""},
      {"in 2012", "", ""},
      {"May 2012", "", ""},
      {"12 people on 4 roads", "", ""},
      {"", "", ""},
  };
  for (const Row& row : rows) {
    const auto found = words().find(row.text, NumericOrder::month_first);
    EXPECT_EQ(found ? found->moment.edtf() : "", row.value) << row.text;
    EXPECT_EQ(found ? row.text.substr(found->begin, found->end - found->begin) : "", row.found);
  }
}

TEST(Dates, ReadsAgesTimesAndMachineNotation) {
  const auto age = words().find_age("3 days ago");
  ASSERT_TRUE(age);
  EXPECT_EQ(age->seconds, 3 * 86400);
  EXPECT_TRUE(words().find_age("vor 2 Stunden"));
  EXPECT_FALSE(words().find_age("3 days of talks"));
  const auto time = words().find_time("01:10 PM ET");
  ASSERT_TRUE(time);
  EXPECT_EQ(time->hour * 60 + time->minute, 13 * 60 + 10);
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"2012-06-27T13:10:00-04:00", "2012-06-27T13:10-04:00"},
      {"2012-06-27T13:10:00.000Z", "2012-06-27T13:10Z"},
      {"20120627", "2012-06-27"},
      {"2012-06-27T13:10:00+0530", "2012-06-27T13:10+05:30"},
      {"2012-13-01", ""},
      {"yesterday", ""}};
  for (const auto& [text, value] : rows) {
    const auto moment = parse_iso(text);
    EXPECT_EQ(moment ? moment->edtf() : "", value) << text;
  }
}

TEST(Dates, KnowsTheSummerOfTheUnitedStates) {
  const auto offset = [](int year, int month, int day) {
    return words().zone_offset("et", {year, month, day, -1, 0, {}}).value_or(0);
  };
  EXPECT_EQ(offset(2012, 6, 27), -240);
  EXPECT_EQ(offset(2012, 1, 27), -300);
  EXPECT_EQ(offset(2012, 3, 10), -300);
  EXPECT_EQ(offset(2012, 3, 11), -240);
  EXPECT_EQ(offset(2006, 3, 20), -300);
}

TEST(Dates, DaysAndDatesAgreeBothWays) {
  for (long day = -20000; day < 40000; day += 17) {
    const Moment moment = moment_of_days(day);
    EXPECT_EQ(days_of(moment.year, moment.month, moment.day), day);
  }
  EXPECT_EQ(iso_weekday(days_of(2012, 8, 2)), 4);
}

}  // namespace
}  // namespace sitrep
