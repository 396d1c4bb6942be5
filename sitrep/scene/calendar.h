#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Days of the proleptic Gregorian calendar, ISO weeks, and how TIMEX3 writes them.
namespace sitrep {

/// How much of a date is known; ordered from coarse to fine.
enum class Grain { none, century, decade, year, half, quarter, season, month, week, day };

/// A day, or the first day of something longer.
struct Day {
  int year = 0;  ///< astronomical: 0 is 1 BC
  int month = 1;
  int day = 1;
  friend constexpr auto operator<=>(const Day&, const Day&) = default;
};

/// Days since 1970-01-01. Method: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t day_number(Day day);
Day day_of(std::int64_t number);

/// 1 is Monday, 7 is Sunday.
int weekday_of(std::int64_t number);
int days_in_month(int year, int month);
bool is_real(Day day);

/// Moves by months; the day is kept where the month has it, else its last day is taken.
Day add_months(Day day, int months);

struct Week {
  int year = 0, week = 0;
};
/// The ISO 8601 week that holds a day.
Week week_of(Day day);
Day monday_of(Week week);

/// Easter Sunday of a Gregorian year. Method: anonymous algorithm (Meeus, Jones, Butcher).
Day easter_of(int year);
/// The n-th weekday (1 Monday ... 7 Sunday) of a month; n = -1 is the last.
Day weekday_in_month(int year, int month, int weekday, int n);

/// "2012-06-27" and what begins so ("2012-06-27T13:10-04:00"), "2012-06", "2012"; nothing else.
std::optional<Day> parse_day(std::string_view edtf);

/// TIMEX3 for a date of that grain: 2012-06-27, 2012-W26, 2012-06, 2012-SU, 2012-Q2, 2012, 201, 20;
/// years before Christ as BC0490.
std::string timex(Day day, Grain grain);

}  // namespace sitrep
