// Golden pages: every sample, and every page of tests/pages (a bug first becomes one), as a text
// that a person reads and reviews as a diff.
//   UPDATE=1 build/golden_test     rewrites tests/golden
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/base/file.h"
#include "sitrep/inputs/inputs.h"
#include "sitrep/read/read.h"

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

TEST(Golden, PagesReadAsReviewed) {
  const bool update = std::getenv("UPDATE") != nullptr;
  const std::vector<fs::path> files = golden_pages();
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    const fs::path golden = root / "tests" / "golden" / (file.filename().string() + ".golden");
    const std::string now = described(file);
    if (update) {
      ASSERT_TRUE(write_file(golden, now).ok()) << golden;
      continue;
    }
    const Result<std::string> reviewed = read_file(golden);
    ASSERT_TRUE(reviewed.ok()) << golden << " is missing: UPDATE=1 build/golden_test writes it";
    EXPECT_EQ(now, *reviewed) << file;
  }
}

}  // namespace
}  // namespace sitrep
