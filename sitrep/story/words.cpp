#include "sitrep/story/words.h"

#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

/// Sorted, folded. Words of grammar, and those that every report has.
constexpr auto function_words = std::to_array<std::string_view>(
    {"a",     "about", "after", "against", "all",   "also",   "an",    "and",     "any",  "are",
     "as",    "at",    "be",    "because", "been",  "before", "being", "between", "but",  "by",
     "can",   "could", "day",   "did",     "do",    "during", "first", "for",     "from", "had",
     "has",   "have",  "he",    "her",     "him",   "his",    "i",     "if",      "in",   "into",
     "is",    "it",    "its",   "just",    "last",  "may",    "more",  "most",    "new",  "no",
     "not",   "of",    "on",    "one",     "or",    "other",  "our",   "out",     "over", "people",
     "said",  "say",   "says",  "she",     "so",    "some",   "than",  "that",    "the",  "their",
     "them",  "there", "they",  "this",    "time",  "to",     "told",  "two",     "up",   "was",
     "we",    "were",  "what",  "when",    "where", "which",  "while", "who",     "will", "with",
     "would", "year",  "years", "you",     "your"});
static_assert(std::ranges::is_sorted(function_words));

bool has_vowel(std::string_view text) {
  return text.find_first_of("aeiouy") != std::string_view::npos;
}

/// Cuts `ending` where a syllable of three letters is left, and a doubled consonant before it.
bool cut(std::string& word, std::string_view ending) {
  if (!word.ends_with(ending) || word.size() < ending.size() + 3) return false;
  const std::string_view left = std::string_view(word).substr(0, word.size() - ending.size());
  if (!has_vowel(left)) return false;
  word.resize(left.size());
  const char last = word.back();
  if (word.size() > 3 && last == word[word.size() - 2] && last != 'l' && last != 's' && last != 'z')
    word.pop_back();
  return true;
}

}  // namespace

std::string stem(std::string_view folded) {
  std::string word(folded);
  if (word.size() > 4 && word.ends_with("ies"))
    word.replace(word.size() - 3, 3, "y");
  else if (word.ends_with("sses"))
    word.resize(word.size() - 2);
  else if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's')
    word.pop_back();
  if (!cut(word, "ing")) cut(word, "ed");
  if (word.size() > 4 && word.back() == 'e') word.pop_back();
  return word;
}

Term term_of(std::string_view stem) {
  std::uint32_t hash = 2166136261u;
  for (const char byte : stem) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619u;
  return hash;
}

std::vector<Word> words_of_text(std::string_view text) {
  std::vector<Word> words;
  bool line_begins = true;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const CodePoint found = decode(text, at);
    if (found.length != 0 && (is_letter(found.value) || is_digit(found.value))) {
      at += found.length;
      continue;
    }
    if (at > begin) {
      const std::string folded = fold(text.substr(begin, at - begin));
      Word word;
      word.is_name = !line_begins && is_upper(decode(text, begin).value);
      word.is_function = std::ranges::binary_search(function_words, folded);
      word.stem = stem(folded);
      word.term = term_of(word.stem);
      words.push_back(std::move(word));
      line_begins = false;
    }
    line_begins = line_begins || found.value == '\n';
    at += std::max<std::uint32_t>(found.length, 1);
    begin = at;
  }
  return words;
}

std::vector<Term> terms_of(std::string_view text) {
  std::vector<Term> terms;
  for (const Word& word : words_of_text(text))
    if (!word.is_function) terms.push_back(word.term);
  std::ranges::sort(terms);
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

double overlap_of(const std::vector<Term>& a, const std::vector<Term>& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    shared += *i == *j;
    const bool forward = *i <= *j, other = *j <= *i;
    i += forward;
    j += other;
  }
  const std::size_t all = a.size() + b.size() - shared;
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

}  // namespace sitrep
