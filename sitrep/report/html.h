#pragma once

#include "sitrep/report/situation.h"
#include "sitrep/report/writer.h"
#include "sitrep/store/store.h"

/// html: the report as one file that needs nothing else. Its policy lets no script run but its own;
/// without scripts all is there but the filters.
namespace sitrep {

/// Every row opens its sentences, and each of these its page, which is loaded again from the store,
/// one at a time. Errors: those of the store, of `tick` (called after each page) and of the sink.
Status write_html(const Account& told, const Store& store, const Tick& tick, const Sink& sink);

}  // namespace sitrep
