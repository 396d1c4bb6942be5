#include <utility>

#include <fmt/format.h>

#include "sitrep/text/lemma.h"

namespace sitrep {

namespace {

Error bad_cell(const Table& table, const Table::Row& row, std::string_view value) {
  return {ErrorKind::corrupt, table.path(),
          fmt::format("line {}: unknown value \"{}\"", row.line, value)};
}

LexiconProblem twice(const Table& table, const Table::Row& row, std::string_view word) {
  return {table.path(), row.line, fmt::format("\"{}\" stands here twice", word)};
}

}  // namespace

Result<Lemmatizer> Lemmatizer::load(const std::filesystem::path& home) {
  Lemmatizer lemmatizer;
  const std::filesystem::path folder = home / "lexicon" / "text";
  for (const auto read : {&Lemmatizer::read_exceptions, &Lemmatizer::read_verbs,
                          &Lemmatizer::read_stems, &Lemmatizer::read_endings})
    if (const Status status = (lemmatizer.*read)(folder); !status) return status.error();
  return lemmatizer;
}

Status Lemmatizer::read_exceptions(const std::filesystem::path& folder) {
  const Result<Table> table = Table::read(folder / "lemmas.tsv", {"form", "tags", "lemma"});
  if (!table) return table.error();
  std::vector<std::pair<std::string, std::vector<Exception>>> lists;
  WordTable<std::size_t> places;
  for (const Table::Row& row : table->rows()) {
    const std::string_view form = table->cell(row, "form");
    Exception exception{0, std::string(table->cell(row, "lemma"))};
    for (const std::string_view name : values(table->cell(row, "tags"))) {
      const auto tag = from_word<Tag>(name);
      if (!tag) return bad_cell(*table, row, name);
      exception.tags |= 1u << static_cast<unsigned>(*tag);
    }
    if (places.add(form, lists.size())) lists.emplace_back(form, std::vector<Exception>{});
    std::vector<Exception>& list = lists[*places.find(form)].second;
    for (const Exception& other : list)
      if (other.tags & exception.tags) problems_.push_back(twice(*table, row, form));
    list.push_back(std::move(exception));
  }
  for (auto& [form, list] : lists) exceptions_.add(form, std::move(list));
  return Done{};
}

Status Lemmatizer::read_verbs(const std::filesystem::path& folder) {
  const Result<Table> table =
      Table::read(folder / "irregular_verbs.tsv", {"lemma", "past", "participle"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view lemma = table->cell(row, "lemma");
    bool any = false;
    for (const std::string_view column : {"past", "participle"})
      for (const std::string_view form : values(table->cell(row, column))) {
        irregular_verbs_.add(form, std::string(lemma));
        any = true;
      }
    if (!any) irregular_verbs_.add(lemma, std::string(lemma));  // cut, put: past as the rest
  }
  return Done{};
}

Status Lemmatizer::read_stems(const std::filesystem::path& folder) {
  const Result<Table> table = Table::read(folder / "verb_stems.tsv", {"stem", "repair"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view stem = table->cell(row, "stem"), word = table->cell(row, "repair");
    Repair repair = Repair::none;
    if (word == "e")
      repair = Repair::add_e;
    else if (word == "one")
      repair = Repair::drop_one;
    else if (word != "-")
      return bad_cell(*table, row, word);
    if (!stems_.add(stem, repair)) problems_.push_back(twice(*table, row, stem));
  }
  return Done{};
}

Status Lemmatizer::read_endings(const std::filesystem::path& folder) {
  const Result<Table> table =
      Table::read(folder / "lemma_endings.tsv", {"kind", "ending", "lemma"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const std::string_view kind = table->cell(row, "kind"), ending = table->cell(row, "ending");
    const std::string lemma(table->cell(row, "lemma"));
    bool added = false;
    if (kind == "s")
      added = s_.add(ending, lemma);
    else if (kind == "plural")
      added = plurals_.add(ending, lemma);
    else if (kind == "compared")
      added = compared_.add(ending, lemma);
    else if (kind == "proper")
      added = proper_.add(ending, {});
    else
      return bad_cell(*table, row, kind);
    if (!added) problems_.push_back(twice(*table, row, ending));
  }
  return Done{};
}

}  // namespace sitrep
