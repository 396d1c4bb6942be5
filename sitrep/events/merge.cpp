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

int fullness(const Event& event) {
  return (event.source.empty() ? 0 : 4) + (event.target.empty() ? 0 : 4) +
         (told_time(event) ? 3 : 0) + (event.where.place ? 1 : 0) + (event.mode.empty() ? 0 : 1);
}

void join(Event& into, Event& other) {
  if (fullness(other) > fullness(into)) std::swap(into, other);
  into.mentions.push_back(other.trigger);
  into.mentions.insert(into.mentions.end(), other.mentions.begin(), other.mentions.end());
  if (into.mode.empty()) into.mode = other.mode;
  if (!told_time(into) && told_time(other)) into.when = other.when;
  if (into.where.place.none()) into.where = other.where;
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

std::vector<Event> merge_events(std::vector<Event> events, const std::vector<bool>& definite) {
  std::vector<Event> kept;
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& event = events[i];
    bool joined = false;
    const std::size_t first = kept.size() > most_compared ? kept.size() - most_compared : 0;
    for (std::size_t k = kept.size(); k > first && !joined; --k) {
      Event& other = kept[k - 1];
      if (other.type != event.type || settled(other.status) != settled(event.status)) continue;
      if (!same_time(other, event) || !same_actors(other, event, definite[i])) continue;
      join(other, event);
      joined = true;
    }
    if (!joined && !(definite[i] && both(event).empty())) kept.push_back(std::move(event));
  }
  for (Event& event : kept) std::ranges::sort(event.mentions);
  std::ranges::stable_sort(kept, {}, [](const Event& event) { return event.trigger; });
  return kept;
}

}  // namespace sitrep::coding
