#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/scene/scene.h"

namespace sitrep {

/// Index of a place of the gazetteer; those of the lexicon stand behind those of the file.
using PlaceIndex = std::uint32_t;

/// A place that a name can mean.
struct PlaceEntry {
  std::string name;
  std::string kind;  ///< country province district city capital, or the lexicon's word
  std::string country;
  std::optional<std::uint32_t> geonames;
  std::optional<Coordinates> at;
  std::uint32_t population = 0;
  PlaceIndex region = 0;  ///< the first-level subdivision that holds it; 0 where there is none
  std::uint8_t country_index = 0xFF;
};

struct PlaceCandidate {
  PlaceIndex place = 0;
  bool alternate = false;  ///< the name is not the usual one
};

/// FNV-1a over the key of a name, word by word: place names are compared in lower case, without
/// marks, full stops and apostrophes, hyphens as spaces, Saint as St, Fort as Ft, Mount as Mt.
class PlaceKey {
 public:
  void add_word(std::string_view folded);  ///< one word, already folded
  std::uint64_t hash() const { return hash_; }
  bool empty() const { return empty_; }

  static std::uint64_t of(std::string_view name);

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325;
  bool empty_ = true;
};

/// All places known: model/gazetteer.bin (see train/gazetteer/build.py) with
/// lexicon/scene/places.tsv and the country names of lexicon/names/countries.tsv. Data of GeoNames,
/// CC BY 4.0. Read at once, looked up in place; immutable.
class Gazetteer {
 public:
  Gazetteer(Gazetteer&&) = default;
  Gazetteer& operator=(Gazetteer&&) = default;
  Gazetteer(const Gazetteer&) = delete;  // keys point into its own bytes
  Gazetteer& operator=(const Gazetteer&) = delete;

  static Result<Gazetteer> load(const std::filesystem::path& home);

  /// What a name can mean, appended to `found`. One probe of a table of 2^16 buckets, then a few
  /// neighbours. `after_comma` admits postal abbreviations.
  void find(std::uint64_t hash, bool after_comma, std::vector<PlaceCandidate>& found) const;
  bool has(std::uint64_t hash) const;

  /// Whether a name of the lexicon begins with this small word ("tribal areas").
  bool begins_small(std::string_view word) const { return small_.contains(word); }
  /// Whether the word is written with a full stop where it ends a name ("Calif").
  bool is_abbreviation(std::string_view word) const { return abbreviations_.contains(word); }

  PlaceEntry entry(PlaceIndex place) const;

  // What resolution asks of many candidates, without making strings.
  Coordinates point(PlaceIndex place) const;
  std::uint32_t population(PlaceIndex place) const;
  PlaceIndex region(PlaceIndex place) const;
  std::uint8_t country(PlaceIndex place) const;  ///< 0xFF: several or none
  std::string_view kind(PlaceIndex place) const;
  std::string_view country_code(std::uint8_t country) const { return countries_[country]; }

  /// The country of a host name's last label (theherald.co.uk), 0xFF where it says nothing.
  std::uint8_t country_of_host(std::string_view host) const;

  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  Gazetteer() = default;

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Words = std::unordered_set<std::string, TextHash, std::equal_to<>>;

  struct Extra {
    PlaceCandidate candidate;
    bool comma = false;
  };
  struct Override {
    std::optional<Coordinates> at;
    std::string name, kind;
  };
  struct Record {
    std::int32_t latitude, longitude;
    std::uint32_t geonames, population, name;
    std::uint16_t region;
    std::uint8_t country, kind;
  };

  Status parse(const std::filesystem::path& path);
  Status load_places(const std::filesystem::path& path);
  Status load_countries(const std::filesystem::path& path);
  void add_row(const Table& table, const Table::Row& row,
               const std::unordered_map<std::uint32_t, PlaceIndex>& by_id);
  std::pair<std::uint32_t, std::uint32_t> postings_of(std::uint64_t hash) const;
  const Record& record(PlaceIndex place) const { return records_[place]; }
  const PlaceEntry& own(PlaceIndex place) const { return own_[place - records_.size()]; }
  bool is_own(PlaceIndex place) const { return place >= records_.size(); }

  std::string bytes_;
  std::vector<Record> records_;
  const char* keys_ = nullptr;
  const char* postings_ = nullptr;
  std::string_view names_;
  std::uint32_t key_count_ = 0;
  std::vector<std::uint32_t> buckets_;  // first key of each 2^48 of hashes
  std::vector<std::string> countries_;
  std::vector<PlaceIndex> regions_;
  std::vector<PlaceEntry> own_;
  std::unordered_map<std::uint64_t, std::vector<Extra>> extras_;
  std::unordered_map<PlaceIndex, Override> overrides_;
  std::unordered_map<std::string, std::uint8_t> by_label_;  // of host names
  Words small_, abbreviations_;
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
