#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "sitrep/story/interval.h"
#include "sitrep/story/linking.h"

/// Where tellings contradict each other: fields of one happening (place, day, numbers), and
/// positions of actors who find fault with each other over the same thing.
namespace sitrep {

namespace {

constexpr std::uint32_t claims_before_max =
    24;  // of one page: a position is answered near where it is told
constexpr std::size_t shared_words_min = 1;

class DisagreementFinder {
 public:
  DisagreementFinder(const Story& story, const ActorOf& actor_of)
      : story_(story), actor_of_(actor_of) {}

  std::vector<Disagreement> run() {
    for (std::uint32_t i = 0; i < story_.happenings.size(); ++i) fields({i});
    for (std::uint32_t page = 0; page < story_.pages.size(); ++page) positions(page);
    return std::move(found_);
  }

 private:
  const EventFact& fact(In<Event> record) const {
    return story_.pages[record.page].events[record.of.value];
  }

  /// Reports grouped by the value they give for one field; two values are a disagreement.
  using Values = std::map<std::string, std::vector<PageSpan>>;

  void fields(Id<Happening> id) {
    const Happening& happening = story_.happenings[id.value];
    if (happening.reports.size() < 2) return;
    Values places, days, killed, wounded;
    for (const Link<Event>& report : happening.reports) {
      const EventFact& event = fact(report.record);
      const PageSpan trigger{report.record.page, event.trigger_span};
      if (is_point(event)) places[event.place].push_back({report.record.page, event.where.span});
      if (const Interval when = interval_of(event.when); when.closed() && when.begin == when.end)
        days[event.when.substr(0, event.when.find('T'))].push_back(trigger);
      if (event.magnitude.killed)
        killed[fmt::format("{:g}", *event.magnitude.killed)].push_back(trigger);
      if (event.magnitude.wounded)
        wounded[fmt::format("{:g}", *event.magnitude.wounded)].push_back(trigger);
    }
    add(id, "place", places);
    add(id, "date", days);
    add(id, "killed", killed);
    add(id, "wounded", wounded);
  }

  /// A country or a region that holds the city of another report is no contradiction of it.
  static bool is_point(const EventFact& event) {
    return !event.place.empty() && event.where.at && event.where.kind != "country" &&
           event.where.kind != "region" && event.where.kind != "continent";
  }

  void add(Id<Happening> id, std::string_view kind, const Values& values) {
    if (values.size() < 2) return;
    Disagreement disagreement{about(story_.happenings[id.value], kind), std::string(kind), id, {}};
    for (const auto& [value, spans] : values) disagreement.sides.push_back({value, {}, {}, spans});
    found_.push_back(std::move(disagreement));
  }

  std::string about(const Happening& happening, std::string_view kind) const {
    const std::string what =
        fmt::format("{} {} {}", names(happening.source), happening.type, names(happening.target));
    return fmt::format("{} of: {}{}", kind, what,
                       happening.when.empty() ? "" : ", " + happening.when);
  }

  std::string names(const std::vector<Id<Actor>>& actors) const {
    std::string list;
    for (const Id<Actor> actor : actors)
      list += (list.empty() ? "" : ", ") + story_.actors[actor.value].name;
    return list.empty() ? "someone" : list;
  }

  /// Two speakers of one page find fault, and one of them speaks of the other's side or both of the
  /// same thing.
  void positions(std::uint32_t page) {
    const std::vector<ClaimFact>& claims = story_.pages[page].claims;
    for (std::uint32_t b = 0; b < claims.size(); ++b) {
      if (!is_position(claims[b])) continue;
      const std::uint32_t first = b > claims_before_max ? b - claims_before_max : 0;
      for (std::uint32_t a = first; a < b; ++a)
        if (is_position(claims[a]) && are_opposed(page, claims[a], claims[b]))
          add_position(page, {a}, {b});
    }
  }

  static bool is_position(const ClaimFact& claim) {
    return !claim.in_comment && !claim.speaker.none() && !claim.content.empty();
  }

  const EntityFact& entity(std::uint32_t page, Id<Entity> id) const {
    return story_.pages[page].entities[id.value];
  }

  bool is_of(std::uint32_t page, Id<Entity> speaker, const ClaimFact& claim) const {
    const std::string& country = entity(page, speaker).country;
    return std::ranges::any_of(claim.about, [&](Id<Entity> id) {
      return id == speaker || (!country.empty() && country.size() == 3 && country != "IGO" &&
                               entity(page, id).country == country);
    });
  }

  bool are_opposed(std::uint32_t page, const ClaimFact& a, const ClaimFact& b) const {
    if (actor_of_[page][a.speaker.value] == actor_of_[page][b.speaker.value]) return false;
    if (!a.adverse && !b.adverse) return false;
    const std::string &one = entity(page, a.speaker).country,
                      &two = entity(page, b.speaker).country;
    if (!one.empty() && one == two) return false;  // one side speaking with two voices
    const bool a_is_of_b = a.adverse && is_of(page, b.speaker, a);
    const bool b_is_of_a = b.adverse && is_of(page, a.speaker, b);
    if (!a_is_of_b && !b_is_of_a) return false;
    return shares_words(a, b) || (a_is_of_b && b_is_of_a);
  }

  static bool shares_words(const ClaimFact& a, const ClaimFact& b) {
    std::vector<std::string> shared;
    std::ranges::set_intersection(a.words, b.words, std::back_inserter(shared));
    return shared.size() >= shared_words_min;
  }

  void add_position(std::uint32_t page, Id<Claim> a, Id<Claim> b) {
    const auto pair = std::minmax(actor_of_[page][claim(page, a).speaker.value],
                                  actor_of_[page][claim(page, b).speaker.value]);
    const auto [at, is_new] =
        position_of_.emplace(std::tuple(page, pair.first, pair.second), found_.size());
    if (is_new) {
      Disagreement disagreement{"", "position", {}, {}};
      disagreement.about = fmt::format("{} against {}", story_.actors[pair.first.value].name,
                                       story_.actors[pair.second.value].name);
      for (const Id<Actor> actor : {pair.first, pair.second})
        disagreement.sides.push_back({story_.actors[actor.value].name, actor, {}, {}});
      found_.push_back(std::move(disagreement));
    }
    for (const Id<Claim> id : {a, b}) add_claim(found_[at->second], page, id);
  }

  const ClaimFact& claim(std::uint32_t page, Id<Claim> id) const {
    return story_.pages[page].claims[id.value];
  }

  void add_claim(Disagreement& disagreement, std::uint32_t page, Id<Claim> id) const {
    const Id<Actor> actor = actor_of_[page][claim(page, id).speaker.value];
    for (Side& side : disagreement.sides) {
      if (side.actor != actor) continue;
      if (std::ranges::find(side.claims, In<Claim>{page, id}) != side.claims.end()) return;
      side.claims.push_back({page, id});
      for (const Span span : claim(page, id).content) side.spans.push_back({page, span});
    }
  }

  const Story& story_;
  const ActorOf& actor_of_;
  std::vector<Disagreement> found_;
  std::map<std::tuple<std::uint32_t, Id<Actor>, Id<Actor>>, std::size_t> position_of_;
};

}  // namespace

std::vector<Disagreement> find_disagreements(const Story& story, const ActorOf& actor_of) {
  return DisagreementFinder(story, actor_of).run();
}

}  // namespace sitrep
