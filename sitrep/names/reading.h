#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sitrep/names/model.h"
#include "sitrep/page/page.h"
#include "sitrep/text/text.h"

namespace sitrep {

constexpr std::uint32_t no_token = Id<Token>::unset;

/// The tokens of a page as names/ looks at them: each with the lexicon's facts and a tree. Where
/// the text layer has no tags for a sentence, tags and noun phrases are guessed from the words
/// (guess.cpp), so that whatever comes after has one way to work. Holds references: lives no longer
/// than the page, text and model it was made of. Linear in the tokens.
class Reading {
 public:
  Reading(const Page& page, const Text& text, const NamesModel& model);

  const Page& page() const { return page_; }
  const Text& text() const { return text_; }
  const NamesModel& model() const { return model_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.tokens.size()); }

  Tag tag(std::uint32_t at) const { return tags_[at]; }
  std::uint32_t head(std::uint32_t at) const { return heads_[at]; }
  Relation relation(std::uint32_t at) const { return relations_[at]; }
  const WordFacts& facts(std::uint32_t at) const { return *facts_[at]; }
  /// Index of the country whose adjective this word is, or is half of; -1 for others.
  std::int16_t nationality(std::uint32_t at) const { return nationalities_[at]; }
  NameClass name(std::uint32_t at) const { return text_.tokens[at].name; }
  bool name_begins(std::uint32_t at) const { return text_.tokens[at].name_begins; }

  std::string_view bytes(std::uint32_t at) const { return page_.at(text_.tokens[at].span); }
  std::string_view form(std::uint32_t at) const { return text_.strings.at(text_.tokens[at].form); }
  Span span(std::uint32_t first, std::uint32_t last) const {
    return {text_.tokens[first].span.begin, text_.tokens[last - 1].span.end};
  }
  /// Begins with a capital; all letters are capitals.
  bool capital(std::uint32_t at) const { return (shapes_[at] & 1) != 0; }
  /// Has the capital of a name, or stands on a page that has no capitals at all.
  bool proper(std::uint32_t at) const {
    return capital(at) || (lower_case_ && facts(at).word_class != WordClass::animal_like);
  }
  bool lower_case() const { return lower_case_; }
  bool upper(std::uint32_t at) const { return (shapes_[at] & 2) != 0; }
  bool guessed(std::uint32_t at) const { return (shapes_[at] & 4) != 0; }
  bool touches_next(std::uint32_t at) const {
    return at + 1 < size() && text_.tokens[at].span.end == text_.tokens[at + 1].span.begin;
  }

  std::uint32_t sentence(std::uint32_t at) const { return sentences_[at]; }
  const Block& block_of_sentence(std::uint32_t sentence) const {
    return page_.blocks[text_.sentences[sentence].block.value];
  }
  const Block& block(std::uint32_t at) const { return block_of_sentence(sentences_[at]); }
  /// Furniture, stamps of date, and the head of a comment: nobody is spoken of there.
  bool silent(std::uint32_t sentence) const { return silent_[sentence]; }
  std::span<const std::uint32_t> children(std::uint32_t at) const;

 private:
  void look_up_words();
  void look_up_nationalities();
  bool is_silent(const Sentence& sentence) const;
  void silence_comment_head(const Sentence& sentence);
  void copy_tree(const Sentence& sentence);
  void guess_tree(const Sentence& sentence);
  void guess_tags(std::uint32_t first, std::uint32_t end);
  void guess_phrases(std::uint32_t first, std::uint32_t end);
  void index_children();

  const Page& page_;
  const Text& text_;
  const NamesModel& model_;
  std::vector<Tag> tags_;
  std::vector<std::uint32_t> heads_;
  std::vector<Relation> relations_;
  std::vector<const WordFacts*> facts_;
  std::vector<std::int16_t> nationalities_;
  std::vector<std::uint8_t> shapes_;
  bool lower_case_ = false;
  std::vector<std::uint32_t> sentences_;
  std::vector<bool> silent_;  // by sentence
  std::vector<std::uint32_t> child_begin_, child_list_;
};

}  // namespace sitrep
