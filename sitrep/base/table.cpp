#include "sitrep/base/table.h"

#include <algorithm>

#include <fmt/format.h>

#include "sitrep/base/file.h"
#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.emplace_back(trim(line.substr(0, tab)));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

Result<Table> Table::read(const std::filesystem::path& path,
                          const std::vector<std::string_view>& required) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return parse(*bytes, path.string(), required);
}

Result<Table> Table::parse(std::string_view bytes, std::string path,
                           const std::vector<std::string_view>& required) {
  Table table;
  table.path_ = std::move(path);
  if (!is_utf8(bytes)) return Error{ErrorKind::corrupt, table.path_, "is not UTF-8"};
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // as spreadsheets write it
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.front() == '#') continue;
    std::vector<std::string> cells = cells_of(line);
    if (table.columns_.empty()) {
      table.columns_ = std::move(cells);
      continue;
    }
    if (cells.size() > table.columns_.size())
      return Error{ErrorKind::corrupt, table.path_,
                   fmt::format("line {} has {} cells, the header names {}", number, cells.size(),
                               table.columns_.size())};
    cells.resize(table.columns_.size());
    table.rows_.push_back({number, std::move(cells)});
  }
  for (const std::string_view column : required)
    if (std::ranges::find(table.columns_, column) == table.columns_.end())
      return Error{ErrorKind::corrupt, table.path_, fmt::format("has no column '{}'", column)};
  return table;
}

std::string_view Table::cell(const Row& row, std::string_view column) const {
  const auto found = std::ranges::find(columns_, column);
  return found == columns_.end() ? std::string_view()
                                 : row.cells[static_cast<std::size_t>(found - columns_.begin())];
}

std::vector<std::string_view> values(std::string_view cell) {
  std::vector<std::string_view> found;
  while (!cell.empty()) {
    const std::size_t bar = cell.find('|');
    if (const std::string_view value = trim(cell.substr(0, bar)); !value.empty())
      found.push_back(value);
    cell.remove_prefix(bar == std::string_view::npos ? cell.size() : bar + 1);
  }
  return found;
}

}  // namespace sitrep
