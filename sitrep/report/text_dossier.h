#pragma once

#include "sitrep/report/text.h"

namespace sitrep {

/// The one event of the selection: field by field, then every report, what came of it, what is like
/// it, and what readers wrote of it.
void write_dossier(const Account& told, std::size_t columns, Writer& out);

}  // namespace sitrep
