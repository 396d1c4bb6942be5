#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"

namespace sitrep {

/// One line of lexicon that contradicts another, cannot be reached or names something that does not
/// exist.
struct LexiconProblem {
  std::string path;
  std::size_t line = 0;  ///< counted from 1
  std::string message;
};

/// A table of the lexicon: tab-separated, UTF-8, `#` starts a comment line, the first line that is
/// neither blank nor a comment names the columns. A cell may be empty; several values in a cell are
/// separated by "|".
class Table {
 public:
  struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;  ///< as many as columns
  };

  /// Errors: those of read_file; corrupt where a line has more cells than there are columns, or a
  /// column of `required` is missing.
  static Result<Table> read(const std::filesystem::path& path,
                            const std::vector<std::string_view>& required);
  static Result<Table> parse(std::string_view bytes, std::string path,
                             const std::vector<std::string_view>& required);

  const std::string& path() const { return path_; }
  const std::vector<Row>& rows() const { return rows_; }

  /// The cell of a column, "" if the table has no such column. The view lives as long as the table.
  std::string_view cell(const Row& row, std::string_view column) const;

 private:
  std::string path_;
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
};

/// The non-empty values of a cell: "a|b" gives {"a", "b"}, trimmed. Views into `cell`.
std::vector<std::string_view> values(std::string_view cell);

}  // namespace sitrep
