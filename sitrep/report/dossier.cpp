#include "sitrep/report/dossier.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "sitrep/story/interval.h"
#include "sitrep/story/judge.h"

namespace sitrep {

namespace {

/// Values of one field that are compared with each other; further ones stand unjudged.
constexpr std::size_t values_max = 32;

/// What one report gives for a field.
struct Given {
  std::uint32_t report = 0;
  std::string value;
  const EventFact* fact = nullptr;
  std::vector<Id<Actor>> actors;  ///< where the field names some; sorted
};

using Fits = std::function<bool(const Given&, const Given&)>;

bool same_value(const Given& a, const Given& b) { return a.value == b.value; }

bool share_an_actor(const Given& a, const Given& b) {
  return std::ranges::any_of(
      a.actors, [&](Id<Actor> actor) { return std::ranges::binary_search(b.actors, actor); });
}

bool days_meet(const Given& a, const Given& b) {
  return days_apart(interval_of(a.fact->when), interval_of(b.fact->when)) == 0;
}

bool is_area(const Place& place) {
  return !place.at || place.kind == "country" || place.kind == "region" ||
         place.kind == "province" || place.kind == "continent";
}

/// A country does not contradict a town that may lie in it.
bool places_fit(const Given& a, const Given& b) {
  const Place &one = a.fact->where, &two = b.fact->where;
  if (a.value == b.value || (one.geonames && one.geonames == two.geonames)) return true;
  if (!is_area(one) && !is_area(two)) return false;
  return one.country.empty() || two.country.empty() || one.country == two.country;
}

bool status_fits(const Given& a, const Given& b) {
  return a.value == b.value || (is_real(a.fact->status) && is_real(b.fact->status));
}

class DossierMaker {
 public:
  DossierMaker(const Story& story, Id<Happening> happening)
      : story_(story), happening_(story.happenings[happening.value]) {
    dossier_.happening = happening;
  }

  Dossier run() {
    dossier_.reports = reports(happening_.reports);
    dossier_.comments = reports(happening_.comments);
    const bool mutual = is_symmetric(happening_.type);
    add(Field::who, actors(true, mutual), share_an_actor);
    if (!mutual) add(Field::to_whom, actors(false, false), share_an_actor);
    add(Field::when, values([](const EventFact& fact) { return fact.when; }), days_meet);
    add(Field::where, values([](const EventFact& fact) { return fact.place; }), places_fit);
    number(Field::killed, &Magnitude::killed);
    number(Field::wounded, &Magnitude::wounded);
    number(Field::people, &Magnitude::people);
    number(Field::money, &Magnitude::money);
    add(Field::status, values([](const EventFact& fact) { return std::string(word(fact.status)); }),
        status_fits);
    return std::move(dossier_);
  }

 private:
  const EventFact& fact(const Report& report) const {
    return story_.pages[report.record.page].events[report.record.of.value];
  }

  std::vector<Report> reports(const std::vector<Link<Event>>& links) const {
    std::vector<Report> all;
    for (const Link<Event>& link : links) {
      Report& report = all.emplace_back(Report{link.record, link.reason, {}});
      const std::uint32_t origin = story_.copies[link.record.page];
      if (origin != link.record.page) report.copy_of = origin;
    }
    std::ranges::sort(all, {}, &Report::record);
    return all;
  }

  std::vector<Given> actors(bool source, bool both) const {
    std::vector<Given> all;
    for (std::uint32_t i = 0; i < dossier_.reports.size(); ++i) {
      const Report& report = dossier_.reports[i];
      const EventFact& event = fact(report);
      Given given{i, "", &event, {}};
      for (const auto* side : {&event.source, &event.target}) {
        if (!both && source != (side == &event.source)) continue;
        for (const Id<Entity> entity : *side) add_actor(given, report.record.page, entity);
      }
      std::ranges::sort(given.actors);
      if (!given.actors.empty()) all.push_back(std::move(given));
    }
    return all;
  }

  void add_actor(Given& given, std::uint32_t page, Id<Entity> entity) const {
    const Id<Actor> actor = story_.actor_of[page][entity.value];
    if (actor.none() || std::ranges::find(given.actors, actor) != given.actors.end()) return;
    given.actors.push_back(actor);
    given.value += (given.value.empty() ? "" : " and ") + story_.actors[actor.value].name;
  }

  template <class ValueOf>
  std::vector<Given> values(const ValueOf& value_of) const {
    std::vector<Given> all;
    for (std::uint32_t i = 0; i < dossier_.reports.size(); ++i) {
      const EventFact& event = fact(dossier_.reports[i]);
      std::string value = value_of(event);
      if (!value.empty()) all.push_back({i, std::move(value), &event, {}});
    }
    return all;
  }

  void number(Field field, std::optional<double> Magnitude::*member) {
    add(field, values([&](const EventFact& event) {
          const std::optional<double>& given = event.magnitude.*member;
          return given ? fmt::format("{}", *given) : std::string();
        }),
        same_value);
  }

  void add(Field field, const std::vector<Given>& given, const Fits& fits) {
    if (given.empty()) return;
    FieldView view{field, Agreement::only_one, {}};
    std::vector<const Given*> firsts;  // of each value
    std::vector<std::set<std::string>> tellers;
    std::set<std::string> all_tellers;
    for (const Given& one : given) {
      const auto known = std::ranges::find(view.values, one.value, &FieldValue::value);
      const auto at = static_cast<std::size_t>(known - view.values.begin());
      if (known == view.values.end()) {
        view.values.push_back({one.value, {}, 0});
        firsts.push_back(&one);
        tellers.emplace_back();
      }
      view.values[at].reports.push_back(one.report);
      const std::string& teller = teller_of(story_, dossier_.reports[one.report].record.page);
      tellers[at].insert(teller);
      all_tellers.insert(teller);
    }
    for (std::size_t i = 0; i < tellers.size(); ++i)
      view.values[i].outlets = static_cast<std::uint32_t>(tellers[i].size());
    if (all_tellers.size() > 1) view.agreement = Agreement::agree;
    firsts.resize(std::min(firsts.size(), values_max));
    for (std::size_t i = 0; i < firsts.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        if (!fits(*firsts[i], *firsts[k])) view.agreement = Agreement::differ;
    dossier_.fields.push_back(std::move(view));
  }

  const Story& story_;
  const Happening& happening_;
  Dossier dossier_;
};

}  // namespace

Dossier dossier_of(const Story& story, Id<Happening> happening) {
  return DossierMaker(story, happening).run();
}

const std::string& teller_of(const Story& story, std::uint32_t page) {
  const PageFacts& origin = story.pages[story.copies[page]];
  return origin.outlet.empty() ? origin.page : origin.outlet;
}

}  // namespace sitrep
