#include "sitrep/story/facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

constexpr std::size_t words_of_page_max = 2000;  // a story is told in the first screens
constexpr std::size_t lead_words = 60;           // title and first sentences say what it is about
constexpr double name_weight = 2, lead_weight = 2;
constexpr std::size_t shingle_words = 5;
constexpr std::uint32_t sample_of = 4;  // a shingle in four is kept
constexpr std::size_t sentence_words_max = 64;

/// Stems that say that somebody failed or is at fault, as claims word it.
constexpr std::array<std::string_view, 7> fault_stems = {"fail",  "failure", "enough",   "blam",
                                                         "refus", "unabl",   "unwilling"};
constexpr std::array<std::string_view, 7> mistake_stems = {
    "mistakenly",    "mistak",        "accidentally",   "accidental",
    "inadvertently", "unintentional", "unintentionally"};
constexpr std::array<std::string_view, 6> purpose_stems = {
    "deliberately", "deliberat", "intentionally", "intentional", "purposely", "knowingly"};

bool has_one_of(const std::vector<Term>& words, std::span<const std::string_view> stems) {
  return std::ranges::any_of(
      stems, [&](std::string_view one) { return std::ranges::binary_search(words, term_of(one)); });
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
        {entity.kind, entity.name, entity.country, entity.actor, entity.sectors, {}, true, false});
  for (const Mention& mention : document.names.mentions) {
    EntityFact& fact = facts[mention.entity.value];
    fact.mentions.push_back(mention.span);
    fact.is_named = fact.is_named || mention.kind == MentionKind::name;
    if (!in_comment(document.page, mention.span)) fact.in_comments_only = false;
  }
  return facts;
}

std::vector<Term> words_of_sentence(const Document& document, Span span) {
  const std::vector<Sentence>& sentences = document.text.sentences;
  const auto after = std::ranges::upper_bound(
      sentences, span.begin, {}, [](const Sentence& sentence) { return sentence.span.begin; });
  if (after == sentences.begin()) return {};
  std::vector<Term> words = terms_of(document.page.at(std::prev(after)->span));
  if (words.size() > sentence_words_max) words.resize(sentence_words_max);
  return words;
}

/// Whether the page names an actor within a span by a pronoun alone.
bool is_pronoun(const Document& document, const std::vector<Id<Entity>>& actors, Span span) {
  bool pronoun = false;
  const std::vector<Mention>& mentions = document.names.mentions;
  auto mention = std::ranges::lower_bound(mentions, span.begin, {},
                                          [](const Mention& one) { return one.span.begin; });
  for (; mention != mentions.end() && mention->span.begin < span.end; ++mention) {
    if (std::ranges::find(actors, mention->entity) == actors.end()) continue;
    if (mention->kind != MentionKind::pronoun) return false;
    pronoun = true;
  }
  return pronoun;
}

EventFact event_fact(const Document& document, const Event& event) {
  EventFact fact;
  fact.type = event.type;
  fact.mode = event.mode;
  fact.quad = event.quad;
  fact.goldstein = event.goldstein;
  fact.trigger = lower(document.page.at(event.trigger));
  fact.when = event.when.value;
  fact.source = event.source;
  fact.target = event.target;
  if (!event.where.place.none()) {
    fact.where = document.scene.places[event.where.place.value];
    fact.where.basis = {};  // of no use to linking
    fact.place = fact.where.name;
    fact.country = fact.where.country;
  }
  fact.status = event.status;
  fact.magnitude = event.magnitude;
  fact.words = words_of_sentence(document, event.trigger);
  if (has_one_of(fact.words, mistake_stems)) fact.intent = Intent::mistake;
  if (has_one_of(fact.words, purpose_stems)) fact.intent = Intent::purpose;
  fact.source_is_pronoun = is_pronoun(document, event.source, event.span);
  fact.claim = event.claim;
  fact.trigger_span = event.trigger;
  fact.span = event.span;
  const Block* block = block_at(document.page, event.trigger);
  fact.in_caption = block != nullptr && block->kind == BlockKind::caption;
  fact.in_comment = !told_by_reader(document.page, event).none();
  fact.confidence = event.confidence;
  return fact;
}

bool finds_fault(const Claim& claim, const std::vector<Term>& words) {
  return claim.act == "accuse" || claim.act == "deny" || claim.polarity == Polarity::negative ||
         has_one_of(words, fault_stems);
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
    const std::vector<Term> words = terms_of(document.page.at(content));
    fact.words.insert(fact.words.end(), words.begin(), words.end());
    fact.in_comment = fact.in_comment || in_comment(document.page, content);
    const auto& mentions = document.names.mentions;
    auto mention = std::ranges::lower_bound(mentions, content.begin, {},
                                            [](const Mention& m) { return m.span.begin; });
    for (; mention != mentions.end() && mention->span.begin < content.end; ++mention)
      if (std::ranges::find(fact.about, mention->entity) == fact.about.end())
        fact.about.push_back(mention->entity);
  }
  std::ranges::sort(fact.words);
  fact.words.erase(std::unique(fact.words.begin(), fact.words.end()), fact.words.end());
  fact.adverse = finds_fault(claim, fact.words);
  return fact;
}

void add_words(const Page& page, PageFacts& facts) {
  std::map<Term, double> counts;
  std::vector<Term> run;
  std::uint32_t words = 0;
  for (const Block& block : page.blocks) {
    if (!tells_the_story(block.kind) || !block.copy_of.none()) continue;
    for (const Word& word : words_of_text(page.at(block.span))) {
      if (++words > words_of_page_max) break;
      run.push_back(word.term);
      if (!word.is_function)
        counts[word.term] +=
            (word.is_name ? name_weight : 1) * (words <= lead_words ? lead_weight : 1);
    }
  }
  for (const auto& [term, count] : counts)
    facts.terms.push_back({term, static_cast<float>(1 + std::log(count))});
  for (std::size_t i = 0; i + shingle_words <= run.size(); ++i) {
    std::uint32_t hash = 0;
    for (std::size_t k = 0; k < shingle_words; ++k) hash = (hash ^ run[i + k]) * 16777619u;
    if ((hash >> 16) % sample_of == 0) facts.shingles.push_back(hash);
  }
  std::ranges::sort(facts.shingles);
  facts.shingles.erase(std::unique(facts.shingles.begin(), facts.shingles.end()),
                       facts.shingles.end());
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
  add_words(page, facts);
  facts.comments = static_cast<std::uint32_t>(page.comments.size());
  for (const Comment& comment : page.comments) {
    facts.comments_without_author += comment.author.empty();
    facts.comments_without_text += comment.body.empty();
  }
  return facts;
}

}  // namespace sitrep
