#pragma once

#include <map>
#include <string>
#include <vector>

#include "sitrep/report/html_parts.h"
#include "sitrep/report/situation.h"
#include "sitrep/report/writer.h"
#include "sitrep/store/store.h"

namespace sitrep {

/// The pages that a report leads to, with the words that it leads to.
class CitedPages {
 public:
  /// The address of words of a page within the file, noted down for write(): "p12-40-47".
  std::string cite(std::uint32_t page, Span words);

  /// Each cited page with its words marked, one in memory at a time. Errors: those of the store,
  /// of `tick` and of the writer.
  Status write(const Store& store, const Story& story, const Tick& tick, Writer& out) const;

 private:
  std::map<std::uint32_t, std::vector<Span>> words_;  // by page
};

}  // namespace sitrep
