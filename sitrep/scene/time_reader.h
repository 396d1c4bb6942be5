#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "sitrep/scene/time_value.h"

namespace sitrep {

/// Makes the value of one match; the rules of dates stand in time_dates.cpp, the others in
/// time_value.cpp. Used by value_of() alone.
class TimeReader {
 public:
  TimeReader(const TimeGrammar& grammar, const TimeMatch& match, const TimeContext& context)
      : match_(match),
        context_(context),
        pattern_(grammar.pattern(match)),
        argument_(pattern_.argument),
        holiday_(match.holiday < 0 ? std::string_view() : grammar.holiday(match)) {}

  TimeValue read() const;

 private:
  TimeValue point(Day day, Grain grain, std::string basis) const;
  TimeValue plain(std::string value, TimeKind kind, std::string basis = "as written") const;
  TimeValue written() const;
  TimeValue dated() const;
  TimeValue year() const;
  TimeValue century() const;
  TimeValue weekday() const;
  TimeValue quarter() const;
  TimeValue quarter_shift(int by) const;
  TimeValue half() const;
  TimeValue year_end() const;
  TimeValue week_of_day() const;
  TimeValue season() const;
  TimeValue shift() const;
  TimeValue weekend() const;
  TimeValue count() const;
  TimeValue passage_shift() const;
  TimeValue clock() const;
  TimeValue daypart() const;
  TimeValue holiday() const;
  TimeValue duration() const;
  TimeValue relative(Day base, Unit unit, int by, std::string basis) const;
  TimeValue unknown(int direction) const;

  std::optional<int> stated_year() const;
  int choose_year(int month, int day) const;
  std::optional<Day> base() const;  // what the passage speaks of, else the day of writing
  std::string relative_basis() const { return fmt::format("relative to {}", context_.written); }
  std::optional<Unit> unit() const;
  int amount() const;

  const TimeMatch& match_;
  const TimeContext& context_;
  const TimePattern& pattern_;
  std::string_view argument_;
  std::string_view holiday_;
};

}  // namespace sitrep
