#include "sitrep/names/model.h"

#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/names/spelling.h"

namespace sitrep {
namespace {

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

/// Fills a model table by table.
struct NamesModel::Loader {
  NamesModel& model;
  const Table* table = nullptr;

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
        problem(row, quoted(code, " is no sector"));
    }
    return out;
  }
  std::uint32_t sense(std::string_view noun) {
    const auto next = static_cast<std::uint32_t>(model.senses_.size() + 1);
    return model.senses_.emplace(std::string(noun), next).first->second;
  }
  WordFacts& facts(std::string_view word) { return model.words_[lower(word)]; }

  void name(const Table::Row& row, std::string_view text, PhraseKind kind, std::size_t index) {
    const std::string key = letters_key(text);
    if (key.empty()) return problem(row, "a name without letters");
    const KnownName known{kind, static_cast<std::uint32_t>(index), in_capitals(text)};
    const auto [at, is_new] = model.known_.emplace(key, known);
    if (!is_new && (at->second.kind != kind || at->second.index != known.index)) {
      if (kind == PhraseKind::capital || kind == PhraseKind::people || kind == PhraseKind::region)
        return;  // a namesake: first wins
      return problem(row, quoted(text, " is already the name of another entry"));
    }
    at->second.acronym = at->second.acronym && known.acronym;
    const std::size_t last = text.rfind(' ');
    at->second.lower_end |=
        last != std::string_view::npos && text[last + 1] >= 'a' && text[last + 1] <= 'z';
    model.words_[first_word(text)].starts_phrase = true;
    model.words_[lower(text.substr(0, text.find(' ')))].starts_phrase = true;
    const std::string cut = lower(text.substr(0, text.find_first_of(" -'")));
    if (!cut.empty()) model.words_[cut].starts_phrase = true;
  }

  void countries() {
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

  void regions() {
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

  void noun(const Table::Row& row, const std::string& form, Noun noun) {
    const bool is_long = form.find(' ') != std::string::npos;
    Noun& held = is_long ? model.long_nouns_[form] : model.words_[form].noun;
    if (held.kind != NounKind::none && held.plural == noun.plural)
      return problem(row, quoted(form, " stands here twice"));
    if (held.kind == NounKind::none) held = noun;
  }

  void nouns() {
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

  void titles() {
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

  void words() {
    for (const Table::Row& row : table->rows()) {
      WordFacts& known = facts(cell(row, "word"));
      if (!cell(row, "class").empty()) known.word_class = one_of<WordClass>(row, "class");
      known.modifier_sectors |= sectors(row, cell(row, "sectors"));
    }
  }

  void given_names() {
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

  void actors() {
    for (const Table::Row& row : table->rows()) {
      KnownActor actor;
      actor.id = cell(row, "id");
      actor.name = cell(row, "name");
      actor.country = cell(row, "country");
      actor.kind = one_of<EntityKind>(row, "kind");
      actor.sectors = sectors(row, cell(row, "sectors"));
      const std::size_t index = model.actors_.size();
      name(row, actor.name, PhraseKind::actor, index);
      for (const auto alias : values(cell(row, "aliases")))
        name(row, alias, PhraseKind::actor, index);
      model.actors_.push_back(std::move(actor));
    }
  }

  // "army chief 2007-11-29..2013-11-29 MIL": title, dates, sectors.
  void office(const Table::Row& row, std::string_view text, KnownActor& actor) {
    KnownActor::Office office;
    const std::size_t dots = text.find("..");
    const std::size_t begin = text.rfind(' ', dots);
    if (dots == std::string_view::npos || begin == std::string_view::npos)
      return problem(row, "an office needs a title and FROM..UNTIL: " + std::string(text));
    office.title = trim(text.substr(0, begin));
    office.from = trim(text.substr(begin, dots - begin));
    const std::string_view rest = text.substr(dots + 2);
    const std::size_t end = std::min(rest.find(' '), rest.size());
    office.until = rest.substr(0, end);
    office.sectors = sectors(row, trim(rest.substr(end)));
    actor.sectors |= actor.offices.empty() ? office.sectors : 0;
    actor.offices.push_back(std::move(office));
  }

  void persons() {
    for (const Table::Row& row : table->rows()) {
      KnownActor actor;
      actor.id = cell(row, "id");
      actor.name = cell(row, "name");
      actor.kind = EntityKind::person;
      actor.country = cell(row, "country");
      actor.gender = one_of<Gender>(row, "gender");
      for (const auto text : values(cell(row, "offices"))) office(row, text, actor);
      const auto index = static_cast<std::uint32_t>(model.actors_.size());
      const NameParts parts = name_parts(actor.name);
      if (parts.parts.empty()) {
        problem(row, "a person without a name");
        continue;
      }
      model.persons_[spelling_key(parts.parts.back())].push_back(index);
      name(row, actor.name, PhraseKind::actor, index);
      for (const auto alias : values(cell(row, "aliases")))
        name(row, alias, PhraseKind::actor, index);
      model.actors_.push_back(std::move(actor));
    }
  }
};

Result<NamesModel> NamesModel::load(const std::filesystem::path& home) {
  struct Part {
    const char* file;
    std::vector<std::string_view> columns;
    void (Loader::*read)();
  };
  const std::vector<Part> parts = {
      {"countries.tsv",
       {"code3", "code2", "name", "aliases", "adjectives", "people", "capital"},
       &Loader::countries},
      {"regions.tsv", {"country", "names"}, &Loader::regions},
      {"actors.tsv", {"id", "name", "kind", "country", "sectors", "aliases"}, &Loader::actors},
      {"persons.tsv", {"id", "name", "gender", "country", "offices", "aliases"}, &Loader::persons},
      {"nouns.tsv", {"noun", "plural", "kind", "sectors", "gender", "sense"}, &Loader::nouns},
      {"titles.tsv", {"title", "kind", "gender", "sectors", "noun"}, &Loader::titles},
      {"words.tsv", {"word", "class", "sectors"}, &Loader::words},
      {"given_names.tsv", {"gender", "names"}, &Loader::given_names}};
  NamesModel model;
  Loader loader{model};
  for (const Part& part : parts) {
    const auto table = Table::read(home / "lexicon" / "names" / part.file, part.columns);
    if (!table) return table.error();
    loader.table = &*table;
    (loader.*part.read)();
  }
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

std::uint32_t NamesModel::sense(std::string_view noun) const {
  const auto at = senses_.find(std::string(noun));
  return at == senses_.end() ? 0 : at->second;
}

}  // namespace sitrep
