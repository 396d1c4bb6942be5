#include <algorithm>

#include "sitrep/events/coder.h"

namespace sitrep::coding {

namespace {

bool subset(const std::vector<Id<Entity>>& some, const std::vector<Id<Entity>>& all) {
  return std::ranges::all_of(
      some, [&](Id<Entity> one) { return std::ranges::find(all, one) != all.end(); });
}

}  // namespace

Coder::Content Coder::content_at(Id<Token> token, bool clause) const {
  if (const std::uint32_t act = act_of_[token.value]; act != none && !acts_[act].consumed)
    return {token, act, clause};
  if (!clause) {
    const Id<Token> below = counted(reading_, token);
    const std::uint32_t act = act_of_[below.value];
    return {token, act != none && !acts_[act].consumed ? act : none, false};
  }
  // An unknown verb may have an act for its object: "agreed to work on a ceasefire".
  for (const Id<Token> child : reading_.text.children(token)) {
    const Relation relation = reading_.base_relation(child);
    if (relation != Relation::obj && relation != Relation::xcomp && relation != Relation::obl)
      continue;
    const std::uint32_t act = act_of_[child.value];
    if (act != none && !acts_[act].consumed) return {token, act, true, true};
  }
  return {token, none, true};
}

Coder::Content Coder::clause_content(Id<Token> token, bool purposes) const {
  Id<Token> found;
  for (const Id<Token> child : reading_.text.children(token)) {
    const Relation relation = reading_.relation(child);
    const Id<Token> mark = reading_.text.child(child, Relation::mark);
    const bool second_that =
        relation == Relation::conj && mark && reading_.text.form(mark) == "that";
    const bool infinitive_or_that =
        relation == Relation::xcomp || relation == Relation::ccomp || second_that;
    const bool below_noun = relation == Relation::acl && !reading_.verbal(token);
    if (infinitive_or_that || below_noun) {
      const bool predicate = relation == Relation::xcomp && !reading_.verbal(child) && !mark &&
                             reading_.text.child(child, Relation::cop).none();
      if (predicate) continue;  // "called it a milestone", "called the clash an attack"
      const Content content = content_at(child, true);
      if (content.act != none) return content;
      if (!found) found = child;
      for (const Id<Token> other : reading_.text.children(child)) {
        if (reading_.relation(other) != Relation::conj || !reading_.verbal(other)) continue;
        const Content second = content_at(other, true);
        if (second.act != none) return second;
      }
    }
  }
  if (!found && purposes)
    for (const Id<Token> child : reading_.text.children(token)) {
      const Relation relation = reading_.base_relation(child);
      if (relation != Relation::advcl && relation != Relation::parataxis) continue;
      const Content content = content_at(child, true);
      const bool with_to = modality_of(reading_, child).infinitive ||
                           reading_.text.feature(child, "VerbForm") == "Inf";
      if (content.act != none && (with_to || relation == Relation::parataxis)) return content;
      if (with_to) found = child;
    }
  if (!found) return {};
  return {found, none, true};
}

Coder::Content Coder::content_of(Id<Token> token, const OperatorSense& sense,
                                 const Clause& clause) const {
  Content first;
  for (const ContentSeat& seat : sense.contents) {
    Content found;
    switch (seat.kind) {
      case ContentKind::clause:
        found = clause_content(token, !sense.light);
        break;
      case ContentKind::object:
        if (clause.object) found = content_at(clause.object, false);
        break;
      case ContentKind::subject:
        if (clause.subject) found = content_at(clause.subject, false);
        break;
      case ContentKind::head:
        break;
      case ContentKind::preposition:
        for (const Oblique& oblique : clause.obliques)
          if (oblique.preposition == seat.preposition) {
            const Content here = content_at(oblique.token, reading_.verbal(oblique.token));
            if (found.token.none() || (found.act == none && here.act != none)) found = here;
          }
        break;
    }
    if (found.act != none) return found;
    if (!first.token) first = found;
  }
  return first;
}

std::uint16_t Coder::conditions_of(const Content& content,
                                   const std::vector<Id<Entity>>& doers) const {
  std::uint16_t conditions = doers.empty() ? 0 : if_actor;
  const Modality modality = content.clause ? modality_of(reading_, content.token) : Modality{};
  if (modality.future) conditions |= if_future;
  if (modality.negated) conditions |= if_negated;
  if (modality.obligation) conditions |= if_obligation;
  if (!modality.future && !modality.negated && !modality.obligation) conditions |= if_plain;
  std::vector<Id<Entity>> content_doers;
  if (content.act != none)
    content_doers = acts_[content.act].source;
  else if (content.clause)
    content_doers = actors_of(reading_, clause_of(reading_, content.token).subject);
  if (content_doers.empty()) conditions |= if_sourceless;
  bool self = subset(content_doers, doers);
  if (content_doers.empty() && content.clause) {  // a noun nobody knows is somebody else
    const Id<Token> subject = clause_of(reading_, content.token).subject;
    self = subject.none() ||
           (reading_.tag(subject) == Tag::PRON && reading_.text.form(subject) != "it");
  }
  conditions |= self ? if_self : if_other;
  return conditions;
}

const Composition* Coder::composition_of(std::uint16_t op, const Content& content,
                                         std::uint16_t conditions) const {
  const Lexicon& lexicon = reading_.lexicon;
  const ClassId event = content.act == none ? no_class : acts_[content.act].event;
  const ClassId type = event == no_class ? no_class : lexicon.ontology.base_of(event);
  const Lexicon::Range rules = lexicon.compositions_of(op);
  for (std::uint32_t i = rules.begin; i < rules.end; ++i) {
    const Composition& rule = lexicon.compositions[i];
    if ((rule.conditions & conditions) != rule.conditions) continue;
    if (rule.content == Composition::Content::unknown && event != no_class) continue;
    if (rule.content == Composition::Content::act && event == no_class) continue;
    if (rule.type != no_class && rule.type != type) continue;
    if (rule.mode != no_class && rule.mode != event) continue;
    return &rule;
  }
  return nullptr;
}

/// What stands inside a promise, a demand or a denial has not been told as a fact. Relative clauses
/// and finite adverbial ones have.
void Coder::consume_below(const Content& content) {
  if (content.act != none) acts_[content.act].consumed = true;
  if (!content.token) return;
  std::vector<Id<Token>> open = {content.token};
  constexpr std::size_t most = 256;  // words of one clause; keeps nested operators linear
  for (std::size_t at = 0; at < open.size() && at < most; ++at) {
    const Id<Token> token = open[at];
    if (act_of_[token.value] != none) acts_[act_of_[token.value]].consumed = true;
    for (const Id<Token> child : reading_.text.children(token)) {
      const Relation relation = reading_.relation(child);
      const bool told =
          relation == Relation::acl_relcl ||
          (relation == Relation::acl && reading_.text.feature(child, "Tense") == "Past");
      if (told) continue;
      if (relation == Relation::advcl && !modality_of(reading_, child).infinitive) continue;
      open.push_back(child);
    }
  }
}

void Coder::keep(Id<Token> token, const OperatorSense& sense, const Composition& rule,
                 const Content& content, const Clause& clause) {
  Act& act = acts_[content.act];
  act_of_[token.value] = content.act;
  act.rules.push_back(rule.rule);
  act.alone = true;
  act.weight *= rule.weight;
  if (!rule.content_source) {
    std::vector<Id<Entity>> doers = actors_of(reading_, clause.subject);
    if (!doers.empty()) {
      std::erase_if(act.target, [&](Id<Entity> one) { return subset({one}, doers); });
      act.source = std::move(doers);
    }
  }
  if (reading_.tag(token) != Tag::NOUN || !act.verbal) {
    act.modality = modality_of(reading_, token);
    act.anchor = token;
    act.verbal |= reading_.verbal(token);
  }
  act.doer_told |= clause.subject || clause.passive;
  act.parts.push_back(token);
  if (!rule.cameo.empty()) act.cameo = rule.cameo;
  if (rule.status) {
    act.status_set = true;
    act.status = act.modality.negated ? EventStatus::did_not_happen : *rule.status;
  }
  if (act.target.empty()) {
    std::vector<Id<Entity>> found =
        at_seats(rule.target, token, clause, content, sense.addressee, act.source);
    acts_[content.act].target = std::move(found);
  }
  if (acts_[content.act].target.empty() && !content.clause) {
    const auto [begin, end] =
        reading_.lexicon.nouns_of(reading_.word(counted(reading_, content.token)));
    if (begin != end)
      acts_[content.act].target = at_seats(reading_.lexicon.nouns[begin].coding.target, token,
                                           clause, {}, {}, acts_[content.act].source);
  }
}

bool Coder::compose(Id<Token> token, const OperatorSense& sense, const Composition& rule,
                    const Content& content, const Clause& clause) {
  Act act;
  act.event = rule.event;
  act.trigger = act.anchor = token;
  act.modality = modality_of(reading_, token);
  act.verbal = reading_.verbal(token);
  act.weight = rule.weight;
  act.rules = {sense.rule, rule.rule};
  if (rule.status) {
    act.status = *rule.status;
    act.status_set = true;
  }
  act.alone = rule.alone;
  act.cameo = rule.cameo;
  act.doer_told = clause.subject || clause.passive;
  if (rule.content_source)
    act.source = at_seat({SeatKind::content_source, {}}, token, clause, content, {}, {});
  else if (!rule.nobody)
    act.source = actors_of(reading_, clause.subject);
  if (act.source.empty() && !rule.nobody && !reading_.verbal(token))
    act.source = owners_of(reading_, token);
  act.target = at_seats(rule.target, token, clause, content, sense.addressee, act.source);
  const bool bare_object =  // "rejects noise": nothing that anybody does, and to nobody
      rule.content == Composition::Content::unknown && !content.clause;
  if (bare_object && act.target.empty()) return false;
  if (content.act != none) {
    const Act& part = acts_[content.act];
    act.rules.insert(act.rules.end(), part.rules.begin(), part.rules.end());
    act.contexts = part.contexts;
    act.parts = {part.trigger};
  }
  if (rule.undone && content.act != none && !content.deep) {
    act.undone = acts_[content.act].event;
    act.undone_target = acts_[content.act].target;
  } else if (rule.undone && keeps_order(clause.subject)) {
    act.undone = reading_.lexicon.inaction;
  }
  consume_below(content);
  add(std::move(act), token);
  return true;
}

/// True where verbs.tsv knows this verb with an object tested so: that says more than an operator
/// over something unknown, or than a verb that only carries its object.
bool Coder::coded(Id<Token> verb, const Clause& clause, NounTest::Kind object, bool light) const {
  if (!reading_.verbal(verb) || !clause.object) return false;
  // "launched a scathing attack": the noun itself is more particular than its verb
  const std::uint32_t carried = act_of_[counted(reading_, clause.object).value];
  if (light && carried != none && acts_[carried].particular) return false;
  const auto [begin, end] = reading_.lexicon.verbs_of(reading_.word(verb));
  for (std::uint32_t i = begin; i < end; ++i) {
    const VerbSense& sense = reading_.lexicon.verbs[i];
    if (sense.object.kind == object && sense.coding.event != no_class && fits(sense, verb, clause))
      return true;
  }
  return false;
}

/// "called Gondor to thank it": an operator that is followed by on, to ... before the one who is
/// asked asks nobody where a person is its plain object.
bool Coder::plain_object(const OperatorSense& sense, const Clause& clause) const {
  if (!clause.object || clause.passive || sense.addressee.empty()) return false;
  for (const Seat& seat : sense.addressee)
    if (seat.kind != SeatKind::preposition) return false;
  for (const ContentSeat& seat : sense.contents)
    if (seat.kind == ContentKind::object) return false;
  for (const Oblique& oblique : clause.obliques)
    for (const Seat& seat : sense.addressee)
      if (oblique.preposition == seat.preposition && !actors_of(reading_, oblique.token).empty())
        return false;
  return !actors_of(reading_, clause.object).empty();
}

/// True where the tables say that this word names no act: "declined to comment", "rejected claims".
bool Coder::no_act(const Content& content) const {
  if (!content.token) return false;
  const Word word = reading_.word(content.token);
  const Lexicon& lexicon = reading_.lexicon;
  if (content.clause) {
    const Lexicon::Range verbs = lexicon.verbs_of(word);
    for (std::uint32_t i = verbs.begin; i < verbs.end; ++i)
      if (fits(lexicon.verbs[i], content.token, clause_of(reading_, content.token)))
        return lexicon.verbs[i].coding.event == no_class;
    return false;
  }
  const Lexicon::Range nouns = lexicon.nouns_of(word);
  return nouns.begin != nouns.end && lexicon.nouns[nouns.end - 1].modifiers.empty() &&
         lexicon.nouns[nouns.end - 1].coding.event == no_class;
}

/// "was able", "has had": the tense of a copula or auxiliary.
bool Coder::told_past(Id<Token> token) const {
  for (const Id<Token> child : reading_.text.children(token)) {
    const Relation relation = reading_.base_relation(child);
    if ((relation == Relation::cop || relation == Relation::aux) &&
        (reading_.text.feature(child, "Tense") == "Past" || reading_.text.lemma(child) == "have"))
      return true;
  }
  return false;
}

bool Coder::code_operator(Id<Token> token, const OperatorSense& sense, bool over_act) {
  Clause clause;
  if (reading_.verbal(token) || reading_.text.child(token, Relation::cop)) {
    clause = clause_of(reading_, token);
  } else if (reading_.tag(token) == Tag::ADJ) {
    if (reading_.base_relation(token) == Relation::amod) return false;
    clause = clause_of(reading_, token);
  } else {
    clause.obliques = obliques_of(reading_, token);
  }
  const Content content = content_of(token, sense, clause);
  if ((content.act != none) != over_act) return false;
  using Kind = NounTest::Kind;
  const bool object_known = coded(token, clause, Kind::listed, sense.light);
  if ((content.act == none || sense.light) && object_known) return false;
  if (object_known && !content.clause) return false;
  if (sense.light && content.token != clause.object && coded(token, clause, Kind::actor, true))
    return false;
  if (plain_object(sense, clause)) return false;
  if (content.act == none && (sense.light || no_act(content))) return false;
  if (content.token.none() && sense.addressee.empty()) return false;
  std::vector<Id<Entity>> doers = actors_of(reading_, clause.subject);
  if (doers.empty() && !reading_.verbal(token)) doers = owners_of(reading_, token);
  if (content.token.none() && at_seats(sense.addressee, token, clause, {}, {}, doers).empty())
    return false;
  std::uint16_t conditions = conditions_of(content, doers);
  if (content.clause) conditions |= if_clause;
  if (reading_.text.feature(token, "Tense") == "Past" || told_past(token)) conditions |= if_past;
  const Composition* rule = composition_of(sense.op, content, conditions);
  if (rule == nullptr) return false;
  switch (rule->result) {
    case Composition::Result::drop:
      consume_below(content);
      break;
    case Composition::Result::keep:
      if (content.act == none || content.deep) return false;
      keep(token, sense, *rule, content, clause);
      break;
    case Composition::Result::code:
      return compose(token, sense, *rule, content, clause);
  }
  return true;
}

}  // namespace sitrep::coding
