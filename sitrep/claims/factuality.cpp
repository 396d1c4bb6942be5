#include "sitrep/claims/factuality.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace sitrep {

namespace {

constexpr Sureness probable = 2, possible = 1, unknown = 0;

class Factuality {
 public:
  explicit Factuality(const ClaimReading& reading)
      : reading_(reading),
        text_(reading.text),
        value_(reading.text.tokens.size(), unknown),
        context_(reading.text.tokens.size(), sure) {}

  std::vector<Sureness> run() {
    for (const Sentence& sentence : text_.sentences)
      if (reading_.kind_of(sentence.block) != BlockKind::furniture) read(sentence);
    return std::move(value_);
  }

 private:
  void read(const Sentence& sentence) {
    open_.clear();
    for (Id<Token> at = sentence.first; at < sentence.end; ++at.value)
      if (text_[at].head.none()) {
        settle(at, asks(sentence) ? possible : sure);
      }
    while (!open_.empty()) {
      const Id<Token> head = open_.back();
      open_.pop_back();
      for (const Id<Token> child : text_.children(head)) settle(child, context_of(child, head));
    }
  }

  bool asks(const Sentence& sentence) const {
    Id<Token> last{sentence.end.value - 1};
    while (sentence.first < last && is_quotation_mark(text_.form(last))) --last.value;
    return reading_.is(last, "?");
  }

  void settle(Id<Token> at, Sureness context) {
    context_[at.value] = context;
    value_[at.value] = modified(at, context);
    open_.push_back(at);
  }

  // What stands with a word: modals, adverbs, negation, determiners, a condition under it.
  Sureness modified(Id<Token> at, Sureness value) const {
    bool flips = false;
    Sureness limit = sure, limit_if_denied = sure;
    for (const Id<Token> child : text_.children(at)) {
      const Relation relation = base(text_[child].relation);
      const bool without = relation == Relation::mark || relation == Relation::case_;
      if (without && denies(child)) flips = !flips;
      if (relation == Relation::advcl && conditional(child)) value = weakened(value, possible);
      const Operator* found = modifier(child, relation);
      if (!found) continue;
      if (found->flips && only(child)) continue;
      if (found->flips || found->complement < 0) flips = !flips;
      const Sureness level = std::abs(found->complement);
      const bool modal = relation == Relation::aux && found->negated != unknown;
      limit = std::min(limit, level);
      limit_if_denied = std::min(limit_if_denied, modal ? found->negated : level);
    }
    return flips ? -weakened(value, limit_if_denied) : weakened(value, limit);
  }

  // "not only did they flee": they did, and more.
  bool only(Id<Token> negation) const {
    const Id<Token> next{negation.value + 1};
    return next.value < text_.tokens.size() &&
           (reading_.is(next, "only") || reading_.is(next, "just") || reading_.is(next, "merely"));
  }

  // "without firing", "rather than fire", "instead of firing"
  bool denies(Id<Token> mark) const {
    return reading_.is(mark, "without") || reading_.is(mark, "instead") ||
           reading_.is(mark, "rather");
  }

  const Operator* modifier(Id<Token> child, Relation relation) const {
    switch (relation) {
      case Relation::aux:
        return reading_.operator_of(child, OperatorKind::auxiliary);
      case Relation::advmod:
      case Relation::cc:
        return reading_.operator_of(child, OperatorKind::adverb);
      case Relation::amod:
        return reading_.operator_of(child, OperatorKind::adjective_before);
      case Relation::det:
        return reading_.operator_of(child, OperatorKind::determiner);
      case Relation::nsubj:
        return subject_operator(child);
      default:
        return nullptr;
    }
  }

  // "no one fled", "few fled"
  const Operator* subject_operator(Id<Token> subject) const {
    if (text_[subject].tag == Tag::PRON || text_[subject].tag == Tag::DET)
      return reading_.operator_of(subject, OperatorKind::determiner);
    const Id<Token> determiner = text_.child(subject, Relation::det);
    return determiner.none() ? nullptr : reading_.operator_of(determiner, OperatorKind::determiner);
  }

  const Operator* mark_of(Id<Token> clause) const {
    for (const Id<Token> child : text_.children(clause)) {
      if (base(text_[child].relation) != Relation::mark) continue;
      if (const Operator* found = reading_.operator_of(child, OperatorKind::mark)) return found;
    }
    return nullptr;
  }
  bool conditional(Id<Token> clause) const {
    const Operator* found = mark_of(clause);
    return found && found->complement == unknown;
  }

  Sureness context_of(Id<Token> at, Id<Token> head) const {
    const Relation relation = text_[at].relation;
    switch (base(relation)) {
      case Relation::conj:
      case Relation::appos:
      case Relation::list:
        return conjunct(at, head);
      case Relation::ccomp:
      case Relation::csubj:
        return complement(at, head, true);
      case Relation::xcomp:
        return complement(at, head, false);
      case Relation::acl:
        return relation == Relation::acl_relcl ? sure : noun_clause(at, head);
      case Relation::advcl:
        return adverbial(at, head);
      case Relation::parataxis:
        return sure;
      case Relation::obj:
      case Relation::nsubj:
      case Relation::obl:
      case Relation::nmod:
        return nominal(at, head);
      case Relation::compound:
        return opened_by_noun(head).value_or(value_[head.value]);
      case Relation::cop:
      case Relation::flat:
        return value_[head.value];
      default:
        return sure;
    }
  }

  bool has_own_frame(Id<Token> at) const {
    for (const Id<Token> child : text_.children(at)) {
      const Relation relation = base(text_[child].relation);
      if (relation == Relation::nsubj || relation == Relation::aux || relation == Relation::mark)
        return true;
    }
    return false;
  }

  // "may flee or fight": a conjunct without a subject or modal of its own shares the first one's.
  Sureness conjunct(Id<Token> at, Id<Token> head) const {
    if (has_own_frame(at)) return context_[head.value];
    const Id<Token> joined = text_.child(at, Relation::cc);
    const bool same = !joined.none() && (reading_.is(joined, "or") || reading_.is(joined, "nor"));
    const Sureness value = value_[head.value];
    return same ? value : (context_[head.value] < 0 ? value : std::abs(value));
  }

  static Sureness ruled(Sureness complement, Sureness negated, Sureness head) {
    const Sureness handed = head < 0 ? negated : complement;
    return weakened(handed, std::max(std::abs(head), possible));
  }

  const ReportingWord* reporting(Id<Token> head) const {
    const ClaimWord* found = reading_.word(head);
    if (!found) return nullptr;
    const Tag tag = text_[head].tag;
    if (tag == Tag::NOUN && found->noun >= 0) return &reading_.model.reporting(found->noun);
    if (tag == Tag::ADJ) found = reading_.word_of_form(head);
    if (tag == Tag::ADJ && found && found->adjective >= 0)
      return &reading_.model.reporting(found->adjective);
    return tag == Tag::VERB && found->verb >= 0 ? &reading_.model.reporting(found->verb) : nullptr;
  }

  const Operator* operator_for(Id<Token> head) const {
    switch (text_[head].tag) {
      case Tag::NOUN:
        return reading_.operator_of(head, OperatorKind::noun);
      case Tag::ADJ:
        return reading_.operator_of(head, OperatorKind::adjective);
      default:
        return reading_.operator_of(head, OperatorKind::verb);
    }
  }

  // A clause or infinitive that a word rules. What someone says is as sure as he gives it, however
  // sure it is that he said it; what someone tries is at most as sure as that he tries.
  Sureness complement(Id<Token> at, Id<Token> head, bool finite) const {
    const Sureness value = value_[head.value];
    const Operator* rules = operator_for(head);
    const ReportingWord* says = reporting(head);
    if (rules && (!finite || !says)) return ruled(rules->complement, rules->negated, value);
    if (says) {
      // "did not say when it left": that it left is taken for granted.
      if (value < 0 && says->negated == unknown && asks_about(at)) return probable;
      const Sureness handed = value < 0 ? says->negated : says->complement;
      return conditional(at) ? weakened(handed, possible) : handed;
    }
    return finite ? std::max(std::abs(value), possible) : value;
  }

  bool asks_about(Id<Token> clause) const {
    constexpr std::array<std::string_view, 7> words = {"when", "where", "how",  "why",
                                                       "what", "who",   "which"};
    Id<Token> first = text_.tokens_in(text_.subtree(clause)).first;
    if (text_[first].tag == Tag::ADP && first < clause) ++first.value;
    return std::ranges::find(words, text_.form(first)) != words.end();
  }

  Sureness noun_clause(Id<Token> at, Id<Token> noun) const {
    const std::string_view marker = reading_.marker(at);
    const Sureness value = value_[noun.value];
    if (marker == "that" || base(text_[at].relation) == Relation::ccomp)
      return complement(at, noun, true);
    constexpr std::array<std::string_view, 6> links = {"to", "of", "for", "at", "in", "on"};
    if (std::ranges::find(links, marker) == links.end()) return sure;
    if (asks_about(at)) return sure;  // "a question on how many fell"
    if (const std::optional<Sureness> ruled = ruled_by_noun(noun)) return *ruled;
    const bool loose = marker == "in" || marker == "on" || marker == "at";
    if (loose) return value < 0 ? sure : handed_down(value);
    return weakened(handed_down(value), probable);
  }

  // What a noun hands to the clause or the noun that it rules: "plan to attack", "threat of war".
  std::optional<Sureness> ruled_by_noun(Id<Token> noun) const {
    const Sureness value = value_[noun.value];
    if (const Operator* rules = reading_.operator_of(noun, OperatorKind::noun))
      return ruled(rules->complement, rules->negated, value);
    if (text_[noun].tag != Tag::NOUN) return std::nullopt;
    if (const ReportingWord* says = reporting(noun))
      return value < 0 ? says->negated : says->complement;
    return std::nullopt;
  }

  // The same for a noun below it, where that may not come about: "threat of war", "takeover bid".
  std::optional<Sureness> opened_by_noun(Id<Token> noun) const {
    const std::optional<Sureness> ruled = ruled_by_noun(noun);
    return ruled && std::abs(*ruled) <= possible ? ruled : std::nullopt;
  }

  // A part of something that is not certain is no surer than it; of what is denied, nobody knows.
  static Sureness handed_down(Sureness value) {
    return value < 0 ? possible : std::max(value, possible);
  }

  Sureness adverbial(Id<Token> at, Id<Token> head) const {
    const Sureness value = value_[head.value];
    if (const Operator* mark = mark_of(at)) return marked(*mark, at);
    const std::string_view marker = reading_.marker(at);
    const Operator* rules = operator_for(head);
    if (marker == "to") {
      if (rules && (text_[head].tag != Tag::VERB || asks_of(at, head)))
        return ruled(rules->complement, rules->negated, value);
      return weakened(handed_down(value), value == sure ? probable : std::abs(value));
    }
    if (marker == "from" && rules) return ruled(rules->complement, rules->negated, value);
    if (marker == "by" || marker == "in" || marker == "through" || marker == "for")
      return handed_down(value);
    return marker == "when" ? std::max(std::abs(value), possible) : sure;
  }

  // "until they left": a fact where it is told as past; all else is as the mark says.
  Sureness marked(const Operator& mark, Id<Token> clause) const {
    if (mark.complement == unknown) return possible;
    const bool past = text_.feature(clause, "Tense") == "Past";
    return past && mark.complement > 0 ? sure : weakened(sure, mark.complement);
  }

  // "urged them to leave": an infinitive behind the object that the tree hangs as what for.
  bool asks_of(Id<Token> at, Id<Token> verb) const {
    const Id<Token> object = text_.child(verb, Relation::obj);
    return !object.none() && verb < object && object < at;
  }

  // "a raid", "any raid", "raids": it may not exist; "the raid", "their raid": it is known.
  bool indefinite(Id<Token> noun) const {
    if (text_[noun].tag != Tag::NOUN) return false;
    for (const Id<Token> child : text_.children(noun)) {
      if (text_[child].relation == Relation::nmod_poss) return false;
      if (base(text_[child].relation) != Relation::det) continue;
      constexpr std::array<std::string_view, 6> open = {"a",    "an",      "any",
                                                        "some", "another", "such"};
      return std::ranges::find(open, text_.form(child)) != open.end();
    }
    return true;
  }

  Sureness nominal(Id<Token> at, Id<Token> head) const {
    const Sureness value = value_[head.value];
    if (const std::optional<Sureness> ruled = ruled_nominal(at, head)) return *ruled;
    if (value == sure || !indefinite(at) || tells_circumstance(at)) return sure;
    if (text_[at].relation == Relation::nsubj) return sure;
    return value < 0 ? weakened(value, probable) : handed_down(value);
  }

  // "avoid a war", "called for talks", "the threat of war"
  std::optional<Sureness> ruled_nominal(Id<Token> at, Id<Token> head) const {
    const Relation relation = base(text_[at].relation);
    const Sureness value = value_[head.value];
    const Operator* rules = nullptr;
    const std::string_view marker = reading_.marker(at);
    if (relation == Relation::obj || text_[at].relation == Relation::nsubj_pass)
      rules = reading_.operator_of(head, OperatorKind::object);
    else if (relation == Relation::obl &&
             (marker == "for" || marker == "to" || marker == "against"))
      rules = reading_.operator_of(head, OperatorKind::oblique);
    if (rules && relation == Relation::obl && !indefinite(at)) return std::nullopt;
    if (rules) return ruled(rules->complement, rules->negated, value);
    if (relation != Relation::nmod || text_[at].relation == Relation::nmod_poss)
      return std::nullopt;
    constexpr std::array<std::string_view, 5> links = {"of", "for", "at", "against", "about"};
    if (std::ranges::find(links, marker) == links.end() || !indefinite(at)) return std::nullopt;
    return opened_by_noun(head);
  }

  // "after raids", "because of raids": told as known, whatever is said of the rest.
  bool tells_circumstance(Id<Token> at) const {
    if (text_[at].relation == Relation::obl_agent) return true;
    if (base(text_[at].relation) != Relation::obl) return false;
    constexpr std::array<std::string_view, 6> links = {"to",   "into", "for",
                                                       "with", "by",   "through"};
    return std::ranges::find(links, reading_.marker(at)) == links.end();
  }

  const ClaimReading& reading_;
  const Text& text_;
  std::vector<Sureness> value_, context_;
  std::vector<Id<Token>> open_;
};

}  // namespace

std::vector<Sureness> find_sureness(const ClaimReading& reading) {
  return Factuality(reading).run();
}

std::vector<Predicate> predicates_of(const ClaimReading& reading,
                                     const std::vector<Sureness>& sureness) {
  std::vector<Predicate> predicates;
  for (const Sentence& sentence : reading.text.sentences) {
    if (reading.kind_of(sentence.block) == BlockKind::furniture) continue;
    for (Id<Token> at = sentence.first; at < sentence.end; ++at.value) {
      const Tag tag = reading[at].tag;
      const bool copula = reading[at].relation == Relation::cop;
      if (tag != Tag::VERB && tag != Tag::NOUN && tag != Tag::ADJ && !copula) continue;
      const Sureness value = sureness[at.value];
      predicates.push_back({reading[at].span, at, polarity_of(value), certainty_of(value)});
    }
  }
  return predicates;
}

}  // namespace sitrep
