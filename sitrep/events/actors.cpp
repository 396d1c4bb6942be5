#include <algorithm>

#include "sitrep/events/reading.h"

namespace sitrep::coding {

namespace {

void add(std::vector<Id<Entity>>& to, Id<Entity> one) {
  if (one && std::ranges::find(to, one) == to.end()) to.push_back(one);
}

/// "groups such as the Taliban or the Haqqani network": those who are named.
void add_examples(const Reading& reading, Id<Token> phrase, std::vector<Id<Entity>>& to) {
  for (const Id<Token> child : reading.text.children(phrase)) {
    if (reading.base_relation(child) != Relation::nmod) continue;
    const Id<Token> mark = reading.text.child(child, Relation::case_);
    if (!mark || (reading.text.form(mark) != "such" && reading.text.form(mark) != "like")) continue;
    std::vector<Id<Token>> open = {child};
    for (std::size_t i = 0; i < open.size() && i < 8; ++i) {
      const Id<Entity> own = reading.names.entity_of(open[i]);
      add(to, own);
      for (const Id<Token> next : reading.text.children(open[i])) {
        const Relation relation = reading.base_relation(next);
        if (relation == Relation::conj || (relation == Relation::compound && next < open[i]))
          open.push_back(next);
      }
    }
    return;
  }
}

/// "the country's top commander, General Kayani": the name says who it is.
Id<Entity> named_apposition(const Reading& reading, Id<Token> phrase) {
  if (reading.tag(phrase) == Tag::PROPN) return {};
  for (const Id<Token> child : reading.text.children(phrase)) {
    if (reading.relation(child) != Relation::appos || reading.tag(child) != Tag::PROPN) continue;
    const Id<Entity> named = reading.names.entity_of(child);
    if (named && reading.names[named].kind == EntityKind::person) return named;
  }
  return {};
}

/// One phrase without what is coordinated with it.
void add_phrase(const Reading& reading, Id<Token> phrase, std::vector<Id<Entity>>& to) {
  for (int step = 0; step < 4 && phrase; ++step) {
    const std::size_t before = to.size();
    add_examples(reading, phrase, to);
    if (to.size() > before) return;
    if (const Id<Entity> named = named_apposition(reading, phrase)) return add(to, named);
    if (const Id<Entity> own = reading.names.entity_of(phrase)) return add(to, own);
    const Id<Token> below = counted(reading, phrase);
    if (below != phrase) {
      phrase = below;
      continue;
    }
    for (const Id<Token> child : reading.text.children(phrase)) {
      const Relation relation = reading.base_relation(child);
      if (relation == Relation::flat || relation == Relation::appos)
        if (const Id<Entity> named = reading.names.entity_of(child)) return add(to, named);
    }
    const std::vector<Id<Entity>> owners = owners_of(reading, phrase);
    if (!owners.empty()) return add_actors(to, owners);
    Id<Token> next;
    for (const Oblique& oblique : obliques_of(reading, phrase))
      if (oblique.preposition == reading.of && reading.nominal(oblique.token)) next = oblique.token;
    phrase = next;
  }
}

}  // namespace

void add_actors(std::vector<Id<Entity>>& to, const std::vector<Id<Entity>>& some) {
  for (const Id<Entity> one : some) add(to, one);
}

std::vector<Id<Entity>> owners_of(const Reading& reading, Id<Token> noun) {
  std::vector<Id<Entity>> found;
  for (const Id<Token> child : reading.text.children(noun)) {
    const Relation relation = reading.base_relation(child);
    const bool before = child < noun;
    const bool owner = reading.relation(child) == Relation::nmod_poss ||
                       (before && (relation == Relation::compound || relation == Relation::amod ||
                                   relation == Relation::nmod));
    if (!owner) continue;
    Id<Token> at = child;  // "Serbia's army's positions": down the chain to the first actor
    for (int step = 0; step < 4 && at; ++step) {
      if (const Id<Entity> own = reading.names.entity_of(at)) {
        add(found, own);
        break;
      }
      const Id<Token> possessor = reading.text.child(at, Relation::nmod_poss, true);
      at = possessor ? possessor : reading.text.child(at, Relation::amod);
    }
    for (const Id<Token> other : reading.text.children(child))
      if (reading.relation(other) == Relation::conj) add(found, reading.names.entity_of(other));
  }
  return found;
}

std::vector<Id<Entity>> actors_of(const Reading& reading, Id<Token> phrase) {
  std::vector<Id<Entity>> found;
  if (!phrase) return found;
  add_phrase(reading, phrase, found);
  for (const Id<Token> child : reading.text.children(phrase)) {
    if (reading.relation(child) != Relation::conj || !reading.nominal(child)) continue;
    add_phrase(reading, child, found);
    for (const Id<Token> next : reading.text.children(child))
      if (reading.relation(next) == Relation::conj && reading.nominal(next))
        add_phrase(reading, next, found);
  }
  return found;
}

std::vector<Id<Entity>> anyone_below(const Reading& reading, Id<Token> top, Id<Token> except_below,
                                     const std::vector<Id<Entity>>& except) {
  std::vector<Id<Entity>> found;
  std::vector<Id<Token>> open = {top};
  constexpr std::size_t most = 64;
  for (std::size_t at = 0; at < open.size() && at < most; ++at) {
    const Id<Token> token = open[at];
    if (token == except_below) continue;
    const Id<Entity> own = reading.names.entity_of(token);
    if (own && std::ranges::find(except, own) == except.end()) {
      add(found, own);
      return found;
    }
    for (const Id<Token> child : reading.text.children(token)) open.push_back(child);
  }
  return found;
}

}  // namespace sitrep::coding
