#include "sitrep/names/reading.h"

#include <algorithm>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

std::uint8_t shape_of(std::string_view bytes) {
  const CodePoint first = decode(bytes, 0);
  if (!is_upper(first.value)) return 0;
  for (std::size_t at = first.length; at < bytes.size();) {
    const CodePoint next = decode(bytes, at);
    if (is_lower(next.value)) return 1;
    at += next.length;
  }
  return 3;
}

}  // namespace

Reading::Reading(const Page& page, const Text& text, const NamesModel& model)
    : page_(page), text_(text), model_(model) {
  const std::size_t count = text.tokens.size();
  tags_.assign(count, Tag::X);
  heads_.assign(count, no_token);
  relations_.assign(count, Relation::dep);
  shapes_.assign(count, 0);
  sentences_.assign(count, 0);
  look_up_words();
  look_up_nationalities();
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    const Sentence& sentence = text.sentences[s];
    silent_.push_back(is_silent(sentence));
    bool tagged = false;
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
      sentences_[i] = static_cast<std::uint32_t>(s);
      shapes_[i] = shape_of(bytes(i));
      tagged = tagged || text.tokens[i].tag != Tag::X;
    }
    if (tagged)
      copy_tree(sentence);
    else
      guess_tree(sentence);
    silence_comment_head(sentence);
  }
  index_children();
  const auto capitals =
      std::count_if(shapes_.begin(), shapes_.end(), [](std::uint8_t shape) { return shape & 1; });
  lower_case_ = static_cast<std::size_t>(capitals) * 40 < count;
}

bool Reading::is_silent(const Sentence& sentence) const {
  const Block& block = page_.blocks[sentence.block.value];
  if (block.kind == BlockKind::furniture || block.kind == BlockKind::published) return true;
  if (block.kind != BlockKind::comment || block.comment.none()) return false;
  const std::vector<Span>& body = page_.comments[block.comment.value].body;
  return std::none_of(body.begin(), body.end(),
                      [&](Span part) { return part.overlaps(sentence.span); });
}

// "Joseph McCarthy" above a comment is its author, though the sentence may run on into the body.
void Reading::silence_comment_head(const Sentence& sentence) {
  const Block& block = page_.blocks[sentence.block.value];
  if (block.kind != BlockKind::comment || block.comment.none()) return;
  const std::vector<Span>& body = page_.comments[block.comment.value].body;
  for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
    const Span word = text_.tokens[i].span;
    if (std::any_of(body.begin(), body.end(), [&](Span part) { return part.contains(word); }))
      continue;
    tags_[i] = Tag::PUNCT;
    relations_[i] = Relation::punct;
    shapes_[i] = 0;
    facts_[i] = &model_.word("");
  }
}

void Reading::look_up_words() {
  std::vector<const WordFacts*> by_form(text_.strings.size(), nullptr);
  facts_.reserve(text_.tokens.size());
  for (const Token& token : text_.tokens) {
    if (token.form.none()) {
      facts_.push_back(&model_.word(""));
      continue;
    }
    const WordFacts*& facts = by_form[token.form.value];
    if (!facts) {
      facts = &model_.word(text_.strings.at(token.form));
      const bool unknown = facts == &model_.word("");
      // St.-Petersburg, Quneitra's: the letters alone may be known.
      if (unknown) facts = &model_.word(letters_key(text_.strings.at(token.form)));
    }
    facts_.push_back(facts);
  }
}

void Reading::look_up_nationalities() {
  nationalities_.reserve(facts_.size());
  for (const WordFacts* facts : facts_) nationalities_.push_back(facts->adjective_of);
  for (std::uint32_t i = 0; i + 1 < facts_.size(); ++i) {
    if (!facts_[i]->starts_adjective) continue;
    std::string pair(form(i));
    pair += ' ';
    pair += form(i + 1);
    const int country = model_.long_adjective(pair);
    if (country >= 0)
      nationalities_[i] = nationalities_[i + 1] = static_cast<std::int16_t>(country);
  }
}

void Reading::copy_tree(const Sentence& sentence) {
  for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i) {
    tags_[i] = text_.tokens[i].tag;
    heads_[i] = text_.tokens[i].head.value;
    relations_[i] = text_.tokens[i].relation;
  }
}

void Reading::index_children() {
  child_begin_.assign(heads_.size() + 1, 0);
  for (const std::uint32_t head : heads_)
    if (head != no_token) ++child_begin_[head + 1];
  for (std::size_t i = 1; i < child_begin_.size(); ++i) child_begin_[i] += child_begin_[i - 1];
  child_list_.resize(child_begin_.back());
  std::vector<std::uint32_t> next(child_begin_.begin(), child_begin_.end() - 1);
  for (std::uint32_t i = 0; i < heads_.size(); ++i)
    if (heads_[i] != no_token) child_list_[next[heads_[i]]++] = i;
}

std::span<const std::uint32_t> Reading::children(std::uint32_t at) const {
  return {child_list_.data() + child_begin_[at], child_list_.data() + child_begin_[at + 1]};
}

}  // namespace sitrep
