#include "sitrep/store/store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "sitrep/base/digest.h"
#include "sitrep/base/test_folder.h"

namespace sitrep {
namespace {

namespace fs = std::filesystem;

class StoreTest : public TestWithFolder {
 protected:
  fs::path path() const { return folder_ / "store.sitrep"; }
  Store open(Store::Access access = Store::Access::write) const {
    auto opened = Store::open(path(), access);
    EXPECT_TRUE(opened.ok()) << (opened ? "" : opened.error().message());
    return *std::move(opened);
  }
};

Span span_of(const Document& document, std::string_view words, std::size_t from = 0) {
  const std::size_t at = document.page.text.find(words, from);
  EXPECT_NE(at, std::string::npos) << words;
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

/// A page with something in every layer. `name` makes it another page.
Document sample(std::string_view name = "Rao", std::string source = "a.txt") {
  Document d;
  Page& page = d.page;
  page.text = fmt::format(
      "General {} met Lin in Tavo on Monday, a source said. \xC3\xA9t\xC3\xA9\n"
      "Menu militants Home\nAnn: no more militants!\n",
      name);
  page.id = sha256(page.text);
  page.source = std::move(source);
  page.kind = PayloadKind::html;
  page.outlet = "The \"Post\"";
  page.authors = {"A, B", "C \"D\""};
  page.published = {"2012-06-27T13:10-04:00", "page header"};
  page.source_map = {{0, 10, 20}, {20, 40, 60}};
  page.blocks = {{BlockKind::paragraph, {0, span_of(d, "Menu").begin - 1}, {}, {}},
                 {BlockKind::furniture, span_of(d, "Menu militants Home"), {0}, {}},
                 {BlockKind::comment, span_of(d, "Ann: no more militants!"), {}, {0}}};
  page.comments = {{{},
                    3,
                    "Ann",
                    "2012-07-07",
                    span_of(d, "Ann: no more militants!"),
                    {span_of(d, "no more militants!")},
                    {"no time zone"}}};
  page.notes = {{Stage::page, NoteLevel::warning, "numbers 1 to 2 missing", {3, 5}}};
  for (std::uint32_t block = 0; block < 3; ++block)
    d.text.sentences.push_back({page.blocks[block].span, {block}, {0}, {0}});
  d.names.entities = {
      {EntityKind::person, std::string(name), "PAK", {"MIL", "GOV"}, "rao", {}, "same name"},
      {EntityKind::anonymous, "", "", {}, "", {}, ""}};
  d.names.entities[0].roles = {{"General", {1}, span_of(d, "General")}};
  d.names.mentions = {{span_of(d, name), {}, MentionKind::name, {0}},
                      {span_of(d, "a source"), {}, MentionKind::nominal, {1}}};
  d.scene.places = {{span_of(d, "Tavo"), "Tavo", 7, Coordinates{1.5, -2.25}, "city", "TVO", "a"},
                    {span_of(d, "Lin"), "Lin", {}, {}, "", "", ""}};
  d.scene.times = {{span_of(d, "Monday"), "2012-06-25", TimeKind::date, "weekday before"}};
  d.claims.claims = {
      {{{1}, span_of(d, "a source"), true, {}},
       {},
       {0},
       span_of(d, "said"),
       {span_of(d, "met Lin"), span_of(d, "in Tavo")},
       Form::mixed,
       "say",
       Polarity::negative,
       Certainty::probable,
       {0},
       {0},
       "cue"},
      {{}, {0}, {}, {}, {}, Form::direct, "", Polarity::positive, Certainty::certain, {}, {}, ""}};
  Event& event = d.events.events.emplace_back();
  event.type = "CONSULT";
  event.mode = "visit";
  event.cameo = "042";
  event.quad = "verbal cooperation";
  event.contexts = {"military"};
  event.source = {Id<Entity>{0}};
  event.target = {Id<Entity>{1}, Id<Entity>{0}};
  event.trigger = span_of(d, "met");
  event.span = span_of(d, "met Lin");
  event.mentions = {span_of(d, "Tavo"), span_of(d, "said")};
  event.when = {"../2012-06-25", "stated", {0}};
  event.where = {{0}, "in"};
  event.status = EventStatus::planned;
  event.claim = {1};
  event.magnitude = {2.0, {}, 3.5, {}};
  event.goldstein = -2.5;
  event.confidence = 0.625;
  event.block = {0};
  event.rule = "meet";
  d.events.notes = {{Stage::events, NoteLevel::info, "one event left out", {}}};
  d.made_by = {"1.0", "model", "lexicon"};
  return d;
}

/// Every row of every table, for comparing stores.
std::string dump(const Store& store) {
  std::string rows;
  for (const std::string& table : Store::tables()) {
    const Status status = store.export_table(table, [&](const Store::Cells& cells) -> Status {
      rows += table;
      for (const auto& cell : cells) rows += "\t" + cell.value_or("NULL");
      rows += "\n";
      return Done{};
    });
    EXPECT_TRUE(status.ok()) << status.error().message();
  }
  return rows;
}

std::string journal_of(const Store& store) {
  std::string lines;
  const std::vector<Import> imports = *store.journal();
  for (const Import& import : imports)
    lines += fmt::format("{} {:.4}{} {};", import.source, import.page, word(import.state),
                         import.reason);
  return lines;
}

std::string first_value(const fs::path& path, const char* sql) {
  sqlite3* handle = nullptr;
  std::string value;
  sqlite3_open(path.c_str(), &handle);
  sqlite3_exec(
      handle, sql,
      [](void* into, int, char** cells, char**) {
        *static_cast<std::string*>(into) += cells[0] == nullptr ? "NULL" : cells[0];
        return 0;
      },
      &value, nullptr);
  sqlite3_close(handle);
  return value;
}

TEST_F(StoreTest, GivesBackWhatWasPut) {
  const Document put = sample();
  ASSERT_EQ(check(put), std::nullopt);
  Store store = open();
  ASSERT_TRUE(store.put(put).ok());
  const auto loaded = store.load(put.page.id);
  ASSERT_TRUE(loaded.ok()) << loaded.error().message();
  EXPECT_EQ(to_json(*loaded, {true, false, false}), to_json(put, {true, false, false}));
  EXPECT_EQ(loaded->page.kind, put.page.kind);
  EXPECT_EQ(loaded->page.charset, put.page.charset);
  EXPECT_EQ(loaded->events.events[0].mentions, put.events.events[0].mentions);
  const std::uint32_t told = span_of(put, "in Tavo").begin;
  EXPECT_EQ(loaded->claims.claim_at(told), Id<Claim>{0});
}

TEST_F(StoreTest, KeepsAnyBytesOfAPage) {
  Store store = open();
  for (const std::string_view text :
       {std::string_view(""), std::string_view("\0a\0", 3), std::string_view("\xFF\xFE"),
        std::string_view("'; DROP TABLE pages; --"), std::string_view("\xF0\x9F\x98\x80")}) {
    Document document;
    document.page.text = std::string(text);
    document.page.id = sha256(text);
    ASSERT_TRUE(store.put(document).ok());
    const auto loaded = store.load(document.page.id);
    ASSERT_TRUE(loaded.ok()) << loaded.error().message();
    EXPECT_EQ(loaded->page.text, text);
  }
}

TEST_F(StoreTest, ReadingAgainChangesNothing) {
  Store store = open();
  EXPECT_EQ(*store.put(sample()), ImportState::added);
  const std::string before = dump(store);
  EXPECT_EQ(*store.put(sample()), ImportState::unchanged);
  EXPECT_TRUE(store.note_unchanged("a.txt", sample().page.id).ok());
  EXPECT_EQ(dump(store), before);
  EXPECT_TRUE(store.has(sample().page.id, sample().made_by));
}

TEST_F(StoreTest, AnotherEngineModelOrLexiconReplacesTheRecord) {
  Store store = open();
  ASSERT_TRUE(store.put(sample()).ok());
  const std::size_t rows = std::ranges::count(dump(store), '\n');
  for (const MadeBy& made_by : {MadeBy{"1.1", "model", "lexicon"}, MadeBy{"1.1", "m", "lexicon"},
                                MadeBy{"1.1", "m", "l"}}) {
    Document document = sample();
    document.made_by = made_by;
    document.events.events[0].type = "AID";
    EXPECT_FALSE(store.has(document.page.id, made_by));
    EXPECT_EQ(*store.put(document), ImportState::reread);
    EXPECT_EQ(store.load(document.page.id)->events.events[0].type, "AID");
  }
  EXPECT_EQ(std::ranges::count(dump(store), '\n'), rows + 3);  // three makers more, nothing else
  EXPECT_EQ(store.search({{"Tavo"}, false, 9})->total, 1u);    // the old words are gone
}

TEST_F(StoreTest, JournalTellsEverySourceOfAPage) {
  Store store = open();
  const std::string page = sample().page.id.substr(0, 4);
  ASSERT_TRUE(store.put(sample("Rao", "a.txt")).ok());
  ASSERT_TRUE(store.put(sample("Rao", "b.txt")).ok());
  ASSERT_TRUE(store.note_unchanged("c.txt", sample().page.id).ok());
  ASSERT_TRUE(store.note_failed("d.txt", "is a folder").ok());
  ASSERT_TRUE(store.note_failed("d.txt", "is a folder").ok());
  EXPECT_EQ(journal_of(store), "a.txt " + page + "new ;b.txt " + page + "unchanged ;c.txt " + page +
                                   "unchanged ;d.txt failed is a folder;");
  ASSERT_TRUE(store.put(sample("Rao", "d.txt")).ok());
  EXPECT_EQ(journal_of(store), "a.txt " + page + "new ;b.txt " + page + "unchanged ;c.txt " + page +
                                   "unchanged ;d.txt " + page + "unchanged ;");
}

TEST_F(StoreTest, FindsAPageByDigitsOrSource) {
  Store store = open();
  const Document document = sample();
  const std::string id = document.page.id;
  ASSERT_TRUE(store.put(document).ok());
  EXPECT_EQ(*store.find(id), id);
  EXPECT_EQ(*store.find(id.substr(0, 8)), id);
  EXPECT_EQ(*store.find("a.txt"), id);
  for (const std::string wrong : {"", "abc", "a.tx", "%", "ffffffff"})
    EXPECT_EQ(store.find(wrong).error().kind, ErrorKind::not_found) << wrong;
}

TEST_F(StoreTest, SearchTable) {
  Store store = open();
  ASSERT_TRUE(store.put(sample()).ok());
  struct Case {
    std::vector<std::string> words;
    bool comments;
    std::string expected;
  };
  for (const Case& test : {
           Case{{"Tavo"}, false, "paragraph 0"},
           Case{{"tavo", "lin"}, false, "paragraph 0"},
           Case{{"meets"}, false, ""},
           Case{{"Lin in Tavo"}, false, "paragraph 0"},
           Case{{"Tavo in Lin"}, false, ""},
           Case{{"gener*"}, false, "paragraph 0"},
           Case{{"ete"}, false, "paragraph 0"},  // accents do not matter
           Case{{"militants"}, false, ""},       // a menu's and a reader's: not of the page
           Case{{"militants"}, true, "comment 0"},
           Case{{"a \" OR b"}, false, ""},  // operators are words
           Case{{"NEAR("}, false, ""},
           Case{{"-"}, false, ""},
           Case{{"*"}, false, ""},
       }) {
    const auto found = store.search({test.words, test.comments, 9});
    ASSERT_TRUE(found.ok()) << test.words[0] << ": " << found.error().message();
    std::string line;
    for (const Hit& hit : found->hits) line += fmt::format("{} {}", word(hit.kind), hit.id);
    EXPECT_EQ(line, test.expected) << test.words[0];
    EXPECT_EQ(found->total, found->hits.size());
  }
  EXPECT_NE(store.search({{"Tavo"}, false, 9})->hits[0].snippet.find("\x02Tavo\x03"),
            std::string::npos);
  EXPECT_EQ(store.search({{"Tavo"}, false, 0})->total, 1u);
}

TEST_F(StoreTest, VisitsDocumentsInTheOrderOfTheirIds) {
  Store store = open();
  for (const char* name : {"Rao", "Bo", "Cy", "Di"}) ASSERT_TRUE(store.put(sample(name)).ok());
  std::vector<std::string> ids;
  ASSERT_TRUE(store
                  .each([&](const Document& document) -> Status {
                    EXPECT_EQ(check(document), std::nullopt);
                    ids.push_back(document.page.id);
                    return Done{};
                  })
                  .ok());
  EXPECT_EQ(ids.size(), 4u);
  EXPECT_TRUE(std::ranges::is_sorted(ids));
}

TEST_F(StoreTest, ListsReadAsTables) {
  Store store = open();
  ASSERT_TRUE(store.put(sample()).ok());
  EXPECT_EQ(first_value(path(),
                        "SELECT type || '|' || source || '|' || target || '|' || place || "
                        "'|' || when_value || '|' || status FROM event_list"),
            "CONSULT|Rao|; Rao|Tavo|../2012-06-25|planned");
  EXPECT_EQ(first_value(path(),
                        "SELECT speaker || '|' || content || '|' || addressee FROM "
                        "claim_list WHERE claim = 0"),
            "|met Lin ... in Tavo|Rao");
  EXPECT_EQ(first_value(path(), "SELECT sentence FROM event_list").substr(0, 15),
            "General Rao met");
  EXPECT_EQ(first_value(path(), "SELECT group_concat(value) FROM entities, json_each(sectors)"),
            "MIL,GOV");
}

TEST_F(StoreTest, RefusesWhatIsNoStoreOfThisVersion) {
  std::ofstream(folder_ / "text") << std::string(2000, 'x');
  std::ofstream(folder_ / "empty");
  first_value(folder_ / "other", "CREATE TABLE t(x)");
  { const Store made = open(); }
  fs::copy_file(path(), folder_ / "later");
  first_value(folder_ / "later", "PRAGMA user_version = 99");
  struct Case {
    std::string name;
    Store::Access access;
    ErrorKind kind;
    std::string reason;
  };
  using enum Store::Access;
  for (const Case& test : {
           Case{"text", read, ErrorKind::corrupt, "is not a store"},
           Case{"text", write, ErrorKind::corrupt, "is not a store"},
           Case{"other", read, ErrorKind::corrupt, "not a store of sitrep"},
           Case{"other", write, ErrorKind::corrupt, "not a store of sitrep"},
           Case{"empty", read, ErrorKind::corrupt, "is empty"},
           Case{"later", read, ErrorKind::unsupported, "version 99"},
           Case{"later", write, ErrorKind::unsupported, "version 99"},
           Case{"missing", read, ErrorKind::not_found, "no such store"},
           Case{"no/such/folder", write, ErrorKind::unreadable, "No such file"},
           Case{".", write, ErrorKind::unreadable, "directory"},
       }) {
    const auto opened = Store::open(folder_ / test.name, test.access);
    ASSERT_FALSE(opened.ok()) << test.name;
    EXPECT_EQ(opened.error().kind, test.kind) << opened.error().message();
    EXPECT_NE(opened.error().message().find(test.reason), std::string::npos)
        << opened.error().message();
    EXPECT_NE(opened.error().message().find(folder_.string()), std::string::npos);
  }
}

TEST_F(StoreTest, TellsWhenAnotherProcessWrites) {
  { const Store made = open(); }
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const auto writer = Store::open(path(), Store::Access::write);
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().kind, ErrorKind::locked);
  EXPECT_NE(writer.error().message().find("locked"), std::string::npos);
  EXPECT_TRUE(Store::open(path(), Store::Access::read).ok());  // readers may go on
  sqlite3_close(other);
}

TEST_F(StoreTest, RefusesRowsThatAnotherProgramBroke) {
  { ASSERT_TRUE(open().put(sample()).ok()); }
  for (const char* sql :
       {"UPDATE mentions SET span_end = 99999", "UPDATE pages SET authors = '{'",
        "UPDATE blocks SET kind = 'poem'", "UPDATE pages SET source_map = '[[1,2]]'"}) {
    const fs::path broken = folder_ / "broken";
    fs::copy_file(path(), broken, fs::copy_options::overwrite_existing);
    first_value(broken, sql);
    const auto store = Store::open(broken, Store::Access::read);
    ASSERT_TRUE(store.ok());
    const auto loaded = store->load(sample().page.id);
    ASSERT_FALSE(loaded.ok()) << sql;
    EXPECT_EQ(loaded.error().kind, ErrorKind::corrupt) << loaded.error().message();
  }
}

TEST_F(StoreTest, ABatchThatIsNotCommittedLeavesNothing) {
  {
    Store store = open();
    ASSERT_TRUE(store.put(sample("Bo")).ok());
    ASSERT_TRUE(store.begin().ok());
    ASSERT_TRUE(store.put(sample("Cy")).ok());
  }
  const Store store = open(Store::Access::read);
  EXPECT_EQ(*store.size(), 1u);
}

TEST_F(StoreTest, AKilledWriterLeavesWholePagesOnly) {
  std::size_t pages_before = 0;
  for (int round = 0; round < 5; ++round) {
    const pid_t writer = ::fork();
    ASSERT_GE(writer, 0);
    if (writer == 0) {
      Store store = open();
      for (int page = 0;; ++page) {
        if (page % 3 == 0 && !(store.commit().ok() && store.begin().ok())) ::_exit(1);
        if (!store.put(sample(fmt::format("N{}", page))).ok()) ::_exit(1);
      }
    }
    ::usleep(150'000u + 20'000u * static_cast<unsigned>(round));
    ASSERT_EQ(::kill(writer, SIGKILL), 0);
    int how = 0;
    ASSERT_EQ(::waitpid(writer, &how, 0), writer);
    ASSERT_TRUE(WIFSIGNALED(how));

    const Store store = open();
    std::size_t pages = 0;
    const Status visited = store.each([&](const Document& document) -> Status {
      EXPECT_EQ(document.names.mentions.size(), 2u);
      EXPECT_EQ(document.events.events.size(), 1u);
      ++pages;
      return Done{};
    });
    EXPECT_TRUE(visited.ok()) << visited.error().message();
    EXPECT_GE(pages, pages_before);  // what an earlier run committed is still there
    pages_before = pages;
  }
  EXPECT_GT(pages_before, 0u);
  EXPECT_EQ(first_value(path(), "PRAGMA integrity_check"), "ok");
  EXPECT_EQ(first_value(path(), "PRAGMA foreign_key_check"), "");
}

Decision sample_decision(const Document& document) {
  Decision decision;
  decision.kind = DecisionKind::correct;
  decision.first = {document.page.id, DecidedPart::event, span_of(document, "met")};
  decision.words = "met";
  decision.field = "when";
  decision.value = "2012-06-25";
  decision.why = "the log says so";
  decision.by = "Ann";
  return decision;
}

std::string line(const Decision& decision) {
  return fmt::format("{} {} {} [{}, {}) {}={} {} {} undone by {}", decision.id, word(decision.kind),
                     word(decision.first.part), decision.first.span.begin, decision.first.span.end,
                     decision.field, decision.value, decision.why, decision.by, decision.undone_by);
}

TEST_F(StoreTest, DecisionsStayWhenPagesAreReadAgainByAnotherEngine) {
  Document document = sample();
  {
    Store store = open();
    ASSERT_TRUE(store.put(document).ok());
    const auto id = store.decide(sample_decision(document));
    ASSERT_TRUE(id.ok()) << id.error().message();
    EXPECT_EQ(*id, 1u);
    document.made_by.engine = "99";
    ASSERT_TRUE(store.put(document).ok());
  }
  const auto decisions = open(Store::Access::read).decisions();
  ASSERT_TRUE(decisions.ok());
  ASSERT_EQ(decisions->size(), 1u);
  EXPECT_EQ(line(decisions->front()),
            "1 correct event [12, 15) when=2012-06-25 the log says so Ann undone by 0");
  EXPECT_EQ(decisions->front().first.page, document.page.id);
}

TEST_F(StoreTest, DecisionsAreTakenBackOnceAndNeverDeleted) {
  const Document document = sample();
  Store store = open();
  ASSERT_TRUE(store.decide(sample_decision(document)).ok());
  Decision undo;
  undo.kind = DecisionKind::undo;
  undo.by = "Bo";
  const auto refused = [&](std::uint64_t number) {
    undo.undoes = number;
    const auto id = store.decide(undo);
    return id ? std::string("done") : id.error().message();
  };
  EXPECT_EQ(refused(7), "decision 7: no such decision");
  EXPECT_EQ(refused(1), "done");
  EXPECT_EQ(refused(1), "decision 1: was undone already, by decision 2");
  EXPECT_EQ(refused(2), "decision 2: takes another one back; decide anew instead");
  EXPECT_EQ(store.decisions()->front().undone_by, 2u);
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &raw), SQLITE_OK);
  for (const char* sql : {"DELETE FROM decisions", "UPDATE decisions SET why = 'x'"})
    EXPECT_EQ(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr), SQLITE_CONSTRAINT) << sql;
  sqlite3_close(raw);
}

TEST_F(StoreTest, AKilledProcessLosesNoDecisionThatItTold) {
  const Document document = sample();
  { ASSERT_TRUE(open().put(document).ok()); }
  int told[2];
  ASSERT_EQ(::pipe(told), 0);
  const pid_t writer = ::fork();
  if (writer == 0) {
    Store store = open();
    for (;;)
      if (const auto id = store.decide(sample_decision(document)))
        (void)!::write(told[1], &*id, sizeof *id);
  }
  std::uint64_t last = 0;
  while (last < 20) ASSERT_EQ(::read(told[0], &last, sizeof last), ssize_t{sizeof last});
  ASSERT_EQ(::kill(writer, SIGKILL), 0);
  ASSERT_EQ(::waitpid(writer, nullptr, 0), writer);
  ::close(told[1]);
  std::uint64_t id = 0;
  while (::read(told[0], &id, sizeof id) == ssize_t{sizeof id}) last = id;
  ::close(told[0]);
  const auto decisions = open().decisions();
  ASSERT_TRUE(decisions.ok());
  EXPECT_GE(decisions->size(), last);
  EXPECT_EQ(first_value(path(), "PRAGMA integrity_check"), "ok");
}

}  // namespace
}  // namespace sitrep
