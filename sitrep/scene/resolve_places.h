#pragma once

#include <vector>

#include "sitrep/scene/find_places.h"

namespace sitrep {

/// Decides which mentions are places and which place each is. A name means one place on a page,
/// unless the text says otherwise ("Paris, Texas"). Evidence, in this order: a region that is named
/// with it, the countries and subdivisions that the page speaks of, nearness to the page's other
/// places, prominence. Linear in mentions times candidates of a name (bounded by limits below).
std::vector<Place> resolve_places(const Page& page, std::vector<PlaceMention> mentions,
                                  const Gazetteer& gazetteer);

}  // namespace sitrep
