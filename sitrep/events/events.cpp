#include "sitrep/events/events.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "sitrep/events/coder.h"
#include "sitrep/events/magnitude.h"
#include "sitrep/events/merge.h"
#include "sitrep/events/model.h"
#include "sitrep/events/setting.h"

namespace sitrep::coding {

namespace {

constexpr double least_weight = 0.5;  // weaker readings only count under an operator

bool tells_events(const Block& block) {
  if (!block.copy_of.none()) return false;
  switch (block.kind) {
    case BlockKind::title:
    case BlockKind::paragraph:
    case BlockKind::quote:
    case BlockKind::caption:
    case BlockKind::fact_item:
    case BlockKind::list_item:
    case BlockKind::subheading:
    case BlockKind::comment:
      return true;
    default:
      return false;
  }
}

/// Makes events of the acts of a page.
class Recorder {
 public:
  Recorder(const Reading& reading) : reading_(reading) {}

  void read(const Sentence& sentence, Coder& coder) {
    const Block& block = reading_.page.blocks[sentence.block.value];
    std::vector<Act> acts = coder.code(sentence);
    if (acts.empty()) return;
    const bool game = plays(sentence);
    const bool lead = block.kind == BlockKind::paragraph && !lead_seen_;
    lead_seen_ |= block.kind == BlockKind::paragraph;
    const std::size_t before = told_.size();
    for (Act& act : acts) record(act, sentence, game);
    if (lead) give_dateline(before);
  }

  /// What was read since the last call, each happening once.
  std::vector<Event> take() {
    depths_.clear();
    std::vector<Event> events = merge_events(std::exchange(told_, {}), reading_.scene);
    for (Event& event : events) translate(event);  // last: merging goes by the types of PLOVER
    return events;
  }

 private:
  /// Sport and markets lend their verbs from war: two such words make a sentence of them.
  bool plays(const Sentence& sentence) const {
    int found = 0;
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i)
      found += reading_.is(Id<Token>{i}, Lexicon::game);
    return found >= 2;
  }

  bool accident(const Act& act) const {
    for (const Oblique& oblique : obliques_of(reading_, act.trigger))
      if (reading_.nominal(oblique.token) &&
          reading_.is(counted(reading_, oblique.token), Lexicon::accident))
        return true;
    // the object too: "after floods killed 43 people" is often read as a passive
    const Clause clause = clause_of(reading_, act.trigger);
    for (const Id<Token> actor : {clause.subject, clause.object})
      if (actor && reading_.is(counted(reading_, actor), Lexicon::accident)) return true;
    return false;
  }

  bool abstract_target(const Act& act) const {
    const Clause clause = clause_of(reading_, act.trigger);
    if (clause.object && reading_.is(counted(reading_, clause.object), Lexicon::abstract))
      return true;
    std::vector<Oblique> obliques = clause.obliques;
    if (clause.object)  // "launched an attack on inflation"
      for (const Oblique& oblique : obliques_of(reading_, clause.object))
        obliques.push_back(oblique);
    return act.target.empty() && std::ranges::any_of(obliques, [&](const Oblique& oblique) {
             return reading_.is(oblique.token, Lexicon::abstract);
           });
  }

  bool an_event(const Act& act, bool game) const {
    if (act.consumed || act.event == no_class) return false;
    if (!act.alone || act.weight < least_weight) return false;
    const EventClass& coded = reading_.lexicon.ontology[act.event];
    const bool hard = coded.score <= -7;  // what is done to bodies and freedom
    if (commands(act)) return false;
    const bool crowd = coded.type == "PROTEST" && !act.source.empty();
    if (!crowd && !concerns_public(act, coded.score)) return false;
    if (nameless(act.source) && nameless(act.target)) {
      if (!hard || (!act.verbal && !act.target_told)) return definite(act);
      if (act.verbal && !harms(act)) return false;
    }
    if (act.source.empty() && !hard && !act.doer_told) return !act.verbal;
    if (game && coded.score <= -4) return false;
    return !hard || (!accident(act) && !abstract_target(act));
  }

  /// True where there is nobody but "you", "we" or "they".
  bool nameless(const std::vector<Id<Entity>>& actors) const {
    return std::ranges::all_of(actors,
                               [&](Id<Entity> one) { return reading_.names[one].name.empty(); });
  }

  /// Shops serve clients and programs greet users in the words of diplomacy: what is no violence is
  /// an event only among those who have a country, an office or a person's name, or where both
  /// sides have names.
  bool concerns_public(const Act& act, double score) const {
    constexpr double force = -7, words = -4;  // of the ontology's scores
    if (score <= force || (act.source.empty() && act.target.empty())) return true;
    const auto counts = [&](Id<Entity> one) {
      constexpr std::array<std::string_view, 6> is_private = {"BUS", "CVL", "EDU",
                                                              "AGR", "MED", "SOC"};
      const Entity& actor = reading_.names[one];
      if (!actor.country.empty() || !actor.actor.empty()) return true;
      if (actor.kind == EntityKind::person && capital(actor.name)) return true;
      if (actor.kind == EntityKind::role && actor.sectors.empty()) return true;
      return std::ranges::any_of(actor.sectors, [&](std::string_view sector) {
        return score <= words || std::ranges::find(is_private, sector) == is_private.end();
      });
    };
    if (std::ranges::any_of(act.source, counts) || std::ranges::any_of(act.target, counts))
      return true;
    const auto named = [&](Id<Entity> one) { return capital(reading_.names[one].name); };
    return std::ranges::any_of(act.source, named) && std::ranges::any_of(act.target, named);
  }

  static bool capital(const std::string& name) {
    return !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
  }

  /// "Remove the pan": a recipe speaks to its reader.
  bool commands(const Act& act) const {
    return act.verbal && act.source.empty() && reading_.text.feature(act.trigger, "Mood") == "Imp";
  }

  /// What is done without doer and victim by name is told of by those whom it hits, or by its
  /// means.
  bool harms(const Act& act) const {
    const Clause clause = clause_of(reading_, act.trigger);
    if (clause.passive) return true;
    for (const Id<Token> hit : {clause.object, clause.subject})
      if (hit &&
          (reading_.is(counted(reading_, hit), Lexicon::victim) || reading_.tag(hit) == Tag::NUM))
        return true;
    const EventClass& coded = reading_.lexicon.ontology[act.event];
    return coded.type == "ASSAULT" && !coded.mode.empty() && !act.modality.infinitive;
  }

  /// "the meeting", "these talks": points back to an act told before.
  bool definite(const Act& act) const { return !act.verbal && points_back(act.trigger); }

  bool points_back(Id<Token> noun) const {
    const Id<Token> determiner = reading_.text.child(noun, Relation::det);
    if (!determiner) return false;
    const std::string_view form = reading_.text.form(determiner);
    return form == "the" || form == "this" || form == "these" || form == "that";
  }

  /// "Two were killed in the firing": whoever fired in the sentences before.
  void recall_doer(Act& act, const Sentence& sentence) const {
    constexpr std::size_t most = 12;  // records looked back at
    if (!act.verbal || std::ranges::none_of(act.parts, [&](Id<Token> part) {
          return !reading_.verbal(part) && points_back(part);
        }))
      return;
    const EventClass& coded = reading_.lexicon.ontology[act.event];
    for (std::size_t k = told_.size(); k > 0 && told_.size() - k < most; --k) {
      const Event& before = told_[k - 1].event;
      const bool near = told_[k - 1].block == sentence.block.value ||
                        told_[k - 1].block + 1 == sentence.block.value;
      if (!near || before.type != coded.type || before.source.empty()) continue;
      if (!coded.mode.empty() && !before.mode.empty() && before.mode != coded.mode) continue;
      if (before.status != EventStatus::happened) continue;
      act.source = before.source;
      std::erase_if(act.target, [&](Id<Entity> one) {
        return std::ranges::find(act.source, one) != act.source.end();
      });
      return;
    }
  }

  /// Nobody reproaches anybody: it is the outlet that tells what was not done.
  void leave_undone(Act& act) const {
    act.event = *act.undone;
    act.cameo.clear();
    act.source = std::move(act.target);
    act.target = std::move(act.undone_target);
    act.alone = act.doer_told = act.status_set = true;
    act.status = EventStatus::did_not_happen;
  }

  void obey_claims(Act& act) const {
    // the auxiliaries that no operator stood over
    const Ontology& ontology = reading_.lexicon.ontology;
    std::uint16_t op = 0xffff;
    if (act.status_set) return;
    if (act.modality.obligation)
      op = reading_.lexicon.must;
    else if (act.modality.future)
      op = act.modality.negated ? reading_.lexicon.will_not : reading_.lexicon.will;
    else if (act.modality.possible)
      op = reading_.lexicon.may;
    if (op == 0xffff) return;
    const Lexicon::Range rules = reading_.lexicon.compositions_of(op);
    const Id<Claim> claim = reading_.claims.claim_at(reading_.text[act.trigger].span.begin);
    const Id<Entity> speaker =
        claim ? reading_.claims.claims[claim.value].speaker.entity : Id<Entity>{};
    const bool self = speaker && std::ranges::find(act.source, speaker) != act.source.end();
    for (std::uint32_t i = rules.begin; i < rules.end; ++i) {
      const Composition& rule = reading_.lexicon.compositions[i];
      if (rule.type != no_class && rule.type != ontology.base_of(act.event)) continue;
      if (rule.mode != no_class && rule.mode != act.event) continue;
      if ((rule.conditions & if_self) && !self) continue;
      if ((rule.conditions & if_other) && (self || !speaker)) continue;
      apply(rule, act, speaker);
      return;
    }
  }

  void apply(const Composition& rule, Act& act, Id<Entity> speaker) const {
    act.rules.push_back(rule.rule);
    act.weight *= rule.weight;
    if (rule.status) act.status = *rule.status;
    if (rule.result == Composition::Result::drop) act.consumed = true;
    if (rule.result != Composition::Result::code) return;
    act.status_set = true;  // "will not release": the refusal is not what is denied
    act.event = rule.event;
    act.cameo = rule.cameo;
    if (rule.content_source || !speaker) return;
    if (std::ranges::find(act.source, speaker) == act.source.end()) act.target = act.source;
    act.source = {speaker};
  }

  void obey_factuality(Act& act) const {
    if (act.status_set || act.status != EventStatus::happened || !act.verbal) return;
    const auto& predicates = reading_.claims.predicates;
    const std::uint32_t at = reading_.text[act.anchor].span.begin;
    const auto found = std::ranges::lower_bound(
        predicates, at, {}, [](const Predicate& one) { return one.span.begin; });
    if (found == predicates.end() || found->token != act.anchor) return;
    // A main verb says itself how sure it is; below others, whoever believes or doubts it matters.
    const Relation relation = reading_.base_relation(act.anchor);
    const bool below =
        relation != Relation::root && relation != Relation::conj && relation != Relation::parataxis;
    if (below &&
        (found->certainty == Certainty::unknown || found->certainty == Certainty::possible))
      act.status = EventStatus::possible;
    else if (found->polarity == Polarity::negative)
      act.status = EventStatus::did_not_happen;
  }

  void record(Act& act, const Sentence& sentence, bool game) {
    if (act.event == no_class || act.consumed) return;
    if (!act.alone && act.undone) leave_undone(act);
    obey_claims(act);
    obey_factuality(act);
    if (act.source.empty()) recall_doer(act, sentence);
    if (!an_event(act, game)) return;
    Event event;
    event.source = act.source;
    event.target = act.target;
    code(act, sentence, event);
    event.trigger = trigger_span(act.trigger);
    event.span = reading_.text.subtree(act.anchor);
    event.status = act.status;
    event.block = sentence.block;
    event.claim = reading_.claims.claim_at(event.trigger.begin);
    event.when = when_of(reading_, act);
    event.where = where_of(reading_, act);
    event.magnitude = magnitude_of(reading_, act);
    for (const Id<Token> part : act.parts)
      if (part != act.trigger) event.mentions.push_back(reading_.text[part].span);
    event.confidence = confidence_of(act);
    for (const std::uint32_t rule : act.rules)
      event.rule += (event.rule.empty() ? "" : " < ") + reading_.lexicon.rules[rule];
    depths_.push_back(depth(act.anchor));
    told_.push_back({std::move(event), sentence.first.value, sentence.block.value, act.verbal,
                     definite(act),
                     reading_.page.blocks[sentence.block.value].kind == BlockKind::caption});
  }

  Span trigger_span(Id<Token> trigger) const {
    Span span = reading_.text[trigger].span;
    if (reading_.verbal(trigger)) return span;
    for (const Id<Token> child : reading_.text.children(trigger))
      if (reading_.base_relation(child) == Relation::compound && child < trigger &&
          reading_.names.entity_of(child).none())
        span = cover(span, reading_.text[child].span);
    return span;
  }

  void code(const Act& act, const Sentence& sentence, Event& event) const {
    const EventClass& coded = reading_.lexicon.ontology[act.event];
    event.type = coded.type;
    event.mode = coded.mode;
    event.quad = coded.quad;
    event.contexts = act.contexts;
    for (std::uint32_t i = sentence.first.value; i < sentence.end.value; ++i)
      for (const std::uint8_t context : reading_.lexicon.contexts_of(reading_.word(Id<Token>{i})))
        if (const std::string& name = reading_.lexicon.context_names[context];
            std::ranges::find(event.contexts, name) == event.contexts.end())
          event.contexts.push_back(name);
    event.cameo = act.cameo.empty() ? coded.cameo : act.cameo;
    if (act.cameo.empty())
      for (const auto& [context, cameo] : coded.cameo_by_context)
        if (std::ranges::find(event.contexts, context) != event.contexts.end()) {
          event.cameo = cameo;
          break;
        }
    event.goldstein = reading_.lexicon.ontology.goldstein_of(event.cameo).value_or(coded.score);
  }

  bool sector(const std::vector<Id<Entity>>& actors, std::string_view wanted) const {
    if (wanted.empty()) return true;
    return std::ranges::any_of(actors, [&](Id<Entity> one) {
      return std::ranges::find(reading_.names[one].sectors, wanted) !=
             reading_.names[one].sectors.end();
    });
  }

  void translate(Event& event) const {
    for (const Translation& one : reading_.lexicon.ontology.translations()) {
      if (one.type != event.type || (!one.mode.empty() && one.mode != event.mode)) continue;
      if (!sector(event.source, one.source_sector) || !sector(event.target, one.target_sector))
        continue;
      event.type = one.to_type;
      event.mode = one.to_mode;
      event.quad = one.to_quad;
      event.rule += fmt::format(" < {}:{} {}", std::filesystem::path(one.path).filename().string(),
                                one.line, one.to_type);
      return;
    }
  }

  int depth(Id<Token> token) const {
    int steps = 0;
    for (; token && steps < 2 * tree_steps; ++steps) token = reading_.text[token].head;
    return steps;
  }

  double confidence_of(const Act& act) const {
    double sure = 0.92 * act.weight;
    if (act.source.empty()) sure *= 0.75;
    if (act.target.empty()) sure *= 0.9;
    if (!act.verbal) sure *= 0.85;
    if (act.status != EventStatus::happened && act.status != EventStatus::ongoing) sure *= 0.9;
    sure *= 1.0 - 0.02 * std::min(depth(act.anchor), 10);
    return std::clamp(sure, 0.0, 0.99);
  }

  void give_dateline(std::size_t before) {
    std::size_t main = before;
    for (std::size_t i = before + 1; i < told_.size(); ++i)
      if (depths_[i] < depths_[main]) main = i;
    if (main >= told_.size() || told_[main].event.where.place) return;
    if (told_[main].event.status == EventStatus::happened)
      told_[main].event.where = dateline_of(reading_);
  }

  const Reading& reading_;
  std::vector<Told> told_;
  std::vector<int> depths_;  // by event: how deep in its sentence
  bool lead_seen_ = false;
};

}  // namespace

}  // namespace sitrep::coding

namespace sitrep {

Id<Comment> told_by_reader(const Page& page, const Event& event) {
  return event.block.none() ? Id<Comment>{} : page.blocks[event.block.value].comment;
}

Events find_events(const Page& page, const Text& text, const Names& names, const Scene& scene,
                   const Claims& claims, const EventsModel& model) {
  const coding::Reading reading(page, text, names, scene, claims, model.lexicon());
  coding::Coder coder(reading);
  coding::Recorder article(reading), comment(reading);
  Id<Comment> read;  // whose words `comment` holds: two readers' tellings stay two
  Events found;
  const auto add = [&found](std::vector<Event> events) {
    std::ranges::move(events, std::back_inserter(found.events));
  };
  for (const Sentence& sentence : text.sentences) {
    if (!sentence.block || !coding::tells_events(page.blocks[sentence.block.value])) continue;
    const Block& block = page.blocks[sentence.block.value];
    if (block.kind != BlockKind::comment) {
      article.read(sentence, coder);
      continue;
    }
    if (block.comment != read) {
      add(comment.take());
      read = block.comment;
    }
    comment.read(sentence, coder);
  }
  add(article.take());
  add(comment.take());
  std::ranges::stable_sort(found.events, {}, [](const Event& event) { return event.trigger; });
  return found;
}

}  // namespace sitrep
