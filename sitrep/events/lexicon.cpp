#include "sitrep/events/lexicon.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "sitrep/events/lexicon_reader.h"

namespace sitrep::coding {

namespace {

/// Rows of one table that ask for the same words: the same result is a duplicate, another a
/// contradiction. Each value of the column `each`, if there is one, is looked at for itself.
void repeated_rows(const Table& table, const std::vector<std::string_view>& keys,
                   std::string_view words, std::string_view each,
                   std::vector<LexiconProblem>& problems) {
  std::map<std::string, std::pair<std::size_t, std::string>> seen;
  for (const Table::Row& row : table.rows()) {
    std::string rest;
    for (const std::string_view key : keys) rest += fmt::format("\t{}", table.cell(row, key));
    const std::string result =
        fmt::format("{} {}", table.cell(row, "type"), table.cell(row, "mode"));
    std::vector<std::string_view> inner = values(table.cell(row, each));
    if (inner.empty()) inner.emplace_back();
    for (const std::string_view value : values(table.cell(row, words)))
      for (const std::string_view one : inner) {
        const auto [first, added] =
            seen.try_emplace(fmt::format("{}\t{}{}", value, one, rest), row.line, result);
        if (added) continue;
        const std::string what = fmt::format("'{}{}{}'", value, one.empty() ? "" : " ", one);
        problems.push_back({table.path(), row.line,
                            first->second.second == result
                                ? fmt::format("{} repeats line {}", what, first->second.first)
                                : fmt::format("{} is {} here and {} in line {}", what, result,
                                              first->second.second, first->second.first)});
      }
  }
}

/// Words that no text can have: the look-up is in lower case, one word and one particle.
void unreachable_words(const Table& table, std::string_view column, std::size_t most,
                       std::vector<LexiconProblem>& problems) {
  for (const Table::Row& row : table.rows())
    for (const std::string_view value : values(table.cell(row, column))) {
      const bool upper =
          std::ranges::any_of(value, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
      const auto spaces = static_cast<std::size_t>(std::ranges::count(value, ' '));
      if (upper || spaces >= most)
        problems.push_back({table.path(), row.line, fmt::format("'{}' can match no word", value)});
    }
}

}  // namespace

Result<Lexicon> Lexicon::read(const std::filesystem::path& folder,
                              const std::filesystem::path& fallback) {
  return LexiconReader(folder, fallback).read();
}

const Instrument* Lexicon::instrument(Word word, ClassId type) const {
  auto at = std::ranges::lower_bound(instruments_, word, {}, &std::pair<Word, Instrument>::first);
  for (; at != instruments_.end() && at->first == word; ++at)
    if (at->second.type == type) return &at->second;
  return nullptr;
}

const std::vector<std::uint8_t>& Lexicon::contexts_of(Word word) const {
  static const std::vector<std::uint8_t> none;
  return word.value < contexts_.size() ? contexts_[word.value] : none;
}

std::vector<LexiconProblem> Lexicon::problems() const {
  std::vector<LexiconProblem> found = problems_;
  std::set<std::string> with_words = {"will", "will not", "must", "may"};
  std::set<std::string> composed;
  for (const auto& [name, table] : files_) {
    if (name == "verbs.tsv") {
      repeated_rows(table, {"with", "subject"}, "verb", "object", found);
      unreachable_words(table, "verb", 2, found);
    } else if (name == "nouns.tsv") {
      repeated_rows(table, {"with"}, "noun", "before", found);
      unreachable_words(table, "noun", 1, found);
    } else if (name == "operators.tsv" || name == "light_verbs.tsv") {
      repeated_rows(table, {"content", "operator"}, "word", "", found);
      unreachable_words(table, "word", 2, found);
      for (const Table::Row& row : table.rows()) with_words.emplace(table.cell(row, "operator"));
    } else if (name == "compositions.tsv") {
      repeated_rows(table, {"operator", "if"}, "content", "", found);
      for (const Table::Row& row : table.rows())
        for (const std::string_view op : values(table.cell(row, "operator"))) {
          composed.emplace(op);
          if (!with_words.contains(std::string(op)))
            found.push_back({table.path(), row.line, fmt::format("no word is '{}'", op)});
        }
    }
  }
  for (const std::string& op : with_words)
    if (!composed.contains(op))
      found.push_back({"compositions.tsv", 0, fmt::format("operator '{}' is never composed", op)});
  for (const Translation& one : ontology.translations())
    if (ontology.find(one.type, one.mode) == no_class)
      found.push_back({one.path, one.line,
                       fmt::format("there is no '{} {}' to translate", one.type, one.mode)});
  return found;
}

}  // namespace sitrep::coding
