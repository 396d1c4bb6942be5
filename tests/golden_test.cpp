// Golden pages: every sample, and every page of tests/pages (a bug first becomes one), as a text
// that a person reads and reviews as a diff.
// The reports of all samples together stand beside them.
//   UPDATE=1 build/golden_test     rewrites tests/golden
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sitrep/base/file.h"
#include "sitrep/inputs/inputs.h"
#include "sitrep/read/read.h"
#include "sitrep/report/html.h"
#include "sitrep/report/json.h"
#include "sitrep/report/text.h"
#include "sitrep/store/store.h"

namespace sitrep {
namespace {

namespace fs = std::filesystem;

const fs::path root = SITREP_SOURCE_DIR;

const Models& models() {
  static const Result<Models> loaded = Models::load(root);
  if (!loaded) {
    fmt::print(stderr, "{}\n", loaded.error().message());
    std::exit(1);
  }
  return *loaded;
}

/// A document as lines of words, without ids of bytes that shift when a comma is added.
class Printer {
 public:
  explicit Printer(const Document& document) : d_(document) {}

  std::string run() {
    page();
    for (std::size_t i = 0; i < d_.names.entities.size(); ++i) entity(i);
    for (const Place& place : d_.scene.places)
      line("place", quoted(place.span), place.name, place.kind, place.country);
    for (const Time& time : d_.scene.times) line("time", quoted(time.span), time.value, time.basis);
    for (std::size_t i = 0; i < d_.claims.claims.size(); ++i) claim(i);
    for (const Event& one : d_.events.events) event(one);
    for (const Note& note : d_.page.notes) line("note", note.message);
    return std::move(text_);
  }

 private:
  template <class... Parts>
  void line(const Parts&... parts) {
    std::string joined;
    ((joined += fmt::format("{}{}", joined.empty() ? "" : " ",
                            std::string_view(parts).empty() ? "-" : parts)),
     ...);
    text_ += joined + "\n";
  }

  std::string quoted(Span span) const {
    constexpr std::size_t shown = 90;
    std::string words(d_.page.at(span));
    std::ranges::replace(words, '\n', ' ');
    if (words.size() > shown) {
      std::size_t cut = shown;
      while (cut > 0 && (words[cut] & 0xC0) == 0x80) --cut;
      words = words.substr(0, cut) + "...";
    }
    return "\"" + words + "\"";
  }

  std::string name(Id<Entity> id) const { return id.none() ? "-" : d_.names[id].name; }

  std::string names(const std::vector<Id<Entity>>& ids) const {
    std::string list;
    for (const Id<Entity> id : ids) list += (list.empty() ? "" : " + ") + name(id);
    return list.empty() ? "-" : list;
  }

  void page() {
    const Page& page = d_.page;
    line("page", "\"" + page.title + "\"", page.outlet, page.published.value,
         "dateline:", page.dateline, page.language);
    for (const std::string& author : page.authors) line("author", author);
    for (const Block& block : page.blocks)
      line("block", word(block.kind), quoted(block.span), block.copy_of.none() ? "" : "copy");
    for (const Comment& comment : page.comments) {
      std::string problems;
      for (const std::string& problem : comment.problems)
        problems += (problems.empty() ? "" : ", ") + problem;
      line("comment", comment.author, comment.time,
           comment.body.empty() ? "-" : quoted(comment.body[0]),
           comment.parent.none() ? "" : "under " + page.comments[comment.parent.value].author,
           problems);
    }
  }

  void entity(std::size_t index) {
    const Entity& entity = d_.names.entities[index];
    std::string mentions, sectors;
    for (const Mention& mention : d_.names.mentions)
      if (mention.entity.value == index) mentions += " " + quoted(mention.span);
    for (const std::string& sector : entity.sectors)
      sectors += (sectors.empty() ? "" : ",") + sector;
    line("entity", word(entity.kind), entity.name, entity.country, sectors, mentions);
  }

  void claim(std::size_t index) {
    const Claim& claim = d_.claims.claims[index];
    const std::string speaker =
        claim.speaker.span.empty() ? "the outlet" : quoted(claim.speaker.span);
    line(
        "claim", speaker, "[" + claim.act + "]", quoted(claim.cue),
        claim.content.empty() ? "-" : quoted(claim.content[0]), word(claim.polarity),
        word(claim.certainty),
        claim.told_by.none()
            ? ""
            : fmt::format("told by {}", quoted(d_.claims.claims[claim.told_by.value].speaker.span)),
        claim.speaker.anonymous ? "anonymous" : "");
  }

  void event(const Event& event) {
    line("event", event.type, event.mode, quoted(event.trigger), names(event.source), "->",
         names(event.target), event.when.value,
         event.where.place.none() ? "" : d_.scene.places[event.where.place.value].name,
         word(event.status),
         !told_by_reader(d_.page, event).none() ? "a reader"
         : event.claim.none()                   ? "the outlet"
                              : quoted(d_.claims.claims[event.claim.value].speaker.span));
  }

  const Document& d_;
  std::string text_;
};

std::vector<fs::path> golden_pages() {
  std::vector<fs::path> files;
  for (const char* folder : {"samples", "tests/pages"})
    if (fs::is_directory(root / folder))
      for (const auto& entry : fs::recursive_directory_iterator(root / folder))
        if (entry.is_regular_file() && entry.path().filename() != "README.md")
          files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::string described(const fs::path& file) {
  auto reader = InputReader::open(file);
  if (!reader) return reader.error().message();
  std::string text;
  Scratch scratch;
  while (true) {
    auto payload = reader->next();
    if (!payload) return text + payload.error().reason;
    if (!payload->has_value()) return text;
    (*payload)->source = file.filename().string();
    const Document document = read(**payload, models(), scratch);
    EXPECT_EQ(check(document).value_or(""), "") << file;
    text += Printer(document).run();
  }
}

/// Compares with what was reviewed, or writes it anew.
void compare(const std::string& name, const std::string& now) {
  const fs::path golden = root / "tests" / "golden" / (name + ".golden");
  if (std::getenv("UPDATE") != nullptr) {
    ASSERT_TRUE(write_file(golden, now).ok()) << golden;
    return;
  }
  const Result<std::string> reviewed = read_file(golden);
  ASSERT_TRUE(reviewed.ok()) << golden << " is missing: UPDATE=1 build/golden_test writes it";
  EXPECT_EQ(now, *reviewed) << name;
}

TEST(Golden, PagesReadAsReviewed) {
  const std::vector<fs::path> files = golden_pages();
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) compare(file.filename().string(), described(file));
}

const Tick go_on = [](std::size_t, std::size_t) -> Status { return Done{}; };

std::string printed(const std::function<Status(const Sink&)>& write) {
  std::string text;
  const Status written = write([&](std::string_view piece) -> Status {
    text += piece;
    return Done{};
  });
  EXPECT_TRUE(written.ok());
  return text;
}

/// Gathers a store and writes what is selected of it; the error's message where that fails.
using WriteAccount = std::function<Status(const Account&, const Store&, const Sink&)>;
std::string with(const fs::path& path, const Selection& selection, const WriteAccount& write) {
  const auto store = Store::open(path, Store::Access::read);
  const auto words = RelationWords::load(root / "lexicon");
  const auto material = gather(*store, *words, go_on);
  const ActorNames names(material->story);
  const auto selector = Selector::make(material->story, names, selection);
  if (!selector) return selector.error().message() + "\n";
  const Situation situation = situation_of(*material, *selector, Period::month);
  const auto quoted = quote(*store, material->story, asked_of(*material, situation), go_on);
  const Account told{*material, names, *selector, situation, *quoted};
  return printed([&](const Sink& sink) { return write(told, *store, sink); });
}

/// A store of all samples, which name themselves without the folder.
class GoldenReport : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    path = fs::temp_directory_path() / fmt::format("sitrep.golden.{}", ::getpid());
    fs::remove(path);
    auto store = Store::open(path, Store::Access::write);
    ASSERT_TRUE(store.ok());
    Scratch scratch;
    for (const fs::path& file : golden_pages()) {
      if (file.parent_path().filename() != "samples") continue;
      auto reader = InputReader::open(file);
      ASSERT_TRUE(reader.ok());
      for (auto payload = reader->next(); payload && *payload; payload = reader->next()) {
        if ((*payload)->source.starts_with(root.string()))
          (*payload)->source = file.filename().string();
        ASSERT_TRUE(store->put(read(**payload, models(), scratch)).ok());
      }
    }
  }
  static void TearDownTestSuite() { fs::remove(path); }

  static std::string report(const Selection& selection) {
    constexpr std::size_t columns = 100;
    return with(path, selection, [&](const Account& told, const Store&, const Sink& sink) {
      return write_text(told, columns, false, sink);
    });
  }

  static inline fs::path path;
};

TEST_F(GoldenReport, TheSituation) { compare("report.txt", report({})); }

TEST_F(GoldenReport, OneEvent) {
  Selection selection;
  selection.event = "border-clash-herald.html:e1";
  compare("report-event.txt", report(selection));
}

TEST_F(GoldenReport, APairOverTime) {
  Selection selection;
  selection.pairs = {{"KGZ", "Tajikistan"}};
  compare("report-pair.txt", report(selection));
}

TEST_F(GoldenReport, WhatIsNewSinceADay) {
  Selection selection;
  selection.since = "2022-03-28";
  compare("report-since.txt", report(selection));
}

TEST_F(GoldenReport, SelectionsTable) {
  struct Case {
    Selection selection;
    std::string has, lacks;
  };
  std::vector<Case> cases(8);
  cases[0] = {{}, "Asked for: actor Fahmy", "Kyrgyz"};
  cases[0].selection.actors = {"Fahmy"};
  cases[1] = {{}, "release by local militia", "Belarus"};
  cases[1].selection.types = {"retreat/release"};
  cases[2] = {{}, "2020-10-09 to 2020-10-12", "Fahmy"};
  cases[2].selection.from = cases[2].selection.to = "2020-10";
  cases[3] = {{}, "The Meridian", "Fahmy"};
  cases[3].selection.outlets = {"meridian"};
  cases[4] = {{}, "expel European ambassadors", "Egypt"};
  cases[4].selection.countries = {"Belarus"};
  cases[5] = {{}, "actor Nobody Atall: nobody of this name or code is in the store", "pages"};
  cases[5].selection.actors = {"Nobody Atall"};
  cases[6] = {{}, "--event 7417d7e6:e99: no such event", "pages"};
  cases[6].selection.event = "7417d7e6:e99";
  cases[7] = {{}, "--type DANCE: no page tells an event of this type", "pages"};
  cases[7].selection.types = {"DANCE"};
  for (const Case& test : cases) {
    const std::string text = report(test.selection);
    EXPECT_NE(text.find(test.has), std::string::npos) << test.has << "\n" << text;
    EXPECT_EQ(text.find(test.lacks), std::string::npos) << test.lacks << "\n" << text;
  }
}

TEST_F(GoldenReport, EveryLinkOfTheHtmlLeadsSomewhere) {
  const std::string html =
      with(path, {}, [](const Account& told, const Store& store, const Sink& sink) {
        return write_html(told, store, go_on, sink);
      });
  std::size_t links = 0;
  for (std::size_t at = html.find("href=\"#"); at != std::string::npos;
       at = html.find("href=\"#", at + 1)) {
    const std::size_t begin = at + 7, end = html.find('"', begin);
    const std::string id = html.substr(begin, end - begin);
    EXPECT_NE(html.find("id=\"" + id + "\""), std::string::npos) << id;
    ++links;
  }
  EXPECT_GT(links, 100u);
  EXPECT_EQ(html.find(" style=\""), std::string::npos);  // the policy would not let it count
}

TEST_F(GoldenReport, TheJsonHasWhatTheTextHas) {
  const std::string json = with(path, {}, [](const Account& told, const Store&, const Sink& sink) {
    return write_json(told, sink);
  });
  const auto report = nlohmann::ordered_json::parse(json);
  for (const char* key : {"about", "entities", "events", "kept_apart", "outcomes", "disagreements",
                          "stories", "relations", "readers", "gaps"})
    EXPECT_TRUE(report.contains(key)) << key;
  EXPECT_FALSE(report["relations"].empty());
  const auto& event = report["events"][0];
  EXPECT_FALSE(event["told"].empty());
  EXPECT_EQ(event["reports"].size(), event["told"].size());
}

/// A page that tries to run something through every field that a report prints.
TEST(HostilePage, RunsNothingInTheReport) {
  const fs::path path = fs::temp_directory_path() / fmt::format("sitrep.hostile.{}", ::getpid());
  fs::remove(path);
  {
    auto store = Store::open(path, Store::Access::write);
    ASSERT_TRUE(store.ok());
    Scratch scratch;
    for (const char* name : {"hostile-fields.jsonl", "hostile-thread.html"}) {
      auto reader = InputReader::open(root / "tests" / "pages" / name);
      ASSERT_TRUE(reader.ok());
      for (auto payload = reader->next(); payload && *payload; payload = reader->next())
        ASSERT_TRUE(store->put(read(**payload, models(), scratch)).ok());
    }
  }
  const std::string html =
      with(path, {}, [](const Account& told, const Store& store, const Sink& sink) {
        return write_html(told, store, go_on, sink);
      });
  fs::remove(path);
  const auto count = [&](std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = html.find(what); at != std::string::npos; at = html.find(what, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count("<script"), 1u);  // our own
  EXPECT_EQ(count("<img"), 0u);
  EXPECT_EQ(count("<iframe"), 0u);
  EXPECT_EQ(count("href=\"javascript:"), 0u);
  EXPECT_EQ(count("\xE2\x80\xAE"), 0u);  // turns the direction of writing
  EXPECT_GT(count("&lt;script&gt;"), 0u);
  EXPECT_GT(count("javascript:"), 0u);  // shown, as text
}

}  // namespace
}  // namespace sitrep
