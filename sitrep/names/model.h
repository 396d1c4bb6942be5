#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/names/names.h"

namespace sitrep {

/// PLOVER 2.0's sectors, primary ones first: the order in which a record prints them.
enum class Sector : std::uint8_t {
  COP,
  GOV,
  JUD,
  LEG,
  MIL,
  PRM,
  PTY,
  REB,
  SPY,
  UAF,
  UNK,
  AGR,
  BUS,
  CRM,
  CVL,
  EDU,
  ELI,
  JRN,
  LAB,
  MED,
  REF,
  OPP,
  PRE,
  REL,
  SOC
};
template <>
inline constexpr auto words_of<Sector> = vocabulary("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY",
                                                    "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM",
                                                    "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF",
                                                    "OPP", "PRE", "REL", "SOC");

/// A set of sectors.
using Sectors = std::uint32_t;
std::vector<std::string> sector_words(Sectors sectors);

enum class Gender : std::uint8_t { unknown, male, female };
template <>
inline constexpr auto words_of<Gender> = vocabulary("", "male", "female");

/// What a common noun names. `place` nouns make no entities; they tell names of places.
enum class NounKind : std::uint8_t {
  none,
  person,
  role,
  anonymous,
  group,
  organisation,
  country,
  people,
  place
};
template <>
inline constexpr auto words_of<NounKind> = vocabulary("", "person", "role", "anonymous", "group",
                                                      "organisation", "country", "people", "place");

/// lexicon/names/nouns.tsv: one form of a noun.
struct Noun {
  NounKind kind = NounKind::none;
  Gender gender = Gender::unknown;
  bool plural = false;
  bool weak = false;  ///< its sectors hold only where nothing else tells them
  Sectors sectors = 0;
  std::uint32_t sense = 0;  ///< nouns of one sense speak of one thing: army, military, armed forces
};

/// lexicon/names/titles.tsv: what stands before a person's name.
enum class TitleKind : std::uint8_t { none, honorific, rank, office };
template <>
inline constexpr auto words_of<TitleKind> = vocabulary("", "honorific", "rank", "office");

/// lexicon/names/words.tsv: words that decide what their neighbours are.
enum class WordClass : std::uint8_t {
  none,
  calendar,        ///< Monday, June: capitals without a name
  ordinary,        ///< words that are no names even with a capital: The, However, Breaking
  particle,        ///< bin, van, de: lower case inside a person's name
  former,          ///< retired, ex-: whoever is so called acts for no state
  place_cue,       ///< in, near: a name after it is a place's
  speech,          ///< said, told: its subject speaks
  animal_like,     ///< turkey, polish: no country in lower case
  common_surname,  ///< Smith: many bear it
};
template <>
inline constexpr auto words_of<WordClass> = vocabulary("", "calendar", "ordinary", "particle",
                                                       "former", "place_cue", "speech",
                                                       "animal_like", "common_surname");

/// All that the lexicon says about a word by itself.
struct WordFacts {
  Noun noun;
  Gender given_gender = Gender::unknown;
  bool given = false;  ///< a first name
  TitleKind title = TitleKind::none;
  Gender title_gender = Gender::unknown;
  Sectors title_sectors = 0;
  std::uint32_t title_sense = 0;  ///< the noun's sense: Gen. and general
  WordClass word_class = WordClass::none;
  Sectors modifier_sectors = 0;    ///< of what it modifies: "rebel commander"
  std::int16_t adjective_of = -1;  ///< index of a country: Pakistani
  std::int16_t people_of = -1;     ///< index of a country: Pakistanis
  bool starts_phrase = false;
  bool starts_adjective = false;  ///< North in North Korean
};

struct KnownCountry {
  std::string code, name;
  std::string capital;
};

/// lexicon/names/state_bodies.tsv: a body that every state has. An actor of the record is named
/// after its state and this: pak.armed_forces.
struct StateBody {
  std::string id;
  Sectors sectors = 0;
};

/// lexicon/names/actors.tsv and persons.tsv, and the user's own table.
struct KnownActor {
  std::string id, name, country;
  EntityKind kind = EntityKind::organisation;
  Gender gender = Gender::unknown;
  std::int32_t body = -1;  ///< which of its country's bodies it is: index of a StateBody
  Sectors sectors = 0;
  struct Office {
    std::string from, until;  ///< YYYY, YYYY-MM or YYYY-MM-DD; empty: open
    std::string title;
    Sectors sectors = 0;

    /// Whether it was held on a day, as far as both are known; false where the day is not.
    bool holds_on(const std::string& day) const {
      return !day.empty() && from.substr(0, day.size()) <= day &&
             (until.empty() || day.substr(0, until.size()) <= until);
    }
  };
  std::vector<Office> offices;
};

enum class PhraseKind : std::uint8_t { country, capital, region, people, actor };

/// A name that the lexicon knows by its letters.
struct KnownName {
  PhraseKind kind = PhraseKind::actor;
  std::uint32_t index = 0;  ///< of a country or an actor
  bool acronym = false;     ///< holds only in capitals: US, WHO
  bool lower_end = false;   ///< its last word may be in lower case: Haqqani network
  bool common = false;      ///< others may bear it: holds where the page speaks of its country
  std::vector<std::uint32_t> namesakes;  ///< actors of other countries: Labour Party, Supreme Court
};

class NamesModel {
 public:
  /// Reads lexicon/names/*.tsv under `home`, and the user's own table of actors where `actors`
  /// names one. Its rows win: one with the id or the name of a row of the lexicon takes that one's
  /// place, and a name that it gives is nobody else's. Errors name the file and the reason; in the
  /// user's table each line that cannot be used is one.
  static Result<NamesModel> load(const std::filesystem::path& home,
                                 const std::filesystem::path& actors = {});

  /// What `sitrep lexicon check` reports: contradictions and unreachable entries.
  const std::vector<LexiconProblem>& problems() const { return problems_; }

  /// The facts of a lower-case word; those of no word (all defaults) where the lexicon lacks it.
  const WordFacts& word(std::string_view form) const;
  /// A noun of several words: "prime minister". nullptr where there is none.
  const Noun* long_noun(const std::string& words) const;
  /// Index of the country of an adjective of two words, -1 where there is none: "north korean".
  int long_adjective(const std::string& words) const;
  /// A name by letters_key() of its text; nullptr where the lexicon lacks it.
  const KnownName* known(const std::string& key) const;
  /// Actors of kind person whose surname has this spelling key.
  const std::vector<std::uint32_t>& persons(const std::string& surname_key) const;

  const std::vector<KnownCountry>& countries() const { return countries_; }
  const std::vector<KnownActor>& actors() const { return actors_; }
  /// Index of a country by its code, -1 for codes that are no country's.
  int country(std::string_view code) const;
  std::uint32_t sense(std::string_view noun) const;
  /// Index of the body that this phrase names, without its state: "foreign ministry". -1: none.
  std::int32_t state_body(const std::string& phrase) const;
  const std::vector<StateBody>& state_bodies() const { return state_bodies_; }
  /// The actor of the lexicon that is this body of this country, -1 where it has no entry.
  std::int32_t actor_of_body(std::int32_t country, std::int32_t body) const;

 private:
  struct Loader;

  std::unordered_map<std::string, WordFacts> words_;
  std::unordered_map<std::string, Noun> long_nouns_;
  std::unordered_map<std::string, std::int16_t> long_adjectives_;
  std::unordered_map<std::string, KnownName> known_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> persons_;
  std::unordered_map<std::string, std::uint32_t> senses_;
  std::vector<KnownCountry> countries_;
  std::vector<KnownActor> actors_;
  std::vector<StateBody> state_bodies_;
  std::unordered_map<std::string, std::int32_t> state_body_phrases_;
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> body_actors_;  // country, body
  std::vector<LexiconProblem> problems_;
};

/// The letters and digits of a name, folded, without a leading "the": U.S. and US give "us",
/// al-Qaeda and "al Qaeda" give "alqaeda".
std::string letters_key(std::string_view name);

}  // namespace sitrep
