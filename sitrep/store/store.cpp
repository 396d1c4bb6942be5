#include "sitrep/store/store.h"

#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <system_error>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/store/schema.h"
#include "sitrep/store/state.h"

namespace sitrep {

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

namespace {

std::int64_t pragma(Database& database, const char* sql) {
  Database::Statement& rows = database.statement(sql);
  rows.start();
  const std::int64_t value = rows.next() ? rows.integer() : 0;
  while (rows.next()) {
  }
  return value;
}

/// Whether the file is a store of ours, nothing yet (a new file), or something else.
Status check_version(Database& database, bool& is_new) {
  const std::int64_t application = pragma(database, "PRAGMA application_id");
  const std::int64_t version = pragma(database, "PRAGMA user_version");
  const std::int64_t tables = pragma(database, "SELECT count(*) FROM sqlite_schema");
  if (Status status = database.status(); !status) return status;
  is_new = application == 0 && version == 0 && tables == 0;
  if (is_new) return Done{};
  if (application != schema::application)
    return Error{ErrorKind::corrupt, database.path(), "is a database, but not a store of sitrep"};
  if (version != schema::version)
    return Error{ErrorKind::unsupported, database.path(),
                 fmt::format("is a store of version {}; this program knows version {}", version,
                             schema::version)};
  return Done{};
}

Status create_tables(Database& database) {
  // The page size and the journal mode must be set before the first table and outside a
  // transaction. The version is checked again under the lock: two programs may create at once.
  database.run("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
  bool is_new = false;
  Status checked = check_version(database, is_new);
  if (checked && is_new) {
    database.run(schema::create);
    database
        .statement(
            "INSERT INTO meta(key, value) VALUES('created_by', 'sitrep ' || ?1), "
            "('created_at', ?2)")
        .run(SITREP_VERSION, utc_now());
    database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                             schema::application, schema::version)
                     .c_str());
  }
  if (checked && database.ok()) database.run("COMMIT");
  if (Status status = database.status(); !status) {
    database.run("ROLLBACK");
    (void)database.status();
    return status;
  }
  return checked;
}

bool is_written_by_nobody(const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::path log = path;
  log += "-wal";
  return !std::filesystem::exists(log, failed) || std::filesystem::file_size(log, failed) == 0;
}

Result<Database> open_for_reading(const std::filesystem::path& path, bool& is_new) {
  std::error_code failed;
  if (!std::filesystem::exists(path, failed))
    return Error{ErrorKind::not_found, path.string(), "no such store"};
  auto opened = Database::open(path, Database::Mode::read);
  if (!opened) return opened;
  Status checked = check_version(*opened, is_new);
  // A log beside the store needs a folder that can be written; without one the file is read as is.
  if (!checked && checked.error().kind == ErrorKind::unreadable && is_written_by_nobody(path)) {
    opened = Database::open(path, Database::Mode::read_immutable);
    if (!opened) return opened;
    checked = check_version(*opened, is_new);
  }
  if (!checked) return checked.error();
  if (is_new) return Error{ErrorKind::corrupt, path.string(), "is empty, not a store"};
  return opened;
}

/// A missing store is made in its folder. Asked first, because SQLite tries a second time for
/// reading and then tells that there is no such file, not that it may not make one.
Status check_folder(const std::filesystem::path& path) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) return Done{};
  const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return Done{};
  const std::string reason = std::generic_category().message(errno);
  return Error{ErrorKind::unreadable, path.string(),
               fmt::format("cannot be made in {}: {}", folder.string(), reason)};
}

Result<Database> open_for_writing(const std::filesystem::path& path) {
  if (Status checked = check_folder(path); !checked) return checked.error();
  auto opened = Database::open(path, Database::Mode::write);
  if (!opened) return opened;
  bool is_new = false;
  if (Status checked = check_version(*opened, is_new); !checked) return checked.error();
  if (is_new)
    if (Status created = create_tables(*opened); !created) return created.error();
  // NORMAL under WAL: a killed process loses nothing that was committed; a power cut may lose the
  // last commits, never the file.
  opened->run("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536");
  // Finds out now, not after the first page, that the file cannot be written.
  opened->run("BEGIN IMMEDIATE; ROLLBACK");
  if (Status status = opened->status(); !status) return status.error();
  return opened;
}

}  // namespace

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& path, Access access) {
  if (access == Access::read) {
    bool is_new = false;
    auto opened = open_for_reading(path, is_new);
    if (!opened) return opened.error();
    return Store(std::make_unique<State>(*std::move(opened)));
  }
  auto opened = open_for_writing(path);
  if (!opened) return opened.error();
  auto asked = Database::open(path, Database::Mode::read);
  if (!asked) return asked.error();
  auto state = std::make_unique<State>(*std::move(opened));
  state->asked = *std::move(asked);
  return Store(std::move(state));
}

Transaction::Transaction(Database& database, bool in_batch) : database_(database), own_(!in_batch) {
  if (own_) database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (own_) database_.run("ROLLBACK");
}

Status Transaction::keep() {
  if (own_ && database_.ok()) own_ = !database_.run("COMMIT");
  Status status = database_.status();
  if (!status && own_) {
    database_.run("ROLLBACK");
    (void)database_.status();
    own_ = false;
  }
  return status;
}

bool Store::has(std::string_view page, const MadeBy& made_by) const {
  const std::lock_guard lock(state_->asking);
  if (!state_->asked) return false;
  Database::Statement& rows = state_->asked->statement(
      "SELECT 1 FROM pages JOIN makers ON makers.key = pages.made_by"
      " WHERE id = ? AND engine = ? AND model = ? AND lexicon = ?");
  rows.start(page, made_by.engine, made_by.model, made_by.lexicon);
  const bool found = rows.next();
  while (rows.next()) {
  }
  return state_->asked->status().ok() && found;
}

Status Store::begin() {
  if (state_->in_batch) return Done{};
  state_->database.run("BEGIN IMMEDIATE");
  Status status = state_->database.status();
  state_->in_batch = status.ok();
  return status;
}

Status Store::commit() {
  if (!state_->in_batch) return Done{};
  state_->in_batch = false;
  state_->database.run("COMMIT");
  Status status = state_->database.status();
  if (!status) {
    state_->database.run("ROLLBACK");
    (void)state_->database.status();
  }
  return status;
}

std::optional<std::int64_t> Store::State::key_of(std::string_view page) {
  Database::Statement& rows = database.statement("SELECT key FROM pages WHERE id = ?");
  rows.start(page);
  if (!rows.next()) return std::nullopt;
  const std::int64_t key = rows.integer();
  while (rows.next()) {
  }
  return key;
}

namespace {

/// One line of the journal a source and page: another reading of the same adds none. What failed
/// earlier is forgotten when the source is read at last.
void note_page(Database& database, std::string_view source, std::int64_t page, ImportState state) {
  Database::Statement& known_source =
      database.statement("SELECT key FROM imports WHERE source = ? AND page = ?");
  known_source.start(source, page);
  const bool noted = known_source.next();
  while (known_source.next()) {
  }
  if (noted && state == ImportState::unchanged) return;
  database.statement("DELETE FROM imports WHERE source = ? AND (page = ? OR page IS NULL)")
      .run(source, page);
  database.statement("INSERT INTO imports(source, page, state, at) VALUES(?, ?, ?, ?)")
      .run(source, page, state, utc_now());
}

}  // namespace

Result<ImportState> Store::put(const Document& document) {
  Database& database = state_->database;
  Transaction transaction(database, state_->in_batch);
  const std::optional<std::int64_t> key = state_->key_of(document.page.id);
  ImportState state = key ? ImportState::reread : ImportState::added;
  if (key) {
    Database::Statement& rows = database.statement(
        "SELECT engine, model, lexicon FROM pages JOIN makers ON makers.key = pages.made_by"
        " WHERE pages.key = ?");
    rows.start(*key);
    if (rows.next() && MadeBy{rows.text(), rows.text(), rows.text()} == document.made_by)
      state = ImportState::unchanged;
    while (rows.next()) {
    }
  }
  if (state != ImportState::unchanged) write_document(database, document);
  if (const auto page = state_->key_of(document.page.id))
    note_page(database, document.page.source, *page, state);
  if (Status status = transaction.keep(); !status) return status.error();
  return state;
}

Status Store::note_unchanged(std::string_view source, std::string_view page) {
  Transaction transaction(state_->database, state_->in_batch);
  if (const auto key = state_->key_of(page))
    note_page(state_->database, source, *key, ImportState::unchanged);
  return transaction.keep();
}

Status Store::note_failed(std::string_view source, std::string_view reason) {
  Database& database = state_->database;
  Transaction transaction(database, state_->in_batch);
  database.statement("DELETE FROM imports WHERE source = ?1 AND page IS NULL AND reason = ?2")
      .run(source, reason);
  database.statement("INSERT INTO imports(source, state, reason, at) VALUES(?, 'failed', ?, ?)")
      .run(source, reason, utc_now());
  return transaction.keep();
}

Result<std::vector<Import>> Store::journal() const {
  std::vector<Import> imports;
  Database::Statement& rows = state_->database.statement(
      "SELECT imports.source, id, state, reason, at FROM imports"
      " LEFT JOIN pages ON pages.key = imports.page ORDER BY imports.key");
  for (rows.start(); rows.next();)
    imports.push_back(
        {rows.text(), rows.text(), rows.word<ImportState>(), rows.text(), rows.text()});
  if (Status status = state_->database.status(); !status) return status.error();
  return imports;
}

Result<std::string> Store::find(std::string_view id_or_source) const {
  constexpr std::size_t digits_min = 4;
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  Database& database = state_->database;
  std::vector<std::string> found;
  const bool is_id = id_or_source.size() >= digits_min &&
                     id_or_source.find_first_not_of(digits) == std::string_view::npos;
  if (is_id) {
    Database::Statement& rows = database.statement(
        "SELECT id FROM pages WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2");
    const std::string begin = lower(id_or_source);
    for (rows.start(begin); rows.next();) found.push_back(rows.text());
  }
  if (found.empty()) {
    Database::Statement& rows = database.statement(
        "SELECT DISTINCT id FROM imports JOIN pages ON pages.key = imports.page"
        " WHERE imports.source = ? ORDER BY imports.key DESC LIMIT 1");
    for (rows.start(id_or_source); rows.next();) found.push_back(rows.text());
  }
  if (Status status = database.status(); !status) return status.error();
  if (found.size() == 1) return found[0];
  if (found.empty())
    return Error{ErrorKind::not_found, std::string(id_or_source), "no such page in the store"};
  return Error{ErrorKind::invalid, std::string(id_or_source),
               "several pages begin so; give more digits"};
}

Result<Document> Store::load(std::string_view page) const {
  Document document = read_document(state_->database, page);
  if (Status status = state_->database.status(); !status) return status.error();
  if (const auto wrong = check(document))
    return Error{ErrorKind::corrupt, state_->database.path(),
                 fmt::format("page {} was changed by another program: {}", page, *wrong)};
  return document;
}

Status Store::each(const std::function<Status(const Document&)>& visit) const {
  std::vector<std::string> pages;
  Database::Statement& rows = state_->database.statement("SELECT id FROM pages ORDER BY id");
  for (rows.start(); rows.next();) pages.push_back(rows.text());
  if (Status status = state_->database.status(); !status) return status;
  for (const std::string& page : pages) {
    const Result<Document> document = load(page);
    if (!document) return document.error();
    if (Status status = visit(*document); !status) return status;
  }
  return Done{};
}

Result<std::size_t> Store::size() const {
  Database::Statement& rows = state_->database.statement("SELECT count(*) FROM pages");
  rows.start();
  const auto pages = static_cast<std::size_t>(rows.next() ? rows.integer() : 0);
  while (rows.next()) {
  }
  if (Status status = state_->database.status(); !status) return status.error();
  return pages;
}

}  // namespace sitrep
