#include "sitrep/report/material.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

/// Whether the words tell which one in the world speaks.
bool is_named(const Document& document, const Speaker& who) {
  if (who.anonymous || who.entity.none()) return false;
  const Entity& entity = document.names[who.entity];
  const bool is_anybody = entity.kind == EntityKind::anonymous || entity.kind == EntityKind::role ||
                          entity.kind == EntityKind::group;
  return !is_anybody || !entity.actor.empty();
}

std::vector<Voice> voices_of(const Document& document, Id<Claim> claim) {
  std::vector<Voice> voices;
  const std::vector<Claim>& claims = document.claims.claims;
  for (Id<Claim> at = claim; !at.none(); at = claims[at.value].told_by) {
    const Speaker& who = claims[at.value].speaker;
    if (who.entity.none() && who.span.empty()) continue;  // the outlet quotes itself
    voices.push_back({speaker_in_words(document, who), who.anonymous, is_named(document, who)});
  }
  std::ranges::reverse(voices);
  return voices;
}

BlockKind part_at(const Page& page, std::uint32_t byte) {
  const auto after = std::ranges::upper_bound(page.blocks, byte, {},
                                              [](const Block& block) { return block.span.begin; });
  return after == page.blocks.begin() ? BlockKind::paragraph : std::prev(after)->kind;
}

/// Acts whose content is what somebody wants or will do. How sure that is stands in the event's
/// status; what the words take for granted ("the clash that killed twelve") is not doubted by them.
bool wants_its_content(std::string_view act) {
  static constexpr std::array acts = {"ask",      "order",  "want",   "promise",
                                      "threaten", "plan",   "refuse", "agree",
                                      "support",  "oppose", "hope",   "regret"};
  return std::ranges::find(acts, act) != acts.end();
}

Telling tell(const Document& document, Id<Claim> claim, Span words) {
  Telling telling;
  telling.voices = voices_of(document, claim);
  telling.words = words;
  telling.part = part_at(document.page, words.begin);
  const std::vector<Claim>& claims = document.claims.claims;
  for (Id<Claim> at = claim; !at.none(); at = claims[at.value].told_by) {
    if (wants_its_content(claims[at.value].act)) continue;
    telling.certainty = std::max(telling.certainty, claims[at.value].certainty);
    if (claims[at.value].act == "deny" || claims[at.value].polarity == Polarity::negative)
      telling.denied = true;
  }
  return telling;
}

/// Sets the passage of each telling, each passage kept once.
void add_passages(const Document& document, std::vector<Telling*> tellings,
                  std::vector<Passage>& passages) {
  std::ranges::sort(tellings, {}, [](const Telling* telling) { return telling->words.begin; });
  for (Telling* telling : tellings) {
    const Span around = passage_around(document, telling->words);
    if (passages.empty() || passages.back().span.begin != around.begin)
      passages.push_back({around, std::string(document.page.at(around))});
    telling->passage = static_cast<std::uint32_t>(passages.size() - 1);
  }
}

CommentCounts count_comments(const Document& document) {
  const Page& page = document.page;
  CommentCounts counts;
  counts.comments = static_cast<std::uint32_t>(page.comments.size());
  std::set<std::string> authors;
  for (const Comment& comment : page.comments) {
    counts.without_author += comment.author.empty();
    counts.without_text += comment.body.empty();
    for (const std::string& problem : comment.problems) {
      counts.orphans += problem.find("parent") != std::string::npos;
      counts.numbering_gaps += problem.find("missing") != std::string::npos;
    }
    if (!comment.author.empty()) authors.insert(one_line(comment.author));
  }
  counts.authors.assign(authors.begin(), authors.end());
  std::map<Id<Entity>, std::set<std::uint32_t>> about;
  for (const Mention& mention : document.names.mentions) {
    if (part_at(page, mention.span.begin) != BlockKind::comment) continue;
    const auto after = std::ranges::upper_bound(
        page.blocks, mention.span.begin, {}, [](const Block& block) { return block.span.begin; });
    about[mention.entity].insert(std::prev(after)->comment.value);
  }
  for (const auto& [entity, comments] : about)
    counts.about.emplace_back(entity, static_cast<std::uint32_t>(comments.size()));
  return counts;
}

/// Of one page.
struct Gathered {
  PageMaterial material;
  std::vector<Assessment> assessments;
  std::vector<Telling> assessment_tellings;
};

Gathered gather_page(const Document& document, const RelationWords& words) {
  Gathered page;
  page.material.url = document.page.url;
  page.material.authors = document.page.authors;
  page.material.comments = count_comments(document);
  std::vector<Telling*> tellings;
  for (const Event& event : document.events.events) {
    Telling& telling = page.material.events.emplace_back(
        tell(document, event.claim, event.trigger.empty() ? event.span : event.trigger));
    telling.when_basis = event.when.basis;
    telling.where_basis = event.where.basis;
    telling.why = cause_in_words(document, event);
    if (const Id<Comment> comment = told_by_reader(document.page, event); !comment.none()) {
      const std::string& author = document.page.comments[comment.value].author;
      telling.reader = author.empty() ? "a reader without a name" : one_line(author);
    }
  }
  page.assessments = find_assessments(document, words);
  for (const Assessment& assessment : page.assessments)
    page.assessment_tellings.push_back(tell(document, assessment.claim, assessment.words));
  for (Telling& telling : page.material.events) tellings.push_back(&telling);
  for (Telling& telling : page.assessment_tellings) tellings.push_back(&telling);
  add_passages(document, std::move(tellings), page.material.passages);
  return page;
}

}  // namespace

Result<Material> gather(const Store& store, const RelationWords& words, const Tick& tick) {
  const auto total = store.size();
  if (!total) return total.error();
  std::vector<PageFacts> facts;
  std::unordered_map<std::string, Gathered> gathered;
  const Status read = store.each([&](const Document& document) -> Status {
    facts.push_back(facts_of(document));
    gathered.emplace(document.page.id, gather_page(document, words));
    return tick(facts.size(), *total);
  });
  if (!read) return read.error();
  Material material;
  const auto decisions = store.decisions();
  if (!decisions) return decisions.error();
  material.story = link_pages(std::move(facts), *decisions);
  for (std::uint32_t page = 0; page < material.story.pages.size(); ++page) {
    Gathered& own = gathered.at(material.story.pages[page].page);
    material.pages.push_back(std::move(own.material));
    for (std::size_t i = 0; i < own.assessments.size(); ++i) {
      material.assessments.push_back({page, own.assessments[i]});
      material.assessment_tellings.push_back(std::move(own.assessment_tellings[i]));
    }
  }
  return material;
}

Result<std::map<Asked, Quoted>> quote(const Store& store, const Story& story,
                                      const std::vector<Asked>& asked, const Tick& tick) {
  std::map<Asked, Quoted> quoted;
  for (const Asked& one : asked) quoted[one];
  std::optional<std::uint32_t> loaded;
  std::size_t done = 0;
  Result<Document> document = Document{};
  for (auto& [one, words] : quoted) {
    if (loaded != one.words.page) {
      document = store.load(story.pages[one.words.page].page);
      if (!document) return document.error();
      loaded = one.words.page;
    }
    const Id<Claim> claim =
        one.claim.none() ? document->claims.claim_at(one.words.span.begin) : one.claim;
    words.telling = tell(*document, claim, one.words.span);
    const Span around = passage_around(*document, one.words.span);
    words.passage = {around, std::string(document->page.at(around))};
    words.id = one.claim.none() ? id_of_passage(*document, one.words.span)
                                : id_of(document->page.id, Part::claim, one.claim.value);
    if (Status status = tick(++done, quoted.size()); !status) return status.error();
  }
  return quoted;
}

}  // namespace sitrep
