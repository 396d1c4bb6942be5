#include "sitrep/names/drafts.h"

#include <algorithm>
#include <array>
#include <string>

#include "sitrep/names/state_bodies.h"

namespace sitrep {
namespace {

constexpr std::uint32_t phrase_max = 40;  // tokens of one mention; longer ones are parse errors
constexpr std::uint32_t before_max = 14;  // tokens before a head that are looked at

struct Pronoun {
  std::string_view form;
  PronounKind kind;
  bool possessive, reflexive;
};

constexpr auto pronouns = std::to_array<Pronoun>({{"he", PronounKind::he, false, false},
                                                  {"him", PronounKind::he, false, false},
                                                  {"his", PronounKind::he, true, false},
                                                  {"himself", PronounKind::he, false, true},
                                                  {"she", PronounKind::she, false, false},
                                                  {"her", PronounKind::she, false, false},
                                                  {"hers", PronounKind::she, true, false},
                                                  {"herself", PronounKind::she, false, true},
                                                  {"it", PronounKind::it, false, false},
                                                  {"its", PronounKind::it, true, false},
                                                  {"itself", PronounKind::it, false, true},
                                                  {"they", PronounKind::they, false, false},
                                                  {"them", PronounKind::they, false, false},
                                                  {"their", PronounKind::they, true, false},
                                                  {"themselves", PronounKind::they, false, true},
                                                  {"i", PronounKind::speaker, false, false},
                                                  {"me", PronounKind::speaker, false, false},
                                                  {"my", PronounKind::speaker, true, false},
                                                  {"myself", PronounKind::speaker, false, true},
                                                  {"we", PronounKind::speakers, false, false},
                                                  {"us", PronounKind::speakers, false, false},
                                                  {"our", PronounKind::speakers, true, false},
                                                  {"ourselves", PronounKind::speakers, false, true},
                                                  {"you", PronounKind::addressee, false, false},
                                                  {"your", PronounKind::addressee, true, false}});

const Pronoun* pronoun_of(std::string_view form) {
  for (const Pronoun& pronoun : pronouns)
    if (pronoun.form == form) return &pronoun;
  return nullptr;
}

Determiner determiner_of(std::string_view form) {
  if (form == "the") return Determiner::definite;
  if (form == "a" || form == "an" || form == "some" || form == "another" || form == "any" ||
      form == "no" || form == "many" || form == "several" || form == "few")
    return Determiner::indefinite;
  if (form == "this" || form == "that" || form == "these" || form == "those")
    return Determiner::demonstrative;
  return Determiner::none;
}

bool subject_relation(Relation relation) {
  return relation == Relation::nsubj || relation == Relation::nsubj_pass ||
         relation == Relation::nsubj_outer;
}

// What hangs on a phrase's head and belongs to the phrase.
bool inside(Relation relation, bool named) {
  switch (relation) {
    case Relation::det:
    case Relation::det_predet:
    case Relation::amod:
    case Relation::compound:
    case Relation::nummod:
    case Relation::flat:
    case Relation::fixed:
    case Relation::goeswith:
    case Relation::nmod_poss:
    case Relation::nmod_desc:
      return true;
    case Relation::nmod:
      return !named;
    default:
      return false;
  }
}

bool inside_deeper(Relation relation) {
  return relation != Relation::acl_relcl && relation != Relation::parataxis &&
         relation != Relation::appos && relation != Relation::punct && relation != Relation::advcl;
}

// Relations of what takes part in an event: a word in one is a noun, whatever its tag.
bool argument(Relation relation) {
  return subject_relation(relation) || relation == Relation::obj || relation == Relation::iobj ||
         relation == Relation::obl || relation == Relation::obl_agent ||
         relation == Relation::nmod || relation == Relation::conj;
}

// Relations of words that are part of another phrase and no phrase themselves.
bool bound(Relation relation) {
  return relation == Relation::compound || relation == Relation::flat ||
         relation == Relation::fixed || relation == Relation::goeswith ||
         relation == Relation::nmod_desc || relation == Relation::amod;
}

EntityKind entity_kind(NounKind kind, bool plural) {
  switch (kind) {
    case NounKind::role:
      return plural ? EntityKind::group : EntityKind::role;
    case NounKind::anonymous:
      return EntityKind::anonymous;
    case NounKind::group:
      return EntityKind::group;
    case NounKind::organisation:
      return EntityKind::organisation;
    case NounKind::country:
      return EntityKind::country;
    case NounKind::people:
      return EntityKind::people;
    default:
      return plural ? EntityKind::group : EntityKind::person;
  }
}

/// Makes the drafts of one page.
class DraftFinder {
 public:
  DraftFinder(const Reading& reading, const std::vector<NameRun>& runs)
      : r_(reading), runs_(runs), run_at_(reading.size(), -1) {
    for (std::size_t i = 0; i < runs.size(); ++i)
      for (std::uint32_t t = runs[i].first; t < runs[i].end; ++t)
        if (run_at_[t] < 0 || runs[i].end - runs[i].first < length(run_at_[t]))
          run_at_[t] = static_cast<std::int32_t>(i);
  }

  std::vector<Draft> find() {
    for (std::size_t i = 0; i < runs_.size(); ++i) add_name(static_cast<std::int32_t>(i));
    const auto& sentences = r_.text().sentences;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      if (r_.silent(static_cast<std::uint32_t>(s))) continue;
      for (std::uint32_t i = sentences[s].first.value; i < sentences[s].end.value; ++i) add_word(i);
    }
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
      return a.first != b.first ? a.first < b.first : a.end > b.end;
    });
    return std::move(drafts_);
  }

 private:
  std::uint32_t length(std::int32_t run) const {
    return runs_[static_cast<std::size_t>(run)].end - runs_[static_cast<std::size_t>(run)].first;
  }
  const NameRun& run(std::int32_t index) const { return runs_[static_cast<std::size_t>(index)]; }

  // The first word of a name that hangs on a word outside it; of a name that is flat on its title,
  // the title.
  std::uint32_t head_of(const NameRun& name) const {
    std::uint32_t head = name.first;
    for (std::uint32_t t = name.first; t < name.end; ++t)
      if (r_.head(t) == no_token || r_.head(t) < name.first || r_.head(t) >= name.end) {
        head = t;
        break;
      }
    for (int i = 0; i < 3 && name.kind == RunKind::person && follows_its_title(head); ++i) {
      const std::uint32_t title = r_.head(head);
      if (title == no_token || title >= head || head - title > 6) break;
      if (r_.facts(title).title == TitleKind::none && r_.facts(title).noun.kind != NounKind::role)
        break;
      head = title;
    }
    return head;
  }

  // "army chief Kayani", "chief of staff General Kayani": a name that hangs on the words before it.
  bool follows_its_title(std::uint32_t at) const {
    if (r_.relation(at) == Relation::flat) return true;
    if (r_.relation(at) != Relation::nmod || r_.head(at) > at) return false;
    for (const std::uint32_t child : r_.children(at))
      if (r_.relation(child) == Relation::case_) return false;
    for (std::uint32_t t = r_.head(at) + 1; t < at; ++t)
      if (r_.tag(t) == Tag::PUNCT) return false;
    return true;
  }

  // "groups such as the Taliban", "the government on Thursday", "troops near the border": no part
  // of the phrase. Neither is "how to best fight" of militants, a clause taken for a noun.
  bool stands_apart(std::uint32_t at) const {
    if (r_.relation(at) == Relation::compound && r_.tag(at) == Tag::VERB)
      return std::ranges::any_of(r_.children(at), [&](std::uint32_t child) {
        return r_.relation(child) == Relation::mark || r_.relation(child) == Relation::advmod;
      });
    if (r_.relation(at) != Relation::nmod) return false;
    if (r_.facts(at).word_class == WordClass::calendar) return true;
    static constexpr std::array<std::string_view, 10> outside = {
        "such",   "like",   "including", "near",   "along",
        "across", "inside", "outside",   "around", "off"};
    return std::ranges::any_of(r_.children(at), [&](std::uint32_t child) {
      return r_.relation(child) == Relation::case_ &&
             std::ranges::find(outside, r_.form(child)) != outside.end();
    });
  }

  void extend(Draft& draft, bool named) const {
    std::uint32_t first = draft.first, last = draft.end - 1;
    std::array<std::uint32_t, phrase_max> waiting{};
    std::size_t count = 0;
    waiting[count++] = draft.head;
    while (count > 0) {
      const std::uint32_t word = waiting[--count];
      if (word < draft.head ? draft.head - word > phrase_max : word - draft.head > phrase_max)
        return;  // keeps the bare name or noun
      first = std::min(first, word);
      last = std::max(last, word);
      for (const std::uint32_t child : r_.children(word)) {
        const Relation relation = r_.relation(child);
        const bool belongs = word == draft.head ? inside(relation, named) && !stands_apart(child)
                                                : inside_deeper(relation);
        if (belongs && count < waiting.size()) waiting[count++] = child;
      }
    }
    draft.first = first;
    draft.end = last + 1;
  }

  // Countries, organisations, sectors and roles among the words before the name or the head noun.
  void read_modifiers(Draft& draft, std::uint32_t stop) const {
    const std::uint32_t from = std::max(draft.first, stop > before_max ? stop - before_max : 0);
    for (std::uint32_t t = from; t < stop; ++t) {
      const WordFacts& facts = r_.facts(t);
      if (const Determiner found = determiner_of(r_.form(t));
          found != Determiner::none && draft.determiner == Determiner::none)
        draft.determiner = found;
      if (r_.form(t) == "'s") {
        draft.determiner = Determiner::possessive;
        draft.modifiers = 0;
        continue;
      }
      if (run_at_[t] >= 0 && run_at_[t] != draft.run) {
        const NameRun& other = run(run_at_[t]);
        if (other.country >= 0 && draft.country < 0) draft.country = other.country;
        if (other.kind == RunKind::organisation || other.kind == RunKind::group) {
          draft.by_actor = other.actor;
          draft.by_actor_at = t;
          draft.modifiers += t == other.first;
        }
        continue;
      }
      if (r_.nationality(t) >= 0 && r_.proper(t)) {
        if (draft.country < 0) draft.country = r_.nationality(t);
        continue;
      }
      draft.sectors |= facts.modifier_sectors;
      draft.head_sectors |= facts.title_sectors;
      draft.former = draft.former || facts.word_class == WordClass::former;
      if (facts.noun.kind != NounKind::none && facts.noun.kind != NounKind::place)
        sectors_of(draft, facts.noun) |= facts.noun.sectors;
      if (draft.kind == MentionKind::name) read_title(draft, t);
      const Tag tag = r_.tag(t);
      draft.modifiers += tag == Tag::ADJ || tag == Tag::NOUN || tag == Tag::PROPN ||
                         r_.relation(t) == Relation::amod;
    }
  }

  // A noun before the head modifies it ("army chief") unless it is an office itself.
  static Sectors& sectors_of(Draft& draft, const Noun& noun) {
    if (noun.weak) return draft.weak_sectors;
    const bool office = noun.kind == NounKind::role || noun.kind == NounKind::person;
    return office ? draft.head_sectors : draft.sectors;
  }

  void read_title(Draft& draft, std::uint32_t t) const {
    const WordFacts& facts = r_.facts(t);
    if (facts.title_gender != Gender::unknown) draft.gender = facts.title_gender;
    if (facts.title_sense) draft.senses.push_back(facts.title_sense);
    const bool role = facts.noun.kind == NounKind::role || facts.title == TitleKind::office;
    const bool rank = facts.title == TitleKind::rank;
    if (facts.noun.sense && (role || facts.noun.kind == NounKind::person))
      draft.senses.push_back(facts.noun.sense);
    if (facts.noun.gender != Gender::unknown && role) draft.gender = facts.noun.gender;
    if (!role && !(rank && draft.role_end == 0)) return;
    if (rank && role && draft.role_end > 0 && draft.role_end < t) return;  // chief [Gen.] Kayani
    // The role begins after countries, organisations, determiners and possessors.
    std::uint32_t begin = draft.role_end == t && draft.role_end > 0 ? draft.role_first : t;
    while (begin > draft.first && r_.nationality(begin - 1) < 0 && run_at_[begin - 1] < 0 &&
           determiner_of(r_.form(begin - 1)) == Determiner::none &&
           r_.facts(begin - 1).word_class != WordClass::former &&
           (r_.tag(begin - 1) == Tag::ADJ || r_.tag(begin - 1) == Tag::NOUN ||
            r_.tag(begin - 1) == Tag::PROPN))
      --begin;
    draft.role_first = begin;
    draft.role_end = t + 1;
    draft.rank_only = rank;
  }

  void read_relations(Draft& draft) const {
    for (const std::uint32_t child : r_.children(draft.head)) {
      const Relation relation = r_.relation(child);
      if (relation == Relation::nmod_poss) {
        draft.owner = child;
        draft.determiner = Determiner::possessive;
      }
      if (relation != Relation::nmod || child < draft.head) continue;
      for (const std::uint32_t mark : r_.children(child)) {
        if (r_.relation(mark) != Relation::case_) continue;
        const std::string_view form = r_.form(mark);
        if ((form == "of" || form == "for" || form == "to") && draft.of == no_token)
          draft.of = child;
        else if ((form == "in" || form == "from" || form == "at" || form == "with") &&
                 draft.in == no_token) {
          draft.in = child;
          if (run_at_[child] >= 0) draft.place_country = run(run_at_[child]).country;
        }
      }
    }
    draft.subject = subject_relation(r_.relation(draft.head));
    const Block& block = r_.block(draft.head);
    if (block.kind == BlockKind::comment) draft.comment = block.comment.value;
  }

  Gender gender_of_name(const NameRun& name) const {
    if (name.actor >= 0 &&
        r_.model().actors()[static_cast<std::size_t>(name.actor)].gender != Gender::unknown)
      return r_.model().actors()[static_cast<std::size_t>(name.actor)].gender;
    const WordFacts& facts = r_.facts(name.first);
    return facts.given && name.end - name.first > 1 ? facts.given_gender : Gender::unknown;
  }

  // A capital that acts: "Islamabad re-opened the routes".
  bool acts(const NameRun& name) const {
    const std::uint32_t head = head_of(name);
    const bool lone =
        r_.relation(head) == Relation::nsubj || r_.relation(head) == Relation::obl_agent;
    if (!name.capital || !lone || r_.head(head) == no_token) return false;
    return r_.tag(r_.head(head)) == Tag::VERB;
  }

  void add_name(std::int32_t index) {
    const NameRun& name = run(index);
    Draft draft;
    draft.run = index;
    draft.first = name.first;
    draft.end = name.end;
    draft.metonym = name.kind == RunKind::place && acts(name);
    switch (name.kind) {
      case RunKind::person:
        draft.entity_kind = EntityKind::person;
        break;
      case RunKind::organisation:
        draft.entity_kind = EntityKind::organisation;
        break;
      case RunKind::group:
        draft.entity_kind = EntityKind::group;
        break;
      case RunKind::country:
        draft.entity_kind = EntityKind::country;
        break;
      case RunKind::people:
        draft.entity_kind = EntityKind::people;
        break;
      case RunKind::place:
        if (!draft.metonym) return;
        draft.entity_kind = EntityKind::country;
        break;
      case RunKind::other:
        return;
    }
    draft.head = head_of(name);
    draft.plural = name.kind == RunKind::people;
    draft.gender = name.kind == RunKind::person ? gender_of_name(name) : Gender::unknown;
    // Countries stay bare, as places are: "northwest Pakistan" is no country.
    if (draft.entity_kind != EntityKind::country &&
        (!bound(r_.relation(draft.head)) || draft.entity_kind == EntityKind::person))
      extend(draft, true);
    read_modifiers(draft, name.first);
    if (draft.entity_kind == EntityKind::country || draft.entity_kind == EntityKind::people)
      draft.country = name.country;
    if (draft.entity_kind == EntityKind::organisation && draft.country < 0 && name.actor < 0)
      draft.country = country_inside(name);
    if (draft.entity_kind == EntityKind::organisation && name.actor < 0)
      read_body(draft, draft.first, name.end);
    read_relations(draft);
    drafts_.push_back(std::move(draft));
  }

  void read_body(Draft& draft, std::uint32_t first, std::uint32_t end) const {
    const BodyOfState state = body_of_state(r_, first, end);
    draft.body = state.body;
    if (state.country >= 0 && draft.country < 0) draft.country = state.country;
    if (draft.body < 0 || draft.country >= 0 || end + 1 >= r_.size() || r_.form(end) != "of")
      return;
    const std::uint32_t state_at = r_.form(end + 1) == "the" ? end + 2 : end + 1;
    if (state_at < r_.size() && run_at_[state_at] >= 0 &&
        run(run_at_[state_at]).kind == RunKind::country)
      draft.country = run(run_at_[state_at]).country;
  }

  // Latvian Constitutional Court, Kenya Airways, Baghdad University.
  std::int32_t country_inside(const NameRun& name) const {
    for (std::uint32_t t = name.first; t < name.end; ++t) {
      if (!r_.capital(t)) continue;
      if (r_.nationality(t) >= 0) return r_.nationality(t);
      const KnownName* known =
          r_.facts(t).starts_phrase ? r_.model().known(letters_key(r_.form(t))) : nullptr;
      if (known && !known->acronym && known->kind != PhraseKind::actor)
        return static_cast<std::int32_t>(known->index);
    }
    return -1;
  }

  void add_word(std::uint32_t at) {
    const Tag tag = r_.tag(at);
    if (tag == Tag::PRON || tag == Tag::DET) {
      if (const Pronoun* pronoun = pronoun_of(r_.form(at))) add_pronoun(at, *pronoun);
      return;
    }
    const bool nominal =
        tag == Tag::NOUN || tag == Tag::PROPN || (tag == Tag::ADJ && argument(r_.relation(at)));
    if (tag == Tag::ADJ && national_of_a_deed(at)) return add_nationality(at);
    if (!nominal || (bound(r_.relation(at)) && !acts_through_noun(at, tag))) return;
    if (run_at_[at] >= 0 && run(run_at_[at]).kind != RunKind::other) return;
    Noun noun = r_.facts(at).noun;
    if (at > 0 && r_.sentence(at - 1) == r_.sentence(at) && nominal_modifier(at - 1)) {
      std::string pair(r_.form(at - 1));
      pair += ' ';
      pair += r_.form(at);
      if (const Noun* both = r_.model().long_noun(pair)) noun = *both;
    }
    if (noun.kind == NounKind::none && r_.nationality(at) >= 0 && r_.proper(at))
      return add_national(at);
    if (noun.kind == NounKind::none || noun.kind == NounKind::place) return;
    add_noun(at, noun);
  }

  // "police firing", "army operation": a doer before the noun of the deed.
  bool acts_through_noun(std::uint32_t at, Tag tag) const {
    if (tag != Tag::NOUN || r_.relation(at) != Relation::compound) return false;
    const NounKind kind = r_.facts(at).noun.kind;
    const std::uint32_t head = r_.head(at);
    return (kind == NounKind::group || kind == NounKind::organisation ||
            r_.facts(at).noun.plural) &&
           head != no_token && head == at + 1 && run_at_[head] < 0 &&
           r_.facts(head).noun.kind == NounKind::none;
  }

  // "an Indian proposal", "French warships": whose, where the noun itself is nobody.
  bool national_of_a_deed(std::uint32_t at) const {
    if (!r_.proper(at) || r_.nationality(at) < 0 || run_at_[at] >= 0) return false;
    if (r_.relation(at) != Relation::amod || r_.head(at) == no_token || r_.head(at) < at)
      return false;
    return run_at_[r_.head(at)] < 0 && r_.facts(r_.head(at)).noun.kind == NounKind::none;
  }

  void add_nationality(std::uint32_t at) {
    Draft draft;
    draft.first = at;
    draft.end = at + 1;
    draft.head = at;
    draft.entity_kind = EntityKind::country;
    draft.country = r_.nationality(at);
    drafts_.push_back(std::move(draft));
  }

  bool nominal_modifier(std::uint32_t at) const {
    return r_.tag(at) == Tag::ADJ || r_.tag(at) == Tag::NOUN || r_.tag(at) == Tag::PROPN;
  }

  void add_noun(std::uint32_t at, const Noun& noun) {
    if (noun.kind == NounKind::country && noun.plural) return;
    if (name_hangs_on(at)) return;  // the title of a name that has its own draft
    Draft draft;
    draft.first = at;
    draft.end = at + 1;
    draft.head = at;
    draft.kind = MentionKind::nominal;
    draft.plural = noun.plural;
    draft.gender = noun.gender;
    draft.entity_kind = entity_kind(noun.kind, noun.plural);
    draft.sense = noun.sense;
    extend(draft, false);
    read_modifiers(draft, at);
    (noun.weak ? draft.weak_sectors : draft.head_sectors) |= noun.sectors;
    draft.rank_only = r_.facts(at).title == TitleKind::rank;
    draft.role_end = at + 1;
    draft.role_first = at;
    while (draft.role_first > draft.first && run_at_[draft.role_first - 1] < 0 &&
           r_.nationality(draft.role_first - 1) < 0 &&
           r_.facts(draft.role_first - 1).word_class != WordClass::former &&
           nominal_modifier(draft.role_first - 1))
      --draft.role_first;
    read_relations(draft);
    // "joined forces", "gives resistance": a body that nothing tells apart is nobody.
    const bool body = noun.kind == NounKind::organisation || noun.kind == NounKind::group;
    if (body && draft.determiner == Determiner::none && draft.modifiers == 0 && draft.country < 0 &&
        draft.of == no_token && draft.by_actor_at == no_token &&
        (!noun.plural || noun.sense == r_.model().sense("force")))
      return;
    if (body) read_body(draft, draft.first, draft.end);
    drafts_.push_back(std::move(draft));
  }

  bool name_hangs_on(std::uint32_t at) const {
    for (const std::uint32_t child : r_.children(at))
      if (child > at && run_at_[child] >= 0 && follows_its_title(child) &&
          run(run_at_[child]).kind == RunKind::person)
        return true;
    return false;
  }

  // "the British", "an Afghan": an adjective that stands for people.
  void add_national(std::uint32_t at) {
    if (r_.tag(at) == Tag::ADJ && r_.children(at).empty()) return;
    Draft draft;
    draft.first = at;
    draft.end = at + 1;
    draft.head = at;
    draft.kind = MentionKind::nominal;
    extend(draft, false);
    read_modifiers(draft, at);
    read_relations(draft);
    draft.country = r_.nationality(at);
    draft.entity_kind = EntityKind::people;
    draft.plural = true;
    if (draft.determiner == Determiner::indefinite ||
        draft.determiner == Determiner::demonstrative) {
      draft.entity_kind = EntityKind::person;
      draft.plural = false;
    } else if (draft.determiner != Determiner::definite) {
      return;  // a language, or half a name
    }
    drafts_.push_back(std::move(draft));
  }

  void add_pronoun(std::uint32_t at, const Pronoun& pronoun) {
    if (r_.relation(at) == Relation::expl) return;
    Draft draft;
    draft.first = at;
    draft.end = at + 1;
    draft.head = at;
    draft.kind = MentionKind::pronoun;
    draft.pronoun = pronoun.kind;
    draft.possessive = pronoun.possessive || r_.relation(at) == Relation::nmod_poss;
    draft.reflexive = pronoun.reflexive;
    draft.plural = pronoun.kind == PronounKind::they || pronoun.kind == PronounKind::speakers;
    draft.gender = pronoun.kind == PronounKind::he    ? Gender::male
                   : pronoun.kind == PronounKind::she ? Gender::female
                                                      : Gender::unknown;
    read_relations(draft);
    drafts_.push_back(std::move(draft));
  }

  const Reading& r_;
  const std::vector<NameRun>& runs_;
  std::vector<std::int32_t> run_at_;  // the innermost run of a token
  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<Draft> find_drafts(const Reading& reading, const std::vector<NameRun>& runs) {
  return DraftFinder(reading, runs).find();
}

}  // namespace sitrep
