#include "sitrep/report/text.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/report/text_dossier.h"
#include "sitrep/report/text_rows.h"

namespace sitrep {

namespace {

constexpr std::size_t pairs_shown = 10, assessments_shown = 3;  // where no pair is asked for

class TextReport {
 public:
  TextReport(const Account& told, std::size_t columns, bool all, Writer& out)
      : told_(told),
        story_(told.material.story),
        situation_(told.situation),
        all_(all),
        out_(out),
        rows_(told, columns, out) {}

  void run() {
    head();
    const bool by_pair = !told_.selector.selection().pairs.empty();
    if (by_pair) relations_of_pair();
    std::size_t at = 0;
    bool done = false, not_done = false;
    for (std::size_t i = 0; i < words_of<Standing>.size(); ++i) {
      const auto standing = static_cast<Standing>(i);
      std::vector<Row> section;
      for (; at < situation_.rows.size() && situation_.rows[at].standing == standing; ++at)
        if (!in_points_.contains(situation_.rows[at].happening))
          section.push_back(situation_.rows[at]);
      if (section.empty()) continue;
      if (is_done(standing) && !std::exchange(done, true)) heading("What happened");
      if (!is_done(standing) && standing != Standing::readers && !std::exchange(not_done, true))
        heading("What has not happened, as far as the pages tell");
      print(standing, section);
    }
    outcomes();
    disagreements();
    kept_apart();
    if (!by_pair) relations();
    readers();
    gaps();
    stories();
  }

 private:
  void heading(std::string_view text) { out_ << fmt::format("\n{}\n", text); }

  void head() {
    rows_.line(summary_in_words(situation_), 0);
    if (const std::string asked = told_.selector.in_words(); !asked.empty())
      rows_.line("Asked for: " + one_line(asked), 0);
    if (situation_.older > 0)
      rows_.line(fmt::format("{} told before and not since, left out",
                             counted(situation_.older, "event was", "events were")),
                 0);
  }

  void print(Standing standing, const std::vector<Row>& section) {
    out_ << fmt::format("\n  {} ({})\n", title_of(standing), section.size());
    std::vector<Row> listed_rows;
    for (const Row& row : section)
      if (all_ || !says_little(story_, row.happening)) listed_rows.push_back(row);
    rows_.rows(listed_rows);
    if (listed_rows.size() < section.size())
      rows_.line(fmt::format("and {} that name nobody (--all lists them)",
                             section.size() - listed_rows.size()),
                 2);
  }

  std::string named(Id<Happening> id) const { return rows_.headline(dossier_of(story_, id)); }

  void outcomes() {
    if (situation_.outcomes.empty()) return;
    heading("What came of it");
    for (const std::uint32_t index : situation_.outcomes) {
      const Outcome& outcome = story_.outcomes[index];
      rows_.line(fmt::format("{}: {}", word(story_.happenings[outcome.announced.value].status),
                             named(outcome.announced)),
                 2);
      rows_.line("happened: " + named(outcome.happened), 4);
      rows_.line(one_line(outcome.reason), 6);
    }
  }

  void disagreements() {
    heading("Where they disagree");
    if (situation_.disagreements.empty()) out_ << "  nowhere\n";
    for (const DisagreementRow& row : situation_.disagreements) {
      if (!out_.ok()) return;
      const Disagreement& disagreement = story_.disagreements[row.disagreement];
      std::string words = disagreement.kind + ": ";
      words += disagreement.happening.none() ? one_line(disagreement.about)
                                             : named(disagreement.happening);
      if (!row.since.empty()) words += fmt::format("; since {}", day_in_words(row.since));
      rows_.line(words, 2);
      for (const Side& side : disagreement.sides) print(side);
    }
  }

  void print(const Side& side) {
    rows_.line(side.actor.none() ? one_line(side.who) : told_.names.name(side.actor), 6);
    std::set<std::pair<std::uint32_t, std::uint32_t>> shown;
    for (const Asked& asked : asked_of(story_, side)) {
      const Quoted& quoted = told_.quoted.at(asked);
      if (!shown.insert({asked.words.page, quoted.passage.span.begin}).second) continue;
      rows_.telling(asked.words.page, quoted.telling, quoted.passage, {asked.words.span}, 8,
                    quoted.id);
    }
  }

  void kept_apart() {
    if (situation_.kept_apart.empty()) return;
    heading("Alike, but kept apart");
    for (const std::uint32_t index : situation_.kept_apart) {
      const KeptApart& pair = story_.kept_apart[index];
      rows_.line(named(pair.first), 2);
      rows_.line(named(pair.second), 2);
      rows_.line(one_line(pair.reason), under_pair);
    }
  }

  std::string pair_in_words(const Dyad& dyad) const {
    return fmt::format("{} and {}", told_.names.party(dyad.first), told_.names.party(dyad.second));
  }

  void assessments(const DyadPoint& point, std::size_t& left) {
    for (const std::uint32_t index : point.assessments) {
      if (left == 0) return;
      --left;
      const AssessmentIn& judged = told_.material.assessments[index];
      const Telling& telling = told_.material.assessment_tellings[index];
      rows_.line(fmt::format("told to be {}:", word(judged.assessment.tone)), 4);
      rows_.telling(judged.page, telling,
                    told_.material.pages[judged.page].passages[telling.passage],
                    {judged.assessment.noun, judged.assessment.words}, 6);
    }
  }

  void relations() {
    if (situation_.dyads.empty()) return;
    heading("Relations");
    for (std::size_t i = 0; i < std::min(pairs_shown, situation_.dyads.size()); ++i) {
      const Dyad& dyad = situation_.dyads[i];
      Tally sum;
      for (const DyadPoint& point : dyad.points) sum = sum + point.all();
      rows_.line(pair_in_words(dyad) + ": " + tally_in_words(sum, dyad.assessments), 2);
      std::size_t left = assessments_shown;
      for (const DyadPoint& point : dyad.points) assessments(point, left);
    }
    if (situation_.dyads.size() > pairs_shown)
      rows_.line(fmt::format("and {} (--json has all, --pair A B has one over time)",
                             counted(situation_.dyads.size() - pairs_shown, "further pair",
                                     "further pairs")),
                 2);
  }

  /// A pair over time, each point with the events and the sentences that it is made of.
  void relations_of_pair() {
    std::map<Id<Happening>, const Row*> row_of;
    for (const Row& row : situation_.rows) row_of[row.happening] = &row;
    for (const Dyad& dyad : situation_.dyads) {
      heading(fmt::format("Relations of {} over time", pair_in_words(dyad)));
      for (const DyadPoint& point : dyad.points) {
        const auto assessed = static_cast<std::uint32_t>(point.assessments.size());
        const std::string period = point.period.empty() ? "day unknown" : point.period;
        out_ << "\n";
        rows_.line(period + ": " + tally_in_words(point.all(), assessed), 0);
        for (const auto& [tally, from, to] : {std::tuple(point.forward, dyad.first, dyad.second),
                                              std::tuple(point.backward, dyad.second, dyad.first)})
          if (tally.events() > 0)
            rows_.line(fmt::format("{} towards {}: {}", told_.names.party(from),
                                   told_.names.party(to), tally_in_words(tally, 0)),
                       2);
        std::vector<Row> behind;
        for (const Id<Happening> id : point.happenings) {
          behind.push_back(*row_of.at(id));
          in_points_.insert(id);
        }
        rows_.rows(behind);
        std::size_t left = point.assessments.size();
        assessments(point, left);
      }
    }
  }

  void readers() {
    const ReaderCounts& readers = situation_.readers;
    if (readers.comments == 0) return;
    heading("What readers wrote: evidence of nothing but itself");
    rows_.line(fmt::format("{} under {}, by {}; {} told in them",
                           counted(readers.comments, "comment", "comments"),
                           counted(readers.pages, "page", "pages"),
                           counted(readers.authors, "name", "names"),
                           counted(readers.events, "event is", "events are")),
               2);
    std::vector<std::string> about;
    for (const auto& [actor, comments] : readers.about)
      about.push_back(fmt::format("{} {}", told_.names.name(actor), comments));
    if (!about.empty())
      rows_.line("most spoken of: " + fmt::format("{}", fmt::join(about, ", ")), 2);
  }

  void gaps() {
    heading("Gaps");
    const std::vector<std::string> gaps = gaps_in_words(situation_);
    for (const std::string& gap : gaps) rows_.line(gap, 2);
    if (gaps.empty()) out_ << "  none\n";
  }

  void stories() {
    heading("Stories and their pages");
    for (const std::uint32_t index : situation_.threads) {
      if (!out_.ok()) return;
      for (const std::uint32_t page : story_.threads[index].pages) {
        const PageFacts& facts = story_.pages[page];
        const bool first = page == story_.threads[index].pages.front();
        rows_.line(fmt::format("{}  {}, {}: {}{}", id_of(facts.page, Part::page, 0),
                               outlet_in_words(facts), day_in_words(facts.published),
                               facts.title.empty() ? "(no title)" : one_line(facts.title),
                               story_.copies[page] == page ? "" : " (copy)"),
                   first ? 2 : 4);
      }
    }
  }

  static constexpr std::size_t under_pair = 6;

  const Account& told_;
  const Story& story_;
  const Situation& situation_;
  const bool all_;
  Writer& out_;
  TextRows rows_;
  std::set<Id<Happening>> in_points_;  ///< told under the relations of the pair
};

}  // namespace

Status write_text(const Account& told, std::size_t columns, bool all, const Sink& sink) {
  Writer out(sink);
  if (!told.selector.selection().event.empty() && !told.situation.rows.empty())
    write_dossier(told, columns, out);
  else
    TextReport(told, columns, all, out).run();
  return out.status();
}

}  // namespace sitrep
