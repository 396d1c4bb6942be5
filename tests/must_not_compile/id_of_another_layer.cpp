// The id of a claim where the id of an entity is asked for.
#include "sitrep/claims/claims.h"

std::string name(const sitrep::Names& names, const sitrep::Claim& claim) {
#ifdef WRONG
  return names[claim.told_by].name;
#else
  return names[claim.speaker.entity].name;
#endif
}
