#include <algorithm>
#include <array>

#include "sitrep/events/reading.h"

namespace sitrep::coding {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return out;
}

/// A past participle behind its noun, also one that the tagger took for a past tense: "the man
/// charged with arson".
bool participle(const Reading& reading, Id<Token> verb) {
  if (reading.text.feature(verb, "Tense") != "Past") return false;
  if (reading.text.feature(verb, "VerbForm") == "Part") return true;
  return reading.text[verb].head.value + 1 == verb.value &&
         reading.text.child(verb, Relation::obl) && !reading.text.child(verb, Relation::obj);
}

bool relative(const Reading& reading, Id<Token> token) {
  const std::string_view form = reading.text.form(token);
  return form == "who" || form == "which" || form == "that" || form == "whom";
}

/// A relative clause's antecedent stands for its pronoun.
Id<Token> antecedent(const Reading& reading, Id<Token> token, Id<Token> verb) {
  for (int step = 0; step < tree_steps && verb; ++step) {
    const Relation relation = reading.relation(verb);
    if (relation == Relation::acl_relcl)
      return relative(reading, token) ? reading.text[verb].head : token;
    if (relation != Relation::conj && relation != Relation::xcomp) break;
    verb = reading.text[verb].head;
  }
  return token;
}

void read_dependents(const Reading& reading, Id<Token> verb, Clause& clause) {
  Id<Token> before;  // an object before its verb: the subject of a misread clause, or a relative
  for (const Id<Token> child : reading.text.children(verb)) {
    switch (reading.relation(child)) {
      case Relation::nsubj:
      case Relation::nsubj_outer:
      case Relation::csubj:
        clause.subject = child;
        break;
      case Relation::nsubj_pass:
        clause.object = child;
        clause.passive = true;
        break;
      case Relation::aux_pass:
        clause.passive = true;
        break;
      case Relation::obj:
        if (child < verb && !clause.subject && reading.text.child(verb, Relation::obj) == child &&
            !clause.passive)
          before = child;
        else if (!clause.object || !clause.passive)
          clause.object = child;
        break;
      case Relation::iobj:
        clause.indirect = child;
        break;
      case Relation::obl_agent:
        clause.subject = child;
        clause.passive = true;
        break;
      default:
        break;
    }
  }
  if (!before) return;
  if (clause.object && !clause.subject && !clause.passive && reading.nominal(before))
    clause.subject = before;
  else if (!clause.object)
    clause.object = before;
}

/// In a passive, "by" names the doer, whatever the parser called it.
void take_agent(const Reading& reading, Clause& clause) {
  if (!clause.passive || clause.subject) return;
  for (const Oblique& oblique : clause.obliques)
    if (oblique.preposition == reading.by) {
      clause.subject = oblique.token;
      return;
    }
}

/// "firing" in "killed in police firing", whatever the parser makes of it.
bool noun_of_deed(const Reading& reading, Id<Token> verb) {
  if (!reading.text.form(verb).ends_with("ing") || verb.value == 0) return false;
  const Tag before = reading.tag({verb.value - 1});
  return before == Tag::NOUN || before == Tag::ADP;
}

/// The subject of a verb that has none, from the clause above.
void inherit_subject(const Reading& reading, Id<Token> verb, Clause& clause) {
  Id<Token> at = verb;
  for (int step = 0; step < tree_steps; ++step) {
    const Id<Token> head = reading.text[at].head;
    if (!head) return;
    const Relation relation = reading.base_relation(at);
    if (relation == Relation::acl) {
      const bool gap_is_object = reading.relation(at) == Relation::acl && participle(reading, at);
      if (gap_is_object && at == verb) {
        clause.passive = true;
        if (!clause.object) clause.object = head;
        take_agent(reading, clause);
      } else if (!clause.subject || relative(reading, clause.subject)) {
        if (!clause.passive) clause.subject = head;
      } else if (!clause.object && reading.relation(at) == Relation::acl_relcl && at == verb) {
        clause.object = head;
      }
      return;
    }
    if (relation != Relation::conj && relation != Relation::xcomp && relation != Relation::advcl &&
        relation != Relation::ccomp && relation != Relation::parataxis)
      return;
    if ((relation == Relation::ccomp || relation == Relation::parataxis) &&
        reading.text.feature(verb, "VerbForm") == "Fin") {
      // "X, an activist, staged a strike, his lawyer said": X hangs on "said", beside the lawyer
      const Id<Token> first = reading.text.child(head, Relation::nsubj);
      if (at == verb && first && first < verb && verb < head && !clause.subject && !clause.passive)
        clause.subject = first;
      return;
    }
    Clause above;
    read_dependents(reading, head, above);
    above.obliques = obliques_of(reading, head);
    take_agent(reading, above);
    if (relation == Relation::advcl && above.passive && at == verb && noun_of_deed(reading, verb))
      return;  // "killed in police firing": those killed did not fire
    Id<Token> found = above.passive ? above.object : above.subject;
    // "urged NATO to stop", "ordered troops to withdraw": the object acts
    if (relation == Relation::xcomp && above.object && !above.passive) found = above.object;
    if (relation == Relation::conj && !above.passive && clause.passive && !clause.object)
      found = above.subject;
    if (found) {
      found = antecedent(reading, found, head);
      if (clause.passive) {
        if (!clause.object) clause.object = found;
      } else {
        clause.subject = found;
      }
      return;
    }
    at = head;
  }
}

/// "called off their strike", where the parser takes the particle for a preposition.
bool particle_before(const Reading& reading, Id<Token> verb) {
  constexpr std::array<std::string_view, 5> particles = {"off", "down", "up", "out", "back"};
  const std::string_view next = reading.text.form({verb.value + 1});
  return std::ranges::find(particles, next) != particles.end();
}

/// "released at least 19 people", "held around 200 people": no place or time, but the object,
/// however the parser hangs it.
Id<Token> misread_object(const Reading& reading, Id<Token> verb) {
  for (const Id<Token> child : reading.text.children(verb)) {
    if (reading.relation(child) == Relation::xcomp && reading.tag(child) == Tag::PROPN)
      return child;  // "called President X": a name is no predicate
    if (reading.relation(child) != Relation::obl || !reading.nominal(child)) continue;
    const Id<Token> mark = reading.text.child(child, Relation::case_);
    if (!mark && child > verb &&
        (reading.text.child(child, Relation::nummod) ||
         reading.text.child(verb, Relation::compound_prt)))
      return child;
    if (mark && mark.value == verb.value + 1 && particle_before(reading, verb)) return child;
    if (!mark || mark.value != verb.value + 1 || reading.text.form(mark) != "at") continue;
    const std::string_view next = reading.text.form({mark.value + 1});
    if (next == "least" || next == "most") return child;
  }
  return {};
}

/// What somebody is called stands like a phrase with "as": "called him a traitor".
void take_predicates(const Reading& reading, Id<Token> verb, Clause& clause) {
  if (!reading.as) return;
  for (const Id<Token> child : reading.text.children(verb))
    if (reading.relation(child) == Relation::xcomp && !reading.verbal(child))
      clause.obliques.push_back({reading.as, child});
  if (!clause.object) return;
  for (const Id<Token> child : reading.text.children(clause.object)) {
    const Relation relation = reading.base_relation(child);  // "held X responsible"
    if (child > clause.object && reading.tag(child) == Tag::ADJ &&
        (relation == Relation::acl || relation == Relation::amod))
      clause.obliques.push_back({reading.as, child});
  }
}

}  // namespace

Reading::Reading(const Page& page_, const Text& text_, const Names& names_, const Scene& scene_,
                 const Claims& claims_, const Lexicon& lexicon_)
    : page(page_), text(text_), names(names_), scene(scene_), claims(claims_), lexicon(lexicon_) {
  words.reserve(text.strings.size());
  for (std::uint32_t i = 0; i < text.strings.size(); ++i) {
    const std::string word = lower(text.strings.at({i}));
    words.push_back(lexicon.words.find(word));
    constexpr std::size_t shortest_plural = 6;  // names keep their plural as lemma: "Christians"
    if (!words.back() && word.size() >= shortest_plural && word.back() == 's')
      words.back() = lexicon.words.find(std::string_view(word).substr(0, word.size() - 1));
  }
  by = lexicon.words.find("by");
  of = lexicon.words.find("of");
  between = lexicon.words.find("between");
  not_ = lexicon.words.find("not");
  never = lexicon.words.find("never");
  no = lexicon.words.find("no");
  to = lexicon.words.find("to");
  in = lexicon.words.find("in");
  as = lexicon.words.find("as");
}

/// The preposition before a phrase; "of President X": also where it hangs on the title.
Word preposition_of(const Reading& reading, Id<Token> phrase) {
  for (const Id<Token> mark : reading.text.children(phrase)) {
    const Relation relation = reading.base_relation(mark);
    const bool gerund = reading.verbal(phrase) && reading.text.form(phrase).ends_with("ing");
    if (relation == Relation::case_ || (relation == Relation::mark && gerund))
      return reading.word(mark);
    if (relation == Relation::nmod && mark < phrase)
      if (const Id<Token> before = reading.text.child(mark, Relation::case_))
        if (before < mark && reading.text.form(before) != "'s") return reading.word(before);
  }
  return {};
}

std::vector<Oblique> obliques_of(const Reading& reading, Id<Token> head) {
  std::vector<Oblique> found;
  for (const Id<Token> child : reading.text.children(head)) {
    const Relation relation = reading.base_relation(child);
    if (relation != Relation::obl && relation != Relation::nmod && relation != Relation::advcl &&
        relation != Relation::acl)
      continue;
    if (reading.relation(child) == Relation::nmod_poss) continue;
    if (const Word preposition = preposition_of(reading, child))
      found.push_back({preposition, child});
  }
  return found;
}

Clause clause_of(const Reading& reading, Id<Token> verb) {
  Clause clause;
  read_dependents(reading, verb, clause);
  clause.obliques = obliques_of(reading, verb);
  take_predicates(reading, verb, clause);
  if (!clause.object && !clause.passive) clause.object = misread_object(reading, verb);
  if (!clause.object && !clause.passive)  // "is not doing enough"
    for (const Id<Token> child : reading.text.children(verb))
      if (child.value == verb.value + 1 && reading.relation(child) == Relation::advmod &&
          reading.text.form(child) == "enough")
        clause.object = child;
  if (clause.subject && clause.passive && reading.relation(clause.subject) == Relation::nsubj) {
    clause.object = clause.subject;  // a subject that the parser did not call passive
    clause.subject = {};
  }
  take_agent(reading, clause);
  const Id<Token> known = clause.passive ? clause.object : clause.subject;
  if (!known || relative(reading, known)) inherit_subject(reading, verb, clause);
  if (clause.subject) clause.subject = antecedent(reading, clause.subject, verb);
  if (clause.object) clause.object = antecedent(reading, clause.object, verb);
  return clause;
}

Id<Token> counted(const Reading& reading, Id<Token> noun) {
  for (int step = 0; step < 3; ++step) {
    if (!reading.is(noun, Lexicon::part) && reading.tag(noun) != Tag::NUM) return noun;
    Id<Token> below;
    for (const Oblique& oblique : obliques_of(reading, noun))
      if (oblique.preposition == reading.of && reading.nominal(oblique.token))
        below = oblique.token;
    if (!below) return noun;
    noun = below;
  }
  return noun;
}

}  // namespace sitrep::coding
