#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/spelling/spelling.h"
#include "sitrep/story/linking.h"

/// Actors over the whole store: same lexicon entry, same state, same name (people: under spelling
/// variants), never against a conflict of country, of first name or of what the two are. A bare
/// surname joins nothing here: on the next page it is somebody else's. story_actors.cpp joins what
/// is enough within one story.
namespace sitrep {

namespace {

/// An entity is compared with this many actors of its block at most: names that share a key are
/// few, and a block that is larger (a surname of a whole country) must not make linking quadratic.
constexpr std::size_t comparisons_max = 64;

/// Spellings of one surname share a key.
std::string surname_key(std::string_view name) {
  const NameParts parts = name_parts(name);
  return parts.parts.empty() ? fold(name) : spelling_key(parts.parts.back());
}

/// "the Pakistani military", "Pakistan's armed forces": one institution of a state.
bool is_armed_forces(const EntityFact& entity) {
  const std::string name = fold(entity.name);
  return !entity.country.empty() &&
         (name.ends_with("military") || name.ends_with("armed forces")) &&
         std::ranges::find(entity.sectors, "MIL") != entity.sectors.end();
}

/// Where an entity may find its likes; empty: it stays alone (an unnamed source of one page is
/// nobody of another).
std::string block_key(const EntityFact& entity) {
  if (entity.kind == EntityKind::person)
    return entity.is_named ? "person " + surname_key(entity.name) : std::string();
  // Before the lexicon's entry: "the military" has none of its own.
  if (entity.kind == EntityKind::organisation && is_armed_forces(entity))
    return "armed forces " + entity.country;
  if (!entity.actor.empty()) return "actor " + entity.actor;
  switch (entity.kind) {
    case EntityKind::person:
      return {};
    case EntityKind::country:
      return "country " + entity.country;
    case EntityKind::people:
      return "people " + fold(entity.name);
    case EntityKind::organisation:
    case EntityKind::group:
      return "body " + fold(entity.name);
    case EntityKind::role:
    case EntityKind::anonymous:
      return {};
  }
  return {};
}

bool countries_conflict(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

/// Bodies named by a common word alone ("police") are of some country; without it they are nobody
/// in particular.
bool is_generic(const EntityFact& entity) {
  const CodePoint first = decode(entity.name, 0);
  return entity.actor.empty() && (!entity.is_named || !is_upper(first.value)) &&
         entity.kind != EntityKind::country;
}

class ActorLinker {
 public:
  ActorLinker(const std::vector<PageFacts>& pages, const std::vector<Ruling<Entity>>& rulings,
              ActorOf& actor_of)
      : pages_(pages), actor_of_(actor_of) {
    for (const Ruling<Entity>& ruling : rulings) {
      if (ruling.same) continue;
      told_apart_[ruling.first].push_back(ruling.second);
      told_apart_[ruling.second].push_back(ruling.first);
    }
    actor_of_.clear();
    for (const PageFacts& page : pages_) actor_of_.emplace_back(page.entities.size());
  }

  std::vector<Actor> run() {
    for (std::uint32_t page = 0; page < pages_.size(); ++page)
      for (std::uint32_t i = 0; i < pages_[page].entities.size(); ++i) place({page, {i}});
    return std::move(actors_);
  }

 private:
  const EntityFact& fact(In<Entity> record) const {
    return pages_[record.page].entities[record.of.value];
  }

  void place(In<Entity> record) {
    const EntityFact& entity = fact(record);
    if (entity.is_rejected) return;
    const std::string key = block_key(entity);
    std::string reason;
    Id<Actor> actor = key.empty() ? Id<Actor>{} : find(key, record, reason);
    if (actor.none()) {
      actor = {static_cast<std::uint32_t>(actors_.size())};
      actors_.push_back({entity.kind, entity.name, entity.country, entity.actor, {}});
      if (!key.empty()) {
        blocks_[key].push_back(actor);
        blocks_[exact_key(key, entity)].push_back(actor);
      }
    }
    Actor& home = actors_[actor.value];
    if (home.country.empty()) home.country = entity.country;
    if (home.lexicon_id.empty()) home.lexicon_id = entity.actor;
    if (entity.kind == EntityKind::person && entity.name.size() > home.name.size())
      home.name = entity.name;
    home.members.push_back({record, reason});
    actor_of_[record.page][record.of.value] = actor;
  }

  /// The actor of the block that this entity fits best; none where none fits or two fit alike.
  Id<Actor> find(const std::string& key, In<Entity> record, std::string& reason) const {
    // Those of the very name first: names that differ are only looked at where there are none.
    for (const std::string& one : {exact_key(key, fact(record)), key})
      if (const Id<Actor> found = find_in(one, record, reason); !found.none()) return found;
    return {};
  }

  static std::string exact_key(const std::string& key, const EntityFact& entity) {
    return key + " = " + fold(entity.actor.empty() ? entity.name : entity.actor);
  }

  Id<Actor> find_in(const std::string& key, In<Entity> record, std::string& reason) const {
    const EntityFact& entity = fact(record);
    const auto block = blocks_.find(key);
    if (block == blocks_.end()) return {};
    Id<Actor> found;
    int best = 0;
    const std::size_t many = std::min(block->second.size(), comparisons_max);
    for (std::size_t i = 0; i < many; ++i) {
      const Actor& actor = actors_[block->second[i].value];
      const std::optional<std::string> why = same(actor, entity, record.page);
      if (!why || is_told_apart(record, block->second[i])) continue;
      const int fit = how_well(actor, entity);
      if (fit < best) continue;
      found = fit == best ? Id<Actor>{} : block->second[i];
      best = fit;
      reason = *why;
    }
    return found;
  }

  /// Whether a person told the record apart from one that is of this actor already.
  bool is_told_apart(In<Entity> record, Id<Actor> actor) const {
    const auto others = told_apart_.find(record);
    return others != told_apart_.end() &&
           std::ranges::any_of(others->second, [&](In<Entity> other) {
             return actor_of_[other.page][other.of.value] == actor;
           });
  }

  static int how_well(const Actor& actor, const EntityFact& entity) {
    int fit = 1;
    if (!entity.actor.empty() && entity.actor == actor.lexicon_id) fit += 8;
    if (fold(actor.name) == fold(entity.name)) fit += 4;
    if (!entity.country.empty() && entity.country == actor.country) fit += 2;
    return fit;
  }

  std::optional<std::string> same(const Actor& actor, const EntityFact& entity,
                                  std::uint32_t page) const {
    if (!entity.actor.empty() && entity.actor == actor.lexicon_id)
      return fmt::format("same entry of the lexicon: {}", entity.actor);
    if (!entity.actor.empty() && !actor.lexicon_id.empty()) return {};
    if (entity.kind == EntityKind::country) {
      if (entity.country.empty()) return {};
      return fmt::format("same state: {}", entity.country);
    }
    if (countries_conflict(actor.country, entity.country)) return {};
    if (entity.kind == EntityKind::person) {
      // The page itself kept the two apart.
      if (actor.members.back().record.page == page) return {};
      if (callings_conflict(fact(actor.members.back().record), entity)) return {};
      return same_person_name(actor.name, entity.name);
    }
    if (is_generic(entity) && (entity.country.empty() || actor.country.empty())) return {};
    if (is_armed_forces(entity)) return fmt::format("the armed forces of {}", entity.country);
    return std::string("same name");
  }

  /// A soldier and a reporter of one name, of whom no country is known to be the same, are two.
  static bool callings_conflict(const EntityFact& a, const EntityFact& b) {
    if (a.sectors.empty() || b.sectors.empty()) return false;
    if (!a.country.empty() && a.country == b.country) return false;
    return std::ranges::none_of(a.sectors, [&](const std::string& sector) {
      return std::ranges::find(b.sectors, sector) != b.sectors.end();
    });
  }

  const std::vector<PageFacts>& pages_;
  ActorOf& actor_of_;
  std::vector<Actor> actors_;
  std::map<In<Entity>, std::vector<In<Entity>>> told_apart_;
  std::unordered_map<std::string, std::vector<Id<Actor>>> blocks_;
};

}  // namespace

void link_actors(const std::vector<PageFacts>& pages, const std::vector<Ruling<Entity>>& rulings,
                 ActorOf& actor_of, Story& story) {
  story.actors = ActorLinker(pages, rulings, actor_of).run();
  join_within_stories(pages, rulings, actor_of, story);
}

}  // namespace sitrep
