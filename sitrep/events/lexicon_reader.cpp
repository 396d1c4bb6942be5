#include "sitrep/events/lexicon_reader.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace sitrep::coding {

namespace {

/// "call off" is call + off.
std::pair<std::string_view, std::string_view> verb_and_particle(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {text, {}};
  return {text.substr(0, space), text.substr(space + 1)};
}

std::pair<std::string_view, std::string_view> before_and_after(std::string_view text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

SeatKind seat_kind(std::string_view name) {
  constexpr std::pair<std::string_view, SeatKind> names[] = {
      {"subject", SeatKind::subject},
      {"object", SeatKind::object},
      {"indirect", SeatKind::indirect},
      {"owner", SeatKind::owner},
      {"addressee", SeatKind::addressee},
      {"content source", SeatKind::content_source},
      {"content target", SeatKind::content_target},
      {"anyone", SeatKind::anyone},
      {"nobody", SeatKind::nobody}};
  for (const auto& [known, kind] : names)
    if (known == name) return kind;
  return SeatKind::preposition;
}

double number_or(std::string_view cell, double otherwise) {
  double number = otherwise;
  if (!cell.empty()) std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return number;
}

int particularity(const VerbSense& sense) {
  const auto of = [](const NounTest& test) {
    switch (test.kind) {
      case NounTest::Kind::listed:
        return 8;
      case NounTest::Kind::absent:
        return 3;
      case NounTest::Kind::actor:
        return 2;
      case NounTest::Kind::any:
        return 1;
      case NounTest::Kind::free:
        break;
    }
    return 0;
  };
  return of(sense.object) + (of(sense.subject) > 0 ? 2 + of(sense.subject) : 0) +
         (sense.with.asks() ? 4 + of(sense.with.under) : 0) + (sense.particle ? 16 : 0);
}

/// Sorts by word, keeps the order of rows else, and notes where each word's senses lie.
template <class Sense, class Rank>
void index_senses(std::vector<std::pair<Word, Sense>>& from, std::vector<Sense>& to,
                  std::vector<Lexicon::Range>& ranges, std::size_t words, Rank rank) {
  std::ranges::stable_sort(from, [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : rank(a.second) > rank(b.second);
  });
  ranges.assign(words, {});
  for (auto& [word, sense] : from) {
    Lexicon::Range& range = ranges[word.value];
    if (range.end == 0) range.begin = static_cast<std::uint32_t>(to.size());
    to.push_back(std::move(sense));
    range.end = static_cast<std::uint32_t>(to.size());
  }
}

}  // namespace

Status LexiconReader::find_tables() {
  std::error_code failed;
  if (std::filesystem::is_regular_file(folder_, failed)) {
    translation_ = folder_;
    folder_ = fallback_;
    return Done{};
  }
  if (!std::filesystem::is_directory(folder_, failed))
    return Error{ErrorKind::not_found, folder_.string(), "there is no such ontology"};
  if (std::filesystem::exists(folder_ / "translation.tsv", failed))
    translation_ = folder_ / "translation.tsv";
  constexpr std::string_view tables[] = {
      "plover.tsv", "cameo.tsv",     "classes.tsv",     "contexts.tsv",    "verbs.tsv",
      "nouns.tsv",  "operators.tsv", "light_verbs.tsv", "instruments.tsv", "compositions.tsv"};
  const bool any = std::ranges::any_of(tables, [&](std::string_view name) {
    return std::filesystem::exists(folder_ / name, failed);
  });
  if (!any && translation_.empty())
    return Error{ErrorKind::corrupt, folder_.string(),
                 "has no table of an ontology (translation.tsv, plover.tsv, verbs.tsv ...)"};
  return Done{};
}

std::filesystem::path LexiconReader::path_of(std::string_view name) const {
  std::error_code failed;
  const std::filesystem::path own = folder_ / name;
  return std::filesystem::exists(own, failed) ? own : fallback_ / name;
}

Result<const Table*> LexiconReader::open(std::string_view name,
                                         const std::vector<std::string_view>& required) {
  Result<Table> table = Table::read(path_of(name), required);
  if (!table) return table.error();
  lexicon_.files_.push_back({std::string(name), *std::move(table)});
  return &lexicon_.files_.back().table;
}

void LexiconReader::problem(const Table& table, const Row& row, std::string message) {
  lexicon_.problems_.push_back({table.path(), row.line, std::move(message)});
}

std::uint32_t LexiconReader::rule(const Table& table, const Row& row, std::string_view what) {
  lexicon_.rules.push_back(fmt::format("{}:{} {}",
                                       std::filesystem::path(table.path()).filename().string(),
                                       row.line, what.substr(0, what.find('|'))));
  return static_cast<std::uint32_t>(lexicon_.rules.size() - 1);
}

std::uint16_t LexiconReader::op(std::string_view name) {
  auto& names = lexicon_.operator_names;
  const auto found = std::ranges::find(names, name);
  const auto at = static_cast<std::uint16_t>(found - names.begin());
  if (found == names.end()) names.emplace_back(name);
  return at;
}

NounTest LexiconReader::noun_test(const Table& table, const Row& row, std::string_view cell) {
  NounTest test;
  if (cell.empty()) return test;
  const auto kind = [&](NounTest::Kind of) {
    test.kind = of;
    return test;
  };
  if (cell == "-") return kind(NounTest::Kind::absent);
  if (cell == "*") return kind(NounTest::Kind::any);
  if (cell == "@actor") return kind(NounTest::Kind::actor);
  test.kind = NounTest::Kind::listed;
  for (const std::string_view value : values(cell)) {
    if (value.front() == '@') {
      test.sectors.emplace_back(value.substr(1));
      continue;
    }
    if (value.front() != '$') {
      test.words.push_back(word(value));
      continue;
    }
    const auto known = classes_.find(value.substr(1));
    if (known == classes_.end()) {
      problem(table, row, fmt::format("classes.tsv has no class '{}'", value));
      continue;
    }
    class_used_.find(value.substr(1))->second = true;
    test.words.insert(test.words.end(), known->second.begin(), known->second.end());
  }
  std::ranges::sort(test.words);
  return test;
}

/// "with": prepositions:nouns, or prepositions and adverbs alone.
PhraseTest LexiconReader::phrase_test(const Table& table, const Row& row) {
  const auto [prepositions, under] = before_and_after(table.cell(row, "with"), ':');
  PhraseTest test;
  for (const std::string_view value : values(prepositions)) test.words.push_back(word(value));
  std::ranges::sort(test.words);
  test.bare = under.empty();
  test.under = noun_test(table, row, under);
  return test;
}

std::vector<Seat> LexiconReader::seats(const Table&, const Row&, std::string_view cell,
                                       std::string_view otherwise) {
  std::vector<Seat> found;
  for (const std::string_view value : values(cell.empty() ? otherwise : cell)) {
    const SeatKind kind = seat_kind(value);
    found.push_back({kind, kind == SeatKind::preposition ? word(value) : Word{}});
  }
  return found;
}

std::string LexiconReader::cameo(const Table& table, const Row& row) {
  const std::string_view code = table.cell(row, "cameo");
  if (!code.empty() && !lexicon_.ontology.goldstein_of(code))
    problem(table, row, fmt::format("cameo.tsv has no code '{}'", code));
  return std::string(code);
}

bool LexiconReader::event_class(const Table& table, const Row& row, std::string_view type,
                                std::string_view mode, ClassId& found) {
  found = lexicon_.ontology.find(type, mode);
  if (found != no_class) return true;
  problem(table, row, fmt::format("the ontology has no '{} {}'", type, mode));
  return false;
}

bool LexiconReader::coding(const Table& table, const Row& row, Coding& coding,
                           std::string_view source, std::string_view target) {
  const std::string_view type = table.cell(row, "type");
  if (type != "-" && !event_class(table, row, type, table.cell(row, "mode"), coding.event))
    return false;
  for (const std::string_view context : values(table.cell(row, "contexts"))) {
    if (std::ranges::find(lexicon_.context_names, context) == lexicon_.context_names.end())
      problem(table, row, fmt::format("contexts.tsv has no context '{}'", context));
    coding.contexts.emplace_back(context);
  }
  coding.source = seats(table, row, table.cell(row, "source"), source);
  coding.target = seats(table, row, table.cell(row, "target"), target);
  coding.cameo = cameo(table, row);
  coding.weight = number_or(table.cell(row, "weight"), 1);
  coding.undone = table.cell(row, "alone") == "undone";
  coding.alone = table.cell(row, "alone") != "no" && !coding.undone;
  if (const std::string_view status = table.cell(row, "status"); !status.empty()) {
    coding.status = from_word<EventStatus>(status);
    if (!coding.status) problem(table, row, fmt::format("no such status: '{}'", status));
  }
  return true;
}

Status LexiconReader::read_ontology() {
  Result<Ontology> ontology = Ontology::read(path_of("plover.tsv"));
  if (!ontology) return ontology.error();
  lexicon_.ontology = *std::move(ontology);
  lexicon_.inaction = lexicon_.ontology.find("COERCE", "restrict");
  if (Status codes = lexicon_.ontology.read_cameo(path_of("cameo.tsv")); !codes) return codes;
  if (translation_.empty()) return Done{};
  return lexicon_.ontology.read_translation(translation_);
}

Status LexiconReader::read_classes() {
  Result<const Table*> table = open("classes.tsv", {"class", "words"});
  if (!table) return table.error();
  constexpr std::pair<std::string_view, Lexicon::WordClass> known[] = {
      {"part", Lexicon::part},         {"accident", Lexicon::accident}, {"game", Lexicon::game},
      {"abstract", Lexicon::abstract}, {"weapon", Lexicon::weapon},     {"victim", Lexicon::victim},
      {"guardian", Lexicon::guardian}};
  for (const Row& row : (*table)->rows()) {
    const std::string_view name = (*table)->cell(row, "class");
    std::vector<Word>& members = classes_[std::string(name)];
    bool& used = class_used_[std::string(name)];
    const auto asked =
        std::ranges::find(known, name, &std::pair<std::string_view, Lexicon::WordClass>::first);
    if (asked != std::end(known)) used = true;
    for (const std::string_view value : values((*table)->cell(row, "words"))) {
      const Word member = word(value);
      if (std::ranges::find(members, member) != members.end())
        problem(**table, row, fmt::format("'{}' stands twice in class '{}'", value, name));
      members.push_back(member);
      if (asked == std::end(known)) continue;
      if (lexicon_.word_class_.size() <= member.value)
        lexicon_.word_class_.resize(member.value + 1);
      lexicon_.word_class_[member.value] |= asked->second;
    }
  }
  return Done{};
}

Status LexiconReader::read_contexts() {
  Result<const Table*> table = open("contexts.tsv", {"context", "words"});
  if (!table) return table.error();
  for (const Row& row : (*table)->rows()) {
    const std::string_view name = (*table)->cell(row, "context");
    auto& names = lexicon_.context_names;
    auto found = std::ranges::find(names, name);
    const auto at = static_cast<std::uint8_t>(found - names.begin());
    if (found == names.end()) names.emplace_back(name);
    for (const std::string_view value : values((*table)->cell(row, "words"))) {
      const Word member = word(value);
      if (lexicon_.contexts_.size() <= member.value) lexicon_.contexts_.resize(member.value + 1);
      lexicon_.contexts_[member.value].push_back(at);
    }
  }
  return Done{};
}

Status LexiconReader::read_verbs() {
  Result<const Table*> table = open("verbs.tsv", {"verb", "object", "with", "type"});
  if (!table) return table.error();
  for (const Row& row : (*table)->rows()) {
    VerbSense sense;
    if (!coding(**table, row, sense.coding, "subject", "object")) continue;
    sense.object = noun_test(**table, row, (*table)->cell(row, "object"));
    sense.subject = noun_test(**table, row, (*table)->cell(row, "subject"));
    sense.with = phrase_test(**table, row);
    sense.coding.rule = rule(**table, row, (*table)->cell(row, "verb"));
    for (const std::string_view value : values((*table)->cell(row, "verb"))) {
      const auto [verb, particle] = verb_and_particle(value);
      sense.particle = particle.empty() ? Word{} : word(particle);
      verbs_.emplace_back(word(verb), sense);
    }
  }
  return Done{};
}

Status LexiconReader::read_nouns() {
  Result<const Table*> table = open("nouns.tsv", {"noun", "before", "type", "alone"});
  if (!table) return table.error();
  for (const Row& row : (*table)->rows()) {
    NounSense sense;
    if (!coding(**table, row, sense.coding, "by|owner|of|from", "on|against|to|with|in")) continue;
    for (const std::string_view value : values((*table)->cell(row, "before"))) {
      if (value.front() != '$') {
        sense.modifiers.push_back(word(value));
        continue;
      }
      const NounTest test = noun_test(**table, row, value);
      sense.modifiers.insert(sense.modifiers.end(), test.words.begin(), test.words.end());
    }
    std::ranges::sort(sense.modifiers);
    sense.with = phrase_test(**table, row);
    sense.coding.rule = rule(**table, row, (*table)->cell(row, "noun"));
    for (const std::string_view value : values((*table)->cell(row, "noun")))
      nouns_.emplace_back(word(value), sense);
  }
  return Done{};
}

std::vector<ContentSeat> LexiconReader::contents(std::string_view cell) {
  std::vector<ContentSeat> found;
  for (const std::string_view value : values(cell)) {
    if (value == "clause")
      found.push_back({ContentKind::clause, {}});
    else if (value == "object")
      found.push_back({ContentKind::object, {}});
    else if (value == "subject")
      found.push_back({ContentKind::subject, {}});
    else if (value == "head")
      found.push_back({ContentKind::head, {}});
    else
      found.push_back({ContentKind::preposition, word(value)});
  }
  return found;
}

Status LexiconReader::read_operators(std::string_view name, bool light) {
  Result<const Table*> table = open(name, {"word", "operator", "content"});
  if (!table) return table.error();
  for (const Row& row : (*table)->rows()) {
    OperatorSense sense;
    sense.op = op((*table)->cell(row, "operator"));
    sense.contents = contents((*table)->cell(row, "content"));
    if (sense.contents.empty()) problem(**table, row, "says nowhere to look for the content");
    sense.addressee = seats(**table, row, (*table)->cell(row, "addressee"), "");
    sense.light = light;
    sense.rule = rule(**table, row, (*table)->cell(row, "operator"));
    for (const std::string_view value : values((*table)->cell(row, "word"))) {
      const auto [verb, particle] = verb_and_particle(value);
      sense.particle = particle.empty() ? Word{} : word(particle);
      operators_.emplace_back(word(verb), sense);
    }
  }
  return Done{};
}

bool LexiconReader::composition(const Table& table, const Row& row, std::string_view content,
                                std::string_view op_name) {
  Composition rule_of;
  rule_of.op = op(op_name);
  const auto [type, mode] = before_and_after(content, '/');
  if (content == "unknown") {
    rule_of.content = Composition::Content::unknown;
  } else if (content != "*") {
    rule_of.content = Composition::Content::act;
    if (type != "act" && !event_class(table, row, type, "", rule_of.type)) return false;
    if (!mode.empty() && !event_class(table, row, type, mode, rule_of.mode)) return false;
  }
  constexpr std::pair<std::string_view, Condition> conditions[] = {
      {"self", if_self},       {"other", if_other},           {"future", if_future},
      {"negated", if_negated}, {"obligation", if_obligation}, {"plain", if_plain},
      {"actor", if_actor},     {"sourceless", if_sourceless}, {"past", if_past},
      {"clause", if_clause}};
  for (const std::string_view value : values(table.cell(row, "if"))) {
    const auto known =
        std::ranges::find(conditions, value, &std::pair<std::string_view, Condition>::first);
    if (known == std::end(conditions)) {
      problem(table, row, fmt::format("no such condition: '{}'", value));
      return false;
    }
    rule_of.conditions |= known->second;
  }
  const std::string_view result = table.cell(row, "type");
  if (result == "-") {
    rule_of.result = Composition::Result::drop;
  } else if (result != "=") {
    rule_of.result = Composition::Result::code;
    if (!event_class(table, row, result, table.cell(row, "mode"), rule_of.event)) return false;
  }
  if (const std::string_view status = table.cell(row, "status"); !status.empty()) {
    rule_of.status = from_word<EventStatus>(status);
    if (!rule_of.status) problem(table, row, fmt::format("no such status: '{}'", status));
  }
  rule_of.content_source = table.cell(row, "source") == "content";
  rule_of.nobody = table.cell(row, "source") == "nobody";
  rule_of.undone = table.cell(row, "alone") == "undone";
  rule_of.alone = table.cell(row, "alone") != "no" && !rule_of.undone;
  rule_of.cameo = cameo(table, row);
  rule_of.target = seats(table, row, table.cell(row, "target"),
                         result == "=" ? "content target" : "addressee|content target|anyone");
  rule_of.weight = number_or(table.cell(row, "weight"), 1);
  rule_of.rule = rule(table, row, fmt::format("{} x {}", op_name, content));
  lexicon_.compositions.push_back(std::move(rule_of));
  return true;
}

Status LexiconReader::read_compositions() {
  Result<const Table*> table = open("compositions.tsv", {"operator", "content", "type"});
  if (!table) return table.error();
  for (const Row& row : (*table)->rows())
    for (const std::string_view op_name : values((*table)->cell(row, "operator")))
      for (const std::string_view content : values((*table)->cell(row, "content")))
        composition(**table, row, content, op_name);
  return Done{};
}

Status LexiconReader::read_instruments() {
  Result<const Table*> table = open("instruments.tsv", {"words", "type", "mode"});
  if (!table) return table.error();
  for (const Row& row : (*table)->rows()) {
    Instrument one;
    if (!event_class(**table, row, (*table)->cell(row, "type"), "", one.type) ||
        !event_class(**table, row, (*table)->cell(row, "type"), (*table)->cell(row, "mode"),
                     one.event))
      continue;
    for (const std::string_view value : values((*table)->cell(row, "words")))
      lexicon_.instruments_.emplace_back(word(value), one);
  }
  std::ranges::stable_sort(lexicon_.instruments_, {}, &std::pair<Word, Instrument>::first);
  return Done{};
}

void LexiconReader::index() {
  const std::size_t size = lexicon_.words.size();
  index_senses(verbs_, lexicon_.verbs, lexicon_.verb_ranges_, size, particularity);
  index_senses(nouns_, lexicon_.nouns, lexicon_.noun_ranges_, size, [](const NounSense& sense) {
    return (sense.modifiers.empty() ? 0 : 2) + (sense.with.asks() ? 1 : 0);
  });
  index_senses(operators_, lexicon_.operators, lexicon_.operator_ranges_, size,
               [](const OperatorSense& sense) { return sense.particle ? 1 : 0; });
  lexicon_.contexts_.resize(size);
  lexicon_.word_class_.resize(size);
  const auto particular = [](const Composition& one) {
    const int bits = __builtin_popcount(one.conditions);
    return (one.mode != no_class ? 32 : 0) + (one.type != no_class ? 16 : 0) + bits +
           (one.content != Composition::Content::everything ? 8 : 0);
  };
  std::ranges::stable_sort(lexicon_.compositions, [&](const auto& a, const auto& b) {
    return a.op != b.op ? a.op < b.op : particular(a) > particular(b);
  });
  lexicon_.composition_ranges_.assign(lexicon_.operator_names.size(), {});
  for (std::uint32_t i = 0; i < lexicon_.compositions.size(); ++i) {
    Lexicon::Range& range = lexicon_.composition_ranges_[lexicon_.compositions[i].op];
    if (range.end == 0) range.begin = i;
    range.end = i + 1;
  }
}

Result<Lexicon> LexiconReader::read() {
  lexicon_.files_.reserve(16);
  if (Status found = find_tables(); !found) return found.error();
  lexicon_.will = op("will");
  lexicon_.will_not = op("will not");
  lexicon_.must = op("must");
  lexicon_.may = op("may");
  for (const Status& status :
       {read_ontology(), read_classes(), read_contexts(), read_verbs(), read_nouns(),
        read_operators("operators.tsv", false), read_operators("light_verbs.tsv", true),
        read_compositions(), read_instruments()})
    if (!status) return status.error();
  for (const auto& [name, used] : class_used_)
    if (!used)
      lexicon_.problems_.push_back(
          {path_of("classes.tsv").string(), 0, fmt::format("class '{}' is never asked for", name)});
  index();
  return std::move(lexicon_);
}

}  // namespace sitrep::coding
