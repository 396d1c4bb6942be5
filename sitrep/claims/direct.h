#pragma once

#include <vector>

#include "sitrep/claims/draft.h"
#include "sitrep/claims/quotations.h"

namespace sitrep {

/// Gives each quotation that speaks to a draft: the contents of drafts grow to the marks, a verb
/// beside a quotation becomes its cue where the tree did not say so, quotations without a cue go on
/// with who spoke before. Settles the form of every draft.
void bind_quotations(const ClaimReading& reading, const std::vector<Quotation>& quotations,
                     std::vector<ClaimDraft>& drafts);

}  // namespace sitrep
