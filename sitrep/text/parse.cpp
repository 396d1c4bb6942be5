#include "sitrep/text/parse.h"

#include <fmt/format.h>

#include <algorithm>

namespace sitrep {

namespace {

/// Tokens that go through the network together: enough to be fast, few enough for the cache.
constexpr std::size_t batch_tokens = 192;

/// Collects pieces of sentences and writes what the network says of them into the layer.
class Parser {
 public:
  Parser(Text& text, const Page& page, const TextModel& model, NetworkScratch& scratch)
      : text_(text), page_(page), network_(model.network), scratch_(scratch) {
    clear();
    scratch_.feature_ids.assign(network_.features().size(), {});
  }

  void add(const Sentence& sentence) {
    for (std::uint32_t first = sentence.first.value; first < sentence.end.value;) {
      const auto most = static_cast<std::uint32_t>(Network::sentence_max);
      const std::uint32_t end = std::min(sentence.end.value, first + most);
      add_piece(first, end, sentence.first.value);
      first = end;
    }
  }

  void flush() {
    if (scratch_.tokens.empty()) return;
    scratch_.guesses.assign(scratch_.tokens.size(), {});
    network_.run(scratch_.tokens, scratch_.ends, scratch_, scratch_.guesses);
    std::size_t guess = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) write(pieces_[i], guess);
    clear();
  }

 private:
  struct ParsedPiece {
    std::uint32_t first, end;  // tokens of the layer
    std::uint32_t sentence_first;
  };

  void add_piece(std::uint32_t first, std::uint32_t end, std::uint32_t sentence_first) {
    if (scratch_.tokens.size() + (end - first) > batch_tokens) flush();
    for (std::uint32_t i = first; i < end; ++i) {
      const Token& token = text_.tokens[i];
      const auto touch = [&](std::uint32_t left, std::uint32_t right) {
        return text_.tokens[left].span.end == text_.tokens[right].span.begin;
      };
      const int before = i > first && touch(i - 1, i) ? 1 : 0;
      const int after = i + 1 < end && touch(i, i + 1) ? 2 : 0;
      scratch_.tokens.push_back({page_.at(token.span), text_.strings.at(token.form),
                                 static_cast<std::uint8_t>(before + after)});
    }
    scratch_.ends.push_back(static_cast<std::uint32_t>(scratch_.tokens.size()));
    pieces_.push_back({first, end, sentence_first});
  }

  void write(const ParsedPiece& piece, std::size_t& guess) {
    for (std::uint32_t i = piece.first; i < piece.end; ++i, ++guess) {
      const NetworkGuess& found = scratch_.guesses[guess];
      Token& token = text_.tokens[i];
      token.tag = found.tag;
      token.features = feature_id(found.features);
      token.relation = found.relation;
      token.name = found.name;
      token.name_begins = found.name_begins;
      if (found.head != 0) {
        token.head = {piece.first + static_cast<std::uint32_t>(found.head) - 1};
      } else if (piece.first != piece.sentence_first) {
        token.head = root_;
        token.relation = Relation::parataxis;
      } else {
        token.head = {};
        root_ = {i};
      }
    }
  }

  /// Feature strings enter the layer's strings once, when they are first needed.
  Id<InternedString> feature_id(std::uint32_t at) {
    const std::string_view features = network_.features()[at];
    Id<InternedString>& id = scratch_.feature_ids[at];
    if (id.none() && !features.empty()) id = text_.strings.add(features);
    return id;
  }

  void clear() {
    scratch_.tokens.clear();
    scratch_.ends.clear();
    pieces_.clear();
  }

  Text& text_;
  const Page& page_;
  const Network& network_;
  NetworkScratch& scratch_;
  std::vector<ParsedPiece> pieces_;
  Id<Token> root_;  // of the sentence that is being written
};

/// How many of the first sentences hold so many words.
std::size_t sentences_within(const Text& text, std::size_t words) {
  const auto after = std::ranges::upper_bound(
      text.sentences, words, {},
      [](const Sentence& sentence) { return std::size_t{sentence.end.value}; });
  return static_cast<std::size_t>(after - text.sentences.begin());
}

}  // namespace

void tag_and_parse(Text& text, const Page& page, const TextModel& model, TextScratch& scratch) {
  Parser parser(text, page, model, scratch.network);
  const std::size_t within = sentences_within(text, parsed_words_max);
  for (std::size_t i = 0; i < within; ++i)
    if (page.blocks[text.sentences[i].block.value].kind != BlockKind::furniture)
      parser.add(text.sentences[i]);
  parser.flush();
  if (within < text.sentences.size())
    text.notes.push_back(
        {Stage::text,
         NoteLevel::warning,
         fmt::format("more than {} words: the rest is split, but not parsed", parsed_words_max),
         {text.sentences[within].span.begin, text.sentences.back().span.end}});
  for (const Sentence& sentence : text.sentences)
    if (page.blocks[sentence.block.value].kind != BlockKind::furniture)
      model.closing_cues.mend(text, sentence);
  text.index_tree();
}

}  // namespace sitrep
