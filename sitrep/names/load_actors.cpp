// Who is known to act: the lexicon's actors and persons, a user's own, and the bodies of states.
#include <algorithm>
#include <array>

#include "sitrep/names/loader.h"
#include "sitrep/spelling/spelling.h"

namespace sitrep {
namespace {

// PLOVER's codes of actors that belong to no state.
constexpr auto stateless =
    std::to_array<std::string_view>({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"});

// Offices that one person holds at a time, and beginnings of such.
constexpr auto single_offices = std::to_array<std::string_view>({"president",
                                                                 "prime minister",
                                                                 "premier",
                                                                 "chancellor",
                                                                 "king",
                                                                 "queen",
                                                                 "emir",
                                                                 "sultan",
                                                                 "pope",
                                                                 "supreme leader",
                                                                 "army chief",
                                                                 "foreign minister",
                                                                 "foreign secretary",
                                                                 "defence minister",
                                                                 "defense minister",
                                                                 "defence secretary",
                                                                 "defense secretary",
                                                                 "interior minister",
                                                                 "home minister",
                                                                 "home secretary",
                                                                 "secretary of state",
                                                                 "CIA director",
                                                                 "FBI director",
                                                                 "secretary-general",
                                                                 "foreign policy chief"});
constexpr auto single_beginnings = std::to_array<std::string_view>(
    {"leader of ", "head of ", "commander of ", "secretary general of ", "president of ",
     "chairman of ", "director general of ", "prosecutor of ", "mayor of "});

bool held_by_one(std::string_view title) {
  return std::find(single_offices.begin(), single_offices.end(), title) != single_offices.end() ||
         std::any_of(single_beginnings.begin(), single_beginnings.end(),
                     [&](std::string_view begin) { return title.starts_with(begin); });
}

// YYYY, YYYY-MM, YYYY-MM-DD or nothing.
bool is_day(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  return true;
}

// Whether a day that is known to the month comes before another, as far as both are known.
bool before(std::string_view a, std::string_view b) {
  const std::size_t known = std::min(a.size(), b.size());
  return a.substr(0, known) < b.substr(0, known);
}

// Both open beginnings and open ends reach for ever. Days that touch are no overlap.
bool overlap(const KnownActor::Office& a, const KnownActor::Office& b) {
  const bool a_first = b.until.empty() || a.from.empty() || before(a.from, b.until);
  const bool b_first = a.until.empty() || b.from.empty() || before(b.from, a.until);
  return a_first && b_first;
}

// Father and son: the offices of one ended before those of the other began.
bool of_other_times(const KnownActor& a, const KnownActor& b) {
  return !a.offices.empty() && !b.offices.empty() &&
         std::none_of(a.offices.begin(), a.offices.end(), [&](const KnownActor::Office& mine) {
           return std::any_of(b.offices.begin(), b.offices.end(),
                              [&](const auto& other) { return overlap(mine, other); });
         });
}

}  // namespace

void NamesModel::Loader::state_bodies() {
  for (const Table::Row& row : table->rows()) {
    const auto index = static_cast<std::int32_t>(model.state_bodies_.size());
    model.state_bodies_.push_back(
        {std::string(cell(row, "body")), sectors(row, cell(row, "sectors"))});
    for (const auto phrase : values(cell(row, "phrases")))
      if (!model.state_body_phrases_.emplace(std::string(phrase), index).second)
        problem(row, "\"" + std::string(phrase) + "\" stands here twice");
  }
}

void NamesModel::Loader::actors() {
  for (const Table::Row& row : table->rows()) actor(row);
}

// A table of persons has no column for it.
EntityKind NamesModel::Loader::kind_of(const Table::Row& row) {
  if (cell(row, "kind").empty() && !(cell(row, "offices").empty() && cell(row, "gender").empty()))
    return EntityKind::person;
  const auto kind = from_word<EntityKind>(cell(row, "kind"));
  if (kind && (*kind == EntityKind::person || *kind == EntityKind::organisation ||
               *kind == EntityKind::group))
    return *kind;
  problem(row,
          "kind is person, organisation or group, not \"" + std::string(cell(row, "kind")) + "\"");
  return EntityKind::organisation;
}

void NamesModel::Loader::actor(const Table::Row& row) {
  KnownActor actor;
  actor.id = cell(row, "id");
  const std::string_view full = cell(row, "name");
  actor.name = full.substr(0, full.size() - full.ends_with('?'));
  actor.country = cell(row, "country");
  const std::string key = letters_key(actor.name);
  if (actor.id.empty() || key.empty()) return problem(row, "an actor needs an id and a name");
  const auto same_id = by_id.find(actor.id);
  if (same_id != by_id.end() && origins[same_id->second].own && !own) return;
  if (same_id != by_id.end()) return problem(row, "the id \"" + actor.id + "\" stands here twice");
  // A row of the user's with this name: what the lexicon adds are other names of it.
  const auto named = model.known_.find(key);
  if (!own && named != model.known_.end() && named->second.kind == PhraseKind::actor &&
      origins[named->second.index].own) {
    for (const auto alias : values(cell(row, "aliases")))
      actor_name(row, alias, named->second.index);
    return;
  }
  actor.kind = kind_of(row);
  actor.gender = one_of<Gender>(row, "gender");
  actor.sectors = sectors(row, cell(row, "sectors"));
  const std::int32_t country = model.country(actor.country);
  if (!actor.country.empty() && country < 0 &&
      std::find(stateless.begin(), stateless.end(), actor.country) == stateless.end())
    problem(row, "\"" + actor.country + "\" is no country of countries.tsv and no code of PLOVER");
  for (const auto text : values(cell(row, "offices"))) office(row, text, actor);
  const std::size_t index = model.actors_.size();
  if (const auto body = cell(row, "body"); !body.empty()) {
    const auto at = std::find_if(model.state_bodies_.begin(), model.state_bodies_.end(),
                                 [&](const StateBody& known) { return known.id == body; });
    if (at == model.state_bodies_.end() || country < 0)
      problem(row, "\"" + std::string(body) + "\" is no body of a state");
    else
      actor.body = static_cast<std::int32_t>(at - model.state_bodies_.begin());
    if (actor.body >= 0 &&
        !model.body_actors_
             .emplace(std::pair(country, actor.body), static_cast<std::int32_t>(index))
             .second &&
        !origins[static_cast<std::size_t>(model.actor_of_body(country, actor.body))].own)
      problem(row, "the " + std::string(body) + " of " + actor.country + " stands here twice");
  }
  by_id.emplace(actor.id, index);
  origins.push_back({table->path(), row.line, own});
  if (actor.kind == EntityKind::person)
    if (const NameParts parts = name_parts(actor.name); !parts.parts.empty())
      model.persons_[spelling_key(parts.parts.back())].push_back(static_cast<std::uint32_t>(index));
  model.actors_.push_back(std::move(actor));
  actor_name(row, full, index);
  for (const auto alias : values(cell(row, "aliases"))) actor_name(row, alias, index);
}

// One name may be borne by bodies of several countries; a person's is given to one.
void NamesModel::Loader::actor_name(const Table::Row& row, std::string_view text,
                                    std::size_t index) {
  const std::string key = letters_key(text);
  if (key.empty()) return problem(row, "a name without letters");
  const bool common = text.ends_with('?');
  text.remove_suffix(common);
  KnownName known = known_name(text, PhraseKind::actor, index);
  known.common = common;
  index_words(text);
  const auto [at, is_new] = model.known_.emplace(key, known);
  KnownName& held = at->second;
  if (is_new) return;
  if (held.kind != PhraseKind::actor) {
    if (own)
      held = std::move(known);
    else
      problem(row, "\"" + std::string(text) + "\" is already the name of a country or place");
    return;
  }
  if (held.index != known.index) {
    if (origins[held.index].own && !own) return;
    const KnownActor& mine = model.actors_[index];
    const KnownActor& other = model.actors_[held.index];
    const bool persons = mine.kind == EntityKind::person || other.kind == EntityKind::person;
    if (persons || mine.country == other.country)
      return problem(row,
                     "\"" + std::string(text) + "\" is already a name of \"" + other.id + "\"");
    held.namesakes.push_back(known.index);
    held.common = true;
  }
  held.acronym = held.acronym && known.acronym;
  held.lower_end |= known.lower_end;
}

// "army chief 2007-11-29..2013-11-29 MIL": title, dates, sectors.
void NamesModel::Loader::office(const Table::Row& row, std::string_view text, KnownActor& actor) {
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
  if (!is_day(office.from) || !is_day(office.until) ||
      (!office.until.empty() && before(office.until, office.from)))
    problem(row,
            "FROM..UNTIL are YYYY, YYYY-MM or YYYY-MM-DD, the earlier first: " + std::string(text));
  office.sectors = sectors(row, trim(rest.substr(end)));
  actor.sectors |= actor.offices.empty() ? office.sectors : 0;
  actor.offices.push_back(std::move(office));
}

void NamesModel::Loader::find_contradictions() {
  const auto report = [&](std::size_t at, std::string message) {
    model.problems_.push_back({origins[at].path, origins[at].line, std::move(message)});
  };
  for (const auto& [key, indexes] : model.persons_)
    for (std::size_t i = 0; i < indexes.size(); ++i)
      for (std::size_t k = i + 1; k < indexes.size(); ++k) {
        const KnownActor& a = model.actors_[indexes[i]];
        const KnownActor& b = model.actors_[indexes[k]];
        if (a.country == b.country && same_person_name(a.name, b.name) && !of_other_times(a, b))
          report(indexes[k], "\"" + b.name + "\" may be \"" + a.name + "\" of " + a.id);
      }
  struct Term {
    std::size_t actor;
    const KnownActor::Office* office;
  };
  std::map<std::pair<std::string_view, std::string_view>, std::vector<Term>> terms;
  for (std::size_t i = 0; i < model.actors_.size(); ++i)
    for (const KnownActor::Office& office : model.actors_[i].offices)
      if (held_by_one(office.title))
        terms[{model.actors_[i].country, office.title}].push_back({i, &office});
  for (const auto& [office, held] : terms)
    for (std::size_t i = 0; i < held.size(); ++i)
      for (std::size_t k = i + 1; k < held.size(); ++k)
        if (held[i].actor != held[k].actor && overlap(*held[i].office, *held[k].office))
          report(held[k].actor, "\"" + held[k].office->title + "\" was " +
                                    model.actors_[held[i].actor].id + " at that time");
}

}  // namespace sitrep
