#include "sitrep/events/magnitude.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace sitrep::coding {

namespace {

constexpr std::array<std::pair<std::string_view, double>, 34> number_words = {{
    {"one", 1},       {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},       {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},   {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16},  {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},   {"forty", 40},     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
    {"eighty", 80},   {"ninety", 90},    {"dozen", 12},    {"hundred", 100}, {"thousand", 1000},
    {"million", 1e6}, {"billion", 1e9},  {"bn", 1e9},      {"crore", 1e7},
}};

std::optional<double> value_of(std::string_view word) {
  for (const auto& [name, value] : number_words)
    if (name == word) return value;
  std::string digits;
  for (const char letter : word) {
    if ((letter >= '0' && letter <= '9') || letter == '.')
      digits += letter;
    else if (letter != ',' && letter != '$')
      return std::nullopt;
  }
  double value = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || failed != std::errc() || end != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

/// "two dozen", "1.5 million", "24": a number word with what multiplies it.
std::optional<double> number_at(const Reading& reading, Id<Token> token) {
  std::optional<double> value = value_of(reading.text.form(token));
  if (!value) return value;
  for (const Id<Token> child : reading.text.children(token)) {
    const Relation relation = reading.base_relation(child);
    if (relation != Relation::compound && relation != Relation::nummod &&
        relation != Relation::flat)
      continue;
    const std::optional<double> factor = value_of(reading.text.form(child));
    if (!factor) continue;
    const bool multiplies = *value >= 12 && *value != 20 && *factor < *value;
    value = multiplies || *factor >= 100 ? *value * *factor : *value + *factor;
  }
  return value;
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  for (const std::string_view each : words)
    if (each == word) return true;
  return false;
}

/// Persons that a phrase counts: its number, or one where it names a single person.
std::optional<double> persons(const Reading& reading, Id<Token> noun) {
  if (!noun) return std::nullopt;
  if (const std::optional<double> number = number_of(reading, noun)) return number;
  if (reading.text.feature(noun, "Number") != "Sing" || reading.is(noun, Lexicon::part))
    return std::nullopt;
  const Id<Entity> entity = reading.names.entity_of(noun);
  const bool person = entity && reading.names[entity].kind == EntityKind::person;
  const std::string_view form = reading.text.form(noun);
  if (person || reading.is(noun, Lexicon::victim) || form == "one") return 1;
  return std::nullopt;
}

void count(const Reading& reading, Id<Token> verb, Magnitude& magnitude) {
  const std::string_view lemma = reading.text.lemma(verb);
  const Clause clause = clause_of(reading, verb);
  Id<Token> noun = clause.object;
  const bool dies = any_of(lemma, {"die", "succumb", "perish", "fall"});
  if (dies) noun = clause.subject;
  if (!noun) return;
  if (dies || any_of(lemma, {"kill", "murder", "assassinate", "execute", "slay", "massacre",
                             "shoot", "lynch", "behead", "gun", "claim", "slaughter", "stab"})) {
    const bool dead = !any_of(lemma, {"shoot", "stab"}) ||
                      reading.text.child(verb, Relation::xcomp) ||
                      reading.text.child(verb, Relation::obl);
    if (dead && !magnitude.killed) magnitude.killed = persons(reading, noun);
  } else if (any_of(lemma, {"wound", "injure", "hurt", "maim"})) {
    if (!magnitude.wounded) magnitude.wounded = persons(reading, noun);
  } else if (any_of(lemma, {"leave"})) {
    for (const Id<Token> child : reading.text.children(verb)) {
      const std::string_view form = reading.text.form(child);
      if (form == "dead") magnitude.killed = persons(reading, noun);
      if (any_of(form, {"wounded", "injured"})) magnitude.wounded = persons(reading, noun);
    }
  } else if (any_of(lemma, {"give", "provide", "donate", "pay", "pledge", "lend", "contribute",
                            "grant", "offer", "send", "spend"})) {
    if (any_of(reading.text.lemma(noun), {"dollar", "euro", "pound", "million", "billion", "$"}))
      magnitude.money = number_of(reading, noun);
  } else {
    magnitude.people = number_of(reading, noun);
  }
}

}  // namespace

std::optional<double> number_of(const Reading& reading, Id<Token> noun) {
  if (const std::optional<double> own = number_at(reading, noun)) return own;
  for (const Id<Token> child : reading.text.children(noun))
    if (reading.base_relation(child) == Relation::nummod)
      if (const std::optional<double> number = number_at(reading, child)) return number;
  const Id<Token> below = counted(reading, noun);
  if (below != noun)
    for (const Id<Token> child : reading.text.children(noun))
      if (reading.base_relation(child) == Relation::nummod) return number_at(reading, child);
  return std::nullopt;
}

Magnitude magnitude_of(const Reading& reading, const Act& act) {
  Magnitude magnitude;
  if (!reading.verbal(act.trigger)) return magnitude;
  count(reading, act.trigger, magnitude);
  // "killed four and wounded five": the other half of the count
  for (const Id<Token> child : reading.text.children(act.trigger))
    if (reading.relation(child) == Relation::conj && reading.verbal(child)) {
      Magnitude other;
      count(reading, child, other);
      if (!magnitude.killed) magnitude.killed = other.killed;
      if (!magnitude.wounded) magnitude.wounded = other.wounded;
    }
  return magnitude;
}

}  // namespace sitrep::coding
