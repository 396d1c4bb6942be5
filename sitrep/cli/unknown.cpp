// The frequent names of a store that no table of actors knows today, whatever was known when its
// pages were read, as rows that --actors takes once somebody has looked at them.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sitrep/base/file.h"
#include "sitrep/base/unicode.h"
#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/names/model.h"
#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/spelling/spelling.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

constexpr std::size_t values_max = 5;      // roles and aliases of a name that are printed
constexpr std::size_t example_max = 300;   // bytes of an example; longer ones are cut
constexpr std::size_t acronym_max = 6;     // letters
constexpr std::size_t names_max = 500000;  // kept while counting; later new ones are left out

using Counts = std::map<std::string, std::size_t>;

/// What a store says of one name.
struct Unknown {
  Counts names, kinds, countries, sectors, roles, acronyms;
  std::size_t mentions = 0, pages = 0;
  std::string example, example_id;
};

std::string most(const Counts& counts) {
  const auto best = std::ranges::max_element(
      counts, [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == counts.end() ? std::string() : best->first;
}

std::vector<std::string> most_of(const Counts& counts, std::size_t limit) {
  std::vector<std::pair<std::string, std::size_t>> all(counts.begin(), counts.end());
  std::ranges::stable_sort(all, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> words;
  for (const auto& [word, count] : all)
    if (words.size() < limit) words.push_back(word);
  return words;
}

bool is_acronym(std::string_view text) {
  return text.size() > 1 && text.size() <= acronym_max &&
         std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Spellings of a person's name meet; a body's name is its letters.
std::string key_of(const Entity& entity) {
  if (entity.kind != EntityKind::person) return letters_key(entity.name);
  std::string key = "person";
  for (const std::string& part : name_parts(entity.name).parts) key += " " + spelling_key(part);
  return key;
}

/// Counts over the documents of a store.
class Counter {
 public:
  explicit Counter(const NamesModel& model) : model_(model) {}

  void add(const Document& document) {
    const auto& entities = document.names.entities;
    std::vector<std::vector<const Mention*>> named(entities.size());
    for (const Mention& mention : document.names.mentions)
      if (mention.kind == MentionKind::name && is_told(document, mention.span))
        named[mention.entity.value].push_back(&mention);
    std::set<std::string> here;
    for (std::size_t i = 0; i < entities.size(); ++i) {
      const Entity& entity = entities[i];
      const bool acts = entity.kind == EntityKind::person ||
                        entity.kind == EntityKind::organisation || entity.kind == EntityKind::group;
      if (!acts || !entity.actor.empty() || named[i].empty() || is_known(entity)) continue;
      const std::string key = key_of(entity);
      if (!found_.count(key) && found_.size() >= names_max) continue;
      Unknown& unknown = found_[key];
      unknown.pages += here.insert(key).second;
      describe(document, entity, named[i], unknown);
    }
  }

  std::vector<const Unknown*> ranked() const {
    std::vector<const Unknown*> all;
    for (const auto& [key, unknown] : found_) all.push_back(&unknown);
    std::ranges::stable_sort(all, [](const Unknown* a, const Unknown* b) {
      return std::pair(a->pages, a->mentions) > std::pair(b->pages, b->mentions);
    });
    return all;
  }

 private:
  // Readers' comments are evidence of nothing but themselves.
  static bool is_told(const Document& document, Span span) {
    return std::ranges::none_of(document.page.blocks, [&](const Block& block) {
      return block.kind == BlockKind::comment && block.span.overlaps(span);
    });
  }

  static void describe(const Document& document, const Entity& entity,
                       const std::vector<const Mention*>& mentions, Unknown& unknown) {
    unknown.mentions += mentions.size();
    unknown.names[one_line(entity.name)] += mentions.size();
    ++unknown.kinds[std::string(word(entity.kind))];
    if (!entity.country.empty()) ++unknown.countries[entity.country];
    for (const std::string& sector : entity.sectors) ++unknown.sectors[sector];
    for (const Role& role : entity.roles) ++unknown.roles[one_line(role.title)];
    for (const Mention* mention : mentions) {
      const std::string text(document.page.at(mention->span));
      if (text != entity.name && is_acronym(text)) ++unknown.acronyms[text];
    }
    if (unknown.example.empty()) take_example(document, mentions.front()->span, unknown);
  }

  static void take_example(const Document& document, Span span, Unknown& unknown) {
    const auto& sentences = document.text.sentences;
    for (std::uint32_t i = 0; i < sentences.size(); ++i) {
      if (!sentences[i].span.contains(span)) continue;
      unknown.example = one_line(document.page.at(sentences[i].span));
      if (unknown.example.size() > example_max) {
        std::size_t cut = example_max;
        while (cut > 0 && (static_cast<unsigned char>(unknown.example[cut]) & 0xC0U) == 0x80U)
          --cut;
        unknown.example.resize(cut);
        unknown.example += "...";
      }
      unknown.example_id = id_of(document.page.id, Part::sentence, i);
      return;
    }
  }

  // Also a noun with a capital, which names nobody: the Ministry, City Council.
  bool is_known(const Entity& entity) const {
    if (const KnownName* known = model_.known(letters_key(entity.name)); known) return true;
    if (entity.kind != EntityKind::person) {
      const std::string noun = lower(entity.name);
      return model_.word(noun).noun.kind != NounKind::none || model_.long_noun(noun) ||
             noun.ends_with(" of");
    }
    const NameParts parts = name_parts(entity.name);
    if (parts.parts.empty()) return true;
    return std::ranges::any_of(
        model_.persons(spelling_key(parts.parts.back())), [&](std::uint32_t person) {
          return same_person_name(model_.actors()[person].name, entity.name).has_value();
        });
  }

  const NamesModel& model_;
  std::map<std::string, Unknown> found_;
};

/// Rows with ids that are unique in what is printed: pak.kayani, pak.kayani_2.
class Rows {
 public:
  explicit Rows(bool json) : json_(json) {}

  std::string row(const Unknown& unknown) {
    const std::string name = most(unknown.names), kind = most(unknown.kinds);
    const std::string country = most(unknown.countries);
    const std::string id = id_for(name, kind, country);
    const auto sectors = most_of(unknown.sectors, values_max);
    const auto aliases = most_of(unknown.acronyms, values_max);
    const auto roles = most_of(unknown.roles, values_max);
    if (!json_)
      return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", id, cell(name), kind, country,
                         joined(sectors), joined(aliases), unknown.mentions, unknown.pages,
                         joined(roles), unknown.example);
    const nlohmann::ordered_json json = {
        {"id", id},
        {"name", name},
        {"kind", kind},
        {"country", country.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(country)},
        {"sectors", sectors},
        {"aliases", aliases},
        {"mentions", unknown.mentions},
        {"pages", unknown.pages},
        {"roles", roles},
        {"example", {{"id", unknown.example_id}, {"text", unknown.example}}}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  }

 private:
  // A bar would separate two values.
  static std::string cell(std::string text) {
    std::ranges::replace(text, '|', '/');
    return text;
  }
  static std::string joined(const std::vector<std::string>& values) {
    std::string all;
    for (const std::string& value : values) all += (all.empty() ? "" : "|") + cell(value);
    return all;
  }

  std::string id_for(const std::string& name, const std::string& kind, const std::string& country) {
    std::string id = country.empty() ? "own." : lower(country) + ".";
    std::string_view words = name;
    if (kind == "person" && words.rfind(' ') != std::string_view::npos)
      words.remove_prefix(words.rfind(' ') + 1);
    for (const char c : fold(words)) id += c == ' ' || c == '-' ? '_' : c;
    std::erase_if(id, [](char c) { return c == '\'' || c == '|' || c == '"'; });
    const std::size_t times = ++ids_[id];
    return times == 1 ? id : id + "_" + std::to_string(times);
  }

  bool json_;
  std::map<std::string, std::size_t> ids_;
};

}  // namespace

ExitCode lexicon_unknown_command(const LexiconOptions& options) {
  const auto store = Store::open(options.store, Store::Access::read);
  if (!store) return fail_of_store(store.error());
  const auto home = find_home();
  if (!home) return fail(home.error());
  const auto model = NamesModel::load(*home, options.actors);
  if (!model) return fail(model.error());
  Counter counter(*model);
  const Status read = store->each([&](const Document& document) -> Status {
    counter.add(document);
    return Done{};
  });
  if (!read) return fail_of_store(read.error());
  const std::vector<const Unknown*> all = counter.ranked();
  Output output;
  Rows rows(options.json);
  if (!options.json)
    output << "id\tname\tkind\tcountry\tsectors\taliases\tmentions\tpages\troles\texample\n";
  const std::size_t count = std::min(options.limit, all.size());
  for (std::size_t i = 0; i < count; ++i) output << rows.row(*all[i]);
  if (Status status = output.finish(); !status) return fail(status.error());
  complain(fmt::format("{} of {} unknown names shown", count, all.size()));
  return ExitCode::ok;
}

}  // namespace sitrep
