#pragma once

#include <string_view>
#include <vector>

#include "sitrep/claims/claims.h"
#include "sitrep/events/lexicon.h"
#include "sitrep/names/names.h"
#include "sitrep/page/page.h"
#include "sitrep/scene/scene.h"
#include "sitrep/text/text.h"

namespace sitrep::coding {

/// Climbing and descending in a tree stops after so many steps: broken parses can be chains.
inline constexpr int tree_steps = 12;

/// A page's layers with its words looked up in the lexicon once. Lives no longer than they.
struct Reading {
  Reading(const Page& page_, const Text& text_, const Names& names_, const Scene& scene_,
          const Claims& claims_, const Lexicon& lexicon_);

  /// The lexicon's word for a token's lemma, or else for its form.
  Word word(Id<Token> token) const {
    const Word lemma = words[text[token].lemma.value];
    return lemma ? lemma : words[text[token].form.value];
  }
  Word form(Id<Token> token) const { return words[text[token].form.value]; }
  bool is(Id<Token> token, Lexicon::WordClass word_class) const {
    return lexicon.is(word(token), word_class);
  }
  Relation relation(Id<Token> token) const { return text[token].relation; }
  Relation base_relation(Id<Token> token) const { return base(text[token].relation); }
  Tag tag(Id<Token> token) const { return text[token].tag; }
  bool verbal(Id<Token> token) const { return tag(token) == Tag::VERB || tag(token) == Tag::AUX; }
  bool nominal(Id<Token> token) const {
    return tag(token) == Tag::NOUN || tag(token) == Tag::PROPN || tag(token) == Tag::PRON ||
           tag(token) == Tag::NUM;
  }

  const Page& page;
  const Text& text;
  const Names& names;
  const Scene& scene;
  const Claims& claims;
  const Lexicon& lexicon;

  std::vector<Word> words;  ///< by interned string of the page
  /// Function words, as the lexicon's interner knows them.
  Word by, of, between, not_, never, no, to, in, as;
};

/// A phrase that hangs on a word by a preposition.
struct Oblique {
  Word preposition;
  Id<Token> token;
};

/// What hangs on a verb, with passives turned round and subjects found that stand elsewhere.
struct Clause {
  Id<Token> subject, object, indirect;
  bool passive = false;
  std::vector<Oblique> obliques;
};

/// The clause of a verb (or of an adjective or noun with a copula). Subjects come from control
/// (xcomp, acl, advcl), coordination and relative clauses. O(children), at most tree_steps climbs.
Clause clause_of(const Reading& reading, Id<Token> verb);

/// Prepositional dependents of a noun or verb.
std::vector<Oblique> obliques_of(const Reading& reading, Id<Token> head);

/// "hundreds of troops" is troops: what a counting noun counts.
Id<Token> counted(const Reading& reading, Id<Token> noun);

/// The entities that a phrase speaks of: its own, those coordinated with it, or else whom it
/// belongs to ("Pakistani positions", "the plan of the rebels").
std::vector<Id<Entity>> actors_of(const Reading& reading, Id<Token> phrase);

/// The entities that own a noun: possessor, adjective of nationality, first part of a compound.
std::vector<Id<Entity>> owners_of(const Reading& reading, Id<Token> noun);

/// The first entities below a token in reading order that are not in `except`.
std::vector<Id<Entity>> anyone_below(const Reading& reading, Id<Token> top, Id<Token> except_below,
                                     const std::vector<Id<Entity>>& except);

void add_actors(std::vector<Id<Entity>>& to, const std::vector<Id<Entity>>& some);

}  // namespace sitrep::coding
