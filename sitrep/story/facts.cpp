#include "sitrep/story/facts.h"

#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

constexpr std::size_t word_length_min = 4;       // shorter ones are mostly function words
constexpr std::size_t words_of_page_max = 2000;  // a story is told in the first screens

/// Words that say that somebody failed or is at fault, as claims word it. Folded.
constexpr std::array<std::string_view, 12> fault_words = {
    "fail",  "failed", "failure", "failing", "fails",  "enough",
    "blame", "blamed", "refuse",  "refused", "unable", "unwilling"};

void add_words(std::string_view text, std::vector<std::string>& words) {
  const std::string folded = fold(text);
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= folded.size() && words.size() < words_of_page_max;) {
    const CodePoint found = decode(folded, at);
    if (found.length != 0 && (is_letter(found.value) || is_digit(found.value))) {
      at += found.length;
      continue;
    }
    if (at - begin >= word_length_min) words.push_back(folded.substr(begin, at - begin));
    at += std::max<std::uint32_t>(found.length, 1);
    begin = at;
  }
}

bool tells_the_story(BlockKind kind) {
  switch (kind) {
    case BlockKind::title:
    case BlockKind::paragraph:
    case BlockKind::quote:
    case BlockKind::caption:
    case BlockKind::fact_title:
    case BlockKind::fact_item:
    case BlockKind::list_item:
    case BlockKind::subheading:
      return true;
    default:
      return false;
  }
}

const Block* block_at(const Page& page, Span span) {
  const auto after = std::ranges::upper_bound(page.blocks, span.begin, {},
                                              [](const Block& block) { return block.span.begin; });
  return after == page.blocks.begin() ? nullptr : &*(after - 1);
}

bool in_comment(const Page& page, Span span) {
  const Block* block = block_at(page, span);
  return block != nullptr && block->kind == BlockKind::comment;
}

std::vector<EntityFact> entity_facts(const Document& document) {
  std::vector<EntityFact> facts;
  for (const Entity& entity : document.names.entities)
    facts.push_back(
        {entity.kind, entity.name, entity.country, entity.actor, entity.sectors, {}, true});
  for (const Mention& mention : document.names.mentions) {
    EntityFact& fact = facts[mention.entity.value];
    fact.mentions.push_back(mention.span);
    if (!in_comment(document.page, mention.span)) fact.in_comments_only = false;
  }
  return facts;
}

EventFact event_fact(const Document& document, const Event& event) {
  EventFact fact;
  fact.type = event.type;
  fact.mode = event.mode;
  fact.trigger = lower(document.page.at(event.trigger));
  fact.when = event.when.value;
  fact.source = event.source;
  fact.target = event.target;
  if (!event.where.place.none()) {
    fact.where = document.scene.places[event.where.place.value];
    fact.place = fact.where.name;
    fact.country = fact.where.country;
  }
  fact.status = event.status;
  fact.magnitude = event.magnitude;
  fact.claim = event.claim;
  fact.trigger_span = event.trigger;
  fact.span = event.span;
  const Block* block = block_at(document.page, event.trigger);
  fact.in_caption = block != nullptr && block->kind == BlockKind::caption;
  fact.in_comment = !told_by_reader(document.page, event).none();
  fact.confidence = event.confidence;
  return fact;
}

bool finds_fault(const Claim& claim, const std::vector<std::string>& words) {
  if (claim.act == "accuse" || claim.act == "deny" || claim.polarity == Polarity::negative)
    return true;
  return std::ranges::any_of(fault_words, [&](std::string_view fault) {
    return std::ranges::binary_search(words, fault);
  });
}

ClaimFact claim_fact(const Document& document, const Claim& claim) {
  ClaimFact fact;
  fact.speaker = claim.speaker.entity;
  fact.speaker_words = document.page.at(claim.speaker.span);
  fact.content = claim.content;
  fact.block = claim.block;
  fact.act = claim.act;
  fact.polarity = claim.polarity;
  for (const Span content : claim.content) {
    add_words(document.page.at(content), fact.words);
    fact.in_comment = fact.in_comment || in_comment(document.page, content);
    const auto& mentions = document.names.mentions;
    auto mention = std::ranges::lower_bound(mentions, content.begin, {},
                                            [](const Mention& m) { return m.span.begin; });
    for (; mention != mentions.end() && mention->span.begin < content.end; ++mention)
      if (std::ranges::find(fact.about, mention->entity) == fact.about.end())
        fact.about.push_back(mention->entity);
  }
  for (std::string& text : fact.words)
    if (text.back() == 's' && !text.ends_with("ss")) text.pop_back();
  std::ranges::sort(fact.words);
  fact.words.erase(std::unique(fact.words.begin(), fact.words.end()), fact.words.end());
  fact.adverse = finds_fault(claim, fact.words);
  return fact;
}

}  // namespace

PageFacts facts_of(const Document& document) {
  const Page& page = document.page;
  PageFacts facts;
  facts.page = page.id;
  facts.source = page.source;
  facts.outlet = !page.outlet.empty() ? page.outlet : page.site;
  facts.title = page.title;
  facts.published = page.published.value;
  facts.entities = entity_facts(document);
  for (const Event& event : document.events.events)
    facts.events.push_back(event_fact(document, event));
  for (const Claim& claim : document.claims.claims)
    facts.claims.push_back(claim_fact(document, claim));
  for (const Block& block : page.blocks)
    if (tells_the_story(block.kind) && block.copy_of.none())
      add_words(page.at(block.span), facts.words);
  facts.comments = static_cast<std::uint32_t>(page.comments.size());
  for (const Comment& comment : page.comments) {
    facts.comments_without_author += comment.author.empty();
    facts.comments_without_text += comment.body.empty();
  }
  return facts;
}

}  // namespace sitrep
