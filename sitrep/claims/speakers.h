#pragma once

#include <vector>

#include "sitrep/claims/draft.h"

namespace sitrep {

/// Why a source is not named, and whose reason it is.
struct Reason {
  Span span;      ///< "who was not authorized to speak to the media"
  Id<Token> who;  ///< the head word of the one who stays unnamed; none() where only its sentence is
                  ///< known
  Id<Token> at;   ///< the word that gave the reason away
};

/// Every reason of the page, rising by span.
std::vector<Reason> find_reasons(const ClaimReading& reading);

/// Gives claims[i] the speaker, hearer and time of drafts[i]. A reason once given holds for every
/// claim of its entity on the page.
void settle_speakers(const ClaimReading& reading, const std::vector<Reason>& reasons,
                     const std::vector<ClaimDraft>& drafts, std::vector<Claim>& claims);

}  // namespace sitrep
