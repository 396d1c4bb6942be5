#include "sitrep/story/judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include <fmt/format.h>

namespace sitrep {

namespace {

constexpr double points_min = 5.5;
constexpr double points_full = 10;          // as sure as it gets
constexpr std::int32_t days_tolerated = 1;  // time zones, "late Monday"
constexpr double kilometres_same_place = 30;
constexpr double few_killed = 3, many_killed = 10;  // a number that hardly comes twice
constexpr double much_overlap = 0.5, some_overlap = 0.25;

double kilometres(Coordinates a, Coordinates b) {
  constexpr double radians = std::numbers::pi / 180, earth_diameter = 12742;
  const double north = std::sin((b.latitude - a.latitude) * radians / 2);
  const double east = std::sin((b.longitude - a.longitude) * radians / 2);
  const double part =
      north * north + std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * east * east;
  return earth_diameter * std::asin(std::min(1.0, std::sqrt(part)));
}

std::optional<double> distance_of(const EventFact& one, const EventFact& two) {
  if (one.place.empty() || two.place.empty()) return {};
  if (one.where.geonames && one.where.geonames == two.where.geonames) return 0;
  if (one.where.kind == "country" || two.where.kind == "country" || !one.where.at || !two.where.at)
    return {};
  return kilometres(*one.where.at, *two.where.at);
}

/// Types that coders take for each other; either order.
bool are_neighbours(std::string_view a, std::string_view b) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> pairs = {{
      {"ASSAULT", "COERCE"},
      {"SANCTION", "COERCE"},
      {"CONSULT", "COOPERATE"},
      {"CONSULT", "AGREE"},
      {"AGREE", "COOPERATE"},
      {"AID", "COOPERATE"},
      {"ACCUSE", "REJECT"},
      {"ACCUSE", "THREATEN"},
      {"PROTEST", "MOBILIZE"},
  }};
  return std::ranges::any_of(pairs, [&](const auto& pair) {
    return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
  });
}

void say(std::string* reason, std::string_view words) {
  if (reason == nullptr) return;
  if (!reason->empty()) *reason += ", ";
  *reason += words;
}

class Pair {
 public:
  Pair(const Told& a, const Told& b, std::string* reason)
      : a_(a), b_(b), one_(*a.fact), two_(*b.fact), reason_(reason) {}

  Verdict weigh() {
    if (!types()) return verdict_;
    if (is_real(one_.status) != is_real(two_.status)) return barred(Verdict::Bar::status);
    numbers();
    if (!actors()) return verdict_;
    verdict_.bar = Verdict::Bar::none;
    times();
    wording();
    places();
    return verdict_;
  }

 private:
  Verdict barred(Verdict::Bar bar) {
    // Outcomes need to know whether the actors agree although the status differs.
    actors();
    verdict_.bar = bar;
    verdict_.days = days_apart(a_.when, b_.when);
    return verdict_;
  }

  bool types() {
    neighbours_ = type_group(one_.type) != type_group(two_.type);
    if (neighbours_ && !are_neighbours(one_.type, two_.type)) return false;
    if (!neighbours_) verdict_.points += 1;
    say(reason_, neighbours_ ? "neighbouring types" : "same type");
    if (!one_.mode.empty() && !two_.mode.empty())
      verdict_.points += one_.mode == two_.mode ? 0.5 : -1;
    return true;
  }

  void numbers() {
    const auto &killed = one_.magnitude.killed, &also = two_.magnitude.killed;
    if (killed && also) {
      numbers_agree_ = *killed == *also && *killed >= few_killed;
      if (numbers_agree_) verdict_.points += *killed >= many_killed ? 3 : 2;
      if (*killed != *also) verdict_.points -= 0.5;
    }
    if (one_.magnitude.wounded && one_.magnitude.wounded == two_.magnitude.wounded)
      verdict_.points += 1;
  }

  struct Side {
    const std::vector<Id<Actor>>& actors;
    bool is_named;
  };

  Side source_of(const Told& told) const { return {told.source, told.source_is_named}; }
  Side target_of(const Told& told) const { return {told.target, told.target_is_named}; }

  /// How far two sides agree: 1 they share somebody, 0 one of them is unknown, -1 they conflict.
  /// "The gunman" is no conflict with a name.
  static int agree(Side a, Side b) {
    if (a.actors.empty() || b.actors.empty()) return 0;
    if (share(a.actors, b.actors)) return 1;
    return a.is_named && b.is_named ? -1 : 0;
  }

  bool actors() {
    int source = agree(source_of(a_), source_of(b_)), target = agree(target_of(a_), target_of(b_));
    if (is_symmetric(one_.type)) {
      const int to = agree(source_of(a_), target_of(b_)),
                from = agree(target_of(a_), source_of(b_));
      const bool swapped_fits = std::min(to, from) >= 0 && std::max(to, from) > 0;
      if (swapped_fits && (std::min(source, target) < 0 || to + from > source + target)) {
        source = to;
        target = from;
      }
    }
    // Who did it is what tellings disagree on; the same many dead are not.
    const bool rivals = source < 0 && target >= 0 && numbers_agree_;
    if ((source < 0 && !rivals) || target < 0) return false;
    verdict_.both_sides = source > 0 && target > 0;
    verdict_.any_side = source > 0 || target > 0;
    if (neighbours_ && !verdict_.both_sides) return false;
    const bool same_story =
        a_.thread == b_.thread && !one_.trigger.empty() && stem(one_.trigger) == stem(two_.trigger);
    if (!verdict_.any_side && !nobody() && !numbers_agree_ && !same_story) return false;
    weigh_actors(rivals);
    return true;
  }

  void weigh_actors(bool rivals) {
    const bool as_many_sides =
        a_.source.empty() == b_.source.empty() && a_.target.empty() == b_.target.empty() && !rivals;
    if (verdict_.both_sides)
      verdict_.points += 3;
    else if (verdict_.any_side)
      verdict_.points += as_many_sides ? 2 : 1.5;
    if (verdict_.any_side || rivals)
      say(reason_, rivals ? "the same dead, other doers" : "same actors");
    if (numbers_agree_) say(reason_, fmt::format("{:g} killed in both", *one_.magnitude.killed));
  }

  bool same_word() const {
    return !one_.trigger.empty() && stem(one_.trigger) == stem(two_.trigger);
  }

  bool nobody() const {
    return a_.source.empty() && b_.source.empty() && a_.target.empty() && b_.target.empty();
  }

  void times() {
    const bool days_known = a_.day_is_known && b_.day_is_known;
    verdict_.days = days_apart(a_.when, b_.when);
    if (verdict_.days > days_tolerated) {
      // "who were killed in a strike that ...": told without its day, long after it.
      const bool recalled = numbers_agree_ && (recalls(a_, b_) || recalls(b_, a_));
      if (!recalled) verdict_.bar = Verdict::Bar::time;
      say(reason_, "told again later");
      return;
    }
    if (a_.when.unknown() || b_.when.unknown()) return;
    verdict_.points += days_known ? 2 : a_.day_is_known || b_.day_is_known ? 1 : 0.5;
    say(reason_, days_known ? "same day" : "times overlap");
  }

  /// `later` is only known to be past, and was told after `earlier` had happened.
  static bool recalls(const Told& later, const Told& earlier) {
    return later.is_bounded_only && earlier.when.end <= later.when.end;
  }

  void wording() {
    if (a_.record.page == b_.record.page) verdict_.points -= 0.5;
    if (same_word()) verdict_.points += 1;
    if (nobody() && !same_word()) verdict_.bar = Verdict::Bar::other;
    const double overlap = overlap_of(one_.words, two_.words);
    if (overlap >= some_overlap && a_.record.page != b_.record.page) {
      verdict_.points += overlap >= much_overlap ? 2.5 : 1;
      say(reason_, overlap >= much_overlap ? "nearly the same words" : "like words");
    }
    if (a_.thread == b_.thread && a_.record.page != b_.record.page) {
      verdict_.points += same_word() ? 2.5 : 1;
      say(reason_, "same story");
    }
  }

  void places() {
    const std::optional<double> distance = distance_of(one_, two_);
    if (!distance) {
      if (!one_.country.empty() && !two_.country.empty() && one_.country != two_.country)
        verdict_.points -= 1;
      return;
    }
    if (*distance <= kilometres_same_place) {
      verdict_.points += 1.5;
      say(reason_, "same place");
      return;
    }
    verdict_.points -= 1.5;
    const bool same_day = a_.day_is_known && b_.day_is_known && verdict_.both_sides;
    if (!same_day && verdict_.bar == Verdict::Bar::none) verdict_.bar = Verdict::Bar::place;
  }

  const Told &a_, &b_;
  const EventFact &one_, &two_;
  std::string* reason_;
  Verdict verdict_;
  bool neighbours_ = false, numbers_agree_ = false;
};

}  // namespace

bool is_symmetric(std::string_view type) {
  return type == "CONSULT" || type == "AGREE" || type == "COOPERATE";
}

bool Verdict::same() const { return bar == Bar::none && points >= points_min; }

std::uint32_t Verdict::percent() const {
  return static_cast<std::uint32_t>(std::lround(100 * std::clamp(points / points_full, 0.0, 1.0)));
}

std::string_view type_group(std::string_view type) { return type == "RETREAT" ? "CONCEDE" : type; }

bool is_real(EventStatus status) {
  return status == EventStatus::happened || status == EventStatus::ongoing;
}

bool share(const std::vector<Id<Actor>>& a, const std::vector<Id<Actor>>& b) {
  return std::ranges::any_of(a,
                             [&](Id<Actor> actor) { return std::ranges::binary_search(b, actor); });
}

Verdict judge(const Told& a, const Told& b, std::string* reason) {
  return Pair(a, b, reason).weigh();
}

double judge_comment(const Told& comment, const Told& b, const std::vector<Id<Actor>>& about,
                     std::string& reason) {
  const EventFact &one = *comment.fact, &two = *b.fact;
  if (type_group(one.type) != type_group(two.type)) return 0;
  if (b.when.begin != Interval::open_begin && b.when.begin > comment.when.end) return 0;
  const auto &killed = one.magnitude.killed, &also = two.magnitude.killed;
  const bool numbers_agree = killed && killed == also && *killed >= few_killed;
  if (is_real(one.status) != is_real(two.status) && !numbers_agree) return 0;
  const bool pronoun = one.source_is_pronoun;
  const bool conflict =
      !pronoun && !comment.source.empty() && !b.source.empty() && !share(comment.source, b.source);
  if (conflict && !numbers_agree) return 0;
  reason = "same type";
  double points = 1;
  if (!one.mode.empty() && one.mode == two.mode) points += 1;
  if (numbers_agree) {
    points += *killed >= many_killed ? 3 : 2;
    say(&reason, fmt::format("{:g} killed in both", *killed));
  }
  if (!pronoun && share(comment.source, b.source)) points += 1.5;
  if (share(comment.target, b.target)) points += 1.5;
  if (!one.trigger.empty() && stem(one.trigger) == stem(two.trigger)) {
    points += 1;
    say(&reason, "same word");
  }
  if (share(b.source, about) || share(b.target, about)) {
    points += 1;
    say(&reason, "of whom the page is about");
  }
  if (overlap_of(one.words, two.words) >= some_overlap) {
    points += 1;
    say(&reason, "like words");
  }
  return points;
}

}  // namespace sitrep
