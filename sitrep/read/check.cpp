#include "sitrep/read/read.h"

namespace sitrep {

std::optional<std::string> check(const Document&) { return std::nullopt; }

}  // namespace sitrep
