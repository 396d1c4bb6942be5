#include "sitrep/store/lists.h"

#include <array>
#include <charconv>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sitrep {

namespace {

using Json = nlohmann::json;

/// Reads "[[1,2],[3,4]]" without a tree: a page's source map may have many thousand runs.
template <std::size_t numbers>
std::optional<std::vector<std::array<std::uint32_t, numbers>>> rows_of(std::string_view json) {
  std::vector<std::array<std::uint32_t, numbers>> rows;
  const auto take = [&](char wanted) {
    if (json.empty() || json.front() != wanted) return false;
    json.remove_prefix(1);
    return true;
  };
  if (!take('[')) return std::nullopt;
  while (!json.starts_with(']')) {
    if (!rows.empty() && !take(',')) return std::nullopt;
    std::array<std::uint32_t, numbers> row{};
    for (std::size_t i = 0; i < numbers; ++i) {
      if (!take(i == 0 ? '[' : ',')) return std::nullopt;
      const auto read = std::from_chars(json.data(), json.data() + json.size(), row[i]);
      if (read.ec != std::errc()) return std::nullopt;
      json.remove_prefix(static_cast<std::size_t>(read.ptr - json.data()));
    }
    if (!take(']')) return std::nullopt;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::string to_list(const std::vector<std::string>& words) {
  if (words.empty()) return "[]";
  return Json(words).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_list(const std::vector<Span>& spans) {
  std::string list = "[";
  for (const Span span : spans)
    fmt::format_to(std::back_inserter(list), "{}[{},{}]", list.size() > 1 ? "," : "", span.begin,
                   span.end);
  return list + "]";
}

std::string to_list(const std::vector<SourceRun>& runs) {
  std::string list = "[";
  for (const SourceRun& run : runs)
    fmt::format_to(std::back_inserter(list), "{}[{},{},{}]", list.size() > 1 ? "," : "",
                   run.text_begin, run.source_begin, run.length);
  return list + "]";
}

std::optional<std::vector<std::string>> words_of_list(std::string_view json) {
  if (json == "[]") return std::vector<std::string>();
  const Json list = Json::parse(json, nullptr, false);
  if (!list.is_array()) return std::nullopt;
  std::vector<std::string> words;
  for (const Json& word : list) {
    if (!word.is_string()) return std::nullopt;
    words.push_back(word.get<std::string>());
  }
  return words;
}

std::optional<std::vector<Span>> spans_of_list(std::string_view json) {
  const auto rows = rows_of<2>(json);
  if (!rows) return std::nullopt;
  std::vector<Span> spans;
  for (const auto& row : *rows) spans.push_back({row[0], row[1]});
  return spans;
}

std::optional<std::vector<SourceRun>> runs_of_list(std::string_view json) {
  const auto rows = rows_of<3>(json);
  if (!rows) return std::nullopt;
  std::vector<SourceRun> runs;
  for (const auto& row : *rows) runs.push_back({row[0], row[1], row[2]});
  return runs;
}

}  // namespace sitrep
