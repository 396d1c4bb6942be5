#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"

namespace sitrep::coding {

/// An event type, or one mode of a type: a row of types.tsv (plover.tsv).
struct EventClass {
  std::string type, mode, quad, cameo;
  double score = 0;  ///< conflict to cooperation, -10 to 10 (Goldstein)
  std::vector<std::pair<std::string, std::string>> cameo_by_context;
  bool reciprocal = false;            ///< both sides may be sources
  std::vector<std::string> swallows;  ///< types that are no second event as its purpose or topic
};

using ClassId = std::uint16_t;
inline constexpr ClassId no_class = 0xffff;

/// One line of translation.tsv: how an event of the base ontology is called in the user's.
struct Translation {
  std::string type, mode;  ///< of the base ontology; an empty mode is any
  std::string source_sector, target_sector;
  std::string to_type, to_mode, to_quad;
  std::string path;
  std::size_t line = 0;
};

/// The types that events can have. Immutable once loaded.
class Ontology {
 public:
  /// Reads plover.tsv of `folder`, contexts are checked by name only.
  static Result<Ontology> read(const std::filesystem::path& types);

  /// Adds the user's names for the base ontology's events.
  Status read_translation(const std::filesystem::path& path);

  const EventClass& operator[](ClassId id) const { return classes_[id]; }
  std::size_t size() const { return classes_.size(); }

  /// The class of a type and mode; no_class if the ontology lacks it. Linear: for loading only.
  ClassId find(std::string_view type, std::string_view mode) const;
  /// The row of the type itself. O(1).
  ClassId base_of(ClassId id) const { return bases_[id]; }

  const std::vector<Translation>& translations() const { return translations_; }

  /// Reads cameo.tsv: the codes that there are, with Goldstein's values.
  Status read_cameo(const std::filesystem::path& path);
  /// Goldstein's value of a CAMEO code; nothing for what is no code. O(log codes).
  std::optional<double> goldstein_of(std::string_view cameo) const;

 private:
  std::vector<EventClass> classes_;
  std::vector<ClassId> bases_;
  std::vector<Translation> translations_;
  std::map<std::string, double, std::less<>> goldstein_;  // by CAMEO code
};

}  // namespace sitrep::coding
