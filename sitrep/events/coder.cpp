#include "sitrep/events/coder.h"

#include <algorithm>

namespace sitrep::coding {

namespace {

bool has(const std::vector<Word>& sorted, Word word) {
  return word && std::ranges::binary_search(sorted, word);
}

}  // namespace

std::vector<Act> Coder::code(const Sentence& sentence) {
  acts_.clear();
  std::vector<Id<Token>> order;  // heads before dependents
  for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
    const Id<Token> head = reading_.text[Id<Token>{i}].head;
    if (head.none() || head < sentence.first || head >= sentence.end) order.push_back({i});
  }
  for (std::size_t at = 0; at < order.size(); ++at)
    for (const Id<Token> child : reading_.text.children(order[at])) order.push_back(child);
  for (auto at = order.rbegin(); at != order.rend(); ++at) code_token(*at);
  for (std::uint32_t i = 0; i < acts_.size(); ++i)
    if (!acts_[i].consumed) swallow(i);
  for (Act& act : acts_)
    if (!act.consumed) settle(act);
  return std::move(acts_);
}

std::uint32_t Coder::add(Act act, Id<Token> token) {
  acts_.push_back(std::move(act));
  act_of_[token.value] = static_cast<std::uint32_t>(acts_.size() - 1);
  return act_of_[token.value];
}

void Coder::code_token(Id<Token> token) {
  const Word word = reading_.word(token);
  if (!word) return;
  const Relation relation = reading_.base_relation(token);
  if (relation == Relation::aux || relation == Relation::cop || relation == Relation::case_ ||
      relation == Relation::mark)
    return;
  const Lexicon& lexicon = reading_.lexicon;
  const Lexicon::Range operators = lexicon.operators_of(word);
  if (operators.begin != operators.end) {
    const Word particle = particle_of(token);
    const bool phrasal =
        !reading_.text.child(token, Relation::compound_prt).none() && reading_.verbal(token);
    // a sense that stands over an act says more than one over something unknown
    for (const bool over_act : {true, false})
      for (std::uint32_t i = operators.begin; i < operators.end; ++i) {
        const OperatorSense& sense = lexicon.operators[i];
        if (sense.particle ? sense.particle != particle : phrasal) continue;
        if (sense.light && !over_act) continue;
        if (code_operator(token, sense, over_act)) return;
      }
  }
  if (reading_.verbal(token) || reading_.tag(token) == Tag::ADJ) code_verb(token);
  if (act_of_[token.value] == none && reading_.tag(token) != Tag::AUX && !misread_adjective(token))
    code_noun(token);
}

Word Coder::particle_of(Id<Token> verb) const {
  const Id<Token> particle = reading_.text.child(verb, Relation::compound_prt);
  if (particle && reading_.relation(particle) == Relation::compound_prt)
    return reading_.word(particle);
  for (const Id<Token> child : reading_.text.children(verb)) {
    if (child.value != verb.value + 1) continue;
    const Relation relation = reading_.base_relation(child);
    if (relation == Relation::advmod || relation == Relation::case_) return reading_.word(child);
  }
  // "stood by as mobs attacked": the parser hangs the particle on the clause that follows
  const Id<Token> next{verb.value + 1};
  if (next.value + 1 < reading_.text.tokens.size() && reading_.tag(next) == Tag::ADP &&
      reading_.base_relation(next) == Relation::mark &&
      reading_.base_relation({next.value + 1}) == Relation::mark)
    return reading_.word(next);
  const Clause clause = clause_of(reading_, verb);  // "called off their strike"
  if (clause.object && next.value < reading_.text.tokens.size() &&
      reading_.base_relation(next) == Relation::case_ && reading_.text[next].head == clause.object)
    return reading_.word(next);
  return {};
}

bool Coder::fits(const NounTest& test, Id<Token> noun) const {
  switch (test.kind) {
    case NounTest::Kind::free:
      return true;
    case NounTest::Kind::absent:
      return noun.none();
    case NounTest::Kind::any:
      return !noun.none();
    case NounTest::Kind::actor:
      return !noun.none() && (!actors_of(reading_, noun).empty() ||
                              reading_.is(counted(reading_, noun), Lexicon::victim));
    case NounTest::Kind::listed:
      break;
  }
  if (noun.none()) return false;
  if (has(test.words, reading_.word(noun))) return true;
  if (!test.sectors.empty())
    for (const Id<Entity> actor : actors_of(reading_, noun))
      for (const std::string& sector : reading_.names[actor].sectors)
        if (std::ranges::find(test.sectors, sector) != test.sectors.end()) return true;
  const Id<Token> head = counted(reading_, noun);
  if (has(test.words, reading_.word(head))) return true;
  for (const Id<Token> child : reading_.text.children(head)) {
    const Relation relation = reading_.base_relation(child);
    if ((relation == Relation::compound || relation == Relation::amod ||
         relation == Relation::conj) &&
        has(test.words, reading_.word(child)))
      return true;
  }
  return false;
}

bool Coder::fits(const VerbSense& sense, Id<Token> verb, const Clause& clause) const {
  if (sense.particle) {
    if (sense.particle != particle_of(verb)) return false;
  } else if (reading_.verbal(verb) && reading_.text.child(verb, Relation::compound_prt)) {
    return false;  // "set up" is not "set"
  }
  if (sense.object.kind == NounTest::Kind::absent && reading_.text.child(verb, Relation::ccomp))
    return false;  // "demonstrated that ..."
  return fits(sense.object, clause.object) && fits(sense.subject, clause.subject) &&
         fits(sense.with, verb, clause);
}

bool Coder::fits(const PhraseTest& test, Id<Token> head, const Clause& clause) const {
  if (!test.asks()) return true;
  const auto among = [&](const std::vector<Oblique>& obliques) {
    return std::ranges::any_of(obliques, [&](const Oblique& oblique) {
      return has(test.words, oblique.preposition) && fits(test.under, oblique.token);
    });
  };
  if (among(clause.obliques)) return true;
  if (clause.object && among(obliques_of(reading_, clause.object))) return true;
  if (!test.bare) return false;
  return std::ranges::any_of(reading_.text.children(head), [&](Id<Token> child) {
    const Relation relation = reading_.base_relation(child);  // "set free", "did not act"
    return relation != Relation::nsubj && relation != Relation::obj &&
           has(test.words, reading_.word(child));
  });
}

bool Coder::fits(const NounSense& sense, Id<Token> noun, const Clause& clause) const {
  if (!fits(sense.with, noun, clause)) return false;
  if (sense.modifiers.empty()) return true;
  return std::ranges::any_of(reading_.text.children(noun), [&](Id<Token> child) {
    return child < noun && has(sense.modifiers, reading_.word(child));
  });
}

/// "between the head of the service, General X, and Y": the parser may hang Y on any word of X.
std::vector<Id<Entity>> Coder::other_side(Id<Token> phrase) const {
  std::vector<Id<Token>> open = {phrase};
  for (std::size_t i = 0; i < open.size() && i < 16; ++i)
    for (const Id<Token> child : reading_.text.children(open[i])) {
      if (reading_.relation(child) == Relation::conj && reading_.nominal(child))
        return actors_of(reading_, child);
      open.push_back(child);
    }
  return {};
}

std::vector<Id<Entity>> Coder::at_seat(const Seat& seat, Id<Token> token, const Clause& clause,
                                       const Content& content, const std::vector<Seat>& addressee,
                                       const std::vector<Id<Entity>>& except) const {
  switch (seat.kind) {
    case SeatKind::subject:
      return actors_of(reading_, clause.subject);
    case SeatKind::object:
      return actors_of(reading_, clause.object);
    case SeatKind::indirect:
      return actors_of(reading_, clause.indirect);
    case SeatKind::owner:
      return owners_of(reading_, token);
    case SeatKind::nobody:
      return {};
    case SeatKind::addressee:
      return at_seats(addressee, token, clause, content, {}, except);
    case SeatKind::content_source:
      if (content.act != none && !content.deep) return acts_[content.act].source;
      if (content.clause) return actors_of(reading_, clause_of(reading_, content.token).subject);
      return content.token ? owners_of(reading_, content.token) : std::vector<Id<Entity>>{};
    case SeatKind::content_target:
      if (content.act != none) return acts_[content.act].target;
      if (content.clause) return actors_of(reading_, clause_of(reading_, content.token).object);
      return {};
    case SeatKind::anyone: {
      if (!content.token) return anyone_below(reading_, token, clause.subject, except);
      std::vector<Id<Entity>> others = except;  // "X may close it, warned Y": X is not threatened
      if (content.act != none) add_actors(others, acts_[content.act].source);
      return anyone_below(reading_, content.token, clause.subject, others);
    }
    case SeatKind::preposition:
      break;
  }
  const auto among = [&](const std::vector<Oblique>& obliques) -> Id<Token> {
    for (const Oblique& oblique : obliques)
      if (oblique.preposition == seat.preposition && reading_.nominal(oblique.token))
        return oblique.token;
    return {};
  };
  if (const Id<Token> here = among(clause.obliques)) {
    std::vector<Id<Entity>> found = actors_of(reading_, here);
    if (seat.preposition == reading_.between && found.size() < 2)
      add_actors(found, other_side(here));
    return found;
  }
  if (clause.object)  // "imposed sanctions on Iran": the parser may hang Iran on either word
    if (const Id<Token> there = among(obliques_of(reading_, clause.object)))
      return actors_of(reading_, there);
  return {};
}

std::vector<Id<Entity>> Coder::at_seats(const std::vector<Seat>& seats, Id<Token> token,
                                        const Clause& clause, const Content& content,
                                        const std::vector<Seat>& addressee,
                                        const std::vector<Id<Entity>>& except) const {
  for (const Seat& seat : seats) {
    std::vector<Id<Entity>> found = at_seat(seat, token, clause, content, addressee, except);
    std::erase_if(found,
                  [&](Id<Entity> one) { return std::ranges::find(except, one) != except.end(); });
    if (!found.empty()) return found;
  }
  return {};
}

void Coder::refine(Act& act, Word word) const {
  if (act.event == no_class || !word) return;
  const ClassId base = reading_.lexicon.ontology.base_of(act.event);
  if (act.event != base) return;
  if (const Instrument* means = reading_.lexicon.instrument(word, base)) {
    act.event = means->event;
    act.cameo.clear();  // that of the mode says more
  }
}

void Coder::absorb(Act& act, std::uint32_t other) {
  Act& part = acts_[other];
  const Ontology& ontology = reading_.lexicon.ontology;
  if (act.source.empty()) act.source = part.source;
  if (act.event == ontology.base_of(act.event)) {
    if (act.event != part.event || !part.cameo.empty()) act.cameo = part.cameo;
    act.event = part.event;
  }
  act.alone = true;
  act.parts.push_back(part.trigger);
  act.rules.insert(act.rules.end(), part.rules.begin(), part.rules.end());
  part.consumed = true;
}

/// "killed in an air strike by X", "a car bomb killed 3", "killed when police fired": the means
/// give the mode, and the doer where the verb names none.
void Coder::take_means(Act& act, const Clause& clause) {
  const Ontology& ontology = reading_.lexicon.ontology;
  const auto same = [&](std::uint32_t other) {
    return other != none && act.event != no_class && !acts_[other].consumed &&
           acts_[other].event != no_class &&
           ontology.base_of(acts_[other].event) == ontology.base_of(act.event);
  };
  const auto look = [&](Id<Token> noun, bool doer) {
    const Id<Token> head = counted(reading_, noun);
    if (doer && reading_.is(head, Lexicon::weapon)) act.source = owners_of(reading_, head);
    if (const std::uint32_t other = act_of_[head.value]; same(other)) {
      if (doer) act.source.clear();
      absorb(act, other);
    }
    refine(act, reading_.word(head));
    for (const Id<Token> child : reading_.text.children(head))
      if (reading_.base_relation(child) == Relation::compound ||
          reading_.base_relation(child) == Relation::amod)
        refine(act, reading_.word(child));
  };
  if (clause.subject) look(clause.subject, true);
  const bool own_subject = clause.subject && clause.subject.value + 8 > act.trigger.value &&
                           reading_.text[clause.subject].head == act.trigger;
  const Id<Sentence> sentence = reading_.text.sentence_of(act.trigger);
  const Id<Token> first = reading_.text.sentences[sentence.value].first;
  for (std::uint32_t back = 1; !own_subject && !clause.passive && back <= 3; ++back) {
    if (act.trigger.value < first.value + back) break;
    const std::uint32_t other = act_of_[act.trigger.value - back];
    if (!same(other) || acts_[other].verbal || acts_[other].source.empty()) continue;
    act.source.clear();  // "... after air strikes mistakenly killed 24", read without its subject
    absorb(act, other);
    break;
  }
  for (const Oblique& oblique : clause.obliques)
    if (reading_.nominal(oblique.token) || act_of_[oblique.token.value] != none)
      look(oblique.token, false);
  for (const Id<Token> child : reading_.text.children(act.trigger)) {
    const std::uint32_t other = act_of_[child.value];
    if (reading_.base_relation(child) != Relation::advcl || !same(other)) continue;
    if (!doer_before(child).empty())
      absorb(act, other);
    else if (act.source.empty())
      act.source = acts_[other].source;
  }
}

/// "killed in police firing", where the parser takes police and firing apart.
std::vector<Id<Entity>> Coder::doer_before(Id<Token> gerund) const {
  if (gerund.value == 0 || !reading_.text.form(gerund).ends_with("ing")) return {};
  const Id<Token> before{gerund.value - 1};
  if (reading_.tag(before) != Tag::NOUN) return {};
  const Id<Entity> own = reading_.names.entity_of(before);
  return own ? std::vector<Id<Entity>>{own} : std::vector<Id<Entity>>{};
}

/// "on rioting mobs": the parser takes what mobs are doing for what is done.
bool Coder::misread_adjective(Id<Token> verb) const {
  if (reading_.base_relation(verb) != Relation::advcl) return false;
  for (const Id<Token> child : reading_.text.children(verb)) {
    const std::string_view form = reading_.text.form(child);
    if (reading_.base_relation(child) == Relation::mark &&
        (form == "on" || form == "at" || form == "against"))
      return true;
  }
  return false;
}

void Coder::code_verb(Id<Token> token) {
  if (misread_adjective(token)) return;
  const Lexicon& lexicon = reading_.lexicon;
  const Lexicon::Range senses = lexicon.verbs_of(reading_.word(token));
  if (senses.begin == senses.end) return;
  const Clause clause = clause_of(reading_, token);
  for (std::uint32_t i = senses.begin; i < senses.end; ++i) {
    const VerbSense& sense = lexicon.verbs[i];
    if (!fits(sense, token, clause)) continue;
    if (sense.coding.event == no_class) return;
    Act act;
    act.event = sense.coding.event;
    act.trigger = act.anchor = token;
    act.modality = modality_of(reading_, token);
    act.contexts = sense.coding.contexts;
    act.cameo = sense.coding.cameo;
    act.weight = sense.coding.weight;
    act.rules = {sense.coding.rule};
    act.verbal = true;
    act.alone = sense.coding.alone;
    if (sense.coding.status) {
      act.status_set = true;
      act.status = *sense.coding.status;
    }
    act.doer_told = clause.subject || clause.passive;
    act.source = at_seats(sense.coding.source, token, clause, {}, {}, {});
    if (act.source.empty()) act.source = doer_before(token);
    take_means(act, clause);
    act.target = at_seats(sense.coding.target, token, clause, {}, {}, act.source);
    if (sense.coding.undone && keeps_order(clause.subject)) act.undone = lexicon.inaction;
    if (sense.object.kind == NounTest::Kind::listed) carry(act, clause.object);
    add(std::move(act), token);
    return;
  }
}

/// "suspended talks with X": the noun that a row asks for is part of the verb's act. Only what is
/// condemned or investigated has happened beside that.
void Coder::carry(Act& act, Id<Token> object) {
  const Ontology& ontology = reading_.lexicon.ontology;
  const std::uint32_t other = act_of_[counted(reading_, object).value];
  if (other == none || acts_[other].consumed || acts_[other].verbal) return;
  if (act.event != no_class && ontology[act.event].type == "ACCUSE") return;
  if (act.target.empty() && acts_[other].target != act.source) act.target = acts_[other].target;
  act.parts.push_back(acts_[other].trigger);
  acts_[other].consumed = true;
}

/// True for those who are there to keep the peace: what they leave undone matters.
bool Coder::keeps_order(Id<Token> subject) const {
  if (!subject) return false;
  if (reading_.is(counted(reading_, subject), Lexicon::guardian)) return true;
  return std::ranges::any_of(actors_of(reading_, subject), [&](Id<Entity> one) {
    const auto& sectors = reading_.names[one].sectors;
    return std::ranges::find(sectors, "COP") != sectors.end() ||
           std::ranges::find(sectors, "MIL") != sectors.end();
  });
}

void Coder::code_noun(Id<Token> token) {
  const Lexicon& lexicon = reading_.lexicon;
  const bool gerund = reading_.verbal(token);  // "killed in police firing", read as a verb
  const Lexicon::Range senses =
      lexicon.nouns_of(gerund ? reading_.form(token) : reading_.word(token));
  if (senses.begin == senses.end) return;
  Clause clause;
  clause.obliques = obliques_of(reading_, token);
  for (std::uint32_t i = senses.begin; i < senses.end; ++i) {
    const NounSense& sense = lexicon.nouns[i];
    if (!fits(sense, token, clause)) continue;
    if (sense.coding.event == no_class) return;
    Act act;
    act.event = sense.coding.event;
    act.trigger = act.anchor = token;
    act.contexts = sense.coding.contexts;
    act.cameo = sense.coding.cameo;
    act.weight = sense.coding.weight;
    act.alone = sense.coding.alone;
    if (sense.coding.status) {
      act.status_set = true;
      act.status = *sense.coding.status;
    }
    act.particular = !sense.modifiers.empty() || sense.with.asks();
    act.rules = {sense.coding.rule};
    act.modality = modality_of_noun(reading_, token);
    act.source = at_seats(sense.coding.source, token, clause, {}, {}, {});
    if (gerund && act.source.empty())
      act.source = actors_of(reading_, clause_of(reading_, token).subject);
    if (gerund && act.source.empty()) act.source = doer_before(token);
    act.target = at_seats(sense.coding.target, token, clause, {}, {}, act.source);
    for (const Oblique& oblique : clause.obliques)
      for (const Seat& seat : sense.coding.target)
        act.target_told |=
            seat.kind == SeatKind::preposition && seat.preposition == oblique.preposition;
    for (const Id<Token> child : reading_.text.children(token))
      if (child < token) refine(act, reading_.word(child));
    apply_adjectives(token, add(std::move(act), token));
    return;
  }
}

/// "planned talks", "a possible attack": operators before the noun.
void Coder::apply_adjectives(Id<Token> noun, std::uint32_t at) {
  const Lexicon& lexicon = reading_.lexicon;
  for (const Id<Token> child : reading_.text.children(noun)) {
    if (child > noun || reading_.base_relation(child) != Relation::amod) continue;
    const Lexicon::Range senses = lexicon.operators_of(reading_.word(child));
    for (std::uint32_t i = senses.begin; i < senses.end; ++i) {
      const OperatorSense& sense = lexicon.operators[i];
      if (sense.contents.empty() || sense.contents[0].kind != ContentKind::head) continue;
      const Content content{noun, at, false};
      const Composition* rule = composition_of(sense.op, content, if_plain);
      if (rule == nullptr || rule->result == Composition::Result::code) continue;
      Act& act = acts_[at];
      if (rule->result == Composition::Result::drop) act.consumed = true;
      if (rule->status) {
        act.status = *rule->status;
        act.status_set = true;
      }
      act.rules.push_back(rule->rule);
    }
  }
}

/// What a protest demands or a complaint is summoned for is its topic, not a second event; who is
/// meant by it is the target.
void Coder::swallow(std::uint32_t at) {
  const Ontology& ontology = reading_.lexicon.ontology;
  if (acts_[at].event == no_class) return;
  const std::string& type = ontology[acts_[at].event].type;
  Id<Token> token = acts_[at].trigger;
  for (int step = 0; step < 4; ++step) {
    const Relation relation = reading_.relation(token);
    token = reading_.text[token].head;
    const bool topic = relation == Relation::advcl || relation == Relation::xcomp ||
                       relation == Relation::acl || relation == Relation::nmod ||
                       relation == Relation::obl || relation == Relation::conj;
    if (!token || !topic) return;
    const std::uint32_t over = act_of_[token.value];
    if (over == none || over == at || acts_[over].consumed || acts_[over].event == no_class)
      continue;
    Act& whole = acts_[over];
    if (std::ranges::find(ontology[ontology.base_of(whole.event)].swallows, type) ==
        ontology[ontology.base_of(whole.event)].swallows.end())
      continue;
    if (relation == Relation::conj) return;
    if (whole.target.empty()) whole.target = acts_[at].target;
    whole.parts.push_back(acts_[at].trigger);
    acts_[at].consumed = true;
    return;
  }
}

void Coder::settle(Act& act) {
  if (act.event == no_class) return;
  if (act.modality.open) act.consumed = true;
  if (!act.status_set) act.status = status_of(act.modality);
}

}  // namespace sitrep::coding
