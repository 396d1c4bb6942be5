#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sitrep/claims/claims.h"
#include "sitrep/claims/model.h"

namespace sitrep {

/// One page while its claims are being found: the layers so far, what the lexicon knows of each
/// word, and the questions to the tree that several finders ask. Lives for one find_claims().
class ClaimReading {
 public:
  /// Looks every distinct word of the page up once.
  ClaimReading(const Page& page, const Text& text, const Names& names, const Scene& scene,
               const ClaimsModel& model);

  const Page& page;
  const Text& text;
  const Names& names;
  const Scene& scene;
  const ClaimsModel& model;

  /// What the lexicon knows of a token's dictionary form, or of its form; nullptr where nothing is.
  const ClaimWord* word(Id<Token> id) const;
  const ClaimWord* word_of_form(Id<Token> id) const;
  const Operator* operator_of(Id<Token> id, OperatorKind kind) const;

  const Token& operator[](Id<Token> id) const { return text[id]; }
  bool is(Id<Token> id, std::string_view form) const { return text.form(id) == form; }
  bool is_verb(Id<Token> id) const;
  const Sentence& sentence(Id<Token> id) const {
    return text.sentences[text.sentence_of(id).value];
  }
  BlockKind kind_of(Id<Block> block) const { return page.blocks[block.value].kind; }

  /// True for a word of a time expression that tells when, not how long. Logarithmic.
  bool of_time(Id<Token> id) const;
  /// "not", "n't", "never", "no longer" under a verb, or "no one" as its subject.
  bool negated(Id<Token> verb) const;
  bool passive(Id<Token> verb) const;
  /// The form of the first case or marker under a token: "about", "to"; "" if there is none.
  std::string_view marker(Id<Token> id) const;

  /// Who does what a verb says, through conjuncts, participles, infinitives and relative clauses:
  /// "Allen, speaking in Kabul, said ..., adding that": adding gives Allen. none() if nobody.
  Id<Token> subject_of(Id<Token> verb) const;

  /// A name, a pronoun, an actor of the page, or a noun for people, who can say something.
  bool can_speak(Id<Token> who) const;

  /// The head of the first noun phrase between two tokens; none() if there is none. For what a
  /// parser failed to hang where it belongs.
  Id<Token> noun_in(Id<Token> begin, Id<Token> end) const;

  /// The words under `top`, without what hangs under `without`, as rising runs of bytes. Marks
  /// alone do not part two runs; marks at their ends are left off, but for one that closes a
  /// quotation opened inside.
  std::vector<Span> pieces(Id<Token> top, std::span<const Id<Token>> without) const;
  /// The same without the preposition or mark of `top` itself: "the raid" of "about the raid".
  std::vector<Span> pieces_without_marker(Id<Token> top) const;
  Span trimmed(Id<Token> first, Id<Token> end) const;
  /// Contents less what stands in `aside`, trimmed again.
  std::vector<Span> without(const std::vector<Span>& content, Span aside) const;

  /// The phrase that names who stands at this token: its mention, else its words without relative
  /// clauses and appositions.
  Span phrase(Id<Token> head) const;
  /// The antecedent of "who", "which", "that" in a relative clause; the token itself elsewhere.
  Id<Token> antecedent(Id<Token> id) const;

 private:
  std::vector<const ClaimWord*> words_;  // by Id<InternedString>
};

/// Marks that are no part of what is said where they stand at its ends.
bool is_edge_mark(std::string_view form);
bool is_quotation_mark(std::string_view form);

}  // namespace sitrep
