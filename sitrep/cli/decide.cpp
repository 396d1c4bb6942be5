#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

std::string user_name() {
  if (const char* name = std::getenv("USER"); name != nullptr && *name != 0) return name;
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr ? user->pw_name : fmt::format("user {}", ::getuid());
}

struct Named {
  Anchor anchor;
  std::string words;
};

Result<Named> name_record(const Store& store, const std::string& id) {
  const PartId part = parse_id(id);
  const auto page = store.find(part.page);
  if (!page) return page.error();
  if (part.part != Part::entity && part.part != Part::event)
    return Error{ErrorKind::invalid, id,
                 "is no actor and no event: give an id like 7e571c5d:n3 or 7e571c5d:e0"};
  const auto document = store.load(*page);
  if (!document) return document.error();
  Named named;
  named.anchor.page = document->page.id;
  if (part.part == Part::event) {
    if (part.index >= document->events.events.size())
      return Error{ErrorKind::not_found, id, "no such event on this page"};
    named.anchor.part = DecidedPart::event;
    named.anchor.span = document->events.events[part.index].trigger;
  } else {
    if (part.index >= document->names.entities.size())
      return Error{ErrorKind::not_found, id, "no such actor on this page"};
    // The plainest mention: a name where there is one, the shortest of them.
    MentionKind best = MentionKind::pronoun;
    for (const Mention& mention : document->names.mentions) {
      if (mention.entity.value != part.index) continue;
      const Span known = named.anchor.span;
      const bool plainer =
          mention.kind < best ||
          (mention.kind == best && mention.span.end - mention.span.begin < known.end - known.begin);
      if (!known.empty() && !plainer) continue;
      best = mention.kind;
      named.anchor.span = mention.span;
    }
  }
  if (named.anchor.span.empty())
    return Error{ErrorKind::invalid, id, "has no words on its page to hold a decision"};
  named.words = one_line(document->page.at(named.anchor.span));
  return named;
}

/// What the command line decides, with its records found.
Result<Decision> made(const Store& store, const DecideOptions& options) {
  Decision decision;
  decision.kind = options.kind;
  decision.why = options.why;
  decision.by = options.by.empty() ? user_name() : options.by;
  decision.undoes = options.undoes;
  if (options.kind == DecisionKind::undo) return decision;
  const auto first = name_record(store, options.first);
  if (!first) return first.error();
  decision.first = first->anchor;
  decision.words = first->words;
  if (!options.second.empty()) {
    const auto second = name_record(store, options.second);
    if (!second) return second.error();
    if (second->anchor.part != first->anchor.part)
      return Error{ErrorKind::invalid, options.first + " " + options.second,
                   "are an actor and an event: give two of a kind"};
    if (options.first == options.second)
      return Error{ErrorKind::invalid, options.first, "is one record: give two"};
    decision.second = second->anchor;
    decision.second_words = second->words;
  }
  if (options.kind == DecisionKind::correct) {
    const std::size_t equals = options.correction.find('=');
    if (equals == std::string::npos)
      return Error{ErrorKind::invalid, options.correction, "is no FIELD=VALUE"};
    decision.field = options.correction.substr(0, equals);
    decision.value = options.correction.substr(equals + 1);
    if (Status checked = check_correction(decision.first.part, decision.field, decision.value);
        !checked)
      return checked.error();
  }
  return decision;
}

std::string line(const Decision& decision) {
  std::string words =
      fmt::format("{:>4}  {}  {:<7}", decision.id, decision.at, word(decision.kind));
  const auto anchor = [&](const Anchor& where, const std::string& said) {
    words += fmt::format("  {} \"{}\" ({:.8}, bytes {} to {})", word(where.part), said, where.page,
                         where.span.begin, where.span.end);
  };
  if (decision.kind == DecisionKind::undo)
    words += fmt::format("  decision {}", decision.undoes);
  else
    anchor(decision.first, decision.words);
  if (!decision.second.page.empty()) anchor(decision.second, decision.second_words);
  if (!decision.field.empty())
    words += fmt::format("  {} = {}", decision.field, one_line(decision.value));
  words += fmt::format("\n      {}", one_line(decision.by));
  if (!decision.why.empty()) words += ": " + one_line(decision.why);
  if (decision.undone_by != 0) words += fmt::format("\n      undone by {}", decision.undone_by);
  return words + "\n";
}

nlohmann::ordered_json json(const Decision& decision) {
  using Json = nlohmann::ordered_json;
  const auto anchor = [](const Anchor& where, const std::string& said) {
    if (where.page.empty()) return Json();
    return Json{{"page", where.page},
                {"part", word(where.part)},
                {"span", {where.span.begin, where.span.end}},
                {"words", said}};
  };
  const auto text = [](const std::string& words) { return words.empty() ? Json() : Json(words); };
  const auto number = [](std::uint64_t id) { return id == 0 ? Json() : Json(id); };
  return {{"id", decision.id},
          {"kind", word(decision.kind)},
          {"first", anchor(decision.first, decision.words)},
          {"second", anchor(decision.second, decision.second_words)},
          {"field", text(decision.field)},
          {"value", text(decision.value)},
          {"undoes", number(decision.undoes)},
          {"undone_by", number(decision.undone_by)},
          {"why", text(decision.why)},
          {"by", decision.by},
          {"at", decision.at}};
}

/// A store that is not there must not be made by a decision about it.
Result<Store> open_existing(const std::string& path) {
  if (auto store = Store::open(path, Store::Access::read); !store) return store.error();
  return Store::open(path, Store::Access::write);
}

/// What makes no sense on the command line is a wrong use of it.
ExitCode fail_of_decision(const Error& error) {
  const ExitCode code = fail_of_store(error);
  return error.kind == ErrorKind::invalid ? ExitCode::usage : code;
}

}  // namespace

ExitCode decide_command(const DecideOptions& options) {
  auto store = open_existing(options.store);
  if (!store) return fail_of_store(store.error());
  const auto decision = made(*store, options);
  if (!decision) return fail_of_decision(decision.error());
  const auto id = store->decide(*decision);
  if (!id) return fail_of_decision(id.error());
  Output output;
  output << fmt::format("decision {}\n", *id);
  const Status status = output.finish();
  return status ? ExitCode::ok : fail(status.error());
}

ExitCode list_decisions_command(const DecideOptions& options) {
  const auto store = Store::open(options.store, Store::Access::read);
  if (!store) return fail_of_store(store.error());
  const auto decisions = store->decisions();
  if (!decisions) return fail_of_store(decisions.error());
  Output output;
  for (const Decision& decision : *decisions)
    output << (options.json
                   ? json(decision).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
                         "\n"
                   : line(decision));
  if (decisions->empty() && !options.json) output << "no decisions\n";
  const Status status = output.finish();
  return status ? ExitCode::ok : fail(status.error());
}

}  // namespace sitrep
