#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "sitrep/cli/commands.h"
#include "sitrep/cli/output.h"
#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/store/store.h"
#include "sitrep/story/story.h"

namespace sitrep {

namespace {

/// How a page tells an event.
struct Telling {
  std::string chain;     ///< who says so: from the outlet to the innermost speaker
  bool unnamed = false;  ///< somebody on the way does not want to be named
  std::string sentence;  ///< with the words of the event marked
};
/// Of each event of a page, by the page's id.
using Tellings = std::map<std::string, std::vector<Telling>>;

bool has_unnamed(const Document& document, Id<Claim> claim) {
  const std::vector<Claim>& claims = document.claims.claims;
  for (Id<Claim> at = claim; !at.none(); at = claims[at.value].told_by)
    if (claims[at.value].speaker.anonymous) return true;
  return false;
}

/// The situation in words.
class Reporter {
 public:
  Reporter(const Story& story, const Tellings& tellings, const Store& store, Output& output)
      : story_(story), tellings_(tellings), store_(store), output_(output) {}

  Status run() {
    head();
    threads();
    if (Status status = disagreements(); !status) return status;
    kept_apart();
    comments();
    gaps();
    return Done{};
  }

 private:
  void heading(std::string_view text) { output_ << fmt::format("\n{}\n", text); }

  static std::string outlet(const PageFacts& page) {
    return one_line(page.outlet.empty() ? page.source : page.outlet);
  }

  void head() {
    std::set<std::string> outlets;
    std::string first, last;
    for (const PageFacts& page : story_.pages) {
      outlets.insert(outlet(page));
      if (page.published.empty()) continue;
      first = first.empty() ? page.published : std::min(first, page.published);
      last = std::max(last, page.published);
    }
    std::string days = "day unknown";
    if (!first.empty())
      days = first.substr(0, 10) == last.substr(0, 10)
                 ? first.substr(0, 10)
                 : first.substr(0, 10) + " to " + last.substr(0, 10);
    output_ << fmt::format("{} pages, {} outlets, {}; {} actors, {} events, {} disagreements\n",
                           story_.pages.size(), outlets.size(), days, story_.actors.size(),
                           story_.happenings.size(), story_.disagreements.size());
  }

  std::string actors(const std::vector<Id<Actor>>& ids) const {
    std::string words;
    for (const Id<Actor> id : ids)
      words += (words.empty() ? "" : " and ") + one_line(story_.actors[id.value].name);
    return words.empty() ? "?" : words;
  }

  std::string line(const Happening& happening) const {
    std::string status(word(happening.status));
    std::ranges::replace(status, '_', ' ');
    std::string words =
        fmt::format("{}{}{}: {} > {}", happening.type, happening.mode.empty() ? "" : " ",
                    happening.mode, actors(happening.source), actors(happening.target));
    if (!happening.when.empty()) words += ", " + happening.when;
    if (!happening.place.empty()) words += ", " + one_line(happening.place);
    if (happening.status != EventStatus::happened) words += ", " + status;
    if (happening.outlets > 1) words += fmt::format(", {} outlets", happening.outlets);
    return words;
  }

  const Telling& telling(const Link<Event>& report) const {
    return tellings_.at(story_.pages[report.record.page].page)[report.record.of.value];
  }

  /// Story by story: its pages, what they say happened, what they say may come. An event that
  /// several stories tell stands where it is told first.
  void threads() {
    std::vector<std::size_t> thread_of(story_.pages.size());
    for (std::size_t i = 0; i < story_.threads.size(); ++i)
      for (const std::uint32_t page : story_.threads[i].pages) thread_of[page] = i;
    std::vector<std::vector<const Happening*>> told(story_.threads.size());
    for (const Happening& happening : story_.happenings)
      told[thread_of[happening.reports.front().record.page]].push_back(&happening);
    for (std::size_t i = 0; i < story_.threads.size(); ++i) {
      pages(story_.threads[i]);
      happenings(told[i], "", true);
      happenings(told[i], "  planned, asked for, possible or denied\n", false);
    }
  }

  void pages(const Thread& thread) {
    const PageFacts& latest = story_.pages[thread.pages.back()];
    heading(latest.title.empty() ? "(no title)" : one_line(latest.title));
    for (const std::uint32_t page : thread.pages) {
      const PageFacts& facts = story_.pages[page];
      output_ << fmt::format("  {}  {}, {}: {}\n", id_of(facts.page, Part::page, 0), outlet(facts),
                             facts.published.empty() ? "day unknown" : facts.published,
                             facts.title.empty() ? "(no title)" : one_line(facts.title));
    }
  }

  /// Who did it to whom stands in the lines; what names nobody at all is counted below them.
  void happenings(const std::vector<const Happening*>& told, std::string_view title, bool real) {
    std::size_t nobody = 0;
    bool begun = false;
    for (const Happening* happening : told) {
      if (is_real(*happening) != real) continue;
      if (happening->source.empty() && happening->target.empty()) {
        ++nobody;
        continue;
      }
      if (!begun) output_ << title;
      begun = true;
      output_ << fmt::format("    {}\n", line(*happening));
      for (const Link<Event>& report : happening->reports) print(report);
    }
    if (nobody > 0)
      output_ << fmt::format("    and {} more that name nobody{}\n", nobody,
                             real ? "" : ", not done yet or denied");
  }

  static bool is_real(const Happening& happening) {
    return happening.status == EventStatus::happened || happening.status == EventStatus::ongoing;
  }

  void print(const Link<Event>& report) {
    const PageFacts& page = story_.pages[report.record.page];
    const Telling& told = telling(report);
    output_ << fmt::format("        {}  {}: {}\n",
                           id_of(page.page, Part::event, report.record.of.value), told.chain,
                           told.sentence);
  }

  Status disagreements() {
    heading("Where they disagree");
    if (story_.disagreements.empty()) output_ << "  nowhere\n";
    for (const Disagreement& disagreement : story_.disagreements) {
      output_ << fmt::format("  {}\n", one_line(disagreement.about));
      for (const Side& side : disagreement.sides)
        if (Status status = print(side); !status) return status;
    }
    return Done{};
  }

  Status print(const Side& side) {
    output_ << fmt::format("      {}\n", one_line(side.who));
    std::set<PageSpan> shown;
    for (const In<Claim>& claim : side.claims) {
      const std::vector<Span>& content = story_.pages[claim.page].claims[claim.of.value].content;
      for (const Span span : content) shown.insert({claim.page, span});
      if (content.empty()) continue;
      const std::string id = id_of(story_.pages[claim.page].page, Part::claim, claim.of.value);
      if (Status status = print_words({claim.page, content[0]}, id); !status) return status;
    }
    for (const PageSpan& span : side.spans)
      if (shown.insert(span).second)
        if (Status status = print_words(span, ""); !status) return status;
    return Done{};
  }

  /// The words in their sentence, under `id` or the id of the sentence.
  Status print_words(const PageSpan& words, std::string id) {
    const auto document = store_.load(story_.pages[words.page].page);
    if (!document) return document.error();
    const std::vector<Sentence>& sentences = document->text.sentences;
    if (id.empty()) id = id_of(document->page.id, Part::page, 0);
    for (std::uint32_t i = 0; i < sentences.size() && id.find(':') == std::string::npos; ++i)
      if (sentences[i].span.contains(words.span.begin))
        id = id_of(document->page.id, Part::sentence, i);
    output_ << fmt::format("          {}  {}\n", id, marked_sentence(*document, words.span));
    return Done{};
  }

  std::string first_id(Id<Happening> happening) const {
    const In<Event> record = story_.happenings[happening.value].reports.front().record;
    return id_of(story_.pages[record.page].page, Part::event, record.of.value);
  }

  void kept_apart() {
    if (story_.kept_apart.empty()) return;
    heading("Alike, but kept apart");
    for (const KeptApart& pair : story_.kept_apart)
      output_ << fmt::format("  {}  {}\n  {}  {}\n      {}\n", first_id(pair.first),
                             line(story_.happenings[pair.first.value]), first_id(pair.second),
                             line(story_.happenings[pair.second.value]), one_line(pair.reason));
  }

  void comments() {
    std::size_t comments = 0, pages = 0;
    for (const PageFacts& page : story_.pages) {
      comments += page.comments;
      pages += page.comments > 0;
    }
    heading("Readers' comments");
    output_ << fmt::format("  {} under {} pages, counted apart: no event rests on them\n", comments,
                           pages);
  }

  void gaps() {
    std::size_t pages = 0, days = 0, places = 0, unnamed = 0, authors = 0, texts = 0;
    for (const PageFacts& page : story_.pages) {
      pages += page.published.empty();
      authors += page.comments_without_author;
      texts += page.comments_without_text;
    }
    for (const Happening& happening : story_.happenings) {
      days += happening.when.empty();
      places += happening.place.empty();
      unnamed += std::ranges::all_of(happening.reports,
                                     [&](const auto& report) { return telling(report).unnamed; });
    }
    heading("Gaps");
    const auto gap = [&](std::size_t count, const char* what) {
      if (count > 0) output_ << fmt::format("  {} {}\n", count, what);
    };
    gap(pages, "pages without a day");
    gap(days, "events without a day");
    gap(places, "events without a place");
    gap(unnamed, "events that rest on unnamed sources alone");
    gap(authors, "comments that lost their author");
    gap(texts, "comments that lost their text");
    if (pages + days + places + unnamed + authors + texts == 0) output_ << "  none\n";
  }

  const Story& story_;
  const Tellings& tellings_;
  const Store& store_;
  Output& output_;
};

}  // namespace

ExitCode report_command(const ReportOptions& options) {
  const auto store = Store::open(options.store, Store::Access::read);
  if (!store) return fail_of_store(store.error());
  std::vector<PageFacts> pages;
  Tellings tellings;
  const Status read = store->each([&](const Document& document) -> Status {
    pages.push_back(facts_of(document));
    std::vector<Telling>& told = tellings[document.page.id];
    for (const Event& event : document.events.events)
      told.push_back({chain_of_event(document, event), has_unnamed(document, event.claim),
                      marked_sentence(document, event.trigger)});
    return Done{};
  });
  if (!read) return fail_of_store(read.error());
  const auto decisions = store->decisions();
  if (!decisions) return fail_of_store(decisions.error());
  const Story story = link_pages(std::move(pages), *decisions);
  for (const DecisionNote& note : story.decision_notes)
    complain(fmt::format("decision {} {}: {}", note.decision,
                         note.obeyed ? "is obeyed, but" : "could not be obeyed", note.message));
  Output output;
  if (options.json)
    output << to_json(story) << "\n";
  else if (Status told = Reporter(story, tellings, *store, output).run(); !told)
    return fail_of_store(told.error());
  const Status status = output.finish();
  return status ? ExitCode::ok : fail(status.error());
}

}  // namespace sitrep
