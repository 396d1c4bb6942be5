#include "sitrep/store/schema.h"

namespace sitrep::schema {

// Layers are keyed (page, id): id is the index that the record prints, page the number that
// pages.key gives the page in this store. Sentences and comments have a key of their own because
// the search index needs one number a row that survives VACUUM.
const char* const create = R"sql(
CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE makers(
  key INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  model TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  UNIQUE(engine, model, lexicon)
) STRICT;

CREATE TABLE pages(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT,
  site TEXT,
  outlet TEXT,
  title TEXT,
  authors TEXT NOT NULL,
  published TEXT,
  published_basis TEXT,
  updated TEXT,
  updated_basis TEXT,
  dateline TEXT,
  language TEXT,
  charset TEXT,
  text TEXT NOT NULL,
  source_map TEXT NOT NULL,
  made_by INTEGER NOT NULL REFERENCES makers(key)
) STRICT;

CREATE TABLE imports(
  key INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  page INTEGER REFERENCES pages(key) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK(state IN ('new', 'reread', 'unchanged', 'failed')),
  reason TEXT,
  at TEXT NOT NULL,
  CHECK((page IS NULL) = (state = 'failed'))
) STRICT;
CREATE INDEX imports_by_source ON imports(source);
CREATE INDEX imports_by_page ON imports(page);

CREATE TABLE comments(
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  parent INTEGER,
  number INTEGER,
  author TEXT,
  time TEXT,
  span_begin INTEGER,
  span_end INTEGER,
  body TEXT NOT NULL,
  problems TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE(page, id),
  FOREIGN KEY(page, parent) REFERENCES comments(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE blocks(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  span_begin INTEGER,
  span_end INTEGER,
  copy_of INTEGER,
  comment INTEGER,
  PRIMARY KEY(page, id),
  FOREIGN KEY(page, copy_of) REFERENCES blocks(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, comment) REFERENCES comments(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences(
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  block INTEGER,
  span_begin INTEGER,
  span_end INTEGER,
  text TEXT NOT NULL,
  UNIQUE(page, id),
  FOREIGN KEY(page, block) REFERENCES blocks(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE entities(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  sectors TEXT NOT NULL,
  actor TEXT,
  rule TEXT,
  PRIMARY KEY(page, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_by_name ON entities(name);
CREATE INDEX entities_by_actor ON entities(actor) WHERE actor IS NOT NULL;

CREATE TABLE mentions(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  kind TEXT NOT NULL,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY(page, id),
  FOREIGN KEY(page, entity) REFERENCES entities(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE roles(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  entity INTEGER NOT NULL,
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  of INTEGER,
  span_begin INTEGER,
  span_end INTEGER,
  PRIMARY KEY(page, entity, id),
  FOREIGN KEY(page, entity) REFERENCES entities(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, of) REFERENCES entities(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE places(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  span_begin INTEGER,
  span_end INTEGER,
  name TEXT NOT NULL,
  geonames INTEGER,
  latitude REAL,
  longitude REAL,
  kind TEXT,
  country TEXT,
  basis TEXT,
  PRIMARY KEY(page, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_by_geonames ON places(geonames) WHERE geonames IS NOT NULL;

CREATE TABLE times(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  span_begin INTEGER,
  span_end INTEGER,
  value TEXT NOT NULL,
  kind TEXT NOT NULL,
  basis TEXT,
  PRIMARY KEY(page, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  speaker INTEGER,
  speaker_begin INTEGER,
  speaker_end INTEGER,
  anonymous INTEGER NOT NULL,
  reason_begin INTEGER,
  reason_end INTEGER,
  told_by INTEGER,
  addressee INTEGER,
  cue_begin INTEGER,
  cue_end INTEGER,
  form TEXT NOT NULL,
  act TEXT,
  polarity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  time INTEGER,
  block INTEGER,
  rule TEXT,
  PRIMARY KEY(page, id),
  FOREIGN KEY(page, speaker) REFERENCES entities(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, addressee) REFERENCES entities(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, told_by) REFERENCES claims(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, time) REFERENCES times(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, block) REFERENCES blocks(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_content(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  claim INTEGER NOT NULL,
  id INTEGER NOT NULL,
  span_begin INTEGER,
  span_end INTEGER,
  PRIMARY KEY(page, claim, id),
  FOREIGN KEY(page, claim) REFERENCES claims(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE events(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  cameo TEXT,
  goldstein REAL NOT NULL,
  quad TEXT,
  contexts TEXT NOT NULL,
  trigger_begin INTEGER,
  trigger_end INTEGER,
  span_begin INTEGER,
  span_end INTEGER,
  mentions TEXT NOT NULL,
  when_value TEXT,
  when_basis TEXT,
  when_time INTEGER,
  where_place INTEGER,
  where_basis TEXT,
  status TEXT NOT NULL,
  claim INTEGER,
  killed REAL,
  wounded REAL,
  people REAL,
  money REAL,
  confidence REAL NOT NULL,
  block INTEGER,
  rule TEXT,
  PRIMARY KEY(page, id),
  FOREIGN KEY(page, when_time) REFERENCES times(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, where_place) REFERENCES places(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, claim) REFERENCES claims(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, block) REFERENCES blocks(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_type ON events(type);

CREATE TABLE event_actors(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  event INTEGER NOT NULL,
  part TEXT NOT NULL CHECK(part IN ('source', 'target')),
  id INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY(page, event, part, id),
  FOREIGN KEY(page, event) REFERENCES events(page, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(page, entity) REFERENCES entities(page, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE notes(
  page INTEGER NOT NULL REFERENCES pages(key) ON DELETE CASCADE,
  id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  level TEXT NOT NULL,
  message TEXT NOT NULL,
  span_begin INTEGER,
  span_end INTEGER,
  PRIMARY KEY(page, id)
) STRICT, WITHOUT ROWID;

-- What people decided about the story. Rows are only ever added: taking back is a decision too.
-- Pages are named by their ids and records by their bytes, not by keys: reading a page again must
-- not touch what was decided.
CREATE TABLE decisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK(kind IN ('merge', 'split', 'reject', 'correct', 'undo')),
  part TEXT NOT NULL CHECK(part IN ('entity', 'event')),
  page TEXT,
  span_begin INTEGER,
  span_end INTEGER,
  words TEXT,
  second_page TEXT,
  second_begin INTEGER,
  second_end INTEGER,
  second_words TEXT,
  field TEXT,
  value TEXT,
  undoes INTEGER REFERENCES decisions(id),
  why TEXT,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  CHECK((kind = 'undo') = (undoes IS NOT NULL)),
  CHECK((kind = 'undo') = (page IS NULL)),
  CHECK((kind IN ('merge', 'split')) = (second_page IS NOT NULL)),
  CHECK((kind = 'correct') = (field IS NOT NULL))
) STRICT;
CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are not changed: undo them');
END;
CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON decisions BEGIN
  SELECT RAISE(ABORT, 'decisions are not deleted: undo them');
END;

CREATE VIRTUAL TABLE sentences_search USING fts5(
  text, content='sentences', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER sentences_inserted AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_search(rowid, text) VALUES(new.key, new.text);
END;
CREATE TRIGGER sentences_deleted AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_search(sentences_search, rowid, text) VALUES('delete', old.key, old.text);
END;

CREATE VIRTUAL TABLE comments_search USING fts5(
  text, content='comments', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER comments_inserted AFTER INSERT ON comments BEGIN
  INSERT INTO comments_search(rowid, text) VALUES(new.key, new.text);
END;
CREATE TRIGGER comments_deleted AFTER DELETE ON comments BEGIN
  INSERT INTO comments_search(comments_search, rowid, text) VALUES('delete', old.key, old.text);
END;

-- One row an event, with its actors, its place, who says so and the sentence, for reading as a
-- table. Several values in a cell are separated by "; ".
CREATE VIEW event_list AS
SELECT substr(p.id, 1, 8) || ':e' || e.id AS event_id,
  e.type, e.mode, e.cameo, e.goldstein, e.quad,
  (SELECT group_concat(n.name, '; ') FROM event_actors a JOIN entities n
     ON n.page = a.page AND n.id = a.entity
     WHERE a.page = e.page AND a.event = e.id AND a.part = 'source') AS source,
  (SELECT group_concat(n.country, '; ') FROM event_actors a JOIN entities n
     ON n.page = a.page AND n.id = a.entity
     WHERE a.page = e.page AND a.event = e.id AND a.part = 'source') AS source_country,
  (SELECT group_concat(n.name, '; ') FROM event_actors a JOIN entities n
     ON n.page = a.page AND n.id = a.entity
     WHERE a.page = e.page AND a.event = e.id AND a.part = 'target') AS target,
  (SELECT group_concat(n.country, '; ') FROM event_actors a JOIN entities n
     ON n.page = a.page AND n.id = a.entity
     WHERE a.page = e.page AND a.event = e.id AND a.part = 'target') AS target_country,
  e.when_value, e.when_basis,
  l.name AS place, l.geonames, l.country AS place_country, l.latitude, l.longitude,
  e.where_basis, e.status,
  substr(p.id, 1, 8) || ':c' || e.claim AS claim_id,
  coalesce(n.name, CAST(substr(CAST(p.text AS BLOB), c.speaker_begin + 1,
    c.speaker_end - c.speaker_begin) AS TEXT)) AS speaker,
  c.anonymous, c.act, c.polarity, c.certainty,
  e.killed, e.wounded, e.people, e.money, e.confidence, e.rule,
  substr(p.id, 1, 8) || ':k' || b.comment AS comment_id,
  p.outlet, p.url, p.published, p.source AS page_source, p.id AS page_id, e.id AS event,
  e.trigger_begin, e.trigger_end,
  (SELECT s.text FROM sentences s WHERE s.page = e.page AND s.span_begin <= e.trigger_begin
     AND e.trigger_begin < s.span_end) AS sentence
FROM events e JOIN pages p ON p.key = e.page
  LEFT JOIN places l ON l.page = e.page AND l.id = e.where_place
  LEFT JOIN blocks b ON b.page = e.page AND b.id = e.block
  LEFT JOIN claims c ON c.page = e.page AND c.id = e.claim
  LEFT JOIN entities n ON n.page = c.page AND n.id = c.speaker;

-- One row a claim: who said what to whom, and who relays it.
CREATE VIEW claim_list AS
SELECT substr(p.id, 1, 8) || ':c' || c.id AS claim_id,
  coalesce(n.name, CAST(substr(CAST(p.text AS BLOB), c.speaker_begin + 1,
    c.speaker_end - c.speaker_begin) AS TEXT)) AS speaker,
  n.country AS speaker_country, n.sectors AS speaker_sectors, c.anonymous,
  c.act, c.form, c.polarity, c.certainty, m.name AS addressee,
  (SELECT group_concat(CAST(substr(CAST(p.text AS BLOB), x.span_begin + 1,
     x.span_end - x.span_begin) AS TEXT), ' ... ') FROM claim_content x
     WHERE x.page = c.page AND x.claim = c.id) AS content,
  substr(p.id, 1, 8) || ':c' || c.told_by AS told_by,
  t.value AS time, b.kind AS block_kind, c.rule,
  p.outlet, p.url, p.published, p.source AS page_source, p.id AS page_id, c.id AS claim
FROM claims c JOIN pages p ON p.key = c.page
  LEFT JOIN entities n ON n.page = c.page AND n.id = c.speaker
  LEFT JOIN entities m ON m.page = c.page AND m.id = c.addressee
  LEFT JOIN times t ON t.page = c.page AND t.id = c.time
  LEFT JOIN blocks b ON b.page = c.page AND b.id = c.block;
)sql";

}  // namespace sitrep::schema
