#include "sitrep/claims/model.h"

#include <algorithm>

#include <fmt/format.h>

namespace sitrep {

namespace {

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) words.emplace_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return words;
}

}  // namespace

bool ReportingWord::takes(std::string_view preposition) const {
  return std::ranges::find(prepositions, preposition) != prepositions.end();
}

const ClaimWord* ClaimsModel::find(std::string_view text) const {
  const auto found = words_.find(text);
  return found == words_.end() ? nullptr : &found->second;
}

ClaimWord& ClaimsModel::word(std::string_view text) {
  const auto found = words_.find(text);
  return found == words_.end() ? words_[std::string(text)] : found->second;
}

void ClaimsModel::problem(const Table& table, const Table::Row& row, std::string message) {
  problems_.push_back({table.path(), row.line, std::move(message)});
}

void ClaimsModel::add_reporting(const Table& table, const Table::Row& row, std::string_view words,
                                std::int16_t ClaimWord::*slot, std::int16_t index) {
  const std::size_t space = words.find(' ');
  ClaimWord& entry = word(words.substr(0, space));
  if (space == std::string_view::npos) {
    if (entry.*slot >= 0) problem(table, row, fmt::format("'{}' stands twice", words));
    entry.*slot = index;
    return;
  }
  const std::string_view second = words.substr(space + 1);
  if (std::ranges::find(entry.with_second, second, [](const auto& pair) -> const std::string& {
        return pair.first;
      }) != entry.with_second.end())
    problem(table, row, fmt::format("'{}' stands twice", words));
  entry.with_second.emplace_back(second, index);
}

void ClaimsModel::read_reporting(const Table& table, std::int16_t ClaimWord::*slot) {
  for (const Table::Row& row : table.rows()) {
    ReportingWord made;
    made.words = table.cell(row, "words");
    made.act = table.cell(row, "act");
    made.path = table.path();
    made.line = row.line;
    for (const std::string_view frame : values(table.cell(row, "frames"))) {
      if (const std::optional<Frame> known = from_word<Frame>(frame))
        made.frames |= 1U << static_cast<unsigned>(*known);
      else
        made.prepositions.emplace_back(frame);
    }
    const std::optional<Sureness> complement = sureness_of(table.cell(row, "complement"));
    const std::optional<Sureness> negated = sureness_of(table.cell(row, "negated"));
    if (!complement || !negated) problem(table, row, "no certainty that is known");
    if (made.act.empty()) problem(table, row, "no act");
    if (made.frames == 0 && made.prepositions.empty()) problem(table, row, "no frame");
    made.complement = complement.value_or(sure);
    made.negated = negated.value_or(0);
    const auto index = static_cast<std::int16_t>(reporting_.size());
    for (const std::string_view words : values(table.cell(row, "words")))
      add_reporting(table, row, words, slot, index);
    reporting_.push_back(std::move(made));
  }
}

void ClaimsModel::read_operators(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const std::optional<OperatorKind> kind = from_word<OperatorKind>(table.cell(row, "kind"));
    const std::string_view complement = table.cell(row, "complement");
    const std::string_view negated = table.cell(row, "negated");
    Operator made;
    made.flips = complement == "not";
    const std::optional<Sureness> value = made.flips ? sure : sureness_of(complement);
    const std::optional<Sureness> other = negated.empty() ? Sureness{0} : sureness_of(negated);
    if (!kind || !value || !other) {
      problem(table, row, "no kind or no certainty that is known");
      continue;
    }
    made.complement = *value;
    made.negated = *other;
    const auto index = static_cast<std::int16_t>(operators_.size());
    operators_.push_back(made);
    for (const std::string_view text : values(table.cell(row, "words"))) {
      std::int16_t& slot = word(text).operators[static_cast<std::size_t>(*kind)];
      if (slot >= 0) problem(table, row, fmt::format("'{}' stands twice", text));
      slot = index;
    }
  }
}

void ClaimsModel::read_phrases(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    std::vector<std::string> words = words_in(table.cell(row, "words"));
    const std::string_view source = table.cell(row, "source");
    if (words.size() != 2 || (source != "after" && source != "possessor")) {
      problem(table, row, "not two words, or a source that is neither after nor possessor");
      continue;
    }
    if (source == "after") {
      source_phrases_.push_back({std::move(words), std::string(table.cell(row, "act"))});
    } else {
      word(words[1]).possessed = static_cast<std::int16_t>(possessed_acts_.size());
      possessed_acts_.emplace_back(table.cell(row, "act"));
    }
  }
}

void ClaimsModel::read_anonymity(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    const std::optional<AnonymityKind> kind = from_word<AnonymityKind>(table.cell(row, "kind"));
    if (!kind) {
      problem(table, row, "a kind that is not known");
      continue;
    }
    for (const std::string_view text : values(table.cell(row, "words")))
      word(text).anonymity |= 1U << static_cast<unsigned>(*kind);
  }
}

void ClaimsModel::read_refusals(const Table& table) {
  for (const Table::Row& row : table.rows()) {
    std::vector<std::string> words = words_in(table.cell(row, "words"));
    word(words.front()).refusal_begins = true;
    refusals_.push_back(std::move(words));
  }
}

Result<ClaimsModel> ClaimsModel::load(const std::filesystem::path& home) {
  ClaimsModel model;
  const std::filesystem::path folder = home / "lexicon" / "claims";
  const std::vector<std::string_view> reporting = {"words", "act", "frames", "complement",
                                                   "negated"};
  const std::pair<const char*, std::int16_t ClaimWord::*> files[] = {
      {"reporting_verbs.tsv", &ClaimWord::verb},
      {"reporting_nouns.tsv", &ClaimWord::noun},
      {"reporting_adjectives.tsv", &ClaimWord::adjective}};
  for (const auto& [file, slot] : files) {
    const Result<Table> table = Table::read(folder / file, reporting);
    if (!table) return table.error();
    model.read_reporting(*table, slot);
  }
  const auto read = [&](const char* file, const std::vector<std::string_view>& columns,
                        void (ClaimsModel::*reader)(const Table&)) -> Status {
    const Result<Table> table = Table::read(folder / file, columns);
    if (!table) return table.error();
    (model.*reader)(*table);
    return Done{};
  };
  for (const Status& status :
       {read("operators.tsv", {"words", "kind", "complement", "negated"},
             &ClaimsModel::read_operators),
        read("phrases.tsv", {"words", "source", "act"}, &ClaimsModel::read_phrases),
        read("anonymity.tsv", {"words", "kind"}, &ClaimsModel::read_anonymity),
        read("comment_refusals.tsv", {"words"}, &ClaimsModel::read_refusals)})
    if (!status) return status.error();
  return model;
}

}  // namespace sitrep
