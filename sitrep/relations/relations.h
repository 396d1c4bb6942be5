#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sitrep/base/vocabulary.h"
#include "sitrep/relations/assessments.h"
#include "sitrep/story/story.h"

/// relations: how do two parties deal with each other over time, and how is that judged?
namespace sitrep {

enum class Period { week, month };
template <>
inline constexpr auto words_of<Period> = vocabulary("week", "month");

enum class Quad { verbal_cooperation, material_cooperation, verbal_conflict, material_conflict };
template <>
inline constexpr auto words_of<Quad> = vocabulary("verbal cooperation", "material cooperation",
                                                  "verbal conflict", "material conflict");

/// What one side did to the other: each happening counts once, however often it is told.
struct Tally {
  std::array<std::uint32_t, 4> quads{};  ///< by Quad
  double goldstein_sum = 0;              ///< from conflict (-10) to cooperation (10), an event each

  std::uint32_t events() const { return quads[0] + quads[1] + quads[2] + quads[3]; }
  /// The mean of Goldstein's values; 0 without events.
  double goldstein() const { return events() == 0 ? 0 : goldstein_sum / events(); }
  friend Tally operator+(const Tally& a, const Tally& b) {
    Tally sum = a;
    for (std::size_t i = 0; i < sum.quads.size(); ++i) sum.quads[i] += b.quads[i];
    sum.goldstein_sum += b.goldstein_sum;
    return sum;
  }
};

struct AssessmentIn {
  std::uint32_t page = 0;
  Assessment assessment;
};

/// What happened between two parties in one month or week.
struct DyadPoint {
  std::string period;               ///< 2012-06, 2012-W26; empty where no day is known
  Tally forward, backward, mutual;  ///< first to second, second to first, both at once
  std::vector<Id<Happening>> happenings;

  Tally all() const { return forward + backward + mutual; }
  std::vector<std::uint32_t> assessments;  ///< of the list that relations_of() was given
};

struct Dyad {
  std::string first, second;  ///< parties, in the order of the alphabet
  std::uint32_t events = 0, assessments = 0;
  std::vector<DyadPoint> points;  ///< rising; what has no day stands last
};

/// The party that an actor belongs to: its state; the actor itself where it is an organisation or a
/// group of none. Empty for whoever stands for nobody.
std::string party_of(const Actor& actor);

using PartyOf = std::function<std::string(Id<Actor>)>;

/// Which happenings count. Those that did not happen (plans, demands, denials) never do, nor what
/// only readers tell.
using Counts = std::function<bool(Id<Happening>)>;

/// Every pair of parties that dealt with each other or is spoken of, most events first. A happening
/// is counted where its day lies: the first day of an interval, the last where it is open before,
/// the day of its first page where none is told. Of one happening at most a named number of pairs
/// counts.
std::vector<Dyad> relations_of(const Story& story, const std::vector<AssessmentIn>& judged,
                               const PartyOf& party_of, const Counts& counts, Period period);

}  // namespace sitrep
