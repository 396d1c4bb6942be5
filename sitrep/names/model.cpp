#include "sitrep/names/model.h"

#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/names/loader.h"

namespace sitrep {
namespace {

constexpr std::size_t problems_told = 20;

bool in_capitals(std::string_view name) {
  std::size_t letters = 0;
  for (const char c : name) {
    if (c >= 'a' && c <= 'z') return false;
    letters += c >= 'A' && c <= 'Z';
  }
  return letters > 0 && letters <= 6;
}

// The word that a name begins with, as a token may hold it: up to a space.
std::string first_word(std::string_view name) {
  return letters_key(name.substr(0, name.find(' ')));
}

std::string quoted(std::string_view word, std::string_view message) {
  std::string out;
  out.append(1, '"').append(word).append(1, '"').append(message);
  return out;
}

// The problems of a user's table, one a line, as many as a person reads at once.
std::string in_lines(const std::vector<LexiconProblem>& problems, std::size_t from) {
  std::string out;
  const std::size_t end = std::min(problems.size(), from + problems_told);
  for (std::size_t i = from; i < end; ++i)
    out += (i > from ? "\n" : "") + problems[i].path + ":" + std::to_string(problems[i].line) +
           ": " + problems[i].message;
  if (end < problems.size()) out += "\nand " + std::to_string(problems.size() - end) + " more";
  return out;
}

std::string plural_of(const std::string& noun) {
  if (noun.ends_with("man") && noun != "human" && noun != "german")
    return noun.substr(0, noun.size() - 3) + "men";
  const auto ends = [&](std::string_view tail) { return noun.ends_with(tail); };
  if (ends("s") || ends("x") || ends("ch") || ends("sh")) return noun + "es";
  if (ends("y") && noun.size() > 1 &&
      std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos)
    return noun.substr(0, noun.size() - 1) + "ies";
  return noun + "s";
}

}  // namespace

std::vector<std::string> sector_words(Sectors sectors) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words_of<Sector>.size(); ++i)
    if (sectors >> i & 1U) out.emplace_back(words_of<Sector>[i]);
  return out;
}

std::string letters_key(std::string_view name) {
  if (name.size() > 4 && equal_ignoring_case(name.substr(0, 4), "the ")) name.remove_prefix(4);
  std::string key;
  const bool ascii =
      std::all_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x80; });
  const std::string folded = ascii ? std::string() : fold(name);
  for (char c : ascii ? name : std::string_view(folded)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      key += c;
  }
  return key;
}

void NamesModel::Loader::index_words(std::string_view name) {
  model.words_[first_word(name)].starts_phrase = true;
  model.words_[lower(name.substr(0, name.find(' ')))].starts_phrase = true;
  const std::string cut = lower(name.substr(0, name.find_first_of(" -'")));
  if (!cut.empty()) model.words_[cut].starts_phrase = true;
}

KnownName NamesModel::Loader::known_name(std::string_view text, PhraseKind kind,
                                         std::size_t index) {
  KnownName known;
  known.kind = kind;
  known.index = static_cast<std::uint32_t>(index);
  known.acronym = in_capitals(text);
  const std::size_t last = text.rfind(' ');
  known.lower_end =
      last != std::string_view::npos && text[last + 1] >= 'a' && text[last + 1] <= 'z';
  return known;
}

void NamesModel::Loader::name(const Table::Row& row, std::string_view text, PhraseKind kind,
                              std::size_t index) {
  const std::string key = letters_key(text);
  if (key.empty()) return problem(row, "a name without letters");
  const KnownName known = known_name(text, kind, index);
  const auto [at, is_new] = model.known_.emplace(key, known);
  if (!is_new && (at->second.kind != kind || at->second.index != known.index)) {
    if (kind != PhraseKind::country) return;  // a namesake: first wins
    return problem(row, quoted(text, " is already the name of another entry"));
  }
  at->second.acronym = at->second.acronym && known.acronym;
  at->second.lower_end |= known.lower_end;
  index_words(text);
}

void NamesModel::Loader::countries() {
  for (const Table::Row& row : table->rows()) {
    const std::size_t index = model.countries_.size();
    model.countries_.push_back({std::string(cell(row, "code3")), std::string(cell(row, "name")),
                                std::string(cell(row, "capital"))});
    name(row, cell(row, "name"), PhraseKind::country, index);
    for (const auto alias : values(cell(row, "aliases")))
      name(row, alias, PhraseKind::country, index);
    for (const auto word : values(cell(row, "adjectives"))) {
      if (const std::size_t space = word.find(' '); space != std::string_view::npos) {
        facts(word.substr(0, space)).starts_adjective = true;
        model.long_adjectives_.emplace(lower(word), static_cast<std::int16_t>(index));
        continue;
      }
      WordFacts& known = facts(word);
      if (known.adjective_of < 0) known.adjective_of = static_cast<std::int16_t>(index);
    }
    for (const auto word : values(cell(row, "people"))) {
      name(row, word, PhraseKind::people, index);
      WordFacts& known = facts(word);
      if (known.people_of < 0) known.people_of = static_cast<std::int16_t>(index);
    }
    for (const auto word : values(cell(row, "capital")))
      name(row, word, PhraseKind::capital, index);
  }
}

void NamesModel::Loader::regions() {
  for (const Table::Row& row : table->rows()) {
    const int country = model.country(cell(row, "country"));
    if (country < 0) {
      problem(row, quoted(cell(row, "country"), " is no country of countries.tsv"));
      continue;
    }
    for (const auto text : values(cell(row, "names")))
      name(row, text, PhraseKind::region, static_cast<std::size_t>(country));
  }
}

void NamesModel::Loader::noun(const Table::Row& row, const std::string& form, Noun noun) {
  const bool is_long = form.find(' ') != std::string::npos;
  Noun& held = is_long ? model.long_nouns_[form] : model.words_[form].noun;
  if (held.kind != NounKind::none && held.plural == noun.plural)
    return problem(row, quoted(form, " stands here twice"));
  if (held.kind == NounKind::none) held = noun;
}

void NamesModel::Loader::nouns() {
  for (const Table::Row& row : table->rows()) {
    const std::string word(cell(row, "noun"));
    Noun entry;
    entry.kind = one_of<NounKind>(row, "kind");
    entry.gender = one_of<Gender>(row, "gender");
    std::string_view codes = cell(row, "sectors");
    entry.weak = codes.ends_with('?');
    if (entry.weak) codes.remove_suffix(1);
    entry.sectors = sectors(row, codes);
    const auto like = cell(row, "sense");
    entry.sense = sense(like.empty() ? std::string_view(word) : like);
    const auto plural = cell(row, "plural");
    entry.plural = plural == "=";  // a word that is only plural: police, people
    noun(row, word, entry);
    if (plural == "=" || plural == "-") continue;
    entry.plural = true;
    noun(row, plural.empty() ? plural_of(word) : std::string(plural), entry);
  }
}

void NamesModel::Loader::titles() {
  for (const Table::Row& row : table->rows()) {
    const TitleKind kind = one_of<TitleKind>(row, "kind");
    const Gender gender = one_of<Gender>(row, "gender");
    const Sectors mask = sectors(row, cell(row, "sectors"));
    const auto like = cell(row, "noun");
    for (const auto form : values(cell(row, "title"))) {
      WordFacts& known = facts(form);
      known.title = kind;
      known.title_gender = gender;
      known.title_sectors = mask;
      known.title_sense = sense(like.empty() ? form : like);
    }
  }
}

void NamesModel::Loader::words() {
  for (const Table::Row& row : table->rows()) {
    WordFacts& known = facts(cell(row, "word"));
    if (!cell(row, "class").empty()) known.word_class = one_of<WordClass>(row, "class");
    known.modifier_sectors |= sectors(row, cell(row, "sectors"));
  }
}

void NamesModel::Loader::given_names() {
  for (const Table::Row& row : table->rows()) {
    const Gender gender = one_of<Gender>(row, "gender");
    for (const auto word : values(cell(row, "names"))) {
      WordFacts& known = facts(word);
      const bool both = known.given && known.given_gender != gender;
      known.given = true;
      known.given_gender = both ? Gender::unknown : gender;
    }
  }
}

Result<NamesModel> NamesModel::load(const std::filesystem::path& home,
                                    const std::filesystem::path& actors) {
  struct Part {
    std::filesystem::path file;
    std::vector<std::string_view> columns;
    void (Loader::*read)();
    bool own = false;
  };
  const std::filesystem::path folder = home / "lexicon" / "names";
  std::vector<Part> parts = {
      {folder / "countries.tsv",
       {"code3", "code2", "name", "aliases", "adjectives", "people", "capital"},
       &Loader::countries},
      {folder / "regions.tsv", {"country", "names"}, &Loader::regions},
      {folder / "state_bodies.tsv", {"body", "sectors", "phrases"}, &Loader::state_bodies},
      {folder / "actors.tsv",
       {"id", "name", "kind", "country", "sectors", "aliases", "body"},
       &Loader::actors},
      {folder / "persons.tsv",
       {"id", "name", "gender", "country", "offices", "aliases"},
       &Loader::actors},
      {folder / "nouns.tsv",
       {"noun", "plural", "kind", "sectors", "gender", "sense"},
       &Loader::nouns},
      {folder / "titles.tsv", {"title", "kind", "gender", "sectors", "noun"}, &Loader::titles},
      {folder / "words.tsv", {"word", "class", "sectors"}, &Loader::words},
      {folder / "given_names.tsv", {"gender", "names"}, &Loader::given_names}};
  if (!actors.empty())
    parts.insert(parts.begin() + 3, {actors, {"id", "name"}, &Loader::actors, true});
  NamesModel model;
  Loader loader(model);
  for (const Part& part : parts) {
    const auto table = Table::read(part.file, part.columns);
    if (!table) return table.error();
    loader.table = &*table;
    loader.own = part.own;
    const std::size_t before = model.problems_.size();
    (loader.*part.read)();
    if (part.own && model.problems_.size() > before)
      return Error{ErrorKind::corrupt, "", in_lines(model.problems_, before)};
  }
  loader.find_contradictions();
  return model;
}

const WordFacts& NamesModel::word(std::string_view form) const {
  static const WordFacts none;
  const auto at = words_.find(std::string(form));
  return at == words_.end() ? none : at->second;
}

const Noun* NamesModel::long_noun(const std::string& words) const {
  const auto at = long_nouns_.find(words);
  return at == long_nouns_.end() ? nullptr : &at->second;
}

int NamesModel::long_adjective(const std::string& words) const {
  const auto at = long_adjectives_.find(words);
  return at == long_adjectives_.end() ? -1 : at->second;
}

const KnownName* NamesModel::known(const std::string& key) const {
  const auto at = known_.find(key);
  return at == known_.end() ? nullptr : &at->second;
}

const std::vector<std::uint32_t>& NamesModel::persons(const std::string& surname_key) const {
  static const std::vector<std::uint32_t> none;
  const auto at = persons_.find(surname_key);
  return at == persons_.end() ? none : at->second;
}

int NamesModel::country(std::string_view code) const {
  for (std::size_t i = 0; i < countries_.size(); ++i)
    if (countries_[i].code == code) return static_cast<int>(i);
  return -1;
}

std::int32_t NamesModel::state_body(const std::string& phrase) const {
  const auto at = state_body_phrases_.find(phrase);
  return at == state_body_phrases_.end() ? -1 : at->second;
}

std::int32_t NamesModel::actor_of_body(std::int32_t country, std::int32_t body) const {
  const auto at = body_actors_.find({country, body});
  return at == body_actors_.end() ? -1 : at->second;
}

std::uint32_t NamesModel::sense(std::string_view noun) const {
  const auto at = senses_.find(std::string(noun));
  return at == senses_.end() ? 0 : at->second;
}

}  // namespace sitrep
