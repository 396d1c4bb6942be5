#include <algorithm>
#include <array>

#include "sitrep/claims/speech_end.h"
#include "sitrep/claims/verb_frame.h"

namespace sitrep {

namespace {

class VerbCues : VerbFrame {
 public:
  VerbCues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts)
      : VerbFrame(reading), drafts_(drafts) {}

  void read(Id<Token> verb) {
    if (!open(verb)) return;
    raised_ = false;
    draft_ = {};
    draft_.cue = verb;
    draft_.cue_span = cue_span();
    draft_.word = word_;
    draft_.act = word_->act;
    draft_.block = reading_.sentence(verb).block;
    draft_.negated = reading_.negated(verb);
    if (find_content() && !only_imagined() && settle_speaker())
      drafts_.push_back(std::move(draft_));
  }

 private:
  // "would discuss the issue", "until they agree on it" tell of talk to come; nobody has said
  // anything of it yet.
  bool only_imagined() const {
    const std::string_view mark = reading_.marker(verb_);
    if (mark == "until" || mark == "unless" || mark == "if" || mark == "before")
      return draft_.nominal || text_.feature(verb_, "Tense") == "Pres";
    if (!draft_.nominal) return false;
    for (const Id<Token> child : text_.children(verb_)) {
      const bool modal = text_[child].relation == Relation::aux &&
                         reading_.operator_of(child, OperatorKind::auxiliary);
      if (modal || (text_[child].relation == Relation::aux && text_.lemma(child) == "will"))
        return true;
    }
    return false;
  }

  void take(Id<Token> head, std::vector<Span> content, const char* rule) {
    draft_.head = head;
    draft_.content = std::move(content);
    draft_.rule = rule;
  }
  std::vector<Span> pieces(Id<Token> top) const { return reading_.pieces(top, {}); }

  bool find_content() {
    return free_relative() || closing() || (passive_ && passive_content()) || clause_content() ||
           verb_phrase_content() || nominal_content() || rest_content();
  }

  // "Reid said both are out." where the tree shows nothing said: the rest of the sentence, behind
  // who hears it and when.
  bool rest_content() {
    if (!word_->takes(Frame::clause)) return false;
    if (word_->act != "say" || text_.feature(verb_, "VerbForm") != "Fin") return false;
    if (text_[verb_].relation == Relation::acl_relcl) return false;
    if (on_.subject.none() ? noun_before().none() : verb_ < on_.subject) return false;
    return take_rest();
  }

  bool take_rest() {
    const Sentence& sentence = reading_.sentence(verb_);
    Id<Token> begin{verb_.value + 1};
    for (const Id<Token> child : text_.children(verb_)) {
      const Relation relation = base(text_[child].relation);
      const bool hears =
          word_->takes(Frame::hearer) && (relation == Relation::obj || relation == Relation::iobj);
      const bool beside =
          hears || relation == Relation::advmod || text_[child].relation == Relation::obl_unmarked;
      const bool when =
          reading_.of_time(child) && text_.tokens_in(text_.subtree(child)).first == begin;
      if (when || (child == begin && beside))
        begin = text_.tokens_in({text_.subtree(child).end, sentence.span.end}).first;
    }
    if (!(begin < sentence.end) || text_[begin].tag == Tag::ADP) return false;
    if (text_[begin].tag == Tag::PUNCT || text_[begin].tag == Tag::CCONJ) return false;
    bool finite = false;
    for (Id<Token> at = begin; at < sentence.end; ++at.value)
      finite = finite || text_.feature(at, "VerbForm") == "Fin";
    Span rest = reading_.trimmed(begin, sentence.end);
    if (!finite || rest.empty()) return false;
    rest.end = end_of_speech(reading_, rest);
    take(begin, {rest}, "verb and the rest of the sentence");
    return true;
  }

  // "When guests objected, Maher said it was wrong." where the tree takes what stands in front for
  // what is said: the words between subject and comma are no quotation, and a clause follows.
  bool misled() {
    if (!(on_.clause < verb_) || !word_->takes(Frame::clause) || passive_) return false;
    if (on_.subject.none() || verb_ < on_.subject) return false;
    const Span said = text_.subtree(on_.clause);
    const auto [first, end] = text_.tokens_in({said.begin, text_[verb_].span.begin});
    for (Id<Token> at = first; at < end; ++at.value)
      if (is_quotation_mark(text_.form(at))) return false;
    if (text_.feature(verb_, "VerbForm") != "Fin") return false;
    return that_content() || take_rest();
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
      for (const Id<Token> oblique : on_.obliques) {
        const std::string_view marker = reading_.marker(oblique);
        if (on_.clause.none() && (marker == "whether" || marker == "if")) on_.clause = oblique;
      }
      if (!on_.clause.none()) {
        take(on_.clause, pieces(on_.clause), "passive verb with clause");
        return true;
      }
      if (!on_.infinitive.none()) {
        take(on_.infinitive, pieces(on_.infinitive), "passive verb with infinitive");
        return true;
      }
      return asked_about();
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

  bool asked_about() {
    for (const Id<Token> oblique : on_.obliques)
      if (verb_ < oblique && word_->takes(reading_.marker(oblique))) {
        take(oblique, reading_.pieces_without_marker(oblique), "passive verb with preposition");
        draft_.nominal = true;
        return true;
      }
    return false;
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
    if (!host.none() && ((as_clause && bare()) || (relation == Relation::parataxis && set_off()))) {
      if (on_.clause.none() || inner_cue(on_.clause)) return parenthetical(host);
    }
    if (!on_.clause.none()) {
      if (misled()) return true;
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
    return word_->takes(Frame::clause) && (wh_content() || that_content());
  }

  // "did not say what he knew"
  bool wh_content() {
    constexpr std::array<std::string_view, 4> words = {"what", "who", "whatever", "how"};
    if (on_.object.none() || on_.object < verb_ ||
        std::ranges::find(words, text_.form(on_.object)) == words.end())
      return false;
    const Id<Token> next{on_.object.value + 1};
    if (!(next < reading_.sentence(verb_).end) || text_[next].tag == Tag::PUNCT) return false;
    take(on_.object, pieces(on_.object), "verb with question");
    return true;
  }

  // "told reporters that ...", "wrote in the Times that ...": where the clause hangs under the noun
  // between, the word that begins it still tells.
  bool that_content() {
    constexpr std::uint32_t farthest = 10;
    const Sentence& sentence = reading_.sentence(verb_);
    for (Id<Token> at{verb_.value + 1}; at < sentence.end && at.value - verb_.value < farthest;
         ++at.value) {
      if (reading_.is(at, ",") && verb_.value + 1 < at.value) {
        const Id<Token> next = behind_aside(at);
        if (next == at) return false;
        at = next;
        continue;
      }
      if (text_[at].tag == Tag::VERB || text_[at].tag == Tag::PUNCT) return false;
      const bool begins = reading_.is(at, "that") || reading_.is(at, "whether");
      if (!begins || text_[at].relation != Relation::mark || text_[at].head < at) continue;
      const Id<Token> head = text_[at].head;
      std::vector<Span> content = pieces(head);
      std::erase_if(content, [&](Span piece) { return piece.end <= text_[at].span.begin; });
      if (content.empty()) return false;
      Span said = cover(content.front(), content.back());
      said.begin = std::max(said.begin, text_[at].span.begin);
      said.end = end_of_speech(reading_, said);
      take(head, {said}, "verb and that");
      return true;
    }
    return false;
  }

  // "said on CNN, where he is a guest, that ...": the token before "that", the same where no aside
  // in commas ends there.
  Id<Token> behind_aside(Id<Token> comma) const {
    constexpr std::uint32_t longest = 14;
    const Sentence& sentence = reading_.sentence(verb_);
    for (Id<Token> at{comma.value + 1};
         at.value + 1 < sentence.end.value && at.value - comma.value < longest; ++at.value)
      if (reading_.is(at, ",")) return reading_.is({at.value + 1}, "that") ? at : comma;
    return comma;
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

  // A clause behind its verb reaches from the verb's object, if that hears nothing, to what follows
  // without a comma: what a parser hangs under the verb there is most often said, too. Only
  // "which" and its like stand in front of the verb: "which officials say killed ten".
  std::vector<Span> clause_behind() const {
    std::vector<Span> content = pieces(on_.clause);
    const Relation relation = text_[verb_].relation;
    if (relation != Relation::acl_relcl)
      std::erase_if(content, [&](Span piece) { return piece.end <= text_[verb_].span.begin; });
    if (content.empty()) return pieces(on_.clause);
    const bool whole = reading_.marker(on_.clause) == "that";
    content.back().end = end_of_speech(reading_, content.back());
    for (const Id<Token> child : text_.children(verb_)) {
      if (child < verb_ || child == on_.clause) continue;
      const Span part = text_.subtree(child);
      const bool nested = part.begin <= content.back().end + 2 && content.back().end < part.end;
      if (child == on_.second_clause && nested) content.push_back(part);
      if (part.end <= content.front().begin ? !whole && stray_before(child)
                                            : stray_behind(child, content.back(), part))
        content.push_back(part);
      std::ranges::sort(content);
    }
    return joined(content);
  }

  bool stray_before(Id<Token> child) const {
    const std::string_view form = text_.form(child);
    switch (base(text_[child].relation)) {
      case Relation::obj:
      case Relation::iobj:
        return !word_->takes(Frame::hearer);
      case Relation::nsubj:
        return child != on_.subject;
      case Relation::advmod:
        return form == "why" || form == "how" || form == "when" || form == "where";
      case Relation::obl:
      case Relation::punct:
      case Relation::cc:
      case Relation::compound:
      case Relation::expl:
      case Relation::discourse:
        return false;
      default:
        return true;
    }
  }

  bool stray_behind(Id<Token> child, Span content, Span part) const {
    if (part.begin < content.end) return false;
    const Relation relation = base(text_[child].relation);
    if (relation == Relation::conj && (reading_.marker(child) == "that" || goes_on(child)))
      return true;
    if (relation == Relation::punct || relation == Relation::conj || relation == Relation::cc ||
        relation == Relation::nsubj || relation == Relation::parataxis)
      return false;
    const auto [first, end] = text_.tokens_in({content.end, part.begin});
    return first == end;
  }

  // "said it had left and was on its way": a verb without a comma in front that says nothing.
  bool goes_on(Id<Token> verb) const {
    const Id<Token> joined = text_.child(verb, Relation::cc);
    return !joined.none() && !reading_.is({joined.value - 1}, ",") &&
           !reporting_verb(reading_, verb);
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
      if (word_->takes(Frame::target) && !on_.object.none()) return target_content(on_.object);
      take(on_.infinitive, infinitive_behind(), "verb with infinitive");
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

  // "urged NATO to withdraw": who is to do it belongs to what is urged. "threatened to sue, and it
  // never did": what has a subject of its own does not.
  std::vector<Span> infinitive_behind() const {
    std::vector<Id<Token>> apart;
    for (const Id<Token> child : text_.children(on_.infinitive))
      if (text_[child].relation == Relation::conj && !text_.child(child, Relation::nsubj).none())
        apart.push_back(child);
    std::vector<Span> content = reading_.pieces(on_.infinitive, apart);
    const Id<Token> indirect = beyond_.none() ? on_.indirect : beyond_;
    const Id<Token> who = on_.object.none() ? indirect : on_.object;
    if (who.none() || who < verb_ || reading_.antecedent(who) != who) return content;
    for (const Span piece : reading_.pieces_without_marker(who)) content.push_back(piece);
    std::ranges::sort(content);
    return joined(content);
  }

  bool nominal_content() {
    if (!beyond_.none() && word_->takes(Frame::object)) {
      take(beyond_, with_predicates(reading_.pieces_without_marker(beyond_)),
           "verb and preposition with object");
      draft_.object = beyond_;
      draft_.nominal = true;
      return true;
    }
    if (!on_.object.none() && word_->takes(Frame::target)) return target_content(on_.object);
    if (!on_.object.none() && word_->takes(Frame::judged))
      return target_content(on_.object) && draft_.head != on_.object;
    for (const Id<Token> oblique : on_.obliques)
      if (verb_ < oblique && word_->takes(reading_.marker(oblique))) {
        take(oblique, reading_.pieces_without_marker(oblique), "verb with preposition");
        draft_.nominal = true;
        return true;
      }
    if (!on_.object.none() && word_->takes(Frame::object) && !word_->takes(Frame::hearer)) {
      take(on_.object, with_predicates(pieces(on_.object)), "verb with object");
      draft_.object = on_.object;
      draft_.nominal = true;
      return true;
    }
    return false;
  }

  // "called for the posts to be hit", "shows Lund leading": what is said of an object and stands
  // right behind it, wherever it hangs.
  std::vector<Span> with_predicates(std::vector<Span> content) const {
    for (const Id<Token> child : text_.children(verb_)) {
      if (child < verb_ || content.empty()) continue;
      const Relation relation = base(text_[child].relation);
      const bool clause = relation == Relation::xcomp || relation == Relation::ccomp ||
                          relation == Relation::advcl || relation == Relation::acl;
      const std::string_view marker = reading_.marker(child);
      const bool oblique =
          relation == Relation::obl && (marker == "as" || marker == "of" || marker == "for" ||
                                        marker == "against" || marker == "with" || marker == "to");
      const Span part = text_.subtree(child);
      if ((clause || oblique) && stray_behind(child, content.back(), part))
        content.back().end = part.end;
    }
    return content;
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
    take(head, joined(content), "verb with what it says of its object");
    draft_.nominal = head != on_.clause;
    return !draft_.content.empty();
  }

  bool settle_speaker() {
    if (passive_) {
      if (!on_.agent.none() && reading_.can_speak(on_.agent)) draft_.speaker = on_.agent;
      return !draft_.content.empty();
    }
    if (raised_) return true;
    const bool own = !on_.subject.none() && text_[on_.subject].head == verb_;
    draft_.speaker = own ? reading_.antecedent(on_.subject) : reading_.subject_of(verb_);
    if (draft_.speaker.none()) draft_.speaker = on_.subject;
    if (draft_.speaker.none() && !draft_.nominal && on_.expletive.none())
      draft_.speaker = noun_before();
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
    if (word_->takes(Frame::clause) && (!on_.clause.none() || !draft_.nominal)) return true;
    if (!on_.infinitive.none() && draft_.head == on_.infinitive) return true;
    if (draft_.nominal && is_document(subject)) return true;
    // "Both sides show restraint": only what can be read shows anybody something.
    if (draft_.nominal && word_->act == "conclude" && word_->takes(Frame::object)) return false;
    if (!draft_.aside.empty() || draft_.rule.starts_with("clause")) return true;
    return reading_.can_speak(subject);
  }

  std::vector<ClaimDraft>& drafts_;
  ClaimDraft draft_;
  bool raised_ = false;
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
