#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/claims/claims.h"
#include "sitrep/events/events.h"
#include "sitrep/names/names.h"
#include "sitrep/read/read.h"
#include "sitrep/scene/scene.h"
#include "sitrep/story/words.h"

namespace sitrep {

/// What linking needs to know of an entity of one page.
struct EntityFact {
  EntityKind kind = EntityKind::person;
  std::string name, country, actor;
  std::vector<std::string> sectors;
  std::vector<Span> mentions;
  bool in_comments_only = false;
  bool is_named = true;      ///< by a name, not by descriptions alone
  bool is_rejected = false;  ///< a person decided that it is no actor
};

/// Whether the sentence says that it was done on purpose.
enum class Intent { unsaid, mistake, purpose };

/// What linking needs to know of an event of one page.
struct EventFact {
  std::string type, mode, trigger, when;  ///< trigger: its words, lower case; when: EDTF or empty
  std::string quad;
  double goldstein = 0;
  std::vector<Id<Entity>> source, target;
  std::string place, country;  ///< name and alpha-3; empty where unknown
  Place where;                 ///< as resolved; meaningful where `place` is not empty
  EventStatus status = EventStatus::happened;
  Magnitude magnitude;
  std::vector<Term> words;  ///< of its sentence: sorted, each once
  Intent intent = Intent::unsaid;
  bool source_is_pronoun = false;  ///< "they closed the border": whoever they are
  Id<Claim> claim;
  Span trigger_span, span;
  bool in_caption = false;
  bool in_comment = false;   ///< a reader tells it: evidence of nothing
  bool is_rejected = false;  ///< a person decided that it is no event
  double confidence = 0;
};

/// What linking needs to know of a claim of one page.
struct ClaimFact {
  Id<Entity> speaker;             ///< none(): the outlet, or a speaker without an entity
  std::string speaker_words;      ///< empty: the outlet itself
  std::vector<Id<Entity>> about;  ///< entities mentioned in the content, in order
  std::vector<Term> words;        ///< of the content: sorted, each once
  std::vector<Span> content;
  Id<Block> block;
  std::string act;
  Polarity polarity = Polarity::positive;
  bool adverse =
      false;  ///< the content finds fault: an accusation, a denial, "failed to", "not enough"
  bool in_comment = false;
};

/// A word of a page and how much it counts there: 1 + log of how often, more where it is a name or
/// stands in the lead.
struct TermWeight {
  Term term = 0;
  float weight = 0;
};

/// One page, cut down to what links pages: about a twentieth of its Document.
struct PageFacts {
  std::string page, source, outlet, title, published;
  std::vector<EntityFact> entities;
  std::vector<EventFact> events;
  std::vector<ClaimFact> claims;
  std::vector<TermWeight> terms;        ///< of title and body, by term: for telling stories apart
  std::vector<std::uint32_t> shingles;  ///< a sample of runs of words, sorted: for finding copies
  std::uint32_t comments = 0, comments_without_author = 0, comments_without_text = 0;
};

/// Linear in the document. Needs no tokens: works on a document that came back from a store.
PageFacts facts_of(const Document& document);

}  // namespace sitrep
