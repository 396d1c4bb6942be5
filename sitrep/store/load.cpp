#include <utility>

#include "sitrep/store/lists.h"
#include "sitrep/store/state.h"

namespace sitrep {

namespace {

/// Reads the layers of one page, in the order in which they were written.
class Reader {
 public:
  Reader(Database& database, std::string_view page) : database_(database), id_(page) {}

  Document read() {
    page();
    comments();
    blocks();
    sentences();
    names();
    scene();
    claims();
    events();
    notes();
    return std::move(document_);
  }

 private:
  Database::Statement& start(const char* sql) {
    Database::Statement& rows = database_.statement(sql);
    rows.start(key_);
    return rows;
  }

  template <class List>
  List list(std::optional<List> read) {
    if (!read) database_.fail(ErrorKind::corrupt, "holds a list that is not JSON as it must be");
    return std::move(read).value_or(List());
  }

  void page() {
    Database::Statement& rows = database_.statement(
        "SELECT pages.key, id, source, kind, url, site, outlet, title, authors, published,"
        " published_basis, updated, updated_basis, dateline, language, charset, text, source_map,"
        " engine, model, lexicon FROM pages JOIN makers ON makers.key = pages.made_by"
        " WHERE id = ?");
    bool found = false;
    for (rows.start(id_); rows.next(); found = true) {
      Page& page = document_.page;
      key_ = rows.integer();
      page.id = rows.text();
      page.source = rows.text();
      page.kind = rows.word<PayloadKind>();
      for (std::string* text : {&page.url, &page.site, &page.outlet, &page.title})
        *text = rows.text();
      page.authors = list(words_of_list(rows.view()));
      page.published = {rows.text(), rows.text()};
      page.updated = {rows.text(), rows.text()};
      for (std::string* text : {&page.dateline, &page.language, &page.charset, &page.text})
        *text = rows.text();
      page.source_map = list(runs_of_list(rows.view()));
      document_.made_by = {rows.text(), rows.text(), rows.text()};
    }
    if (!found && database_.ok())
      database_.fail(ErrorKind::not_found, "has no page " + std::string(id_));
  }

  void comments() {
    Database::Statement& rows = start(
        "SELECT parent, number, author, time, span_begin, span_end, body, problems FROM comments"
        " WHERE page = ? ORDER BY id");
    while (rows.next())
      document_.page.comments.push_back({rows.id<Comment>(), rows.optional<int>(), rows.text(),
                                         rows.text(), rows.span(), list(spans_of_list(rows.view())),
                                         list(words_of_list(rows.view()))});
  }

  void blocks() {
    Database::Statement& rows = start(
        "SELECT kind, span_begin, span_end, copy_of, comment FROM blocks WHERE page = ?"
        " ORDER BY id");
    while (rows.next())
      document_.page.blocks.push_back(
          {rows.word<BlockKind>(), rows.span(), rows.id<Block>(), rows.id<Comment>()});
  }

  void sentences() {
    Database::Statement& rows =
        start("SELECT span_begin, span_end, block FROM sentences WHERE page = ? ORDER BY id");
    while (rows.next())
      document_.text.sentences.push_back({rows.span(), rows.id<Block>(), {0}, {0}});
  }

  void names() {
    Names& names = document_.names;
    Database::Statement& entity = start(
        "SELECT kind, name, country, sectors, actor, rule FROM entities WHERE page = ?"
        " ORDER BY id");
    while (entity.next())
      names.entities.push_back({entity.word<EntityKind>(),
                                entity.text(),
                                entity.text(),
                                list(words_of_list(entity.view())),
                                entity.text(),
                                {},
                                entity.text()});
    Database::Statement& role = start(
        "SELECT entity, title, of, span_begin, span_end FROM roles WHERE page = ?"
        " ORDER BY entity, id");
    while (role.next()) {
      const auto owner = static_cast<std::size_t>(role.integer());
      if (owner < names.entities.size())
        names.entities[owner].roles.push_back({role.text(), role.id<Entity>(), role.span()});
    }
    Database::Statement& mention =
        start("SELECT span_begin, span_end, kind, entity FROM mentions WHERE page = ? ORDER BY id");
    while (mention.next())
      names.mentions.push_back(
          {mention.span(), {}, mention.word<MentionKind>(), mention.id<Entity>()});
  }

  void scene() {
    Database::Statement& place = start(
        "SELECT span_begin, span_end, name, geonames, latitude, longitude, kind, country, basis"
        " FROM places WHERE page = ? ORDER BY id");
    while (place.next()) {
      Place& p = document_.scene.places.emplace_back();
      p.span = place.span();
      p.name = place.text();
      p.geonames = place.optional<std::uint32_t>();
      const auto latitude = place.optional<double>(), longitude = place.optional<double>();
      if (latitude && longitude) p.at = {*latitude, *longitude};
      for (std::string* text : {&p.kind, &p.country, &p.basis}) *text = place.text();
    }
    Database::Statement& time = start(
        "SELECT span_begin, span_end, value, kind, basis FROM times WHERE page = ? ORDER BY id");
    while (time.next())
      document_.scene.times.push_back(
          {time.span(), time.text(), time.word<TimeKind>(), time.text()});
  }

  void claims() {
    std::vector<Claim>& claims = document_.claims.claims;
    Database::Statement& rows = start(
        "SELECT speaker, speaker_begin, speaker_end, anonymous, reason_begin, reason_end, told_by,"
        " addressee, cue_begin, cue_end, form, act, polarity, certainty, time, block, rule"
        " FROM claims WHERE page = ? ORDER BY id");
    while (rows.next()) {
      const Speaker speaker = {rows.id<Entity>(), rows.span(), rows.integer() != 0, rows.span()};
      claims.push_back({speaker,
                        rows.id<Claim>(),
                        rows.id<Entity>(),
                        rows.span(),
                        {},
                        rows.word<Form>(),
                        rows.text(),
                        rows.word<Polarity>(),
                        rows.word<Certainty>(),
                        rows.id<Time>(),
                        rows.id<Block>(),
                        rows.text()});
    }
    Database::Statement& content = start(
        "SELECT claim, span_begin, span_end FROM claim_content WHERE page = ? ORDER BY claim, id");
    while (content.next()) {
      const auto owner = static_cast<std::size_t>(content.integer());
      if (owner < claims.size()) claims[owner].content.push_back(content.span());
    }
    document_.claims.index_contents();
  }

  void events() {
    std::vector<Event>& events = document_.events.events;
    Database::Statement& rows = start(
        "SELECT type, mode, cameo, goldstein, quad, contexts, trigger_begin, trigger_end, "
        "span_begin,"
        " span_end, mentions, when_value, when_basis, when_time, where_place, where_basis, status, "
        "claim,"
        " killed, wounded, people, money, confidence, block, rule FROM events WHERE page = ?"
        " ORDER BY id");
    while (rows.next()) {
      Event& event = events.emplace_back();
      for (std::string* text : {&event.type, &event.mode, &event.cameo}) *text = rows.text();
      event.goldstein = rows.real();
      event.quad = rows.text();
      event.contexts = list(words_of_list(rows.view()));
      event.trigger = rows.span();
      event.span = rows.span();
      event.mentions = list(spans_of_list(rows.view()));
      event.when = {rows.text(), rows.text(), rows.id<Time>()};
      event.where = {rows.id<Place>(), rows.text()};
      event.status = rows.word<EventStatus>();
      event.claim = rows.id<Claim>();
      event.magnitude = {rows.optional<double>(), rows.optional<double>(), rows.optional<double>(),
                         rows.optional<double>()};
      event.confidence = rows.real();
      event.block = rows.id<Block>();
      event.rule = rows.text();
    }
    Database::Statement& actor = start(
        "SELECT event, part, entity FROM event_actors WHERE page = ? ORDER BY event, part, id");
    while (actor.next()) {
      const auto owner = static_cast<std::size_t>(actor.integer());
      const bool is_source = actor.view() == "source";
      const Id<Entity> entity = actor.id<Entity>();
      if (owner < events.size())
        (is_source ? events[owner].source : events[owner].target).push_back(entity);
    }
  }

  void notes() {
    Database::Statement& rows = start(
        "SELECT stage, level, message, span_begin, span_end FROM notes WHERE page = ?"
        " ORDER BY id");
    while (rows.next()) {
      Note note = {rows.word<Stage>(), rows.word<NoteLevel>(), rows.text(), rows.span()};
      layer_notes(note.stage).push_back(std::move(note));
    }
  }

  std::vector<Note>& layer_notes(Stage stage) {
    switch (stage) {
      case Stage::page:
        return document_.page.notes;
      case Stage::text:
        return document_.text.notes;
      case Stage::names:
        return document_.names.notes;
      case Stage::scene:
        return document_.scene.notes;
      case Stage::claims:
        return document_.claims.notes;
      case Stage::events:
        break;
    }
    return document_.events.notes;
  }

  Database& database_;
  std::string_view id_;
  std::int64_t key_ = 0;
  Document document_;
};

}  // namespace

Document read_document(Database& database, std::string_view page) {
  return Reader(database, page).read();
}

}  // namespace sitrep
