#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "sitrep/read/read.h"

namespace sitrep {

namespace {

/// Collects the first violation; everything after it is skipped.
class Inspector {
 public:
  explicit Inspector(const Document& document) : document_(document) {}

  std::optional<std::string> run() {
    page();
    text();
    names();
    scene();
    claims();
    events();
    return std::move(wrong_);
  }

 private:
  void require(bool holds, std::string_view layer, std::size_t index, std::string_view what) {
    if (!holds && !wrong_) wrong_ = fmt::format("{} {}: {}", layer, index, what);
  }

  bool is_boundary(std::uint32_t at) const {
    const std::string& text = document_.page.text;
    return at == text.size() || (at < text.size() && (text[at] & 0xC0) != 0x80);
  }

  /// A span that may be missing: begin <= end, inside the page, on character boundaries.
  void require_span(Span span, std::string_view layer, std::size_t index) {
    require(span.begin <= span.end && is_boundary(span.begin) && is_boundary(span.end), layer,
            index, fmt::format("span [{}, {}) is not in the page", span.begin, span.end));
  }

  template <class T>
  void require_id(Id<T> id, std::size_t size, std::string_view layer, std::size_t index) {
    require(id.none() || id.value < size, layer, index,
            fmt::format("id {} of a layer of {}", id.value, size));
  }

  template <class Items, class SpanOf>
  void require_rising(const Items& items, SpanOf span_of, std::string_view layer) {
    for (std::size_t i = 1; i < items.size(); ++i)
      require(span_of(items[i - 1]).end <= span_of(items[i]).begin, layer, i,
              "overlaps or precedes the one before");
  }

  Id<Comment> comment_at(std::uint32_t at) const {
    const std::vector<Block>& blocks = document_.page.blocks;
    const auto after = std::ranges::upper_bound(
        blocks, at, {}, [](const Block& block) { return block.span.begin; });
    return after == blocks.begin() ? Id<Comment>{} : std::prev(after)->comment;
  }

  void page() {
    const Page& page = document_.page;
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      const Block& block = page.blocks[i];
      require_span(block.span, "block", i);
      require_id(block.copy_of, i, "block", i);
      require_id(block.comment, page.comments.size(), "block", i);
    }
    require_rising(
        page.blocks, [](const Block& block) { return block.span; }, "block");
    for (std::size_t i = 0; i < page.comments.size(); ++i) {
      require_span(page.comments[i].span, "comment", i);
      require_id(page.comments[i].parent, page.comments.size(), "comment", i);
      for (const Span body : page.comments[i].body) require_span(body, "comment body", i);
    }
    for (std::size_t i = 0; i < page.source_map.size(); ++i) {
      const SourceRun run = page.source_map[i];
      require(std::size_t{run.text_begin} + run.length <= page.text.size(), "source run", i,
              "leaves the page");
    }
  }

  void text() {
    const Text& text = document_.text;
    for (std::size_t i = 0; i < text.sentences.size(); ++i) {
      const Sentence& sentence = text.sentences[i];
      require_span(sentence.span, "sentence", i);
      require_id(sentence.block, document_.page.blocks.size(), "sentence", i);
      require(text.tokens.empty() ||
                  (sentence.first <= sentence.end && sentence.end.value <= text.tokens.size()),
              "sentence", i, "has tokens outside the layer");
    }
    require_rising(
        text.sentences, [](const Sentence& s) { return s.span; }, "sentence");
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
      require_span(text.tokens[i].span, "token", i);
      require_id(text.tokens[i].head, text.tokens.size(), "token", i);
    }
    require_rising(
        text.tokens, [](const Token& token) { return token.span; }, "token");
  }

  void names() {
    const Names& names = document_.names;
    for (std::size_t i = 0; i < names.mentions.size(); ++i) {
      const Mention& mention = names.mentions[i];
      require_span(mention.span, "mention", i);
      require(!mention.span.empty(), "mention", i, "is empty");
      require(mention.entity.value < names.entities.size(), "mention", i, "has no entity");
      require(i == 0 || names.mentions[i - 1].span.begin <= mention.span.begin, "mention", i,
              "begins before the one before");
    }
    for (std::size_t i = 0; i < names.entities.size(); ++i)
      for (const Role& role : names.entities[i].roles) {
        require_span(role.span, "role of entity", i);
        require_id(role.of, names.entities.size(), "role of entity", i);
      }
  }

  void scene() {
    const Scene& scene = document_.scene;
    for (std::size_t i = 0; i < scene.places.size(); ++i)
      require_span(scene.places[i].span, "place", i);
    for (std::size_t i = 0; i < scene.times.size(); ++i) {
      require_span(scene.times[i].span, "time", i);
      require(!scene.times[i].value.empty(), "time", i, "has no value");
    }
  }

  void claims() {
    const std::vector<Claim>& claims = document_.claims.claims;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      const Claim& claim = claims[i];
      require_id(claim.speaker.entity, document_.names.entities.size(), "claim", i);
      require_id(claim.addressee, document_.names.entities.size(), "claim", i);
      require_id(claim.told_by, claims.size(), "claim", i);
      require_id(claim.time, document_.scene.times.size(), "claim", i);
      require_id(claim.block, document_.page.blocks.size(), "claim", i);
      for (const Span span : {claim.speaker.span, claim.speaker.reason, claim.cue})
        require_span(span, "claim", i);
      for (const Span span : claim.content) require_span(span, "claim content", i);
      chain_ends(i);
    }
  }

  /// A chain of told_by that runs in a circle would never reach the outlet.
  void chain_ends(std::size_t index) {
    const std::vector<Claim>& claims = document_.claims.claims;
    std::size_t steps = 0;
    for (Id<Claim> at = claims[index].told_by; !wrong_ && !at.none(); at = claims[at.value].told_by)
      require(++steps <= claims.size(), "claim", index, "is told by itself");
  }

  void events() {
    const std::vector<Event>& events = document_.events.events;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const Event& event = events[i];
      for (const std::vector<Id<Entity>>* actors : {&event.source, &event.target})
        for (const Id<Entity> actor : *actors)
          require(actor.value < document_.names.entities.size(), "event", i, "has no such actor");
      require_span(event.trigger, "event", i);
      require_span(event.span, "event", i);
      require_id(event.when.time, document_.scene.times.size(), "event", i);
      require_id(event.where.place, document_.scene.places.size(), "event", i);
      require_id(event.claim, document_.claims.claims.size(), "event", i);
      require_id(event.block, document_.page.blocks.size(), "event", i);
      require(event.confidence >= 0 && event.confidence <= 1, "event", i, "confidence");
      for (const Span mention : event.mentions)
        require(comment_at(mention.begin) == told_by_reader(document_.page, event), "event", i,
                "is told by the page and by a reader, or by two readers");
    }
  }

  const Document& document_;
  std::optional<std::string> wrong_;
};

}  // namespace

std::optional<std::string> check(const Document& document) { return Inspector(document).run(); }

}  // namespace sitrep
