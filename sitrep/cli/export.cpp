#include <filesystem>

#include <fmt/format.h>

#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

/// A row of RFC 4180: what holds a comma, a quote or a line break is quoted; NULL is empty.
std::string csv_row(const Store::Cells& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row.push_back(',');
    if (!cells[i]) continue;
    // An empty text is quoted, so that it stays apart from what is unknown.
    if (!cells[i]->empty() && cells[i]->find_first_of(",\"\r\n") == std::string::npos) {
      row += *cells[i];
      continue;
    }
    row.push_back('"');
    for (const char byte : *cells[i]) row.append(byte == '"' ? 2 : 1, byte);
    row.push_back('"');
  }
  return row + "\r\n";
}

Status export_records(const Store& store, bool page_text, Output& output) {
  return store.each([&](const Document& document) -> Status {
    output << to_json(document, {page_text, false, false}) << "\n";
    return Done{};
  });
}

Status export_rows(const Store& store, const std::string& table, Output& output) {
  return store.export_table(table, [&](const Store::Cells& cells) -> Status {
    output << csv_row(cells);
    return Done{};
  });
}

Status export_files(const Store& store, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{ErrorKind::unreadable, folder.string(), failed.message()};
  for (const std::string& table : Store::tables()) {
    Output file(folder / (table + ".csv"));
    Status status = export_rows(store, table, file);
    if (status) status = file.finish();
    if (!status) return status;
  }
  return Done{};
}

}  // namespace

ExitCode export_command(const ExportOptions& options) {
  const auto store = Store::open(options.store, Store::Access::read);
  if (!store) return fail_of_store(store.error());
  Output output;
  Status status = Done{};
  if (options.to == ExportForm::jsonl)
    status = export_records(*store, options.page_text, output);
  else if (!options.folder.empty())
    status = export_files(*store, options.folder);
  else
    status = export_rows(*store, options.table, output);
  if (Status written = output.finish(); status) status = written;
  return status ? ExitCode::ok : fail_of_store(status.error());
}

}  // namespace sitrep
