#include "sitrep/store/sqlite.h"

#include <cassert>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

namespace sitrep {

namespace {

/// How long a statement waits for another process that is writing.
constexpr int wait_for_lock_milliseconds = 3000;

ErrorKind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::locked;
    case SQLITE_FULL:
    case SQLITE_TOOBIG:
      return ErrorKind::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorKind::corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_IOERR:
      return ErrorKind::unreadable;
    default:
      return ErrorKind::invalid;
  }
}

std::string reason_of(sqlite3* handle) {
  const int code = sqlite3_extended_errcode(handle);
  const int system = sqlite3_system_errno(handle);
  const bool from_system = (code & 0xFF) == SQLITE_CANTOPEN || (code & 0xFF) == SQLITE_IOERR;
  switch (kind_of(code)) {
    case ErrorKind::locked:
      return "is locked: another process is writing to it";
    case ErrorKind::full:
      return "cannot grow: the disk or the quota is full";
    case ErrorKind::corrupt:
      return fmt::format("is not a store, or is damaged ({})", sqlite3_errmsg(handle));
    default:
      if (from_system && system != 0)
        return fmt::format("{}: {}", sqlite3_errmsg(handle), std::strerror(system));
      return sqlite3_errmsg(handle);
  }
}

std::string uri_of(const std::filesystem::path& path, bool immutable) {
  std::string uri = "file:";
  for (const char byte : std::filesystem::absolute(path).string()) {
    if (byte == '%' || byte == '?' || byte == '#')
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    else
      uri.push_back(byte);
  }
  return immutable ? uri + "?immutable=1" : uri;
}

}  // namespace

void Database::Closer::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(sqlite3* handle, std::string path) : path_(std::move(path)), handle_(handle) {}

Database::Database(Database&& other) noexcept
    : path_(std::move(other.path_)),
      handle_(std::move(other.handle_)),
      failure_(std::move(other.failure_)),
      statements_(std::move(other.statements_)) {
  for (auto& [sql, compiled] : statements_) compiled->database_ = this;
}

Database& Database::operator=(Database&& other) noexcept {
  statements_ = std::move(other.statements_);  // the old ones go before their connection
  path_ = std::move(other.path_);
  handle_ = std::move(other.handle_);
  failure_ = std::move(other.failure_);
  for (auto& [sql, compiled] : statements_) compiled->database_ = this;
  return *this;
}

Database::~Database() { statements_.clear(); }

Result<Database> Database::open(const std::filesystem::path& path, Mode mode) {
  const int flags =
      mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(uri_of(path, mode == Mode::read_immutable).c_str(), &handle,
                                   flags | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle, path.string());
  if (handle == nullptr) return Error{ErrorKind::full, path.string(), "no memory for a connection"};
  if (code != SQLITE_OK) return Error{kind_of(code), path.string(), reason_of(handle)};
  sqlite3_busy_timeout(handle, wait_for_lock_milliseconds);
  return database;
}

bool Database::run(const char* statements) {
  if (!failure_ && sqlite3_exec(handle_.get(), statements, nullptr, nullptr, nullptr) != SQLITE_OK)
    fail_with_reason_of_sqlite();
  return !failure_;
}

Database::Statement& Database::statement(const char* sql) {
  std::unique_ptr<Statement>& kept = statements_[sql];
  if (!kept || kept->compiled_ == nullptr) {
    sqlite3_stmt* compiled = nullptr;
    if (!failure_ && sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                                        &compiled, nullptr) != SQLITE_OK)
      fail_with_reason_of_sqlite();
    kept = std::make_unique<Statement>(*this, compiled);
  }
  return *kept;
}

Status Database::status() {
  if (!failure_) return Done{};
  return *std::exchange(failure_, std::nullopt);
}

void Database::fail(ErrorKind kind, std::string reason) {
  if (!failure_) failure_ = Error{kind, path_, std::move(reason)};
}

void Database::fail_with_reason_of_sqlite() {
  fail(kind_of(sqlite3_extended_errcode(handle_.get())), reason_of(handle_.get()));
}

std::int64_t Database::last_key() const { return sqlite3_last_insert_rowid(handle_.get()); }
int Database::changes() const { return sqlite3_changes(handle_.get()); }

Database::Statement::~Statement() { sqlite3_finalize(compiled_); }

bool Database::Statement::next() {
  column_ = 0;
  if (compiled_ == nullptr || database_->failure_) return false;
  assert(parameter_ == sqlite3_bind_parameter_count(compiled_));
  const int code = sqlite3_step(compiled_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail_with_reason_of_sqlite();
  sqlite3_reset(compiled_);
  return false;
}

void Database::Statement::reset() {
  parameter_ = 0;
  if (compiled_ != nullptr) sqlite3_reset(compiled_);
}

void Database::Statement::bind_null() { sqlite3_bind_null(compiled_, ++parameter_); }
void Database::Statement::bind_integer(std::int64_t value) {
  sqlite3_bind_int64(compiled_, ++parameter_, value);
}
void Database::Statement::bind_real(double value) {
  sqlite3_bind_double(compiled_, ++parameter_, value);
}
void Database::Statement::bind_text(std::string_view value) {
  // A null pointer would bind NULL; an empty view may hold one.
  const char* bytes = value.data() == nullptr ? "" : value.data();
  if (sqlite3_bind_text64(compiled_, ++parameter_, bytes, value.size(), SQLITE_STATIC,
                          SQLITE_UTF8) != SQLITE_OK)
    database_->fail_with_reason_of_sqlite();
}

std::vector<std::string> Database::Statement::columns() const {
  std::vector<std::string> names;
  for (int i = 0; i < sqlite3_column_count(compiled_); ++i)
    names.emplace_back(sqlite3_column_name(compiled_, i));
  return names;
}

bool Database::Statement::is_null() const {
  return sqlite3_column_type(compiled_, column_) == SQLITE_NULL;
}
std::int64_t Database::Statement::integer() { return sqlite3_column_int64(compiled_, column_++); }
double Database::Statement::real() { return sqlite3_column_double(compiled_, column_++); }
std::string Database::Statement::text() { return std::string(view()); }
std::optional<std::string> Database::Statement::optional_text() {
  if (!is_null()) return text();
  skip();
  return std::nullopt;
}
std::string_view Database::Statement::view() {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(compiled_, column_));
  const int size = sqlite3_column_bytes(compiled_, column_++);
  return bytes == nullptr ? std::string_view()
                          : std::string_view(bytes, static_cast<std::size_t>(size));
}

}  // namespace sitrep
