#include "sitrep/names/state_bodies.h"

#include <algorithm>
#include <array>
#include <string>

namespace sitrep {
namespace {

constexpr std::uint32_t words_max = 12;         // of a phrase that is looked at
constexpr std::uint32_t country_words_max = 3;  // United Arab Emirates

constexpr auto small_words = std::to_array<std::string_view>(
    {"the", "'s", "'", "its", "their", "our", "his", "her", "this"});

bool small(std::string_view form) {
  return std::find(small_words.begin(), small_words.end(), form) != small_words.end();
}

// The country whose name begins at a token, and how many tokens it has.
struct Country {
  std::int32_t index = -1;
  std::uint32_t words = 0;
};

Country country_at(const Reading& reading, std::uint32_t at, std::uint32_t end) {
  Country found;
  if (!reading.proper(at)) return found;
  std::string key;
  for (std::uint32_t t = at; t < end && t < at + country_words_max; ++t) {
    key += letters_key(reading.form(t));
    const KnownName* name = reading.facts(at).starts_phrase ? reading.model().known(key) : nullptr;
    if (name && name->kind == PhraseKind::country && (!name->acronym || reading.upper(at)))
      found = {static_cast<std::int32_t>(name->index), t + 1 - at};
  }
  if (found.index < 0 && reading.nationality(at) >= 0) found = {reading.nationality(at), 1};
  return found;
}

}  // namespace

BodyOfState body_of_state(const Reading& reading, std::uint32_t first, std::uint32_t end) {
  BodyOfState none, found;
  if (end - first > words_max) return none;
  std::string phrase;
  for (std::uint32_t t = first; t < end; ++t) {
    const std::string_view form = reading.form(t);
    if (small(form)) continue;
    // "of Ukraine", "of the Netherlands": the state behind the body.
    const bool of = form == "of" && t + 1 < end;
    const std::uint32_t behind = of && reading.form(t + 1) == "the" && t + 2 < end ? t + 2 : t + 1;
    const std::uint32_t at = of ? behind : t;
    if (const Country country = country_at(reading, at, end); country.index >= 0) {
      if (found.country >= 0 && found.country != country.index) return none;
      found.country = country.index;
      t = at + country.words - 1;
      continue;
    }
    if (!phrase.empty()) phrase += ' ';
    phrase += form;
  }
  found.body = reading.model().state_body(phrase);
  return found.body < 0 ? none : found;
}

}  // namespace sitrep
