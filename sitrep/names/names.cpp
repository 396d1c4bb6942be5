#include "sitrep/names/names.h"

#include <algorithm>

#include "sitrep/names/codes.h"
#include "sitrep/names/drafts.h"
#include "sitrep/names/model.h"
#include "sitrep/names/reading.h"
#include "sitrep/names/resolver.h"
#include "sitrep/names/runs.h"

namespace sitrep {
namespace {

// Mentions nest or stand apart; one that would cross the one before it keeps its head alone.
void untangle(std::vector<Mention>& mentions, const Text& text) {
  const auto by_span = [](const Mention& a, const Mention& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  };
  std::sort(mentions.begin(), mentions.end(), by_span);
  std::vector<std::uint32_t> open;
  for (Mention& mention : mentions) {
    while (!open.empty() && open.back() <= mention.span.begin) open.pop_back();
    if (!open.empty() && mention.span.end > open.back()) mention.span = text[mention.head].span;
    open.push_back(mention.span.end);
  }
  std::stable_sort(mentions.begin(), mentions.end(), by_span);
}

void add_heads(Names& names, const Reading& reading, const std::vector<Draft>& drafts,
               const std::vector<std::uint32_t>& entity_of_draft,
               const std::vector<NameRun>& runs) {
  std::vector<std::uint32_t> owner(reading.size(), no_figure);
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (entity_of_draft[i] == no_figure) continue;
    owner[drafts[i].head] = entity_of_draft[i];
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    if (entity_of_draft[i] == no_figure || drafts[i].run < 0) continue;
    const NameRun& run = runs[static_cast<std::size_t>(drafts[i].run)];
    for (std::uint32_t t = run.first; t < run.end; ++t)
      if (owner[t] == no_figure) owner[t] = entity_of_draft[i];
  }
  // "the source, who was not authorized": the relative pronoun is the noun that its clause hangs
  // on.
  for (std::uint32_t t = 0; t < reading.size(); ++t) {
    if (reading.tag(t) != Tag::PRON || owner[t] != no_figure) continue;
    const std::string_view form = reading.form(t);
    if (form != "who" && form != "which" && form != "that" && form != "whom" && form != "whose")
      continue;
    std::uint32_t verb = reading.head(t);
    for (int i = 0; i < 4 && verb != no_token; ++i, verb = reading.head(verb))
      if (reading.relation(verb) == Relation::acl_relcl) {
        const std::uint32_t noun = reading.head(verb);
        if (noun != no_token && noun < t) owner[t] = owner[noun];
        break;
      }
  }
  for (std::uint32_t t = 0; t < reading.size(); ++t)
    if (owner[t] != no_figure) names.by_head.emplace_back(t, Id<Entity>{owner[t]});
}

}  // namespace

Id<Entity> Names::entity_of(Id<Token> head) const {
  const auto at =
      std::lower_bound(by_head.begin(), by_head.end(), head.value,
                       [](const auto& pair, std::uint32_t token) { return pair.first < token; });
  return at != by_head.end() && at->first == head.value ? at->second : Id<Entity>{};
}

Names find_names(const Page& page, const Text& text, const NamesModel& model) {
  Names names;
  const Reading reading(page, text, model);
  const std::vector<NameRun> runs = find_runs(reading);
  std::vector<Draft> drafts = find_drafts(reading, runs);
  Resolver resolver(reading, runs, drafts);
  resolver.run();

  std::vector<std::uint32_t> id_of(resolver.figures().size(), no_figure), order;
  std::vector<std::uint32_t> entity_of_draft(drafts.size(), no_figure);
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    const std::uint32_t figure = resolver.figure_of(i);
    if (figure == no_figure) continue;
    if (id_of[figure] == no_figure) {
      id_of[figure] = static_cast<std::uint32_t>(order.size());
      order.push_back(figure);
    }
    entity_of_draft[i] = id_of[figure];
    names.mentions.push_back({reading.span(drafts[i].first, drafts[i].end),
                              Id<Token>{drafts[i].head}, drafts[i].kind,
                              Id<Entity>{id_of[figure]}});
  }
  for (const std::uint32_t figure : order) {
    Entity entity;
    entity.kind = resolver.figures()[figure].kind;
    entity.name = resolver.figures()[figure].name;
    names.entities.push_back(std::move(entity));
  }
  give_codes(reading, drafts, resolver, order, id_of, names.entities);
  add_heads(names, reading, drafts, entity_of_draft, runs);
  untangle(names.mentions, text);
  for (const NameRun& run : runs)
    if (run.kind == RunKind::country || run.kind == RunKind::place)
      names.places.push_back(reading.span(run.first, run.end));
  std::sort(names.places.begin(), names.places.end());
  return names;
}

}  // namespace sitrep
