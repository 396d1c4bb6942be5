#pragma once

#include <string>
#include <string_view>

namespace sitrep {

/// SHA-256 in lower-case hex: the identity of payloads, models and lexicons.
std::string sha256(std::string_view bytes);

}  // namespace sitrep
