#pragma once

#include "sitrep/report/situation.h"
#include "sitrep/report/writer.h"

/// json: the report for programs. docs/formats.md has every key.
namespace sitrep {

/// One object. Lists of the story keep the numbers that its other lists name, so that `events` of a
/// selection may miss some.
Status write_json(const Account& told, const Sink& sink);

}  // namespace sitrep
