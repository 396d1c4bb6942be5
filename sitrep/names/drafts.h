#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sitrep/names/reading.h"
#include "sitrep/names/runs.h"

namespace sitrep {

enum class Determiner : std::uint8_t { none, definite, indefinite, demonstrative, possessive };

enum class PronounKind : std::uint8_t { none, he, she, it, they, speaker, speakers, addressee };

/// A mention before it is known whose it is: its extent and all that its own words say.
struct Draft {
  std::uint32_t first = 0, end = 0;  ///< tokens of the phrase
  std::uint32_t head = 0;
  MentionKind kind = MentionKind::name;
  EntityKind entity_kind = EntityKind::person;
  std::int32_t run = -1;  ///< of names
  Determiner determiner = Determiner::none;
  PronounKind pronoun = PronounKind::none;
  Gender gender = Gender::unknown;
  bool plural = false, possessive = false, reflexive = false;
  bool subject = false;
  bool former = false;                   ///< retired, ex-
  bool rank_only = false;                ///< its role is a mere rank
  bool metonym = false;                  ///< a capital that stands for its government
  std::int32_t country = -1;             ///< named by its modifiers: Pakistani, U.S.
  std::int32_t by_actor = -1;            ///< an organisation among its modifiers: NATO spokeswoman
  std::int32_t place_country = -1;       ///< of the town or region that it is in
  std::uint32_t by_actor_at = no_token;  ///< the token of by_actor or of an unknown organisation
  Sectors sectors = 0;                   ///< of the words that modify: army, opposition
  Sectors head_sectors = 0;              ///< of offices and nouns that tell them: general, lawmaker
  Sectors weak_sectors = 0;              ///< of nouns that fit any body: chief, spokesman
  std::int32_t body = -1;                ///< of a state: index of a StateBody
  std::uint32_t sense = 0;               ///< of the head noun
  std::vector<std::uint32_t> senses;     ///< of titles and roles before a name
  std::uint32_t modifiers = 0;     ///< adjectives and nouns before the head, countries left out
  std::uint32_t owner = no_token;  ///< head of its possessor: their, Pakistan's
  std::uint32_t of = no_token, in = no_token;  ///< heads of "of ..." and "in ..."
  std::uint32_t role_first = 0, role_end = 0;  ///< tokens of the role: army chief
  std::uint32_t comment = Id<Comment>::unset;
};

/// The phrases of a page that can be somebody: names, nouns for people and bodies, pronouns. In
/// order of first token, longer ones first. Linear in the tokens, with named limits on a phrase.
std::vector<Draft> find_drafts(const Reading& reading, const std::vector<NameRun>& runs);

}  // namespace sitrep
