#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/text/endings.h"
#include "sitrep/text/text.h"
#include "sitrep/text/word_table.h"

namespace sitrep {

/// A word and what decides its lemma.
struct TaggedWord {
  std::string_view surface;   ///< as the page has it
  std::string_view form;      ///< Token::form
  std::string_view features;  ///< UD features, may be empty
  Tag tag = Tag::X;           ///< X: not known, the lemma is guessed from the form
  bool begins_sentence = false;
  bool shouted = false;  ///< stands in a sentence of capitals, which say nothing of the word then
};

/// The word under which inflected forms are looked up, as the English treebanks EWT and GUM of
/// Universal Dependencies have it: met, meets, meeting (VERB) give "meet"; Americans (PROPN) gives
/// "American"; me gives "I"; 200,000 gives "200000". Names and proper adjectives keep their
/// capitals. By word lists and the longest ending that a list has.
class Lemmatizer {
 public:
  /// Reads lexicon/text/ of the home folder. Errors name the file and the reason.
  static Result<Lemmatizer> load(const std::filesystem::path& home);

  /// Replaces `lemma`. Constant time but for the copy of the word.
  void lemmatize(const TaggedWord& word, std::string& lemma) const;

  /// Sets the lemma of every token of a layer that is split and, where it can be, tagged. Linear.
  void lemmatize(std::string_view page_text, Text& text) const;

  const std::vector<LexiconProblem>& problems() const { return problems_; }

 private:
  enum class Repair : std::uint8_t { none, add_e, drop_one };
  struct Exception {
    std::uint32_t tags = 0;  ///< one bit for each Tag
    std::string lemma;
  };

  Status read_exceptions(const std::filesystem::path& folder);
  Status read_verbs(const std::filesystem::path& folder);
  Status read_stems(const std::filesystem::path& folder);
  Status read_endings(const std::filesystem::path& folder);

  bool is_exception(const TaggedWord& word, std::string& lemma) const;
  void name(const TaggedWord& word, std::string& lemma) const;
  void verb(const TaggedWord& word, std::string& lemma) const;
  void adjective(const TaggedWord& word, std::string& lemma) const;
  void guess(const TaggedWord& word, std::string& lemma) const;
  void without_s(bool noun, std::string& word) const;
  void without_comparison(std::string& word) const;
  void repair_stem(std::string& stem) const;

  WordTable<std::vector<Exception>> exceptions_;
  WordTable<std::string> irregular_verbs_;
  Endings<Repair> stems_;
  Endings<std::string> s_, plurals_, compared_;
  Endings<Done> proper_;
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
