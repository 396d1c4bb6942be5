#include "sitrep/events/setting.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sitrep::coding {

namespace {

enum class Bound { at, until, since };

bool calendar(const Time& time) {
  return (time.kind == TimeKind::date || time.kind == TimeKind::time) && time.value.size() >= 4 &&
         time.value[0] >= '0' && time.value[0] <= '9';
}

/// The time expression that holds a token; binary search.
Id<Time> time_at(const Reading& reading, Id<Token> token) {
  const std::vector<Time>& times = reading.scene.times;
  const std::uint32_t at = reading.text[token].span.begin;
  auto after =
      std::ranges::upper_bound(times, at, {}, [](const Time& time) { return time.span.begin; });
  for (int step = 0; step < 2 && after != times.begin(); ++step) {
    --after;
    if (after->span.contains(at))
      return Id<Time>{static_cast<std::uint32_t>(after - times.begin())};
  }
  return {};
}

/// EDTF of a TIMEX3 value: the part of a day (TMO, TEV, TNI ...) has no place in it.
std::string edtf(std::string_view value, Bound bound) {
  const std::size_t part = value.find('T');
  const bool is_clock = part != std::string_view::npos && part + 1 < value.size() &&
                        value[part + 1] >= '0' && value[part + 1] <= '9';
  const std::string text(is_clock ? value : value.substr(0, part));
  if (bound == Bound::until) return text.size() == 4 ? "../" + text + "-12-31" : "../" + text;
  return bound == Bound::since ? text + "/.." : text;
}

struct Found {
  Id<Time> time;
  Bound bound = Bound::at;
};

Bound bound_of(const Reading& reading, Id<Token> token) {
  for (const Id<Token> child : reading.text.children(token)) {
    const Relation relation = reading.base_relation(child);
    if (relation != Relation::case_ && relation != Relation::mark && relation != Relation::advmod)
      continue;
    const std::string_view form = reading.text.form(child);
    if (form == "by" || form == "until" || form == "till" || form == "before") return Bound::until;
    if (form == "since" || form == "after") return Bound::since;
  }
  return Bound::at;
}

/// A calendar time among the words below `top`, without going into other clauses or `except`.
Found time_below(const Reading& reading, Id<Token> top, Id<Token> except, bool subjects = false) {
  std::vector<std::pair<Id<Token>, Bound>> open = {{top, Bound::at}};
  constexpr std::size_t most = 64;
  for (std::size_t i = 0; i < open.size() && i < most; ++i) {
    const auto [token, bound] = open[i];
    if (const Id<Time> time = time_at(reading, token);
        time && token != top && calendar(reading.scene.times[time.value]))
      return {time, bound};
    for (const Id<Token> child : reading.text.children(token)) {
      if (child == except) continue;
      const Relation relation = reading.base_relation(child);
      const bool clause = relation == Relation::ccomp || relation == Relation::advcl ||
                          relation == Relation::conj || relation == Relation::parataxis ||
                          relation == Relation::acl || (relation == Relation::nsubj && !subjects);
      if (clause) continue;
      const Bound own = bound_of(reading, child);
      open.emplace_back(child, own == Bound::at ? bound : own);
    }
  }
  return {};
}

/// "closed the routes after strikes killed 24 last November": a bound from the other clause.
Found bounding_clause(const Reading& reading, Id<Token> anchor) {
  for (const Id<Token> child : reading.text.children(anchor)) {
    if (reading.base_relation(child) != Relation::advcl) continue;
    Bound bound = bound_of(reading, child);
    for (const Id<Token> below : reading.text.children(child))
      if (bound == Bound::at && below < child) bound = bound_of(reading, below);
    // "after air strikes killed 24", where the strikes hang on what stands before them
    if (bound == Bound::at && reading.text.feature(child, "VerbForm") == "Fin" &&
        reading.text.child(child, Relation::nsubj).none())
      for (std::uint32_t at = anchor.value + 1; at < child.value; ++at)
        if (const Id<Token> noun{at}; reading.nominal(noun) && bound == Bound::at)
          bound = bound_of(reading, noun);
    if (bound == Bound::at) continue;
    Found found = time_below(reading, child, {});
    if (!found.time) continue;
    found.bound = bound;
    return found;
  }
  return {};
}

constexpr std::array<std::string_view, 11> place_words = {
    "in",     "at",     "near",   "into",  "from",      "outside",
    "inside", "across", "around", "along", "throughout"};

Id<Place> place_at(const Reading& reading, Id<Token> token) {
  const std::vector<Place>& places = reading.scene.places;
  const Span span = reading.text[token].span;
  auto at = std::ranges::upper_bound(places, span.begin, {},
                                     [](const Place& place) { return place.span.begin; });
  for (int step = 0; step < 2 && at != places.begin(); ++step) {
    --at;
    if (at->span.contains(span)) return Id<Place>{static_cast<std::uint32_t>(at - places.begin())};
  }
  return {};
}

Id<Place> place_below(const Reading& reading, Id<Token> phrase) {
  if (const Id<Place> own = place_at(reading, phrase)) return own;
  for (const Id<Token> child : reading.text.children(phrase)) {
    const Relation relation = reading.base_relation(child);
    if (relation != Relation::nmod && relation != Relation::compound &&
        relation != Relation::amod && relation != Relation::appos && relation != Relation::flat)
      continue;
    if (const Id<Place> place = place_at(reading, child)) return place;
  }
  return {};
}

Where place_of(const Reading& reading, Id<Token> head) {
  Where found;
  int best = 100;
  for (const Id<Token> child : reading.text.children(head)) {
    const Relation relation = reading.base_relation(child);
    if (relation != Relation::obl && relation != Relation::nmod) continue;
    const Id<Token> mark = reading.text.child(child, Relation::case_);
    if (!mark) continue;
    const std::string_view form = reading.text.form(mark);
    const auto rank = static_cast<int>(std::ranges::find(place_words, form) - place_words.begin());
    if (rank == static_cast<int>(place_words.size()) || rank >= best) continue;
    if (const Id<Place> place = place_below(reading, child)) {
      best = rank;
      found = {place, std::string(form) + " " +
                          std::string(reading.page.at(reading.scene.places[place.value].span)) +
                          ", in the act's own clause"};
    }
  }
  return found;
}

/// "speaks with General X in Y": nobody is of a place by "in", so a town that the parser hangs on a
/// person's name is where the act was done. Looks at what hangs on the trigger and beside it.
Where beside_person(const Reading& reading, Id<Token> trigger) {
  for (const Id<Token> child : reading.text.children(trigger)) {
    const Relation relation = reading.base_relation(child);
    if (relation != Relation::obj && relation != Relation::obl) continue;
    Id<Token> person = child;
    if (const Id<Token> apposed = reading.text.child(child, Relation::appos);
        apposed && reading.tag(apposed) == Tag::PROPN)
      person = apposed;
    const Id<Entity> entity = reading.names.entity_of(person);
    if (reading.tag(person) != Tag::PROPN || entity.none() ||
        reading.names[entity].kind != EntityKind::person)
      continue;
    if (Where found = place_of(reading, person); found.place) return found;
  }
  return {};
}

/// The day on which an act is told: of the page, or of the reader's comment.
std::string day_told(const Reading& reading, const Act& act) {
  const Id<Sentence> sentence = reading.text.sentence_of(act.anchor);
  const Id<Block> block =
      sentence.none() ? Id<Block>{} : reading.text.sentences[sentence.value].block;
  const Id<Comment> comment =
      block.none() ? Id<Comment>{} : reading.page.blocks[block.value].comment;
  const Page& page = reading.page;
  return (comment.none() ? page.published.value : page.comments[comment.value].time).substr(0, 10);
}

}  // namespace

When when_of(const Reading& reading, const Act& act) {
  const auto told = [&](const Found& found, std::string basis) {
    const Time& time = reading.scene.times[found.time.value];
    return When{edtf(time.value, found.bound), std::move(basis), found.time};
  };
  for (const Id<Token> top : {act.trigger, act.anchor})
    if (const Found found = time_below(reading, top, {}); found.time)
      return told(found, "time in the act's own clause");
  if (!act.verbal) {  // "the talks on Thursday coincided": the noun's verb
    const Id<Token> head = reading.text[act.trigger].head;
    if (head && reading.verbal(head))
      if (const Found found = time_below(reading, head, act.trigger, true); found.time)
        return told(found, "time of the verb above");
  }
  if (const Found found = bounding_clause(reading, act.anchor); found.time)
    return told(found, "bound by the clause below");
  const std::string day = day_told(reading, act);
  if (day.empty()) return {};
  switch (act.status) {
    case EventStatus::happened:
      if (act.modality.present && act.verbal) return {day, "present tense, day of publication", {}};
      return {"../" + day, "told as past, bound by publication", {}};
    case EventStatus::ongoing:
      return {day, "going on, day of publication", {}};
    case EventStatus::planned:
      return {day + "/..", "still to come at publication", {}};
    default:
      return {};
  }
}

Where where_of(const Reading& reading, const Act& act) {
  Where found = place_of(reading, act.trigger);
  if (!found.place && act.anchor != act.trigger) found = place_of(reading, act.anchor);
  if (found.place) return found;
  const Clause clause = clause_of(reading, act.trigger);
  const EventClass& coded = reading.lexicon.ontology[act.event];
  const bool happens_to_it = coded.quad.starts_with("material") || coded.mode == "visit";
  // "began talks in X": the noun is the act as much as its verb
  const bool carried =
      clause.object && reading.lexicon.nouns_of(reading.word(clause.object)).end != 0;
  if (act.verbal && (happens_to_it || carried) && clause.object) {
    if (reading.tag(clause.object) == Tag::PROPN)
      if (const Id<Place> place = place_at(reading, clause.object))
        return {place, "the object of the act"};
    // "attacked a post near X": where the object stands, the act is done
    found = place_of(reading, clause.object);
    if (found.place) return found;
  }
  if (act.verbal)
    if (found = beside_person(reading, act.trigger); found.place) return found;
  // "hold talks in X": the parser may hang X on the object
  for (const Id<Token> part : act.parts) {
    found = place_of(reading, part);
    if (found.place) return found;
  }
  return {};
}

Where dateline_of(const Reading& reading) {
  for (const Block& block : reading.page.blocks) {
    if (block.kind != BlockKind::dateline) continue;
    for (std::uint32_t i = 0; i < reading.scene.places.size(); ++i)
      if (block.span.contains(reading.scene.places[i].span))
        return {Id<Place>{i}, "dateline, main event of the lead"};
  }
  return {};
}

}  // namespace sitrep::coding
