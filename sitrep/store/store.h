#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/read/read.h"
#include "sitrep/story/decisions.h"

/// store: how are records kept and asked? One SQLite file whose tables docs/formats.md describes.
namespace sitrep {

/// What became of an input.
enum class ImportState {
  added,      ///< a page that the store did not have
  reread,     ///< had it, made by another engine, model or lexicon: replaced
  unchanged,  ///< has this very record
  failed      ///< could not be read
};
template <>
inline constexpr auto words_of<ImportState> = vocabulary("new", "reread", "unchanged", "failed");

/// A line of the import journal: one a source and page, one a source and reason where it failed.
struct Import {
  std::string source, page;  ///< id of the page, empty where it failed
  ImportState state = ImportState::added;
  std::string reason;  ///< why it failed
  std::string at;      ///< UTC, ISO 8601
};

/// A sentence or a reader's comment that matches a search.
struct Hit {
  std::string page, source, outlet, title, published;
  BlockKind kind = BlockKind::paragraph;  ///< the part of the page; comment: a reader wrote it
  std::uint32_t id = 0;                   ///< of the sentence, or of the comment
  Span span;
  std::string snippet;  ///< with the words that match between \x02 and \x03
};

struct Search {
  std::vector<std::string>
      words;              ///< each is a word, a beginning ("milit*") or a phrase: all match
  bool comments = false;  ///< only readers' comments, instead of only the page itself
  std::size_t limit = 20;
};

struct Hits {
  std::vector<Hit> hits;  ///< best first, `limit` at most
  std::size_t total = 0;  ///< of all that match
};

/// Records on disk. Every function that changes something works inside a transaction: begin() opens
/// one over several pages, else each call is its own. A process that is killed loses at most the
/// open transaction; the file always opens. Readers may read while one process writes.
///
/// Errors name the file: not_found, unreadable (permission, device), corrupt (not a store, or
/// damaged), unsupported (of a later version), locked (another process is writing), full (disk).
/// Not for several threads at once, but has() may be called from any thread at any time.
class Store {
 public:
  enum class Access { read, write };

  /// Opens a store; with `write` makes it where it is missing.
  static Result<Store> open(const std::filesystem::path& path, Access access);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// Whether a committed record of this page, made by the very same engine, model and lexicon, is
  /// there. False where that cannot be told.
  bool has(std::string_view page, const MadeBy& made_by) const;

  Status begin();
  Status commit();

  /// Keeps a document under its page's id and notes its source in the journal. Tokens and
  /// predicates are not kept. Gives added, reread or unchanged; unchanged changes nothing.
  Result<ImportState> put(const Document& document);

  /// Notes that `source` holds a page that the store has already.
  Status note_unchanged(std::string_view source, std::string_view page);
  Status note_failed(std::string_view source, std::string_view reason);

  /// The journal in the order in which it was written.
  Result<std::vector<Import>> journal() const;

  /// The id of the page that is meant: by id, by the first digits of it (4 at least), or by source.
  /// Errors: not_found; invalid where several pages begin so.
  Result<std::string> find(std::string_view id_or_source) const;

  /// The document of a page id as put() got it, without tokens and predicates; check() holds.
  /// Linear in the document's size.
  Result<Document> load(std::string_view page) const;

  /// All documents in the order of their page ids, one in memory at a time. Stops at the first
  /// error, of the store or of `visit`.
  Status each(const std::function<Status(const Document&)>& visit) const;

  /// How many pages are there.
  Result<std::size_t> size() const;

  Result<Hits> search(const Search& search) const;

  /// Adds a decision (its id, time and what undid it are not read) and gives its id. Errors:
  /// invalid where an undo names a decision that is not there, is an undo, or is undone already.
  Result<std::uint64_t> decide(const Decision& decision);

  /// All decisions in the order in which they were made, those that were undone too.
  Result<std::vector<Decision>> decisions() const;

  /// The tables and views that export_table() knows, in the order of docs/formats.md.
  static std::vector<std::string> tables();

  /// A table as rows of cells, the first row its column names; nothing stands for NULL. Rows come
  /// in the order of the key. Errors: not_found where there is no such table.
  using Cells = std::vector<std::optional<std::string>>;
  Status export_table(std::string_view table, const std::function<Status(const Cells&)>& row) const;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep
