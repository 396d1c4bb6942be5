#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sitrep/base/table.h"
#include "sitrep/base/unicode.h"
#include "sitrep/names/model.h"

namespace sitrep {

/// Fills a model table by table.
struct NamesModel::Loader {
  explicit Loader(NamesModel& filled) : model(filled) {}

  NamesModel& model;
  const Table* table = nullptr;
  bool own = false;  ///< the table is the user's: its rows win

  /// Where each actor was read, by index.
  struct Origin {
    std::string path;
    std::size_t line = 0;
    bool own = false;
  };
  std::vector<Origin> origins;
  std::unordered_map<std::string, std::size_t> by_id;  ///< actors

  std::string_view cell(const Table::Row& row, std::string_view column) const {
    return table->cell(row, column);
  }
  void problem(const Table::Row& row, std::string message) {
    model.problems_.push_back({table->path(), row.line, std::move(message)});
  }
  template <class Enum>
  Enum one_of(const Table::Row& row, std::string_view column) {
    const auto found = from_word<Enum>(cell(row, column));
    if (!found)
      problem(row,
              std::string(column) + ": unknown word \"" + std::string(cell(row, column)) + "\"");
    return found.value_or(Enum{});
  }
  Sectors sectors(const Table::Row& row, std::string_view text) {
    Sectors out = 0;
    for (const std::string_view code : values(text)) {
      const auto sector = from_word<Sector>(code);
      if (sector)
        out |= 1U << static_cast<unsigned>(*sector);
      else
        problem(row, "\"" + std::string(code) + "\" is no sector");
    }
    return out;
  }
  std::uint32_t sense(std::string_view noun) {
    const auto next = static_cast<std::uint32_t>(model.senses_.size() + 1);
    return model.senses_.emplace(std::string(noun), next).first->second;
  }
  WordFacts& facts(std::string_view word) { return model.words_[lower(word)]; }

  /// The words that may begin a name that is known.
  void index_words(std::string_view name);
  static KnownName known_name(std::string_view text, PhraseKind kind, std::size_t index);
  void name(const Table::Row& row, std::string_view text, PhraseKind kind, std::size_t index);
  void countries();
  void regions();
  void noun(const Table::Row& row, const std::string& form, Noun noun);
  void nouns();
  void titles();
  void words();
  void given_names();

  void state_bodies();
  void actors();
  void actor(const Table::Row& row);
  void actor_name(const Table::Row& row, std::string_view text, std::size_t index);
  EntityKind kind_of(const Table::Row& row);
  void office(const Table::Row& row, std::string_view text, KnownActor& actor);
  /// Persons who are one, offices that two hold at a time.
  void find_contradictions();
};

}  // namespace sitrep
