#pragma once

#include <string>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/note.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/names/names.h"
#include "sitrep/page/page.h"
#include "sitrep/scene/scene.h"
#include "sitrep/text/text.h"

/// claims: according to whom, to whom, in what words, how sure?
namespace sitrep {

enum class Form { direct, indirect, mixed };
template <>
inline constexpr auto words_of<Form> = vocabulary("direct", "indirect", "mixed");

enum class Polarity { positive, negative };
template <>
inline constexpr auto words_of<Polarity> = vocabulary("positive", "negative");

/// FactBank's CT, PR, PS, U: as the speaker gives it, not as we judge it.
enum class Certainty { certain, probable, possible, unknown };
template <>
inline constexpr auto words_of<Certainty> = vocabulary("certain", "probable", "possible",
                                                       "unknown");

/// Who speaks. Without a mention (all empty) the speaker is the outlet itself.
struct Speaker {
  Id<Entity> entity;
  Span span;  ///< the words that name the speaker here
  bool anonymous = false;
  Span reason;  ///< why unnamed: "was not authorized to speak to the media"
};

struct Claim {
  Speaker speaker;
  Id<Claim> told_by;  ///< the claim that relays this one; none(): the outlet tells it
  Id<Entity> addressee;
  Span cue;                   ///< "said", "according to"; empty for continued quotes
  std::vector<Span> content;  ///< rising; several where the cue interrupts
  Form form = Form::indirect;
  std::string act;  ///< say deny ask order promise threaten accuse believe fear decline_to_comment
                    ///< agree doubt ...
  Polarity polarity = Polarity::positive;
  Certainty certainty = Certainty::certain;
  Id<Time> time;  ///< when it was said
  Id<Block> block;
  std::string rule;
};

/// The factuality of one predicate, as its innermost speaker gives it.
struct Predicate {
  Span span;
  Id<Token> token;
  Polarity polarity = Polarity::positive;
  Certainty certainty = Certainty::certain;
};

/// The layer of this stage.
struct Claims {
  std::vector<Claim> claims;          ///< by block, then outermost first
  std::vector<Predicate> predicates;  ///< one a predicate outside furniture, rising
  std::vector<Note> notes;

  /// The innermost claim whose content holds this byte; none() where the outlet itself speaks. A
  /// binary search over what index_contents() made.
  Id<Claim> claim_at(std::uint32_t byte) const;

  /// Rebuilds what claim_at() searches; to be called once after the claims are set.
  void index_contents();

 private:
  struct Stretch {
    std::uint32_t begin;
    Id<Claim> claim;  ///< the innermost from `begin` to the next stretch
  };
  std::vector<Stretch> stretches_;
};

/// lexicon/claims: reporting words, speech acts, hedges, anonymity. Immutable.
class ClaimsModel;

Claims find_claims(const Page& page, const Text& text, const Names& names, const Scene& scene,
                   const ClaimsModel& model);

}  // namespace sitrep
