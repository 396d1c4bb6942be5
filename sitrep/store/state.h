#pragma once

#include <mutex>
#include <optional>
#include <utility>

#include "sitrep/store/sqlite.h"
#include "sitrep/store/store.h"

namespace sitrep {

/// What stands behind a Store: one connection that does the work, and where something is written a
/// second one for has(), which other threads ask.
struct Store::State {
  explicit State(Database opened) : database(std::move(opened)) {}

  Database database;
  bool in_batch = false;
  std::mutex asking;
  std::optional<Database> asked;

  /// The number of a page in this store; nothing where it is not there.
  std::optional<std::int64_t> key_of(std::string_view page);
};

/// A transaction unless a batch is open: takes everything back when it is left without keep().
class Transaction {
 public:
  Transaction(Database& database, bool in_batch);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Status keep();

 private:
  Database& database_;
  bool own_;
};

/// Now, as the store writes times: UTC, ISO 8601, to the second.
std::string utc_now();

/// put.cpp: replaces what the store holds of this page by `document`.
void write_document(Database& database, const Document& document);

/// load.cpp: the document of a page; check database.status() afterwards.
Document read_document(Database& database, std::string_view page);

}  // namespace sitrep
