#pragma once

#include "sitrep/events/reading.h"

namespace sitrep::coding {

/// How a clause says what it says.
struct Modality {
  bool negated = false;
  bool future = false;       ///< will, is going to, is to; a purpose
  bool obligation = false;   ///< must, should, has to
  bool possible = false;     ///< may, could
  bool conditional = false;  ///< if, unless; would ... if
  bool ongoing = false;      ///< is doing; present of lasting acts
  bool present = false;      ///< finite, not past
  bool open = false;         ///< "how to ...", "until they ...": neither told nor denied
  bool infinitive = false;   ///< bare or with "to", without a finite verb of its own
};

/// The modality of a verb's clause: its auxiliaries, negation and mark, or those of the clause that
/// it shares them with (coordination, participles). O(children), at most tree_steps climbs.
Modality modality_of(const Reading& reading, Id<Token> verb);

/// The modality of the verb that governs a noun, with the noun's own "no".
Modality modality_of_noun(const Reading& reading, Id<Token> noun);

/// The status of an act of its own, without any operator.
EventStatus status_of(const Modality& modality);

}  // namespace sitrep::coding
