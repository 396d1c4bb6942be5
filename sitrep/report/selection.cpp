#include "sitrep/report/selection.h"

#include <algorithm>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/report/describe.h"

namespace sitrep {

namespace {

bool is_code(std::string_view word) {
  return word.size() == 3 &&
         std::ranges::all_of(word, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/// Whether every word of `part` is a word of `whole`; both folded.
bool holds_words(const std::string& whole, std::string_view part) {
  const std::string padded = " " + whole + " ";
  while (!part.empty()) {
    const std::string_view next = part.substr(0, part.find(' '));
    part.remove_prefix(std::min(next.size() + 1, part.size()));
    if (padded.find(fmt::format(" {} ", next)) == std::string::npos) return false;
  }
  return true;
}

bool fits_type(const Happening& happening, std::string_view asked) {
  const std::size_t slash = asked.find('/');
  if (!equal_ignoring_case(happening.type, asked.substr(0, slash))) return false;
  return slash == std::string_view::npos ||
         equal_ignoring_case(happening.mode, asked.substr(slash + 1));
}

Error not_there(const char* option, const std::string& word, const char* reason) {
  return {ErrorKind::not_found, fmt::format("{} {}", option, word), reason};
}

}  // namespace

Selector::Selector(const Story& story, Selection selection)
    : story_(&story), selection_(std::move(selection)) {}

Result<Selector> Selector::make(const Story& story, const ActorNames& names,
                                const Selection& selection) {
  Selector selector(story, selection);
  for (const std::string& word : selection.actors) {
    auto found = selector.members(names, word);
    if (!found) return found.error();
    selector.actors_.push_back(*std::move(found));
  }
  for (const auto& [one, two] : selection.pairs) {
    auto first = selector.members(names, one), second = selector.members(names, two);
    if (!first) return first.error();
    if (!second) return second.error();
    selector.pairs_.emplace_back(*std::move(first), *std::move(second));
  }
  for (const std::string& type : selection.types)
    if (std::ranges::none_of(story.happenings,
                             [&](const Happening& found) { return fits_type(found, type); }))
      return not_there("--type", type, "no page tells an event of this type");
  for (const std::string& outlet : selection.outlets)
    if (std::ranges::none_of(story.pages, [&](const PageFacts& page) {
          return holds_words(fold(page.outlet), fold(outlet));
        }))
      return not_there("--outlet", outlet, "no page of this outlet is in the store");
  for (std::string& country : selector.selection_.countries)
    if (std::string code = names.code_of(country); !code.empty()) country = std::move(code);
  const Interval from = interval_of(selection.from), to = interval_of(selection.to);
  if (!selection.from.empty()) selector.days_.begin = from.begin;
  if (!selection.to.empty()) selector.days_.end = to.end;
  if (Status status = selector.read_event(); !status) return status.error();
  return selector;
}

Result<Selector::Members> Selector::members(const ActorNames& names,
                                            const std::string& word) const {
  Members found(story_->actors.size());
  bool any = false;
  std::string code = is_code(word) ? word : std::string();
  const std::string asked = fold(word);
  // Who names a state means whoever belongs to it.
  if (code.empty()) code = names.code_of(word);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Actor& actor = story_->actors[i];
    found[i] = (!code.empty() && actor.country == code) || fold(actor.lexicon_id) == asked ||
               (code.empty() && holds_words(fold(actor.name), asked));
    any = any || found[i];
  }
  if (!any) return not_there("actor", word, "nobody of this name or code is in the store");
  return found;
}

Status Selector::read_event() {
  if (selection_.event.empty()) return Done{};
  const PartId id = parse_id(selection_.event);
  for (std::uint32_t i = 0; i < story_->happenings.size(); ++i) {
    const Happening& happening = story_->happenings[i];
    for (const auto* links : {&happening.reports, &happening.comments})
      for (const Link<Event>& link : *links) {
        const PageFacts& page = story_->pages[link.record.page];
        const bool is_page =
            page.source == id.page || (!id.page.empty() && page.page.starts_with(id.page));
        if (is_page && id.part == Part::event && id.index == link.record.of.value) event_ = {i};
      }
  }
  return event_.none() ? Status(not_there("--event", selection_.event, "no such event"))
                       : Status(Done{});
}

bool Selector::takes_part(const Happening& happening, const Members& members) const {
  const auto is_member = [&](Id<Actor> actor) { return members[actor.value]; };
  return std::ranges::any_of(happening.source, is_member) ||
         std::ranges::any_of(happening.target, is_member);
}

bool Selector::wants_actors(const Happening& happening) const {
  const auto takes = [&](const Members& members) { return takes_part(happening, members); };
  if (!actors_.empty() && std::ranges::none_of(actors_, takes)) return false;
  return pairs_.empty() || std::ranges::any_of(pairs_, [&](const auto& pair) {
           return takes(pair.first) && takes(pair.second);
         });
}

bool Selector::wants_type(const Happening& happening) const {
  return selection_.types.empty() ||
         std::ranges::any_of(selection_.types,
                             [&](const std::string& type) { return fits_type(happening, type); });
}

bool Selector::wants_outlet(const Happening& happening) const {
  return selection_.outlets.empty() ||
         std::ranges::any_of(happening.reports, [&](const Link<Event>& link) {
           return std::ranges::any_of(selection_.outlets, [&](const std::string& outlet) {
             return holds_words(fold(story_->pages[link.record.page].outlet), fold(outlet));
           });
         });
}

bool Selector::wants_day(const Happening& happening) const {
  if (days_.unknown()) return true;
  Interval when = interval_of(happening.when);
  if (when.unknown()) when = interval_of(first_told(*story_, happening));
  // "By that day" is near that day, not at any time before it.
  if (when.begin == Interval::open_begin) when.begin = when.end;
  if (when.end == Interval::open_end) when.end = when.begin;
  return !when.unknown() && days_apart(when, days_) == 0;
}

bool Selector::wants(Id<Happening> id) const {
  if (!event_.none()) return id == event_;
  const Happening& happening = story_->happenings[id.value];
  if (!wants_actors(happening) || !wants_type(happening) || !wants_outlet(happening) ||
      !wants_day(happening))
    return false;
  if (selection_.countries.empty()) return true;
  return std::ranges::any_of(selection_.countries, [&](const std::string& code) {
    for (const Link<Event>& link : happening.reports)
      if (story_->pages[link.record.page].events[link.record.of.value].country == code) return true;
    const auto is_of = [&](Id<Actor> actor) { return story_->actors[actor.value].country == code; };
    return std::ranges::any_of(happening.source, is_of) ||
           std::ranges::any_of(happening.target, is_of);
  });
}

bool Selector::wants(const Disagreement& disagreement) const {
  if (!disagreement.happening.none()) return wants(disagreement.happening);
  if (!event_.none() || !selection_.types.empty()) return false;
  // A position is what one says of the other: its sides stand for a happening's.
  Happening sides;
  for (const Side& side : disagreement.sides) {
    if (!side.actor.none()) sides.source.push_back(side.actor);
    for (const In<Claim>& claim : side.claims) sides.reports.push_back({{claim.page, {}}, ""});
  }
  return wants_sides(sides) && wants_outlet(sides) && wants_day(sides);
}

bool Selector::wants_sides(const Happening& sides) const {
  const auto is_of = [&](const std::string& code) {
    return std::ranges::any_of(
        sides.source, [&](Id<Actor> actor) { return story_->actors[actor.value].country == code; });
  };
  return wants_actors(sides) &&
         (selection_.countries.empty() || std::ranges::any_of(selection_.countries, is_of));
}

bool Selector::wants_page(std::uint32_t page) const {
  const PageFacts& facts = story_->pages[page];
  if (!selection_.outlets.empty() &&
      std::ranges::none_of(selection_.outlets, [&](const std::string& outlet) {
        return holds_words(fold(facts.outlet), fold(outlet));
      }))
    return false;
  if (days_.unknown()) return true;
  const Interval published = interval_of(facts.published);
  return !published.unknown() && days_apart(published, days_) == 0;
}

int Selector::side_of_pair(Id<Actor> actor) const {
  if (pairs_.empty()) return 0;
  if (pairs_.front().first[actor.value]) return 1;
  return pairs_.front().second[actor.value] ? 2 : 0;
}

std::string Selector::in_words() const {
  std::vector<std::string> parts;
  const auto add = [&](const char* what, const std::vector<std::string>& words) {
    if (!words.empty()) parts.push_back(fmt::format("{} {}", what, listed(words, "or")));
  };
  add("actor", selection_.actors);
  std::vector<std::string> pairs;
  for (const auto& [one, two] : selection_.pairs)
    pairs.push_back(fmt::format("{} and {}", one, two));
  add("between", pairs);
  add("country", selection_.countries);
  add("type", selection_.types);
  add("outlet", selection_.outlets);
  if (!selection_.from.empty()) parts.push_back("from " + selection_.from);
  if (!selection_.to.empty()) parts.push_back("to " + selection_.to);
  if (!selection_.since.empty()) parts.push_back("first told since " + selection_.since);
  if (!selection_.event.empty()) parts.push_back("event " + selection_.event);
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string first_told(const Story& story, const Happening& happening) {
  std::string first;
  for (const Link<Event>& link : happening.reports) {
    const std::string& day = story.pages[link.record.page].published;
    if (!day.empty() && (first.empty() || day < first)) first = day;
  }
  return first;
}

}  // namespace sitrep
