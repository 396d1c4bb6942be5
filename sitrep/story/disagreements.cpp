#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/story/judge.h"
#include "sitrep/story/linking.h"

/// Where tellings contradict each other: fields of one happening (place, day, numbers), and
/// positions of actors who find fault with each other over the same thing.
namespace sitrep {

namespace {

/// A position is answered near where it is told: claims of the page before and after.
constexpr std::uint32_t answer_claims_max = 24;
constexpr std::size_t same_block_weight = 100;

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
    intent(id);
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
    who(id);
  }

  /// Tellings that name different doers.
  void who(Id<Happening> id) {
    Values doers;
    std::vector<std::vector<Id<Actor>>> sides;
    for (const Link<Event>& report : story_.happenings[id.value].reports) {
      const EventFact& event = fact(report.record);
      if (event.source.empty()) continue;
      std::vector<Id<Actor>> own;
      for (const Id<Entity> one : event.source)
        own.push_back(actor_of_[report.record.page][one.value]);
      std::ranges::sort(own);
      const auto alike = std::ranges::find_if(
          sides, [&](const std::vector<Id<Actor>>& side) { return share(side, own); });
      const std::string name = names(alike == sides.end() ? own : *alike);
      if (alike == sides.end()) sides.push_back(own);
      doers[name].push_back({report.record.page, event.trigger_span});
    }
    if (sides.size() > 1 && fact(story_.happenings[id.value].reports[0].record).type == "ASSAULT")
      add(id, "who", doers);
  }

  /// A mistake, or on purpose? What readers write of it is shown as theirs.
  void intent(Id<Happening> id) {
    const Happening& happening = story_.happenings[id.value];
    if (happening.type != "ASSAULT" && happening.type != "COERCE") return;
    Values intents;
    const auto take = [&](const std::vector<Link<Event>>& links, std::string_view teller) {
      for (const Link<Event>& report : links) {
        const EventFact& event = fact(report.record);
        if (event.intent == Intent::unsaid) continue;
        const bool mistake = event.intent == Intent::mistake;
        intents[std::string(mistake ? "a mistake" : "on purpose") + std::string(teller)].push_back(
            {report.record.page, event.trigger_span});
      }
    };
    take(happening.reports, "");
    take(happening.comments, ", in a reader's comment");
    if (intents.contains("a mistake") || intents.contains("on purpose")) add(id, "intent", intents);
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
    return fmt::format("{} of {}: {} > {}{}", kind == "who" ? "doer" : kind, happening.type,
                       names(happening.source), names(happening.target),
                       happening.when.empty() ? "" : ", " + happening.when);
  }

  std::string names(const std::vector<Id<Actor>>& actors) const {
    std::string list;
    for (const Id<Actor> actor : actors)
      list += (list.empty() ? "" : " and ") + story_.actors[actor.value].name;
    return list.empty() ? "?" : list;
  }

  /// Somebody finds fault with a side, and somebody of that side answers: in the same paragraph, or
  /// over the same thing. Of what one speaker says the nearest answer counts, not everything that
  /// is said about it.
  void positions(std::uint32_t page) {
    const std::vector<ClaimFact>& claims = story_.pages[page].claims;
    for (std::uint32_t charge = 0; charge < claims.size(); ++charge) {
      if (!is_position(claims[charge]) || !claims[charge].adverse) continue;
      std::map<Id<Actor>, std::pair<std::size_t, Id<Claim>>> best;
      const auto size = static_cast<std::uint32_t>(claims.size());
      const std::uint32_t first = charge > answer_claims_max ? charge - answer_claims_max : 0;
      const std::uint32_t last = std::min(size, charge + answer_claims_max);
      for (std::uint32_t answer = first; answer < last; ++answer) {
        const std::size_t weight = weigh_answer(page, claims[charge], claims[answer]);
        auto& known = best[actor(page, claims[answer])];
        if (weight > known.first) known = {weight, {answer}};
      }
      for (const auto& [speaker, answer] : best)
        if (answer.first > 0) add_position(page, {charge}, answer.second);
    }
  }

  static bool is_position(const ClaimFact& claim) {
    return !claim.in_comment && !claim.speaker.none() && !claim.content.empty();
  }

  Id<Actor> actor(std::uint32_t page, const ClaimFact& claim) const {
    return claim.speaker.none() ? Id<Actor>{} : actor_of_[page][claim.speaker.value];
  }

  const EntityFact& entity(std::uint32_t page, Id<Entity> id) const {
    return story_.pages[page].entities[id.value];
  }

  /// Whether a claim speaks of its opponent, or of something that belongs to the opponent's state.
  bool is_about(std::uint32_t page, const ClaimFact& claim, Id<Entity> opponent) const {
    const std::string& country = entity(page, opponent).country;
    return std::ranges::any_of(claim.about, [&](Id<Entity> id) {
      return id == opponent || (is_state(country) && entity(page, id).country == country);
    });
  }

  static bool is_state(std::string_view country) {
    return country.size() == 3 && country != "IGO" && country != "NGO" && country != "MNC" &&
           country != "UNK";
  }

  /// 0 where `answer` is none to `charge`; more where it is nearer to it.
  std::size_t weigh_answer(std::uint32_t page, const ClaimFact& charge,
                           const ClaimFact& answer) const {
    if (!is_position(answer) || actor(page, charge) == actor(page, answer)) return 0;
    if (relays(charge, answer)) return 0;
    const std::string& one = entity(page, charge.speaker).country;
    const std::string& two = entity(page, answer.speaker).country;
    // Sides are states and who belongs to them; one side can speak with two voices.
    if (!is_state(one) || !is_state(two) || one == two) return 0;
    if (!is_about(page, charge, answer.speaker)) return 0;
    if (charge.block == answer.block) return same_block_weight;
    return shared_words(page, charge, answer);
  }

  /// Who tells what another said gives no answer to it.
  static bool relays(const ClaimFact& a, const ClaimFact& b) {
    return std::ranges::any_of(a.content, [&](Span one) {
      return std::ranges::any_of(b.content, [&](Span two) { return one.overlaps(two); });
    });
  }

  /// Words that both contents have, without the names of those who speak and are spoken of: that
  /// two sides name each other does not make one the answer to the other.
  std::size_t shared_words(std::uint32_t page, const ClaimFact& charge,
                           const ClaimFact& answer) const {
    std::vector<Term> shared;
    std::ranges::set_intersection(charge.words, answer.words, std::back_inserter(shared));
    std::string named = entity(page, charge.speaker).name + " " + entity(page, answer.speaker).name;
    for (const Id<Entity> about : charge.about)
      if (entity(page, about).kind == EntityKind::country) named += " " + entity(page, about).name;
    const std::vector<Term> names = terms_of(named);
    std::erase_if(shared, [&](Term word) { return std::ranges::binary_search(names, word); });
    return shared.size();
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
