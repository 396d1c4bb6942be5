#pragma once

#include <vector>

#include "sitrep/names/resolver.h"

namespace sitrep {

/// Countries, sectors, roles and the lexicon's ids of the figures, from what their mentions say:
/// a person's own titles before the lexicon, the lexicon before the place. Fills the entities, in
/// the order of `order` (figures); `id_of` gives a figure's entity. Linear in the drafts.
void give_codes(const Reading& reading, const std::vector<Draft>& drafts, Resolver& resolver,
                const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& id_of,
                std::vector<Entity>& entities);

}  // namespace sitrep
