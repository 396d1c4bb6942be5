#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace sitrep {

/// The days that an EDTF value allows, both ends included, counted from 1970-01-01. An open end is
/// `open_begin` or `open_end`.
struct Interval {
  static constexpr std::int32_t open_begin = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t open_end = std::numeric_limits<std::int32_t>::max();
  std::int32_t begin = open_begin;
  std::int32_t end = open_end;

  bool unknown() const { return begin == open_begin && end == open_end; }
  bool closed() const { return begin != open_begin && end != open_end; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Reads 2012-06-27, 2012-06-27T13:10-04:00, 2012-06, 2012, 2012-W26, 201X, A/B, ../A, A/.. ;
/// anything else is unknown. Linear in the value. Source: EDTF level 1
/// (loc.gov/standards/datetime), TIMEX3 weeks and decades.
Interval interval_of(std::string_view edtf);

/// Days between two intervals: 0 where they share a day, 0 where either is unknown.
std::int32_t days_apart(Interval a, Interval b);

}  // namespace sitrep
