#include "sitrep/scene/time_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sitrep/scene/time_reader.h"

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

}  // namespace

TimeValue TimeReader::point(Day day, Grain grain, std::string basis) const {
  TimeValue value;
  value.value = timex(day, grain);
  value.basis = std::move(basis);
  value.day = day;
  value.grain = grain;
  return value;
}

TimeValue TimeReader::plain(std::string value, TimeKind kind, std::string basis) const {
  TimeValue made;
  made.value = std::move(value);
  made.kind = kind;
  made.basis = std::move(basis);
  return made;
}

TimeValue TimeReader::unknown(int direction) const {
  return plain(direction < 0   ? "PAST_REF"
               : direction > 0 ? "FUTURE_REF"
                               : "PRESENT_REF",
               TimeKind::date, "no date to reckon from");
}

std::optional<Unit> TimeReader::unit() const {
  for (const TimeClass kind : {TimeClass::unit, TimeClass::units})
    if (const std::int32_t* value = match_.value(kind)) return static_cast<Unit>(*value);
  return std::nullopt;
}

int TimeReader::amount() const {
  const std::int32_t* number = match_.value(TimeClass::number);
  return number != nullptr ? *number : 1;
}

std::optional<Day> TimeReader::base() const {
  return context_.passage ? context_.passage : context_.writing;
}

TimeValue TimeReader::relative(Day from, Unit unit, int by, std::string basis) const {
  const Grain grain = grain_of(unit);
  if (grain == Grain::none) return unknown(by);
  TimeValue value = point(move(from, unit, by), grain, std::move(basis));
  value.stated = grain >= Grain::week;
  return value;
}

TimeValue TimeReader::shift() const {
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

TimeValue TimeReader::weekend() const {
  const auto from = base();
  if (!from) return plain("XXXX-WXX-WE", TimeKind::date);
  int by = integer(argument_);
  if (by == 0 && context_.tense <= 0 && weekday_of(day_number(*from)) <= 3) by = -1;
  const Day day = move(*from, Unit::week, by);
  TimeValue value = point(day, Grain::week, relative_basis());
  value.value += "-WE";
  return value;
}

TimeValue TimeReader::count() const {
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

TimeValue TimeReader::passage_shift() const {
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

TimeValue TimeReader::clock() const {
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

TimeValue TimeReader::daypart() const {
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

TimeValue TimeReader::duration() const {
  const auto named = unit();
  if (!named) return {};
  if (argument_ == "vague") {
    const std::int32_t* vague = match_.value(TimeClass::vague);
    return plain(period(vague != nullptr && *vague > 0 ? *vague : -1, *named), TimeKind::duration);
  }
  const int by = argument_ == "one" ? 1 : amount();
  if (*named == Unit::quarter && by > 1000) return {};  // "the 1988 quarter"
  if (argument_ == "half" && by >= 0)
    return plain(period(fmt::format("{}.5", by), *named), TimeKind::duration);
  return plain(period(by, *named), TimeKind::duration);
}

TimeValue TimeReader::read() const {
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
      return year_end();
    case TimeRule::season:
      return season();
    case TimeRule::shift:
      return shift();
    case TimeRule::past_unit:
      if (!unit() || *unit() < Unit::day) return {};
      return plain(period(1, *unit()), TimeKind::duration);
    case TimeRule::weekend:
      return weekend();
    case TimeRule::week_of:
      return week_of_day();
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

TimeValue value_of(const TimeGrammar& grammar, const TimeMatch& match, const TimeContext& context) {
  return TimeReader(grammar, match, context).read();
}

std::string on_day(const TimeValue& time, std::optional<Day> day) {
  std::string value = day ? timex(*day, Grain::day) : "XXXX-XX-XX";
  if (time.minutes < 0) return value.append(time.part);
  return value + fmt::format("T{:02}:{:02}", time.minutes / 60, time.minutes % 60);
}

}  // namespace sitrep
