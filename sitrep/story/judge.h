#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/story/interval.h"
#include "sitrep/story/story.h"

/// Whether two tellings are of one happening: the evidence of one pair.
namespace sitrep {

/// A record of an event with what linking knows of it.
struct Told {
  In<Event> record;
  const EventFact* fact = nullptr;
  Interval when;
  bool day_is_known = false;              ///< to the day or better
  bool is_bounded_only = false;           ///< told as past: by its day of publication at the latest
  std::vector<Id<Actor>> source, target;  ///< sorted
  /// Somebody on that side has a name: a description alone can be anybody.
  bool source_is_named = false, target_is_named = false;
  std::uint32_t thread = 0;  ///< the story of its page
};

/// What came out of comparing two tellings.
struct Verdict {
  enum class Bar { none, status, time, place, other };
  double points = 0;        ///< evidence that they are one
  Bar bar = Bar::other;     ///< what speaks against it, whatever else agrees
  std::int32_t days = 0;    ///< between the two
  bool both_sides = false;  ///< who did it and to whom agree, and both are known
  bool any_side = false;

  bool same() const;
  std::uint32_t percent() const;
};

/// PLOVER splits yielding in two; coders do not agree on the border.
std::string_view type_group(std::string_view type);
bool is_real(EventStatus status);

/// Types whose two sides do the same: who met whom does not say who came.
bool is_symmetric(std::string_view type);
bool share(const std::vector<Id<Actor>>& a, const std::vector<Id<Actor>>& b);

/// Weighs type, actors, time, place, numbers and wording. `reason`, where given, is told in words
/// what agrees. Constant time but for the lists of actors and words.
Verdict judge(const Told& a, const Told& b, std::string* reason = nullptr);

/// Evidence that a reader's comment speaks of a happening that `b` tells: weaker, since nothing
/// rests on it. `about` are the actors that the comment's page is about.
double judge_comment(const Told& comment, const Told& b, const std::vector<Id<Actor>>& about,
                     std::string& reason);
constexpr double comment_points_min = 4;

}  // namespace sitrep
