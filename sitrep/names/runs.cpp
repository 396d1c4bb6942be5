#include "sitrep/names/runs.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "sitrep/spelling/spelling.h"

namespace sitrep {
namespace {

constexpr std::uint32_t words_max = 9;  // of a name that the lexicon knows
constexpr std::uint32_t run_max = 16;   // of any name
constexpr std::size_t lower_case_min = 5;

constexpr auto place_endings = std::to_array<std::string_view>(
    {"abad", "stan", "pur", "ville", "grad", "burg", "burgh", "shire", "iyah", "polis", "town"});

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_hyphen(std::string_view form) { return form == "-" || form == "'"; }

/// Finds the runs of one page.
class RunFinder {
 public:
  explicit RunFinder(const Reading& reading) : r_(reading), model_(reading.model()) {}

  std::vector<NameRun> find() {
    const auto& sentences = r_.text().sentences;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      if (r_.silent(static_cast<std::uint32_t>(s))) continue;
      end_ = sentences[s].end.value;
      first_ = sentences[s].first.value;
      for (std::uint32_t i = first_; i < end_;) i = take(i);
    }
    learn();
    return std::move(runs_);
  }

 private:
  struct Known {
    std::uint32_t end = 0;
    const KnownName* name = nullptr;
  };

  // The longest name of the lexicon that begins here.
  Known known_at(std::uint32_t at) const {
    Known best;
    if (!r_.facts(at).starts_phrase || is_hyphen(r_.form(at))) return best;
    std::string key;
    const std::uint32_t stop = std::min(end_, at + words_max);
    for (std::uint32_t i = at; i < stop; ++i) {
      const std::string letters = letters_key(r_.form(i));
      if (letters.empty() && !is_hyphen(r_.form(i)) && r_.form(i) != ".") break;
      key += letters;
      if (letters.empty()) continue;
      const KnownName* name = model_.known(key);
      if (name && in_right_case(at, i + 1, *name)) best = {i + 1, name};
    }
    return best;
  }

  bool in_right_case(std::uint32_t first, std::uint32_t end, const KnownName& name) const {
    if (name.acronym) {
      for (std::uint32_t i = first; i < end; ++i)
        if (!r_.upper(i) && !is_hyphen(r_.form(i))) return false;
      return true;
    }
    if (r_.capital(first))
      return name.lower_end || end - first == 1 || r_.capital(end - 1) ||
             r_.facts(end - 1).noun.kind != NounKind::none || !letter(r_.bytes(end - 1)[0]);
    if (end - first > 1) {  // al-Qaeda, al-Shabaab
      for (std::uint32_t i = first; i < end; ++i)
        if (r_.capital(i)) return true;
      return r_.lower_case() ||
             r_.bytes(first).size() + r_.bytes(end - 1).size() > 2 * lower_case_min;
    }
    return (r_.lower_case() || r_.block(first).kind == BlockKind::comment) &&
           r_.bytes(first).size() >= lower_case_min &&
           r_.facts(first).word_class != WordClass::animal_like;
  }

  bool name_word(std::uint32_t at) const {
    if (at >= end_ || !r_.capital(at)) return false;
    if (r_.tag(at) == Tag::PROPN) return true;
    if (r_.name(at) != NameClass::none) return true;
    return false;
  }

  // A capital inside a name that is tagged as an adjective or a noun: [Foreign] Minister.
  bool joins(std::uint32_t at) const {
    if (at >= end_ || !r_.capital(at)) return false;
    const Tag tag = r_.tag(at);
    return tag == Tag::PROPN || tag == Tag::ADJ || tag == Tag::NOUN || tag == Tag::NUM ||
           r_.name(at) != NameClass::none;
  }

  bool particle(std::uint32_t at) const {
    return r_.facts(at).word_class == WordClass::particle && !r_.capital(at);
  }

  bool organisation_word(std::uint32_t at) const {
    const NounKind kind = r_.facts(at).noun.kind;
    return r_.capital(at) &&
           (kind == NounKind::organisation || kind == NounKind::place || kind == NounKind::group);
  }

  std::uint32_t take(std::uint32_t at) {
    const Known known = known_at(at);
    if (known.name) {
      const bool land = known.name->kind == PhraseKind::country ||
                        known.name->kind == PhraseKind::capital ||
                        known.name->kind == PhraseKind::region;
      // Pakistan in "Pakistan Army" is only the beginning of a name.
      if (land && continues(at, known.end)) {
        const std::size_t mark = runs_.size();
        const std::uint32_t next = take_run(at);
        if (runs_.size() > mark && runs_[mark].kind != RunKind::other)
          return std::max(next, known.end);
        runs_.resize(mark);  // nothing longer after all
      }
      push_known(at, known);
      return runs_.back().end;
    }
    if (!name_word(at) || r_.facts(at).word_class == WordClass::calendar) return at + 1;
    // "No Pakistan", "Sick! This": a capital by its place before a name that is known.
    if (r_.facts(at).word_class == WordClass::ordinary && at + 1 < end_ && known_at(at + 1).name)
      return at + 1;
    return take_run(at);
  }

  // Whether a country's name is only the beginning of a longer name.
  bool continues(std::uint32_t at, std::uint32_t next) const {
    if (!name_word(next) || r_.guessed(next)) return next < end_ && organisation_word(next);
    const WordFacts& facts = r_.facts(next);
    if (facts.title != TitleKind::none || facts.word_class == WordClass::calendar ||
        r_.nationality(next) >= 0 || facts.given || facts.noun.kind == NounKind::role ||
        facts.noun.kind == NounKind::person || known_at(next).name)
      return false;
    const Relation first = r_.relation(at), second = r_.relation(next);
    return first == Relation::compound || second == Relation::flat || first == Relation::flat;
  }

  void push_known(std::uint32_t at, const Known& known) {
    NameRun run;
    run.first = at;
    run.end = known.end;
    run.score = 9;
    const auto index = static_cast<std::int32_t>(known.name->index);
    switch (known.name->kind) {
      case PhraseKind::country:
        run.kind = RunKind::country;
        run.country = index;
        break;
      case PhraseKind::capital:
        run.kind = RunKind::place;
        run.capital = true;
        run.country = index;
        break;
      case PhraseKind::region:
        run.kind = RunKind::place;
        run.country = index;
        break;
      case PhraseKind::people:
        run.kind = RunKind::people;
        run.country = index;
        break;
      case PhraseKind::actor: {
        const std::int32_t index_here = one_of_namesakes(*known.name, at);
        const KnownActor& actor = model_.actors()[known.name->index];
        run.actor = index_here;
        run.kind = actor.kind == EntityKind::person  ? RunKind::person
                   : actor.kind == EntityKind::group ? RunKind::group
                                                     : RunKind::organisation;
        // "Haqqani network" keeps its noun; "Kayani" may be more of the person's name.
        if (actor.kind != EntityKind::person && known.end < end_ &&
            r_.facts(known.end).noun.kind == NounKind::organisation && !r_.capital(known.end) &&
            r_.facts(known.end).noun.sense == model_.sense("network"))
          ++run.end;
        // "House of Commons of the United Kingdom", where the text layer takes it for one name.
        while (run.kind == RunKind::organisation && run.end < end_ && run.end - at < run_max &&
               r_.name(run.end) == NameClass::organisation && !r_.name_begins(run.end) &&
               r_.name(run.end - 1) == NameClass::organisation)
          ++run.end;
        break;
      }
    }
    run.title_before = at > first_ && r_.facts(at - 1).title != TitleKind::none;
    runs_.push_back(run);
  }

  // A name that several may bear: the Labour Party of the country that stands before it, else of
  // the one that the page speaks of most; -1 where that tells nothing.
  std::int32_t one_of_namesakes(const KnownName& name, std::uint32_t at) {
    if (!name.common) return static_cast<std::int32_t>(name.index);
    if (countries_.empty()) count_countries();
    std::vector<std::uint32_t> all = name.namesakes;
    all.push_back(name.index);
    std::int32_t best = -1;
    std::uint32_t most = 0;
    for (const std::uint32_t actor : all) {
      const int country = model_.country(model_.actors()[actor].country);
      if (country < 0) continue;
      if (at > first_ && r_.nationality(at - 1) == country) return static_cast<std::int32_t>(actor);
      const std::uint32_t count = countries_[static_cast<std::size_t>(country)];
      if (count == most) best = -1;
      if (count <= most) continue;
      most = count;
      best = static_cast<std::int32_t>(actor);
    }
    return best;
  }

  void count_countries() {
    countries_.assign(model_.countries().size(), 0);
    for (std::uint32_t t = 0; t < r_.size(); ++t) {
      if (!r_.capital(t)) continue;
      const KnownName* name =
          r_.facts(t).starts_phrase ? model_.known(letters_key(r_.form(t))) : nullptr;
      if (r_.nationality(t) >= 0)
        ++countries_[static_cast<std::size_t>(r_.nationality(t))];
      else if (name && name->kind != PhraseKind::actor)
        ++countries_[name->index];
    }
  }

  std::uint32_t end_of_run(std::uint32_t at) const {
    std::uint32_t i = at + 1;
    const std::uint32_t stop = std::min(end_, at + run_max);
    while (i < stop) {
      if (r_.facts(i).word_class == WordClass::calendar && !r_.facts(i).given) break;
      if (r_.name_begins(i) && another_begins(at, i)) break;
      const bool inside =
          r_.name(i) != NameClass::none && !r_.name_begins(i) && r_.name(i) == r_.name(i - 1);
      if (joins(i) || inside) {
        ++i;
        continue;
      }
      const std::string_view form = r_.form(i);
      const bool glue = (form == "-" || form == "&" || particle(i)) && i + 1 < stop;
      if (glue && joins(i + 1)) {
        i += 2;
        continue;
      }
      if (form == "of" && i + 1 < stop && organisation_word(i - 1) && !r_.upper(i - 1)) {
        const std::uint32_t next = r_.form(i + 1) == "the" ? i + 2 : i + 1;
        if (next < stop && joins(next)) {
          i = next + 1;
          continue;
        }
      }
      if (form == "and" && i + 1 < stop && i >= at + 3 && organisation_word(at) &&
          r_.form(at + 1) == "of" && joins(i + 1)) {
        i += 2;
        continue;
      }
      break;
    }
    return i;
  }

  // Of another class than the word before; or a person's after a word that is nobody's, as in a
  // headline in title case.
  bool another_begins(std::uint32_t at, std::uint32_t i) const {
    if (r_.name(i - 1) != NameClass::none) return r_.name(i - 1) != r_.name(i);
    return r_.name(i) == NameClass::person && r_.name(at) == NameClass::none &&
           r_.block(at).kind == BlockKind::title;
  }

  std::uint32_t take_run(std::uint32_t at) {
    const std::uint32_t end = end_of_run(at);
    const std::uint32_t name = after_titles(at, end);
    if (name >= end) return end;  // "the President": a noun phrase, no name
    std::uint32_t adjectives = name;
    while (adjectives < end && r_.nationality(adjectives) >= 0) ++adjectives;
    if (adjectives == end) return end;  // "Sri Lankan" before a noun
    if (name > at) return name;         // take() looks at the rest again: it may be known
    // A lexicon name inside a run ends it, unless the run's last word makes one name of it all.
    std::uint32_t cut = end;
    std::int32_t surname_of = -1;
    if (!organisation_word(end - 1))
      for (std::uint32_t i = at + 1; i < end && cut == end; ++i) {
        const Known known = known_at(i);
        if (!known.name || known.end > end || r_.facts(i).given || end - at <= 2) continue;
        // "Donald J. Trump": a surname that is enough, with more before it than the lexicon has.
        if (known.end == end && known.name->kind == PhraseKind::actor &&
            model_.actors()[known.name->index].kind == EntityKind::person &&
            (r_.facts(at).given || initial(i - 1)))
          surname_of = static_cast<std::int32_t>(known.name->index);
        else
          cut = i;
      }
    NameRun run;
    run.first = at;
    run.end = cut;
    if (surname_of >= 0 &&
        fits(at, end, model_.actors()[static_cast<std::size_t>(surname_of)].name))
      run.actor = surname_of;
    run.title_before = at > first_ && r_.facts(at - 1).title != TitleKind::none;
    judge(run);
    if (run.actor >= 0) run.kind = RunKind::person;
    runs_.push_back(run);
    return cut;
  }

  bool initial(std::uint32_t at) const {
    const std::string_view form = r_.bytes(at);
    return r_.capital(at) && (form.size() == 1 || (form.size() == 2 && form[1] == '.'));
  }

  bool fits(std::uint32_t first, std::uint32_t end, const std::string& name) const {
    return fit_person_names(r_.page().at(r_.span(first, end)), name).has_value();
  }

  // The first word after the titles, ranks and national adjectives that begin a run:
  // "Pakistani Lieutenant General [Talat Masood]".
  std::uint32_t after_titles(std::uint32_t first, std::uint32_t end) const {
    if (r_.facts(end - 1).noun.kind == NounKind::organisation ||
        r_.facts(end - 1).noun.kind == NounKind::place)
      return r_.facts(first).title == TitleKind::honorific ? first + 1 : first;
    std::uint32_t name = first;
    for (std::uint32_t i = first; i < end; ++i) {
      const WordFacts& facts = r_.facts(i);
      const bool office = facts.title != TitleKind::none || facts.noun.kind == NounKind::role ||
                          facts.noun.kind == NounKind::person;
      if (!office) continue;
      if (i > first && r_.facts(i - 1).given && i - name < 3 && name == i - 1) break;  // a surname
      name = i + 1;
    }
    while (name < end && r_.nationality(name) >= 0 && end - name == 1) ++name;
    return name;
  }

  using Votes = std::array<int, 8>;

  void judge(NameRun& run) {
    Votes votes{};
    const auto vote = [&](RunKind kind, int weight) {
      votes[static_cast<std::size_t>(kind)] += weight;
    };
    const std::uint32_t length = run.end - run.first;
    const WordFacts& last = r_.facts(run.end - 1);
    const WordFacts& first = r_.facts(run.first);
    vote_name_class(run, vote);
    if (last.noun.kind == NounKind::organisation || last.noun.kind == NounKind::group)
      vote(RunKind::organisation, 4);
    if (first.noun.kind == NounKind::organisation && length > 2 && r_.form(run.first + 1) == "of")
      vote(RunKind::organisation, 5);
    if (first.noun.kind == NounKind::place && length > 2) vote(RunKind::place, 4);
    if (last.noun.kind == NounKind::place) vote(RunKind::place, length > 1 ? 4 : 0);
    if (first.given) vote(RunKind::person, length > 1 ? 4 : 2);
    if (run.title_before) vote(RunKind::person, 5);
    if (length > 1 && length < 5 && plain(run) && r_.name(run.first) == NameClass::none)
      vote(RunKind::person, 1);
    if (length == 1 && r_.upper(run.first) && r_.bytes(run.first).size() > 1 &&
        r_.bytes(run.first).size() < 7)
      vote(RunKind::organisation, 2);
    vote_context(run, vote);
    decide(run, votes);
    votes_[key_of(run)].add(votes);
  }

  static void decide(NameRun& run, const Votes& votes) {
    run.kind = RunKind::other;
    run.score = std::max(votes[0], 0);
    for (std::size_t k = 1; k < votes.size(); ++k)
      if (votes[k] > run.score) {
        run.score = votes[k];
        run.kind = static_cast<RunKind>(k);
      }
  }

  template <class Vote>
  void vote_name_class(const NameRun& run, const Vote& vote) const {
    for (std::uint32_t i = run.first; i < run.end; ++i) {
      if (i > run.first + 1) break;
      const int weight = i == run.first ? 4 : 1;
      switch (r_.name(i)) {
        case NameClass::person:
          vote(RunKind::person, weight);
          break;
        case NameClass::organisation:
          vote(RunKind::organisation, weight);
          break;
        case NameClass::group:
          vote(RunKind::organisation, weight);
          break;
        case NameClass::country:
        case NameClass::place:
          vote(RunKind::place, weight);
          break;
        case NameClass::other:
          vote(RunKind::other, weight);
          break;
        default:
          break;
      }
    }
  }

  template <class Vote>
  void vote_context(const NameRun& run, const Vote& vote) const {
    const std::string_view last = r_.form(run.end - 1);
    for (const std::string_view ending : place_endings)
      if (last.size() > ending.size() + 2 && last.ends_with(ending)) vote(RunKind::place, 2);
    if (run.first > first_) {
      const std::uint32_t before = run.first - 1;
      if (r_.facts(before).word_class == WordClass::place_cue) vote(RunKind::place, 3);
      if (r_.form(before) == "the") vote(RunKind::person, -3);
    }
    if (run.end + 1 < end_ && r_.form(run.end) == "," && known_at(run.end + 1).name &&
        known_at(run.end + 1).name->kind == PhraseKind::country)
      vote(RunKind::place, 3);
    if (run.end < end_ && r_.facts(run.end).word_class == WordClass::speech)
      vote(RunKind::person, 2);
    if (run.first > first_ + 1 && r_.facts(run.first - 1).word_class == WordClass::speech)
      vote(RunKind::person, 2);
  }

  // Nothing but capitalised words that the lexicon does not know as anything else.
  bool plain(const NameRun& run) const {
    for (std::uint32_t i = run.first; i < run.end; ++i) {
      const WordFacts& facts = r_.facts(i);
      if (!(r_.capital(i) || particle(i) || r_.form(i) == "-") || r_.upper(i) * (run.end - i) > 2 ||
          facts.noun.kind != NounKind::none || facts.adjective_of >= 0 ||
          facts.word_class == WordClass::ordinary)
        return false;
    }
    return true;
  }

  // What a name is, all its places on the page decide together; a surname is a person's.
  void learn() {
    std::unordered_set<std::string> surnames;
    for (NameRun& run : runs_) {
      if (run.actor >= 0 || run.country >= 0) continue;
      const auto votes = votes_.find(key_of(run));
      if (votes != votes_.end() && !run.title_before) decide(run, votes->second.sum);
      if (run.kind == RunKind::person && run.end - run.first > 1)
        surnames.emplace(r_.form(run.end - 1));
    }
    for (NameRun& run : runs_)
      if (run.actor < 0 && run.country < 0 && run.end - run.first == 1 && run.score < 6 &&
          surnames.count(std::string(r_.form(run.first))))
        run.kind = RunKind::person;
  }

  std::string key_of(const NameRun& run) const {
    std::string key;
    for (std::uint32_t i = run.first; i < run.end; ++i) key += letters_key(r_.form(i));
    return key;
  }

  const Reading& r_;
  const NamesModel& model_;
  struct Ballot {
    Votes sum{};
    void add(const Votes& votes) {
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += votes[k];
    }
  };

  std::vector<std::uint32_t> countries_;  // how often the page speaks of each, once it is asked
  std::vector<NameRun> runs_;
  std::unordered_map<std::string, Ballot> votes_;  // by key_of()
  std::uint32_t first_ = 0, end_ = 0;
};

}  // namespace

std::vector<NameRun> find_runs(const Reading& reading) { return RunFinder(reading).find(); }

}  // namespace sitrep
