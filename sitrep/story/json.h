#pragma once

#include <nlohmann/json.hpp>

namespace sitrep {

struct Story;

/// What a report tells as JSON of the story itself: docs/formats.md.
nlohmann::ordered_json json_of(const Story& story);

}  // namespace sitrep
