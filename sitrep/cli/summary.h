#pragma once

#include <string>

#include "sitrep/read/read.h"

namespace sitrep {

/// A page in a few lines: what it is, what it tells, who says so.
std::string summary(const Document& document);

}  // namespace sitrep
