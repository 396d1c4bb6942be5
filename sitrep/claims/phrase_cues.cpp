#include <algorithm>

#include "sitrep/claims/draft.h"

namespace sitrep {

namespace {

class PhraseCues {
 public:
  PhraseCues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts)
      : reading_(reading), text_(reading.text), drafts_(drafts) {}

  void read(const Sentence& sentence) {
    sentence_ = &sentence;
    for (Id<Token> at = sentence.first; at < sentence.end; ++at.value) {
      const ClaimWord* found = reading_.word_of_form(at);
      if (found && found->possessed >= 0) read_possessor(at, *found);
      if (refusal_may_begin(at)) read_refusal(at);
      for (const auto& phrase : reading_.model.source_phrases())
        if (reading_.is(at, phrase.words[0]) && at.value + 1 < sentence.end.value &&
            reading_.is({at.value + 1}, phrase.words[1]))
          read_source(at, phrase.act);
    }
    read_label();
    read_survey();
  }

 private:
  ClaimDraft begin(Id<Token> cue, Span span, std::string act, const char* rule) const {
    ClaimDraft draft;
    draft.cue = cue;
    draft.cue_span = span;
    draft.act = std::move(act);
    draft.block = sentence_->block;
    draft.rule = rule;
    return draft;
  }

  // The clause that a phrase belongs to: where it closes or opens the sentence, all of it, else as
  // far up as what somebody else says.
  Id<Token> clause_around(Id<Token> phrase) const {
    const Span span = text_.subtree(phrase);
    const auto [first, end] = text_.tokens_in(span);
    Id<Token> rest = end;
    while (rest < sentence_->end && text_[rest].tag == Tag::PUNCT) ++rest.value;
    const bool edge = first == sentence_->first || !(rest < sentence_->end);
    Id<Token> clause = text_[phrase].head;
    while (!clause.none() && !text_[clause].head.none()) {
      if (!edge && text_[clause].relation == Relation::ccomp) break;
      clause = text_[clause].head;
    }
    return clause;
  }

  bool inside_phrase(Id<Token> at) const {
    if (text_[at].head.none()) return false;
    switch (base(text_[at].relation)) {
      case Relation::case_:
      case Relation::mark:
      case Relation::fixed:
      case Relation::compound:
      case Relation::amod:
      case Relation::det:
      case Relation::nummod:
      case Relation::flat:
        return true;
      default:
        return text_[at].relation == Relation::nmod_desc ||
               text_[at].relation == Relation::nmod_poss;
    }
  }

  void read_source(Id<Token> at, const std::string& act) {
    const Id<Token> end{at.value + 2};
    Id<Token> source = at;  // climbs to the noun named: "according" is its case, or rules it
    while (inside_phrase(source) && end <= text_[source].head) source = text_[source].head;
    Id<Token> top = source;
    if (source < end) {
      for (const Id<Token> child : text_.children(source))
        if (end.value <= child.value) {
          source = child;
          break;
        }
      if (source < end) return;
    } else if (!text_[source].head.none() && text_[source].head == at) {
      top = at;
    }
    const Id<Token> clause = clause_around(top);
    if (clause.none()) return;
    ClaimDraft draft =
        begin(at, cover(text_[at].span, text_[Id<Token>{at.value + 1}].span), act, "according to");
    draft.speaker = source;
    draft.head = clause;
    draft.content = reading_.pieces(clause, std::span(&top, 1));
    draft.aside = text_.subtree(top);
    if (!draft.content.empty()) drafts_.push_back(std::move(draft));
  }

  void read_possessor(Id<Token> noun, const ClaimWord& found) {
    if (reading_.marker(noun) != "in") return;
    Id<Token> owner = text_.child(noun, Relation::nmod_poss, true);
    for (const Id<Token> child : text_.children(noun))
      if (owner.none() && text_[child].relation == Relation::nmod && reading_.marker(child) == "of")
        owner = child;
    if (owner.none() || text_[noun].head.none()) return;
    const Id<Token> clause = text_[noun].head;
    if (text_[clause].tag == Tag::NOUN && text_.child(clause, Relation::cop).none()) return;
    ClaimDraft draft = begin(noun, text_[noun].span, reading_.model.possessed_act(found.possessed),
                             "in somebody's words");
    draft.speaker = owner;
    draft.head = clause;
    draft.content = reading_.pieces(clause, std::span(&noun, 1));
    if (!draft.content.empty()) drafts_.push_back(std::move(draft));
  }

  bool is_word(Id<Token> at, std::string_view word) const {
    if (word == "not") {
      const Operator* found = reading_.operator_of(at, OperatorKind::adverb);
      return found && found->flips;
    }
    return text_.form(at) == word || text_.lemma(at) == word;
  }

  bool refusal_may_begin(Id<Token> at) const {
    const ClaimWord* found = reading_.word(at);
    return (found && found->refusal_begins) || is_word(at, "not");
  }

  void read_refusal(Id<Token> at) {
    constexpr std::uint32_t widest_gap = 2;
    for (const std::vector<std::string>& words : reading_.model.refusals()) {
      if (!is_word(at, words[0])) continue;
      Id<Token> last = at;
      std::size_t next = 1;
      for (Id<Token> to{at.value + 1};
           next < words.size() && to < sentence_->end && to.value - last.value <= widest_gap + 1;
           ++to.value)
        if (is_word(to, words[next])) {
          last = to;
          ++next;
        }
      if (next == words.size()) {
        add_refusal(at, last);
        return;
      }
    }
  }

  void add_refusal(Id<Token> first, Id<Token> last) {
    Id<Token> verb = first;  // the verb refused, or that refuses
    while (text_[verb].tag != Tag::VERB && verb < last) ++verb.value;
    if (text_[verb].tag != Tag::VERB) verb = last;
    Span cue = cover(text_[first].span, text_[last].span);
    for (const Id<Token> child : text_.children(verb))
      if (base(text_[child].relation) == Relation::aux && child < first)
        cue = cover(text_[child].span, cue);
    ClaimDraft draft = begin(verb, cue, "decline_to_comment", "no comment");
    draft.refusal = true;
    draft.speaker = reading_.subject_of(verb);
    if (draft.speaker.none()) return;
    draft.head = verb;
    const Id<Token> refused = text_.child(verb, Relation::xcomp);
    if (!refused.none() && verb == first) {
      draft.cue_span = text_[verb].span;  // "declined" and what: "to comment on the raid"
      draft.content = reading_.pieces(refused, {});
    } else {
      draft.content = object_of_comment(last);
    }
    drafts_.push_back(std::move(draft));
  }

  std::vector<Span> object_of_comment(Id<Token> comment) const {
    for (const Id<Token> child : text_.children(comment)) {
      const Relation relation = base(text_[child].relation);
      const std::string_view marker = reading_.marker(child);
      const bool about = marker == "on" || marker == "about" || marker == "to" || marker == "for" ||
                         relation == Relation::ccomp || relation == Relation::obj;
      if (comment < child && about) return reading_.pieces(child, {});
    }
    return {};
  }

  // "In a Lund Post poll, Ferrer leads by ten points": a survey that opens the sentence speaks.
  void read_survey() {
    const Id<Token> in = sentence_->first;
    if (!(reading_.is(in, "in") || reading_.is(in, "per"))) return;
    const Id<Token> survey = text_[in].head;
    if (survey.none() || text_[survey].head.none()) return;
    const ClaimWord* found = reading_.word(survey);
    if (!found || !found->is(AnonymityKind::survey)) return;
    const auto [first, end] = text_.tokens_in(text_.subtree(survey));
    if (!(first == in) || !(end < sentence_->end) || !set_off_behind(end)) return;
    ClaimDraft draft = begin(in, text_[in].span, "say", "in a survey");
    draft.speaker = survey;
    draft.head = text_[survey].head;
    draft.aside = text_.subtree(survey);
    draft.content = reading_.pieces(draft.head, std::span(&survey, 1));
    if (!draft.content.empty()) drafts_.push_back(std::move(draft));
  }

  bool set_off_behind(Id<Token> end) const {
    return reading_.is(end, ",") || reading_.is({end.value - 1}, ",");
  }

  // "ALLEN: We will leave." A name or two words in front of a colon that open a block.
  void read_label() {
    const Block& block = reading_.page.blocks[sentence_->block.value];
    if (sentence_->span.begin != block.span.begin) return;
    constexpr std::uint32_t longest_label = 6;
    Id<Token> colon = sentence_->first;
    while (colon < sentence_->end && colon.value - sentence_->first.value < longest_label &&
           !reading_.is(colon, ":"))
      ++colon.value;
    if (!(colon < sentence_->end) || !reading_.is(colon, ":") || colon == sentence_->first) return;
    const Span label{block.span.begin, text_[Id<Token>{colon.value - 1}].span.end};
    const std::vector<Mention>& mentions = reading_.names.mentions;
    const auto mention = std::ranges::lower_bound(mentions, label.begin, {},
                                                  [](const Mention& m) { return m.span.begin; });
    const bool named = mention != mentions.end() && mention->span == label;
    const Id<Token> speaker = named ? mention->head : unnamed_label(colon);
    if (speaker.none()) return;
    ClaimDraft draft = begin({}, text_[colon].span, "say", "name with colon");
    const Span rest =
        reading_.trimmed({colon.value + 1}, text_.tokens_in({label.end, block.span.end}).second);
    if (rest.empty()) return;
    draft.speaker = speaker;
    draft.head = {colon.value + 1};
    draft.content = {rest};
    drafts_.push_back(std::move(draft));
  }

  // "Officials: raids ended", "Poll: Ferrer leads"
  Id<Token> unnamed_label(Id<Token> colon) const {
    constexpr std::uint32_t longest = 3;
    const Id<Token> last{colon.value - 1};
    const ClaimWord* found = reading_.word(last);
    const bool says = found && (found->is(AnonymityKind::document) ||
                                found->is(AnonymityKind::descriptor) || reading_.can_speak(last));
    const bool brief = colon.value - sentence_->first.value <= longest;
    return says && brief && text_[last].tag == Tag::NOUN ? last : Id<Token>{};
  }

  const ClaimReading& reading_;
  const Text& text_;
  std::vector<ClaimDraft>& drafts_;
  const Sentence* sentence_ = nullptr;
};

}  // namespace

void find_phrase_cues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts) {
  PhraseCues cues(reading, drafts);
  for (const Sentence& sentence : reading.text.sentences)
    if (reading.kind_of(sentence.block) != BlockKind::furniture) cues.read(sentence);
}

}  // namespace sitrep
