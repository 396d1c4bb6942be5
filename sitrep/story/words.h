#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Words as story/ compares them: stems, each a number.
namespace sitrep {

/// The number of a stem, the same on every machine (FNV-1a, 32 bits). Two stems of a store meet in
/// one number once in four thousand million pairs: what is compared are many words, never one.
using Term = std::uint32_t;

/// The folded word without its endings: s, es, ies, ed, ing, e. Words that need a table (met, meet)
/// stay two: what is compared are wordings, not meanings. Linear in the word.
std::string stem(std::string_view folded);

Term term_of(std::string_view stem);

/// A word of a text.
struct Word {
  std::string stem;
  Term term = 0;
  bool is_name = false;      ///< capital letter within a line
  bool is_function = false;  ///< the, of, said: says nothing of what a text is about
};

/// The words of a text in order, of letters and digits. Linear.
std::vector<Word> words_of_text(std::string_view text);

/// The terms of a text that are no function words, sorted, each once.
std::vector<Term> terms_of(std::string_view text);

/// How much of two sorted sets is in both: |a and b| / |a or b|; 0 where both are empty.
double overlap_of(const std::vector<Term>& a, const std::vector<Term>& b);

}  // namespace sitrep
