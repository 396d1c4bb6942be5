#pragma once

#include "sitrep/report/situation.h"
#include "sitrep/report/writer.h"

/// text: the report for a terminal.
namespace sitrep {

/// The situation, or of `--event` its dossier, in lines of `columns` at most. Rows that name nobody
/// are counted unless `all`.
Status write_text(const Account& told, std::size_t columns, bool all, const Sink& sink);

}  // namespace sitrep
