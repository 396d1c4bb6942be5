#include "sitrep/scene/time_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace sitrep {

namespace {

int integer(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::optional<int> TimeReader::stated_year() const {
  int year = 0;
  if (const std::int32_t* full = match_.value(TimeClass::year)) {
    year = *full;
  } else if (const std::int32_t* number = match_.value(TimeClass::number);
             number != nullptr && match_.value(TimeClass::era) != nullptr) {
    if (*number < 1) return std::nullopt;
    year = *number;
  } else if (const std::int32_t* two = match_.value(TimeClass::short_year)) {
    const int now = context_.writing ? context_.writing->year % 100 : 30;
    const int century = context_.writing ? context_.writing->year / 100 * 100 : 2000;
    year = *two > now + 10 ? century - 100 + *two : century + *two;
  } else if (context_.writing && argument_.ends_with("_year")) {
    year = context_.writing->year + (argument_ == "last_year"   ? -1
                                     : argument_ == "next_year" ? 1
                                                                : 0);
  } else {
    return std::nullopt;
  }
  if (const std::int32_t* era = match_.value(TimeClass::era); era != nullptr && *era < 0)
    year = 1 - year;
  return year;
}

int TimeReader::choose_year(int month, int day) const {
  if (context_.narrative && context_.passage) {
    const Day passage = *context_.passage;
    const bool turned = context_.passage_grain >= Grain::month && passage.month >= 11 && month <= 3;
    return passage.year + (turned ? 1 : 0);
  }
  const Day now = *context_.writing;
  const bool exact = day > 0;
  const auto distance = [&](int year) {  // in days; whole months count by their number
    if (!exact) return static_cast<std::int64_t>((year - now.year) * 12 + month - now.month) * 30;
    return day_number({year, month, std::min(day, days_in_month(year, month))}) - day_number(now);
  };
  const auto latest = [&](bool strictly) {
    const std::int64_t there = distance(now.year);
    return there < 0 || (there == 0 && !strictly) ? now.year : now.year - 1;
  };
  const auto soonest = [&](bool strictly) {
    const std::int64_t there = distance(now.year);
    return there > 0 || (there == 0 && !strictly) ? now.year : now.year + 1;
  };
  if (argument_ == "last") return latest(true);
  if (argument_ == "next") return soonest(true);
  if (argument_ == "this") return now.year;
  if (!exact) return context_.tense > 0 ? soonest(false) : latest(false);
  int closest = now.year;
  for (const int year : {now.year - 1, now.year + 1})
    if (std::abs(distance(year)) < std::abs(distance(closest))) closest = year;
  constexpr std::int64_t clearly = 45;  // days beyond which the tense outweighs nearness
  if (context_.tense < 0 && distance(closest) > clearly) return latest(false);
  if (context_.tense > 0 && distance(closest) < -clearly) return soonest(false);
  return closest;
}

TimeValue TimeReader::written() const {
  const bool iso = pattern_.rule == TimeRule::iso;
  const std::int32_t digits = *match_.value(iso ? TimeClass::iso : TimeClass::slashed);
  Day day{digits / 10000, digits / 100 % 100, digits % 100};
  if (!is_real(day)) std::swap(day.month, day.day);  // 27/6/2012
  if (!is_real(day)) return {};
  TimeValue value = point(day, Grain::day, "as written");
  value.stated = true;
  return value;
}

TimeValue TimeReader::dated() const {
  const int month = *match_.value(TimeClass::month);
  int day = 0;
  if (const std::int32_t* number = match_.value(TimeClass::day)) day = *number;
  if (const std::int32_t* ordinal = match_.value(TimeClass::ordinal)) day = *ordinal;
  const auto stated = stated_year();
  const Grain grain = day > 0 ? Grain::day : Grain::month;
  if (day > days_in_month(2000, month)) return {};
  if (!stated && !context_.writing && !(context_.narrative && context_.passage)) {
    std::string value = fmt::format("XXXX-{:02}", month);
    if (day > 0) value += fmt::format("-{:02}", day);
    return plain(std::move(value), TimeKind::date, "as written, the year is not known");
  }
  const int year = stated ? *stated : choose_year(month, day);
  if (!is_real({year, month, std::max(day, 1)})) return {};
  std::string basis = stated                ? "as written"
                      : context_.narrative  ? "year from the passage"
                      : argument_ == "last" ? fmt::format("the last before {}", context_.written)
                      : argument_ == "next" ? fmt::format("the next after {}", context_.written)
                                            : fmt::format("year from {}", context_.written);
  TimeValue value = point({year, month, std::max(day, 1)}, grain, std::move(basis));
  value.stated = stated.has_value() || day > 0 || context_.narrative;
  return value;
}

TimeValue TimeReader::year() const {
  int year = 0;
  if (const auto stated = stated_year()) {
    year = *stated;
  } else {
    return {};
  }
  TimeValue value = point({year, 1, 1}, Grain::year, "as written");
  value.stated = true;
  return value;
}

TimeValue TimeReader::century() const {
  if (pattern_.rule == TimeRule::decade) {
    const std::int32_t* digits = match_.value(TimeClass::decades);
    if (digits == nullptr) digits = match_.value(TimeClass::decade);
    const int year = *digits >= 1000 ? *digits : 1900 + *digits;
    return point({year, 1, 1}, Grain::decade, "as written");
  }
  const std::int32_t century = *match_.value(TimeClass::ordinal);
  if (century < 1 || century > 30) return {};
  if (const std::int32_t* era = match_.value(TimeClass::era); era != nullptr && *era < 0)
    return plain(fmt::format("BC{:02}", century - 1), TimeKind::date);
  return point({(century - 1) * 100 + 1, 1, 1}, Grain::century, "as written");
}

TimeValue TimeReader::weekday() const {
  const int wanted = *match_.value(TimeClass::weekday);
  const bool by_passage = argument_.starts_with("passage") || context_.narrative;
  const auto from = by_passage ? base() : context_.writing;
  if (!from) return plain(fmt::format("XXXX-WXX-{}", wanted), TimeKind::date, "weekday");
  const std::int64_t now = day_number(*from);
  const int today = weekday_of(now);
  const int back = (today - wanted + 7) % 7, ahead = (wanted - today + 7) % 7;
  const std::int64_t monday = now + 1 - today;
  const std::string_view name = by_passage ? "the passage's date" : context_.written;
  const auto at = [&](std::int64_t number, std::string_view relation) {
    TimeValue value =
        point(day_of(number), Grain::day, fmt::format("weekday {} {}", relation, name));
    value.stated = true;
    return value;
  };
  if (argument_ == "last_week") return at(monday - 8 + wanted, "of the week before");
  if (argument_ == "next_week") return at(monday + 6 + wanted, "of the week after");
  if (argument_ == "this_week") return at(monday - 1 + wanted, "of the week of");
  if (argument_ == "last" || argument_ == "passage_before")
    return at(now - (back == 0 ? 7 : back), "before");
  if (argument_ == "next" || argument_ == "passage_after")
    return at(now + (ahead == 0 ? 7 : ahead), "after");
  if (context_.tense > 0 && back != 0) return at(now + ahead, "after");
  if (argument_ == "this" && context_.tense == 0) return at(monday - 1 + wanted, "of the week of");
  if (by_passage) return at(now + ahead, "on or after");
  return at(now - back, back == 0 ? "the day itself of" : "before");
}

TimeValue TimeReader::quarter() const {
  const int number = *match_.value(TimeClass::ordinal);
  if (number > 4) return {};
  const auto from = context_.narrative ? base() : context_.writing;
  const int month = number * 3 - 2;
  if (const auto stated = stated_year())
    return point({*stated, month, 1}, Grain::quarter, "as written");
  if (!from) return plain(fmt::format("XXXX-Q{}", number), TimeKind::date);
  const int now = (from->month - 1) / 3 + 1;
  const int year = from->year - (number - now >= 2 && context_.tense <= 0 ? 1 : 0) +
                   (now - number >= 3 && context_.tense > 0 ? 1 : 0);
  return point({year, month, 1}, Grain::quarter, fmt::format("year from {}", context_.written));
}

TimeValue TimeReader::quarter_shift(int by) const {
  std::optional<Day> from = context_.quarter;
  if (!from && context_.writing) from = add_months(*context_.writing, -3);
  if (!from) return unknown(by);
  const Day first{from->year, (from->month - 1) / 3 * 3 + 1, 1};
  return point(add_months(first, by * 3), Grain::quarter, "relative to the quarter reported");
}

TimeValue TimeReader::half() const {
  const std::int32_t* ordinal = match_.value(TimeClass::ordinal);
  const int number = ordinal != nullptr ? *ordinal : 2;  // "the latter half"
  if (number > 2) return {};
  std::optional<int> year = stated_year();
  if (!year && base()) year = base()->year;
  if (!year) return plain(fmt::format("XXXX-H{}", number), TimeKind::date);
  return point({*year, number == 1 ? 1 : 7, 1}, Grain::half, "half of the year");
}

TimeValue TimeReader::season() const {
  const int month = *match_.value(TimeClass::season);
  if (const auto stated = stated_year()) {
    TimeValue value = point({*stated, month, 1}, Grain::season, "as written");
    value.stated = true;
    return value;
  }
  const auto from = context_.narrative ? base() : context_.writing;
  if (!from)
    return plain(timex({1, month, 1}, Grain::season).replace(0, 4, "XXXX"), TimeKind::date);
  if (context_.narrative)
    return point({from->year, month, 1}, Grain::season, "year from the passage");
  int year = from->year;
  const bool ahead = from->month < month;
  const bool running = from->month >= month && from->month < month + 3;
  if (argument_ == "last") year -= ahead || running ? 1 : 0;
  if (argument_ == "next") year += ahead ? 0 : 1;
  if (argument_ == "bare" && ahead && context_.tense <= 0) year -= 1;
  if (argument_ == "bare" && !ahead && !running && context_.tense > 0) year += 1;
  return point({year, month, 1}, Grain::season, relative_basis());
}

TimeValue TimeReader::holiday() const {
  const auto from = context_.narrative ? base() : context_.writing;
  const auto stated = stated_year();
  const auto in_year = [&](int year) -> Day {
    if (holiday_.starts_with("EASTER"))
      return day_of(day_number(easter_of(year)) +
                    integer(holiday_.substr(holiday_[6] == '+' ? 7 : 6)));
    if (holiday_ == "11-ELECTION") return day_of(day_number(weekday_in_month(year, 11, 1, 1)) + 1);
    const std::size_t first = holiday_.find('-'), second = holiday_.rfind('-');
    const int month = integer(holiday_.substr(0, first));
    if (first == second) return {year, month, integer(holiday_.substr(first + 1))};
    const int weekday = integer(holiday_.substr(first + 1, second - first - 1));
    const int n = holiday_.substr(second + 1) == "L" ? -1 : integer(holiday_.substr(second + 1));
    return weekday_in_month(year, month, weekday, n);
  };
  if (!stated && !from) return plain("XXXX-XX-XX", TimeKind::date, "holiday");
  const int guess = stated ? *stated : from->year;
  const Day there = in_year(guess);
  const int year = stated ? guess : choose_year(there.month, there.day);
  TimeValue value = point(in_year(year), Grain::day, "holiday");
  value.stated = true;
  return value;
}

TimeValue TimeReader::year_end() const {
  if (!base()) return plain("XXXX-12-31", TimeKind::date);
  return point({base()->year, 12, 31}, Grain::day, "last day of the year");
}

TimeValue TimeReader::week_of_day() const {
  const TimeValue day = dated();
  return day.grain == Grain::day ? point(day.day, Grain::week, day.basis) : TimeValue();
}

}  // namespace sitrep
