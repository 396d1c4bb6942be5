#include "sitrep/markup/dates.h"

#include <fmt/format.h>

#include <charconv>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t text_max = 400;  // dates are looked for in lines, not in essays

bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool is_day(int year, int month, int day) {
  return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in(year, month);
}

// The n-th Sunday (n < 0: counted from the end) of a month, in days.
long sunday(int year, int month, int n) {
  if (n > 0) {
    const long first = days_of(year, month, 1);
    return first + (7 - iso_weekday(first)) % 7 + 7L * (n - 1);
  }
  const long last = days_of(year, month, days_in(year, month));
  return last - iso_weekday(last) % 7;
}

int two_digit_year(long value) {
  return static_cast<int>(value < 70 ? 2000 + value : 1900 + value);
}

}  // namespace

std::string Moment::edtf() const {
  if (year == 0) return {};
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  std::string out = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (hour < 0) return out;
  out += fmt::format("T{:02}:{:02}", hour, minute);
  if (!zone) return out;
  if (*zone == 0) return out + "Z";
  const int far = *zone < 0 ? -*zone : *zone;
  return out + fmt::format("{}{:02}:{:02}", *zone < 0 ? '-' : '+', far / 60, far % 60);
}

// Both ways after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
long days_of(int year, int month, int day) {
  const long y = month <= 2 ? year - 1 : year;
  const long era = (y >= 0 ? y : y - 399) / 400;
  const long of_era = y - era * 400;
  const long of_year = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

Moment moment_of_days(long days) {
  days += 719468;
  const long era = (days >= 0 ? days : days - 146096) / 146097;
  const long day = days - era * 146097;
  const long year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const long of_year = day - (365 * year + year / 4 - year / 100);
  const long month = (5 * of_year + 2) / 153;
  Moment moment;
  moment.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
  moment.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  moment.year = static_cast<int>(year + era * 400 + (moment.month <= 2 ? 1 : 0));
  return moment;
}

int iso_weekday(long days) { return static_cast<int>(((days + 3) % 7 + 7) % 7) + 1; }

Moment moment_before(const Moment& now, const FoundAge& age) {
  const long seconds = days_of(now.year, now.month, now.day) * 86400 +
                       std::max(now.hour, 0) * 3600L + now.minute * 60L;
  const long then = seconds - age.seconds;
  Moment moment = moment_of_days(then >= 0 ? then / 86400 : (then - 86399) / 86400);
  if (age.unit < 86400 && now.hour >= 0 && then >= 0) {
    moment.hour = static_cast<int>(then % 86400 / 3600);
    moment.minute = static_cast<int>(then % 3600 / 60);
    moment.zone = now.zone;
  }
  if (age.unit >= 30 * 86400L) moment.day = 0;
  return moment;
}

/// A word, a number or a mark of the text.
struct DateWords::Token {
  std::size_t begin = 0, end = 0;
  bool number = false, letters = false;
  long value = 0;
  std::string key;

  std::size_t size() const { return end - begin; }
  bool mark(char c) const { return !number && !letters && key.size() == 1 && key[0] == c; }
};

/// Tries the forms of a date at one token after the other.
class DateWords::Reader {
 public:
  Reader(std::string_view text, const DateWords& words, NumericOrder order)
      : words_(words), order_(order) {
    split(text.substr(0, text_max));
  }

  std::optional<FoundMoment> date() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      FoundMoment found;
      std::size_t end = i;
      std::optional<FoundTime> early;
      if (time_at(end, early) && !skip_to_date(end)) continue;
      if (!early) end = i;
      if (!date_at(end, found)) continue;
      found.begin = begin_of(i);
      if (early) {
        set(found.moment, *early);
      } else {
        late_time(end, found);
      }
      found.end = std::max(found.end, tokens_[end - 1].end);
      return found;
    }
    return std::nullopt;
  }

  std::optional<FoundTime> time() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      std::size_t end = i;
      std::optional<FoundTime> found;
      if (time_at(end, found)) return found;
    }
    return std::nullopt;
  }

  std::optional<FoundAge> age() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Word* unit = is(i + 1, Kind::unit);
      const bool one = at(i) && (tokens_[i].key == "a" || tokens_[i].key == "an" ||
                                 tokens_[i].key == "ein" || tokens_[i].key == "einem");
      if (!at(i) || !unit || (!tokens_[i].number && !one)) continue;
      const bool before = i > 0 && is(i - 1, Kind::ago) != nullptr;
      const bool after = is(i + 2, Kind::ago) != nullptr;
      if (!before && !after) continue;
      FoundAge found;
      found.begin = tokens_[before ? i - 1 : i].begin;
      found.end = tokens_[after ? i + 2 : i + 1].end;
      found.unit = unit->value;
      found.seconds = unit->value * (one ? 1 : std::min(tokens_[i].value, 10000L));
      return found;
    }
    return std::nullopt;
  }

  int weekday() {
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (const Word* found = is(i, Kind::weekday); found && tokens_[i].size() >= 6)
        return static_cast<int>(found->value);
    return 0;
  }

 private:
  void split(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const CodePoint point = decode(text, at);
      Token token;
      token.begin = at;
      token.end = at + point.length;
      if (is_digit_byte(text[at])) {
        while (token.end < text.size() && is_digit_byte(text[token.end])) ++token.end;
        token.number = true;
        const std::size_t digits = token.end - at;
        if (digits <= 9) std::from_chars(text.data() + at, text.data() + token.end, token.value);
      } else if (is_letter(point.value)) {
        token.letters = true;
        while (token.end < text.size()) {
          const CodePoint next = decode(text, token.end);
          const bool inner_dot = next.value == '.' && token.end + 1 < text.size() &&
                                 token.size() == 1 && is_letter(decode(text, token.end + 1).value);
          if (!is_letter(next.value) && !inner_dot) break;
          token.end += next.length;
        }
        token.key = fold(text.substr(at, token.size()));
      } else if (is_space(point.value)) {
        at = token.end;
        continue;
      } else {
        token.key = text.substr(at, point.length);
      }
      at = token.end;
      tokens_.push_back(std::move(token));
    }
  }

  const Token* at(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }

  const Word* is(std::size_t i, Kind kind) const {
    return i < tokens_.size() && tokens_[i].letters ? words_.word(tokens_[i].key, kind) : nullptr;
  }

  bool mark(std::size_t i, char c) const { return i < tokens_.size() && tokens_[i].mark(c); }

  bool touches(std::size_t i) const {
    return i > 0 && i < tokens_.size() && tokens_[i - 1].end == tokens_[i].begin;
  }

  // A weekday before the date belongs to it: "Wednesday, June 27, 2012".
  std::size_t begin_of(std::size_t i) const {
    std::size_t j = i;
    if (j > 0 && (mark(j - 1, ',') || mark(j - 1, '.'))) --j;
    if (j > 0 && is(j - 1, Kind::weekday)) return tokens_[j - 1].begin;
    return tokens_[i].begin;
  }

  void skip_joiners(std::size_t& i) const {
    while (i < tokens_.size() && (is(i, Kind::joiner) || mark(i, ',') || mark(i, '.'))) ++i;
  }

  bool year_at(std::size_t i, int& year) const {
    const Token* token = at(i);
    if (!token || !token->number || token->size() != 4) return false;
    year = static_cast<int>(token->value);
    return year >= 1900 && year < 2100;
  }

  // At the date itself; moves `i` behind it.
  bool date_at(std::size_t& i, FoundMoment& found) const {
    if (is(i, Kind::weekday) && !is(i, Kind::month)) {
      ++i;
      skip_joiners(i);
    }
    return iso_at(i, found) || numeric_at(i, found) || day_month_at(i, found) ||
           month_day_at(i, found);
  }

  bool keep(std::size_t& i, std::size_t end, int year, int month, int day,
            FoundMoment& found) const {
    if (!is_day(year, month, day)) return false;
    found.moment.year = year;
    found.moment.month = month;
    found.moment.day = day;
    found.end = tokens_[end - 1].end;
    i = end;
    return true;
  }

  // 2012-06-27, 2012/06/27, 2012.06.27
  bool iso_at(std::size_t& i, FoundMoment& found) const {
    int year = 0;
    if (!year_at(i, year) || !at(i + 4)) return false;
    const char separator = tokens_[i + 1].key.empty() ? 0 : tokens_[i + 1].key[0];
    if (separator != '-' && separator != '/' && separator != '.') return false;
    if (!mark(i + 3, separator) || !tokens_[i + 2].number || !tokens_[i + 4].number) return false;
    return keep(i, i + 5, year, static_cast<int>(tokens_[i + 2].value),
                static_cast<int>(tokens_[i + 4].value), found);
  }

  // 27.06.2012, 6/27/2012, 27-06-12
  bool numeric_at(std::size_t& i, FoundMoment& found) const {
    const Token* last = at(i + 4);
    if (!last || !last->number || !tokens_[i].number || !tokens_[i + 2].number) return false;
    const char separator = tokens_[i + 1].key.empty() ? 0 : tokens_[i + 1].key[0];
    if (separator != '-' && separator != '/' && separator != '.') return false;
    if (!mark(i + 3, separator) || tokens_[i].size() > 2 || tokens_[i + 2].size() > 2) return false;
    if (last->size() != 4 && last->size() != 2) return false;
    if (!touches(i + 1) || !touches(i + 2) || !touches(i + 3) || !touches(i + 4)) return false;
    const int year =
        last->size() == 2 ? two_digit_year(last->value) : static_cast<int>(last->value);
    const int a = static_cast<int>(tokens_[i].value), b = static_cast<int>(tokens_[i + 2].value);
    found.ambiguous = separator != '.' && a <= 12 && b <= 12 && a != b;
    const bool day_first =
        separator == '.' || a > 12 || (b <= 12 && order_ == NumericOrder::day_first);
    return keep(i, i + 5, year, day_first ? b : a, day_first ? a : b, found);
  }

  // 27 June 2012, 18. Oktober 2019, 16. March, 2023, 3 de mayo de 2019, 1st of May 2012
  bool day_month_at(std::size_t& i, FoundMoment& found) const {
    if (!at(i) || !tokens_[i].number || tokens_[i].size() > 2) return false;
    std::size_t j = i + 1;
    if (is(j, Kind::ordinal) && touches(j)) ++j;
    while (mark(j, '.') || mark(j, '-') || mark(j, '/') || is(j, Kind::joiner)) ++j;
    const Word* month = is(j, Kind::month);
    if (!month) return false;
    ++j;
    while (mark(j, '.') || mark(j, ',') || mark(j, '-') || mark(j, '/') || is(j, Kind::joiner)) ++j;
    int year = 0;
    if (!year_at(j, year)) return false;
    return keep(i, j + 1, year, static_cast<int>(month->value), static_cast<int>(tokens_[i].value),
                found);
  }

  // June 27, 2012; June 27th 2012; Juli 30, 2013
  bool month_day_at(std::size_t& i, FoundMoment& found) const {
    const Word* month = is(i, Kind::month);
    if (!month) return false;
    std::size_t j = i + 1;
    while (mark(j, '.') || mark(j, '-')) ++j;
    if (!at(j) || !tokens_[j].number || tokens_[j].size() > 2) return false;
    const int day = static_cast<int>(tokens_[j].value);
    ++j;
    if (is(j, Kind::ordinal) && touches(j)) ++j;
    while (mark(j, ',') || mark(j, '.') || mark(j, '-')) ++j;
    int year = 0;
    if (!year_at(j, year)) return false;
    return keep(i, j + 1, year, static_cast<int>(month->value), day, found);
  }

  // 9:07 pm, 15:05 Uhr, 21.11 (with a word for the hour), 1 PM ET
  bool time_at(std::size_t& i, std::optional<FoundTime>& found) const {
    if (!at(i) || !tokens_[i].number || tokens_[i].size() > 2 || tokens_[i].value > 24)
      return false;
    FoundTime time;
    time.begin = tokens_[i].begin;
    time.hour = static_cast<int>(tokens_[i].value);
    std::size_t j = i + 1;
    const bool colon = mark(j, ':') || (at(j) && tokens_[j].key == "h" && touches(j));
    const bool minutes = at(j + 1) && tokens_[j + 1].number && tokens_[j + 1].size() == 2 &&
                         tokens_[j + 1].value < 60 && touches(j + 1);
    if ((colon || mark(j, '.')) && minutes) {
      time.minute = static_cast<int>(tokens_[j + 1].value);
      j += 2;
      if (mark(j, ':') && at(j + 1) && tokens_[j + 1].number) j += 2;
      if (mark(j, '.') && at(j + 1) && tokens_[j + 1].number && touches(j)) j += 2;
    }
    const bool has_minutes = j > i + 1;
    const Word* half = is(j, Kind::half);
    if (half) {
      if (time.hour > 12) return false;
      time.hour = time.hour % 12 + static_cast<int>(half->value);
      ++j;
      if (mark(j, '.') && touches(j)) ++j;
    }
    const bool hour_word = is(j, Kind::hour) && !half;
    if (hour_word) ++j;
    if (!(has_minutes && (colon || after_joiner(i))) && !half && !hour_word) return false;
    read_zone(j, time);
    time.end = tokens_[j - 1].end;
    i = j;
    found = std::move(time);
    return true;
  }

  bool after_joiner(std::size_t i) const { return i > 0 && is(i - 1, Kind::joiner) != nullptr; }

  // ET, GMT+5, +0200, -04:00, (EST)
  void read_zone(std::size_t& j, FoundTime& time) const {
    std::size_t k = j;
    const bool bracket = mark(k, '(');
    if (bracket) ++k;
    if (is(k, Kind::zone)) {
      time.zone = tokens_[k].key;
      j = ++k;
      if (bracket && mark(k, ')')) j = ++k;
    }
    const bool sign = (mark(k, '+') || mark(k, '-')) && touches(k);
    if (!sign || !at(k + 1) || !tokens_[k + 1].number || !touches(k + 1)) return;
    const long value = tokens_[k + 1].value;
    long minutes = 0;
    if (tokens_[k + 1].size() == 4) {
      minutes = value / 100 * 60 + value % 100;
      j = k + 2;
    } else if (tokens_[k + 1].size() <= 2) {
      minutes = value * 60;
      j = k + 2;
      if (mark(j, ':') && at(j + 1) && tokens_[j + 1].number) {
        minutes += tokens_[j + 1].value;
        j += 2;
      }
    } else {
      return;
    }
    if (minutes <= 14L * 60) time.zone = fmt::format("{}{}", mark(k, '-') ? '-' : '+', minutes);
  }

  bool skip_to_date(std::size_t& i) const {
    for (int n = 0; n < 3 && i < tokens_.size(); ++n) {
      if (tokens_[i].number || is(i, Kind::month) || is(i, Kind::weekday)) return true;
      if (tokens_[i].letters && !is(i, Kind::joiner)) return false;
      ++i;
    }
    return i < tokens_.size();
  }

  void late_time(std::size_t& end, FoundMoment& found) const {
    std::size_t j = end;
    for (int n = 0; n < 4 && j < tokens_.size() && !tokens_[j].number; ++n) {
      const bool mark_between = !tokens_[j].letters && !mark(j, '+');
      const bool letter_t = tokens_[j].key == "t" && touches(j);
      if (!mark_between && !letter_t && !is(j, Kind::joiner) && !is(j, Kind::weekday)) return;
      ++j;
    }
    std::optional<FoundTime> time;
    if (j == end && touches(j)) return;
    if (!time_at(j, time)) return;
    set(found.moment, *time);
    end = j;
  }

  void set(Moment& moment, const FoundTime& time) const {
    moment.hour = time.hour % 24;
    moment.minute = time.minute;
    moment.zone = words_.zone_offset(time.zone, moment);
  }

  const DateWords& words_;
  NumericOrder order_;
  std::vector<Token> tokens_;
};

const DateWords::Word* DateWords::word(std::string_view folded, Kind kind) const {
  const auto found = words_.find(folded);
  if (found == words_.end()) return nullptr;
  for (const Word& word : found->second)
    if (word.kind == kind) return &word;
  return nullptr;
}

Result<DateWords> DateWords::load(const std::filesystem::path& path) {
  Result<Table> table = Table::read(path, {"kind", "value", "word"});
  if (!table) return table.error();
  constexpr std::string_view kinds[] = {"month", "weekday", "half", "joiner", "ordinal",
                                        "hour",  "unit",    "ago",  "zone"};
  DateWords words;
  for (const Table::Row& row : table->rows()) {
    const std::string_view name = table->cell(row, "kind");
    std::string_view value = table->cell(row, "value");
    std::size_t kind = 0;
    while (kind < std::size(kinds) && kinds[kind] != name) ++kind;
    Word word;
    word.kind = static_cast<Kind>(kind);
    word.summer_time = value.substr(0, 2) == "us";
    if (word.summer_time) value.remove_prefix(2);
    std::from_chars(value.data(), value.data() + value.size(), word.value);
    if (kind == std::size(kinds)) {
      words.problems_.push_back({table->path(), row.line, "no such kind of word"});
      continue;
    }
    for (const std::string_view spelling : values(table->cell(row, "word"))) {
      if (fold(spelling) != spelling)
        words.problems_.push_back({table->path(), row.line,
                                   "never matches: not in lower case "
                                   "without diacritics"});
      words.words_[std::string(spelling)].push_back(word);
    }
  }
  return words;
}

std::optional<FoundMoment> DateWords::find(std::string_view text, NumericOrder order) const {
  return Reader(text, *this, order).date();
}

std::optional<FoundAge> DateWords::find_age(std::string_view text) const {
  return Reader(text, *this, NumericOrder::month_first).age();
}

std::optional<FoundTime> DateWords::find_time(std::string_view text) const {
  return Reader(text, *this, NumericOrder::month_first).time();
}

int DateWords::find_weekday(std::string_view text) const {
  return Reader(text, *this, NumericOrder::month_first).weekday();
}

std::optional<int> DateWords::zone_offset(std::string_view zone, const Moment& day) const {
  if (zone.empty()) return std::nullopt;
  if (zone[0] == '+' || zone[0] == '-') {
    int minutes = 0;
    std::from_chars(zone.data() + 1, zone.data() + zone.size(), minutes);
    return zone[0] == '-' ? -minutes : minutes;
  }
  const Word* found = word(zone, Kind::zone);
  if (!found) return std::nullopt;
  int offset = static_cast<int>(found->value);
  if (!found->summer_time || day.day == 0) return offset;
  // Since 2007: second Sunday of March to first Sunday of November; before: first Sunday of April
  // to last Sunday of October.
  const long today = days_of(day.year, day.month, day.day);
  const bool now = day.year >= 2007;
  const long begin = now ? sunday(day.year, 3, 2) : sunday(day.year, 4, 1);
  const long end = now ? sunday(day.year, 11, 1) : sunday(day.year, 10, -1);
  return today >= begin && today < end ? offset + 60 : offset;
}

std::optional<Moment> parse_iso(std::string_view text) {
  text = trim(text);
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    if (at + digits > text.size()) return -1;
    for (std::size_t i = at; i < at + digits; ++i) {
      if (!is_digit_byte(text[i])) return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  Moment moment;
  const bool dashes = text.size() >= 10 && (text[4] == '-' || text[4] == '/');
  moment.year = number(0, 4);
  moment.month = number(dashes ? 5 : 4, 2);
  moment.day = number(dashes ? 8 : 6, 2);
  if (!is_day(moment.year, moment.month, moment.day)) return std::nullopt;
  std::size_t at = dashes ? 10 : 8;
  while (at < text.size() && (text[at] == 'T' || text[at] == ' ')) ++at;
  const int hour = number(at, 2);
  const bool colon = at + 2 < text.size() && text[at + 2] == ':';
  const int minute = number(at + (colon ? 3 : 2), 2);
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return moment;
  moment.hour = hour % 24;
  moment.minute = minute;
  const std::size_t zone = text.find_first_of("Z+-", at);
  if (zone == std::string_view::npos) return moment;
  if (text[zone] == 'Z') {
    moment.zone = 0;
    return moment;
  }
  const int hours = number(zone + 1, 2);
  const bool parted = zone + 3 < text.size() && text[zone + 3] == ':';
  const int minutes = number(zone + (parted ? 4 : 3), 2);
  if (hours >= 0 && hours <= 14)
    moment.zone = (hours * 60 + std::max(minutes, 0)) * (text[zone] == '-' ? -1 : 1);
  return moment;
}

}  // namespace sitrep
