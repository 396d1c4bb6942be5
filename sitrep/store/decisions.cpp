#include <algorithm>

#include <fmt/format.h>

#include "sitrep/store/state.h"

namespace sitrep {

namespace {

constexpr const char* all_decisions =
    "SELECT id, kind, part, page, span_begin, span_end, words, second_page, second_begin,"
    " second_end, second_words, field, value, undoes,"
    " (SELECT u.id FROM decisions u WHERE u.undoes = decisions.id), why, by, at"
    " FROM decisions ORDER BY id";

Decision read_decision(Database::Statement& rows) {
  Decision decision;
  decision.id = static_cast<std::uint64_t>(rows.integer());
  decision.kind = rows.word<DecisionKind>();
  decision.first.part = decision.second.part = rows.word<DecidedPart>();
  decision.first.page = rows.text();
  decision.first.span = rows.span();
  decision.words = rows.text();
  decision.second.page = rows.text();
  decision.second.span = rows.span();
  decision.second_words = rows.text();
  decision.field = rows.text();
  decision.value = rows.text();
  decision.undoes = static_cast<std::uint64_t>(rows.integer());
  decision.undone_by = static_cast<std::uint64_t>(rows.integer());
  decision.why = rows.text();
  decision.by = rows.text();
  decision.at = rows.text();
  return decision;
}

}  // namespace

Result<std::uint64_t> Store::decide(const Decision& decision) {
  Database& database = state_->database;
  Transaction transaction(database, state_->in_batch);
  if (decision.kind == DecisionKind::undo) {
    const std::string id = fmt::format("decision {}", decision.undoes);
    const auto known = decisions();
    if (!known) return known.error();
    const auto undone = std::ranges::find(*known, decision.undoes, &Decision::id);
    if (undone == known->end()) return Error{ErrorKind::not_found, id, "no such decision"};
    if (undone->kind == DecisionKind::undo)
      return Error{ErrorKind::invalid, id, "takes another one back; decide anew instead"};
    if (undone->undone_by != 0)
      return Error{ErrorKind::invalid, id,
                   fmt::format("was undone already, by decision {}", undone->undone_by)};
  }
  database
      .statement(
          "INSERT INTO decisions(kind, part, page, span_begin, span_end, words, second_page,"
          " second_begin, second_end, second_words, field, value, undoes, why, by, at)"
          " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?)")
      .run(decision.kind, decision.first.part, known(decision.first.page), decision.first.span,
           known(decision.words), known(decision.second.page), decision.second.span,
           known(decision.second_words), known(decision.field), known(decision.value),
           decision.undoes, known(decision.why), decision.by, utc_now());
  const auto id = static_cast<std::uint64_t>(database.last_key());
  if (Status status = transaction.keep(); !status) return status.error();
  return id;
}

Result<std::vector<Decision>> Store::decisions() const {
  std::vector<Decision> found;
  Database::Statement& rows = state_->database.statement(all_decisions);
  for (rows.start(); rows.next();) found.push_back(read_decision(rows));
  if (Status status = state_->database.status(); !status) return status.error();
  return found;
}

}  // namespace sitrep
