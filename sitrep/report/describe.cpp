#include "sitrep/report/describe.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

constexpr std::size_t digits_shown = 8;

constexpr std::array letters = {
    std::pair{'n', Part::entity},   std::pair{'c', Part::claim},   std::pair{'e', Part::event},
    std::pair{'s', Part::sentence}, std::pair{'k', Part::comment},
};

std::string speaker(const Document& document, const Claim& claim) {
  const Speaker& who = claim.speaker;
  std::string words =
      who.entity.none() ? one_line(document.page.at(who.span)) : actor(document, who.entity);
  if (words.empty()) words = outlet_of(document.page);
  return who.anonymous ? words + " (unnamed)" : words;
}

/// The sentence that holds a span; the line where the span is in none.
Span surroundings(const Document& document, Span span) {
  for (const Sentence& sentence : document.text.sentences)
    if (sentence.span.contains(span.begin)) return cover(sentence.span, span);
  const std::string& text = document.page.text;
  const std::size_t before = span.begin == 0 ? std::string::npos : text.rfind('\n', span.begin - 1);
  const std::size_t after = text.find('\n', span.end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = after == std::string::npos ? text.size() : after;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// Where a byte of the text stands in the payload.
std::uint32_t payload_byte(const Page& page, std::uint32_t at) {
  const auto after = std::ranges::upper_bound(page.source_map, at, {}, &SourceRun::text_begin);
  if (after == page.source_map.begin()) return 0;
  const SourceRun& run = *std::prev(after);
  return run.source_begin + std::min(at - run.text_begin, run.length);
}

}  // namespace

std::string id_of(std::string_view page, Part part, std::uint32_t index) {
  const std::string_view digits = page.substr(0, digits_shown);
  for (const auto& [letter, named] : letters)
    if (named == part) return fmt::format("{}:{}{}", digits, letter, index);
  return std::string(digits);
}

PartId parse_id(std::string_view id) {
  const std::size_t colon = id.rfind(':');
  if (colon == std::string_view::npos || colon + 2 >= id.size()) return {std::string(id)};
  PartId parsed = {std::string(id.substr(0, colon))};
  const char* end = id.data() + id.size();
  const auto read = std::from_chars(id.data() + colon + 2, end, parsed.index);
  if (read.ec != std::errc() || read.ptr != end) return {std::string(id)};
  for (const auto& [letter, part] : letters) {
    if (letter != id[colon + 1]) continue;
    parsed.part = part;
    return parsed;
  }
  return {std::string(id)};  // a source whose name ends like an id
}

std::string outlet_of(const Page& page) {
  if (!page.outlet.empty()) return one_line(page.outlet);
  if (!page.site.empty()) return one_line(page.site);
  return "the outlet";
}

std::string actor(const Document& document, Id<Entity> entity) {
  const Entity& found = document.names[entity];
  if (!found.name.empty()) return one_line(found.name);
  for (const Mention& mention : document.names.mentions)
    if (mention.entity == entity) return one_line(document.page.at(mention.span));
  return std::string(word(found.kind));
}

std::string actors(const Document& document, const std::vector<Id<Entity>>& entities) {
  std::string words;
  for (const Id<Entity> entity : entities)
    words += (words.empty() ? "" : " and ") + actor(document, entity);
  return words.empty() ? "?" : words;
}

std::string chain(const Document& document, Id<Claim> claim) {
  std::string words;
  for (Id<Claim> at = claim; !at.none(); at = document.claims.claims[at.value].told_by)
    words.insert(0, " > " + speaker(document, document.claims.claims[at.value]));
  return outlet_of(document.page) + words;
}

std::string chain_of_event(const Document& document, const Event& event) {
  const Id<Comment> comment = told_by_reader(document.page, event);
  const std::string words = chain(document, event.claim);
  if (comment.none()) return words;
  const std::string& author = document.page.comments[comment.value].author;
  const std::string outlet = outlet_of(document.page);
  return fmt::format("a reader ({}) under {}{}", author.empty() ? "no name" : one_line(author),
                     outlet, words.substr(outlet.size()));
}

std::string content(const Document& document, const Claim& claim) {
  std::string words;
  for (const Span part : claim.content)
    words += (words.empty() ? "" : " ... ") + one_line(document.page.at(part));
  return words;
}

std::string line(const Document& document, const Event& event) {
  std::string words = event.type;
  if (!event.mode.empty()) words += " " + event.mode;
  words += ": " + actors(document, event.source) + " > " + actors(document, event.target);
  words += event.when.value.empty() ? ", day unknown" : ", " + event.when.value;
  if (!event.where.place.none())
    words += ", " + one_line(document.scene.places[event.where.place.value].name);
  const auto add_number = [&](const std::optional<double>& number, const char* what) {
    if (number) words += fmt::format(", {} {}", *number, what);
  };
  add_number(event.magnitude.killed, "killed");
  add_number(event.magnitude.wounded, "wounded");
  std::string status(word(event.status));
  std::ranges::replace(status, '_', ' ');
  return words + ", " + status;
}

std::string line(const Document& document, const Claim& claim) {
  std::string act = claim.act.empty() ? "say" : claim.act;
  std::ranges::replace(act, '_', ' ');
  std::string words = speaker(document, claim) + ": " + act;
  if (!claim.addressee.none()) words += " to " + actor(document, claim.addressee);
  if (claim.polarity == Polarity::negative) words += ", negative";
  if (claim.certainty != Certainty::certain) words += fmt::format(", {}", word(claim.certainty));
  return words + fmt::format(" ({}): {}", word(claim.form), content(document, claim));
}

std::string marked_sentence(const Document& document, Span span) {
  const Span around = surroundings(document, span);
  const Page& page = document.page;
  if (span.empty()) return one_line(page.at(around));
  std::string snippet(page.at({around.begin, span.begin}));
  snippet.append("\x02").append(page.at(span)).append("\x03");
  return marked_snippet(snippet.append(page.at({span.end, around.end})));
}

std::string payload_bytes(const Page& page, Span span) {
  if (span.empty()) return "no bytes of " + page.source;
  return fmt::format("payload bytes {} to {} of {}", payload_byte(page, span.begin),
                     payload_byte(page, span.end - 1) + 1, page.source);
}

}  // namespace sitrep
