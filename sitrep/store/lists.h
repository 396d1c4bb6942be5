#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/span.h"
#include "sitrep/page/page.h"

/// Short lists that stand in one column as JSON, the way the record prints them: ["MIL","GOV"],
/// [[10,20],[30,40]]. SQLite's json_each() opens them.
namespace sitrep {

std::string to_list(const std::vector<std::string>& words);
std::string to_list(const std::vector<Span>& spans);
std::string to_list(const std::vector<SourceRun>& runs);

/// Nothing where the column holds something else.
std::optional<std::vector<std::string>> words_of_list(std::string_view json);
std::optional<std::vector<Span>> spans_of_list(std::string_view json);
std::optional<std::vector<SourceRun>> runs_of_list(std::string_view json);

}  // namespace sitrep
