#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/interner.h"
#include "sitrep/base/note.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/page/page.h"
#include "sitrep/text/relation.h"

/// text: where are the sentences and words, and how do they hang together?
namespace sitrep {

/// Universal parts of speech (universaldependencies.org/u/pos), in their alphabetical order; `X` is
/// also what was not tagged.
enum class Tag {
  ADJ,
  ADP,
  ADV,
  AUX,
  CCONJ,
  DET,
  INTJ,
  NOUN,
  NUM,
  PART,
  PRON,
  PROPN,
  PUNCT,
  SCONJ,
  SYM,
  VERB,
  X
};
template <>
inline constexpr auto words_of<Tag> = vocabulary("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ",
                                                 "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
                                                 "SCONJ", "SYM", "VERB", "X");

/// The model's guess of what a name names. names/ decides; this is its evidence.
enum class NameClass { none, person, organisation, group, country, place, nationality, other };
template <>
inline constexpr auto words_of<NameClass> = vocabulary("none", "person", "organisation", "group",
                                                       "country", "place", "nationality", "other");

struct Token;

struct Sentence {
  Span span;
  Id<Block> block;
  Id<Token> first, end;  ///< its tokens are [first, end)
};

/// A syntactic word: "don't" is do + n't, "Kayani's" is Kayani + 's; punctuation marks are tokens.
/// Each has its own bytes.
struct Token {
  Span span;
  Id<InternedString>
      form;  ///< lower case, quotes and dashes made ASCII: the key for lexicon look-ups
  Id<InternedString> lemma;  ///< "meet" for "met"; names keep their capitals
  Id<InternedString>
      features;  ///< UD features, "Number=Sing|Person=3"; none() where there are none
  Tag tag = Tag::X;
  Relation relation = Relation::dep;
  NameClass name = NameClass::none;
  bool name_begins = false;  ///< the first token of a name (BIO)
  Id<Token> head;            ///< none() for the root of a sentence
};

/// The layer of this stage. Sentences rise and never cross blocks; tokens rise and never cross
/// sentences.
struct Text {
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  Interner strings;  ///< forms, lemmas, features
  std::vector<Note> notes;

  const Token& operator[](Id<Token> id) const { return tokens[id.value]; }
  std::string_view form(Id<Token> id) const& { return strings.at(tokens[id.value].form); }
  std::string_view lemma(Id<Token> id) const& { return strings.at(tokens[id.value].lemma); }
  /// The value of a UD feature ("Tense" gives "Past"), "" where the token lacks it.
  std::string_view feature(Id<Token> id, std::string_view name) const&;

  /// Dependents of a token, left to right. O(1); made by index_tree().
  std::span<const Id<Token>> children(Id<Token> id) const;
  /// The first dependent with this relation; none() if there is none. `exact` false also takes its
  /// subtypes (nsubj: nsubj:pass).
  Id<Token> child(Id<Token> id, Relation relation, bool exact = false) const;
  /// The bytes from the first to the last token under `id` (with itself). Linear in the subtree.
  Span subtree(Id<Token> id) const;
  bool dominates(Id<Token> ancestor, Id<Token> id) const;
  /// The sentence that holds a token, the tokens that begin inside a span: binary searches.
  Id<Sentence> sentence_of(Id<Token> id) const;
  std::pair<Id<Token>, Id<Token>> tokens_in(Span span) const;  ///< [first, end)

  /// Rebuilds the lists behind children(); to be called once after the heads are set.
  void index_tree();

 private:
  std::vector<std::uint32_t> child_begin_;
  std::vector<Id<Token>> child_list_;
};

/// The trained model (model/english.bin) and the word lists of segmentation. Immutable, shared by
/// all workers.
class TextModel;

/// Matrices and buffers of one worker; opaque outside text/.
class TextScratch;

/// Splits every block into sentences and words, tags and parses them (furniture and pages in other
/// languages are split only). Any
/// text gives a layer; time is linear.
Text analyse_text(const Page& page, const TextModel& model, TextScratch& scratch);

}  // namespace sitrep
