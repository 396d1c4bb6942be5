#include "sitrep/report/text_dossier.h"

#include <algorithm>

#include <fmt/format.h>

#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"
#include "sitrep/report/text_rows.h"

namespace sitrep {

namespace {

class DossierText {
 public:
  DossierText(const Account& told, std::size_t columns, Writer& out)
      : told_(told),
        story_(told.material.story),
        row_(told.situation.rows.front()),
        dossier_(dossier_of(story_, row_.happening)),
        out_(out),
        rows_(told, columns, out) {}

  void run() {
    head();
    fields();
    reports(dossier_.reports, "Reports, first told first");
    disagreements();
    outcomes();
    kept_apart();
    reports(dossier_.comments, "Readers write of it: evidence of nothing but that they do");
  }

 private:
  void heading(std::string_view text) { out_ << fmt::format("\n{}\n", text); }

  const PageFacts& page(const Report& report) const { return story_.pages[report.record.page]; }

  void head() {
    const Happening& happening = story_.happenings[row_.happening.value];
    rows_.line(rows_.headline(dossier_), 0);
    std::size_t copies = 0;
    for (const Report& report : dossier_.reports) copies += report.copy_of.has_value();
    std::string words =
        fmt::format("stands on: {}; {}", word(row_.standing),
                    counted(happening.outlets, "independent outlet", "independent outlets"));
    words += fmt::format(", {}", counted(dossier_.reports.size(), "report", "reports"));
    if (copies > 0) words += fmt::format(", {} of them in copies of a text", copies);
    if (!dossier_.reports.empty()) {
      const PageFacts& first = page(dossier_.reports.front());
      words += fmt::format("; first told by {}, {}", outlet_in_words(first),
                           first.published.empty() ? "day unknown" : first.published);
    }
    rows_.line(words, 2);
  }

  /// "1, 3": the numbers under which the reports stand below.
  static std::string numbers(const std::vector<std::uint32_t>& reports) {
    std::vector<std::string> words;
    for (const std::uint32_t report : reports) words.push_back(fmt::format("{}", report + 1));
    return fmt::format("{} {}", words.size() == 1 ? "report" : "reports", fmt::join(words, ", "));
  }

  void fields() {
    if (dossier_.fields.empty()) return;
    heading("Field by field");
    for (const FieldView& view : dossier_.fields) {
      std::string label = fmt::format("{:<9}  {:<8}", word(view.field), word(view.agreement));
      for (const FieldValue& value : view.values) {
        out_ << fmt::format("  {}  ", label);
        const std::string words =
            fmt::format("{} ({})", value_in_words(view.field, value.value), numbers(value.reports));
        // The label took the first columns of the first line.
        out_ << std::string_view(wrapped(words, label_columns, label_columns + 2, columns()))
                    .substr(label_columns);
        label = std::string(label.size(), ' ');
      }
    }
  }

  void reports(const std::vector<Report>& reports, std::string_view title) {
    if (reports.empty()) return;
    heading(title);
    for (std::size_t i = 0; i < reports.size(); ++i) {
      if (!out_.ok()) return;
      const Report& report = reports[i];
      const Telling& telling = told_.material.telling(report.record);
      const std::string id = id_of(page(report).page, Part::event, report.record.of.value);
      rows_.line(fmt::format("{}.  {}  {}", i + 1, id, one_line(page(report).title)), 2);
      rows_.telling(report.record.page, telling,
                    told_.material.pages[report.record.page].passages[telling.passage],
                    {telling.words}, 6);
      details(report, telling);
    }
  }

  void details(const Report& report, const Telling& telling) {
    const EventFact& fact = story_.pages[report.record.page].events[report.record.of.value];
    const auto detail = [&](std::string_view label, const std::string& words) {
      if (!words.empty()) rows_.line(fmt::format("{}: {}", label, words), 6);
    };
    if (report.copy_of)
      detail("repeats the text of", outlet_in_words(story_.pages[*report.copy_of]));
    if (!fact.when.empty()) detail("when", when_in_words(fact.when) + because(telling.when_basis));
    if (!fact.place.empty()) detail("where", one_line(fact.place) + because(telling.where_basis));
    detail("why", telling.why);
    if (telling.certainty != Certainty::certain)
      detail("certainty", std::string(word(telling.certainty)) + ", as who is quoted gives it");
    detail("held to be the same", one_line(report.reason));
    detail("page", one_line(story_.pages[report.record.page].source));
    detail("address", one_line(told_.material.pages[report.record.page].url));
  }

  static std::string because(const std::string& basis) {
    return basis.empty() ? "" : fmt::format(" ({})", one_line(basis));
  }

  void disagreements() {
    if (told_.situation.disagreements.empty()) return;
    heading("Where its tellers disagree");
    for (const DisagreementRow& row : told_.situation.disagreements) {
      const Disagreement& disagreement = story_.disagreements[row.disagreement];
      std::vector<std::string> sides;
      for (const Side& side : disagreement.sides) sides.push_back(one_line(side.who));
      std::string words = fmt::format("{}: {}", disagreement.kind, listed(sides, "or"));
      if (!row.since.empty()) words += "; since " + day_in_words(row.since);
      rows_.line(words, 2);
    }
  }

  std::string named(Id<Happening> id) const { return rows_.headline(dossier_of(story_, id)); }

  void outcomes() {
    if (told_.situation.outcomes.empty()) return;
    heading("Announced, and what came of it");
    for (const std::uint32_t index : told_.situation.outcomes) {
      const Outcome& outcome = story_.outcomes[index];
      const bool is_announced = outcome.announced == row_.happening;
      rows_.line(is_announced ? "it happened: " + named(outcome.happened)
                              : fmt::format("it was {}: {}",
                                            word(story_.happenings[outcome.announced.value].status),
                                            named(outcome.announced)),
                 2);
      rows_.line(one_line(outcome.reason), 6);
    }
  }

  void kept_apart() {
    if (told_.situation.kept_apart.empty()) return;
    heading("Alike, but kept apart");
    for (const std::uint32_t index : told_.situation.kept_apart) {
      const KeptApart& pair = story_.kept_apart[index];
      rows_.line(named(pair.first == row_.happening ? pair.second : pair.first), 2);
      rows_.line(one_line(pair.reason), 6);
    }
  }

  static constexpr std::size_t label_columns = 2 + 9 + 2 + 8 + 2;
  std::size_t columns() const { return rows_.columns(); }

  const Account& told_;
  const Story& story_;
  const Row& row_;
  const Dossier dossier_;
  Writer& out_;
  TextRows rows_;
};

}  // namespace

void write_dossier(const Account& told, std::size_t columns, Writer& out) {
  DossierText(told, columns, out).run();
}

}  // namespace sitrep
