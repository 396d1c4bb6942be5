#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/interner.h"
#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/events/events.h"
#include "sitrep/events/ontology.h"

/// The tables of lexicon/events, compiled: words are numbers, look-ups are arrays.
///
/// An event is coded by composition. Verbs and nouns name ACTS ("attack", "talks"); operators
/// ("agree", "refuse", "call off", "launch") stand over an act, and compositions.tsv says what
/// comes of it: refuse x CONSULT = REJECT meet. So a few hundred operators and a few thousand words
/// cover what pattern lists need tens of thousands of entries for.
namespace sitrep::coding {

/// A word of the lexicon, in lower case; none() for a word that no table has.
using Word = Id<InternedString>;

/// Where an actor stands, seen from the word that names the act.
enum class SeatKind {
  subject,
  object,
  indirect,
  owner,  ///< possessor, nationality or first part of a compound
  addressee,
  content_source,
  content_target,
  anyone,  ///< the first other actor below the act
  nobody,
  preposition
};
struct Seat {
  SeatKind kind = SeatKind::nobody;
  Word preposition;
};

/// What a noun must be.
struct NounTest {
  enum class Kind { free, absent, any, actor, listed };
  Kind kind = Kind::free;
  std::vector<Word> words;           ///< sorted
  std::vector<std::string> sectors;  ///< or an actor of one of these sectors
};

/// What a verb or noun says once it is read as an act.
struct Coding {
  ClassId event = no_class;  ///< no_class: the entry only keeps weaker ones from matching
  std::vector<std::string> contexts;
  std::vector<Seat> source, target;
  std::string cameo;
  std::optional<EventStatus> status;  ///< where the words themselves say it
  double weight = 1;
  bool alone = true;    ///< false: an act only under an operator
  bool undone = false;  ///< alone it tells what the target left undone: "police stood by"
  std::uint32_t rule = 0;
};

/// A phrase that must be there, or a word that hangs on the verb: "set free".
struct PhraseTest {
  std::vector<Word> words;  ///< prepositions, sorted; empty: no such test
  bool bare = false;        ///< no noun is asked for
  NounTest under;

  bool asks() const { return !words.empty(); }
};

struct VerbSense {
  Word particle;
  NounTest subject, object;
  PhraseTest with;
  Coding coding;
};

struct NounSense {
  std::vector<Word> modifiers;  ///< one of them must stand before the noun, if there are any
  PhraseTest with;
  Coding coding;
};

enum class ContentKind { clause, object, subject, head, preposition };
struct ContentSeat {
  ContentKind kind = ContentKind::clause;
  Word preposition;
};

/// A word that stands over an act.
struct OperatorSense {
  Word particle;
  std::uint16_t op = 0;
  std::vector<ContentSeat> contents;  ///< tried in this order
  std::vector<Seat> addressee;
  bool light = false;  ///< says nothing without an act below it
  std::uint32_t rule = 0;
};

/// When a composition holds, beside operator and content.
enum Condition : std::uint16_t {
  if_self = 1,          ///< the content's doer is the operator's
  if_other = 2,         ///< somebody else is the content's doer
  if_future = 4,        ///< the content is still to come
  if_negated = 8,       ///< the content is negated
  if_obligation = 16,   ///< must, should, has to
  if_plain = 32,        ///< none of future, negated, obligation
  if_actor = 64,        ///< the operator's own doer is an actor
  if_sourceless = 128,  ///< the content tells no doer
  if_past = 256,        ///< the operator itself is told as past
  if_clause = 512       ///< the content is a clause: "to ...", "that ..."
};

struct Composition {
  std::uint16_t op = 0;
  enum class Content { unknown, act, everything } content = Content::everything;
  ClassId type = no_class;  ///< content must be of this type (base row); no_class: of any
  ClassId mode = no_class;  ///< and of this very class, if set
  std::uint16_t conditions = 0;
  enum class Result { keep, drop, code } result = Result::keep;
  ClassId event = no_class;
  std::optional<EventStatus> status;
  bool content_source = false;  ///< the doer stays that of the content
  bool nobody = false;          ///< no doer
  bool alone = true;            ///< false: only under another operator
  bool undone = false;          ///< alone it tells that the doer left the content undone
  std::vector<Seat> target;
  std::string cameo;
  double weight = 1;
  std::uint32_t rule = 0;
};

struct Instrument {
  ClassId type = no_class;
  ClassId event = no_class;
};

/// A file that was read, for messages and rule names.
struct LexiconFile {
  std::string name;
  Table table;
};

class Lexicon {
 public:
  /// Reads the tables from `folder`; a table that it lacks is taken from `fallback`.
  static Result<Lexicon> read(const std::filesystem::path& folder,
                              const std::filesystem::path& fallback);

  std::vector<LexiconProblem> problems() const;

  /// Ranges of senses of a word, the more particular first.
  struct Range {
    std::uint32_t begin = 0, end = 0;
  };
  Range verbs_of(Word word) const { return at(verb_ranges_, word); }
  Range nouns_of(Word word) const { return at(noun_ranges_, word); }
  Range operators_of(Word word) const { return at(operator_ranges_, word); }
  Range compositions_of(std::uint16_t op) const { return composition_ranges_[op]; }
  const Instrument* instrument(Word word, ClassId type) const;
  /// The contexts that a word speaks for: indices into context_names.
  const std::vector<std::uint8_t>& contexts_of(Word word) const;

  /// Classes of nouns that the coder itself asks for (classes.tsv).
  bool is(Word word, std::uint8_t word_class) const {
    return word.value < word_class_.size() && (word_class_[word.value] & word_class) != 0;
  }
  enum WordClass : std::uint8_t {
    part = 1,      ///< "members of", "dozens of": what counts stands below
    accident = 2,  ///< nobody's deed: crash, quake, illness
    game = 4,      ///< sport and markets: acts near them are metaphors
    abstract = 8,  ///< what cannot be attacked in earnest: inflation, poverty
    weapon = 16,   ///< no doer, but the means
    victim = 32,   ///< person, civilian: counted when killed
    guardian = 64  ///< police, soldiers: those who are there to keep the peace
  };

  Ontology ontology;
  Interner words;
  std::vector<VerbSense> verbs;
  std::vector<NounSense> nouns;
  std::vector<OperatorSense> operators;
  std::vector<Composition> compositions;
  std::vector<std::string> operator_names;
  std::vector<std::string> context_names;
  std::vector<std::string> rules;  ///< "verbs.tsv:12 attack"
  std::uint16_t will = 0, will_not = 0, must = 0,
                may = 0;        ///< operators that auxiliaries stand for
  ClassId inaction = no_class;  ///< what those who "stood by" did not do: COERCE restrict

 private:
  friend class LexiconReader;
  Range at(const std::vector<Range>& ranges, Word word) const {
    return word.value < ranges.size() ? ranges[word.value] : Range{};
  }

  std::vector<LexiconFile> files_;
  std::vector<Range> verb_ranges_, noun_ranges_, operator_ranges_, composition_ranges_;
  std::vector<std::pair<Word, Instrument>> instruments_;  // sorted by word
  std::vector<std::vector<std::uint8_t>> contexts_;       // by word
  std::vector<std::uint8_t> word_class_;                  // by word
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep::coding
