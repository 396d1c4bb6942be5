#include <nlohmann/json.hpp>

#include "sitrep/read/read.h"

namespace sitrep {

namespace {

using Json = nlohmann::ordered_json;  // keys stay in the order of docs/formats.md

Json span_json(Span span) { return span.empty() ? Json() : Json::array({span.begin, span.end}); }

template <class T>
Json id_json(Id<T> id) {
  return id.none() ? Json() : Json(id.value);
}

Json text_json(std::string_view text) { return text.empty() ? Json() : Json(text); }

template <class T>
Json optional_json(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

template <class T, class Print>
Json list_json(const std::vector<T>& items, Print print) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(print(item));
  return list;
}

Json dated_json(const Dated& dated) {
  if (dated.value.empty()) return {};
  return {{"value", dated.value}, {"basis", dated.basis}};
}

Json block_json(const Block& block) {
  return {{"kind", word(block.kind)},
          {"span", span_json(block.span)},
          {"copy_of", id_json(block.copy_of)},
          {"comment", id_json(block.comment)}};
}

Json comments_json(const Page& page) {
  Json list = Json::array();
  for (const Comment& comment : page.comments) {
    list.push_back({{"id", list.size()},
                    {"parent", id_json(comment.parent)},
                    {"number", optional_json(comment.number)},
                    {"author", text_json(comment.author)},
                    {"time", text_json(comment.time)},
                    {"span", span_json(comment.span)},
                    {"body", list_json(comment.body, span_json)},
                    {"problems", comment.problems}});
  }
  return list;
}

Json page_json(const Page& page, bool with_text) {
  Json json = {{"id", page.id},
               {"source", page.source},
               {"url", text_json(page.url)},
               {"site", text_json(page.site)},
               {"outlet", text_json(page.outlet)},
               {"title", text_json(page.title)},
               {"authors", page.authors},
               {"published", dated_json(page.published)},
               {"updated", dated_json(page.updated)},
               {"dateline", text_json(page.dateline)},
               {"language", text_json(page.language)}};
  if (with_text) json["text"] = page.text;
  json["source_map"] = list_json(page.source_map, [](const SourceRun& run) {
    return Json::array({run.text_begin, run.source_begin, run.length});
  });
  json["blocks"] = list_json(page.blocks, block_json);
  json["comments"] = comments_json(page);
  return json;
}

Json sentence_json(const Sentence& sentence) {
  return {{"span", span_json(sentence.span)}, {"block", id_json(sentence.block)}};
}

Json tokens_json(const Text& text) {
  return list_json(text.tokens, [&](const Token& token) -> Json {
    return {
        {"span", span_json(token.span)}, {"lemma", text.strings.at(token.lemma)},
        {"tag", word(token.tag)},        {"features", text_json(text.strings.at(token.features))},
        {"head", id_json(token.head)},   {"relation", word(token.relation)}};
  });
}

Json entities_json(const Names& names) {
  std::vector<Json> mentions(names.entities.size(), Json::array());
  for (const Mention& mention : names.mentions)
    mentions[mention.entity.value].push_back(
        {{"span", span_json(mention.span)}, {"kind", word(mention.kind)}});
  Json list = Json::array();
  for (const Entity& entity : names.entities) {
    const std::size_t id = list.size();
    list.push_back({{"id", id},
                    {"kind", word(entity.kind)},
                    {"name", entity.name},
                    {"country", text_json(entity.country)},
                    {"sectors", entity.sectors},
                    {"actor", text_json(entity.actor)},
                    {"roles", list_json(entity.roles,
                                        [](const Role& role) -> Json {
                                          return {{"title", role.title},
                                                  {"of", id_json(role.of)},
                                                  {"span", span_json(role.span)}};
                                        })},
                    {"mentions", std::move(mentions[id])},
                    {"rule", entity.rule}});
  }
  return list;
}

Json places_json(const Scene& scene) {
  Json list = Json::array();
  for (const Place& place : scene.places) {
    list.push_back({{"id", list.size()},
                    {"span", span_json(place.span)},
                    {"name", place.name},
                    {"geonames", optional_json(place.geonames)},
                    {"latitude", place.at ? Json(place.at->latitude) : Json()},
                    {"longitude", place.at ? Json(place.at->longitude) : Json()},
                    {"kind", text_json(place.kind)},
                    {"country", text_json(place.country)},
                    {"basis", text_json(place.basis)}});
  }
  return list;
}

Json times_json(const Scene& scene) {
  Json list = Json::array();
  for (const Time& time : scene.times) {
    list.push_back({{"id", list.size()},
                    {"span", span_json(time.span)},
                    {"value", time.value},
                    {"kind", word(time.kind)},
                    {"basis", text_json(time.basis)}});
  }
  return list;
}

Json speaker_json(const Speaker& speaker, const Page& page) {
  return {{"entity", id_json(speaker.entity)},
          {"text", text_json(page.at(speaker.span))},
          {"span", span_json(speaker.span)},
          {"anonymous", speaker.anonymous},
          {"reason", span_json(speaker.reason)}};
}

Json claims_json(const Claims& claims, const Page& page) {
  Json list = Json::array();
  for (const Claim& claim : claims.claims) {
    list.push_back({{"id", list.size()},
                    {"speaker", speaker_json(claim.speaker, page)},
                    {"told_by", id_json(claim.told_by)},
                    {"addressee", id_json(claim.addressee)},
                    {"cue", span_json(claim.cue)},
                    {"content", list_json(claim.content, span_json)},
                    {"form", word(claim.form)},
                    {"act", claim.act},
                    {"polarity", word(claim.polarity)},
                    {"certainty", word(claim.certainty)},
                    {"time", id_json(claim.time)},
                    {"block", id_json(claim.block)},
                    {"rule", claim.rule}});
  }
  return list;
}

Json when_json(const When& when) {
  return {{"value", text_json(when.value)},
          {"basis", text_json(when.basis)},
          {"time", id_json(when.time)}};
}

Json magnitude_json(const Magnitude& magnitude) {
  return {{"killed", optional_json(magnitude.killed)},
          {"wounded", optional_json(magnitude.wounded)},
          {"people", optional_json(magnitude.people)},
          {"money", optional_json(magnitude.money)}};
}

Json events_json(const Page& page, const Events& events) {
  Json list = Json::array();
  for (const Event& event : events.events) {
    list.push_back(
        {{"id", list.size()},
         {"type", event.type},
         {"mode", text_json(event.mode)},
         {"cameo", text_json(event.cameo)},
         {"goldstein", event.goldstein},
         {"quad", text_json(event.quad)},
         {"contexts", event.contexts},
         {"source", list_json(event.source, id_json<Entity>)},
         {"target", list_json(event.target, id_json<Entity>)},
         {"trigger", span_json(event.trigger)},
         {"span", span_json(event.span)},
         {"mentions", list_json(event.mentions, span_json)},
         {"when", when_json(event.when)},
         {"where",
          {{"place", id_json(event.where.place)}, {"basis", text_json(event.where.basis)}}},
         {"status", word(event.status)},
         {"claim", id_json(event.claim)},
         {"magnitude", magnitude_json(event.magnitude)},
         {"confidence", event.confidence},
         {"block", id_json(event.block)},
         {"comment", id_json(told_by_reader(page, event))},
         {"rule", event.rule}});
  }
  return list;
}

Json predicate_json(const Predicate& predicate) {
  return {{"span", span_json(predicate.span)},
          {"polarity", word(predicate.polarity)},
          {"certainty", word(predicate.certainty)}};
}

Json notes_json(const Document& document) {
  Json list = Json::array();
  const auto add = [&](const std::vector<Note>& notes) {
    for (const Note& note : notes)
      list.push_back({{"stage", word(note.stage)},
                      {"level", word(note.level)},
                      {"message", note.message},
                      {"span", span_json(note.span)}});
  };
  add(document.page.notes);
  add(document.text.notes);
  add(document.names.notes);
  add(document.scene.notes);
  add(document.claims.notes);
  add(document.events.notes);
  return list;
}

}  // namespace

std::string to_json(const Document& document, RecordLayers layers) {
  Json record = {{"page", page_json(document.page, layers.page_text)},
                 {"sentences", list_json(document.text.sentences, sentence_json)}};
  if (layers.text) record["tokens"] = tokens_json(document.text);
  record["entities"] = entities_json(document.names);
  record["places"] = places_json(document.scene);
  record["times"] = times_json(document.scene);
  record["claims"] = claims_json(document.claims, document.page);
  record["events"] = events_json(document.page, document.events);
  if (layers.predicates)
    record["predicates"] = list_json(document.claims.predicates, predicate_json);
  record["notes"] = notes_json(document);
  record["made_by"] = {{"engine", document.made_by.engine},
                       {"model", document.made_by.model},
                       {"lexicon", document.made_by.lexicon}};
  return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sitrep
