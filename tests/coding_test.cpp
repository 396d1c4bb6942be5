// Sentences of our own for every CAMEO code that PLOVER knows, each way of saying it a row of
// tests/events/sentences.tsv, read by the whole engine.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/base/table.h"
#include "sitrep/read/read.h"

namespace sitrep {
namespace {

const std::filesystem::path root = SITREP_SOURCE_DIR;

const Models& models() {
  static const Result<Models> loaded = Models::load(root);
  if (!loaded) {
    fmt::print(stderr, "{}\n", loaded.error().message());
    std::exit(1);
  }
  return *loaded;
}

std::string print(const Document& document) {
  std::string all;
  for (const Event& event : document.events.events)
    all += fmt::format("{}{} {} {}", all.empty() ? "" : "; ", event.type, event.cameo,
                       word(event.status));
  return all.empty() ? "nothing" : all;
}

/// A sentence is read alone, so a slip of the trained parser shows; one row in ten may fail. A word
/// that the lexicon loses, or a rule that breaks, takes more rows with it.
TEST(Coding, says_every_cameo_code) {
  const Result<Table> table = Table::read(root / "tests" / "events" / "sentences.tsv",
                                          {"type", "status", "cameo", "sentence"});
  ASSERT_TRUE(table.ok()) << table.error().message();
  Scratch scratch;
  std::size_t failed = 0;
  std::string failures;
  for (const Table::Row& row : table->rows()) {
    const std::string_view type = table->cell(row, "type"), status = table->cell(row, "status");
    Payload payload;
    payload.bytes = table->cell(row, "sentence");
    payload.source = "sentence";
    const Document document = read(payload, models(), scratch);
    const auto& events = document.events.events;
    const bool ok =
        type == "-" ? events.empty() : std::ranges::any_of(events, [&](const Event& event) {
          return event.type == type && event.cameo == table->cell(row, "cameo") &&
                 (status.empty() || status == word(event.status));
        });
    if (ok) continue;
    ++failed;
    failures += fmt::format("{} {} {} is not in: {}\n  {}\n", type, status,
                            table->cell(row, "cameo"), print(document), payload.bytes);
  }
  EXPECT_GE(table->rows().size(), 150u);
  EXPECT_LE(failed * 10, table->rows().size()) << failures;
}

}  // namespace
}  // namespace sitrep
