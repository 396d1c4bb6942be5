#pragma once

#include <string>
#include <vector>

#include "sitrep/claims/claims.h"
#include "sitrep/claims/reading.h"

namespace sitrep {

/// A claim before quotations, speakers and the chain are settled: what one cue gives.
struct ClaimDraft {
  Id<Token> cue;  ///< verb, noun or adjective; the first word of a phrase; none() without a cue
  Span cue_span;
  Id<Token> speaker;  ///< head word; none() where nobody is named
  Id<Token> hearer;
  std::vector<Span> content;
  Id<Token> head;    ///< the content's head word: its factuality is the claim's
  Id<Token> object;  ///< the noun that is the content of a verb with an object
  Span aside;        ///< cue and speaker where they stand in parentheses: no part of any content
  const ReportingWord* word = nullptr;
  std::string act;
  std::string rule;
  Id<Block> block;
  Form form = Form::indirect;
  bool nominal = false;       ///< the content is no clause: its word's value is the cue's to give
  bool negated = false;       ///< the cue is denied: did not say
  bool by_quotation = false;  ///< content comes from quotation marks
  bool refusal = false;       ///< no comment
};

/// Verbs: "said that", "urged NATO to", "complained about", "..., said Hodge", "what they say are".
void find_verb_cues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts);

/// Nouns and adjectives: "Pakistan's contention is that", "fears in Kabul of", "is confident that".
void find_noun_cues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts);

/// Phrases: "according to X", "in X's view", "did not comment on", and a name with a colon.
void find_phrase_cues(const ClaimReading& reading, std::vector<ClaimDraft>& drafts);

}  // namespace sitrep
