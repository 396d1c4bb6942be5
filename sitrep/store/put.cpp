#include <string>

#include "sitrep/store/lists.h"
#include "sitrep/store/state.h"

namespace sitrep {

namespace {

/// Writes the layers of one page; `key_` is its number in this store.
class Writer {
 public:
  Writer(Database& database, const Document& document) : database_(database), document_(document) {}

  void write() {
    page();
    remove_layers();
    comments();
    blocks();
    sentences();
    names();
    scene();
    claims();
    events();
    notes();
  }

 private:
  Database::Statement& statement(const char* sql) { return database_.statement(sql); }

  std::int64_t maker() {
    const MadeBy& made_by = document_.made_by;
    statement("INSERT INTO makers(engine, model, lexicon) VALUES(?, ?, ?) ON CONFLICT DO NOTHING")
        .run(made_by.engine, made_by.model, made_by.lexicon);
    Database::Statement& rows =
        statement("SELECT key FROM makers WHERE engine = ? AND model = ? AND lexicon = ?");
    rows.start(made_by.engine, made_by.model, made_by.lexicon);
    const std::int64_t key = rows.next() ? rows.integer() : 0;
    while (rows.next()) {
    }
    return key;
  }

  /// A page that is read again keeps its number, so that the journal still points to it.
  void page() {
    const Page& page = document_.page;
    Database::Statement& rows = statement(
        "INSERT INTO pages(id, source, kind, url, site, outlet, title, authors, published,"
        " published_basis, updated, updated_basis, dateline, language, charset, text, source_map,"
        " made_by) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET source = excluded.source, kind = excluded.kind,"
        " url = excluded.url, site = excluded.site, outlet = excluded.outlet,"
        " title = excluded.title, authors = excluded.authors, published = excluded.published,"
        " published_basis = excluded.published_basis, updated = excluded.updated,"
        " updated_basis = excluded.updated_basis, dateline = excluded.dateline,"
        " language = excluded.language, charset = excluded.charset, text = excluded.text,"
        " source_map = excluded.source_map, made_by = excluded.made_by RETURNING key");
    const std::string authors = to_list(page.authors), map = to_list(page.source_map);
    rows.start(page.id, page.source, page.kind, known(page.url), known(page.site),
               known(page.outlet), known(page.title), authors, known(page.published.value),
               known(page.published.basis), known(page.updated.value), known(page.updated.basis),
               known(page.dateline), known(page.language), known(page.charset), page.text, map,
               maker());
    while (rows.next()) key_ = rows.integer();
  }

  void remove_layers() {
    // Children before parents: each row that goes is looked up in the tables that refer to it.
    for (const char* sql :
         {"DELETE FROM notes WHERE page = ?", "DELETE FROM event_actors WHERE page = ?",
          "DELETE FROM events WHERE page = ?", "DELETE FROM claim_content WHERE page = ?",
          "DELETE FROM claims WHERE page = ?", "DELETE FROM times WHERE page = ?",
          "DELETE FROM places WHERE page = ?", "DELETE FROM roles WHERE page = ?",
          "DELETE FROM mentions WHERE page = ?", "DELETE FROM entities WHERE page = ?",
          "DELETE FROM sentences WHERE page = ?", "DELETE FROM blocks WHERE page = ?",
          "DELETE FROM comments WHERE page = ?"})
      statement(sql).run(key_);
  }

  void comments() {
    const Page& page = document_.page;
    Database::Statement& insert = statement(
        "INSERT INTO comments(page, id, parent, number, author, time, span_begin, span_end, body,"
        " problems, text) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < page.comments.size(); ++id) {
      const Comment& comment = page.comments[id];
      std::string text;
      for (const Span part : comment.body)
        text.append(text.empty() ? "" : "\n").append(page.at(part));
      insert.run(key_, id, comment.parent, comment.number, known(comment.author),
                 known(comment.time), comment.span, to_list(comment.body),
                 to_list(comment.problems), text);
    }
  }

  void blocks() {
    Database::Statement& insert = statement(
        "INSERT INTO blocks(page, id, kind, span_begin, span_end, copy_of, comment)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)");
    const std::vector<Block>& blocks = document_.page.blocks;
    for (std::size_t id = 0; id < blocks.size(); ++id)
      insert.run(key_, id, blocks[id].kind, blocks[id].span, blocks[id].copy_of,
                 blocks[id].comment);
  }

  void sentences() {
    Database::Statement& insert = statement(
        "INSERT INTO sentences(page, id, block, span_begin, span_end, text)"
        " VALUES(?, ?, ?, ?, ?, ?)");
    const std::vector<Sentence>& sentences = document_.text.sentences;
    for (std::size_t id = 0; id < sentences.size(); ++id)
      insert.run(key_, id, sentences[id].block, sentences[id].span,
                 document_.page.at(sentences[id].span));
  }

  void names() {
    const Names& names = document_.names;
    Database::Statement& entity = statement(
        "INSERT INTO entities(page, id, kind, name, country, sectors, actor, rule)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    Database::Statement& role = statement(
        "INSERT INTO roles(page, entity, id, title, of, span_begin, span_end)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < names.entities.size(); ++id) {
      const Entity& e = names.entities[id];
      entity.run(key_, id, e.kind, e.name, known(e.country), to_list(e.sectors), known(e.actor),
                 known(e.rule));
      for (std::size_t i = 0; i < e.roles.size(); ++i)
        role.run(key_, id, i, e.roles[i].title, e.roles[i].of, e.roles[i].span);
    }
    Database::Statement& mention = statement(
        "INSERT INTO mentions(page, id, entity, kind, span_begin, span_end)"
        " VALUES(?, ?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < names.mentions.size(); ++id)
      mention.run(key_, id, names.mentions[id].entity, names.mentions[id].kind,
                  names.mentions[id].span);
  }

  void scene() {
    Database::Statement& place = statement(
        "INSERT INTO places(page, id, span_begin, span_end, name, geonames, latitude, longitude,"
        " kind, country, basis) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < document_.scene.places.size(); ++id) {
      const Place& p = document_.scene.places[id];
      const auto latitude = p.at ? std::optional(p.at->latitude) : std::nullopt;
      const auto longitude = p.at ? std::optional(p.at->longitude) : std::nullopt;
      place.run(key_, id, p.span, p.name, p.geonames, latitude, longitude, known(p.kind),
                known(p.country), known(p.basis));
    }
    Database::Statement& time = statement(
        "INSERT INTO times(page, id, span_begin, span_end, value, kind, basis)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < document_.scene.times.size(); ++id) {
      const Time& t = document_.scene.times[id];
      time.run(key_, id, t.span, t.value, t.kind, known(t.basis));
    }
  }

  void claims() {
    Database::Statement& insert = statement(
        "INSERT INTO claims(page, id, speaker, speaker_begin, speaker_end, anonymous,"
        " reason_begin, reason_end, told_by, addressee, cue_begin, cue_end, form, act, polarity,"
        " certainty, time, block, rule)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Database::Statement& content = statement(
        "INSERT INTO claim_content(page, claim, id, span_begin, span_end) VALUES(?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < document_.claims.claims.size(); ++id) {
      const Claim& c = document_.claims.claims[id];
      insert.run(key_, id, c.speaker.entity, c.speaker.span, c.speaker.anonymous, c.speaker.reason,
                 c.told_by, c.addressee, c.cue, c.form, known(c.act), c.polarity, c.certainty,
                 c.time, c.block, known(c.rule));
      for (std::size_t i = 0; i < c.content.size(); ++i) content.run(key_, id, i, c.content[i]);
    }
  }

  void events() {
    Database::Statement& insert = statement(
        "INSERT INTO events(page, id, type, mode, cameo, goldstein, quad, contexts, trigger_begin,"
        " trigger_end, span_begin, span_end, mentions, when_value, when_basis, when_time,"
        " where_place, where_basis, status, claim, killed, wounded, people, money, confidence, "
        "block, rule)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t id = 0; id < document_.events.events.size(); ++id) {
      const Event& e = document_.events.events[id];
      insert.run(key_, id, e.type, known(e.mode), known(e.cameo), e.goldstein, known(e.quad),
                 to_list(e.contexts), e.trigger, e.span, to_list(e.mentions), known(e.when.value),
                 known(e.when.basis), e.when.time, e.where.place, known(e.where.basis), e.status,
                 e.claim, e.magnitude.killed, e.magnitude.wounded, e.magnitude.people,
                 e.magnitude.money, e.confidence, e.block, known(e.rule));
      actors(id, "source", e.source);
      actors(id, "target", e.target);
    }
  }

  void actors(std::size_t event, const char* part, const std::vector<Id<Entity>>& entities) {
    Database::Statement& insert =
        statement("INSERT INTO event_actors(page, event, part, id, entity) VALUES(?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < entities.size(); ++i) insert.run(key_, event, part, i, entities[i]);
  }

  void notes() {
    Database::Statement& insert = statement(
        "INSERT INTO notes(page, id, stage, level, message, span_begin, span_end)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)");
    std::size_t id = 0;
    for (const std::vector<Note>* notes :
         {&document_.page.notes, &document_.text.notes, &document_.names.notes,
          &document_.scene.notes, &document_.claims.notes, &document_.events.notes})
      for (const Note& note : *notes)
        insert.run(key_, id++, note.stage, note.level, note.message, note.span);
  }

  Database& database_;
  const Document& document_;
  std::int64_t key_ = 0;
};

}  // namespace

void write_document(Database& database, const Document& document) {
  Writer(database, document).write();
}

}  // namespace sitrep
