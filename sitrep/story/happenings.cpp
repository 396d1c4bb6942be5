#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "sitrep/story/judge.h"
#include "sitrep/story/linking.h"

/// Events across pages. Candidates share a key: type and one actor; type, number of dead and
/// country; both actors; or, where nobody is named, type and country. Within a key they are sorted
/// by time and each is compared with the few before it. The surest pairs are joined first, and a
/// pair joins two groups only where nothing in either speaks against anything in the other: chains
/// of near things must not end far away. What was close and not joined is kept with its reason.
namespace sitrep {

namespace {

constexpr std::size_t comparisons_max = 48;  // of one event within one key
constexpr std::int32_t days_tolerated = 1;
constexpr std::int32_t days_before_report =
    14;  // an event told without a day is news: not older than this
constexpr std::int32_t days_kept_apart_max =
    90;  // alike, but further apart than this nobody would confuse them
constexpr std::uint32_t kept_apart_max = 2;  // pairs that one event gives
constexpr std::size_t witnesses_max = 8;     // of a group, that a pair has to agree with
constexpr double few_killed = 3;
constexpr std::int32_t days_to_outcome_max = 366;
constexpr std::int32_t days_after_plan_max = 14;
constexpr std::size_t actors_of_page = 3;  // that a page is about

using Key = std::uint64_t;

Key mix(Key hash, Key value) { return (hash ^ value) * 1099511628211u; }
Key mix(Key hash, std::string_view text) {
  for (const char byte : text) hash = mix(hash, static_cast<unsigned char>(byte));
  return hash;
}
Key key_of(std::string_view kind, std::string_view type) {
  return mix(mix(mix(14695981039346656037u, kind), Key{0}), type);
}

struct Keyed {
  Key key = 0;
  std::uint32_t told = 0;
};

struct Candidate {
  std::uint32_t a = 0, b = 0;  // a < b
  float points = 0;
};

struct Apart {
  std::uint32_t a = 0, b = 0;
  std::int32_t days = 0;  // 0: the places are what differs
};

class EventLinker {
 public:
  EventLinker(const std::vector<PageFacts>& pages, const ActorOf& actor_of,
              const std::vector<std::uint32_t>& copies, const std::vector<Ruling<Event>>& rulings,
              Story& story)
      : pages_(pages), actor_of_(actor_of), copies_(copies), rulings_(rulings), story_(story) {
    std::vector<std::uint32_t> thread_of(pages.size());
    for (std::uint32_t i = 0; i < story.threads.size(); ++i)
      for (const std::uint32_t page : story.threads[i].pages) thread_of[page] = i;
    for (std::uint32_t page = 0; page < pages.size(); ++page)
      for (std::uint32_t i = 0; i < pages[page].events.size(); ++i)
        if (!pages[page].events[i].is_rejected)
          (pages[page].events[i].in_comment ? comments_ : told_)
              .push_back(tell({page, {i}}, thread_of[page]));
  }

  void run() {
    for (std::uint32_t i = 0; i < told_.size(); ++i)
      for (const Key key : keys_of(told_[i])) keyed_.push_back({key, i});
    std::ranges::sort(keyed_, {}, [&](const Keyed& one) {
      return std::tuple(one.key, told_[one.told].when.begin, told_[one.told].when.end, one.told);
    });
    for (std::size_t begin = 0; begin < keyed_.size();) {
      std::size_t end = begin;
      while (end < keyed_.size() && keyed_[end].key == keyed_[begin].key) ++end;
      compare(begin, end);
      begin = end;
    }
    Groups groups(told_.size());
    std::vector<Link<Event>> links(told_.size());
    obey(groups, links);
    join(groups, links);
    write(groups, links);
    write_apart();
    write_outcomes();
    for (const Told& comment : comments_) attach(comment);
  }

 private:
  std::vector<Id<Actor>> actors(std::uint32_t page, const std::vector<Id<Entity>>& entities) const {
    std::vector<Id<Actor>> found;
    for (const Id<Entity> entity : entities) found.push_back(actor_of_[page][entity.value]);
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  bool is_named(std::uint32_t page, const std::vector<Id<Entity>>& entities) const {
    return std::ranges::any_of(
        entities, [&](Id<Entity> entity) { return pages_[page].entities[entity.value].is_named; });
  }

  Told tell(In<Event> record, std::uint32_t thread) const {
    const EventFact& event = pages_[record.page].events[record.of.value];
    Told told;
    told.record = record;
    told.fact = &event;
    told.thread = thread;
    told.when = interval_of(event.when);
    told.source = actors(record.page, event.source);
    told.target = actors(record.page, event.target);
    told.source_is_named = is_named(record.page, event.source);
    told.target_is_named = is_named(record.page, event.target);
    const Interval published = interval_of(pages_[record.page].published);
    if (told.when.unknown() && !published.unknown()) {
      told.when = {published.begin - days_before_report, published.end};
      told.is_bounded_only = true;
    }
    if (told.when.begin == Interval::open_begin && told.when.end != Interval::open_end) {
      told.when.begin = told.when.end - days_before_report;
      told.is_bounded_only = true;
    }
    told.day_is_known = told.when.closed() && told.when.end - told.when.begin <= days_tolerated;
    return told;
  }

  std::vector<Key> keys_of(const Told& told) const {
    const EventFact& event = *told.fact;
    const std::string_view type = type_group(event.type);
    std::set<std::uint32_t> own;
    for (const Id<Actor> actor : told.source) own.insert(actor.value);
    for (const Id<Actor> actor : told.target) own.insert(actor.value);
    std::vector<Key> keys;
    for (const std::uint32_t actor : own) keys.push_back(mix(key_of("actor", type), actor));
    for (const Id<Actor> source : told.source)
      for (const Id<Actor> target : told.target)
        keys.push_back(mix(mix(key_of("pair", ""), std::min(source, target).value),
                           std::max(source, target).value));
    if (own.empty() && !event.country.empty())
      keys.push_back(mix(key_of("nobody", type), event.country));
    const Key in_story = mix(key_of("story", type), told.thread);
    if (!event.trigger.empty()) keys.push_back(mix(in_story, term_of(stem(event.trigger))));
    if (event.magnitude.killed.value_or(0) >= few_killed)
      keys.push_back(killed_key(told.record.page, event));
    return keys;
  }

  Key killed_key(std::uint32_t page, const EventFact& event) const {
    std::string country = event.country;
    for (const Id<Entity> target : event.target)
      if (const std::string& of = pages_[page].entities[target.value].country; !of.empty())
        country = of;
    const auto killed = static_cast<Key>(*event.magnitude.killed);
    return mix(mix(key_of("killed", type_group(event.type)), killed), country);
  }

  void compare(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin + 1; i < end; ++i) {
      const std::size_t first = std::max(begin, i - std::min(i, comparisons_max));
      std::uint32_t apart = 0;
      for (std::size_t k = i; k-- > first;) {
        const auto [a, b] = std::minmax(keyed_[i].told, keyed_[k].told);
        const Verdict verdict = judge(told_[a], told_[b]);
        if (verdict.same())
          candidates_.push_back({a, b, static_cast<float>(verdict.points)});
        else if (verdict.bar == Verdict::Bar::status && verdict.any_side)
          announce(told_[a], told_[b], verdict, a, b);
        else if (is_worth_telling(verdict) && apart++ < kept_apart_max)
          apart_.push_back({a, b, verdict.bar == Verdict::Bar::time ? verdict.days : 0});
      }
    }
  }

  static bool is_worth_telling(const Verdict& verdict) {
    if (!verdict.both_sides) return false;
    return verdict.bar == Verdict::Bar::place ||
           (verdict.bar == Verdict::Bar::time && verdict.days <= days_kept_apart_max);
  }

  /// The place of a record among the tellings; nothing where a reader tells it or a person rejected
  /// it.
  std::optional<std::uint32_t> place_of(In<Event> record) const {
    const auto at = std::ranges::lower_bound(told_, record, {}, &Told::record);
    if (at == told_.end() || at->record != record) return {};
    return static_cast<std::uint32_t>(at - told_.begin());
  }

  /// What people decided, before any rule. Rules that speak against it are noted.
  void obey(Groups& groups, std::vector<Link<Event>>& links) {
    for (const bool same : {false, true})
      for (const Ruling<Event>& ruling : rulings_)
        if (ruling.same == same) obey(ruling, groups, links);
  }

  void obey(const Ruling<Event>& ruling, Groups& groups, std::vector<Link<Event>>& links) {
    const auto note = [&](bool obeyed, std::string message) {
      story_.decision_notes.push_back({ruling.decision, obeyed, std::move(message)});
    };
    const auto first = place_of(ruling.first), second = place_of(ruling.second);
    if (!first || !second) {
      note(false, "speaks of an event that a reader tells or that another decision rejects");
      return;
    }
    std::string reason;
    const Verdict verdict = judge(told_[*first], told_[*second], &reason);
    if (!ruling.same) {
      told_apart_.push_back({*first, *second});
      if (verdict.same()) note(true, "the rules take the two for one: " + reason);
      return;
    }
    const std::uint32_t a = groups.root(*first), b = groups.root(*second);
    if (a == b) return;
    if (are_told_apart(groups, a, b)) {
      note(false, "another decision tells the two apart");
      return;
    }
    if (verdict.bar != Verdict::Bar::none) note(true, "the rules would keep the two apart");
    links[std::max(a, b)] = {told_[std::max(a, b)].record, ruling.reason, 100};
    groups.join(a, b);
  }

  bool are_told_apart(Groups& groups, std::uint32_t a, std::uint32_t b) const {
    return std::ranges::any_of(told_apart_, [&](const auto& pair) {
      const std::uint32_t one = groups.root(pair.first), two = groups.root(pair.second);
      return (one == a && two == b) || (one == b && two == a);
    });
  }

  void join(Groups& groups, std::vector<Link<Event>>& links) {
    std::ranges::sort(candidates_, {},
                      [](const Candidate& one) { return std::tuple(-one.points, one.a, one.b); });
    std::vector<std::vector<std::uint32_t>> members(told_.size());
    for (std::uint32_t i = 0; i < told_.size(); ++i)
      if (groups.root(i) != i) {
        if (members[groups.root(i)].empty()) members[groups.root(i)] = {groups.root(i)};
        members[groups.root(i)].push_back(i);
      }
    for (const Candidate& candidate : candidates_) {
      std::uint32_t a = groups.root(candidate.a), b = groups.root(candidate.b);
      if (a == b) continue;
      if (a > b) std::swap(a, b);
      for (const std::uint32_t root : {a, b})
        if (members[root].empty()) members[root] = {root};
      if (are_told_apart(groups, a, b) || !agree(members[a], members[b])) continue;
      std::string reason;
      const Verdict verdict = judge(told_[candidate.a], told_[candidate.b], &reason);
      links[b] = {told_[b].record, std::move(reason), verdict.percent()};
      groups.join(a, b);
      members[a].insert(members[a].end(), members[b].begin(), members[b].end());
      members[b] = {};
    }
    candidates_ = {};
  }

  bool agree(const std::vector<std::uint32_t>& some,
             const std::vector<std::uint32_t>& others) const {
    for (std::size_t i = 0; i < std::min(some.size(), witnesses_max); ++i)
      for (std::size_t k = 0; k < std::min(others.size(), witnesses_max); ++k)
        if (judge(told_[some[i]], told_[others[k]]).bar != Verdict::Bar::none) return false;
    return true;
  }

  void write(Groups& groups, const std::vector<Link<Event>>& links) {
    happening_of_.assign(told_.size(), {});
    for (std::uint32_t i = 0; i < told_.size(); ++i) {
      Id<Happening>& home = happening_of_[groups.root(i)];
      if (home.none()) {
        home = {static_cast<std::uint32_t>(story_.happenings.size())};
        story_.happenings.emplace_back();
      }
      happening_of_[i] = home;
      add(story_.happenings[home.value], told_[i], links[i]);
    }
    for (Happening& happening : story_.happenings) count_outlets(happening);
  }

  void add(Happening& happening, const Told& told, const Link<Event>& link) const {
    const EventFact& event = *told.fact;
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
    happening.reports.push_back({told.record, link.reason, first ? 100 : link.score_percent});
  }

  static void merge(std::vector<Id<Actor>>& all, const std::vector<Id<Actor>>& some) {
    for (const Id<Actor> actor : some)
      if (std::ranges::find(all, actor) == all.end()) all.push_back(actor);
  }

  void count_outlets(Happening& happening) const {
    std::set<std::string> outlets;
    for (const Link<Event>& report : happening.reports) {
      const PageFacts& origin = pages_[copies_[report.record.page]];
      outlets.insert(origin.outlet.empty() ? origin.page : origin.outlet);
    }
    happening.outlets = static_cast<std::uint32_t>(outlets.size());
  }

  void write_apart() {
    std::set<std::pair<Id<Happening>, Id<Happening>>> seen;
    std::ranges::sort(apart_, {}, [](const Apart& one) { return std::pair(one.a, one.b); });
    for (const Apart& one : apart_) {
      const auto [a, b] = std::minmax(happening_of_[one.a], happening_of_[one.b]);
      if (a == b || !seen.insert({a, b}).second) continue;
      story_.kept_apart.push_back({a, b, why_apart(one)});
    }
    apart_ = {};
  }

  std::string why_apart(const Apart& one) const {
    if (one.days > 0) return fmt::format("same actors and type, {} days apart", one.days);
    return fmt::format("same actors and type, other places: {} and {}", told_[one.a].fact->place,
                       told_[one.b].fact->place);
  }

  /// What was planned or asked for, and then done by the same to the same.
  void announce(const Told& a, const Told& b, const Verdict& verdict, std::uint32_t index_a,
                std::uint32_t index_b) {
    const bool first_is_real = is_real(a.fact->status);
    const Told &plan = first_is_real ? b : a, &deed = first_is_real ? a : b;
    const std::uint32_t plan_index = first_is_real ? index_b : index_a;
    const std::uint32_t deed_index = first_is_real ? index_a : index_b;
    if (plan.fact->status == EventStatus::did_not_happen || deed.is_bounded_only) return;
    if (!verdict.both_sides && plan.thread != deed.thread) return;
    const Interval told = interval_of(pages_[plan.record.page].published);
    if (told.unknown() || deed.when.begin < told.begin) return;
    if (deed.when.begin - told.begin > days_to_outcome_max) return;
    if (plan.when.closed() && deed.when.begin - plan.when.end > days_after_plan_max) return;
    const auto [at, is_new] = deed_of_.emplace(plan_index, deed_index);
    const Told& known = told_[at->second];
    if (!is_new &&
        std::tuple(deed.when.begin, deed_index) < std::tuple(known.when.begin, at->second))
      at->second = deed_index;
  }

  void write_outcomes() {
    std::set<std::pair<Id<Happening>, Id<Happening>>> found;
    for (const auto& [plan, deed] : deed_of_)
      found.insert({happening_of_[plan], happening_of_[deed]});
    for (const auto& [plan, deed] : found) {
      std::string status(word(story_.happenings[plan.value].status));
      story_.outcomes.push_back(
          {plan, deed, fmt::format("{}, then reported as done by the same", status)});
    }
  }

  /// The actors that a page is about: those most spoken of.
  std::vector<Id<Actor>> about(std::uint32_t page) const {
    std::vector<std::pair<std::size_t, std::uint32_t>> spoken;
    const std::vector<EntityFact>& entities = pages_[page].entities;
    for (std::uint32_t i = 0; i < entities.size(); ++i)
      if (!entities[i].in_comments_only && entities[i].is_named && !entities[i].is_rejected)
        spoken.push_back({entities[i].mentions.size(), i});
    std::ranges::sort(spoken, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<Id<Actor>> found;
    for (std::size_t i = 0; i < std::min(spoken.size(), actors_of_page); ++i)
      found.push_back(actor_of_[page][spoken[i].second]);
    std::ranges::sort(found);
    return found;
  }

  /// A reader's telling goes beside the happening that it fits best; alone it makes none.
  void attach(const Told& comment) {
    const std::vector<Id<Actor>> main = about(comment.record.page);
    std::vector<Key> keys = keys_of(comment);
    for (const Id<Actor> actor : main)
      keys.push_back(mix(key_of("actor", type_group(comment.fact->type)), actor.value));
    double best = 0;
    std::string why;
    Id<Happening> home;
    for (const Key key : keys) {
      auto at = std::ranges::lower_bound(keyed_, key, {}, &Keyed::key);
      for (std::size_t i = 0; i < comparisons_max && at != keyed_.end() && at->key == key;
           ++i, ++at) {
        std::string reason;
        const double points = judge_comment(comment, told_[at->told], main, reason);
        if (points < comment_points_min || points <= best) continue;
        best = points;
        why = std::move(reason);
        home = happening_of_[at->told];
      }
    }
    if (home.none()) return;
    const auto percent = static_cast<std::uint32_t>(std::lround(std::min(10 * best, 100.0)));
    story_.happenings[home.value].comments.push_back({comment.record, why, percent});
  }

  const std::vector<PageFacts>& pages_;
  const ActorOf& actor_of_;
  const std::vector<std::uint32_t>& copies_;
  const std::vector<Ruling<Event>>& rulings_;
  Story& story_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> told_apart_;
  std::vector<Told> told_, comments_;
  std::vector<Keyed> keyed_;
  std::vector<Candidate> candidates_;
  std::vector<Apart> apart_;
  std::unordered_map<std::uint32_t, std::uint32_t> deed_of_;
  std::vector<Id<Happening>> happening_of_;
};

}  // namespace

void link_events(const std::vector<PageFacts>& pages, const ActorOf& actor_of,
                 const std::vector<std::uint32_t>& copies,
                 const std::vector<Ruling<Event>>& rulings, Story& story) {
  EventLinker(pages, actor_of, copies, rulings, story).run();
}

}  // namespace sitrep
