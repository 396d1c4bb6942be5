#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/claims/claims.h"
#include "sitrep/claims/sureness.h"

namespace sitrep {

/// Where a reporting word's content and hearer stand; see lexicon/claims/reporting_verbs.tsv.
enum class Frame {
  clause,
  quotation,
  infinitive,
  participle,
  hearer,
  target,
  object,
  judged,
  thing,
  seems
};
template <>
inline constexpr auto words_of<Frame> = vocabulary("clause", "quotation", "infinitive",
                                                   "participle", "hearer", "target", "object",
                                                   "judged", "thing", "seems");

/// A verb, noun or adjective by which somebody says or thinks something.
struct ReportingWord {
  std::string words;  ///< as in the lexicon
  std::string act;
  std::uint32_t frames = 0;               ///< bits of Frame
  std::vector<std::string> prepositions;  ///< that begin the content
  Sureness complement = sure, negated = 0;
  std::string path;
  std::size_t line = 0;

  bool takes(Frame frame) const { return (frames >> static_cast<unsigned>(frame) & 1U) != 0; }
  bool takes(std::string_view preposition) const;
};

/// A word that says how sure it is that something is so.
struct Operator {
  bool flips = false;  ///< "not": turns yes into no
  Sureness complement = sure, negated = 0;
};

enum class OperatorKind {
  verb,
  noun,
  adjective,
  object,
  oblique,
  auxiliary,
  adverb,
  mark,
  determiner,
  adjective_before
};
template <>
inline constexpr auto words_of<OperatorKind> = vocabulary("verb", "noun", "adjective", "object",
                                                          "oblique", "auxiliary", "adverb", "mark",
                                                          "determiner", "adjective_before");

enum class AnonymityKind {
  descriptor,
  person,
  collective,
  document,
  survey,
  anonymity,
  permission,
  naming,
  refusing
};
template <>
inline constexpr auto words_of<AnonymityKind> = vocabulary("descriptor", "person", "collective",
                                                           "document", "survey", "anonymity",
                                                           "permission", "naming", "refusing");

/// What lexicon/claims knows of one word. Indices into the model's lists; -1 where it is no such
/// thing.
struct ClaimWord {
  std::int16_t verb = -1, noun = -1, adjective = -1;
  std::int16_t possessed = -1;  ///< phrases: "in X's view"
  std::int16_t operators[words_of<OperatorKind>.size()] = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  std::vector<std::pair<std::string, std::int16_t>> with_second;  ///< "point" out, "call" for
  std::uint32_t anonymity = 0;                                    ///< bits of AnonymityKind
  bool refusal_begins = false;  ///< may be the first word of a refusal to comment

  bool is(AnonymityKind kind) const { return (anonymity >> static_cast<unsigned>(kind) & 1U) != 0; }
};

class ClaimsModel {
 public:
  /// Loads lexicon/claims of the home folder. Errors name the file and the reason.
  static Result<ClaimsModel> load(const std::filesystem::path& home);

  /// What `sitrep lexicon check` reports: words that stand twice, unknown frames, acts and values.
  const std::vector<LexiconProblem>& problems() const { return problems_; }

  /// What is known of a dictionary form or a word in lower case; nullptr where nothing is. O(1).
  const ClaimWord* find(std::string_view word) const;

  const ReportingWord& reporting(std::int16_t at) const { return reporting_[at]; }
  const Operator& operator_at(std::int16_t at) const { return operators_[at]; }
  const std::string& possessed_act(std::int16_t at) const { return possessed_acts_[at]; }
  /// "according to" and its like: the words in order.
  struct SourcePhrase {
    std::vector<std::string> words;
    std::string act;
  };
  const std::vector<SourcePhrase>& source_phrases() const { return source_phrases_; }
  const std::vector<std::vector<std::string>>& refusals() const { return refusals_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  ClaimWord& word(std::string_view text);
  void problem(const Table& table, const Table::Row& row, std::string message);
  void read_reporting(const Table& table, std::int16_t ClaimWord::*slot);
  void add_reporting(const Table& table, const Table::Row& row, std::string_view words,
                     std::int16_t ClaimWord::*slot, std::int16_t index);
  void read_operators(const Table& table);
  void read_phrases(const Table& table);
  void read_anonymity(const Table& table);
  void read_refusals(const Table& table);

  std::unordered_map<std::string, ClaimWord, Hash, std::equal_to<>> words_;
  std::vector<ReportingWord> reporting_;
  std::vector<Operator> operators_;
  std::vector<std::string> possessed_acts_;
  std::vector<SourcePhrase> source_phrases_;
  std::vector<std::vector<std::string>> refusals_;
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
