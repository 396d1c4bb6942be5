#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"

/// What people decide about the story: two records are one or are two, a record is wrong, a field
/// of it is. The record of a page stays as it was read; only what is told across pages obeys.
namespace sitrep {

struct PageFacts;

enum class DecidedPart { entity, event };
template <>
inline constexpr auto words_of<DecidedPart> = vocabulary("entity", "event");

/// A record by what stays when its page is read again or by another engine: the page's id (of its
/// bytes), and the bytes that name the record: of an entity's mention, of an event's trigger.
struct Anchor {
  std::string page;
  DecidedPart part = DecidedPart::entity;
  Span span;
};

enum class DecisionKind { merge, split, reject, correct, undo };
template <>
inline constexpr auto words_of<DecisionKind> = vocabulary("merge", "split", "reject", "correct",
                                                          "undo");

struct Decision {
  std::uint64_t id = 0;  ///< given by the store, rising
  DecisionKind kind = DecisionKind::merge;
  Anchor first, second;             ///< second: merge and split
  std::string field, value;         ///< correct
  std::uint64_t undoes = 0;         ///< undo
  std::uint64_t undone_by = 0;      ///< the decision that took this one back; 0: it stands
  std::string words, second_words;  ///< what the bytes said when it was decided
  std::string why, by, at;          ///< at: UTC, ISO 8601
};

/// Where a decision met something that speaks against it, or could not be obeyed.
struct DecisionNote {
  std::uint64_t decision = 0;
  bool obeyed = true;
  std::string message;
};

/// Whether `value` makes sense for a field of an entity (name, kind, country) or an event (type,
/// mode, when, place, status, killed, wounded); the error says what would.
Status check_correction(DecidedPart part, std::string_view field, std::string_view value);

}  // namespace sitrep
