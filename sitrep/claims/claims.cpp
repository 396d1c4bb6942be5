#include "sitrep/claims/claims.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "sitrep/claims/direct.h"
#include "sitrep/claims/draft.h"
#include "sitrep/claims/factuality.h"
#include "sitrep/claims/quotations.h"
#include "sitrep/claims/speakers.h"

namespace sitrep {

namespace {

Span whole(const ClaimDraft& draft) {
  Span span = draft.cue_span;
  for (const Span piece : draft.content) span = cover(span, piece);
  return span;
}

bool holds(const std::vector<Span>& content, Span span) {
  return std::ranges::any_of(content, [&](Span piece) { return piece.contains(span); });
}

// "voiced fears that": the noun says more than the verb; "voiced support for": it does not.
// "declined to say": a refusal, no saying.
void drop_doubles(std::vector<ClaimDraft>& drafts) {
  std::unordered_set<std::uint32_t> nouns, objects;
  std::vector<Span> refusals;
  for (const ClaimDraft& draft : drafts) {
    if (draft.object.none() && !draft.cue.none() && !draft.nominal) nouns.insert(draft.cue.value);
    if (!draft.object.none()) objects.insert(draft.object.value);
    if (draft.refusal) refusals.push_back(draft.cue_span);
  }
  std::ranges::sort(refusals);
  std::unordered_set<std::uint32_t> seen;
  std::erase_if(drafts, [&](const ClaimDraft& draft) {
    if (draft.refusal) return false;
    if (!draft.cue.none() && !seen.insert(draft.cue.value).second) return true;
    if (!draft.object.none() && nouns.contains(draft.object.value)) return true;
    if (draft.nominal && !draft.cue.none() && objects.contains(draft.cue.value)) return true;
    const auto after = std::ranges::upper_bound(refusals, draft.cue_span.begin, {}, &Span::begin);
    return after != refusals.begin() && (after - 1)->overlaps(draft.cue_span) &&
           !draft.by_quotation;
  });
}

// "Kayani urged NATO to stop militants, according to the source": who stands aside speaks of what
// is around him, and is no part of it, however deep the parser hung him.
void leave_asides_out(const ClaimReading& reading, std::vector<ClaimDraft>& drafts) {
  std::ranges::stable_sort(drafts, {},
                           [](const ClaimDraft& draft) { return draft.cue_span.begin; });
  for (const ClaimDraft& outer : drafts) {
    if (outer.aside.empty() || outer.cue.none()) continue;
    const Span sentence = reading.sentence(outer.cue).span;
    auto inner = std::ranges::lower_bound(
        drafts, sentence.begin, {}, [](const ClaimDraft& draft) { return draft.cue_span.begin; });
    for (; inner != drafts.end() && inner->cue_span.begin < sentence.end; ++inner) {
      if (&*inner == &outer || outer.aside.contains(inner->cue_span)) continue;
      if (!holds(outer.content, inner->cue_span)) continue;
      inner->content = reading.without(inner->content, outer.aside);
    }
  }
}

// "declined to be named" is why somebody stays unnamed, and nothing that he says.
bool gives_reason(const ClaimDraft& draft, const std::vector<Reason>& reasons) {
  const auto after = std::ranges::upper_bound(
      reasons, draft.cue_span.begin, {}, [](const Reason& reason) { return reason.span.begin; });
  return after != reasons.begin() && (after - 1)->span.contains(draft.cue_span);
}

// Readers chat: kept is what they relay of somebody they name, in what they wrote themselves.
void drop_chat(const ClaimReading& reading, std::vector<ClaimDraft>& drafts) {
  std::erase_if(drafts, [&](const ClaimDraft& draft) {
    const Block& block = reading.page.blocks[draft.block.value];
    if (block.kind != BlockKind::comment) return false;
    if (draft.speaker.none() || reading[draft.speaker].tag == Tag::PRON) return true;
    const bool named = !reading.names.entity_of(draft.speaker).none();
    const bool own = block.comment.none() || holds(reading.page.comments[block.comment.value].body,
                                                   reading[draft.speaker].span);
    return !named || !own;
  });
}

// The claim that relays each one: the smallest whose content holds its cue, or its content where it
// has none. Looks back over a named number of contents: more do not nest in language.
void chain(std::vector<Claim>& claims) {
  constexpr std::size_t farthest = 48;
  struct Piece {
    Span span;
    std::uint32_t claim;
    std::uint32_t size;
  };
  std::vector<Piece> all;
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    std::uint32_t size = 0;
    for (const Span piece : claims[i].content) size += piece.size();
    for (const Span piece : claims[i].content) all.push_back({piece, i, size});
  }
  std::ranges::sort(all, {}, [](const Piece& piece) { return piece.span.begin; });
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    Claim& claim = claims[i];
    const Span sought = !claim.cue.empty()      ? claim.cue
                        : claim.content.empty() ? Span{}
                                                : claim.content.front();
    if (sought.empty()) continue;
    auto at = std::ranges::upper_bound(all, sought.begin, {},
                                       [](const Piece& piece) { return piece.span.begin; });
    std::uint32_t smallest = Id<Claim>::unset;
    for (std::size_t step = 0; at != all.begin() && step < farthest; ++step) {
      --at;
      if (at->claim == i || !at->span.contains(sought) || at->size >= smallest) continue;
      if (holds(claim.content, claims[at->claim].cue) && !claims[at->claim].cue.empty()) continue;
      smallest = at->size;
      claim.told_by = {at->claim};
    }
  }
}

std::string_view person_of(const ClaimReading& reading, Id<Token> speaker) {
  const bool pronoun = !speaker.none() && reading[speaker].tag == Tag::PRON;
  return pronoun ? reading.text.feature(speaker, "Person") : std::string_view();
}

// Drops what "you" are said to think, and what the outlet or a commenter says in the first person;
// what they relay is relayed by who relays them. "I" and "we" inside a claim are its speaker.
void settle_persons(const ClaimReading& reading, std::vector<ClaimDraft>& drafts,
                    std::vector<Claim>& claims) {
  std::vector<bool> dropped(claims.size());
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const std::string_view person = person_of(reading, drafts[i].speaker);
    dropped[i] = person == "2" || (person == "1" && claims[i].told_by.none());
  }
  std::vector<std::uint32_t> renumbered(claims.size(), Id<Claim>::unset);
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < claims.size(); ++i)
    if (!dropped[i]) renumbered[i] = kept++;
  constexpr int deepest = 8;  // told by, told by, ...: language goes no deeper
  for (std::size_t i = 0; i < claims.size(); ++i) {
    Id<Claim> teller = claims[i].told_by;
    for (int step = 0; step < deepest && !teller.none() && dropped[teller.value]; ++step)
      teller = claims[teller.value].told_by;
    const bool found = !teller.none() && !dropped[teller.value];
    if (found && claims[i].speaker.entity.none() && person_of(reading, drafts[i].speaker) == "1")
      claims[i].speaker.entity = claims[teller.value].speaker.entity;
    claims[i].told_by = found ? teller : Id<Claim>{};
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (dropped[i]) continue;
    const std::uint32_t to = renumbered[i];
    if (!claims[i].told_by.none()) claims[i].told_by = {renumbered[claims[i].told_by.value]};
    if (to == i) continue;
    claims[to] = std::move(claims[i]);
    drafts[to] = std::move(drafts[i]);
  }
  claims.resize(kept);
  drafts.resize(kept);
}

// "called for talks": what is asked for is not told as a fact, however likely it is.
bool asks(const ClaimDraft& draft) {
  return draft.nominal && draft.word && !draft.negated && draft.word->complement == 0;
}

// "denied the raid": no clause carries a value here, the cue gives it.
void hand_on(const std::vector<ClaimDraft>& drafts, std::vector<Sureness>& sureness) {
  for (const ClaimDraft& draft : drafts)
    if (draft.nominal && draft.word && !draft.head.none() && !asks(draft))
      sureness[draft.head.value] = draft.negated ? draft.word->negated : draft.word->complement;
}

std::vector<Claim> claims_of(const std::vector<ClaimDraft>& drafts,
                             const std::vector<Sureness>& sureness) {
  std::vector<Claim> claims(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    const ClaimDraft& draft = drafts[i];
    Claim& claim = claims[i];
    claim.cue = draft.cue_span;
    claim.content = draft.content;
    claim.form = draft.form;
    claim.act = draft.act;
    claim.block = draft.block;
    claim.rule = draft.rule;
    const Sureness value = draft.head.none() || asks(draft) ? 0 : sureness[draft.head.value];
    claim.polarity = draft.refusal ? Polarity::negative : polarity_of(value);
    claim.certainty = draft.refusal ? Certainty::unknown : certainty_of(value);
  }
  return claims;
}

}  // namespace

void Claims::index_contents() {
  struct Edge {
    std::uint32_t at;
    bool begins;
    Id<Claim> claim;
  };
  std::vector<Edge> edges;
  std::vector<std::uint32_t> depth(claims.size(), 0);
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    const Id<Claim> outer = claims[i].told_by;
    depth[i] = outer.none() || outer.value >= i ? 0 : depth[outer.value] + 1;
    for (const Span piece : claims[i].content) {
      edges.push_back({piece.begin, true, {i}});
      edges.push_back({piece.end, false, {i}});
    }
  }
  std::ranges::sort(edges, {}, [](const Edge& edge) {
    return std::tuple(edge.at, edge.begins, edge.claim.value);
  });
  stretches_.clear();
  std::vector<Id<Claim>> open;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    if (edge.begins)
      open.push_back(edge.claim);
    else
      open.erase(std::ranges::find(open, edge.claim));
    if (i + 1 < edges.size() && edges[i + 1].at == edge.at) continue;
    Id<Claim> innermost;
    for (const Id<Claim> claim : open)
      if (innermost.none() || depth[claim.value] >= depth[innermost.value]) innermost = claim;
    stretches_.push_back({edge.at, innermost});
  }
}

Id<Claim> Claims::claim_at(std::uint32_t byte) const {
  const auto after = std::ranges::upper_bound(stretches_, byte, {}, &Stretch::begin);
  return after == stretches_.begin() ? Id<Claim>{} : (after - 1)->claim;
}

Claims find_claims(const Page& page, const Text& text, const Names& names, const Scene& scene,
                   const ClaimsModel& model) {
  const ClaimReading reading(page, text, names, scene, model);
  std::vector<ClaimDraft> drafts;
  find_verb_cues(reading, drafts);
  find_noun_cues(reading, drafts);
  find_phrase_cues(reading, drafts);
  leave_asides_out(reading, drafts);
  drop_doubles(drafts);
  drop_chat(reading, drafts);
  const std::vector<Reason> reasons = find_reasons(reading);
  std::erase_if(drafts, [&](const ClaimDraft& draft) { return gives_reason(draft, reasons); });
  bind_quotations(reading, find_quotations(page), drafts);
  std::ranges::stable_sort(drafts, [](const ClaimDraft& a, const ClaimDraft& b) {
    const Span left = whole(a), right = whole(b);
    return std::tuple(a.block, left.begin, right.end) < std::tuple(b.block, right.begin, left.end);
  });
  std::vector<Sureness> sureness = find_sureness(reading);
  hand_on(drafts, sureness);
  Claims made;
  made.claims = claims_of(drafts, sureness);
  settle_speakers(reading, reasons, drafts, made.claims);
  chain(made.claims);
  settle_persons(reading, drafts, made.claims);
  made.predicates = predicates_of(reading, sureness);
  made.index_contents();
  return made;
}

}  // namespace sitrep
