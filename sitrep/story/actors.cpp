#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/names/spelling.h"
#include "sitrep/story/linking.h"

/// Actors across pages: same lexicon entry, same state, same name (people: under spelling
/// variants), never against a conflict of country or of first name. A bare surname joins nothing:
/// on the next page it is somebody else's.
namespace sitrep {

namespace {

/// An entity is compared with this many actors of its block at most: names that share a key are
/// few, and a block that is larger (a surname of a whole country) must not make linking quadratic.
constexpr std::size_t comparisons_max = 256;

/// Spellings of one surname share a key.
std::string surname_key(std::string_view name) {
  const NameParts parts = name_parts(name);
  return parts.parts.empty() ? fold(name) : spelling_key(parts.parts.back());
}

/// Where an entity may find its likes; empty: it stays alone (an unnamed source of one page is
/// nobody of another).
std::string block_key(const EntityFact& entity) {
  if (!entity.actor.empty()) return "actor " + entity.actor;
  switch (entity.kind) {
    case EntityKind::person:
      return "person " + surname_key(entity.name);
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
  return entity.actor.empty() && !is_upper(first.value) && entity.kind != EntityKind::country;
}

class ActorLinker {
 public:
  ActorLinker(const std::vector<PageFacts>& pages, ActorOf& actor_of)
      : pages_(pages), actor_of_(actor_of) {
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
    const std::string key = block_key(entity);
    std::string reason;
    Id<Actor> actor = key.empty() ? Id<Actor>{} : find(key, entity, record.page, reason);
    if (actor.none()) {
      actor = {static_cast<std::uint32_t>(actors_.size())};
      actors_.push_back({entity.kind, entity.name, entity.country, entity.actor, {}});
      if (!key.empty()) blocks_[key].push_back(actor);
    }
    Actor& home = actors_[actor.value];
    if (home.country.empty()) home.country = entity.country;
    if (entity.kind == EntityKind::person && entity.name.size() > home.name.size())
      home.name = entity.name;
    home.members.push_back({record, reason});
    actor_of_[record.page][record.of.value] = actor;
  }

  /// The one actor of the block that this entity can be; none where there is no such or more than
  /// one.
  Id<Actor> find(const std::string& key, const EntityFact& entity, std::uint32_t page,
                 std::string& reason) const {
    const auto block = blocks_.find(key);
    if (block == blocks_.end()) return {};
    Id<Actor> found;
    const std::size_t many = std::min(block->second.size(), comparisons_max);
    for (std::size_t i = 0; i < many; ++i) {
      const Actor& actor = actors_[block->second[i].value];
      const std::optional<std::string> why = same(actor, entity, page);
      if (!why) continue;
      if (!found.none()) return {};
      found = block->second[i];
      reason = *why;
    }
    return found;
  }

  std::optional<std::string> same(const Actor& actor, const EntityFact& entity,
                                  std::uint32_t page) const {
    if (!entity.actor.empty()) return fmt::format("same entry of the lexicon: {}", entity.actor);
    if (entity.kind == EntityKind::country) {
      if (entity.country.empty()) return {};
      return fmt::format("same state: {}", entity.country);
    }
    if (countries_conflict(actor.country, entity.country)) return {};
    if (entity.kind == EntityKind::person) {
      // The page itself kept the two apart.
      if (actor.members.back().record.page == page) return {};
      return same_person_name(actor.name, entity.name);
    }
    if (is_generic(entity) && (entity.country.empty() || actor.country.empty())) return {};
    return std::string("same name");
  }

  const std::vector<PageFacts>& pages_;
  ActorOf& actor_of_;
  std::vector<Actor> actors_;
  std::unordered_map<std::string, std::vector<Id<Actor>>> blocks_;
};

}  // namespace

std::vector<Actor> link_actors(const std::vector<PageFacts>& pages, ActorOf& actor_of) {
  return ActorLinker(pages, actor_of).run();
}

}  // namespace sitrep
