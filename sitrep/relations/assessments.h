#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/read/read.h"

/// assessments: what pages say of how two parties stand to each other: "relations between Pakistan
/// and the United States are tense". No event tells that, and no count of events replaces it.
namespace sitrep {

enum class Tone { bad, worse, good, better, unclear };
template <>
inline constexpr auto words_of<Tone> = vocabulary("bad", "worse", "good", "better", "unclear");

/// One sentence that says how two entities of a page stand to each other.
struct Assessment {
  Id<Entity> first, second;
  Tone tone = Tone::unclear;  ///< unclear where the words are negated
  Span noun, words;           ///< "relations", and what is said of them
  Id<Claim> claim;            ///< who says so; none(): the outlet itself
  bool in_comment = false;    ///< a reader says so
};

/// lexicon/relations/relations.tsv. Immutable.
class RelationWords {
 public:
  /// Errors: those of Table.
  static Result<RelationWords> load(const std::filesystem::path& lexicon);
  static Result<RelationWords> parse(const Table& table);

  bool is_noun(const std::string& folded) const;
  /// Of one word or of two with a space between.
  std::optional<Tone> tone(const std::string& folded) const;

  /// What `sitrep lexicon check` prints: rows of an unknown reading, words that stand twice.
  const std::vector<LexiconProblem>& problems() const { return problems_; }

 private:
  std::unordered_map<std::string, std::optional<Tone>> words_;  ///< nothing: a noun
  std::vector<LexiconProblem> problems_;
};

/// In order of the page. Linear. Needs no tokens: works on a document that came back from a store.
std::vector<Assessment> find_assessments(const Document& document, const RelationWords& words);

}  // namespace sitrep
