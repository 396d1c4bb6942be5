#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/text/piece.h"
#include "sitrep/text/text.h"
#include "sitrep/text/word_table.h"

namespace sitrep {

enum class AbbreviationPlace { before, number, anywhere };
template <>
inline constexpr auto words_of<AbbreviationPlace> = vocabulary("before", "number", "anywhere");

enum class TokenRule {
  prefix,
  suffix,
  unit,
  ending,
  group,
  slashed,
  clitic,
  emoticon,
  closing,
  figure
};
template <>
inline constexpr auto words_of<TokenRule> = vocabulary("prefix", "suffix", "unit", "ending",
                                                       "group", "slashed", "clitic", "emoticon",
                                                       "closing", "figure");

struct Contraction {
  std::vector<std::uint8_t> parts;  ///< the bytes of each
  WordTable<Done> before;           ///< where not empty: only before these words
};

/// What lexicon/text/ says about the seams of words and sentences. Keys are forms (character.h).
struct SegmentWords {
  WordTable<AbbreviationPlace> abbreviations;  ///< with their full stop
  WordTable<Contraction> contractions;
  std::array<WordTable<Done>, words_of<TokenRule>.size()> rules;
  WordTable<Done> sentence_starters;

  bool has(TokenRule rule, std::string_view form) const {
    return rules[static_cast<std::size_t>(rule)].has(form);
  }
};

/// Splits text into sentences and syntactic words, by the conventions of the English treebanks EWT
/// and GUM of Universal Dependencies 2.16 (universaldependencies.org/en): do n't, can not, Kayani
/// 's, well - known, co-operation, $ 100, 9 pm, U.S. By rules and word lists; any bytes are taken.
///
///     "Gen. Allen can't stay." He left.   ->   " Gen. Allen ca n't stay . " | He left .
///
/// Token::form is the key for look-ups: character.h says exactly how it is made.
class Segmenter {
 public:
  /// Reads lexicon/text/ of the home folder. Errors name the file and the reason.
  static Result<Segmenter> load(const std::filesystem::path& home);

  /// Appends the sentences and tokens of one block: spans, forms, lemma = form; no tags, no heads.
  /// A sentence longer than sentence_tokens_max is cut, at a comma where there is one. Linear.
  void split(std::string_view page_text, Span span, Id<Block> block, Text& text,
             std::vector<Piece>& pieces) const;

  const std::vector<LexiconProblem>& problems() const { return problems_; }

 private:
  SegmentWords words_;
  std::vector<LexiconProblem> problems_;
};

/// Longer sentences are lists, tables or noise; the longest in the treebanks has 200 words.
constexpr std::size_t sentence_tokens_max = 300;

}  // namespace sitrep
