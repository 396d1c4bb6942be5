#include "sitrep/report/json.h"

#include <algorithm>
#include <set>

#include "sitrep/report/describe.h"
#include "sitrep/story/json.h"

namespace sitrep {

namespace {

using Json = nlohmann::ordered_json;

Json text_json(const std::string& text) { return text.empty() ? Json() : Json(text); }

class JsonReport {
 public:
  explicit JsonReport(const Account& told)
      : told_(told), story_(told.material.story), situation_(told.situation) {}

  Json run() {
    Json report = {{"about", about()}};
    Json story = json_of(story_);
    Json events = Json::array(), disagreements = Json::array(), kept_apart = Json::array(),
         outcomes = Json::array();
    std::vector<Row> rows = situation_.rows;
    std::ranges::sort(rows, {}, &Row::happening);
    for (const Row& row : rows)
      events.push_back(event(std::move(story["events"][row.happening.value]), row));
    for (const DisagreementRow& row : situation_.disagreements) {
      Json one = std::move(story["disagreements"][row.disagreement]);
      one["since"] = text_json(row.since);
      one["latest"] = text_json(row.latest);
      disagreements.push_back(std::move(one));
    }
    for (const std::uint32_t i : situation_.kept_apart)
      kept_apart.push_back(std::move(story["kept_apart"][i]));
    for (const std::uint32_t i : situation_.outcomes)
      outcomes.push_back(std::move(story["outcomes"][i]));
    story["events"] = std::move(events);
    story["disagreements"] = std::move(disagreements);
    story["kept_apart"] = std::move(kept_apart);
    story["outcomes"] = std::move(outcomes);
    for (auto& [key, value] : story.items()) report[key] = std::move(value);
    report["relations"] = relations();
    report["readers"] = readers();
    report["gaps"] = gaps();
    return report;
  }

 private:
  Json about() const {
    return {{"pages", situation_.pages},
            {"outlets", situation_.outlets},
            {"first_day", text_json(situation_.first_day)},
            {"last_day", text_json(situation_.last_day)},
            {"selection", text_json(told_.selector.in_words())},
            {"events_left_out_as_old", situation_.older}};
  }

  Json event(Json one, const Row& row) const {
    const Dossier dossier = dossier_of(story_, row.happening);
    one["event_id"] = id_of(story_, row.happening);
    one["standing"] = word(row.standing);
    one["first_told"] = text_json(row.first_told);
    one["told_again"] = row.told_again;
    Json told = Json::array(), fields = Json::array();
    for (const auto* reports : {&dossier.reports, &dossier.comments})
      for (const Report& report : *reports) told.push_back(telling(report));
    for (const FieldView& view : dossier.fields) {
      Json values = Json::array();
      for (const FieldValue& value : view.values)
        values.push_back(
            {{"value", value.value}, {"told", value.reports}, {"outlets", value.outlets}});
      fields.push_back({{"field", word(view.field)},
                        {"agreement", word(view.agreement)},
                        {"values", std::move(values)}});
    }
    one["told"] = std::move(told);
    one["fields"] = std::move(fields);
    return one;
  }

  static Json voices(const Telling& telling) {
    Json list = Json::array();
    for (const Voice& voice : telling.voices)
      list.push_back({{"words", voice.words},
                      {"asked_not_to_be_named", voice.unnamed},
                      {"named", voice.named}});
    return list;
  }

  Json telling(const Report& report) const {
    const PageFacts& page = story_.pages[report.record.page];
    const Telling& telling = told_.material.telling(report.record);
    return {{"event_id", id_of(page.page, Part::event, report.record.of.value)},
            {"source", page.source},
            {"outlet", text_json(page.outlet)},
            {"published", text_json(page.published)},
            {"part", word(telling.part)},
            {"reader", text_json(telling.reader)},
            {"according_to", voices(telling)},
            {"certainty", word(telling.certainty)},
            {"denied", telling.denied},
            {"words", {telling.words.begin, telling.words.end}},
            {"sentence", told_.material.pages[report.record.page].passages[telling.passage].text},
            {"why", text_json(telling.why)},
            {"copy_of", report.copy_of ? Json(story_.pages[*report.copy_of].source) : Json()}};
  }

  static Json tally(const Tally& tally) {
    Json counts = Json::object();
    for (std::size_t i = 0; i < tally.quads.size(); ++i)
      counts[std::string(words_of<Quad>[i])] = tally.quads[i];
    counts["goldstein_mean"] = tally.events() == 0 ? Json() : Json(tally.goldstein());
    return counts;
  }

  Json relations() const {
    Json list = Json::array();
    for (const Dyad& dyad : situation_.dyads) {
      Json points = Json::array();
      for (const DyadPoint& point : dyad.points) {
        Json events = Json::array(), assessments = Json::array();
        for (const Id<Happening> id : point.happenings) events.push_back(id.value);
        for (const std::uint32_t index : point.assessments) assessments.push_back(judged(index));
        points.push_back({{"period", text_json(point.period)},
                          {"first_to_second", tally(point.forward)},
                          {"second_to_first", tally(point.backward)},
                          {"mutual", tally(point.mutual)},
                          {"events", std::move(events)},
                          {"assessments", std::move(assessments)}});
      }
      list.push_back(
          {{"first", dyad.first}, {"second", dyad.second}, {"points", std::move(points)}});
    }
    return list;
  }

  Json judged(std::uint32_t index) const {
    const AssessmentIn& one = told_.material.assessments[index];
    const Telling& telling = told_.material.assessment_tellings[index];
    const PageFacts& page = story_.pages[one.page];
    return {{"tone", word(one.assessment.tone)},
            {"source", page.source},
            {"outlet", text_json(page.outlet)},
            {"published", text_json(page.published)},
            {"according_to", voices(telling)},
            {"words", {telling.words.begin, telling.words.end}},
            {"sentence", told_.material.pages[one.page].passages[telling.passage].text}};
  }

  Json readers() const {
    const ReaderCounts& readers = situation_.readers;
    Json about = Json::array();
    for (const auto& [actor, comments] : readers.about) about.push_back({actor.value, comments});
    return {{"comments", readers.comments},
            {"pages", readers.pages},
            {"authors", readers.authors},
            {"events", readers.events},
            {"without_author", readers.without_author},
            {"without_text", readers.without_text},
            {"orphans", readers.orphans},
            {"pages_with_numbering_gaps", readers.pages_with_numbering_gaps},
            {"about", std::move(about)}};
  }

  Json gaps() const {
    const Gaps& gaps = situation_.gaps;
    Json longest = Json::array(), silent = Json::array();
    for (const SilentDays& days : gaps.longest) longest.push_back({days.first, days.last});
    for (const auto& [outlet, day] : gaps.silent_outlets) silent.push_back({outlet, day});
    return {{"pages_without_day", gaps.pages_without_day},
            {"pages_without_outlet", gaps.pages_without_outlet},
            {"days", gaps.days},
            {"days_without_page", gaps.days_without_page},
            {"longest", std::move(longest)},
            {"silent_outlets", std::move(silent)},
            {"events_without_day", gaps.events_without_day},
            {"events_without_place", gaps.events_without_place},
            {"events_of_sources_without_name", gaps.events_of_unnamed}};
  }

  const Account& told_;
  const Story& story_;
  const Situation& situation_;
};

}  // namespace

Status write_json(const Account& told, const Sink& sink) {
  return sink(JsonReport(told).run().dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace sitrep
