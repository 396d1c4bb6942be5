#include "sitrep/story/decisions.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "sitrep/story/interval.h"
#include "sitrep/story/rulings.h"

namespace sitrep {

namespace {

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0) return {};
  return value;
}

template <class Enum>
std::string list_of_words() {
  std::string list;
  for (const std::string_view one : words_of<Enum>)
    list += (list.empty() ? "" : " ") + std::string(one);
  return list;
}

Status correct(EntityFact& entity, std::string_view field, std::string_view value) {
  if (field == "name") {
    entity.name = value;
  } else if (field == "country") {
    if (value.size() != 3 ||
        !std::ranges::all_of(value, [](char c) { return c >= 'A' && c <= 'Z'; }))
      return Error{ErrorKind::invalid, "country",
                   "must be three capital letters, as in ISO 3166: PAK"};
    entity.country = value;
  } else if (field == "kind") {
    const auto kind = from_word<EntityKind>(value);
    if (!kind)
      return Error{ErrorKind::invalid, "kind", "must be one of: " + list_of_words<EntityKind>()};
    entity.kind = *kind;
  } else {
    return Error{ErrorKind::invalid, std::string(field),
                 "is no field of an actor: name, kind or country"};
  }
  return Done{};
}

Status correct(EventFact& event, std::string_view field, std::string_view value) {
  if (field == "type") {
    event.type = value;
  } else if (field == "mode") {
    event.mode = value;
  } else if (field == "when") {
    if (interval_of(value).unknown())
      return Error{ErrorKind::invalid, "when",
                   "must be a day, month or interval in EDTF: 2012-08-02"};
    event.when = value;
  } else if (field == "place") {
    event.place = value;
    event.where = {};
    event.where.name = value;
  } else if (field == "status") {
    const auto status = from_word<EventStatus>(value);
    if (!status)
      return Error{ErrorKind::invalid, "status", "must be one of: " + list_of_words<EventStatus>()};
    event.status = *status;
  } else if (field == "killed" || field == "wounded") {
    const auto number = number_of(value);
    if (!number) return Error{ErrorKind::invalid, std::string(field), "must be a number"};
    (field == "killed" ? event.magnitude.killed : event.magnitude.wounded) = number;
  } else {
    return Error{ErrorKind::invalid, std::string(field),
                 "is no field of an event: type, mode, when, place, status, killed or wounded"};
  }
  return Done{};
}

std::uint32_t shared_bytes(Span a, Span b) {
  const std::uint32_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
  return begin < end ? end - begin : 0;
}

/// The record that has most of the bytes, then the shortest: an outer phrase holds the inner one's.
struct Fit {
  std::uint32_t shared = 0, length = 0;
  bool beats(Fit other) const {
    return shared != other.shared ? shared > other.shared : length < other.length;
  }
};

class Applier {
 public:
  Applier(std::vector<PageFacts>& pages, std::vector<DecisionNote>& notes)
      : pages_(pages), notes_(notes) {
    for (std::uint32_t page = 0; page < pages.size(); ++page) page_of_[pages[page].page] = page;
  }

  void obey(const Decision& decision) {
    if (decision.first.part == DecidedPart::entity)
      obey<Entity>(decision, rulings_.entities);
    else
      obey<Event>(decision, rulings_.events);
  }

  Rulings take() { return std::move(rulings_); }

 private:
  template <class T>
  void obey(const Decision& decision, std::vector<Ruling<T>>& rulings) {
    const std::optional<In<T>> first = find<T>(decision, decision.first);
    if (!first) return;
    switch (decision.kind) {
      case DecisionKind::reject:
        reject(*first);
        return;
      case DecisionKind::correct:
        if (Status done = correct(fact(*first), decision.field, decision.value); !done)
          notes_.push_back({decision.id, false, done.error().message()});
        return;
      default:
        break;
    }
    const std::optional<In<T>> second = find<T>(decision, decision.second);
    if (!second) return;
    if (*first == *second) {
      if (decision.kind == DecisionKind::split)
        notes_.push_back({decision.id, false, "the page now takes the two for one record"});
      return;
    }
    rulings.push_back(
        {decision.id, decision.kind == DecisionKind::merge, *first, *second,
         fmt::format("decision {} by {}: {}", decision.id, decision.by, decision.why)});
  }

  EntityFact& fact(In<Entity> record) { return pages_[record.page].entities[record.of.value]; }
  EventFact& fact(In<Event> record) { return pages_[record.page].events[record.of.value]; }

  template <class T>
  std::optional<In<T>> find(const Decision& decision, const Anchor& anchor) {
    const auto page = page_of_.find(anchor.page);
    if (page == page_of_.end()) {
      notes_.push_back(
          {decision.id, false, fmt::format("page {:.8} is not in the store", anchor.page)});
      return {};
    }
    const Id<T> record = find_on(pages_[page->second], anchor.span, Id<T>{});
    if (!record.none()) return In<T>{page->second, record};
    notes_.push_back(
        {decision.id, false,
         fmt::format("page {:.8} has no such {} at bytes {} to {} any more", anchor.page,
                     word(anchor.part), anchor.span.begin, anchor.span.end)});
    return {};
  }

  static Id<Entity> find_on(const PageFacts& page, Span span, Id<Entity> found) {
    Fit best;
    for (std::uint32_t i = 0; i < page.entities.size(); ++i)
      for (const Span mention : page.entities[i].mentions) {
        const Fit fit = {shared_bytes(mention, span), mention.end - mention.begin};
        if (fit.shared == 0 || !fit.beats(best)) continue;
        best = fit;
        found = {i};
      }
    return found;
  }

  static Id<Event> find_on(const PageFacts& page, Span span, Id<Event> found) {
    Fit best;
    for (std::uint32_t i = 0; i < page.events.size(); ++i) {
      const Span trigger = page.events[i].trigger_span;
      const Fit fit = {shared_bytes(trigger, span), trigger.end - trigger.begin};
      if (fit.shared == 0 || !fit.beats(best)) continue;
      best = fit;
      found = {i};
    }
    return found;
  }

  void reject(In<Event> record) { fact(record).is_rejected = true; }

  /// Nobody acts, speaks or is spoken of through an actor that is none.
  void reject(In<Entity> record) {
    fact(record).is_rejected = true;
    PageFacts& page = pages_[record.page];
    for (EventFact& event : page.events) {
      std::erase(event.source, record.of);
      std::erase(event.target, record.of);
    }
    for (ClaimFact& claim : page.claims) {
      if (claim.speaker == record.of) claim.speaker = {};
      std::erase(claim.about, record.of);
    }
  }

  std::vector<PageFacts>& pages_;
  std::vector<DecisionNote>& notes_;
  std::unordered_map<std::string_view, std::uint32_t> page_of_;
  Rulings rulings_;
};

}  // namespace

Status check_correction(DecidedPart part, std::string_view field, std::string_view value) {
  if (value.empty()) return Error{ErrorKind::invalid, std::string(field), "needs a value"};
  EntityFact entity;
  EventFact event;
  return part == DecidedPart::entity ? correct(entity, field, value) : correct(event, field, value);
}

Rulings apply(const std::vector<Decision>& decisions, std::vector<PageFacts>& pages,
              std::vector<DecisionNote>& notes) {
  if (decisions.empty()) return {};
  Applier applier(pages, notes);
  for (const Decision& decision : decisions)
    if (decision.kind != DecisionKind::undo && decision.undone_by == 0) applier.obey(decision);
  return applier.take();
}

}  // namespace sitrep
