#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/inputs/inputs.h"
#include "sitrep/inputs/payload.h"
#include "sitrep/inputs/stream.h"

namespace sitrep {

/// Which records of a WARC file are pages.
enum class WarcRecords { pages, conversions };

/// The next page of a WARC stream, nothing at its end. Answers with a status other than 2xx and
/// content that is neither HTML nor text are passed over in silence; what is broken goes into
/// `problems`. Formats: ISO 28500 (WARC/1.0, 1.1), WET as Common Crawl writes it.
Result<std::optional<Payload>> next_warc_page(Stream& stream, const std::string& path,
                                              WarcRecords wanted,
                                              std::vector<InputProblem>& problems);

}  // namespace sitrep
