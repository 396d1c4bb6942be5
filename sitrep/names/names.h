#pragma once

#include <string>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/note.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/page/page.h"
#include "sitrep/text/text.h"

/// names: who and what is mentioned, under which spellings, in which role?
namespace sitrep {

enum class EntityKind { person, organisation, group, country, people, role, anonymous };
template <>
inline constexpr auto words_of<EntityKind> = vocabulary("person", "organisation", "group",
                                                        "country", "people", "role", "anonymous");

enum class MentionKind { name, nominal, pronoun };
template <>
inline constexpr auto words_of<MentionKind> = vocabulary("name", "nominal", "pronoun");

struct Entity;

/// One place in the text that speaks of an entity: the whole phrase with its titles and modifiers,
/// without relative clauses.
struct Mention {
  Span span;
  Id<Token> head;  ///< the phrase's head word
  MentionKind kind = MentionKind::name;
  Id<Entity> entity;
};

/// An office as the page words it: "army chief" of Pakistan.
struct Role {
  std::string title;
  Id<Entity> of;
  Span span;
};

/// Someone or something of one page that can act, speak or be acted on.
struct Entity {
  EntityKind kind = EntityKind::person;
  std::string name;     ///< the fullest name of the page, without titles
  std::string country;  ///< ISO 3166-1 alpha-3 or PLOVER's IGO, NGO, MNC ...; empty where unknown
  std::vector<std::string> sectors;  ///< PLOVER: MIL, GOV ...
  std::string actor;                 ///< id of the lexicon's actor, empty where it has none
  std::vector<Role> roles;
  std::string rule;  ///< why its mentions were joined and its codes given
};

/// The layer of this stage.
struct Names {
  std::vector<Entity> entities;   ///< in order of first mention
  std::vector<Mention> mentions;  ///< sorted by (begin, longest first); may nest, never cross
  std::vector<Span>
      places;  ///< name spans judged to name a place (country names too): scene resolves them
  std::vector<Note> notes;

  /// The entity of the innermost mention whose head is this token; none() if there is none. Binary
  /// search is not possible over heads: O(log n) through an index that find_names() makes.
  Id<Entity> entity_of(Id<Token> head) const;
  const Entity& operator[](Id<Entity> id) const { return entities[id.value]; }

  std::vector<std::pair<std::uint32_t, Id<Entity>>> by_head;  ///< (token, entity), sorted
};

/// lexicon/actors, countries, titles, roles, given names. Immutable.
class NamesModel;

/// Finds who is spoken of and joins the mentions of each. Furniture gives none; comments give
/// entities of their own blocks, joined to the article's where the name is the same.
Names find_names(const Page& page, const Text& text, const NamesModel& model);

}  // namespace sitrep
