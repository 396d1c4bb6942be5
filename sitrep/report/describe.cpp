#include "sitrep/report/describe.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

constexpr std::size_t digits_shown = 8;

/// Words that open a cause, as news gives it.
constexpr std::array<std::string_view, 9> causes = {
    " because ",         " in retaliation for ", " in response to ",     " in revenge for ",
    " in reprisal for ", " in protest at ",      " in protest against ", " as punishment for ",
    " due to "};

constexpr std::array letters = {
    std::pair{'n', Part::entity},   std::pair{'c', Part::claim},   std::pair{'e', Part::event},
    std::pair{'s', Part::sentence}, std::pair{'k', Part::comment},
};

/// A spokesman of many titles is not told with all of them.
constexpr std::size_t speaker_bytes_max = 100;

std::string speaker(const Document& document, const Claim& claim) {
  const std::string words = speaker_in_words(document, claim.speaker);
  return claim.speaker.anonymous ? words + " (unnamed)" : words;
}

/// The index of the sentence that holds a byte; nothing where none does. Sentences rise.
std::optional<std::uint32_t> sentence_at(const Document& document, std::uint32_t byte) {
  const std::vector<Sentence>& sentences = document.text.sentences;
  const auto after = std::ranges::upper_bound(
      sentences, byte, {}, [](const Sentence& sentence) { return sentence.span.begin; });
  if (after == sentences.begin() || !std::prev(after)->span.contains(byte)) return std::nullopt;
  return static_cast<std::uint32_t>(std::prev(after) - sentences.begin());
}

/// "the", "both": words that begin a phrase and lose their capital within a sentence.
bool is_determiner(std::string_view word) {
  static constexpr std::array words = {"a",    "an",  "the",   "both", "some", "several",
                                       "many", "its", "their", "his",  "her",  "our",
                                       "one",  "two", "three", "these"};
  return std::ranges::any_of(
      words, [&](std::string_view known) { return equal_ignoring_case(word, known); });
}

/// "a doctor at the hospital" for the name "doctor at the hospital", "the Kremlin": the first
/// mention that is the name behind such a word.
std::string with_determiner(const Document& document, Id<Entity> entity, const std::string& name) {
  for (const Mention& mention : document.names.mentions) {
    if (mention.entity != entity || mention.kind == MentionKind::pronoun) continue;
    std::string words = one_line(document.page.at(mention.span));
    if (words.size() > speaker_bytes_max || !words.ends_with(name)) continue;
    const std::string first = words.substr(0, words.find(' '));
    if (first.size() + 1 + name.size() != words.size() || !is_determiner(first)) continue;
    return lower(first) + words.substr(first.size());
  }
  return name;
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

std::string speaker_in_words(const Document& document, const Speaker& who) {
  if (who.entity.none()) {
    const std::string words = one_line(document.page.at(who.span));
    const std::string first = words.substr(0, words.find(' '));
    if (is_determiner(first)) return lower(first) + words.substr(first.size());
    return words.empty() ? outlet_of(document.page) : words;
  }
  return with_determiner(document, who.entity, actor(document, who.entity));
}

std::string cause_in_words(const Document& document, const Event& event) {
  const Span around = passage_around(document, event.trigger);
  const std::string_view after = document.page.at({event.trigger.end, around.end});
  for (const std::string_view cue : causes) {
    const std::size_t at = after.find(cue);
    if (at == std::string_view::npos) continue;
    // Another deed that stands between is what the cause belongs to.
    const auto begin = static_cast<std::uint32_t>(event.trigger.end + at);
    for (const Event& other : document.events.events)
      if (other.trigger.begin >= event.trigger.end && other.trigger.begin < begin) return {};
    const std::string_view words = after.substr(at + 1);
    return one_line(words.substr(0, words.find_first_of(",;.\"\n")));
  }
  return {};
}

std::string chain(const Document& document, Id<Claim> claim) {
  std::string words;
  for (Id<Claim> at = claim; !at.none(); at = document.claims.claims[at.value].told_by)
    words.insert(0, " > " + speaker(document, document.claims.claims[at.value]));
  return outlet_of(document.page) + words;
}

std::string chain_of_event(const Document& document, const Event& event) {
  const Id<Comment> comment = told_by_reader(document.page, event);
  std::string words = chain(document, event.claim);
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

Span passage_around(const Document& document, Span span) {
  if (const auto sentence = sentence_at(document, span.begin))
    return cover(document.text.sentences[*sentence].span, span);
  const std::string& text = document.page.text;
  const std::size_t before = span.begin == 0 ? std::string::npos : text.rfind('\n', span.begin - 1);
  const std::size_t after = text.find('\n', span.end);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = after == std::string::npos ? text.size() : after;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

std::string id_of_passage(const Document& document, Span span) {
  const auto sentence = sentence_at(document, span.begin);
  return sentence ? id_of(document.page.id, Part::sentence, *sentence)
                  : id_of(document.page.id, Part::page, 0);
}

std::string marked_sentence(const Document& document, Span span) {
  const Span around = passage_around(document, span);
  return marked_snippet(with_marks(document.page.at(around), around.begin, {span}));
}

std::string with_marks(std::string_view text, std::uint32_t text_begin, std::vector<Span> spans) {
  std::ranges::sort(spans);
  std::string marked;
  std::size_t at = 0;
  for (const Span span : spans) {
    const std::size_t begin = span.begin - std::min(span.begin, text_begin);
    const std::size_t end = span.end - std::min(span.end, text_begin);
    if (begin < at || end <= begin || end > text.size()) continue;
    marked.append(text.substr(at, begin - at)).push_back(mark_begin);
    marked.append(text.substr(begin, end - begin)).push_back(mark_end);
    at = end;
  }
  return marked.append(text.substr(at));
}

std::string payload_bytes(const Page& page, Span span) {
  if (span.empty()) return "no bytes of " + page.source;
  return fmt::format("payload bytes {} to {} of {}", payload_byte(page, span.begin),
                     payload_byte(page, span.end - 1) + 1, page.source);
}

}  // namespace sitrep
