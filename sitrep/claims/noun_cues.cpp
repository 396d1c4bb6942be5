#include <algorithm>
#include <array>

#include "sitrep/claims/draft.h"

namespace sitrep {

namespace {

class NounCues {
 public:
  NounCues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts)
      : reading_(reading), text_(reading.text), drafts_(drafts) {}

  void read_noun(Id<Token> noun, const ReportingWord& word) {
    begin(noun, word);
    if (!noun_content(noun)) return;
    draft_.speaker = speaker_of(noun);
    draft_.negated = negated(noun);
    if (draft_.speaker.none() && base(text_[draft_.head].relation) == Relation::nmod) return;
    drafts_.push_back(std::move(draft_));
  }

  void read_adjective(Id<Token> adjective, const ReportingWord& word) {
    begin(adjective, word);
    const Id<Token> subject = text_[adjective].relation == Relation::advcl
                                  ? text_.child(adjective, Relation::nsubj)
                                  : reading_.subject_of(adjective);
    if (subject.none() || reading_.is(subject, "it") || made_so(adjective)) return;
    for (const Id<Token> child : text_.children(adjective)) {
      const Relation relation = base(text_[child].relation);
      const bool clause = relation == Relation::ccomp ||
                          (relation == Relation::advcl && reading_.marker(child) == "that");
      const bool infinitive = (relation == Relation::xcomp || relation == Relation::advcl) &&
                              reading_.marker(child) == "to";
      const bool oblique = adjective < child &&
                           (relation == Relation::obl || relation == Relation::advcl) &&
                           word.takes(reading_.marker(child));
      if ((clause && word.takes(Frame::clause)) || (infinitive && word.takes(Frame::infinitive)) ||
          oblique) {
        take(child, oblique ? reading_.pieces_without_marker(child) : reading_.pieces(child, {}),
             oblique ? "adjective with preposition" : "adjective with clause");
        draft_.nominal = oblique;
        break;
      }
    }
    if (draft_.content.empty()) return;
    draft_.speaker = subject;
    draft_.negated = reading_.negated(adjective);
    drafts_.push_back(std::move(draft_));
  }

 private:
  // "make sure that" is no belief.
  bool made_so(Id<Token> adjective) const {
    const Id<Token> head = text_[adjective].head;
    return !head.none() && text_.lemma(head) == "make";
  }

  void begin(Id<Token> cue, const ReportingWord& word) {
    draft_ = {};
    draft_.cue = cue;
    draft_.cue_span = text_[cue].span;
    draft_.word = &word;
    draft_.act = word.act;
    draft_.block = reading_.sentence(cue).block;
  }

  void take(Id<Token> head, std::vector<Span> content, const char* rule) {
    draft_.head = head;
    draft_.content = std::move(content);
    draft_.rule = rule;
  }

  bool noun_content(Id<Token> noun) {
    return clause_under(noun) || clause_beside(noun) || phrase_under(noun);
  }

  // "the contention that they left", "the promise to leave"
  bool clause_under(Id<Token> noun) {
    for (const Id<Token> child : text_.children(noun)) {
      const Relation relation = text_[child].relation;
      if (child < noun || (relation != Relation::acl && base(relation) != Relation::ccomp))
        continue;
      const std::string_view marker = reading_.marker(child);
      const bool clause = (marker == "that" || marker == "whether" || marker == "if") &&
                          draft_.word->takes(Frame::clause);
      if (clause || (marker == "to" && draft_.word->takes(Frame::infinitive))) {
        take(child, reading_.pieces(child, {}),
             clause ? "noun with clause" : "noun with infinitive");
        return true;
      }
    }
    return false;
  }

  // "Pakistan's contention is that they left": the clause is the predicate, or hangs under "be".
  bool clause_beside(Id<Token> noun) {
    if (!draft_.word->takes(Frame::clause) || base(text_[noun].relation) != Relation::nsubj)
      return false;
    const Id<Token> host = text_[noun].head;
    if (host.none()) return false;
    if (text_.lemma(host) == "be" && !text_.child(host, Relation::ccomp).none()) {
      const Id<Token> clause = text_.child(host, Relation::ccomp);
      take(clause, reading_.pieces(clause, {}), "noun is clause");
      return true;
    }
    std::vector<Id<Token>> without = {noun};
    bool copula = false, marked = false, subject = false;
    std::uint32_t begin = text_[noun].span.end;
    for (const Id<Token> child : text_.children(host)) {
      const Relation relation = base(text_[child].relation);
      if (relation == Relation::cop && !copula) {
        copula = true;
        begin = text_[child].span.end;
        without.push_back(child);
      }
      marked = marked || (relation == Relation::mark && reading_.is(child, "that"));
      subject = subject || (relation == Relation::nsubj && noun < child);
    }
    if (!marked && !(copula && subject)) return false;
    std::vector<Span> content = reading_.pieces(host, without);
    std::erase_if(content, [&](Span piece) { return piece.begin < begin; });
    take(host, std::move(content), "noun is clause");
    return !draft_.content.empty();
  }

  // "criticism of the raid", "questions about the raid"
  bool phrase_under(Id<Token> noun) {
    for (const Id<Token> child : text_.children(noun)) {
      const Relation relation = text_[child].relation;
      if (child < noun || (base(relation) != Relation::nmod && relation != Relation::acl)) continue;
      if (!draft_.word->takes(reading_.marker(child))) continue;
      take(child, reading_.pieces_without_marker(child), "noun with preposition");
      draft_.nominal = true;
      return true;
    }
    return false;
  }

  // The possessor, the place or people that it is at home with, or who is the subject of the verb
  // that has the noun as its object: "officials expressed fears that".
  Id<Token> speaker_of(Id<Token> noun) const {
    if (const Id<Token> owner = text_.child(noun, Relation::nmod_poss, true); !owner.none())
      return owner;
    for (const Id<Token> child : text_.children(noun)) {
      constexpr std::array<std::string_view, 6> homes = {"by", "from",  "of",
                                                         "in", "among", "within"};
      const std::string_view marker = reading_.marker(child);
      if (base(text_[child].relation) == Relation::nmod && child != draft_.head &&
          std::ranges::find(homes, marker) != homes.end() && may_speak(child))
        return child;
    }
    const Id<Token> host = text_[noun].head;
    const Relation relation = base(text_[noun].relation);
    if (!host.none() && text_[host].tag == Tag::VERB &&
        (relation == Relation::obj || relation == Relation::obl || relation == Relation::xcomp)) {
      if (reading_.passive(host)) return {};
      const Id<Token> subject = reading_.subject_of(host);
      if (!subject.none() && may_speak(subject)) return subject;
    }
    for (const Id<Token> child : text_.children(noun)) {
      const Relation under = base(text_[child].relation);
      const bool before = under == Relation::compound || under == Relation::amod;
      if (before && !reading_.names.entity_of(child).none()) return child;
      if (child < noun && numbers_people(child)) return child;
    }
    return {};
  }

  // "Many fear that": taken for a noun, but they are who fears.
  bool numbers_people(Id<Token> at) const {
    constexpr std::array<std::string_view, 6> words = {"many", "some",   "few",
                                                       "most", "others", "several"};
    return std::ranges::find(words, text_.form(at)) != words.end();
  }

  bool may_speak(Id<Token> who) const {
    if (text_[who].tag == Tag::PRON &&
        (reading_.is(who, "it") || reading_.is(who, "this") || reading_.is(who, "that")))
      return false;
    return reading_.can_speak(who);
  }

  bool negated(Id<Token> noun) const {
    const Id<Token> determiner = text_.child(noun, Relation::det);
    const Operator* found =
        determiner.none() ? nullptr : reading_.operator_of(determiner, OperatorKind::determiner);
    return found && found->flips;
  }

  const ClaimReading& reading_;
  const Text& text_;
  std::vector<ClaimDraft>& drafts_;
  ClaimDraft draft_;
};

}  // namespace

void find_noun_cues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts) {
  NounCues cues(reading, drafts);
  for (const Sentence& sentence : reading.text.sentences) {
    if (reading.kind_of(sentence.block) == BlockKind::furniture) continue;
    for (Id<Token> at = sentence.first; at < sentence.end; ++at.value) {
      const ClaimWord* found = reading.word(at);
      if (!found) continue;
      const Tag tag = reading.text[at].tag;
      if (tag == Tag::NOUN && found->noun >= 0)
        cues.read_noun(at, reading.model.reporting(found->noun));
      else if ((tag == Tag::ADJ || tag == Tag::VERB) && reading.word_of_form(at) &&
               reading.word_of_form(at)->adjective >= 0)
        cues.read_adjective(at, reading.model.reporting(reading.word_of_form(at)->adjective));
    }
  }
}

}  // namespace sitrep
