#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/span.h"
#include "sitrep/base/table.h"
#include "sitrep/base/vocabulary.h"

namespace sitrep {

/// What a word of a time can be: classes of lexicon/scene/time_words.tsv, then shapes of digits
/// that need no lexicon.
enum class TimeClass : std::uint16_t {
  month,
  weekday,
  unit,
  units,
  number,
  ordinal,
  season,
  daypart,
  hour,
  twilight,
  part,
  edge,
  decade,
  ampm,
  era,
  zone,
  vague,
  approximately,
  ahead,
  behind,
  day,
  year,
  short_year,
  decades,
  clock,
  hours,
  iso,
  slashed,
  fraction,
  count
};
template <>
inline constexpr auto words_of<TimeClass> = vocabulary("MONTH", "WEEKDAY", "UNIT", "UNITS",
                                                       "NUMBER", "ORDINAL", "SEASON", "DAYPART",
                                                       "HOUR", "TWILIGHT", "PART", "EDGE", "DECADE",
                                                       "AMPM", "ERA", "ZONE", "VAGUE",
                                                       "APPROXIMATELY", "AHEAD", "BEHIND", "DAY",
                                                       "YEAR", "SHORT_YEAR", "DECADES", "CLOCK",
                                                       "HOURS", "ISO", "SLASHED", "FRACTION");

enum class Unit {
  second,
  minute,
  hour,
  day,
  week,
  fortnight,
  month,
  quarter,
  year,
  decade,
  century
};
template <>
inline constexpr auto words_of<Unit> = vocabulary("second", "minute", "hour", "day", "week",
                                                  "fortnight", "month", "quarter", "year", "decade",
                                                  "century");

enum class DayPart { morning, afternoon, evening, night };
template <>
inline constexpr auto words_of<DayPart> = vocabulary("morning", "afternoon", "evening", "night");

/// A symbol of the grammar: a TimeClass, or TimeClass::count + the number of a word that patterns
/// name.
using TimeSymbol = std::uint16_t;

constexpr TimeSymbol symbol_of(TimeClass kind) { return static_cast<TimeSymbol>(kind); }

/// One way to take a word.
struct TimeReading {
  TimeSymbol symbol = 0;
  std::int32_t value = 0;  ///< month number, unit, minutes of the day, the number itself ...
};

/// A word of a block as the grammar sees it; words that mean nothing here have no reading.
struct TimeWord {
  Span span;
  std::array<TimeReading, 6> readings;
  std::uint8_t count = 0;
  bool glued = false;  ///< no white space before it

  void add(TimeSymbol symbol, std::int32_t value);
  /// The value of a reading, or nullptr where the word cannot be that.
  const std::int32_t* as(TimeClass kind) const;
  bool is(TimeClass kind) const { return as(kind) != nullptr; }
};

/// The words that times are made of; looked up by hash. Immutable after load.
class TimeWords {
 public:
  static Result<TimeWords> load(const std::filesystem::path& path);

  /// The symbol of a word that a pattern names; the same for the same word.
  TimeSymbol add_literal(std::string_view word);
  TimeSymbol literal(std::string_view word) const;  ///< 0xFFFF where no pattern names it

  /// Cuts `text[span]` into words. Numbers of several words are one ("twenty-four", "nineteen
  /// ninety-six"). Linear.
  void scan(std::string_view text, Span span, std::vector<TimeWord>& words) const;

  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  struct Meaning {
    TimeReading reading;
    bool capital = false;
  };
  struct Entry {
    std::vector<Meaning> meanings;
    TimeSymbol literal = none;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  static constexpr TimeSymbol none = 0xFFFF;

  std::uint32_t scan_letters(std::string_view text, std::uint32_t at, std::uint32_t end,
                             TimeWord& word) const;
  std::uint32_t scan_digits(std::string_view text, std::uint32_t at, std::uint32_t end,
                            TimeWord& word) const;
  void look_up(std::string_view key, bool capital, TimeWord& word) const;
  const Entry* find(std::string_view key) const;

  std::unordered_map<std::string, Entry, TextHash, std::equal_to<>> entries_;
  std::size_t longest_ = 0;
  std::uint16_t literals_ = 0;
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
