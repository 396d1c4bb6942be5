#pragma once

#include <string_view>
#include <vector>

#include "sitrep/claims/draft.h"

namespace sitrep {

/// What hangs under a reporting verb, sorted once.
struct Dependents {
  Id<Token> subject, expletive, object, indirect, clause, second_clause, infinitive, participle;
  Id<Token> agent, apposed;
  std::vector<Id<Token>> obliques;  ///< with their case or mark: "about incursions", "of using"
};

/// A reporting verb with its entry of the lexicon and its dependents, and what can be asked about
/// its place in the sentence.
class VerbFrame {
 protected:
  explicit VerbFrame(const ClaimReading& reading) : reading_(reading), text_(reading.text) {}

  /// Looks at a verb: its entry, dependents, voice. False where the lexicon does not know it.
  bool open(Id<Token> verb);

  /// "as advocates called for talks": read as "advocates who were called for", but it has what only
  /// an active verb has.
  bool active_behind_noun() const;

  /// The entry for verb and particle or preposition goes before the entry for the verb alone.
  const ReportingWord* choose_word();

  Span cue_span() const;

  void sort_dependents();

  /// ", who is running, added": a clause before the verb that is about the speaker, not said by
  /// him.
  bool tells_who(Id<Token> clause) const;
  /// "Roads were closed and police said ...": a clause that the verb goes on from.
  bool joined_to(Id<Token> clause) const;

  /// "..., say some Democrats" with them as object; "a document filed Thursday says" with what was
  /// filed as what is said.
  void set_subject_right();

  /// "called on NATO to withdraw": hung as if it told what for, right behind who is asked.
  bool is_asked(Id<Token> clause) const;

  void sort_xcomp(Id<Token> child);

  Id<Token> clause_after() const;

  /// The first token of a cue that closes its sentence; none() if this one does not.
  Id<Token> closing_begin(const Sentence& sentence) const;

  /// "it was wrong": a pronoun or an article here, a finite verb behind it.
  bool clause_begins(const Sentence& sentence, Id<Token> at) const;

  /// Subject and hearer, and nothing else that a verb of saying could be about.
  bool bare() const;

  /// The word that rules what stands before `end`.
  Id<Token> ruling(const Sentence& sentence, Id<Token> end) const;

  bool only_marks(std::uint32_t begin, std::uint32_t end) const;

  /// Pieces with only the blank or the marks of one between them are one.
  std::vector<Span> joined(const std::vector<Span>& content) const;

  /// A clause beside the verb is what is said if marks part them, as in "He said: we leave."
  bool said_of(Id<Token> clause) const;

  /// A reporting verb under this one that has no content of its own: "the source said Kayani told
  /// the general".
  bool inner_cue(Id<Token> verb) const;

  /// A parenthesis has its own subject, no object but who hears it, and a comma or a quotation mark
  /// at one of its ends.
  bool set_off() const;

  /// Where an aside right before the verb begins, the verb itself where there is none: "X, a
  /// spokesman for the ministry, said".
  Id<Token> before_aside(const Sentence& sentence) const;

  /// A finite verb without a subject: the phrase right before it, or before the aside between.
  Id<Token> noun_before() const;

  bool is_document(Id<Token> subject) const;

  /// "Asked whether they would leave, Allen said": nobody is named who asked.
  bool asked_first();

  const ClaimReading& reading_;
  const Text& text_;
  Id<Token> verb_;
  Id<Token> beyond_;  ///< the oblique of a verb with its preposition: "called for talks"
  const ReportingWord* word_ = nullptr;
  Dependents on_;
  bool passive_ = false;
};

}  // namespace sitrep
