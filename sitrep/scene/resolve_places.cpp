#include "sitrep/scene/resolve_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>

namespace sitrep {

namespace {

constexpr std::size_t candidates_max = 60;  // of a name; the most populous stay
constexpr std::size_t anchors_max = 40;     // other places that nearness is measured to
constexpr double home_votes = 2;            // what the site's country counts
constexpr PlaceIndex nowhere = 0xFFFFFFFF;

double kilometres(Coordinates a, Coordinates b) {
  constexpr double radius = 6371, degree = std::numbers::pi / 180;
  const double up = std::sin((b.latitude - a.latitude) * degree / 2);
  const double across = std::sin((b.longitude - a.longitude) * degree / 2);
  const double h =
      up * up + std::cos(a.latitude * degree) * std::cos(b.latitude * degree) * across * across;
  return 2 * radius * std::asin(std::min(1.0, std::sqrt(h)));
}

/// "www.theherald.co.uk" of the page's address; empty where it has none.
std::string_view host_of(const Page& page) {
  if (!page.site.empty()) return page.site;
  std::string_view url = page.url;
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/:?#"));
}

/// One name of the page with all its mentions.
struct Name {
  std::uint64_t hash = 0;
  std::vector<std::uint32_t> mentions;
  std::vector<PlaceCandidate> candidates;
  PlaceIndex chosen = nowhere;
  double weight = 0;           // of its vote
  PlaceIndex voted = nowhere;  // what it voted for
  int evidence = -100;         // the best of its mentions
  bool province = false;       // some mention calls it one
  bool held = false;           // some mention names its region
  bool alternate = false;      // the chosen place is usually called otherwise
  bool person = false;         // some mention is a person's name
};

class Resolver {
 public:
  Resolver(const Page& page, std::vector<PlaceMention>& mentions, const Gazetteer& gazetteer)
      : page_(page), mentions_(mentions), gazetteer_(gazetteer) {}

  std::vector<Place> resolve();

 private:
  void group();
  void hold();
  void vote();
  void choose(Name& name);
  double score(const Name& name, const PlaceCandidate& candidate) const;
  double nearness(const Name& name, PlaceIndex place) const;
  double country_share(const Name& name, std::uint8_t country) const;
  double region_share(const Name& name, PlaceIndex region) const;
  double region_weight(PlaceIndex voted, double weight) const;
  PlaceIndex region_of(PlaceIndex place) const;
  bool accepted(const PlaceMention& mention, const Name& name) const;
  bool city_bears_name(const Name& name, PlaceIndex province) const;
  Place print(const PlaceMention& mention, PlaceIndex place, std::string basis) const;
  Place unknown(const PlaceMention& mention) const;
  std::string basis_of(const Name& name) const;
  PlaceIndex holder_of(const PlaceMention& mention, PlaceIndex place) const;

  const Page& page_;
  std::vector<PlaceMention>& mentions_;
  const Gazetteer& gazetteer_;
  std::vector<Name> names_;
  std::vector<std::uint32_t> name_of_;  // by mention
  std::vector<PlaceIndex> held_;        // by mention: the place that its holder fixes
  std::unordered_map<PlaceIndex, double> countries_, regions_;
  double country_votes_ = 0, region_votes_ = 0;
  std::vector<std::pair<std::uint32_t, PlaceIndex>> anchors_;  // (name, place)
  std::uint8_t home_ = 0xFF;                                   // country of the site
};

void Resolver::group() {
  std::unordered_map<std::uint64_t, std::uint32_t> index;
  name_of_.resize(mentions_.size());
  held_.assign(mentions_.size(), nowhere);
  for (std::uint32_t i = 0; i < mentions_.size(); ++i) {
    const PlaceMention& mention = mentions_[i];
    const auto [at, fresh] =
        index.try_emplace(mention.hash, static_cast<std::uint32_t>(names_.size()));
    if (fresh) {
      Name name;
      name.hash = mention.hash;
      name.candidates = mention.candidates;
      if (name.candidates.size() > candidates_max) {
        std::ranges::stable_sort(name.candidates, std::greater<>(), [&](const PlaceCandidate& one) {
          return gazetteer_.population(one.place);
        });
        name.candidates.resize(candidates_max);
      }
      names_.push_back(std::move(name));
    }
    Name& name = names_[at->second];
    name_of_[i] = at->second;
    name.mentions.push_back(i);
    name.evidence = std::max(name.evidence, mention.evidence);
    name.province = name.province || mention.province;
    name.person = name.person || mention.person;
    if (mention.candidates.size() > name.candidates.size()) name.candidates = mention.candidates;
  }
}

/// The candidate of the mention's holder that holds `place`; nowhere if none does.
PlaceIndex Resolver::holder_of(const PlaceMention& mention, PlaceIndex place) const {
  for (const PlaceCandidate& holder : mentions_[mention.holder].candidates) {
    if (holder.place == place) continue;
    const std::string_view kind = gazetteer_.kind(holder.place);
    if (kind == "province" && gazetteer_.region(place) == holder.place) return holder.place;
    if (gazetteer_.region(place) == holder.place && holder.place != 0) return holder.place;
    if (kind == "country" && gazetteer_.country(place) == gazetteer_.country(holder.place) &&
        gazetteer_.country(place) != 0xFF)
      return holder.place;
  }
  return nowhere;
}

/// "Paris, Texas": both are places, and the second says which the first is.
void Resolver::hold() {
  for (std::uint32_t i = 0; i < mentions_.size(); ++i) {
    PlaceMention& mention = mentions_[i];
    if (mention.holder >= mentions_.size() || held_[i] != nowhere) continue;
    double best = -1;
    PlaceIndex holder = nowhere;
    for (const PlaceCandidate& candidate : mention.candidates) {
      const std::string_view kind = gazetteer_.kind(candidate.place);
      if (kind == "country") continue;
      const PlaceIndex by = holder_of(mention, candidate.place);
      if (by == nowhere) continue;
      const double weight = std::log10(gazetteer_.population(candidate.place) + 1.0) +
                            (kind == "city" || kind == "capital" ? 0 : -3) -
                            (candidate.alternate ? 2 : 0) +
                            (gazetteer_.kind(by) == "country" ? 0 : 20);
      if (weight <= best) continue;
      best = weight;
      held_[i] = candidate.place;
      holder = by;
    }
    if (held_[i] == nowhere) continue;
    held_[mention.holder] = holder;
    mention.evidence += 8;
    mentions_[mention.holder].evidence += 8;
    names_[name_of_[i]].held = true;
    names_[name_of_[i]].evidence = std::max(names_[name_of_[i]].evidence, mention.evidence);
    Name& above = names_[name_of_[mention.holder]];
    above.evidence = std::max(above.evidence, mentions_[mention.holder].evidence);
  }
}

PlaceIndex Resolver::region_of(PlaceIndex place) const {
  return gazetteer_.kind(place) == "province" ? place : gazetteer_.region(place);
}

double Resolver::region_weight(PlaceIndex voted, double weight) const {
  return gazetteer_.kind(voted) == "province" ? 2 * weight : weight;
}

/// Share of the page's votes for a country, the name's own left out: it must not confirm itself.
double Resolver::country_share(const Name& name, std::uint8_t country) const {
  if (country == 0xFF) return 0;
  const auto found = countries_.find(country);
  double votes = found == countries_.end() ? 0 : found->second;
  double all = country_votes_;
  if (name.voted != nowhere && gazetteer_.country(name.voted) != 0xFF) {
    all -= name.weight;
    if (gazetteer_.country(name.voted) == country) votes -= name.weight;
  }
  return votes / (all + 1);
}

double Resolver::region_share(const Name& name, PlaceIndex region) const {
  if (region == 0) return 0;
  const auto found = regions_.find(region);
  double votes = found == regions_.end() ? 0 : found->second;
  double all = region_votes_;
  if (name.voted != nowhere && region_of(name.voted) != 0) {
    const double own = region_weight(name.voted, name.weight);
    all -= own;
    if (region_of(name.voted) == region) votes -= own;
  }
  return votes / (all + 1);
}

/// Which countries and subdivisions the page speaks of, by what is already settled.
void Resolver::vote() {
  countries_.clear();
  regions_.clear();
  anchors_.clear();
  country_votes_ = region_votes_ = 0;
  if (home_ != 0xFF) countries_[home_] = country_votes_ = home_votes;
  for (std::uint32_t n = 0; n < names_.size(); ++n) {
    Name& name = names_[n];
    PlaceIndex place = name.chosen;
    for (const std::uint32_t mention : name.mentions)
      if (held_[mention] != nowhere) place = held_[mention];
    name.voted = nowhere;
    if (place == nowhere || name.evidence < 0) continue;
    name.voted = place;
    name.weight = 1 + std::log2(static_cast<double>(name.mentions.size()));
    const std::string_view kind = gazetteer_.kind(place);
    if (const std::uint8_t country = gazetteer_.country(place); country != 0xFF) {
      countries_[country] += name.weight;
      country_votes_ += name.weight;
    }
    if (const PlaceIndex region = region_of(place); region != 0) {
      regions_[region] += region_weight(place, name.weight);
      region_votes_ += region_weight(place, name.weight);
    }
    const bool small = kind == "city" || kind == "district" || kind == "capital";
    if (small && anchors_.size() < anchors_max) anchors_.emplace_back(n, place);
  }
}

/// 0 to 3: how close the page's other towns lie.
double Resolver::nearness(const Name& name, PlaceIndex place) const {
  constexpr double near = 150;  // kilometres
  const auto self = static_cast<std::uint32_t>(&name - names_.data());
  const Coordinates here = gazetteer_.point(place);
  double sum = 0;
  for (const auto& [other, there] : anchors_)
    if (other != self) sum += std::exp(-kilometres(here, gazetteer_.point(there)) / near);
  return 3 * sum / (sum + 1);
}

bool Resolver::city_bears_name(const Name& name, PlaceIndex province) const {
  constexpr std::uint32_t large = 100000;
  constexpr double close = 60;  // kilometres
  return std::ranges::any_of(name.candidates, [&](const PlaceCandidate& one) {
    const std::string_view kind = gazetteer_.kind(one.place);
    return (kind == "city" || kind == "capital") && !one.alternate &&
           gazetteer_.country(one.place) == gazetteer_.country(province) &&
           gazetteer_.population(one.place) >= large &&
           (gazetteer_.region(one.place) == province ||
            kilometres(gazetteer_.point(one.place), gazetteer_.point(province)) < close);
  });
}

double Resolver::score(const Name& name, const PlaceCandidate& candidate) const {
  const PlaceIndex place = candidate.place;
  const std::string_view kind = gazetteer_.kind(place);
  double score = std::log10(gazetteer_.population(place) + 10.0);
  if (kind == "country")
    score = 9 + 1.5 * country_share(name, gazetteer_.country(place));
  else if (kind == "province")
    score = name.province ? 12 : city_bears_name(name, place) ? 5 : 7;
  else if (kind == "district")
    score = name.province ? score : score * 0.6;
  else if (kind == "capital")
    score += 1.5;
  else if (kind != "city")
    score = 8;  // the lexicon's seas, passes, regions
  if (candidate.alternate) score -= 2;
  const std::uint8_t country = gazetteer_.country(place);
  if (kind != "country") score += 3.5 * country_share(name, country);
  if (kind != "country" && kind != "province") {
    score += 4 * region_share(name, gazetteer_.region(place));
    score += nearness(name, place);
  }
  if (kind == "province") score += 2 * region_share(name, place);
  return score;
}

void Resolver::choose(Name& name) {
  double best = -1e9;
  PlaceIndex chosen = nowhere;
  for (const PlaceCandidate& candidate : name.candidates) {
    double value = score(name, candidate);
    for (const std::uint32_t mention : name.mentions)
      if (held_[mention] == candidate.place) value += 10;
    if (value <= best) continue;
    best = value;
    chosen = candidate.place;
    name.alternate = candidate.alternate;
  }
  name.chosen = chosen;
}

bool Resolver::accepted(const PlaceMention& mention, const Name& name) const {
  const std::string_view kind = gazetteer_.kind(name.chosen);
  int evidence = mention.evidence;
  if (kind == "city" || kind == "capital" || kind == "district") {
    const std::uint32_t population = gazetteer_.population(name.chosen);
    if (population >= 1000000)
      evidence += 2;
    else if (population >= 100000)
      evidence += 1;
    else if (population < 5000)
      evidence -= 1;
    if (name.held) evidence += 2;
    if (name.person && !name.held && mention.evidence < 4) evidence -= 3;
    if (name.evidence >= 2) evidence += name.evidence >= 4 ? 3 : 1;
    if (nearness(name, name.chosen) > 0.5) evidence += 1;
    const double share = country_share(name, gazetteer_.country(name.chosen));
    if (share > 0.45 && name.candidates.size() == 1) evidence += 1;
    if (share == 0 && name.alternate && population < 100000) evidence -= 1;
    return evidence >= 1;
  }
  return evidence >= 0;
}

std::string Resolver::basis_of(const Name& name) const {
  const std::string_view kind = gazetteer_.kind(name.chosen);
  if (kind == "country") return "country name";
  if (name.candidates.size() == 1) return "the only place of this name";
  const std::uint8_t country = gazetteer_.country(name.chosen);
  const PlaceIndex region = gazetteer_.region(name.chosen);
  if (region != 0 && region != name.chosen && region_share(name, region) > 0.3)
    return fmt::format("in {}, which the page speaks of", gazetteer_.entry(region).name);
  if (nearness(name, name.chosen) > 0.6) return "nearest to the page's other places";
  if (country_share(name, country) > 0.3)
    return fmt::format("in {}, which the page speaks of", gazetteer_.country_code(country));
  return "the most prominent of this name";
}

Place Resolver::print(const PlaceMention& mention, PlaceIndex index, std::string basis) const {
  PlaceEntry entry = gazetteer_.entry(index);
  Place place;
  place.span = mention.span;
  place.name = std::move(entry.name);
  place.geonames = entry.geonames;
  place.at = entry.at;
  place.kind = std::move(entry.kind);
  place.country = std::move(entry.country);
  place.basis = std::move(basis);
  return place;
}

/// A feature of the land that the gazetteer lacks: named and of a kind, without a point.
Place Resolver::unknown(const PlaceMention& mention) const {
  Place place;
  place.span = mention.span;
  place.name = page_.at(mention.span);
  place.kind = mention.feature;
  place.basis = "named as a feature of the land";
  return place;
}

std::vector<Place> Resolver::resolve() {
  home_ = gazetteer_.country_of_host(host_of(page_));
  group();
  hold();
  constexpr int rounds = 3;  // the first by prominence alone, then with what the others say
  for (int round = 0; round < rounds; ++round) {
    for (Name& name : names_) choose(name);
    vote();
  }
  std::vector<Place> places;
  for (std::uint32_t i = 0; i < mentions_.size(); ++i) {
    const Name& name = names_[name_of_[i]];
    if (!mentions_[i].feature.empty() && mentions_[i].candidates.empty()) {
      if (mentions_[i].evidence >= 1) places.push_back(unknown(mentions_[i]));
      continue;
    }
    const bool fixed = held_[i] != nowhere;
    if (!fixed && !accepted(mentions_[i], name)) continue;
    const PlaceIndex place = fixed ? held_[i] : name.chosen;
    std::string basis = fixed && mentions_[i].holder < mentions_.size()
                            ? "the text says in which region"
                            : basis_of(name);
    places.push_back(print(mentions_[i], place, std::move(basis)));
  }
  return places;
}

}  // namespace

std::vector<Place> resolve_places(const Page& page, std::vector<PlaceMention> mentions,
                                  const Gazetteer& gazetteer) {
  return Resolver(page, mentions, gazetteer).resolve();
}

}  // namespace sitrep
