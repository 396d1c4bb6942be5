#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sitrep/scene/calendar.h"
#include "sitrep/scene/scene.h"
#include "sitrep/scene/time_grammar.h"

namespace sitrep {

/// Against what a time is read.
struct TimeContext {
  std::optional<Day> writing;                ///< when the page or the comment was written
  std::string_view written = "publication";  ///< how a basis calls it
  std::optional<Day> passage;                ///< the last date that the passage gave
  Grain passage_grain = Grain::none;
  std::optional<Day> quarter;  ///< the quarter that a business page reports on
  bool narrative = false;      ///< a history: dates hang on the passage, not on the day of writing
  bool fiscal = false;         ///< the page reports quarters
  int tense = 0;               ///< -1 past, 1 future, 0 unknown
};

/// What a match means. `value` is empty where it means nothing (a word like another).
struct TimeValue {
  std::string value;
  TimeKind kind = TimeKind::date;
  std::string basis;
  Day day;                     ///< where grain is not none
  Grain grain = Grain::none;   ///< of a point in time; none for durations, sets, references
  int minutes = -1;            ///< of the day, for clock times
  std::string_view part;       ///< "TMO" ... for parts of a day
  bool only_with_day = false;  ///< counts only beside a date: "Tuesday morning", not "morning"
  bool stated = false;         ///< names its own year or day, so that a passage can hang on it
};

/// The value of a match by its rule. Pure: the same match and context give the same value.
TimeValue value_of(const TimeGrammar& grammar, const TimeMatch& match, const TimeContext& context);

/// The TIMEX3 value of a clock time or part of the day on a day: 2012-06-27T13:10, 2012-06-27TNI.
std::string on_day(const TimeValue& time, std::optional<Day> day);

}  // namespace sitrep
