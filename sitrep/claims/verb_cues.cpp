#include <algorithm>
#include <array>

#include "sitrep/claims/draft.h"

namespace sitrep {

namespace {

/// What hangs under a reporting verb, sorted once.
struct Dependents {
  Id<Token> subject, expletive, object, indirect, clause, second_clause, infinitive, participle;
  Id<Token> agent, apposed;
  std::vector<Id<Token>> obliques;  // with their case or mark: "about incursions", "of using"
};

class VerbCues {
 public:
  VerbCues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts)
      : reading_(reading), text_(reading.text), drafts_(drafts) {}

  void read(Id<Token> verb) {
    verb_ = verb;
    beyond_ = {};
    raised_ = false;
    word_ = choose_word();
    if (!word_) return;
    sort_dependents();
    draft_ = {};
    draft_.cue = verb;
    draft_.cue_span = cue_span();
    draft_.word = word_;
    draft_.act = word_->act;
    draft_.block = reading_.sentence(verb).block;
    draft_.negated = reading_.negated(verb);
    passive_ = reading_.passive(verb);
    if (text_[verb].relation == Relation::acl && text_.feature(verb, "Tense") == "Past") {
      passive_ = true;  // "a man accused of theft"
      if (on_.subject.none()) on_.subject = text_[verb].head;
      if (!word_->takes(Frame::target)) return;
    }
    if (find_content() && settle_speaker()) drafts_.push_back(std::move(draft_));
  }

 private:
  // The entry for verb and particle or preposition goes before the entry for the verb alone.
  const ReportingWord* choose_word() {
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
        if (base(text_[child].relation) == Relation::obl && reading_.marker(child) == second) {
          beyond_ = child;
          return &reading_.model.reporting(index);
        }
      }
    }
    return found->verb >= 0 ? &reading_.model.reporting(found->verb) : nullptr;
  }

  Span cue_span() const {
    Span span = text_[verb_].span;
    for (const Id<Token> child : text_.children(verb_))
      if (text_[child].relation == Relation::compound_prt) span = cover(span, text_[child].span);
    if (!beyond_.none())
      for (const Id<Token> child : text_.children(beyond_))
        if (text_[child].relation == Relation::case_ && child.value == verb_.value + 1)
          span = cover(span, text_[child].span);
    return span;
  }

  void sort_dependents() {
    on_ = {};
    for (const Id<Token> child : text_.children(verb_)) {
      const Relation relation = text_[child].relation;
      switch (base(relation)) {
        case Relation::nsubj:
        case Relation::csubj:
          if (on_.subject.none()) on_.subject = child;
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
          else
            on_.obliques.push_back(child);
          break;
        default:
          break;
      }
    }
  }

  void sort_xcomp(Id<Token> child) {
    if (reading_.marker(child) == "to" || text_.feature(child, "VerbForm") != "Ger")
      on_.infinitive = child;
    else
      on_.participle = child;
  }

  void take(Id<Token> head, std::vector<Span> content, const char* rule) {
    draft_.head = head;
    draft_.content = std::move(content);
    draft_.rule = rule;
  }
  std::vector<Span> pieces(Id<Token> top) const { return reading_.pieces(top, {}); }

  bool find_content() {
    return free_relative() || closing() || (passive_ && passive_content()) || clause_content() ||
           verb_phrase_content() || nominal_content();
  }

  // "what they say are U.S. drone attacks": the content begins with the form of "be".
  bool free_relative() {
    const Sentence& sentence = reading_.sentence(verb_);
    const Id<Token> be{verb_.value + 1};
    if (!(be < sentence.end) || !word_->takes(Frame::clause)) return false;
    if (text_.lemma(be) != "be") return false;
    Id<Token> what = verb_;
    constexpr std::uint32_t furthest = 8;
    while (sentence.first < what && verb_.value - what.value < furthest &&
           !reading_.is(what, "what"))
      --what.value;
    if (!reading_.is(what, "what") || on_.subject.none() || on_.subject < what) return false;
    Id<Token> head{be.value + 1};
    if (!(head < sentence.end)) return false;
    while (!text_[head].head.none() && be < text_[head].head) head = text_[head].head;
    const Span span = cover(text_[be].span, text_.subtree(head));
    take(head, {{text_[be].span.begin, span.end}}, "what they say is");
    return true;
  }

  bool passive_content() {
    const Id<Token> subject = on_.subject;
    if (word_->takes(Frame::target) && !subject.none()) {
      if (!target_content(subject)) return false;
      draft_.rule = "passive verb with what it says of its subject";
      return true;
    }
    if (word_->takes(Frame::hearer) && !subject.none()) {
      draft_.hearer = subject;
      if (!on_.clause.none()) {
        take(on_.clause, pieces(on_.clause), "passive verb with clause");
        return true;
      }
      if (!on_.infinitive.none()) {
        take(on_.infinitive, pieces(on_.infinitive), "passive verb with infinitive");
        return true;
      }
      return false;
    }
    if (!on_.infinitive.none() && !subject.none())
      return raised_content("passive verb, raised subject");
    const bool announced = word_->takes(Frame::object) && !subject.none() && !on_.agent.none() &&
                           reading_.antecedent(subject) == subject;
    if (!announced) return false;
    take(subject, pieces(subject), "passive verb with object");
    draft_.object = subject;
    draft_.nominal = true;
    return true;
  }

  // "He is expected to leave": what is expected is that he leaves.
  bool raised_content(const char* rule) {
    const Id<Token> subject = on_.subject;
    if (subject.none() || on_.infinitive.none()) return false;
    std::vector<Span> content = pieces(subject);
    for (const Span piece : pieces(on_.infinitive)) content.push_back(piece);
    std::ranges::sort(content);
    take(on_.infinitive, std::move(content), rule);
    raised_ = true;
    return true;
  }

  bool clause_content() {
    if (!word_->takes(Frame::clause) && !word_->takes(Frame::quotation)) return false;
    const Relation relation = text_[verb_].relation;
    const Id<Token> host = text_[verb_].head;
    const bool as_clause = relation == Relation::advcl && reading_.marker(verb_) == "as";
    if (!host.none() && (as_clause || (relation == Relation::parataxis && set_off()))) {
      if (on_.clause.none() || inner_cue(on_.clause)) return parenthetical(host);
    }
    if (!on_.clause.none()) {
      if (on_.clause < verb_)
        take(on_.clause, pieces(on_.clause), "clause, then verb");
      else
        take(on_.clause, clause_behind(), "verb with clause");
      return word_->takes(Frame::clause);
    }
    if (!on_.apposed.none() && said_of(on_.apposed)) {
      take(on_.apposed, pieces(on_.apposed),
           on_.apposed < verb_ ? "clause, then verb" : "verb, then clause");
      return true;
    }
    return false;
  }

  // "..., the source said." at the end of a sentence holds for all of it, wherever the parser hung
  // it. So does "..., the source said Kayani told the general.", and Kayani told the same.
  bool closing() {
    const Sentence& sentence = reading_.sentence(verb_);
    const Id<Token> begin = closing_begin(sentence);
    if (begin.none()) return false;
    const Span told = reading_.trimmed(sentence.first, begin);
    if (told.empty()) return false;
    const Id<Token> head = ruling(sentence, begin);
    const Id<Token> last{sentence.end.value - 1};
    draft_.aside = {text_[begin].span.begin, text_[last].span.end};
    std::vector<Span> content = {told};
    const Id<Token> inner = clause_after();
    if (!inner.none()) {
      add_inner(content, inner, head);
      for (const Span piece : pieces(inner)) content.push_back(piece);
    }
    take(inner.none() ? head : inner, std::move(content),
         inner.none() ? "sentence, then cue" : "sentence, then cue and cue");
    return true;
  }

  Id<Token> clause_after() const {
    for (const Id<Token> clause : {on_.clause, on_.second_clause})
      if (!clause.none() && verb_ < clause) return clause;
    return {};
  }

  // The first token of a cue that closes its sentence; none() if this one does not.
  Id<Token> closing_begin(const Sentence& sentence) const {
    constexpr std::uint32_t longest = 14;
    if (!bare() || !text_.child(verb_, Relation::cc).none()) return {};
    if (text_[verb_].relation == Relation::acl_relcl) return {};
    const Id<Token> after = clause_after();
    if (!after.none() && !inner_cue(after)) return {};
    if (sentence.end.value - verb_.value > longest) return {};
    Id<Token> begin = verb_;
    if (on_.subject < verb_)
      begin = std::min(begin, text_.tokens_in(text_.subtree(on_.subject)).first);
    while (begin < verb_ && text_[begin].tag == Tag::PUNCT) ++begin.value;
    if (begin.value <= sentence.first.value + 2 || !reading_.is({begin.value - 1}, ",")) return {};
    for (Id<Token> at = sentence.first; at < begin; ++at.value)
      if (text_[at].tag == Tag::VERB || text_[at].tag == Tag::AUX) return begin;
    return {};
  }

  // Subject and hearer, and nothing else that a verb of saying could be about.
  bool bare() const {
    if (on_.subject.none() || passive_ || !word_->takes(Frame::clause)) return false;
    if (!on_.infinitive.none() || !on_.participle.none()) return false;
    if (reading_.antecedent(on_.subject) != on_.subject) return false;
    return on_.object.none() || word_->takes(Frame::hearer);
  }

  // The word that rules what stands before `end`.
  Id<Token> ruling(const Sentence& sentence, Id<Token> end) const {
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

  // A clause behind its verb reaches from the verb's object, if that hears nothing, to what follows
  // without a comma: what a parser hangs under the verb there is most often said, too. Only
  // "which" and its like stand in front of the verb: "which officials say killed ten".
  std::vector<Span> clause_behind() const {
    std::vector<Span> content = pieces(on_.clause);
    const Relation relation = text_[verb_].relation;
    if (relation != Relation::acl_relcl)
      std::erase_if(content, [&](Span piece) { return piece.end <= text_[verb_].span.begin; });
    if (content.empty()) return pieces(on_.clause);
    for (const Id<Token> child : text_.children(verb_)) {
      if (child < verb_ || child == on_.clause) continue;
      const Span part = text_.subtree(child);
      if (part.end <= content.front().begin ? stray_before(child)
                                            : stray_behind(child, content.back(), part))
        content.push_back(part);
      std::ranges::sort(content);
    }
    return joined(std::move(content));
  }

  bool stray_before(Id<Token> child) const {
    const Relation relation = base(text_[child].relation);
    if (relation == Relation::obj || relation == Relation::iobj)
      return !word_->takes(Frame::hearer);
    const bool second = relation == Relation::nsubj && child != on_.subject;
    return second || relation == Relation::det || relation == Relation::mark;
  }

  bool stray_behind(Id<Token> child, Span content, Span part) const {
    if (part.begin < content.end) return false;
    const Relation relation = base(text_[child].relation);
    if (relation == Relation::conj && reading_.marker(child) == "that") return true;
    if (relation == Relation::punct || relation == Relation::conj || relation == Relation::cc ||
        relation == Relation::nsubj || relation == Relation::parataxis)
      return false;
    const auto [first, end] = text_.tokens_in({content.end, part.begin});
    return first == end;
  }

  // Pieces with only the blank or the marks of one between them are one.
  std::vector<Span> joined(std::vector<Span> content) const {
    std::vector<Span> made;
    for (const Span piece : content) {
      const bool near = !made.empty() && (piece.begin <= made.back().end ||
                                          only_marks(made.back().end, piece.begin));
      if (near)
        made.back() = cover(made.back(), piece);
      else
        made.push_back(piece);
    }
    return made;
  }

  bool only_marks(std::uint32_t begin, std::uint32_t end) const {
    const auto [first, last] = text_.tokens_in({begin, end});
    for (Id<Token> at = first; at < last; ++at.value)
      if (text_[at].tag != Tag::PUNCT) return false;
    return true;
  }

  // A clause beside the verb is what is said if marks part them, as in "He said: we leave."
  bool said_of(Id<Token> clause) const {
    const Id<Token> between{clause < verb_ ? verb_.value - 1 : verb_.value + 1};
    const ClaimWord* other = reading_.word(clause);
    const bool cue = other && other->verb >= 0 && text_[clause].tag == Tag::VERB;
    return clause < verb_ || reading_.is(between, ":") || reading_.is(between, ",") || !cue;
  }

  // A reporting verb under this one that has no content of its own: "the source said Kayani told
  // the general".
  bool inner_cue(Id<Token> verb) const {
    const ClaimWord* found = reading_.word(verb);
    if (!found || found->verb < 0 || text_[verb].tag != Tag::VERB) return false;
    for (const Id<Token> child : text_.children(verb)) {
      const Relation relation = base(text_[child].relation);
      if (relation == Relation::ccomp || relation == Relation::xcomp) return false;
    }
    return reading_.model.reporting(found->verb).takes(Frame::clause);
  }

  // A parenthesis has its own subject, no object but who hears it, and a comma or a quotation mark
  // at one of its ends.
  bool set_off() const {
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

  // "Such action would help, the source said": the clause that the cue interrupts or follows.
  bool parenthetical(Id<Token> host) {
    const std::array<Id<Token>, 1> without = {verb_};
    std::vector<Span> around = reading_.pieces(host, without);
    draft_.aside = text_.subtree(verb_);
    if (!on_.clause.none()) {
      add_inner(around, on_.clause, host);
      for (const Span piece : pieces(on_.clause)) around.push_back(piece);
      std::ranges::sort(around);
    }
    take(host, std::move(around),
         on_.clause.none() ? "parenthesis" : "parenthesis around a parenthesis");
    return true;
  }

  void add_inner(const std::vector<Span>& content, Id<Token> cue, Id<Token> host) {
    ClaimDraft inner;
    inner.cue = cue;
    inner.cue_span = text_[cue].span;
    inner.word = &reading_.model.reporting(reading_.word(cue)->verb);
    inner.act = inner.word->act;
    inner.block = draft_.block;
    inner.speaker = reading_.subject_of(cue);
    inner.hearer = inner.word->takes(Frame::hearer) ? text_.child(cue, Relation::obj) : Id<Token>{};
    inner.content = content;
    inner.head = host;
    inner.negated = reading_.negated(cue);
    inner.rule = "parenthesis within a parenthesis";
    drafts_.push_back(std::move(inner));
  }

  bool verb_phrase_content() {
    if (word_->takes(Frame::seems)) return raised_content("raised subject");
    if (!on_.infinitive.none() && word_->takes(Frame::infinitive)) {
      const bool with_object = word_->takes(Frame::target) && !on_.object.none();
      if (with_object) return target_content(on_.object);
      take(on_.infinitive, pieces(on_.infinitive), "verb with infinitive");
      return true;
    }
    if (!on_.infinitive.none() && word_->takes(Frame::target) && on_.object.none()) {
      take(on_.infinitive, pieces(on_.infinitive), "verb with what it says of its object");
      return true;
    }
    if (!on_.participle.none() && word_->takes(Frame::participle)) {
      take(on_.participle, pieces(on_.participle), "verb with participle");
      return true;
    }
    return false;
  }

  bool nominal_content() {
    if (!beyond_.none() && word_->takes(Frame::object)) {
      take(beyond_, without_case(beyond_), "verb and preposition with object");
      draft_.object = beyond_;
      draft_.nominal = true;
      return true;
    }
    if (!on_.object.none() && word_->takes(Frame::target)) return target_content(on_.object);
    for (const Id<Token> oblique : on_.obliques)
      if (verb_ < oblique && word_->takes(reading_.marker(oblique))) {
        take(oblique, pieces(oblique), "verb with preposition");
        draft_.nominal = true;
        return true;
      }
    if (!on_.object.none() && word_->takes(Frame::object) && !word_->takes(Frame::hearer)) {
      take(on_.object, pieces(on_.object), "verb with object");
      draft_.object = on_.object;
      draft_.nominal = true;
      return true;
    }
    return false;
  }

  std::vector<Span> without_case(Id<Token> noun) const {
    std::vector<Id<Token>> without;
    for (const Id<Token> child : text_.children(noun))
      if (text_[child].relation == Relation::case_) without.push_back(child);
    return reading_.pieces(noun, without);
  }

  // "accused NATO of a raid", "called it a mistake": object and what is said of it.
  bool target_content(Id<Token> target) {
    std::vector<Span> content;
    if (reading_.antecedent(target) == target) content = pieces(target);
    Id<Token> head = target;
    const auto add = [&](Id<Token> part) {
      if (part.none()) return;
      for (const Span piece : pieces(part)) content.push_back(piece);
      head = part;
    };
    add(on_.infinitive);
    add(on_.participle);
    add(on_.clause);
    for (const Id<Token> oblique : on_.obliques) {
      const std::string_view marker = reading_.marker(oblique);
      constexpr std::array<std::string_view, 6> joining = {"of", "as", "for", "with", "to", "on"};
      if (verb_ < oblique && std::ranges::find(joining, marker) != joining.end() && head == target)
        add(oblique);
    }
    std::ranges::sort(content);
    take(head, joined(std::move(content)), "verb with what it says of its object");
    draft_.nominal = head != on_.clause;
    return !draft_.content.empty();
  }

  bool settle_speaker() {
    if (passive_) {
      if (!on_.agent.none() && can_speak(on_.agent)) draft_.speaker = on_.agent;
      return !draft_.content.empty();
    }
    if (raised_) return true;
    draft_.speaker = reading_.subject_of(verb_);
    if (draft_.hearer.none()) draft_.hearer = find_hearer();
    if (draft_.speaker.none()) return !on_.expletive.none() && !on_.clause.none();
    return may_speak(draft_.speaker);
  }

  Id<Token> find_hearer() const {
    if (!on_.indirect.none()) return on_.indirect;
    if (!beyond_.none() && word_->takes(Frame::hearer)) return beyond_;
    if (word_->takes(Frame::hearer) && !on_.object.none()) return on_.object;
    if (word_->takes("to") || word_->takes(Frame::target)) return {};
    for (const Id<Token> oblique : on_.obliques)
      if (reading_.marker(oblique) == "to" && text_[oblique].relation == Relation::obl)
        return oblique;
    return {};
  }

  bool may_speak(Id<Token> subject) const {
    constexpr std::array<std::string_view, 6> empty = {"it",    "this", "that",
                                                       "there", "what", "which"};
    const bool says_nothing = std::ranges::find(empty, text_.form(subject)) != empty.end();
    if (says_nothing)
      return word_->takes(Frame::thing) && !on_.clause.none() && text_.form(subject) == "it";
    if (word_->takes(Frame::clause) && !on_.clause.none()) return true;
    if (!on_.infinitive.none() && draft_.head == on_.infinitive) return true;
    if (word_->takes(Frame::thing) && draft_.nominal && is_document(subject)) return true;
    if (!draft_.aside.empty() || draft_.rule.starts_with("clause")) return true;
    return can_speak(subject);
  }

  bool is_document(Id<Token> subject) const {
    const ClaimWord* found = reading_.word(subject);
    return found && found->is(AnonymityKind::document);
  }

  bool can_speak(Id<Token> who) const {
    const Token& token = text_[who];
    if (token.tag == Tag::PROPN || token.tag == Tag::PRON) return true;
    if (!reading_.names.entity_of(who).none()) return true;
    const ClaimWord* found = reading_.word(who);
    return found && (found->is(AnonymityKind::person) || found->is(AnonymityKind::descriptor));
  }

  const ClaimReading& reading_;
  const Text& text_;
  std::vector<ClaimDraft>& drafts_;
  Id<Token> verb_,
      beyond_;  // beyond_: the oblique of a verb with its preposition, "called for talks"
  const ReportingWord* word_ = nullptr;
  Dependents on_;
  ClaimDraft draft_;
  bool passive_ = false, raised_ = false;
};

// A verb, or what a tagger took for something else though a clause hangs under it.
bool rules_clause(const ClaimReading& reading, Id<Token> at) {
  const Tag tag = reading.text[at].tag;
  if (tag == Tag::VERB) return true;
  if (tag != Tag::NOUN && tag != Tag::PROPN) return false;
  const ClaimWord* found = reading.word(at);
  return found && found->verb >= 0 && found->noun < 0 &&
         !reading.text.child(at, Relation::ccomp).none() &&
         !reading.text.child(at, Relation::nsubj).none();
}

}  // namespace

void find_verb_cues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts) {
  VerbCues cues(reading, drafts);
  for (const Sentence& sentence : reading.text.sentences) {
    if (reading.kind_of(sentence.block) == BlockKind::furniture) continue;
    for (Id<Token> at = sentence.first; at < sentence.end; ++at.value)
      if (rules_clause(reading, at)) cues.read(at);
  }
}

}  // namespace sitrep
