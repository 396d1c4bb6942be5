#include "sitrep/scene/time_grammar.h"

#include <algorithm>

namespace sitrep {

namespace {

/// The pieces of a text between any of `marks`; empty ones are left out.
std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t cut = std::min(text.find(mark), text.size());
    if (cut > 0) pieces.push_back(text.substr(0, cut));
    text.remove_prefix(std::min(cut + 1, text.size()));
  }
  return pieces;
}

}  // namespace

const std::int32_t* TimeMatch::value(TimeClass kind, std::size_t nth) const {
  for (std::size_t i = 0; i < length; ++i)
    if (path[i].symbol == symbol_of(kind) && nth-- == 0) return &path[i].value;
  return nullptr;
}

bool TimeGrammar::parse(std::string_view text, std::vector<Element>& elements) {
  for (std::string_view word : split(text, ' ')) {
    Element element;
    if (word.size() > 1 && word.back() == '?') {
      element.optional = true;
      word.remove_suffix(1);
    }
    if (word.size() > 2 && word.front() == '<' && word.back() == '>') {
      element.context = true;
      word = word.substr(1, word.size() - 2);
    }
    for (const std::string_view choice : split(word, '/')) {
      if (choice == "HOLIDAY")
        element.holiday = true;
      else if (const auto kind = from_word<TimeClass>(choice))
        element.symbols.push_back(symbol_of(*kind));
      else if (choice.size() > 1 && choice[0] >= 'A' && choice[0] <= 'Z')
        return false;
      else
        element.symbols.push_back(words_.add_literal(choice));
    }
    elements.push_back(std::move(element));
  }
  return !elements.empty();
}

Status TimeGrammar::load_holidays(const std::filesystem::path& path) {
  auto table = Table::read(path, {"words", "date"});
  if (!table) return table.error();
  for (const Table::Row& row : table->rows()) {
    const auto index = static_cast<std::int16_t>(holidays_.size());
    holidays_.emplace_back(table->cell(row, "date"));
    for (const std::string_view name : values(table->cell(row, "words"))) {
      std::vector<TimeSymbol> symbols;
      for (std::string_view word : split(name, ' ')) {
        const bool owned = word.size() > 2 && word.ends_with("'s");
        symbols.push_back(words_.add_literal(owned ? word.substr(0, word.size() - 2) : word));
        if (owned) symbols.push_back(words_.add_literal("'s"));
      }
      holiday_names_.emplace_back(std::move(symbols), index);
    }
  }
  return Done{};
}

void TimeGrammar::insert(const std::vector<TimeSymbol>& symbols, Accept accept, std::size_t line,
                         const std::string& path) {
  std::uint32_t node = 0;
  for (const TimeSymbol symbol : symbols) {
    const auto& edges = nodes_[node].edges;
    const auto found = std::ranges::find(edges, symbol, &Edge::symbol);
    if (found != edges.end()) {
      node = found->node;
      continue;
    }
    const auto made = static_cast<std::uint32_t>(nodes_.size());
    nodes_[node].edges.push_back({symbol, made});
    nodes_.emplace_back();
    node = made;
  }
  if (nodes_[node].accept >= 0) {
    if (accepts_[static_cast<std::size_t>(nodes_[node].accept)].pattern != accept.pattern &&
        patterns_[accept.pattern].argument.empty() && symbols.size() > 3)
      problems_.push_back({path, line, "an earlier pattern says the same"});
    return;
  }
  nodes_[node].accept = static_cast<int>(accepts_.size());
  accepts_.push_back(accept);
}

void TimeGrammar::expand(const std::vector<Element>& elements, std::uint16_t pattern,
                         std::size_t line, const std::string& path) {
  struct Partial {
    std::vector<TimeSymbol> symbols;
    Accept accept;
  };
  std::vector<Partial> all{{{}, {pattern, -1, 0}}};
  for (const Element& element : elements) {
    std::vector<Partial> longer;
    for (const Partial& partial : all) {
      if (element.optional) longer.push_back(partial);
      for (const TimeSymbol symbol : element.symbols) {
        longer.push_back(partial);
        longer.back().symbols.push_back(symbol);
        if (element.context) ++longer.back().accept.lead;
      }
      if (!element.holiday) continue;
      for (const auto& [name, index] : holiday_names_) {
        longer.push_back(partial);
        longer.back().symbols.insert(longer.back().symbols.end(), name.begin(), name.end());
        longer.back().accept.holiday = index;
      }
    }
    all = std::move(longer);
  }
  for (const Partial& partial : all)
    if (!partial.symbols.empty() && partial.symbols.size() <= longest)
      insert(partial.symbols, partial.accept, line, path);
}

Result<TimeGrammar> TimeGrammar::load(const std::filesystem::path& folder) {
  TimeGrammar grammar;
  auto words = TimeWords::load(folder / "time_words.tsv");
  if (!words) return words.error();
  grammar.words_ = *std::move(words);
  grammar.words_.add_literal("-");
  if (Status read = grammar.load_holidays(folder / "holidays.tsv"); !read) return read.error();
  const std::filesystem::path path = folder / "time_patterns.tsv";
  auto table = Table::read(path, {"pattern", "rule", "argument"});
  if (!table) return table.error();
  grammar.nodes_.emplace_back();
  for (const Table::Row& row : table->rows()) {
    std::vector<Element> elements;
    const auto rule = from_word<TimeRule>(table->cell(row, "rule"));
    if (!rule || !grammar.parse(table->cell(row, "pattern"), elements)) {
      grammar.problems_.push_back({path.string(), row.line, "unknown rule or class"});
      continue;
    }
    grammar.patterns_.push_back({*rule, std::string(table->cell(row, "argument"))});
    grammar.expand(elements, static_cast<std::uint16_t>(grammar.patterns_.size() - 1), row.line,
                   path.string());
  }
  for (const Edge& edge : grammar.nodes_[0].edges) {
    if (grammar.roots_.size() <= edge.symbol) grammar.roots_.resize(edge.symbol + 1, 0);
    grammar.roots_[edge.symbol] = edge.node;
  }
  return grammar;
}

bool TimeGrammar::match(const std::vector<TimeWord>& words, std::size_t at,
                        TimeMatch& found) const {
  struct Step {
    std::uint32_t node = 0;
    std::uint16_t depth = 0;
    TimeReading reading;
  };
  std::array<Step, 64> stack;
  std::size_t height = 0;
  const TimeWord& first = words[at];
  for (std::size_t i = 0; i < first.count; ++i)
    if (const TimeSymbol symbol = first.readings[i].symbol;
        symbol < roots_.size() && roots_[symbol] != 0)
      stack[height++] = {roots_[symbol], 1, first.readings[i]};
  std::array<TimeReading, 16> path;
  bool any = false;
  while (height > 0) {
    const Step step = stack[--height];
    path[step.depth - 1U] = step.reading;
    const Node& node = nodes_[step.node];
    if (node.accept >= 0) {
      const Accept& accept = accepts_[static_cast<std::size_t>(node.accept)];
      if (!any || step.depth > found.length ||
          (step.depth == found.length && accept.pattern < found.pattern)) {
        any = true;
        found = {at + accept.lead, at + step.depth, accept.pattern, accept.holiday, path,
                 step.depth};
      }
    }
    if (at + step.depth >= words.size() || step.depth >= longest) continue;
    const TimeWord& word = words[at + step.depth];
    for (std::size_t i = 0; i < word.count; ++i)
      for (const Edge& edge : node.edges)
        if (edge.symbol == word.readings[i].symbol && height < stack.size())
          stack[height++] = {edge.node, static_cast<std::uint16_t>(step.depth + 1),
                             word.readings[i]};
  }
  return any;
}

std::vector<LexiconProblem> TimeGrammar::problems() const {
  std::vector<LexiconProblem> all = words_.problems();
  all.insert(all.end(), problems_.begin(), problems_.end());
  return all;
}

}  // namespace sitrep
