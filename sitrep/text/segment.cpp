#include "sitrep/text/segment.h"

#include <utility>

#include <fmt/format.h>

#include "sitrep/text/character.h"
#include "sitrep/text/sentence.h"

namespace sitrep {

namespace {

using Problems = std::vector<LexiconProblem>;

void report_twice(const Table& table, const Table::Row& row, std::string_view word,
                  Problems& problems) {
  problems.push_back({table.path(), row.line, fmt::format("\"{}\" stands here twice", word)});
}

Error bad_cell(const Table& table, const Table::Row& row, std::string_view value) {
  return {ErrorKind::corrupt, table.path(),
          fmt::format("line {}: unknown value \"{}\"", row.line, value)};
}

Status read_abbreviations(const std::filesystem::path& folder, SegmentWords& words,
                          Problems& problems) {
  const Result<Table> table = Table::read(folder / "abbreviations.tsv", {"abbreviation", "place"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view word = table->cell(row, "abbreviation");
    const auto place = from_word<AbbreviationPlace>(table->cell(row, "place"));
    if (!place) return bad_cell(*table, row, table->cell(row, "place"));
    if (!words.abbreviations.add(word, *place)) report_twice(*table, row, word, problems);
  }
  return Done{};
}

Status read_contractions(const std::filesystem::path& folder, SegmentWords& words,
                         Problems& problems) {
  const Result<Table> table = Table::read(folder / "contractions.tsv", {"word", "parts"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view word = table->cell(row, "word");
    std::string whole;
    Contraction contraction;
    for (const std::string_view part : values(table->cell(row, "parts"))) {
      whole += part;
      contraction.parts.push_back(static_cast<std::uint8_t>(part.size()));
    }
    for (const std::string_view next : values(table->cell(row, "before")))
      contraction.before.add(next, {});
    if (whole != word)
      problems.push_back({table->path(), row.line, "the parts put together are not the word"});
    else if (!words.contractions.add(word, std::move(contraction)))
      report_twice(*table, row, word, problems);
  }
  return Done{};
}

Status read_tokens(const std::filesystem::path& folder, SegmentWords& words, Problems& problems) {
  const Result<Table> table = Table::read(folder / "tokens.tsv", {"form", "kind"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view form = table->cell(row, "form");
    const auto rule = from_word<TokenRule>(table->cell(row, "kind"));
    if (!rule) return bad_cell(*table, row, table->cell(row, "kind"));
    if (!words.rules[static_cast<std::size_t>(*rule)].add(form, {}))
      report_twice(*table, row, form, problems);
  }
  return Done{};
}

Status read_starters(const std::filesystem::path& folder, SegmentWords& words, Problems& problems) {
  const Result<Table> table = Table::read(folder / "sentence_starters.tsv", {"word"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view word = table->cell(row, "word");
    if (!words.sentence_starters.add(word, {})) report_twice(*table, row, word, problems);
  }
  return Done{};
}

}  // namespace

Result<Segmenter> Segmenter::load(const std::filesystem::path& home) {
  Segmenter segmenter;
  const std::filesystem::path folder = home / "lexicon" / "text";
  for (const auto read : {read_abbreviations, read_contractions, read_tokens, read_starters})
    if (const Status status = read(folder, segmenter.words_, segmenter.problems_); !status)
      return status.error();
  return segmenter;
}

void Segmenter::split(std::string_view page_text, Span span, Id<Block> block, Text& text,
                      std::vector<Piece>& pieces) const {
  pieces.clear();
  append_pieces(page_text, span, words_, pieces);
  std::string form;
  const auto add = [&](Span word) {
    form.clear();
    append_form(form, page_text.substr(word.begin, word.size()));
    Token token;
    token.span = word;
    token.form = token.lemma = text.strings.add(form);
    text.tokens.push_back(token);
  };
  for (std::size_t begin = 0; begin < pieces.size();) {
    const std::size_t end = sentence_end(page_text, pieces, begin, words_);
    const Span first = pieces[begin].span, last = pieces[end - 1].span;
    Sentence sentence;
    sentence.block = block;
    sentence.first = {static_cast<std::uint32_t>(text.tokens.size())};
    for (; begin + 1 < end; ++begin) add(pieces[begin].span);
    const bool parts = parts_final_stop(page_text, pieces[begin]);
    add({last.begin, last.end - parts});
    if (parts) add({last.end - 1, last.end});
    begin = end;
    sentence.end = {static_cast<std::uint32_t>(text.tokens.size())};
    sentence.span = {first.begin, last.end};
    text.sentences.push_back(sentence);
  }
}

}  // namespace sitrep
