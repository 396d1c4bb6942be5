#pragma once

#include <array>
#include <string>
#include <vector>

#include "sitrep/scene/time_words.h"

namespace sitrep {

/// How the value of a pattern is made; the rule column of lexicon/scene/time_patterns.tsv.
enum class TimeRule {
  iso,
  slashed,
  date,
  year,
  decade,
  century,
  weekday,
  weekday_set,
  quarter,
  quarter_shift,
  year_before,
  half,
  year_end,
  season,
  shift,
  past_unit,
  weekend,
  week_of,
  count,
  half_century_ago,
  passage_shift,
  clock,
  daypart,
  holiday,
  duration,
  duration_of,
  the_year,
  rate,
  set,
  set_of,
  reference,
  not_a_time
};
template <>
inline constexpr auto words_of<TimeRule> = vocabulary(
    "iso", "slashed", "date", "year", "decade", "century", "weekday", "weekday_set", "quarter",
    "quarter_shift", "year_before", "half", "year_end", "season", "shift", "past_unit", "weekend",
    "week_of", "count", "half_century_ago", "passage_shift", "clock", "daypart", "holiday",
    "duration", "duration_of", "the_year", "rate", "set", "set_of", "reference", "not_a_time");

/// A line of time_patterns.tsv.
struct TimePattern {
  TimeRule rule = TimeRule::reference;
  std::string argument;
};

/// A pattern found in a block.
struct TimeMatch {
  std::size_t first = 0, end = 0;  ///< words [first, end), context words left out
  std::uint16_t pattern = 0;
  std::int16_t holiday = -1;
  std::array<TimeReading, 16> path;  ///< one reading a word, context words included
  std::size_t length = 0;

  const std::int32_t* value(TimeClass kind, std::size_t nth = 0) const;
};

/// The patterns as one trie over symbols. Matching costs a look-up for a word that begins no
/// pattern, and a few steps for one that does. Immutable after load.
class TimeGrammar {
 public:
  static Result<TimeGrammar> load(const std::filesystem::path& folder);

  const TimeWords& words() const { return words_; }
  const TimePattern& pattern(const TimeMatch& match) const { return patterns_[match.pattern]; }
  const std::string& holiday(const TimeMatch& match) const {
    return holidays_[static_cast<std::size_t>(match.holiday)];
  }

  /// The longest match that begins at words[at]; false if there is none.
  bool match(const std::vector<TimeWord>& words, std::size_t at, TimeMatch& found) const;

  std::vector<LexiconProblem> problems() const;

 private:
  static constexpr std::size_t longest = 14;  // words of a pattern

  struct Accept {
    std::uint16_t pattern = 0;
    std::int16_t holiday = -1;
    std::uint8_t lead = 0;
  };
  struct Edge {
    TimeSymbol symbol = 0;
    std::uint32_t node = 0;
  };
  struct Node {
    std::vector<Edge> edges;
    int accept = -1;
  };
  struct Element {
    std::vector<TimeSymbol> symbols;
    bool optional = false, context = false, holiday = false;
  };

  bool parse(std::string_view text, std::vector<Element>& elements);
  void expand(const std::vector<Element>& elements, std::uint16_t pattern, std::size_t line,
              const std::string& path);
  void insert(const std::vector<TimeSymbol>& symbols, Accept accept, std::size_t line,
              const std::string& path);
  Status load_holidays(const std::filesystem::path& path);

  TimeWords words_;
  std::vector<TimePattern> patterns_;
  std::vector<std::string> holidays_;
  std::vector<std::pair<std::vector<TimeSymbol>, std::int16_t>> holiday_names_;
  std::vector<Node> nodes_;
  std::vector<Accept> accepts_;
  std::vector<std::uint32_t> roots_;  // by symbol; 0 where no pattern begins so
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
