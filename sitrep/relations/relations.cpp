#include "sitrep/relations/relations.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "sitrep/story/interval.h"
#include "sitrep/story/judge.h"

namespace sitrep {

namespace {

/// Parties of one side that count: a summit of thirty states is no thirty quarrels.
constexpr std::size_t parties_max = 8;

bool is_state(std::string_view code) {
  return code.size() == 3 && code != "IGO" && code != "NGO" && code != "MNC" && code != "UNK";
}

std::string period_of(std::int32_t day, Period period) {
  using std::chrono::days, std::chrono::sys_days, std::chrono::year_month_day;
  const sys_days at{days(day)};
  if (period == Period::month) {
    const year_month_day date(at);
    return fmt::format("{:04}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()));
  }
  // ISO 8601: a week belongs to the year of its Thursday.
  const auto weekday = std::chrono::weekday(at).iso_encoding();
  const sys_days thursday = at + days(4) - days(weekday);
  const auto year = year_month_day(thursday).year();
  const auto week = (thursday - sys_days(year / 1 / 1)).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), week);
}

class RelationCounter {
 public:
  RelationCounter(const Story& story, const PartyOf& party_of, Period period)
      : story_(story), party_of_(party_of), period_(period) {}

  void count(Id<Happening> id) {
    const Happening& happening = story_.happenings[id.value];
    const std::set<std::string> source = parties(happening.source);
    const std::set<std::string> target = parties(happening.target);
    const bool mutual = is_symmetric(happening.type);
    std::set<std::string> all = source;
    all.insert(target.begin(), target.end());
    std::set<std::pair<std::string, std::string>> seen;
    for (const std::string& one : mutual ? all : source)
      for (const std::string& two : mutual ? all : target) {
        if (one == two || !seen.insert(std::minmax(one, two)).second) continue;
        add(id, one, two, mutual);
      }
  }

  void judge(std::uint32_t index, const AssessmentIn& judged) {
    const auto& actors = story_.actor_of[judged.page];
    const Id<Actor> first = actors[judged.assessment.first.value];
    const Id<Actor> second = actors[judged.assessment.second.value];
    if (first.none() || second.none()) return;  // a person decided that it is nobody
    const std::string one = party_of_(first), two = party_of_(second);
    if (one.empty() || two.empty() || one == two) return;
    const std::string at = period_at(interval_of(story_.pages[judged.page].published));
    relations_[std::minmax(one, two)][at].assessments.push_back(index);
  }

  std::vector<Dyad> run() {
    std::vector<Dyad> all;
    for (auto& [parties, points] : relations_) {
      Dyad& relation = all.emplace_back(Dyad{parties.first, parties.second, 0, 0, {}});
      // The map has what is without a day first.
      for (auto& [at, point] : points) {
        point.period = at;
        relation.events += static_cast<std::uint32_t>(point.happenings.size());
        relation.assessments += static_cast<std::uint32_t>(point.assessments.size());
        relation.points.push_back(std::move(point));
      }
      if (relation.points.front().period.empty())
        std::rotate(relation.points.begin(), relation.points.begin() + 1, relation.points.end());
    }
    std::ranges::stable_sort(all, [](const Dyad& a, const Dyad& b) {
      return std::tie(b.events, b.assessments) < std::tie(a.events, a.assessments);
    });
    return all;
  }

 private:
  std::set<std::string> parties(const std::vector<Id<Actor>>& actors) const {
    std::set<std::string> found;
    for (const Id<Actor> actor : actors)
      if (const std::string party = party_of_(actor); !party.empty() && found.size() < parties_max)
        found.insert(party);
    return found;
  }

  const EventFact& first_report(const Happening& happening) const {
    const In<Event> record = happening.reports.front().record;
    return story_.pages[record.page].events[record.of.value];
  }

  std::string period_at(Interval when) const {
    if (when.begin != Interval::open_begin) return period_of(when.begin, period_);
    return when.end == Interval::open_end ? "" : period_of(when.end, period_);
  }

  void add(Id<Happening> id, const std::string& from, const std::string& to, bool mutual) {
    const Happening& happening = story_.happenings[id.value];
    const auto quad = from_word<Quad>(first_report(happening).quad);
    if (!quad) return;
    Interval when = interval_of(happening.when);
    if (when.unknown())
      when = interval_of(story_.pages[happening.reports.front().record.page].published);
    DyadPoint& point = relations_[std::minmax(from, to)][period_at(when)];
    Tally& tally = mutual ? point.mutual : from < to ? point.forward : point.backward;
    ++tally.quads[static_cast<std::size_t>(*quad)];
    tally.goldstein_sum += first_report(happening).goldstein;
    point.happenings.push_back(id);
  }

  const Story& story_;
  const PartyOf& party_of_;
  Period period_;
  std::map<std::pair<std::string, std::string>, std::map<std::string, DyadPoint>> relations_;
};

}  // namespace

std::string party_of(const Actor& actor) {
  if (is_state(actor.country)) return actor.country;
  const bool is_body = actor.kind == EntityKind::organisation || actor.kind == EntityKind::group;
  // A body that a common word names ("the rebels") is another one on every page.
  if (!is_body || (actor.lexicon_id.empty() && actor.members.size() < 2)) return {};
  return actor.name;
}

std::vector<Dyad> relations_of(const Story& story, const std::vector<AssessmentIn>& judged,
                               const PartyOf& party_of, const Counts& counts, Period period) {
  RelationCounter counter(story, party_of, period);
  for (std::uint32_t i = 0; i < story.happenings.size(); ++i) {
    const Happening& happening = story.happenings[i];
    if (is_real(happening.status) && !happening.reports.empty() && counts({i})) counter.count({i});
  }
  for (std::uint32_t i = 0; i < judged.size(); ++i)
    if (!judged[i].assessment.in_comment) counter.judge(i, judged[i]);
  return counter.run();
}

}  // namespace sitrep
