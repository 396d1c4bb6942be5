#pragma once

#include "sitrep/events/coder.h"

namespace sitrep::coding {

/// When an act took place: a time of its own clause; else bounds from a clause that says "after" or
/// "until"; else the day of publication as the latest day of what has happened, and as the first of
/// what is to come. Empty where the page has no date.
When when_of(const Reading& reading, const Act& act);

/// Where: a place that hangs on the act's own words by in, at, near ..., or the object of a deed or
/// visit; the dateline only for the main act of the lead.
Where where_of(const Reading& reading, const Act& act);
Where dateline_of(const Reading& reading);

}  // namespace sitrep::coding
