#include "sitrep/events/merge.h"

#include <algorithm>
#include <set>

namespace sitrep::coding {

namespace {

constexpr std::size_t most_compared = 200;

using Actors = std::vector<Id<Entity>>;

bool overlap(const Actors& a, const Actors& b) {
  return std::ranges::any_of(a,
                             [&](Id<Entity> one) { return std::ranges::find(b, one) != b.end(); });
}

Actors both(const Event& event) {
  Actors all = event.source;
  all.insert(all.end(), event.target.begin(), event.target.end());
  return all;
}

bool told_time(const Event& event) { return !event.when.time.none(); }

bool same_time(const Event& a, const Event& b) {
  if (!told_time(a) || !told_time(b)) return true;
  const std::size_t shorter = std::min(a.when.value.size(), b.when.value.size());
  return a.when.value.compare(0, shorter, b.when.value, 0, shorter) == 0;
}

bool settled(EventStatus status) {
  return status == EventStatus::happened || status == EventStatus::ongoing;
}

bool reciprocal(const Event& event) { return event.type == "CONSULT" || event.type == "AGREE"; }

bool same_actors(const Event& a, const Event& b, bool points_back) {
  const Actors all_a = both(a), all_b = both(b);
  if (all_b.empty()) return points_back;
  if (reciprocal(a)) {
    const auto inside = [](const Actors& some, const Actors& in) {
      return std::ranges::all_of(
          some, [&](Id<Entity> one) { return std::ranges::find(in, one) != in.end(); });
    };
    return inside(all_b, all_a) || (inside(all_a, all_b) && !all_a.empty());
  }
  const auto fit = [](const Actors& x, const Actors& y) {
    return x.empty() || y.empty() || overlap(x, y);
  };
  const bool shared = overlap(a.source, b.source) || overlap(a.target, b.target);
  return shared && fit(a.source, b.source) && fit(a.target, b.target);
}

bool told_place(const Event& event) {
  return event.where.place && !event.where.basis.starts_with("dateline");
}

/// A place that a clause names for its act, and that is no more than a town.
const Place* told_town(const Event& event, const Scene& scene) {
  if (!told_place(event)) return nullptr;
  const Place& place = scene.places[event.where.place.value];
  return place.kind == "city" || place.kind == "capital" ? &place : nullptr;
}

bool same_place(const Event& a, const Event& b, const Scene& scene) {
  const Place *one = told_town(a, scene), *two = told_town(b, scene);
  return one == nullptr || two == nullptr || one->name == two->name;
}

int fullness(const Event& event) {
  return (event.source.empty() ? 0 : 4) + (event.target.empty() ? 0 : 4) +
         (told_time(event) ? 3 : 0) + (event.where.place ? 1 : 0) + (event.mode.empty() ? 0 : 1);
}

bool same(const Told& a, const Told& b, const Scene& scene) {
  const Event &x = a.event, &y = b.event;
  if (x.type != y.type || settled(x.status) != settled(y.status)) return false;
  if (!x.mode.empty() && !y.mode.empty() && x.mode != y.mode) return false;
  if (a.verbal && b.verbal && !reciprocal(x)) {
    if (a.sentence == b.sentence) return false;
    if (!overlap(x.source, y.source) || !overlap(x.target, y.target)) return false;
  }
  return same_time(x, y) && same_place(x, y, scene) && same_actors(x, y, b.definite);
}

void join(Told& kept, Told& one) {
  Event &into = kept.event, &other = one.event;
  // of two that tell as much, the one that says who says so: a headline leaves that out
  const bool sourced = fullness(other) == fullness(into) && into.claim.none() && other.claim;
  if (fullness(other) > fullness(into) || sourced) {
    std::swap(into, other);
    kept.verbal = one.verbal;
    kept.sentence = one.sentence;
  }
  into.mentions.push_back(other.trigger);
  into.mentions.insert(into.mentions.end(), other.mentions.begin(), other.mentions.end());
  if (into.mode.empty()) into.mode = other.mode;
  if (!told_time(into) && told_time(other)) into.when = other.when;
  if (!told_place(into) && other.where.place) into.where = other.where;
  if (into.target.empty() && !overlap(other.target, into.source)) into.target = other.target;
  if (into.source.empty() && !overlap(other.source, into.target)) into.source = other.source;
  const auto fill = [](std::optional<double>& to, const std::optional<double>& from) {
    if (!to) to = from;
  };
  fill(into.magnitude.killed, other.magnitude.killed);
  fill(into.magnitude.wounded, other.magnitude.wounded);
  fill(into.magnitude.people, other.magnitude.people);
  fill(into.magnitude.money, other.magnitude.money);
}

}  // namespace

std::vector<Event> merge_events(std::vector<Told> told, const Scene& scene) {
  std::vector<Told> kept;
  std::stable_partition(told.begin(), told.end(), [](const Told& one) { return !one.caption; });
  for (Told& one : told) {
    bool joined = false;
    const std::size_t first = kept.size() > most_compared ? kept.size() - most_compared : 0;
    for (std::size_t k = kept.size(); k > first && !joined; --k)
      if (same(kept[k - 1], one, scene)) {
        join(kept[k - 1], one);
        joined = true;
      }
    if (!joined && !(one.definite && both(one.event).empty())) kept.push_back(std::move(one));
  }
  std::vector<Event> events;
  for (Told& one : kept) {
    std::ranges::sort(one.event.mentions);
    events.push_back(std::move(one.event));
  }
  std::ranges::stable_sort(events, {}, [](const Event& event) { return event.trigger; });
  return events;
}

}  // namespace sitrep::coding
