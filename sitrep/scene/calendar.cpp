#include "sitrep/scene/calendar.h"

#include <fmt/format.h>

#include <array>

namespace sitrep {

std::int64_t day_number(Day day) {
  const int year = day.month <= 2 ? day.year - 1 : day.year;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const int shifted = day.month + (day.month > 2 ? -3 : 9);
  const std::int64_t day_of_year = (153 * shifted + 2) / 5 + day.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Day day_of(std::int64_t number) {
  number += 719468;
  const std::int64_t era = (number >= 0 ? number : number - 146096) / 146097;
  const std::int64_t day_of_era = number - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const auto shifted = static_cast<int>((5 * day_of_year + 2) / 153);
  const int month = shifted < 10 ? shifted + 3 : shifted - 9;
  const int year = static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0);
  return {year, month, static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int weekday_of(std::int64_t number) {
  const auto since_monday = static_cast<int>((number + 3) % 7);
  return (since_monday + 7) % 7 + 1;
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

bool is_real(Day day) {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 &&
         day.day <= days_in_month(day.year, day.month);
}

Day add_months(Day day, int months) {
  const int total = day.year * 12 + day.month - 1 + months;
  const int year = total >= 0 ? total / 12 : (total - 11) / 12;
  const int month = total - year * 12 + 1;
  const int last = days_in_month(year, month);
  return {year, month, day.day < last ? day.day : last};
}

Week week_of(Day day) {
  const std::int64_t number = day_number(day);
  const Day thursday = day_of(number + 4 - weekday_of(number));
  const std::int64_t first = day_number({thursday.year, 1, 1});
  return {thursday.year, static_cast<int>((day_number(thursday) - first) / 7) + 1};
}

Day monday_of(Week week) {
  const std::int64_t fourth = day_number({week.year, 1, 4});  // always in week 1
  return day_of(fourth + 1 - weekday_of(fourth) + (week.week - 1) * 7);
}

Day easter_of(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  const int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return {year, n / 31, n % 31 + 1};
}

Day weekday_in_month(int year, int month, int weekday, int n) {
  if (n < 0) {
    const std::int64_t last = day_number({year, month, days_in_month(year, month)});
    return day_of(last - (weekday_of(last) - weekday + 7) % 7);
  }
  const std::int64_t first = day_number({year, month, 1});
  return day_of(first + (weekday - weekday_of(first) + 7) % 7 + (n - 1) * 7);
}

std::optional<Day> parse_day(std::string_view edtf) {
  const auto number = [&](std::size_t at, std::size_t length) -> int {
    if (edtf.size() < at + length) return -1;
    int value = 0;
    for (const char c : edtf.substr(at, length)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  Day day{number(0, 4), 1, 1};
  if (day.year < 0) return std::nullopt;
  if (edtf.size() >= 7 && edtf[4] == '-') {
    day.month = number(5, 2);
    if (edtf.size() >= 10 && edtf[7] == '-') day.day = number(8, 2);
  }
  if (!is_real(day)) return std::nullopt;
  return day;
}

std::string timex(Day day, Grain grain) {
  constexpr std::array<std::string_view, 4> seasons = {"SP", "SU", "FA", "WI"};
  std::string year =
      day.year > 0 ? fmt::format("{:04}", day.year) : fmt::format("BC{:04}", 1 - day.year);
  const std::size_t head = day.year > 0 ? 0 : 2;
  switch (grain) {
    case Grain::none:
      return "";
    case Grain::century:
      return year.substr(0, head + 2);
    case Grain::decade:
      return year.substr(0, head + 3);
    case Grain::year:
      return year;
    case Grain::half:
      return fmt::format("{}-H{}", year, (day.month - 1) / 6 + 1);
    case Grain::quarter:
      return fmt::format("{}-Q{}", year, (day.month - 1) / 3 + 1);
    case Grain::season: {
      const int index = (day.month / 3 + 3) % 4;  // 3 SP, 6 SU, 9 FA, 12 WI
      return fmt::format("{}-{}", year, seasons[static_cast<std::size_t>(index)]);
    }
    case Grain::month:
      return fmt::format("{}-{:02}", year, day.month);
    case Grain::week: {
      const Week week = week_of(day);
      return fmt::format("{:04}-W{:02}", week.year, week.week);
    }
    case Grain::day:
      break;
  }
  return fmt::format("{}-{:02}-{:02}", year, day.month, day.day);
}

}  // namespace sitrep
