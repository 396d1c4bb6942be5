#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/cli/summary.h"
#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

std::size_t size_of(const Document& document, Part part) {
  switch (part) {
    case Part::page:
      return 1;
    case Part::entity:
      return document.names.entities.size();
    case Part::claim:
      return document.claims.claims.size();
    case Part::event:
      return document.events.events.size();
    case Part::sentence:
      return document.text.sentences.size();
    case Part::comment:
      break;
  }
  return document.page.comments.size();
}

/// Prints one record, and its reasons too where they are asked for.
class Printer {
 public:
  Printer(const Document& document, bool with_reasons)
      : document_(document), page_(document.page), with_reasons_(with_reasons) {}

  std::string print(Part part, std::uint32_t index) {
    switch (part) {
      case Part::page:
        page();
        break;
      case Part::entity:
        entity({index});
        break;
      case Part::claim:
        claim({index});
        break;
      case Part::event:
        event({index});
        break;
      case Part::sentence:
        evidence(document_.text.sentences[index].span);
        break;
      case Part::comment:
        comment({index});
        break;
    }
    if (with_reasons_) origin();
    return std::move(text_);
  }

 private:
  void add(std::string_view label, std::string_view value) {
    if (!value.empty()) text_ += fmt::format("{:<14}{}\n", label, value);
  }
  std::string id(Part part, std::uint32_t index) const { return id_of(page_.id, part, index); }

  /// The sentence with the words marked, and where they stand.
  void evidence(Span span) {
    if (span.empty()) return;
    add("", marked_sentence(document_, span));
    if (with_reasons_) add("", fmt::format("  {}", payload_bytes(page_, span)));
  }

  void page() {
    text_ += summary(document_);
    for (std::uint32_t i = 0; i < document_.names.entities.size(); ++i)
      text_ += fmt::format("  {}  {} ({})\n", id(Part::entity, i), actor(document_, {i}),
                           word(document_.names.entities[i].kind));
    for (std::uint32_t i = 0; i < document_.claims.claims.size(); ++i)
      text_ += fmt::format("  {}  {}\n", id(Part::claim, i),
                           line(document_, document_.claims.claims[i]));
    for (std::uint32_t i = 0; i < page_.comments.size(); ++i)
      text_ += fmt::format("  {}  {}: {}\n", id(Part::comment, i), comment_author({i}),
                           comment_text({i}));
    for (const std::vector<Note>* notes :
         {&page_.notes, &document_.text.notes, &document_.names.notes, &document_.scene.notes,
          &document_.claims.notes, &document_.events.notes})
      for (const Note& note : *notes)
        text_ += fmt::format("  {} of {}: {}\n", word(note.level), word(note.stage),
                             one_line(note.message));
  }

  void entity(Id<Entity> entity) {
    const Entity& found = document_.names[entity];
    add("actor", fmt::format("{} ({})", actor(document_, entity), word(found.kind)));
    add("country", found.country);
    add("sectors", fmt::format("{}", fmt::join(found.sectors, " ")));
    add("lexicon", found.actor);
    for (const Role& role : found.roles) {
      const std::string of = role.of.none() ? "?" : actor(document_, role.of);
      add("role", fmt::format("{} of {}", one_line(role.title), of));
      evidence(role.span);
    }
    if (with_reasons_) add("because", found.rule);
    for (const Mention& mention : document_.names.mentions) {
      if (mention.entity != entity) continue;
      add(word(mention.kind), one_line(page_.at(mention.span)));
      evidence(mention.span);
    }
  }

  /// From the outlet to `claim`, each with the words that carry it.
  void chain_of(Id<Claim> claim) {
    add("says", chain(document_, claim));
    if (!with_reasons_) return;
    for (Id<Claim> at = claim; !at.none(); at = document_.claims.claims[at.value].told_by) {
      const Claim& found = document_.claims.claims[at.value];
      add(fmt::format("  {}", id(Part::claim, at.value)), line(document_, found));
      evidence(found.cue.empty() ? found.speaker.span : found.cue);
      add("  because", found.rule);
      if (!found.speaker.reason.empty()) add("  unnamed", one_line(page_.at(found.speaker.reason)));
    }
  }

  void claim(Id<Claim> claim) {
    const Claim& found = document_.claims.claims[claim.value];
    add("claim", line(document_, found));
    chain_of(claim);
    if (!found.speaker.reason.empty()) add("unnamed", one_line(page_.at(found.speaker.reason)));
    if (!found.time.none()) time(found.time);
    for (const Span part : found.content) evidence(part);
  }

  void event(Id<Event> event) {
    const Event& found = document_.events.events[event.value];
    add("event", line(document_, found));
    add("codes", fmt::format("{} {} {} {} ({:+.1f})", found.type, found.mode, found.cameo,
                             found.quad, found.goldstein));
    add("contexts", fmt::format("{}", fmt::join(found.contexts, " ")));
    add("confidence", fmt::format("{:.2f}", found.confidence));
    evidence(found.trigger.empty() ? found.span : found.trigger);
    if (with_reasons_) add("because", found.rule);
    if (!found.mentions.empty()) add("told again", "in these words");
    for (const Span again : found.mentions) evidence(again);
    if (!told_by_reader(document_.page, found).none())
      add("told by", chain_of_event(document_, found));
    chain_of(found.claim);
    if (!found.when.value.empty()) add("when", found.when.value + because(found.when.basis));
    if (!found.when.time.none()) time(found.when.time);
    if (found.where.place.none()) return;
    const Place& place = document_.scene.places[found.where.place.value];
    add("where", one_line(place.name) + because(found.where.basis));
    evidence(place.span);
    if (with_reasons_) add("  resolved", place.basis);
  }

  static std::string because(const std::string& basis) {
    return basis.empty() ? "" : fmt::format(", {}", one_line(basis));
  }

  void time(Id<Time> time) {
    const Time& found = document_.scene.times[time.value];
    add("time", found.value + because(found.basis));
    evidence(found.span);
  }

  void comment(Id<Comment> comment) {
    const Comment& found = page_.comments[comment.value];
    add("comment", "by a reader: evidence of nothing but itself");
    add("author", comment_author(comment));
    add("time", found.time.empty() ? "unknown" : found.time);
    if (!found.parent.none()) add("answers", id(Part::comment, found.parent.value));
    for (const std::string& problem : found.problems) add("problem", problem);
    add("", comment_text(comment));
    if (with_reasons_) add("", fmt::format("  {}", payload_bytes(page_, found.span)));
  }

  std::string comment_author(Id<Comment> comment) const {
    const std::string& author = page_.comments[comment.value].author;
    return author.empty() ? "(no author)" : one_line(author);
  }
  std::string comment_text(Id<Comment> comment) const {
    std::string words;
    for (const Span part : page_.comments[comment.value].body)
      words += (words.empty() ? "" : " ") + one_line(page_.at(part));
    return words.empty() ? "(no text)" : words;
  }

  void origin() {
    add("page", fmt::format("{} of {}", id(Part::page, 0), one_line(page_.source)));
    add("", one_line(page_.url));
    if (!page_.published.value.empty())
      add("published", page_.published.value + because(page_.published.basis));
    const MadeBy& made_by = document_.made_by;
    add("made by", fmt::format("engine {}, model {:.8}, lexicon {:.8}", made_by.engine,
                               made_by.model, made_by.lexicon));
  }

  const Document& document_;
  const Page& page_;
  const bool with_reasons_;
  std::string text_;
};

/// The record's own object of a part, with the page and the sentence.
std::string in_json(const Document& document, const PartId& part) {
  using Json = nlohmann::ordered_json;
  if (part.part == Part::page) return to_json(document, {true, false, false}) + "\n";
  const Json record = Json::parse(to_json(document, {true, false, false}));
  Json printed = {{"id", id_of(document.page.id, part.part, part.index)},
                  {"page", document.page.id},
                  {"source", document.page.source}};
  const auto copy = [&](const char* name, const Json& list) { printed[name] = list[part.index]; };
  if (part.part == Part::entity) copy("entity", record["entities"]);
  if (part.part == Part::claim) copy("claim", record["claims"]);
  if (part.part == Part::event) copy("event", record["events"]);
  if (part.part == Part::sentence) copy("sentence", record["sentences"]);
  if (part.part == Part::comment) copy("comment", record["page"]["comments"]);
  return printed.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

ExitCode print_part(const ShowOptions& options, bool with_reasons) {
  const auto store = Store::open(options.store, Store::Access::read);
  if (!store) return fail_of_store(store.error());
  const PartId part = parse_id(options.id);
  const auto page = store->find(part.page);
  if (!page) return fail_of_id(page.error(), options.id);
  const auto document = store->load(*page);
  if (!document) return fail_of_store(document.error());
  if (part.index >= size_of(*document, part.part))
    return fail_of_store({ErrorKind::not_found, options.id, "no such record on this page"});
  Output output;
  output << (options.json ? in_json(*document, part)
                          : Printer(*document, with_reasons).print(part.part, part.index));
  const Status status = output.finish();
  return status ? ExitCode::ok : fail(status.error());
}

}  // namespace

ExitCode show_command(const ShowOptions& options) { return print_part(options, false); }
ExitCode explain_command(const ShowOptions& options) { return print_part(options, true); }

}  // namespace sitrep
