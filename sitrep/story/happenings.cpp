#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "sitrep/story/interval.h"
#include "sitrep/story/linking.h"

/// Events across pages. Two records are one happening when type, actors, time, place and status
/// agree, or at least do not conflict while enough of them is known. Candidates share a key of type
/// and one actor (or, without actors, of type and country); within a key they are sorted by time
/// and each is compared with the few before it. What was close and not joined is kept with its
/// reason.
namespace sitrep {

namespace {

constexpr std::size_t comparisons_max = 64;  // of one event within one key
constexpr std::int32_t days_tolerated = 1;   // time zones, "late Monday"
constexpr std::int32_t days_before_report =
    14;  // an event told without a day is news: not older than this
constexpr std::int32_t days_kept_apart_max =
    90;  // alike, but further apart than this nobody would confuse them
constexpr double kilometres_same_place = 30;

struct Told {
  In<Event> record;
  Interval when;
  bool day_is_known = false;              ///< to the day or better
  std::vector<Id<Actor>> source, target;  // sorted
};

double kilometres(Coordinates a, Coordinates b) {
  constexpr double radians = std::numbers::pi / 180, earth_diameter = 12742;
  const double north = std::sin((b.latitude - a.latitude) * radians / 2);
  const double east = std::sin((b.longitude - a.longitude) * radians / 2);
  const double part =
      north * north + std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * east * east;
  return earth_diameter * std::asin(std::min(1.0, std::sqrt(part)));
}

bool share(const std::vector<Id<Actor>>& a, const std::vector<Id<Actor>>& b) {
  return std::ranges::any_of(a,
                             [&](Id<Actor> actor) { return std::ranges::binary_search(b, actor); });
}

/// PLOVER splits yielding in two; coders do not agree on the border.
std::string_view type_group(std::string_view type) { return type == "RETREAT" ? "CONCEDE" : type; }

bool is_symmetric(std::string_view type) {
  return type == "CONSULT" || type == "AGREE" || type == "COOPERATE";
}

bool is_real(EventStatus status) {
  return status == EventStatus::happened || status == EventStatus::ongoing;
}

struct Verdict {
  bool same = false;
  bool only_time_differs = false;
  std::string reason;
};

class EventLinker {
 public:
  EventLinker(const std::vector<PageFacts>& pages, const ActorOf& actor_of,
              const std::vector<std::uint32_t>& copies, Story& story)
      : pages_(pages), actor_of_(actor_of), copies_(copies), story_(story) {
    for (std::uint32_t page = 0; page < pages.size(); ++page)
      for (std::uint32_t i = 0; i < pages[page].events.size(); ++i)
        if (!pages[page].events[i].in_comment) told_.push_back(tell({page, {i}}));
  }

  void run() {
    Groups groups(told_.size());
    std::vector<std::string> reasons(told_.size());
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> apart;
    for (const auto& [key, block] : blocks()) compare(block, groups, reasons, apart);
    write(groups, reasons);
    write_apart(groups, apart);
  }

 private:
  const EventFact& fact(const Told& told) const {
    return pages_[told.record.page].events[told.record.of.value];
  }

  std::vector<Id<Actor>> actors(std::uint32_t page, const std::vector<Id<Entity>>& entities) const {
    std::vector<Id<Actor>> found;
    for (const Id<Entity> entity : entities) found.push_back(actor_of_[page][entity.value]);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  Told tell(In<Event> record) const {
    const EventFact& event = pages_[record.page].events[record.of.value];
    Told told{record, interval_of(event.when), false, actors(record.page, event.source),
              actors(record.page, event.target)};
    const Interval published = interval_of(pages_[record.page].published);
    if (told.when.unknown() && !published.unknown())
      told.when = {published.begin - days_before_report, published.end};
    if (told.when.begin == Interval::open_begin && told.when.end != Interval::open_end)
      told.when.begin = told.when.end - days_before_report;
    told.day_is_known = told.when.closed() && told.when.end - told.when.begin <= days_tolerated;
    return told;
  }

  /// A map, not a hash: the order of blocks decides which reason is kept.
  std::map<std::string, std::vector<std::uint32_t>> blocks() const {
    std::map<std::string, std::vector<std::uint32_t>> found;
    for (std::uint32_t i = 0; i < told_.size(); ++i) {
      const EventFact& event = fact(told_[i]);
      const std::string_view type = type_group(event.type);
      std::set<std::uint32_t> own;
      for (const Id<Actor> actor : told_[i].source) own.insert(actor.value);
      for (const Id<Actor> actor : told_[i].target) own.insert(actor.value);
      for (const std::uint32_t actor : own) found[fmt::format("{} {}", type, actor)].push_back(i);
      if (own.empty() && !event.country.empty())
        found[fmt::format("{} in {}", type, event.country)].push_back(i);
    }
    for (auto& [key, block] : found)
      std::ranges::sort(block, {}, [&](std::uint32_t i) {
        return std::tuple(told_[i].when.begin, told_[i].when.end, i);
      });
    return found;
  }

  void compare(const std::vector<std::uint32_t>& block, Groups& groups,
               std::vector<std::string>& reasons,
               std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>& apart) const {
    for (std::size_t i = 0; i < block.size(); ++i) {
      const std::size_t first = i > comparisons_max ? i - comparisons_max : 0;
      for (std::size_t k = i; k-- > first;) {
        const std::uint32_t a = std::min(block[i], block[k]), b = std::max(block[i], block[k]);
        if (groups.root(a) == groups.root(b)) continue;
        const Verdict verdict = judge(told_[a], told_[b]);
        if (verdict.same && agrees_with_group(groups, a, b)) {
          // Of two groups one loses its first record's place: that record is joined now, and why.
          reasons[std::max(groups.root(a), groups.root(b))] = verdict.reason;
          groups.join(a, b);
        } else if (verdict.only_time_differs) {
          apart.emplace(std::pair(a, b), verdict.reason);
        }
      }
    }
  }

  /// Chains of near things must not end far away: the first records of both groups have to agree as
  /// well.
  bool agrees_with_group(Groups& groups, std::uint32_t a, std::uint32_t b) const {
    return judge(told_[groups.root(a)], told_[groups.root(b)]).same;
  }

  Verdict judge(const Told& a, const Told& b) const {
    const EventFact &one = fact(a), &two = fact(b);
    if (type_group(one.type) != type_group(two.type) || is_real(one.status) != is_real(two.status))
      return {};
    std::string reason = "same type";
    const bool actors_agree = judge_actors(a, b, reason);
    if (!actors_agree) return {};
    const bool numbers_agree = one.magnitude.killed && one.magnitude.killed == two.magnitude.killed;
    if (numbers_agree) reason += fmt::format(", {:g} killed in both", *one.magnitude.killed);
    const std::optional<double> distance = distance_of(one, two);
    const bool known_to_the_day = a.day_is_known && b.day_is_known;
    if (distance && *distance > kilometres_same_place && !known_to_the_day) return {};
    const std::int32_t gap = days_apart(a.when, b.when);
    if (gap > days_tolerated) {
      if (gap > days_kept_apart_max) return {};
      return {false, true, fmt::format("same actors and type, {} days apart", gap)};
    }
    const bool some_anchor = known_to_the_day || distance || numbers_agree ||
                             one.trigger == two.trigger || a.record.page == b.record.page;
    if (!some_anchor) return {};
    reason += known_to_the_day ? ", same day" : ", times overlap";
    if (distance && *distance <= kilometres_same_place) reason += ", same place";
    return {true, false, reason};
  }

  /// Actors agree when none of the two sides conflicts and one is shared, or when none is named at
  /// all.
  bool judge_actors(const Told& a, const Told& b, std::string& reason) const {
    const bool swapped =
        is_symmetric(fact(a).type) && (share(a.source, b.target) || share(a.target, b.source));
    const auto side = [](const std::vector<Id<Actor>>& x, const std::vector<Id<Actor>>& y) {
      return x.empty() || y.empty() || share(x, y);
    };
    const bool straight_agrees = side(a.source, b.source) && side(a.target, b.target);
    const bool swapped_agrees = swapped && side(a.source, b.target) && side(a.target, b.source);
    if (!straight_agrees && !swapped_agrees) return false;
    const bool shared = share(a.source, b.source) || share(a.target, b.target) || swapped;
    const bool nobody =
        a.source.empty() && b.source.empty() && a.target.empty() && b.target.empty();
    if (shared) reason += ", same actors";
    return shared || (nobody && fact(a).trigger == fact(b).trigger);
  }

  static std::optional<double> distance_of(const EventFact& one, const EventFact& two) {
    if (one.place.empty() || two.place.empty()) return {};
    if (one.where.geonames && one.where.geonames == two.where.geonames) return 0;
    if (one.where.kind == "country" || two.where.kind == "country" || !one.where.at ||
        !two.where.at)
      return {};
    return kilometres(*one.where.at, *two.where.at);
  }

  void write(Groups& groups, const std::vector<std::string>& reasons) {
    happening_of_.assign(told_.size(), {});
    for (std::uint32_t i = 0; i < told_.size(); ++i) {
      Id<Happening>& home = happening_of_[groups.root(i)];
      if (home.none()) {
        home = {static_cast<std::uint32_t>(story_.happenings.size())};
        story_.happenings.emplace_back();
      }
      happening_of_[i] = home;
      add(story_.happenings[home.value], told_[i], reasons[i]);
    }
    for (Happening& happening : story_.happenings) finish(happening);
  }

  void add(Happening& happening, const Told& told, const std::string& reason) const {
    const EventFact& event = fact(told);
    const bool first = happening.reports.empty();
    const Interval known = interval_of(happening.when), own = interval_of(event.when);
    if (first) {
      happening.type = event.type;
      happening.status = event.status;
    }
    if (happening.mode.empty()) happening.mode = event.mode;
    if (happening.place.empty()) happening.place = event.place;
    const bool sharper =
        own.closed() && (!known.closed() || own.end - own.begin < known.end - known.begin);
    if (happening.when.empty() || sharper) happening.when = event.when;
    merge(happening.source, told.source);
    merge(happening.target, told.target);
    const auto percent = static_cast<std::uint32_t>(std::lround(100 * event.confidence));
    happening.confidence_percent = std::max(happening.confidence_percent, percent);
    happening.reports.push_back({told.record, first ? std::string() : reason});
  }

  static void merge(std::vector<Id<Actor>>& all, const std::vector<Id<Actor>>& some) {
    for (const Id<Actor> actor : some)
      if (std::ranges::find(all, actor) == all.end()) all.push_back(actor);
  }

  void finish(Happening& happening) const {
    std::set<std::string> outlets;
    for (const Link<Event>& report : happening.reports) {
      const PageFacts& origin = pages_[copies_[report.record.page]];
      outlets.insert(origin.outlet.empty() ? origin.page : origin.outlet);
    }
    happening.outlets = static_cast<std::uint32_t>(outlets.size());
  }

  void write_apart(Groups& groups,
                   const std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>& apart) {
    std::set<std::pair<Id<Happening>, Id<Happening>>> seen;
    for (const auto& [pair, reason] : apart) {
      if (groups.root(pair.first) == groups.root(pair.second)) continue;
      const Id<Happening> a = happening_of_[pair.first], b = happening_of_[pair.second];
      if (seen.insert({std::min(a, b), std::max(a, b)}).second)
        story_.kept_apart.push_back({std::min(a, b), std::max(a, b), reason});
    }
  }

  const std::vector<PageFacts>& pages_;
  const ActorOf& actor_of_;
  const std::vector<std::uint32_t>& copies_;
  Story& story_;
  std::vector<Told> told_;
  std::vector<Id<Happening>> happening_of_;
};

}  // namespace

void link_events(const std::vector<PageFacts>& pages, const ActorOf& actor_of,
                 const std::vector<std::uint32_t>& copies, Story& story) {
  EventLinker(pages, actor_of, copies, story).run();
}

}  // namespace sitrep
