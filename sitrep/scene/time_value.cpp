#include "sitrep/scene/time_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

namespace sitrep {

namespace {

constexpr std::array<std::string_view, 4> parts = {"TMO", "TAF", "TEV", "TNI"};

int integer(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Grain grain_of(Unit unit) {
  switch (unit) {
    case Unit::second:
    case Unit::minute:
    case Unit::hour:
      return Grain::none;
    case Unit::day:
      return Grain::day;
    case Unit::week:
    case Unit::fortnight:
      return Grain::week;
    case Unit::month:
      return Grain::month;
    case Unit::quarter:
      return Grain::quarter;
    case Unit::year:
      return Grain::year;
    case Unit::decade:
      return Grain::decade;
    case Unit::century:
      return Grain::century;
  }
  return Grain::none;
}

Day move(Day day, Unit unit, int by) {
  by = std::clamp(by, -100000, 100000);
  switch (unit) {
    case Unit::second:
    case Unit::minute:
    case Unit::hour:
      return day;
    case Unit::day:
      return day_of(day_number(day) + by);
    case Unit::week:
      return day_of(day_number(day) + by * 7);
    case Unit::fortnight:
      return day_of(day_number(day) + by * 14);
    case Unit::month:
      return add_months(day, by);
    case Unit::quarter:
      return add_months(day, by * 3);
    case Unit::year:
      return add_months(day, by * 12);
    case Unit::decade:
      return add_months(day, by * 120);
    case Unit::century:
      return add_months(day, by * 1200);
  }
  return day;
}

/// "P3D", "PT5H", "PXY": `amount` as the standard writes it.
std::string period(std::string_view amount, Unit unit) {
  constexpr std::array<std::string_view, 11> letters = {"S", "M", "H", "D",  "W", "W",
                                                        "M", "Q", "Y", "DE", "CE"};
  const bool clock = unit <= Unit::hour;
  return fmt::format("P{}{}{}", clock ? "T" : "", amount, letters[static_cast<std::size_t>(unit)]);
}

std::string period(int amount, Unit unit) {
  if (amount < 0) return period("X", unit);
  if (unit == Unit::fortnight) amount *= 2;
  if (unit == Unit::decade || unit == Unit::century)
    return fmt::format("P{}Y", amount * (unit == Unit::decade ? 10 : 100));
  return period(fmt::format("{}", amount), unit);
}

class Reader {
 public:
  Reader(const TimeGrammar& grammar, const TimeMatch& match, const TimeContext& context)
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

TimeValue Reader::point(Day day, Grain grain, std::string basis) const {
  TimeValue value;
  value.value = timex(day, grain);
  value.basis = std::move(basis);
  value.day = day;
  value.grain = grain;
  return value;
}

TimeValue Reader::plain(std::string value, TimeKind kind, std::string basis) const {
  TimeValue made;
  made.value = std::move(value);
  made.kind = kind;
  made.basis = std::move(basis);
  return made;
}

TimeValue Reader::unknown(int direction) const {
  return plain(direction < 0   ? "PAST_REF"
               : direction > 0 ? "FUTURE_REF"
                               : "PRESENT_REF",
               TimeKind::date, "no date to reckon from");
}

std::optional<Unit> Reader::unit() const {
  for (const TimeClass kind : {TimeClass::unit, TimeClass::units})
    if (const std::int32_t* value = match_.value(kind)) return static_cast<Unit>(*value);
  return std::nullopt;
}

int Reader::amount() const {
  const std::int32_t* number = match_.value(TimeClass::number);
  return number != nullptr ? *number : 1;
}

std::optional<Day> Reader::base() const {
  return context_.passage ? context_.passage : context_.writing;
}

std::optional<int> Reader::stated_year() const {
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

int Reader::choose_year(int month, int day) const {
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

TimeValue Reader::written() const {
  const bool iso = pattern_.rule == TimeRule::iso;
  const std::int32_t digits = *match_.value(iso ? TimeClass::iso : TimeClass::slashed);
  Day day{digits / 10000, digits / 100 % 100, digits % 100};
  if (!is_real(day)) std::swap(day.month, day.day);  // 27/6/2012
  if (!is_real(day)) return {};
  TimeValue value = point(day, Grain::day, "as written");
  value.stated = true;
  return value;
}

TimeValue Reader::dated() const {
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

TimeValue Reader::year() const {
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

TimeValue Reader::century() const {
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

TimeValue Reader::weekday() const {
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

TimeValue Reader::quarter() const {
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

TimeValue Reader::quarter_shift(int by) const {
  std::optional<Day> from = context_.quarter;
  if (!from && context_.writing) from = add_months(*context_.writing, -3);
  if (!from) return unknown(by);
  const Day first{from->year, (from->month - 1) / 3 * 3 + 1, 1};
  return point(add_months(first, by * 3), Grain::quarter, "relative to the quarter reported");
}

TimeValue Reader::half() const {
  const int number = *match_.value(TimeClass::ordinal);
  if (number > 2) return {};
  std::optional<int> year = stated_year();
  if (!year && base()) year = base()->year;
  if (!year) return plain(fmt::format("XXXX-H{}", number), TimeKind::date);
  return point({*year, number == 1 ? 1 : 7, 1}, Grain::half, "half of the year");
}

TimeValue Reader::season() const {
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

TimeValue Reader::relative(Day from, Unit unit, int by, std::string basis) const {
  const Grain grain = grain_of(unit);
  if (grain == Grain::none) return unknown(by);
  TimeValue value = point(move(from, unit, by), grain, std::move(basis));
  value.stated = grain >= Grain::week;
  return value;
}

TimeValue Reader::shift() const {
  const std::size_t space = argument_.find(' ');
  const bool by_argument = space != std::string_view::npos;
  const auto named = by_argument ? from_word<Unit>(argument_.substr(0, space)) : unit();
  if (!named) return {};
  const int by = integer(by_argument ? argument_.substr(space + 1) : argument_);
  if (*named <= Unit::minute) return {};
  const auto from = context_.narrative ? base() : context_.writing;
  if (context_.narrative && by_argument && by == 0)
    return plain("PRESENT_REF", TimeKind::date, "the writer's day");
  if (!from) return unknown(by);
  return relative(*from, *named, by, relative_basis());
}

TimeValue Reader::weekend() const {
  const auto from = base();
  if (!from) return plain("XXXX-WXX-WE", TimeKind::date);
  int by = integer(argument_);
  if (by == 0 && context_.tense <= 0 && weekday_of(day_number(*from)) <= 3) by = -1;
  const Day day = move(*from, Unit::week, by);
  TimeValue value = point(day, Grain::week, relative_basis());
  value.value += "-WE";
  return value;
}

TimeValue Reader::count() const {
  const auto named = unit();
  if (!named) return {};
  const int by = amount();
  const bool from_passage = argument_.starts_with("passage") || context_.narrative;
  const int sign = argument_.ends_with("-1") ? -1 : 1;
  if (argument_.starts_with("ahead") && (context_.tense <= 0 || context_.narrative))
    return plain(period(by, *named), TimeKind::duration);
  const auto from = from_passage ? base() : context_.writing;
  if (!from || by < 0) return unknown(sign);
  std::string basis = from_passage && context_.passage
                          ? "counted from the passage's date"
                          : "counted from " + std::string(context_.written);
  if (*named == Unit::decade) return relative(*from, Unit::year, sign * by * 10, std::move(basis));
  if (*named == Unit::century)
    return relative(*from, Unit::year, sign * by * 100, std::move(basis));
  return relative(*from, *named, sign * by, std::move(basis));
}

TimeValue Reader::passage_shift() const {
  const auto named = unit();
  const auto from = base();
  if (!named || grain_of(*named) == Grain::none || *named == Unit::quarter) return {};
  const int by = integer(argument_);
  if (!from) return unknown(by);
  if (context_.passage && grain_of(*named) > context_.passage_grain)
    return plain(timex(*from, context_.passage_grain) +
                     (context_.passage_grain == Grain::month ? "-XX" : ""),
                 TimeKind::date, "in the time that the passage speaks of");
  return relative(*from, *named, by,
                  context_.passage ? "relative to the passage's date" : relative_basis());
}

TimeValue Reader::clock() const {
  int minutes = -1;
  for (const TimeClass kind : {TimeClass::clock, TimeClass::hours, TimeClass::hour})
    if (const std::int32_t* value = match_.value(kind)) minutes = *value;
  if (const std::int32_t* half = match_.value(TimeClass::ampm)) {
    if (minutes >= 13 * 60) return {};
    minutes = minutes % (12 * 60) + *half * 60;
  } else if (const std::int32_t* part = match_.value(TimeClass::daypart)) {
    if (static_cast<DayPart>(*part) != DayPart::morning && minutes < 12 * 60) minutes += 12 * 60;
  }
  if (minutes < 0 || minutes > 24 * 60) return {};
  TimeValue value;
  value.kind = TimeKind::time;
  value.minutes = minutes;
  value.value = on_day(value, base());
  value.basis =
      context_.passage ? "on the passage's day" : "on the day of " + std::string(context_.written);
  return value;
}

TimeValue Reader::daypart() const {
  TimeValue value;
  value.kind = TimeKind::time;
  const std::int32_t* part = match_.value(TimeClass::daypart);
  if (part == nullptr) part = match_.value(TimeClass::twilight);
  value.part = parts[part != nullptr ? static_cast<std::size_t>(*part) : 3];
  value.only_with_day = argument_ == "bare";
  const bool of_writing = argument_ == "writing" || argument_ == "tonight" || argument_ == "last";
  auto day = of_writing && !context_.narrative ? context_.writing : base();
  const int by = argument_ == "last" ? -1 : of_writing ? 0 : integer(argument_);
  if (day) day = move(*day, Unit::day, by);
  value.value = on_day(value, day);
  value.basis = of_writing ? relative_basis() : "relative to the passage's date";
  return value;
}

TimeValue Reader::holiday() const {
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

TimeValue Reader::duration() const {
  const auto named = unit();
  if (!named) return {};
  if (argument_ == "vague") {
    const std::int32_t* vague = match_.value(TimeClass::vague);
    return plain(period(vague != nullptr && *vague > 0 ? *vague : -1, *named), TimeKind::duration);
  }
  const int by = argument_ == "one" ? 1 : amount();
  if (argument_ == "half" && by >= 0)
    return plain(period(fmt::format("{}.5", by), *named), TimeKind::duration);
  return plain(period(by, *named), TimeKind::duration);
}

TimeValue Reader::read() const {
  switch (pattern_.rule) {
    case TimeRule::iso:
    case TimeRule::slashed:
      return written();
    case TimeRule::date:
      return dated();
    case TimeRule::year:
      return year();
    case TimeRule::decade:
    case TimeRule::century:
      return century();
    case TimeRule::weekday:
      return weekday();
    case TimeRule::weekday_set:
      return plain(fmt::format("XXXX-WXX-{}", *match_.value(TimeClass::weekday)), TimeKind::set);
    case TimeRule::quarter:
      return quarter();
    case TimeRule::quarter_shift:
      return quarter_shift(integer(argument_));
    case TimeRule::year_before:
      if (context_.fiscal) return quarter_shift(-4);
      if (!base()) return unknown(-1);
      return relative(*base(), Unit::year, -1, relative_basis());
    case TimeRule::half:
      return half();
    case TimeRule::year_end:
      if (!base()) return plain("XXXX-12-31", TimeKind::date);
      return point({base()->year, 12, 31}, Grain::day, "last day of the year");
    case TimeRule::season:
      return season();
    case TimeRule::shift:
      return shift();
    case TimeRule::past_unit:
      if (!unit() || *unit() < Unit::day) return {};
      return plain(period(1, *unit()), TimeKind::duration);
    case TimeRule::weekend:
      return weekend();
    case TimeRule::week_of: {
      const TimeValue day = dated();
      return day.grain == Grain::day ? point(day.day, Grain::week, day.basis) : TimeValue();
    }
    case TimeRule::count:
      return count();
    case TimeRule::half_century_ago:
      return base() ? relative(*base(), Unit::year, -50, relative_basis()) : unknown(-1);
    case TimeRule::passage_shift:
      return passage_shift();
    case TimeRule::clock:
      return clock();
    case TimeRule::daypart:
      return daypart();
    case TimeRule::holiday:
      return holiday();
    case TimeRule::duration:
      return duration();
    case TimeRule::duration_of:
      return plain(std::string(argument_), TimeKind::duration);
    case TimeRule::the_year:
      return plain("P1Y", TimeKind::duration);
    case TimeRule::rate:
    case TimeRule::set:
      if (!unit()) return {};
      return plain(period(amount(), *unit()), TimeKind::set,
                   pattern_.rule == TimeRule::rate ? "a rate, no date" : "as written");
    case TimeRule::set_of:
      return plain(std::string(argument_), TimeKind::set);
    case TimeRule::not_a_time:
      return {};
    case TimeRule::reference:
      return plain(std::string(argument_), TimeKind::date, "vague as written");
  }
  return {};
}

}  // namespace

TimeValue value_of(const TimeGrammar& grammar, const TimeMatch& match, const TimeContext& context) {
  return Reader(grammar, match, context).read();
}

std::string on_day(const TimeValue& time, std::optional<Day> day) {
  std::string value = day ? timex(*day, Grain::day) : "XXXX-XX-XX";
  if (time.minutes < 0) return value.append(time.part);
  return value + fmt::format("T{:02}:{:02}", time.minutes / 60, time.minutes % 60);
}

}  // namespace sitrep
