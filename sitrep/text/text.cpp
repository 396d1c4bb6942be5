#include "sitrep/text/text.h"

#include <algorithm>

#include "sitrep/text/model.h"
#include "sitrep/text/parse.h"

namespace sitrep {

std::string_view Text::feature(Id<Token> id, std::string_view name) const& {
  std::string_view features = strings.at((*this)[id].features);
  while (!features.empty()) {
    const std::size_t bar = features.find('|');
    const std::string_view pair = features.substr(0, bar);
    if (pair.size() > name.size() && pair[name.size()] == '=' && pair.starts_with(name))
      return pair.substr(name.size() + 1);
    features.remove_prefix(bar == std::string_view::npos ? features.size() : bar + 1);
  }
  return {};
}

std::span<const Id<Token>> Text::children(Id<Token> id) const {
  if (id.value + 1 >= child_begin_.size()) return {};
  const std::uint32_t begin = child_begin_[id.value], end = child_begin_[id.value + 1];
  return std::span(child_list_).subspan(begin, end - begin);
}

Id<Token> Text::child(Id<Token> id, Relation relation, bool exact) const {
  for (const Id<Token> child : children(id)) {
    const Relation found = (*this)[child].relation;
    if (found == relation || (!exact && base(found) == relation)) return child;
  }
  return {};
}

Span Text::subtree(Id<Token> id) const {
  Span span;
  std::vector<Id<Token>> open = {id};  // an explicit stack: trees of broken text can be deep
  while (!open.empty()) {
    const Id<Token> top = open.back();
    open.pop_back();
    span = cover(span, (*this)[top].span);
    open.insert(open.end(), children(top).begin(), children(top).end());
  }
  return span;
}

bool Text::dominates(Id<Token> ancestor, Id<Token> id) const {
  while (!id.none() && id != ancestor) id = (*this)[id].head;
  return !id.none();
}

Id<Sentence> Text::sentence_of(Id<Token> id) const {
  const auto after = std::ranges::upper_bound(sentences, id, {}, &Sentence::first);
  return after == sentences.begin()
             ? Id<Sentence>{}
             : Id<Sentence>{static_cast<std::uint32_t>(after - sentences.begin() - 1)};
}

std::pair<Id<Token>, Id<Token>> Text::tokens_in(Span span) const {
  const auto begin_of = [](const Token& token) { return token.span.begin; };
  const auto at = [&](std::uint32_t byte) {
    return Id<Token>{static_cast<std::uint32_t>(
        std::ranges::lower_bound(tokens, byte, {}, begin_of) - tokens.begin())};
  };
  return {at(span.begin), at(span.end)};
}

void Text::index_tree() {
  child_begin_.assign(tokens.size() + 1, 0);
  for (const Token& token : tokens)
    if (!token.head.none()) ++child_begin_[token.head.value + 1];
  for (std::size_t i = 1; i < child_begin_.size(); ++i) child_begin_[i] += child_begin_[i - 1];
  child_list_.resize(child_begin_.back());
  std::vector<std::uint32_t> next(child_begin_.begin(), child_begin_.end() - 1);
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    if (const Id<Token> head = tokens[i].head; !head.none()) child_list_[next[head.value]++] = {i};
}

Text analyse_text(const Page& page, const TextModel& model, TextScratch& scratch) {
  Text text;
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i)
    model.segmenter.split(page.text, page.blocks[i].span, {i}, text, scratch.pieces);
  if (!is_english(page)) return text;  // the network knows no other language
  tag_and_parse(text, page, model, scratch);
  model.lemmatizer.lemmatize(page.text, text);
  return text;
}

}  // namespace sitrep
