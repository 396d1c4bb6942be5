#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/markup/phrases.h"

namespace sitrep {

/// A day, perhaps with a time of day and a zone, as it was read from a page.
struct Moment {
  int year = 0, month = 0, day = 0;  ///< day 0: only the month is known
  int hour = -1, minute = 0;         ///< -1: only the day is known
  std::optional<int> zone;           ///< minutes east of Greenwich

  std::string edtf() const;
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// Days since 1 January 1970 of a date of the Gregorian calendar, and back.
long days_of(int year, int month, int day);
Moment moment_of_days(long days);
/// 1 Monday to 7 Sunday.
int iso_weekday(long days);

/// Where a page's text names a moment, and what it is.
struct FoundMoment {
  std::size_t begin = 0, end = 0;  ///< bytes of the text, weekday and zone included
  Moment moment;
  bool ambiguous = false;  ///< 03/04/2020: read day first or month first, as the caller asked
};

/// "3 days ago": how far back, in seconds, and how exact the unit is.
struct FoundAge {
  std::size_t begin = 0, end = 0;
  long seconds = 0, unit = 1;
};

/// The moment that lies so far before `now`, as exactly as the unit allows: "3 days ago" gives a
/// day, "5 months ago" a month.
Moment moment_before(const Moment& now, const FoundAge& age);

/// A time of day that stands alone: "01:10 PM ET".
struct FoundTime {
  std::size_t begin = 0, end = 0;
  int hour = 0, minute = 0;
  std::string zone;  ///< as printed, lower case; see DateWords::zone_offset
};

/// How 03/04/2020 is to be read.
enum class NumericOrder { month_first, day_first };

/// The words of lexicon/page/dates.tsv and the grammar of printed dates. Immutable. All searches
/// are linear in the text.
class DateWords {
 public:
  static Result<DateWords> load(const std::filesystem::path& path);

  /// The first date in a text: "June 27th, 2012", "18. Oktober 2019 um 15:05 Uhr", "2012-06-27",
  /// "13:10 GMT, 27 June 2012". A month without a year or a bare year is none.
  std::optional<FoundMoment> find(std::string_view text, NumericOrder order) const;

  std::optional<FoundAge> find_age(std::string_view text) const;
  std::optional<FoundTime> find_time(std::string_view text) const;

  /// The first weekday that is named in full: 1 to 7, or 0.
  int find_weekday(std::string_view text) const;

  /// Minutes east of Greenwich of a zone that is printed as "et" on that day.
  std::optional<int> zone_offset(std::string_view zone, const Moment& day) const;

  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  enum class Kind { month, weekday, half, joiner, ordinal, hour, unit, ago, zone, number, mark };
  struct Word {
    Kind kind = Kind::mark;
    long value = 0;
    bool summer_time = false;
  };
  struct Token;
  class Reader;

  const Word* word(std::string_view folded, Kind kind) const;

  StringMap<std::vector<Word>> words_;
  std::vector<LexiconProblem> problems_;
};

/// A moment from a machine's notation: ISO 8601 and its loose kin ("2012-06-27T13:10:00-04:00",
/// "2012-06-27 13:10", "20120627"). Nothing if it is no date.
std::optional<Moment> parse_iso(std::string_view text);

}  // namespace sitrep
