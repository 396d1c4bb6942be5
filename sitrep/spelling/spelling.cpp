#include "sitrep/spelling/spelling.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t parts_max = 12;  // longer strings are no names of persons

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr auto honorifics = std::to_array<std::string_view>(
    {"mr",        "mrs",      "ms",       "miss",    "dr",      "prof",   "professor",  "sir",
     "dame",      "lord",     "lady",     "gen",     "general", "lt",     "lieutenant", "col",
     "colonel",   "maj",      "major",    "capt",    "captain", "adm",    "admiral",    "sgt",
     "president", "minister", "sen",      "senator", "rep",     "gov",    "governor",   "king",
     "queen",     "prince",   "princess", "sheikh",  "shaikh",  "mullah", "maulana",    "ayatollah",
     "imam",      "rev",      "reverend", "pope",    "hon",     "judge",  "justice"});
constexpr auto suffixes = std::to_array<std::string_view>({"jr", "sr", "ii", "iii", "iv"});
constexpr auto articles = std::to_array<std::string_view>({"al", "el", "ul", "ur", "as", "ad"});
constexpr auto particles = std::to_array<std::string_view>(
    {"bin", "ibn",   "ben", "abu", "abd", "van", "von", "de",  "der", "den", "da",  "di", "du",
     "del", "della", "la",  "le",  "ter", "ten", "dos", "das", "st",  "san", "mac", "o"});

// Those that begin a surname said alone: Le Pen, Van Rompuy, bin Laden.
constexpr auto surname_particles = std::to_array<std::string_view>(
    {"bin", "ibn", "van", "von", "de", "der", "da", "di", "du", "del", "la", "le", "ter", "dos"});

bool letter_or_apostrophe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Words of a folded name; apostrophes vanish (Sana'a, O'Brien), other signs separate.
std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : fold(name)) {
    if (letter_or_apostrophe(c))
      words.back() += c;
    else if (c != '\'' && c != '`' && !words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  if (words.size() > parts_max) words.resize(parts_max);
  return words;
}

struct Rewrite {
  std::string_view from, to;
};

// Longest first at each place. Vowels: e, i, y meet in i; o, u, ou, oo in u.
constexpr auto rewrites = std::to_array<Rewrite>(
    {{"tch", "c"}, {"sch", "x"}, {"ou", "u"}, {"oo", "u"}, {"ee", "i"}, {"ie", "i"},
     {"ei", "i"},  {"ey", "i"},  {"ay", "i"}, {"ai", "i"}, {"ae", "i"}, {"aa", "a"},
     {"aw", "au"}, {"ow", "u"},  {"kh", "k"}, {"gh", "g"}, {"dh", "d"}, {"th", "t"},
     {"ph", "f"},  {"ck", "k"},  {"dj", "j"}, {"sh", "x"}, {"ch", "c"}, {"x", "ks"},
     {"q", "k"},   {"e", "i"},   {"y", "i"},  {"o", "u"},  {"w", "v"},  {"ts", "c"}});

bool vowel(char c) { return c == 'a' || c == 'i' || c == 'u'; }

// Keys one vowel apart: a for i, i for u, or an i that one spelling leaves out. Never a for u.
bool vowel_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 4 || b.size() - a.size() > 1) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  if (same == a.size()) return b.size() == a.size() || vowel(b.back());
  if (a.size() == b.size()) {
    const bool last = same > 6 && same + 1 == a.size();
    const bool mixed =
        vowel(a[same]) && vowel(b[same]) && (last || a[same] == 'i' || b[same] == 'i');
    return mixed && a.substr(same + 1) == b.substr(same + 1);
  }
  return b[same] == 'i' && same > 1 && a.substr(same) == b.substr(same + 1);
}

bool ends_as_patronymic(std::string_view word) {
  return word.ends_with("son") || word.ends_with("sen");
}

bool initial(std::string_view part) { return part.size() == 1; }

// How two parts meet; nothing where they conflict.
std::optional<NameFit> fit_parts(std::string_view a, std::string_view b) {
  if (a == b) return NameFit::same;
  if (initial(a) || initial(b))
    return a.front() == b.front() ? std::optional(NameFit::initials) : std::nullopt;
  return same_word(a, b) ? std::optional(NameFit::variant) : std::nullopt;
}

NameFit weaker(NameFit a, NameFit b) { return std::max(a, b); }

// The parts before the surname: the first ones must meet, then the shorter list must run through
// the longer one in order.
std::optional<NameFit> fit_given(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b) {
  const auto& few = a.size() <= b.size() ? a : b;
  const auto& many = a.size() <= b.size() ? b : a;
  NameFit fit = few.size() == many.size() ? NameFit::same : NameFit::shorter;
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < few.size(); ++i) {
    std::optional<NameFit> met;
    const std::size_t from = at;
    while (!met && at + 1 < many.size()) met = fit_parts(few[i], many[at++]);
    const bool initials_skipped = i > 0 && at - from > 1 && initial(many[from]);
    const bool first_skipped = i == 0 && at > 1 && (initial(few[0]) || initial(many[at - 1]));
    if (!met || initials_skipped || first_skipped) return std::nullopt;
    fit = weaker(fit, *met);
  }
  return fit;
}

std::optional<NameFit> fit_single(const std::string& single, const NameParts& full) {
  if (initial(single)) return std::nullopt;
  const auto meets = [&](const std::string& part) {
    return !initial(part) && (part == single || same_word(part, single));
  };
  if (full.parts.size() == 1)
    return meets(full.parts[0])
               ? std::optional(full.parts[0] == single ? NameFit::same : NameFit::variant)
               : std::nullopt;
  if (meets(full.parts.back())) return NameFit::surname_only;
  if (meets(full.parts.front())) return NameFit::first_only;
  return std::nullopt;
}

}  // namespace

NameParts name_parts(std::string_view name) {
  NameParts out;
  std::vector<std::string> words = words_of_name(name);
  if (words.size() > 1 && among(suffixes, words.back())) {
    out.suffix = words.back();
    words.pop_back();
  }
  if (words.size() == 2 && among(surname_particles, words[0])) words = {words[0] + words[1]};
  std::string held;  // particles that wait for the part they belong to
  bool named = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    if (!named && !last && among(honorifics, words[i])) continue;
    named = true;
    out.letters += words[i];
    if (!last && among(articles, words[i])) continue;
    if (!last && i > 0 && among(particles, words[i])) {
      held += words[i];
      continue;
    }
    out.parts.push_back(held + words[i]);
    held.clear();
  }
  return out;
}

std::string spelling_key(std::string_view word) {
  const std::string folded = fold(word);
  std::string key;
  const auto push = [&](char c) {
    if (key.empty() || key.back() != c) key += c;  // doubled letters meet single ones
  };
  for (std::size_t i = 0; i < folded.size();) {
    const std::string_view rest = std::string_view(folded).substr(i);
    const auto rule = std::find_if(rewrites.begin(), rewrites.end(),
                                   [&](const Rewrite& r) { return rest.starts_with(r.from); });
    if (rule == rewrites.end()) {
      if (letter_or_apostrophe(folded[i])) push(folded[i]);
      ++i;
      continue;
    }
    for (const char c : rule->to) push(c);
    i += rule->from.size();
  }
  return key;
}

bool same_word(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  const std::string left = spelling_key(a), right = spelling_key(b);
  const bool patronymics = ends_as_patronymic(a) && ends_as_patronymic(b);
  if (left == right) return !patronymics || a.substr(a.size() - 3) == b.substr(b.size() - 3);
  const auto hard = [](char c) { return c == 'k' || c == 'g'; };
  if (left.size() > 4 && left.size() == right.size() && hard(left[0]) && hard(right[0]) &&
      left.substr(1) == right.substr(1))
    return true;
  return left.size() > 3 && right.size() > 3 && left[0] == right[0] && !patronymics &&
         vowel_apart(left, right);
}

std::optional<NameFit> fit_person_names(std::string_view a, std::string_view b) {
  const NameParts left = name_parts(a), right = name_parts(b);
  if (left.parts.empty() || right.parts.empty()) return std::nullopt;
  if (!left.suffix.empty() && !right.suffix.empty() && left.suffix != right.suffix)
    return std::nullopt;
  if (left.parts.size() == 1) return fit_single(left.parts[0], right);
  if (right.parts.size() == 1) return fit_single(right.parts[0], left);

  const auto surname = fit_parts(left.parts.back(), right.parts.back());
  if (surname && *surname != NameFit::initials) {
    if (const auto given = fit_given(left.parts, right.parts)) return weaker(*surname, *given);
  }
  // Zahirul Islam and Zaheer-ul-Islam, Kim Jong-un and Kim Jongun: other cuts of the same letters.
  const std::string left_key = spelling_key(left.letters), right_key = spelling_key(right.letters);
  if (left_key.size() > 5 && left_key == right_key) return NameFit::variant;
  return std::nullopt;
}

std::optional<std::string> same_person_name(std::string_view a, std::string_view b) {
  const auto fit = fit_person_names(a, b);
  if (!fit || *fit == NameFit::surname_only || *fit == NameFit::first_only) return std::nullopt;
  return std::string(word(*fit));
}

}  // namespace sitrep
