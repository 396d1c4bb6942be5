#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sitrep/base/unicode.h"
#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

std::string id_of(const Hit& hit) {
  return id_of(hit.page, hit.kind == BlockKind::comment ? Part::comment : Part::sentence, hit.id);
}

std::string in_words(const Hit& hit) {
  return fmt::format("{}  {}, {}, {}: {}\n    {}\n", id_of(hit),
                     hit.outlet.empty() ? "unknown outlet" : one_line(hit.outlet),
                     hit.published.empty() ? "day unknown" : hit.published, word(hit.kind),
                     hit.title.empty() ? one_line(hit.source) : one_line(hit.title),
                     marked_snippet(hit.snippet));
}

std::string in_json(const Hit& hit) {
  const auto text = [](const std::string& value) {
    return value.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
  };
  const nlohmann::ordered_json json = {{"id", id_of(hit)},
                                       {"page", hit.page},
                                       {"source", hit.source},
                                       {"outlet", text(hit.outlet)},
                                       {"title", text(hit.title)},
                                       {"published", text(hit.published)},
                                       {"kind", word(hit.kind)},
                                       {"span", {hit.span.begin, hit.span.end}},
                                       {"snippet", marked_snippet(hit.snippet)}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// What is wrong with a word to search for; nothing where it can be.
std::optional<std::string> problem_of(std::string_view word) {
  if (std::ranges::count(word, '"') % 2 != 0) return "a quotation mark that is not closed";
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint found = decode(word, at);
    if (is_letter(found.value) || is_digit(found.value)) return {};
    at += found.length;
  }
  return "no letter and no digit to search for";
}

}  // namespace

ExitCode search_command(const SearchOptions& options) {
  for (const std::string& word : options.words)
    if (const auto problem = problem_of(word)) {
      complain(fmt::format("{}: {}", word.empty() ? "\"\"" : word, *problem));
      return ExitCode::usage;
    }
  const auto store = Store::open(options.store, Store::Access::read);
  if (!store) return fail_of_store(store.error());
  const auto found = store->search({options.words, options.comments, options.limit});
  if (!found) return fail_of_store(found.error());
  const auto others = store->search({options.words, !options.comments, 0});
  if (!others) return fail_of_store(others.error());

  Output output;
  for (const Hit& hit : found->hits) output << (options.json ? in_json(hit) : in_words(hit));
  if (Status status = output.finish(); !status) return fail(status.error());
  complain(fmt::format("{} of {} hits shown; {} more in {}", found->hits.size(), found->total,
                       others->total,
                       options.comments ? "the pages themselves" : "readers' comments"));
  return ExitCode::ok;
}

}  // namespace sitrep
