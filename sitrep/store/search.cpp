#include <string>

#include "sitrep/store/state.h"

namespace sitrep {

namespace {

// Menus and the like repeat on every page of a site and say nothing about the situation.
constexpr const char* count_sentences =
    "SELECT count(*) FROM sentences_search JOIN sentences s ON s.key = sentences_search.rowid"
    " JOIN blocks b ON b.page = s.page AND b.id = s.block"
    " WHERE sentences_search MATCH ? AND b.kind NOT IN ('comment', 'furniture')";
constexpr const char* find_sentences =
    "SELECT pages.id, pages.source, outlet, title, published, b.kind, s.id, s.span_begin,"
    " s.span_end, snippet(sentences_search, 0, char(2), char(3), char(8230), 40)"
    " FROM sentences_search JOIN sentences s ON s.key = sentences_search.rowid"
    " JOIN pages ON pages.key = s.page JOIN blocks b ON b.page = s.page AND b.id = s.block"
    " WHERE sentences_search MATCH ? AND b.kind NOT IN ('comment', 'furniture')"
    " ORDER BY bm25(sentences_search), pages.id, s.id LIMIT ?";
constexpr const char* count_comments =
    "SELECT count(*) FROM comments_search WHERE comments_search MATCH ?";
constexpr const char* find_comments =
    "SELECT pages.id, pages.source, outlet, title, published, 'comment', c.id, c.span_begin,"
    " c.span_end, snippet(comments_search, 0, char(2), char(3), char(8230), 40)"
    " FROM comments_search JOIN comments c ON c.key = comments_search.rowid"
    " JOIN pages ON pages.key = c.page WHERE comments_search MATCH ?"
    " ORDER BY bm25(comments_search), pages.id, c.id LIMIT ?";

/// The words as a query of FTS5: each quoted, so that none of its operators is taken for one.
std::string query_of(const std::vector<std::string>& words) {
  std::string query;
  for (std::string_view word : words) {
    const bool is_beginning = word.size() > 1 && word.ends_with('*');
    if (is_beginning) word.remove_suffix(1);
    query += query.empty() ? "\"" : " \"";
    for (const char byte : word) query.append(byte == '"' ? 2 : 1, byte);
    query += is_beginning ? "\"*" : "\"";
  }
  return query;
}

}  // namespace

Result<Hits> Store::search(const Search& search) const {
  Database& database = state_->database;
  const std::string query = query_of(search.words);
  if (query.empty()) return Error{ErrorKind::invalid, "", "nothing to search for"};

  Hits found;
  Database::Statement& count =
      database.statement(search.comments ? count_comments : count_sentences);
  for (count.start(query); count.next();) found.total = static_cast<std::size_t>(count.integer());
  Database::Statement& rows = database.statement(search.comments ? find_comments : find_sentences);
  for (rows.start(query, search.limit); rows.next();) {
    Hit& hit = found.hits.emplace_back();
    for (std::string* text : {&hit.page, &hit.source, &hit.outlet, &hit.title, &hit.published})
      *text = rows.text();
    hit.kind = rows.word<BlockKind>();
    hit.id = static_cast<std::uint32_t>(rows.integer());
    hit.span = rows.span();
    hit.snippet = rows.text();
  }
  if (Status status = database.status(); !status) return status.error();
  return found;
}

}  // namespace sitrep
