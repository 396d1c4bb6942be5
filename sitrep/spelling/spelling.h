#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/vocabulary.h"

/// Spellings of one person's name: transliterations (Qaddafi, Gadhafi; Pervez, Pervaiz), initials,
/// middle names left out, particles, honorifics.
namespace sitrep {

/// How far one name goes to say the same as another, strongest first.
enum class NameFit {
  same,          ///< the same parts in the same spelling
  variant,       ///< the same parts, other spellings: Qaddafi, Gadhafi
  shorter,       ///< one leaves out middle or first parts: Ashfaq Kayani, Ashfaq Parvez Kayani
  initials,      ///< one has initials where the other has names: J. R. Allen, John Allen
  surname_only,  ///< one is the other's last part alone: Kayani
  first_only,    ///< one is the other's first part alone: Osama, or the surname in Xi Jinping
};
template <>
inline constexpr auto words_of<NameFit> = vocabulary("same name", "other spelling of the name",
                                                     "shorter form of the name",
                                                     "initials of the name", "surname alone",
                                                     "first part of the name alone");

/// The parts of a person's name as they are compared: folded, without honorifics, particles joined
/// to what follows ("bin Laden" is one part, "al-" is dropped).
struct NameParts {
  std::vector<std::string> parts;
  std::string suffix;   ///< jr, sr, ii, iii; empty where there is none
  std::string letters;  ///< all of it in one word, articles too: zahirulislam
};
NameParts name_parts(std::string_view name);

/// The spelling under which transliterations of a word meet: "haqqani", "hakani" and "Haqani" give
/// "hakani". Words of different keys may still be variants: see same_word().
std::string spelling_key(std::string_view word);

/// Whether two words of names are spellings of each other: equal keys, or one vowel apart among
/// those that transliterations mix (a/e/i, e/i/o/u, a/o only at the end of a long word: Khamenei is
/// not Khomeini), or g for k at the beginning. Words in -son and -sen are told apart.
bool same_word(std::string_view a, std::string_view b);

/// Whether two names can be one person's. Nothing where any part conflicts: John and Jane Smith,
/// George W. and George H. W. Bush, Jr. and Sr. Linear in the names' lengths times their parts.
std::optional<NameFit> fit_person_names(std::string_view a, std::string_view b);

/// The same over pages: a surname or a first name alone joins nothing, since it is another person's
/// on the next page. Gives the reason in words. Two people can share a full name: whoever joins
/// over pages must look at country and role as well.
std::optional<std::string> same_person_name(std::string_view a, std::string_view b);

}  // namespace sitrep
