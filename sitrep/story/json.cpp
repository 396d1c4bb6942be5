#include "sitrep/story/json.h"

#include "sitrep/story/story.h"

namespace sitrep {

namespace {

using Json = nlohmann::ordered_json;

Json text_json(const std::string& text) { return text.empty() ? Json() : Json(text); }

class ReportPrinter {
 public:
  explicit ReportPrinter(const Story& story) : story_(story) {}

  Json run() const {
    return {{"entities", entities()},           {"events", events()},
            {"kept_apart", kept_apart()},       {"outcomes", outcomes()},
            {"disagreements", disagreements()}, {"stories", stories()}};
  }

 private:
  const std::string& source(std::uint32_t page) const { return story_.pages[page].source; }

  Json entities() const {
    Json list = Json::array();
    for (const Actor& actor : story_.actors) {
      Json mentions = Json::array(), links = Json::array();
      for (const Link<Entity>& member : actor.members) {
        const In<Entity> record = member.record;
        for (const Span span : story_.pages[record.page].entities[record.of.value].mentions)
          mentions.push_back({source(record.page), span.begin, span.end});
        links.push_back({{"page", source(record.page)},
                         {"entity", record.of.value},
                         {"reason", text_json(member.reason)},
                         {"score", member.score_percent / 100.0}});
      }
      list.push_back({{"id", list.size()},
                      {"kind", word(actor.kind)},
                      {"name", actor.name},
                      {"country", text_json(actor.country)},
                      {"actor", text_json(actor.lexicon_id)},
                      {"mentions", std::move(mentions)},
                      {"links", std::move(links)}});
    }
    return list;
  }

  static Json actor_ids(const std::vector<Id<Actor>>& actors) {
    Json list = Json::array();
    for (const Id<Actor> actor : actors) list.push_back(actor.value);
    return list;
  }

  Json events() const {
    Json list = Json::array();
    for (const Happening& happening : story_.happenings) {
      Json reports = Json::array(), reasons = Json::array(), scores = Json::array();
      const auto add = [&](const std::vector<Link<Event>>& links) {
        for (const Link<Event>& report : links) {
          reports.push_back({source(report.record.page), report.record.of.value});
          reasons.push_back(text_json(report.reason));
          scores.push_back(report.score_percent / 100.0);
        }
      };
      add(happening.reports);
      add(happening.comments);
      list.push_back({{"id", list.size()},
                      {"type", happening.type},
                      {"mode", text_json(happening.mode)},
                      {"when", text_json(happening.when)},
                      {"where", text_json(happening.place)},
                      {"source", actor_ids(happening.source)},
                      {"target", actor_ids(happening.target)},
                      {"status", word(happening.status)},
                      {"outlets", happening.outlets},
                      {"reports", std::move(reports)},
                      {"reasons", std::move(reasons)},
                      {"scores", std::move(scores)},
                      {"comments", happening.comments.size()}});
    }
    return list;
  }

  Json kept_apart() const {
    Json list = Json::array();
    for (const KeptApart& pair : story_.kept_apart)
      list.push_back({{"events", {pair.first.value, pair.second.value}}, {"reason", pair.reason}});
    return list;
  }

  Json outcomes() const {
    Json list = Json::array();
    for (const Outcome& outcome : story_.outcomes)
      list.push_back({{"announced", outcome.announced.value},
                      {"happened", outcome.happened.value},
                      {"reason", outcome.reason}});
    return list;
  }

  Json side(const Side& side) const {
    Json claims = Json::array(), spans = Json::array();
    for (const In<Claim> claim : side.claims)
      claims.push_back({source(claim.page), claim.of.value});
    for (const PageSpan& span : side.spans)
      spans.push_back({source(span.page), span.span.begin, span.span.end});
    return {{"speaker", side.actor.none() ? Json() : Json(side.actor.value)},
            {"who", side.who},
            {"claims", std::move(claims)},
            {"spans", std::move(spans)}};
  }

  Json disagreements() const {
    Json list = Json::array();
    for (const Disagreement& disagreement : story_.disagreements) {
      Json sides = Json::array();
      for (const Side& one : disagreement.sides) sides.push_back(side(one));
      const Id<Happening> event = disagreement.happening;
      list.push_back({{"about", disagreement.about},
                      {"kind", disagreement.kind},
                      {"event", event.none() ? Json() : Json(event.value)},
                      {"sides", std::move(sides)}});
    }
    return list;
  }

  Json stories() const {
    Json list = Json::array();
    for (const Thread& thread : story_.threads) {
      Json pages = Json::array();
      for (const std::uint32_t page : thread.pages) pages.push_back(source(page));
      list.push_back({{"id", list.size()}, {"pages", std::move(pages)}});
    }
    return list;
  }

  Json decisions() const {
    Json list = Json::array();
    for (const DecisionNote& note : story_.decision_notes)
      list.push_back(
          {{"decision", note.decision}, {"obeyed", note.obeyed}, {"message", note.message}});
    return list;
  }

  const Story& story_;
};

}  // namespace

nlohmann::ordered_json json_of(const Story& story) { return ReportPrinter(story).run(); }

}  // namespace sitrep
