#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sitrep/base/vocabulary.h"
#include "sitrep/story/story.h"

/// dossier: one happening field by field, and who says which of it.
namespace sitrep {

/// How the tellers of a happening stand to each other over one field.
enum class Agreement {
  only_one,  ///< one independent outlet gives it: nothing confirms it, nothing contradicts it
  agree,     ///< independent outlets give values that fit each other
  differ     ///< two values do not fit each other
};
template <>
inline constexpr auto words_of<Agreement> = vocabulary("only one", "agree", "differ");

enum class Field { who, to_whom, when, where, killed, wounded, people, money, status };
template <>
inline constexpr auto words_of<Field> = vocabulary("who", "to whom", "when", "where", "killed",
                                                   "wounded", "people", "money", "status");

/// One value of a field, with the reports that give it.
struct FieldValue {
  std::string value;                   ///< as the first of them gives it; days and times in EDTF
  std::vector<std::uint32_t> reports;  ///< of Dossier::reports, rising
  std::uint32_t outlets = 0;           ///< independent ones
};

struct FieldView {
  Field field = Field::who;
  Agreement agreement = Agreement::only_one;
  std::vector<FieldValue> values;  ///< in the order in which they were told
};

/// One telling of a happening.
struct Report {
  In<Event> record;
  std::string reason;                    ///< why it is held to be the same; empty for the first
  std::optional<std::uint32_t> copy_of;  ///< the page whose text this one's repeats
};

struct Dossier {
  Id<Happening> happening;
  std::vector<Report> reports;    ///< by publication, then as the page tells them
  std::vector<Report> comments;   ///< readers': they give no field a value
  std::vector<FieldView> fields;  ///< those that some report gives
};

/// Linear in the reports; of a field at most a named number of values is compared.
Dossier dossier_of(const Story& story, Id<Happening> happening);

/// Who answers for a page: the outlet of the page whose text it repeats; where no outlet is known
/// the id of that page, so that two unknown outlets do not pass for one.
const std::string& teller_of(const Story& story, std::uint32_t page);

}  // namespace sitrep
