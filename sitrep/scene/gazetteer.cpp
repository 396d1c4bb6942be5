#include "sitrep/scene/gazetteer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "sitrep/base/file.h"
#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

constexpr std::string_view magic = "SITREPGZ";
constexpr std::uint32_t version = 1;
constexpr std::size_t head_size = 28, record_size = 24, key_size = 12;
constexpr std::uint32_t alternate_bit = 1U << 31;
constexpr std::array<std::string_view, 5> kinds = {"country", "province", "district", "city",
                                                   "capital"};

template <class T>
T load_at(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::optional<double> decimal(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size()) return std::nullopt;
  return value;
}

}  // namespace

void PlaceKey::add_word(std::string_view folded) {
  const auto push = [&](char c) {
    hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  };
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> shortened = {
      {{"saint", "st"}, {"fort", "ft"}, {"mount", "mt"}}};
  for (const auto& [whole, brief] : shortened)
    if (folded == whole) folded = brief;
  if (!empty_) push(' ');
  for (const char c : folded)
    if (c != '.' && c != '\'' && c != '`') push(c);
  empty_ = false;
}

std::uint64_t PlaceKey::of(std::string_view name) {
  std::string folded = fold(name);
  std::ranges::replace(folded, '-', ' ');
  PlaceKey key;
  std::string_view rest = folded;
  while (!rest.empty()) {
    const std::size_t cut = std::min(rest.find(' '), rest.size());
    if (cut > 0) key.add_word(rest.substr(0, cut));
    rest.remove_prefix(std::min(cut + 1, rest.size()));
  }
  return key.hash();
}

Status Gazetteer::parse(const std::filesystem::path& path) {
  Result<std::string> read = read_file(path);
  if (!read) return read.error();
  bytes_ = *std::move(read);
  const Error corrupt{ErrorKind::corrupt, path.string(),
                      "this is no gazetteer, or it is cut short"};
  if (bytes_.size() < head_size || !bytes_.starts_with(magic)) return corrupt;
  const char* at = bytes_.data() + magic.size();
  if (load_at<std::uint32_t>(at) != version)
    return Error{ErrorKind::unsupported, path.string(), "gazetteer of another version"};
  const std::size_t places = load_at<std::uint32_t>(at + 4);
  key_count_ = load_at<std::uint32_t>(at + 8);
  const std::size_t postings = load_at<std::uint32_t>(at + 12);
  const std::size_t name_bytes = load_at<std::uint32_t>(at + 16);
  const std::size_t keys_at = head_size + places * record_size;
  const std::size_t postings_at = keys_at + (std::size_t{key_count_} + 1) * key_size;
  const std::size_t names_at = postings_at + postings * 4;
  std::size_t next = names_at + name_bytes;
  if (next + 4 > bytes_.size()) return corrupt;
  records_.resize(places);
  static_assert(sizeof(Record) == record_size);
  std::memcpy(records_.data(), bytes_.data() + head_size, places * record_size);
  keys_ = bytes_.data() + keys_at;
  postings_ = bytes_.data() + postings_at;
  names_ = std::string_view(bytes_).substr(names_at, name_bytes);
  const std::size_t countries = load_at<std::uint32_t>(bytes_.data() + next);
  next += 4;
  if (countries > 0xFF || next + countries * 3 + 4 > bytes_.size()) return corrupt;
  for (std::size_t i = 0; i < countries; ++i, next += 3)
    countries_.push_back(bytes_.substr(next, 3));
  const std::size_t regions = load_at<std::uint32_t>(bytes_.data() + next);
  next += 4;
  if (next + regions * 4 > bytes_.size()) return corrupt;
  regions_.resize(regions);
  std::memcpy(regions_.data(), bytes_.data() + next, regions * 4);
  const bool sound = std::ranges::all_of(records_,
                                         [&](const Record& one) {
                                           return one.name < name_bytes && one.region < regions &&
                                                  one.country < countries &&
                                                  one.kind < kinds.size();
                                         }) &&
                     std::ranges::all_of(regions_, [&](PlaceIndex one) { return one < places; });
  if (!sound || names_.empty() || names_.back() != '\0') return corrupt;
  buckets_.assign((1U << 16) + 1, key_count_);
  for (std::uint32_t i = key_count_; i-- > 0;)
    buckets_[load_at<std::uint64_t>(keys_ + std::size_t{i} * key_size) >> 48] = i;
  for (std::size_t i = buckets_.size() - 1; i-- > 0;)
    buckets_[i] = std::min(buckets_[i], buckets_[i + 1]);
  if (load_at<std::uint32_t>(keys_ + std::size_t{key_count_} * key_size + 8) != postings)
    return corrupt;
  return Done{};
}

void Gazetteer::add_row(const Table& table, const Table::Row& row,
                        const std::unordered_map<std::uint32_t, PlaceIndex>& by_id) {
  const auto problem = [&](std::string message) {
    problems_.push_back({table.path(), row.line, std::move(message)});
  };
  const auto names = values(table.cell(row, "names"));
  if (names.empty()) return problem("no name");
  const auto latitude = decimal(table.cell(row, "latitude"));
  const auto longitude = decimal(table.cell(row, "longitude"));
  std::optional<Coordinates> at;
  if (latitude && longitude) at = Coordinates{*latitude, *longitude};
  const bool comma = table.cell(row, "when") == "comma";
  std::uint32_t id = 0;
  const std::string_view digits = table.cell(row, "geonames");
  std::from_chars(digits.data(), digits.data() + digits.size(), id);
  const std::string_view code = table.cell(row, "country");
  const auto country = std::ranges::find(countries_, code);
  if (!code.empty() && country == countries_.end()) return problem("unknown country");
  PlaceIndex place = 0;
  if (const auto known = by_id.find(id); id != 0 && known != by_id.end()) {
    place = known->second;
    if (!code.empty() && code != countries_[record(place).country])
      problem("GeoNames puts this id into another country");
    if (!comma) {
      Override& change = overrides_[place];
      if (at) change.at = at;
      change.name = names[0];
      change.kind = table.cell(row, "kind");
    }
  } else {
    if (table.cell(row, "kind").empty())
      return problem("a place that the gazetteer lacks needs a kind");
    place = static_cast<PlaceIndex>(records_.size() + own_.size());
    PlaceEntry entry{std::string(names[0]),
                     std::string(table.cell(row, "kind")),
                     std::string(code),
                     std::nullopt,
                     at,
                     0,
                     0,
                     0xFF};
    if (id != 0) entry.geonames = id;
    if (country != countries_.end())
      entry.country_index = static_cast<std::uint8_t>(country - countries_.begin());
    own_.push_back(std::move(entry));
  }
  for (const std::string_view name : names) {
    extras_[PlaceKey::of(name)].push_back({{place, false}, comma});
    if (name[0] >= 'a' && name[0] <= 'z') small_.emplace(name.substr(0, name.find(' ')));
    if (name.ends_with('.') && name.find('.') + 1 == name.size())
      abbreviations_.insert(lower(name.substr(0, name.size() - 1)));
  }
}

Status Gazetteer::load_places(const std::filesystem::path& path) {
  auto table = Table::read(path, {"names", "kind", "country", "geonames", "latitude", "longitude"});
  if (!table) return table.error();
  std::unordered_map<std::uint32_t, PlaceIndex> by_id;
  for (const Table::Row& row : table->rows()) {
    std::uint32_t id = 0;
    const std::string_view digits = table->cell(row, "geonames");
    std::from_chars(digits.data(), digits.data() + digits.size(), id);
    if (id != 0) by_id.emplace(id, 0xFFFFFFFF);
  }
  for (PlaceIndex place = 0; place < records_.size(); ++place)
    if (const auto wanted = by_id.find(record(place).geonames); wanted != by_id.end())
      wanted->second = place;
  std::erase_if(by_id, [](const auto& one) { return one.second == 0xFFFFFFFF; });
  for (const Table::Row& row : table->rows()) add_row(*table, row, by_id);
  return Done{};
}

Status Gazetteer::load_countries(const std::filesystem::path& path) {
  auto table = Table::read(path, {"code3", "code2", "name", "aliases"});
  if (!table) return table.error();
  std::unordered_map<std::string_view, PlaceIndex> by_code;
  for (PlaceIndex place = 0; place < records_.size() && kind(place) == "country"; ++place)
    by_code.emplace(countries_[record(place).country], place);
  for (const Table::Row& row : table->rows()) {
    const auto place = by_code.find(table->cell(row, "code3"));
    if (place == by_code.end()) continue;
    std::string label = lower(table->cell(row, "code2"));
    if (label == "gb") label = "uk";
    by_label_.emplace(std::move(label), record(place->second).country);
    Override& change = overrides_[place->second];
    if (change.name.empty()) change.name = table->cell(row, "name");
    extras_[PlaceKey::of(table->cell(row, "name"))].push_back({{place->second, false}, false});
    for (const std::string_view name : values(table->cell(row, "aliases")))
      extras_[PlaceKey::of(name)].push_back({{place->second, false}, false});
  }
  return Done{};
}

Result<Gazetteer> Gazetteer::load(const std::filesystem::path& home) {
  Gazetteer gazetteer;
  if (Status done = gazetteer.parse(home / "model" / "gazetteer.bin"); !done) return done.error();
  if (Status done = gazetteer.load_places(home / "lexicon" / "scene" / "places.tsv"); !done)
    return done.error();
  if (Status done = gazetteer.load_countries(home / "lexicon" / "names" / "countries.tsv"); !done)
    return done.error();
  for (auto& [hash, list] : gazetteer.extras_) {
    std::vector<Extra> kept;
    for (const Extra& extra : list)
      if (std::ranges::none_of(kept, [&](const Extra& one) {
            return one.candidate.place == extra.candidate.place && one.comma == extra.comma;
          }))
        kept.push_back(extra);
    list = std::move(kept);
  }
  return gazetteer;
}

std::pair<std::uint32_t, std::uint32_t> Gazetteer::postings_of(std::uint64_t hash) const {
  for (std::uint32_t i = buckets_[hash >> 48]; i < buckets_[(hash >> 48) + 1]; ++i) {
    const char* key = keys_ + std::size_t{i} * key_size;
    const auto value = load_at<std::uint64_t>(key);
    if (value == hash)
      return {load_at<std::uint32_t>(key + 8), load_at<std::uint32_t>(key + key_size + 8)};
    if (value > hash) break;
  }
  return {0, 0};
}

bool Gazetteer::has(std::uint64_t hash) const {
  const auto [begin, end] = postings_of(hash);
  return begin < end || extras_.contains(hash);
}

void Gazetteer::find(std::uint64_t hash, bool after_comma,
                     std::vector<PlaceCandidate>& found) const {
  if (const auto extra = extras_.find(hash); extra != extras_.end())
    for (const Extra& one : extra->second)
      if (after_comma || !one.comma) found.push_back(one.candidate);
  const auto [begin, end] = postings_of(hash);
  const std::size_t listed = found.size();
  for (std::uint32_t i = begin; i < end; ++i) {
    const auto posting = load_at<std::uint32_t>(postings_ + std::size_t{i} * 4);
    const PlaceIndex place = posting & ~alternate_bit;
    if (place >= records_.size()) continue;
    const bool again =
        std::any_of(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(listed),
                    [&](const PlaceCandidate& one) { return one.place == place; });
    if (!again) found.push_back({place, (posting & alternate_bit) != 0});
  }
}

PlaceEntry Gazetteer::entry(PlaceIndex place) const {
  if (is_own(place)) return own(place);
  const Record& one = record(place);
  const char* name = names_.data() + one.name;
  PlaceEntry entry{name,         std::string(kind(place)), countries_[one.country], one.geonames,
                   point(place), one.population,           region(place),           one.country};
  if (const auto change = overrides_.find(place);
      change != overrides_.end() && !change->second.name.empty())
    entry.name = change->second.name;
  return entry;
}

std::uint8_t Gazetteer::country_of_host(std::string_view host) const {
  // labels of countries that are sold to anyone
  constexpr std::array<std::string_view, 12> sold = {"tv", "me", "io", "co", "ai", "fm",
                                                     "cc", "ws", "to", "ly", "la", "us"};
  const std::string label = lower(host.substr(std::min(host.rfind('.') + 1, host.size())));
  if (std::ranges::find(sold, label) != sold.end()) return 0xFF;
  const auto found = by_label_.find(label);
  return found == by_label_.end() ? 0xFF : found->second;
}

Coordinates Gazetteer::point(PlaceIndex place) const {
  if (is_own(place)) return own(place).at.value_or(Coordinates{});
  if (const auto change = overrides_.find(place); change != overrides_.end() && change->second.at)
    return *change->second.at;
  return {record(place).latitude / 1e5, record(place).longitude / 1e5};
}

std::uint32_t Gazetteer::population(PlaceIndex place) const {
  return is_own(place) ? own(place).population : record(place).population;
}

PlaceIndex Gazetteer::region(PlaceIndex place) const {
  return is_own(place) ? 0 : regions_[record(place).region];
}

std::uint8_t Gazetteer::country(PlaceIndex place) const {
  return is_own(place) ? own(place).country_index : record(place).country;
}

std::string_view Gazetteer::kind(PlaceIndex place) const {
  if (is_own(place)) return own(place).kind;
  if (const auto change = overrides_.find(place);
      change != overrides_.end() && !change->second.kind.empty())
    return change->second.kind;
  return kinds[record(place).kind];
}

}  // namespace sitrep
