#include "sitrep/claims/verb_frame.h"

#include <algorithm>
#include <utility>

namespace sitrep {

bool VerbFrame::open(Id<Token> verb) {
  verb_ = verb;
  beyond_ = {};
  word_ = choose_word();
  if (!word_) return false;
  sort_dependents();
  passive_ = reading_.passive(verb);
  if (asked_first()) {
    passive_ = true;
    on_.subject = reading_.subject_of(text_[verb].head);
  } else if (text_[verb].relation == Relation::acl && text_.feature(verb, "Tense") == "Past") {
    if (active_behind_noun()) return true;
    passive_ = true;  // "a man accused of theft"
    if (on_.subject.none()) on_.subject = text_[verb].head;
    return word_->takes(Frame::target);
  }
  return true;
}

bool VerbFrame::active_behind_noun() const {
  if (passive_ || !reading_.can_speak(text_[verb_].head)) return false;
  return !beyond_.none() || (!on_.clause.none() && verb_ < on_.clause);
}

const ReportingWord* VerbFrame::choose_word() {
  const ClaimWord* found = reading_.word(verb_);
  if (!found) return nullptr;
  for (const auto& [second, index] : found->with_second) {
    const Id<Token> next{verb_.value + 1};
    for (const Id<Token> child : text_.children(verb_)) {
      if (child < verb_) continue;
      const bool particle = text_[child].relation == Relation::compound_prt ||
                            (child == next && text_[child].tag == Tag::ADP) ||
                            (child == next && text_[child].tag == Tag::ADJ);
      if (particle && reading_.is(child, second)) return &reading_.model.reporting(index);
      const Relation relation = base(text_[child].relation);
      const bool oblique = relation == Relation::obl || relation == Relation::advcl;
      if (oblique && reading_.marker(child) == second) {
        beyond_ = child;
        return &reading_.model.reporting(index);
      }
    }
  }
  return found->verb >= 0 ? &reading_.model.reporting(found->verb) : nullptr;
}

Span VerbFrame::cue_span() const {
  Span span = text_[verb_].span;
  for (const Id<Token> child : text_.children(verb_))
    if (text_[child].relation == Relation::compound_prt) span = cover(span, text_[child].span);
  if (!beyond_.none())
    for (const Id<Token> child : text_.children(beyond_))
      if ((text_[child].relation == Relation::case_ || text_[child].relation == Relation::mark) &&
          child.value == verb_.value + 1)
        span = cover(span, text_[child].span);
  return span;
}

bool VerbFrame::tells_who(Id<Token> clause) const {
  const Id<Token> subject = text_.child(clause, Relation::nsubj);
  return !subject.none() && (reading_.is(subject, "who") || reading_.is(subject, "which")) &&
         subject.value > 0 && reading_.is({subject.value - 1}, ",");
}

bool VerbFrame::joined_to(Id<Token> clause) const {
  const Id<Token> joined = text_.child(verb_, Relation::cc);
  return !joined.none() && clause < joined && joined < verb_ &&
         !is_quotation_mark(text_.form({joined.value - 1}));
}

void VerbFrame::sort_dependents() {
  on_ = {};
  for (const Id<Token> child : text_.children(verb_)) {
    const Relation relation = text_[child].relation;
    if (verb_ < child && reading_.of_time(child)) continue;  // "agreed on Tuesday to", no content
    switch (base(relation)) {
      case Relation::nsubj:
      case Relation::csubj:
        // Of two the nearer speaks: "The presidents agreed ..., the Kremlin said", garbled.
        if (on_.subject.none() || child < verb_) on_.subject = child;
        break;
      case Relation::expl:
        on_.expletive = child;
        break;
      case Relation::obj:
        on_.object = child;
        break;
      case Relation::iobj:
        on_.indirect = child;
        break;
      case Relation::ccomp:
        if (child < verb_ && (tells_who(child) || joined_to(child))) break;
        if (on_.clause.none())
          on_.clause = child;
        else
          on_.second_clause = child;
        break;
      case Relation::xcomp:
        sort_xcomp(child);
        break;
      case Relation::parataxis:
        if (on_.apposed.none()) on_.apposed = child;
        break;
      case Relation::obl:
      case Relation::advcl:
        if (relation == Relation::obl_agent)
          on_.agent = child;
        else if (is_asked(child))
          on_.infinitive = child;
        else
          on_.obliques.push_back(child);
        break;
      default:
        break;
    }
  }
  // "But Lund, who is running, added": nobody calls out to one who is the subject.
  if (const Id<Token> called = text_.child(verb_, Relation::vocative);
      on_.subject.none() && !called.none() && called < verb_)
    on_.subject = called;
  set_subject_right();
  // Of a verb that gives nobody anything, the indirect object is a parser's slip.
  if (on_.object.none() && (word_->takes(Frame::target) || word_->takes(Frame::object)))
    std::swap(on_.object, on_.indirect);
}

void VerbFrame::set_subject_right() {
  if (!on_.subject.none() || passive_) return;
  const bool talks = word_->takes(Frame::clause) && !word_->takes(Frame::object) &&
                     !word_->takes(Frame::hearer) && !word_->takes(Frame::target);
  const bool behind = !on_.object.none() && verb_ < on_.object && verb_.value > 0 &&
                      text_.feature(verb_, "VerbForm") == "Fin" && reading_.can_speak(on_.object);
  if (talks && behind && reading_.is({verb_.value - 1}, ",") && on_.clause.none()) {
    on_.subject = std::exchange(on_.object, {});
    return;
  }
  if (on_.clause.none() || verb_ < on_.clause) return;
  const Id<Token> subject = text_.child(on_.clause, Relation::nsubj);
  const bool touches = text_.subtree(on_.clause).end + 1 >= text_[verb_].span.begin;
  if (!subject.none() && touches && text_[Id<Token>{verb_.value - 1}].tag != Tag::PUNCT) {
    on_.subject = subject;
    on_.clause = std::exchange(on_.second_clause, {});
  }
}

bool VerbFrame::is_asked(Id<Token> clause) const {
  if (clause < verb_ || !on_.infinitive.none() || !word_->takes(Frame::infinitive)) return false;
  if (text_[clause].relation != Relation::advcl || reading_.marker(clause) != "to") return false;
  const Id<Token> asked = !on_.object.none() ? on_.object : beyond_;
  if (!word_->takes(Frame::hearer))  // "agreed by telephone to withdraw"
    return asked.none() && on_.clause.none() && !word_->takes(Frame::object);
  if (asked.none()) return false;
  return text_.subtree(asked).end < text_[clause].span.begin &&
         only_marks(text_.subtree(asked).end, text_.subtree(clause).begin);
}

void VerbFrame::sort_xcomp(Id<Token> child) {
  if (reading_.marker(child) == "to" || text_.feature(child, "VerbForm") != "Ger")
    on_.infinitive = child;
  else
    on_.participle = child;
}

Id<Token> VerbFrame::clause_after() const {
  for (const Id<Token> clause : {on_.clause, on_.second_clause})
    if (!clause.none() && verb_ < clause) return clause;
  return {};
}

Id<Token> VerbFrame::closing_begin(const Sentence& sentence) const {
  constexpr std::uint32_t longest = 14;
  if (!bare() || text_[verb_].relation == Relation::acl_relcl) return {};
  if (const Id<Token> joined = text_.child(verb_, Relation::cc);
      !joined.none() && sentence.first < joined)
    return {};
  const Id<Token> after = clause_after();
  if (!after.none() && !inner_cue(after)) return {};
  if (sentence.end.value - verb_.value > longest) return {};
  if (after.none() && on_.subject < verb_ && clause_begins(sentence, {verb_.value + 1})) return {};
  Id<Token> begin = verb_;
  if (on_.subject < verb_)
    begin = std::min(begin, text_.tokens_in(text_.subtree(on_.subject)).first);
  while (begin < verb_ && text_[begin].tag == Tag::PUNCT) ++begin.value;
  if (begin.value <= sentence.first.value + 2 || !reading_.is({begin.value - 1}, ",")) return {};
  for (Id<Token> at = sentence.first; at < begin; ++at.value)
    if (text_[at].tag == Tag::VERB || text_[at].tag == Tag::AUX) return begin;
  return {};
}

bool VerbFrame::clause_begins(const Sentence& sentence, Id<Token> at) const {
  const Tag tag = at < sentence.end ? text_[at].tag : Tag::PUNCT;
  if (tag != Tag::PRON && tag != Tag::DET) return false;
  for (; at < sentence.end; ++at.value)
    if (text_.feature(at, "VerbForm") == "Fin") return true;
  return false;
}

bool VerbFrame::bare() const {
  if (on_.subject.none() || passive_ || !word_->takes(Frame::clause)) return false;
  if (!on_.infinitive.none() || !on_.participle.none()) return false;
  if (reading_.antecedent(on_.subject) != on_.subject) return false;
  return on_.object.none() || word_->takes(Frame::hearer);
}

Id<Token> VerbFrame::ruling(const Sentence& sentence, Id<Token> end) const {
  for (Id<Token> at = sentence.first; at < end; ++at.value) {
    const Id<Token> head = text_[at].head;
    if (text_[at].tag != Tag::PUNCT && (head.none() || !(head < end))) {
      const Relation relation = base(text_[at].relation);
      if (head.none() || relation == Relation::ccomp || relation == Relation::parataxis ||
          relation == Relation::xcomp)
        return at;
    }
  }
  return sentence.first;
}

bool VerbFrame::only_marks(std::uint32_t begin, std::uint32_t end) const {
  const auto [first, last] = text_.tokens_in({begin, end});
  for (Id<Token> at = first; at < last; ++at.value)
    if (text_[at].tag != Tag::PUNCT) return false;
  return true;
}

std::vector<Span> VerbFrame::joined(const std::vector<Span>& content) const {
  std::vector<Span> made;
  for (const Span piece : content) {
    const bool near = !made.empty() &&
                      (piece.begin <= made.back().end || only_marks(made.back().end, piece.begin));
    if (near)
      made.back() = cover(made.back(), piece);
    else
      made.push_back(piece);
  }
  return made;
}

bool VerbFrame::said_of(Id<Token> clause) const {
  const Id<Token> between{clause < verb_ ? verb_.value - 1 : verb_.value + 1};
  const ClaimWord* other = reading_.word(clause);
  const bool cue = other && other->verb >= 0 && text_[clause].tag == Tag::VERB;
  return clause < verb_ || reading_.is(between, ":") || reading_.is(between, ",") || !cue;
}

bool VerbFrame::inner_cue(Id<Token> verb) const {
  const ClaimWord* found = reading_.word(verb);
  if (!found || found->verb < 0 || text_[verb].tag != Tag::VERB) return false;
  for (const Id<Token> child : text_.children(verb)) {
    const Relation relation = base(text_[child].relation);
    if (relation == Relation::ccomp || relation == Relation::xcomp) return false;
  }
  return reading_.model.reporting(found->verb).takes(Frame::clause);
}

bool VerbFrame::set_off() const {
  if (!bare()) return false;
  const Span span = text_.subtree(verb_);
  const auto [first, end] = text_.tokens_in(span);
  const Sentence& sentence = reading_.sentence(verb_);
  const auto parts = [&](Id<Token> at) {
    return reading_.is(at, ",") || is_quotation_mark(text_.form(at));
  };
  return parts(first) || (sentence.first < first && parts({first.value - 1})) ||
         (end < sentence.end && parts(end));
}

Id<Token> VerbFrame::before_aside(const Sentence& sentence) const {
  constexpr std::uint32_t longest = 16;
  if (verb_.value < sentence.first.value + 3 || !reading_.is({verb_.value - 1}, ",")) return verb_;
  for (Id<Token> at{verb_.value - 2}; sentence.first < at; --at.value) {
    if (reading_.is(at, ",")) return at;
    const Tag tag = text_[at].tag;
    if (tag == Tag::VERB || tag == Tag::AUX || verb_.value - at.value > longest) break;
  }
  return verb_;
}

Id<Token> VerbFrame::noun_before() const {
  constexpr std::uint32_t farthest = 8;
  if (text_.feature(verb_, "VerbForm") != "Fin") return {};
  const Sentence& sentence = reading_.sentence(verb_);
  const Id<Token> end = before_aside(sentence);
  Id<Token> begin = end;
  while (sentence.first < begin && end.value - begin.value < farthest) {
    const Tag tag = text_[Id<Token>{begin.value - 1}].tag;
    if (tag == Tag::VERB || tag == Tag::PUNCT || tag == Tag::SCONJ || tag == Tag::CCONJ) break;
    --begin.value;
  }
  return reading_.noun_in(begin, end);
}

bool VerbFrame::is_document(Id<Token> subject) const {
  const ClaimWord* found = reading_.word(subject);
  return found && found->is(AnonymityKind::document);
}

bool VerbFrame::asked_first() {
  if (passive_ || !on_.subject.none() || !word_->takes(Frame::hearer)) return false;
  if (text_[verb_].head.none() || reading_.sentence(verb_).first != verb_) return false;
  if (text_.feature(verb_, "VerbForm") != "Part" || !on_.object.none()) return false;
  for (const Id<Token> oblique : on_.obliques) {
    const std::string_view marker = reading_.marker(oblique);
    if (on_.clause.none() && (marker == "whether" || marker == "if" || marker == "that"))
      on_.clause = oblique;
  }
  return !on_.clause.none() || !on_.infinitive.none() || !on_.obliques.empty();
}

}  // namespace sitrep
