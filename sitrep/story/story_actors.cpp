#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/spelling/spelling.h"
#include "sitrep/story/linking.h"

/// Actors within one story, where less is enough than over the whole store: a surname alone, a
/// short form or the initials of a body's name, the same description ("the suspect"). Whatever a
/// single page keeps apart stays apart, and where two fit, none is taken.
namespace sitrep {

namespace {

constexpr std::size_t actors_of_story_max = 4000;  // the rest of a larger story is left alone
constexpr std::uint32_t full_name_percent = 95, surname_percent = 85, short_form_percent = 80,
                        description_percent = 60, force_percent = 75;

/// Whoever is described so is mostly somebody else on the next page. Stems.
constexpr std::array<std::string_view, 22> nobody_in_particular = {
    "offici",     "official",    "sourc",    "spokesman", "spokeswoman", "spokesperson",
    "witness",    "resident",    "analyst",  "expert",    "person",      "someon",
    "somebody",   "member",      "other",    "one",       "part",        "group",
    "individual", "participant", "observer", "thing"};
constexpr std::array<std::string_view, 14> openers = {"of",  "in",     "from",  "for",    "at",
                                                      "who", "to",     "with",  "near",   "on",
                                                      "by",  "behind", "under", "against"};
constexpr std::array<std::string_view, 9> company_words = {
    "corp", "inc", "ltd", "co", "plc", "llc", "ag", "company", "corporation"};
/// Words that describe the troops of several states, before "forces" or "troops".
constexpr std::array<std::string_view, 6> of_several_states = {
    "international", "multinational", "coalition", "foreign", "allied", "nato"};

template <std::size_t n>
bool is_in(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::vector<std::string> folded_words(std::string_view name) {
  std::vector<std::string> words;
  const std::string folded = fold(name);
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end = std::min(folded.find_first_of(" ./,-'\"", begin), folded.size());
    if (end > begin) words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// The stem of the noun that a description is built on: "suspected militants in their country"
/// gives "militant".
std::string head_of(std::string_view description) {
  const std::vector<std::string> words = folded_words(description);
  std::string head;
  for (const std::string& word : words) {
    if (is_in(openers, word) && !head.empty()) break;
    if (!is_in(openers, word)) head = word;
  }
  return stem(head);
}

bool starts_with_number(std::string_view name) {
  return !name.empty() && name.front() >= '0' && name.front() <= '9';
}

class StoryLinker {
 public:
  StoryLinker(const std::vector<PageFacts>& pages, const std::vector<Ruling<Entity>>& rulings,
              std::vector<Actor> actors, ActorOf& actor_of)
      : pages_(pages),
        actors_(std::move(actors)),
        actor_of_(actor_of),
        groups_(actors_.size()),
        reasons_(actors_.size()),
        scores_(actors_.size(), 100) {
    for (const Ruling<Entity>& ruling : rulings)
      if (!ruling.same) told_apart_.push_back(ruling);
  }

  void join(const Thread& thread) {
    present_.clear();
    for (const std::uint32_t page : thread.pages)
      for (std::uint32_t i = 0; i < actor_of_[page].size(); ++i) {
        if (actor_of_[page][i].none()) continue;
        const std::uint32_t actor = groups_.root(actor_of_[page][i].value);
        if (present_.size() < actors_of_story_max || present_.contains(actor))
          present_[actor].push_back({page, {i}});
      }
    full_names();
    surnames();
    bodies();
    descriptions();
    for (const std::uint32_t page : thread.pages) forces(page);
  }

  /// What a person decided goes before every rule; a rule that speaks against it is noted.
  void obey(const Ruling<Entity>& ruling, std::vector<DecisionNote>& notes) {
    const std::uint32_t a = root_of(ruling.first), b = root_of(ruling.second);
    if (a == none || b == none) {
      notes.push_back({ruling.decision, false, "speaks of an actor that another decision rejects"});
      return;
    }
    const EntityFact &one = fact(ruling.first), &two = fact(ruling.second);
    if (!ruling.same) {
      if (!one.actor.empty() && one.actor == two.actor)
        notes.push_back({ruling.decision, true,
                         fmt::format("the lexicon takes the two for one: {}", one.actor)});
      return;
    }
    if (a == b) return;
    if (are_told_apart(a, b)) {
      notes.push_back({ruling.decision, false, "another decision tells the two apart"});
      return;
    }
    if (!one.country.empty() && !two.country.empty() && one.country != two.country)
      notes.push_back({ruling.decision, true,
                       fmt::format("their countries differ: {} and {}", one.country, two.country)});
    if (!one.actor.empty() && !two.actor.empty() && one.actor != two.actor)
      notes.push_back(
          {ruling.decision, true,
           fmt::format("the lexicon takes them for two: {} and {}", one.actor, two.actor)});
    groups_.join(a, b);
    reasons_[std::max(a, b)] = ruling.reason;
    scores_[std::max(a, b)] = 100;
  }

  std::vector<Actor> finish() {
    std::vector<Actor> joined;
    std::vector<Id<Actor>> home(actors_.size());
    for (std::uint32_t i = 0; i < actors_.size(); ++i) {
      Id<Actor>& at = home[groups_.root(i)];
      Actor& actor = actors_[i];
      if (at.none()) {
        at = {static_cast<std::uint32_t>(joined.size())};
        joined.push_back(std::move(actor));
        continue;
      }
      actor.members.front().reason = reasons_[i];
      actor.members.front().score_percent = scores_[i];
      absorb(joined[at.value], actor);
    }
    for (Actor& actor : joined) put_first_record_first(actor);
    std::ranges::sort(joined, {}, [](const Actor& actor) { return actor.members.front().record; });
    for (std::uint32_t i = 0; i < joined.size(); ++i)
      for (const Link<Entity>& member : joined[i].members)
        actor_of_[member.record.page][member.record.of.value] = {i};
    return joined;
  }

 private:
  using Records = std::vector<In<Entity>>;  // of one actor in this story

  const EntityFact& fact(In<Entity> record) const {
    return pages_[record.page].entities[record.of.value];
  }

  static void absorb(Actor& into, const Actor& from) {
    into.members.insert(into.members.end(), from.members.begin(), from.members.end());
    if (into.country.empty()) into.country = from.country;
    if (into.lexicon_id.empty()) into.lexicon_id = from.lexicon_id;
    if (into.kind == from.kind && from.name.size() > into.name.size() &&
        (into.kind == EntityKind::person || into.kind == EntityKind::organisation))
      into.name = from.name;
  }

  static void put_first_record_first(Actor& actor) {
    std::ranges::stable_sort(actor.members, {}, &Link<Entity>::record);
    // Whoever begins the list has nobody to be joined to: the reason goes to the next without one.
    Link<Entity>& first = actor.members.front();
    if (first.reason.empty()) return;
    for (Link<Entity>& member : actor.members)
      if (member.reason.empty()) {
        std::swap(member.reason, first.reason);
        std::swap(member.score_percent, first.score_percent);
        return;
      }
    first.reason.clear();
  }

  std::uint32_t root_of(In<Entity> record) {
    const Id<Actor> actor = actor_of_[record.page][record.of.value];
    return actor.none() ? none : groups_.root(actor.value);
  }

  /// Linear in the pairs that people told apart.
  bool are_told_apart(std::uint32_t a, std::uint32_t b) {
    return std::ranges::any_of(told_apart_, [&](const Ruling<Entity>& pair) {
      const std::uint32_t one = root_of(pair.first), two = root_of(pair.second);
      return (one == a && two == b) || (one == b && two == a);
    });
  }

  bool countries_conflict(std::uint32_t a, std::uint32_t b) {
    if (are_told_apart(a, b)) return true;
    const Actor &one = actors_[a], &two = actors_[b];
    if (!one.country.empty() && !two.country.empty() && one.country != two.country) return true;
    return !one.lexicon_id.empty() && !two.lexicon_id.empty() && one.lexicon_id != two.lexicon_id;
  }

  bool conflict(std::uint32_t a, std::uint32_t b) {
    return countries_conflict(a, b) || share_a_page(a, b);
  }

  /// What one page keeps apart is apart.
  bool share_a_page(std::uint32_t a, std::uint32_t b) const {
    std::set<std::uint32_t> pages;
    for (const In<Entity> record : present_.at(a)) pages.insert(record.page);
    return std::ranges::any_of(present_.at(b),
                               [&](In<Entity> record) { return pages.contains(record.page); });
  }

  void unite(std::uint32_t a, std::uint32_t b, std::string reason, std::uint32_t percent) {
    if (a > b) std::swap(a, b);
    groups_.join(a, b);
    reasons_[b] = std::move(reason);
    scores_[b] = percent;
    if (actors_[a].country.empty()) actors_[a].country = actors_[b].country;
    if (actors_[a].lexicon_id.empty()) actors_[a].lexicon_id = actors_[b].lexicon_id;
    Records& records = present_[a];
    records.insert(records.end(), present_[b].begin(), present_[b].end());
    present_.erase(b);
  }

  /// The only one of `candidates` that fits; nothing where none or more than one does.
  std::optional<std::uint32_t> only(std::uint32_t actor,
                                    const std::vector<std::uint32_t>& candidates) {
    std::optional<std::uint32_t> found;
    for (const std::uint32_t candidate : candidates) {
      if (candidate == actor || !present_.contains(candidate) || conflict(actor, candidate))
        continue;
      if (found) return {};
      found = candidate;
    }
    return found;
  }

  /// Names as this story writes them, the longest of each actor.
  std::string longest_name(std::uint32_t actor) const {
    std::string longest;
    for (const In<Entity> record : present_.at(actor))
      if (fact(record).is_named && fact(record).name.size() > longest.size())
        longest = fact(record).name;
    return longest;
  }

  std::vector<std::uint32_t> named(EntityKind kind) const {
    std::vector<std::uint32_t> found;
    for (const auto& [actor, records] : present_)
      if (actors_[actor].kind == kind && !longest_name(actor).empty()) found.push_back(actor);
    return found;
  }

  /// One name inside the other, word for word: "Star Esther Williams", "Esther Williams".
  static bool holds_name(const std::vector<std::string>& full,
                         const std::vector<std::string>& name) {
    return name.size() > 1 &&
           std::search(full.begin(), full.end(), name.begin(), name.end()) != full.end();
  }

  static std::optional<std::string> same_name_in_story(const std::string& a, const std::string& b) {
    if (auto why = same_person_name(a, b)) return why;
    const std::vector<std::string> one = folded_words(a), two = folded_words(b);
    if (holds_name(one, two) || holds_name(two, one)) return "one name holds the other";
    return {};
  }

  /// Spellings of one full name. The page itself may have kept two mentions of it apart, since it
  /// could not tell; where both are written alike the story can.
  void full_names() {
    std::map<std::string, std::vector<std::uint32_t>> by_word;
    for (const std::uint32_t actor : named(EntityKind::person)) {
      const NameParts name = name_parts(longest_name(actor));
      if (name.parts.size() < 2) continue;
      for (std::size_t i = 1; i < name.parts.size(); ++i)
        by_word[spelling_key(name.parts[i])].push_back(actor);
    }
    for (const auto& [key, actors] : by_word)
      for (std::size_t i = 1; i < actors.size(); ++i)
        for (std::size_t k = 0; k < i; ++k) join_names(actors[k], actors[i]);
  }

  void join_names(std::uint32_t a, std::uint32_t b) {
    a = groups_.root(a);
    b = groups_.root(b);
    if (a == b) return;
    const std::string one = longest_name(a), two = longest_name(b);
    const auto why = same_name_in_story(one, two);
    if (!why || countries_conflict(a, b)) return;
    if (share_a_page(a, b) && fold(one) != fold(two)) return;
    unite(a, b, *why + " in the same story", full_name_percent);
  }

  void surnames() {
    std::map<std::string, std::vector<std::uint32_t>> full, bare;
    for (const std::uint32_t actor : named(EntityKind::person)) {
      const NameParts name = name_parts(longest_name(actor));
      if (name.parts.empty()) continue;
      (name.parts.size() > 1 ? full : bare)[spelling_key(name.parts.back())].push_back(actor);
    }
    for (auto& [key, actors] : bare) {
      const auto known = full.find(key);
      for (std::size_t i = 0; i < actors.size(); ++i) {
        const std::vector<std::uint32_t> rest(actors.begin(),
                                              actors.begin() + static_cast<std::ptrdiff_t>(i));
        const auto other = only(actors[i], known == full.end() ? rest : known->second);
        if (!other) continue;
        unite(actors[i], *other, "the only one of this surname in the story", surname_percent);
        actors[i] = groups_.root(*other);
        if (known != full.end())
          for (std::uint32_t& one : known->second) one = groups_.root(one);
      }
    }
  }

  /// Words of a body's name without "the" and "Corp."
  static std::vector<std::string> body_words(std::string_view name) {
    std::vector<std::string> words = folded_words(name);
    if (!words.empty() && words.front() == "the") words.erase(words.begin());
    while (words.size() > 1 && is_in(company_words, words.back())) words.pop_back();
    return words;
  }

  static std::string initials(const std::vector<std::string>& words) {
    std::string letters;
    for (const std::string& word : words)
      if (!is_in(openers, word) && word != "the" && word != "and") letters += word.front();
    return letters;
  }

  static bool is_short_form(const std::vector<std::string>& brief,
                            const std::vector<std::string>& full) {
    if (brief.empty() || brief.size() > full.size()) return false;
    if (brief.size() == 1 && brief[0].size() > 2 && full.size() > 2 && brief[0] == initials(full))
      return true;
    return std::ranges::equal(brief, std::span(full).last(brief.size())) ||
           std::ranges::equal(brief, std::span(full).first(brief.size()));
  }

  /// "Colts", "Indianapolis Colts"; "Microsoft", "Microsoft Corp."; "CHP", "California Highway
  /// Patrol".
  void bodies() {
    std::vector<std::uint32_t> actors = named(EntityKind::organisation);
    std::ranges::copy(named(EntityKind::group), std::back_inserter(actors));
    std::map<std::string, std::vector<std::uint32_t>> by_word;
    std::map<std::uint32_t, std::vector<std::string>> words;
    for (const std::uint32_t actor : actors) {
      words[actor] = body_words(longest_name(actor));
      if (words[actor].empty()) continue;
      std::set<std::string> keys = {words[actor].front(), words[actor].back(),
                                    initials(words[actor])};
      for (const std::string& key : keys) by_word[key].push_back(actor);
    }
    for (const std::uint32_t actor : actors) {
      const std::vector<std::string>& brief = words[actor];
      if (brief.empty() || !present_.contains(actor)) continue;
      std::set<std::uint32_t> candidates;
      for (const std::string& key : {brief.front(), brief.back()})
        for (const std::uint32_t other : by_word[key]) {
          const std::uint32_t root = groups_.root(other);
          if (root != actor && is_short_form(brief, words[other])) candidates.insert(root);
        }
      if (const auto other = only(actor, {candidates.begin(), candidates.end()}))
        unite(actor, *other, "short form of the only such name in the story", short_form_percent);
    }
  }

  static char kind_letter(EntityKind kind) {
    switch (kind) {
      case EntityKind::person:
      case EntityKind::role:
        return 'p';
      case EntityKind::group:
        return 'g';
      case EntityKind::organisation:
        return 'o';
      default:
        return 0;
    }
  }

  /// Where a page has one "suspect" only, it is the suspect of the story's other pages.
  void descriptions() {
    std::map<std::string, std::vector<std::uint32_t>> described;
    std::map<std::string, std::map<std::uint32_t, int>> on_page;
    for (const auto& [actor, records] : present_) {
      const EntityFact& first = fact(records.front());
      const char letter = kind_letter(first.kind);
      if (letter == 0 || first.is_named || !first.actor.empty() || first.in_comments_only) continue;
      const std::string head = head_of(first.name);
      if (head.size() < 3 || is_in(nobody_in_particular, head)) continue;
      std::string key = letter + head;
      if (starts_with_number(first.name)) key += " " + first.name.substr(0, first.name.find(' '));
      described[key].push_back(actor);
      for (const In<Entity> record : records) ++on_page[key][record.page];
    }
    for (const auto& [key, actors] : described) {
      const std::map<std::uint32_t, int>& pages = on_page[key];
      std::uint32_t home = none;
      for (const std::uint32_t actor : actors) {
        if (std::ranges::any_of(present_.at(actor),
                                [&](In<Entity> record) { return pages.at(record.page) > 1; }))
          continue;
        if (home == none) {
          home = actor;
        } else if (!conflict(home, actor)) {
          unite(home, actor, "same description in the same story", description_percent);
          home = groups_.root(home);
        }
      }
    }
  }

  static bool is_several_states_force(const EntityFact& entity) {
    if (!entity.actor.empty() || entity.in_comments_only) return false;
    if (entity.kind != EntityKind::organisation) return false;
    const std::string head = head_of(entity.name);
    if (head != "forc" && head != "force" && head != "troop") return false;
    return std::ranges::any_of(folded_words(entity.name), [](const std::string& word) {
      return is_in(of_several_states, word);
    });
  }

  static bool is_named_force(const EntityFact& entity) {
    if (entity.actor.empty() || entity.country != "IGO") return false;
    const std::vector<std::string> words = folded_words(entity.name);
    return !words.empty() && stem(words.back()) == "forc" &&
           std::ranges::find(entity.sectors, "MIL") != entity.sectors.end();
  }

  /// "international forces" are the one multinational force that the page names.
  void forces(std::uint32_t page) {
    const std::vector<EntityFact>& entities = pages_[page].entities;
    std::set<std::uint32_t> named_forces, described;
    for (std::uint32_t i = 0; i < entities.size(); ++i) {
      if (actor_of_[page][i].none()) continue;
      const std::uint32_t actor = groups_.root(actor_of_[page][i].value);
      if (is_named_force(entities[i])) named_forces.insert(actor);
      if (is_several_states_force(entities[i])) described.insert(actor);
    }
    if (named_forces.size() != 1) return;
    for (const std::uint32_t actor : described) {
      const std::uint32_t home = groups_.root(*named_forces.begin());
      if (actor == home || !present_.contains(actor) || !present_.contains(home)) continue;
      if (are_told_apart(home, actor)) continue;
      unite(home, actor, "the only multinational force that the page names", force_percent);
    }
  }

  static constexpr std::uint32_t none = 0xffffffff;
  const std::vector<PageFacts>& pages_;
  std::vector<Actor> actors_;
  ActorOf& actor_of_;
  Groups groups_;
  std::vector<std::string> reasons_;
  std::vector<std::uint32_t> scores_;
  std::vector<Ruling<Entity>> told_apart_;
  std::map<std::uint32_t, Records> present_;  // the actors of the story that is worked on
};

}  // namespace

void join_within_stories(const std::vector<PageFacts>& pages,
                         const std::vector<Ruling<Entity>>& rulings, ActorOf& actor_of,
                         Story& story) {
  StoryLinker linker(pages, rulings, std::move(story.actors), actor_of);
  for (const Thread& thread : story.threads) linker.join(thread);
  for (const Ruling<Entity>& ruling : rulings) linker.obey(ruling, story.decision_notes);
  story.actors = linker.finish();
}

}  // namespace sitrep
