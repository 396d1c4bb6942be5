#include <array>
#include <string>

#include "sitrep/store/state.h"

namespace sitrep {

namespace {

struct NamedQuery {
  std::string_view table;
  const char* rows;
};

constexpr std::array exported = {
    NamedQuery{"event_list", "SELECT * FROM event_list ORDER BY page_id, event"},
    NamedQuery{"claim_list", "SELECT * FROM claim_list ORDER BY page_id, claim"},
    NamedQuery{"pages", "SELECT * FROM pages ORDER BY key"},
    NamedQuery{"blocks", "SELECT * FROM blocks ORDER BY page, id"},
    NamedQuery{"comments", "SELECT * FROM comments ORDER BY page, id"},
    NamedQuery{"sentences", "SELECT * FROM sentences ORDER BY page, id"},
    NamedQuery{"entities", "SELECT * FROM entities ORDER BY page, id"},
    NamedQuery{"mentions", "SELECT * FROM mentions ORDER BY page, id"},
    NamedQuery{"roles", "SELECT * FROM roles ORDER BY page, entity, id"},
    NamedQuery{"places", "SELECT * FROM places ORDER BY page, id"},
    NamedQuery{"times", "SELECT * FROM times ORDER BY page, id"},
    NamedQuery{"claims", "SELECT * FROM claims ORDER BY page, id"},
    NamedQuery{"claim_content", "SELECT * FROM claim_content ORDER BY page, claim, id"},
    NamedQuery{"events", "SELECT * FROM events ORDER BY page, id"},
    NamedQuery{"event_actors", "SELECT * FROM event_actors ORDER BY page, event, part, id"},
    NamedQuery{"notes", "SELECT * FROM notes ORDER BY page, id"},
    NamedQuery{"decisions", "SELECT * FROM decisions ORDER BY id"},
    NamedQuery{"imports", "SELECT * FROM imports ORDER BY key"},
    NamedQuery{"makers", "SELECT * FROM makers ORDER BY key"},
    NamedQuery{"meta", "SELECT * FROM meta ORDER BY key"},
};

}  // namespace

std::vector<std::string> Store::tables() {
  std::vector<std::string> names;
  for (const NamedQuery& query : exported) names.emplace_back(query.table);
  return names;
}

Status Store::export_table(std::string_view table,
                           const std::function<Status(const Cells&)>& row) const {
  Database& database = state_->database;
  for (const NamedQuery& query : exported) {
    if (query.table != table) continue;
    Database::Statement& rows = database.statement(query.rows);
    rows.start();
    Cells cells;
    for (const std::string& column : rows.columns()) cells.emplace_back(column);
    Status status = database.ok() ? row(cells) : database.status();
    while (status && rows.next()) {
      for (std::optional<std::string>& cell : cells) cell = rows.optional_text();
      status = row(cells);
    }
    return status ? database.status() : status;
  }
  return Error{ErrorKind::not_found, std::string(table), "no such table"};
}

}  // namespace sitrep
