#include "sitrep/story/interval.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace sitrep {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || failed != std::errc() || end != digits.data() + digits.size()) return {};
  return value;
}

std::int32_t days(std::chrono::year_month_day date) {
  return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

Interval years(int first, int last) {
  return {days(year(first) / 1 / 1), days(year(last) / 12 / 31)};
}

/// ISO week: its Monday is the one on or before 4 January, and so many weeks on.
Interval week(int of_year, int number_of_week) {
  const std::int32_t fourth = days(year(of_year) / 1 / 4);
  const std::int32_t monday = fourth - (fourth + 3) % 7;  // 1970-01-01 was a Thursday
  const std::int32_t begin = monday + 7 * (number_of_week - 1);
  return {begin, begin + 6};
}

Interval month_interval(int of_year, int number_of_month) {
  const auto last =
      year(of_year) / month(static_cast<unsigned>(number_of_month)) / std::chrono::last;
  const std::int32_t end = static_cast<std::int32_t>(sys_days(last).time_since_epoch().count());
  return {end - static_cast<std::int32_t>(unsigned(last.day())) + 1, end};
}

Interval single(std::string_view value) {
  value = value.substr(0, value.find('T'));
  while (!value.empty() && (value.back() == '~' || value.back() == '?' || value.back() == '%'))
    value.remove_suffix(1);
  if (value.size() < 3) return {};
  if (value.size() >= 3 && (value.size() == 3 || value[3] == 'X'))
    if (const auto decade = number(value.substr(0, 3)))
      return value.size() <= 4 ? years(*decade * 10, *decade * 10 + 9) : Interval{};
  const auto of_year = number(value.substr(0, 4));
  if (!of_year || *of_year <= 0) return {};
  if (value.size() == 4) return years(*of_year, *of_year);
  if (value.size() >= 8 && value.substr(4, 2) == "-W") {
    const auto number_of_week = number(value.substr(6, 2));
    return number_of_week && *number_of_week >= 1 && *number_of_week <= 53
               ? week(*of_year, *number_of_week)
               : Interval{};
  }
  const auto number_of_month = number(value.substr(5, 2));
  if (value.size() < 7 || value[4] != '-') return {};
  if (!number_of_month || *number_of_month < 1 || *number_of_month > 12)
    return years(*of_year, *of_year);
  if (value.size() == 7) return month_interval(*of_year, *number_of_month);
  const auto number_of_day = number(value.substr(8, 2));
  if (!number_of_day || *number_of_day < 1) return month_interval(*of_year, *number_of_month);
  const auto date = year(*of_year) / month(static_cast<unsigned>(*number_of_month)) /
                    day(static_cast<unsigned>(*number_of_day));
  return date.ok() ? Interval{days(date), days(date)} : Interval{};
}

}  // namespace

Interval interval_of(std::string_view edtf) {
  const std::size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return single(edtf);
  const Interval first = single(edtf.substr(0, slash));
  const Interval last = single(edtf.substr(slash + 1));
  const Interval both{first.begin, last.end};
  return both.begin <= both.end ? both : Interval{};
}

std::int32_t days_apart(Interval a, Interval b) {
  if (a.end < b.begin) return b.begin - a.end;
  if (b.end < a.begin) return a.begin - b.end;
  return 0;
}

}  // namespace sitrep
