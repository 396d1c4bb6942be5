#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/result.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"

struct sqlite3;
struct sqlite3_stmt;

/// A thin, checked way to SQLite, for store/ alone.
namespace sitrep {

/// A connection. The first failure sticks: after it every statement does nothing and gives no rows,
/// so that a function may write or read many rows and ask once, at its end, with status().
/// Not for several threads at once.
class Database {
 public:
  class Statement;

  enum class Mode {
    read,            ///< an existing file
    read_immutable,  ///< the same in a folder that cannot be written, where nobody else writes
    write            ///< made where it is missing
  };
  static Result<Database> open(const std::filesystem::path& path, Mode mode);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Runs statements without parameters; gives whether nothing has failed so far.
  bool run(const char* statements);

  /// Compiled at first use and kept; `sql` is told apart by its address, so it must be a constant.
  Statement& statement(const char* sql);

  bool ok() const { return !failure_; }
  /// The first failure since the last call, and forgets it.
  Status status();
  /// For what SQLite cannot know: a row that makes no sense.
  void fail(ErrorKind kind, std::string reason);

  std::int64_t last_key() const;
  int changes() const;
  const std::string& path() const { return path_; }

 private:
  struct Closer {
    void operator()(sqlite3* handle) const;
  };

  Database(sqlite3* handle, std::string path);
  void fail_with_reason_of_sqlite();

  std::string path_;
  std::unique_ptr<sqlite3, Closer> handle_;
  std::optional<Error> failure_;
  std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
};

/// A compiled statement. Columns of a row are taken from left to right:
///
///     auto& rows = database.statement("SELECT kind, span_begin, span_end FROM blocks ...");
///     for (rows.start(page); rows.next();) blocks.push_back({rows.word<BlockKind>(),
///     rows.span()});
class Database::Statement {
 public:
  Statement(Database& database, sqlite3_stmt* compiled)
      : database_(&database), compiled_(compiled) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Binds parameters in order. An empty span takes two and is NULL, NULL; none() and nullopt are
  /// NULL. Strings must live until the statement has run.
  template <class... Values>
  void start(const Values&... values) {
    reset();
    (bind(values), ...);
  }

  /// The next row; false at the end or after a failure.
  bool next();

  /// start() and next() for statements that give no rows.
  template <class... Values>
  void run(const Values&... values) {
    start(values...);
    while (next()) {
    }
  }

  std::vector<std::string> columns() const;  ///< their names

  bool is_null() const;  ///< the next column; does not take it
  std::int64_t integer();
  double real();
  std::string text();       ///< NULL is ""
  std::string_view view();  ///< the same, until the next row
  std::optional<std::string> optional_text();

  Span span() {
    const auto begin = static_cast<std::uint32_t>(integer());
    return {begin, static_cast<std::uint32_t>(integer())};
  }
  template <class T>
  Id<T> id() {
    if (!is_null()) return {static_cast<std::uint32_t>(integer())};
    skip();
    return {};
  }
  template <class Number>
  std::optional<Number> optional() {
    if (is_null()) {
      skip();
      return std::nullopt;
    }
    if constexpr (std::is_floating_point_v<Number>)
      return static_cast<Number>(real());
    else
      return static_cast<Number>(integer());
  }
  template <class Enum>
  Enum word() {
    const std::string_view written = view();
    if (const auto known = from_word<Enum>(written)) return *known;
    database_->fail(ErrorKind::corrupt, "holds a word that it must not: " + std::string(written));
    return {};
  }
  void skip() { ++column_; }

 private:
  friend class Database;

  void reset();
  void bind_null();
  void bind_integer(std::int64_t value);
  void bind_real(double value);
  void bind_text(std::string_view value);

  void bind(std::string_view value) { bind_text(value); }
  void bind(const std::string& value) { bind_text(value); }
  void bind(const char* value) { bind_text(value); }
  void bind(Span span) {
    if (span.empty()) {
      bind_null();
      bind_null();
    } else {
      bind_integer(span.begin);
      bind_integer(span.end);
    }
  }
  template <class T>
  void bind(Id<T> id) {
    id.none() ? bind_null() : bind_integer(id.value);
  }
  template <class T>
  void bind(const std::optional<T>& value) {
    value ? bind(*value) : bind_null();
  }
  template <class Number>
  requires std::is_arithmetic_v<Number>
  void bind(Number value) {
    if constexpr (std::is_floating_point_v<Number>)
      bind_real(value);
    else
      bind_integer(static_cast<std::int64_t>(value));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void bind(Enum value) { bind_text(sitrep::word(value)); }

  Database* database_;
  sqlite3_stmt* compiled_;
  int parameter_ = 0, column_ = 0;
};

/// An empty text is stored as NULL: unknown.
inline std::optional<std::string_view> known(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace sitrep
