#include "sitrep/text/closing_cue.h"

#include <algorithm>

#include "sitrep/base/table.h"

namespace sitrep {

namespace {

bool is_verbal(const Token& token) { return token.tag == Tag::VERB || token.tag == Tag::AUX; }

bool is_nominal(const Token& token) {
  return token.tag == Tag::NOUN || token.tag == Tag::PROPN || token.tag == Tag::PRON ||
         token.tag == Tag::NUM;
}

/// The words of a closing cue: [begin, verb) is who speaks, behind the comma.
struct Cue {
  Id<Token> begin, verb;
  bool holds(Id<Token> id) const { return !(id < begin) && id < verb; }
};

/// The head of the speaker's phrase: the word that hangs on something outside of it, the first noun
/// if there is none such.
Id<Token> speaker_of(const Text& text, Cue cue) {
  Id<Token> first;
  for (Id<Token> at = cue.begin; at < cue.verb; ++at.value) {
    if (!is_nominal(text[at])) continue;
    if (first.none()) first = at;
    if (text[at].head.none() || !cue.holds(text[at].head)) return at;
  }
  return first;
}

class Mender {
 public:
  Mender(Text& text, const Sentence& sentence, Cue cue)
      : text_(text), sentence_(sentence), cue_(cue), speaker_(speaker_of(text, cue)) {}

  void run() {
    if (speaker_.none()) return;
    for (Id<Token> at = cue_.begin; at < cue_.verb; ++at.value)
      if (token(at).head == cue_.verb && base(token(at).relation) == Relation::nsubj) return;
    if (text_.dominates(speaker_, cue_.verb)) lift_verb();
    hang_phrase();
    if (token(cue_.verb).relation == Relation::conj)
      token(cue_.verb).relation = Relation::parataxis;
  }

 private:
  Token& token(Id<Token> id) { return text_.tokens[id.value]; }

  /// The verb hangs below its speaker ("officials" read as what is said of): it takes the speaker's
  /// place, and what else hung on the phrase from outside comes along.
  void lift_verb() {
    Id<Token> above = token(speaker_).head;
    while (!above.none() && cue_.holds(above)) above = token(above).head;
    token(cue_.verb).head = above;
    token(cue_.verb).relation = above.none() ? Relation::root : Relation::parataxis;
    for (Id<Token> at = sentence_.first; at < sentence_.end; ++at.value) {
      if (cue_.holds(at) || at == cue_.verb) continue;
      if (token(at).head.none() || !cue_.holds(token(at).head)) continue;
      token(at).head = cue_.verb;
      if (at < cue_.begin && is_verbal(token(at))) token(at).relation = Relation::ccomp;
    }
  }

  /// Marks may stay where they hang: nothing hangs on them.
  void hang_phrase() {
    for (Id<Token> at = cue_.begin; at < cue_.verb; ++at.value) {
      const bool loose = token(at).head.none() || !cue_.holds(token(at).head);
      if (at != speaker_ && loose && token(at).tag != Tag::PUNCT) token(at).head = speaker_;
    }
    token(speaker_).head = cue_.verb;
    token(speaker_).relation = Relation::nsubj;
  }

  Text& text_;
  const Sentence& sentence_;
  Cue cue_;
  Id<Token> speaker_;
};

}  // namespace

Result<ClosingCues> ClosingCues::load(const std::filesystem::path& home) {
  const Result<Table> table = Table::read(home / "lexicon" / "text" / "closing_cues.tsv", {"word"});
  if (!table) return table.error();
  ClosingCues cues;
  for (const Table::Row& row : table->rows()) cues.verbs_.add(table->cell(row, "word"), {});
  return cues;
}

void ClosingCues::mend(Text& text, const Sentence& sentence) const {
  Id<Token> verb;
  for (Id<Token> at{sentence.end.value}; sentence.first < at && verb.none();) {
    --at.value;
    if (sentence.end.value - at.value > reach) return;
    if (is_verbal(text[at]) && !verbs_.has(text.form(at))) return;  // "..., which he left"
    if (is_verbal(text[at])) verb = at;
  }
  if (verb.none()) return;
  Cue cue{verb, verb};
  while (sentence.first < cue.begin && text.form({cue.begin.value - 1}) != ",") {
    --cue.begin.value;
    if (is_verbal(text[cue.begin]) || sentence.end.value - cue.begin.value > reach) return;
  }
  if (cue.begin == sentence.first || cue.begin == verb) return;
  for (Id<Token> at = sentence.first; at < cue.begin; ++at.value)
    if (is_verbal(text[at])) return Mender(text, sentence, cue).run();
}

}  // namespace sitrep
