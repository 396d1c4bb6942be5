#include "sitrep/claims/speakers.h"

#include <algorithm>
#include <unordered_map>

namespace sitrep {

namespace {

constexpr int longest_climb = 12;  // from a word of anonymity up to its clause

class Reasons {
 public:
  explicit Reasons(const ClaimReading& reading) : reading_(reading), text_(reading.text) {}

  std::vector<Reason> run() {
    for (const Sentence& sentence : text_.sentences) {
      if (reading_.kind_of(sentence.block) == BlockKind::furniture) continue;
      for (Id<Token> at = sentence.first; at < sentence.end; ++at.value)
        if (gives_away(at)) add(at);
    }
    std::ranges::stable_sort(reasons_, {}, [](const Reason& reason) { return reason.span.begin; });
    return std::move(reasons_);
  }

 private:
  bool gives_away(Id<Token> at) const {
    const ClaimWord* found = reading_.word(at);
    if (!found || found->anonymity == 0) return false;
    if (found->is(AnonymityKind::anonymity)) return true;
    if (text_[at].tag != Tag::VERB && text_[at].tag != Tag::ADJ) return false;
    if (found->is(AnonymityKind::permission)) return reading_.negated(at) && speaks_under(at);
    if (!found->is(AnonymityKind::naming) || !reading_.passive(at)) return false;
    if (reading_.negated(at)) return text_[at].relation == Relation::xcomp;
    const Id<Token> head = text_[at].head;
    if (head.none() || text_[at].relation != Relation::xcomp) return false;
    const ClaimWord* ruling = reading_.word(head);
    return ruling && (ruling->is(AnonymityKind::refusing) && !reading_.is(head, "asked"));
  }

  // "not authorized to speak, discuss, comment": some reporting verb hangs under it.
  bool speaks_under(Id<Token> at) const {
    for (const Id<Token> child : text_.children(at)) {
      const Relation relation = base(text_[child].relation);
      if (relation != Relation::xcomp && relation != Relation::advcl && relation != Relation::ccomp)
        continue;
      const ClaimWord* found = reading_.word(child);
      return reading_.is(child, "speak") || reading_.is(child, "talk") ||
             (found && found->verb >= 0) || (found && !found->with_second.empty());
    }
    return false;
  }

  void add(Id<Token> at) {
    Id<Token> top = at;
    Id<Token> who;
    for (int step = 0; step < longest_climb; ++step) {
      const Token& token = text_[top];
      if (token.head.none()) {
        who = reading_.subject_of(top);
        break;
      }
      const Relation relation = base(token.relation);
      if (relation == Relation::acl) {
        who = text_[token.head].tag == Tag::VERB ? reading_.subject_of(top) : token.head;
        break;
      }
      if (relation == Relation::advcl || relation == Relation::parataxis ||
          relation == Relation::ccomp || (relation == Relation::obl && !modifies(token.head))) {
        who =
            relation == Relation::obl ? reading_.subject_of(token.head) : reading_.subject_of(top);
        break;
      }
      top = token.head;
    }
    Span span;
    for (const Span piece : reading_.pieces(top, {})) span = cover(span, piece);
    if (!span.empty()) reasons_.push_back({span, who, at});
  }

  bool modifies(Id<Token> verb) const {
    const Relation relation = base(text_[verb].relation);
    return relation == Relation::acl || relation == Relation::advcl;
  }

  const ClaimReading& reading_;
  const Text& text_;
  std::vector<Reason> reasons_;
};

class Speakers {
 public:
  Speakers(const ClaimReading& reading, const std::vector<Reason>& reasons,
           const std::vector<ClaimDraft>& drafts, std::vector<Claim>& claims)
      : reading_(reading),
        text_(reading.text),
        reasons_(reasons),
        drafts_(drafts),
        claims_(claims) {}

  void run() {
    for (std::size_t i = 0; i < drafts_.size(); ++i) settle(drafts_[i], claims_[i]);
    share_reasons();
  }

 private:
  void settle(const ClaimDraft& draft, Claim& claim) {
    if (draft.speaker.none()) {
      claim.speaker.anonymous = true;
    } else {
      claim.speaker.entity = reading_.names.entity_of(draft.speaker);
      claim.speaker.span = words_of_speaker(draft, claim.speaker.entity);
      claim.speaker.anonymous = anonymous(draft.speaker, claim.speaker.entity);
    }
    if (!draft.hearer.none())
      claim.addressee = reading_.names.entity_of(reading_.antecedent(draft.hearer));
    claim.time = time_of(draft);
  }

  // The words that name him here: "who" in a relative clause, where it is known who that is.
  Span words_of_speaker(const ClaimDraft& draft, Id<Entity> entity) const {
    if (!draft.cue.none() && !entity.none()) {
      const Id<Token> subject = text_.child(draft.cue, Relation::nsubj);
      if (!subject.none() && subject != draft.speaker &&
          reading_.antecedent(subject) == draft.speaker)
        return text_[subject].span;
    }
    return reading_.phrase(draft.speaker);
  }

  bool anonymous(Id<Token> head, Id<Entity> entity) const {
    if (!entity.none()) return reading_.names[entity].kind == EntityKind::anonymous;
    const ClaimWord* found = reading_.word(head);
    return found && found->is(AnonymityKind::descriptor);
  }

  // A time that stands with the verb of saying, not in what is said: "said Wednesday".
  Id<Time> time_of(const ClaimDraft& draft) const {
    if (draft.cue.none() || text_[draft.cue].tag != Tag::VERB) return {};
    const std::vector<Time>& times = reading_.scene.times;
    for (const Id<Token> child : text_.children(draft.cue)) {
      const Relation relation = base(text_[child].relation);
      if (relation != Relation::obl && relation != Relation::advmod && relation != Relation::nmod)
        continue;
      const Span span = text_[child].span;
      const bool said =
          std::ranges::any_of(draft.content, [&](Span piece) { return piece.contains(span); });
      if (said) continue;
      const auto after = std::ranges::upper_bound(times, span.begin, {},
                                                  [](const Time& time) { return time.span.begin; });
      if (after != times.begin() && (after - 1)->span.overlaps(span))
        return {static_cast<std::uint32_t>(after - 1 - times.begin())};
    }
    return {};
  }

  void share_reasons() {
    std::unordered_map<std::uint32_t, Span> by_entity, by_word, by_sentence;
    for (const Reason& reason : reasons_) {
      const Id<Token> who = reason.who.none() ? reason.who : reading_.antecedent(reason.who);
      const Id<Entity> entity = who.none() ? Id<Entity>{} : reading_.names.entity_of(who);
      if (!entity.none()) by_entity.emplace(entity.value, reason.span);
      if (!who.none()) by_word.emplace(who.value, reason.span);
      by_sentence.emplace(text_.sentence_of(reason.at).value, reason.span);
    }
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      Speaker& speaker = claims_[i].speaker;
      const Id<Token> head = drafts_[i].speaker;
      if (head.none() || drafts_[i].cue.none()) continue;
      const bool named =
          !speaker.entity.none() && reading_.names[speaker.entity].kind == EntityKind::person;
      const auto take = [&](const auto& reasons, std::uint32_t key) {
        const auto found = reasons.find(key);
        if (found == reasons.end() || !speaker.reason.empty()) return;
        speaker.reason = found->second;
        speaker.anonymous = true;
      };
      if (!speaker.entity.none()) take(by_entity, speaker.entity.value);
      take(by_word, head.value);
      if (!named && (speaker.anonymous || may_be_unnamed(head)))
        take(by_sentence, text_.sentence_of(drafts_[i].cue).value);
    }
  }

  bool may_be_unnamed(Id<Token> head) const {
    const ClaimWord* found = reading_.word(head);
    return found && found->is(AnonymityKind::person);
  }

  const ClaimReading& reading_;
  const Text& text_;
  const std::vector<Reason>& reasons_;
  const std::vector<ClaimDraft>& drafts_;
  std::vector<Claim>& claims_;
};

}  // namespace

std::vector<Reason> find_reasons(const ClaimReading& reading) { return Reasons(reading).run(); }

void settle_speakers(const ClaimReading& reading, const std::vector<Reason>& reasons,
                     const std::vector<ClaimDraft>& drafts, std::vector<Claim>& claims) {
  Speakers(reading, reasons, drafts, claims).run();
}

}  // namespace sitrep
