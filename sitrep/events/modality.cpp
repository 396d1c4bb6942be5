#include "sitrep/events/modality.h"

#include <array>
#include <string_view>

namespace sitrep::coding {

namespace {

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  for (const std::string_view each : words)
    if (each == word) return true;
  return false;
}

constexpr std::array<std::string_view, 4> future_words = {"will", "shall", "'ll", "wo"};
constexpr std::array<std::string_view, 4> obligation_words = {"must", "should", "ought", "shall"};
constexpr std::array<std::string_view, 5> possible_words = {"may", "might", "could", "can", "ca"};
constexpr std::array<std::string_view, 6> negations = {"not", "n't",     "never",
                                                       "no",  "neither", "hardly"};
constexpr std::array<std::string_view, 5> condition_marks = {"if", "unless", "should", "whether",
                                                             "lest"};

bool not_only(const Reading& reading, Id<Token> word) {
  const Id<Token> next{word.value + 1};
  return next.value < reading.text.tokens.size() && reading.text.form(next) == "only";
}

/// "about how to best fight militants"
bool after_how(const Reading& reading, Id<Token> verb) {
  bool to = false;
  for (std::uint32_t back = 1; back <= 3 && back <= verb.value; ++back) {
    const std::string_view form = reading.text.form({verb.value - back});
    to |= form == "to";
    if (to && form == "how") return true;
  }
  return false;
}

struct Auxiliaries {
  Modality modality;
  bool any = false;  ///< the clause has auxiliaries or a finite verb of its own
  bool would = false, to = false, condition_below = false;
};

void read_auxiliary(const Reading& reading, Id<Token> child, Auxiliaries& found) {
  const std::string_view form = reading.text.form(child);
  Modality& modality = found.modality;
  const Span span = reading.text[child].span;
  if (form == "may" && reading.page.at(span).starts_with('M') && child.value > 0 &&
      reading.text.sentence_of({child.value - 1}) == reading.text.sentence_of(child))
    return;  // Mrs May, or the month
  if (form == "to") {
    found.to = true;
    return;
  }
  if (one_of(form, future_words)) modality.future = true;
  if (one_of(form, obligation_words)) modality.obligation = true;
  if (one_of(form, possible_words)) modality.possible = true;
  if (form == "would" || form == "'d") found.would = true;
  const std::string_view lemma = reading.text.lemma(child);
  if (lemma == "be" && reading.relation(child) == Relation::aux &&
      reading.text.feature(child, "Tense") == "Pres")
    modality.ongoing = true;
  found.any = true;
}

Auxiliaries auxiliaries_of(const Reading& reading, Id<Token> verb) {
  Auxiliaries found;
  Modality& modality = found.modality;
  bool has_auxiliary = false;
  Id<Token> had, subject;
  for (const Id<Token> child : reading.text.children(verb)) {
    const std::string_view form = reading.text.form(child);
    switch (reading.base_relation(child)) {
      case Relation::aux:
      case Relation::cop:
        has_auxiliary = true;
        if (form == "had" && !had) had = child;
        read_auxiliary(reading, child, found);
        break;
      case Relation::mark:
        if (form == "to") found.to = true;
        if (one_of(form, condition_marks)) modality.conditional = true;
        if (form == "until" || form == "till" || form == "how") modality.open = true;
        break;
      case Relation::advmod:
        if (form == "how" || form == "whether") modality.open = true;
        [[fallthrough]];
      case Relation::det:
        if (one_of(form, negations) && !not_only(reading, child)) modality.negated = true;
        for (const Id<Token> below : reading.text.children(child))  // "no longer"
          if (reading.text.form(below) == "no") modality.negated = true;
        break;
      case Relation::nsubj:
        subject = child;
        [[fallthrough]];
      case Relation::obj:
        for (const Id<Token> below : reading.text.children(child))
          if (reading.text.form(below) == "no" && reading.relation(below) == Relation::det)
            modality.negated = true;
        break;
      case Relation::advcl:
        for (const Id<Token> below : reading.text.children(child))
          if (reading.relation(below) == Relation::mark && reading.text.form(below) == "if")
            found.condition_below = true;
        break;
      default:
        break;
    }
  }
  if (had && subject && had < subject && subject < verb) modality.conditional = true;
  if (after_how(reading, verb)) modality.open = true;
  if (!has_auxiliary && reading.text.feature(verb, "VerbForm") == "Fin") {
    found.any = true;
    modality.present = reading.text.feature(verb, "Tense") == "Pres";
  }
  if (modality.ongoing) modality.present = true;
  return found;
}

/// True where a clause shares tense and mood with the one above.
bool shares(const Reading& reading, Id<Token> verb, const Auxiliaries& own) {
  if (own.any || own.to) return false;
  const Relation relation = reading.base_relation(verb);
  return relation == Relation::conj || relation == Relation::advcl || relation == Relation::acl ||
         relation == Relation::xcomp || relation == Relation::ccomp;
}

}  // namespace

Modality modality_of(const Reading& reading, Id<Token> verb) {
  Auxiliaries own = auxiliaries_of(reading, verb);
  Modality modality = own.modality;
  Id<Token> at = verb;
  bool would = own.would, condition = own.condition_below;
  for (int step = 0; step < tree_steps && shares(reading, at, own); ++step) {
    const bool past_participle =
        reading.base_relation(at) == Relation::acl && reading.text.feature(at, "Tense") == "Past";
    const Id<Token> head = reading.text[at].head;
    if (past_participle || !head || !reading.verbal(head)) break;
    const bool participle = reading.base_relation(at) != Relation::conj;
    own = auxiliaries_of(reading, head);
    modality.future |= own.modality.future;
    modality.possible |= own.modality.possible;
    modality.obligation |= own.modality.obligation;
    modality.conditional |= own.modality.conditional;
    modality.ongoing |= own.modality.ongoing;
    modality.present |= own.modality.present;
    if (!participle) modality.negated |= own.modality.negated;
    would |= own.would;
    condition |= own.condition_below;
    at = head;
  }
  modality.infinitive = own.to && !own.modality.future;
  if (would) (condition ? modality.conditional : modality.future) = true;
  return modality;
}

Modality modality_of_noun(const Reading& reading, Id<Token> noun) {
  Modality modality;
  for (const Id<Token> child : reading.text.children(noun))
    if (reading.text.form(child) == "no" && reading.relation(child) == Relation::det)
      modality.negated = true;
  Id<Token> at = noun;
  for (int step = 0; step < 4; ++step) {
    at = reading.text[at].head;
    if (!at) return modality;
    if (!reading.verbal(at) && reading.text.child(at, Relation::cop).none()) continue;
    const Modality above = modality_of(reading, at);
    const bool own = modality.negated;
    modality = above;
    modality.negated = own || (above.negated && step == 0);
    modality.ongoing = false;
    return modality;
  }
  return modality;
}

EventStatus status_of(const Modality& modality) {
  if (modality.conditional) return EventStatus::conditional;
  if (modality.negated) return EventStatus::did_not_happen;
  if (modality.obligation) return EventStatus::requested;
  if (modality.possible) return EventStatus::possible;
  if (modality.future || modality.infinitive) return EventStatus::planned;
  if (modality.ongoing) return EventStatus::ongoing;
  return EventStatus::happened;
}

}  // namespace sitrep::coding
