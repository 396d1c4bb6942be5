#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/events/lexicon.h"

namespace sitrep::coding {

/// Compiles the tables of lexicon/events. A row that cannot be used becomes a problem and is left
/// out; only a table that cannot be read is an error.
class LexiconReader {
 public:
  LexiconReader(std::filesystem::path folder, std::filesystem::path fallback)
      : folder_(std::move(folder)), fallback_(std::move(fallback)) {}

  Result<Lexicon> read();

 private:
  using Row = Table::Row;

  Status find_tables();
  std::filesystem::path path_of(std::string_view name) const;
  Result<const Table*> open(std::string_view name, const std::vector<std::string_view>& required);
  Status read_ontology();
  Status read_classes();
  Status read_contexts();
  Status read_verbs();
  Status read_nouns();
  Status read_operators(std::string_view name, bool light);
  Status read_compositions();
  Status read_instruments();
  void index();

  void problem(const Table& table, const Row& row, std::string message);
  Word word(std::string_view text) { return lexicon_.words.add(text); }
  std::uint32_t rule(const Table& table, const Row& row, std::string_view what);
  NounTest noun_test(const Table& table, const Row& row, std::string_view cell);
  PhraseTest phrase_test(const Table& table, const Row& row);
  std::vector<Seat> seats(const Table& table, const Row& row, std::string_view cell,
                          std::string_view otherwise);
  bool coding(const Table& table, const Row& row, Coding& coding, std::string_view source,
              std::string_view target);
  std::string cameo(const Table& table, const Row& row);
  bool event_class(const Table& table, const Row& row, std::string_view type, std::string_view mode,
                   ClassId& found);
  bool composition(const Table& table, const Row& row, std::string_view content,
                   std::string_view op);
  std::uint16_t op(std::string_view name);
  std::vector<ContentSeat> contents(std::string_view cell);

  std::filesystem::path folder_, fallback_, translation_;
  Lexicon lexicon_;
  std::map<std::string, std::vector<Word>, std::less<>> classes_;
  std::map<std::string, bool, std::less<>> class_used_;
  std::vector<std::pair<Word, VerbSense>> verbs_;
  std::vector<std::pair<Word, NounSense>> nouns_;
  std::vector<std::pair<Word, OperatorSense>> operators_;
};

}  // namespace sitrep::coding
