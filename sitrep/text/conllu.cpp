#include "sitrep/text/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sitrep/text/character.h"

namespace sitrep {

namespace {

enum Column { id, form, lemma, tag, language_tag, features, head, relation, enhanced, misc };
constexpr std::size_t columns = 10;
using Line = std::array<std::string_view, columns>;

Line split(std::string_view line) {
  const char separator = line.find('\t') == std::string_view::npos ? ' ' : '\t';
  Line cells;
  cells.fill("_");
  for (std::size_t at = 0; at < columns && !line.empty();) {
    const std::size_t end = std::min(line.find(separator), line.size());
    if (end > 0) cells[at++] = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return cells;
}

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The value of a key in "A=x|B=y", "" where it is missing.
std::string_view value_of(std::string_view pairs, std::string_view key) {
  while (!pairs.empty()) {
    const std::string_view pair = pairs.substr(0, pairs.find('|'));
    if (pair.size() > key.size() && pair.starts_with(key) && pair[key.size()] == '=')
      return pair.substr(key.size() + 1);
    pairs.remove_prefix(std::min(pair.size() + 1, pairs.size()));
  }
  return {};
}

class Reader {
 public:
  void line(std::string_view text) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.empty()) return end_sentence();
    if (text[0] == '#') return comment(text.substr(1));
    const Line cells = split(text);
    const std::string_view at = cells[id];
    if (at.find('.') != std::string_view::npos) return;  // an empty node of the enhanced graph
    if (const std::size_t dash = at.find('-'); dash != std::string_view::npos)
      return multiword(number(at.substr(dash + 1)), cells);
    if (number(at) == 0 || cells[form].empty()) {
      tree_.text.notes.push_back(
          {Stage::text, NoteLevel::warning, fmt::format("not CoNLL-U: {}", text), {}});
      return;
    }
    word(cells);
  }

  Treebank finish() {
    end_sentence();
    close_block();
    tree_.text.index_tree();
    return std::move(tree_);
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(tree_.page.text.size()); }

  void comment(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    if (text.starts_with("newpar") || text.starts_with("newdoc")) close_block();
  }

  void multiword(std::uint32_t last, const Line& cells) {
    last_part_ = last;
    space_after_parts_ = value_of(cells[misc], "SpaceAfter") != "No";
  }

  void word(const Line& cells) {
    open_sentence();
    if (space_) tree_.page.text += ' ';
    Text& text = tree_.text;
    Token token;
    token.span.begin = here();
    tree_.page.text += cells[form];
    token.span.end = here();
    std::string key;
    append_form(key, cells[form]);
    token.form = text.strings.add(key);
    token.lemma = text.strings.add(cells[lemma] == "_" ? key : cells[lemma]);
    if (cells[features] != "_") token.features = text.strings.add(cells[features]);
    token.tag = from_word<Tag>(cells[tag]).value_or(Tag::X);
    token.relation = from_word<Relation>(cells[relation]).value_or(Relation::dep);
    set_name(value_of(cells[misc], "Name"), token);
    if (const std::uint32_t up = number(cells[head]); up > 0)
      token.head = {text.sentences.back().first.value + up - 1};
    text.tokens.push_back(token);
    const std::uint32_t position = number(cells[id]);
    if (position < last_part_)
      space_ = false;
    else if (position == last_part_)
      space_ = space_after_parts_;
    else
      space_ = value_of(cells[misc], "SpaceAfter") != "No";
  }

  static void set_name(std::string_view name, Token& token) {
    if (name.size() < 3) return;
    token.name = from_word<NameClass>(name.substr(2)).value_or(NameClass::other);
    token.name_begins = name[0] == 'B';
  }

  void open_sentence() {
    if (in_sentence_) return;
    in_sentence_ = true;
    if (tree_.page.blocks.empty() || block_closed_) {
      if (!tree_.page.text.empty()) tree_.page.text += "\n\n";
      Block block;
      block.span.begin = here();
      tree_.page.blocks.push_back(block);
      block_closed_ = space_ = false;
    }
    Sentence sentence;
    sentence.block = {static_cast<std::uint32_t>(tree_.page.blocks.size() - 1)};
    sentence.first = {static_cast<std::uint32_t>(tree_.text.tokens.size())};
    tree_.text.sentences.push_back(sentence);
  }

  void end_sentence() {
    if (!in_sentence_) return;
    in_sentence_ = false;
    last_part_ = 0;
    Text& text = tree_.text;
    Sentence& sentence = text.sentences.back();
    sentence.end = {static_cast<std::uint32_t>(text.tokens.size())};
    sentence.span = {text[sentence.first].span.begin, text.tokens.back().span.end};
    tree_.page.blocks.back().span.end = sentence.span.end;
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i)
      if (const Id<Token> up = text.tokens[i].head; !up.none() && up >= sentence.end)
        text.tokens[i].head = {};
  }

  void close_block() { block_closed_ = true; }

  Treebank tree_;
  bool in_sentence_ = false, block_closed_ = false, space_ = false, space_after_parts_ = true;
  std::uint32_t last_part_ = 0;
};

}  // namespace

Treebank read_conllu(std::string_view conllu) {
  Reader reader;
  while (!conllu.empty()) {
    const std::size_t end = std::min(conllu.find('\n'), conllu.size());
    reader.line(conllu.substr(0, end));
    conllu.remove_prefix(std::min(end + 1, conllu.size()));
  }
  return reader.finish();
}

}  // namespace sitrep
