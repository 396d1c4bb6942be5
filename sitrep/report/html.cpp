#include "sitrep/report/html.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sitrep/report/describe.h"
#include "sitrep/report/html_pages.h"
#include "sitrep/report/html_parts.h"
#include "sitrep/report/html_style.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

constexpr std::size_t pairs_shown = 50;

std::string options(const std::set<std::string>& values) {
  std::string list;
  for (const std::string& value : values)
    list += fmt::format("<option value=\"{0}\">{0}</option>", html_text(value));
  return list;
}

/// A bar of one row: a rectangle for each of the four kinds, as wide as its share of `most`.
std::string bar(const Tally& tally, std::uint32_t most) {
  std::string shown =
      "<svg viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  double at = 0;
  for (std::size_t i = 0; i < tally.quads.size(); ++i) {
    const double width = 100.0 * tally.quads[i] / std::max(most, 1u);
    if (width > 0)
      shown += fmt::format(
          "<rect class=\"q{}\" x=\"{:.2f}\" y=\"0\" width=\"{:.2f}\" "
          "height=\"4\"/>",
          i, at, width);
    at += width;
  }
  return shown + "</svg>";
}

class HtmlReport {
 public:
  HtmlReport(const Account& told, Writer& out)
      : told_(told), story_(told.material.story), situation_(told.situation), out_(out) {}

  Status run(const Store& store, const Tick& tick) {
    for (const Row& row : situation_.rows) listed_.insert(row.happening);
    head();
    filters();
    events();
    outcomes();
    disagreements();
    kept_apart();
    relations();
    readers();
    gaps();
    out_ << "<section class=\"pages\" id=\"pages\"><h2>The pages</h2>\n<p class=\"dim\">Those that "
            "this report leads to, as they were read; nothing is left out of them.</p>\n";
    if (Status status = pages_.write(store, story_, tick, out_); !status) return status;
    out_ << "</section>\n</main>\n<script>" << html_script << "</script>\n</body></html>\n";
    return out_.status();
  }

 private:
  void head() {
    out_ << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
         << fmt::format(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                "'none'; style-src {}; script-src {}; base-uri 'none'; form-action "
                "'none'\">\n",
                policy_hash(html_style), policy_hash(html_script))
         << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"referrer\" content=\"no-referrer\">\n"
            "<title>Situation report</title>\n<style>"
         << html_style << "</style></head>\n<body>\n<header><h1>Situation report</h1>\n";
    out_ << fmt::format("<p>{}.</p>\n", html_text(summary_in_words(situation_)));
    if (const std::string asked = told_.selector.in_words(); !asked.empty())
      out_ << fmt::format("<p>Asked for: {}.</p>\n", html_text(asked));
    if (situation_.older > 0)
      out_ << fmt::format("<p>{} told before and not since, left out.</p>\n",
                          counted(situation_.older, "event was", "events were"));
    out_
        << "<p class=\"dim\">Nothing here is a fact of its own: each row says who says so. Outlets "
           "with the same text count once.</p>\n</header>\n<nav aria-label=\"Sections\"><ul>"
           "<li><a href=\"#events\">Events</a></li><li><a href=\"#disagreements\">Disagreements"
           "</a></li><li><a href=\"#relations\">Relations</a></li><li><a href=\"#readers\">"
           "Readers</a></li><li><a href=\"#gaps\">Gaps</a></li><li><a href=\"#pages\">Pages</a>"
           "</li></ul></nav>\n<main>\n";
  }

  void filters() {
    std::set<std::string> standings, types, outlets, countries;
    for (const Row& row : situation_.rows) {
      const Happening& happening = story_.happenings[row.happening.value];
      standings.emplace(word(row.standing));
      types.insert(happening.type);
      for (const std::string& outlet : outlets_of(happening)) outlets.insert(outlet);
      for (const std::string& country : countries_of(happening)) countries.insert(country);
    }
    const auto choice = [&](const char* label, const char* name, const std::set<std::string>& of) {
      out_ << fmt::format(
          "<label>{}<select name=\"{}\"><option value=\"\">all</option>{}</select>"
          "</label>\n",
          label, name, options(of));
    };
    out_ << "<section id=\"events\"><h2>Events</h2>\n<form id=\"filters\">\n"
            "<label>Words<input name=\"words\" type=\"search\"></label>\n";
    choice("Stands on", "standing", standings);
    choice("Type", "type", types);
    choice("Outlet", "outlet", outlets);
    choice("Country", "country", countries);
    out_ << "<label>From<input name=\"from\" type=\"date\"></label>\n"
            "<label>To<input name=\"to\" type=\"date\"></label>\n"
            "<label>&nbsp;<button type=\"reset\">Show all</button></label>\n"
            "<output id=\"shown\" aria-live=\"polite\"></output>\n</form>\n";
  }

  std::set<std::string> outlets_of(const Happening& happening) const {
    std::set<std::string> outlets;
    for (const auto* links : {&happening.reports, &happening.comments})
      for (const Link<Event>& link : *links)
        outlets.insert(outlet_in_words(story_.pages[link.record.page]));
    return outlets;
  }

  std::set<std::string> countries_of(const Happening& happening) const {
    std::set<std::string> countries;
    for (const auto* side : {&happening.source, &happening.target})
      for (const Id<Actor> actor : *side) countries.insert(story_.actors[actor.value].country);
    for (const Link<Event>& link : happening.reports)
      countries.insert(story_.pages[link.record.page].events[link.record.of.value].country);
    countries.erase("");
    return countries;
  }

  void events() {
    std::optional<Standing> section;
    for (const Row& row : situation_.rows) {
      if (!out_.ok()) return;
      if (section != row.standing) {
        if (section) out_ << "</section>\n";
        section = row.standing;
        out_ << fmt::format("<section class=\"standing\"><h3>{}</h3>\n",
                            html_text(title_of(row.standing)));
      }
      event(row);
    }
    if (section) out_ << "</section>\n";
    out_ << "</section>\n";
  }

  void event(const Row& row) {
    const Dossier dossier = dossier_of(story_, row.happening);
    const Happening& happening = story_.happenings[row.happening.value];
    const std::string& day = happening.when.empty() ? row.first_told : happening.when;
    const std::string first_day = day.starts_with("../") ? day.substr(3) : day;
    std::string outlets;
    for (const std::string& outlet : outlets_of(happening)) outlets += outlet + "\n";
    out_ << fmt::format(
        "<details class=\"event\" id=\"h{}\" data-standing=\"{}\" data-type=\"{}\" "
        "data-day=\"{}\" data-countries=\"{}\" data-outlets=\"{}\">\n<summary>{} "
        "<span class=\"code\">{}{}{} {}</span>",
        row.happening.value, word(row.standing), html_text(happening.type),
        html_text(first_day.substr(0, 10)),
        html_text(fmt::format("{}", fmt::join(countries_of(happening), " "))), html_text(outlets),
        html_text(happening_in_words(story_, told_.names, dossier)), html_text(happening.type),
        happening.mode.empty() ? "" : "/", html_text(happening.mode),
        html_text(id_of(story_, row.happening)));
    const std::vector<Report>& tellers =
        dossier.reports.empty() ? dossier.comments : dossier.reports;
    out_ << fmt::format("<p class=\"dim\">{}{}{}</p></summary>\n",
                        html_text(teller(tellers.front())), agreement(dossier),
                        row.told_again ? ", told again since" : "");
    for (const Report& report : dossier.reports) telling(report, false);
    for (const Report& report : dossier.comments) telling(report, true);
    fields(dossier);
    out_ << "</details>\n";
  }

  /// "CNN, 2012-06-27, according to ...".
  std::string teller(const Report& report) const {
    return teller(report.record.page, told_.material.telling(report.record));
  }
  std::string teller(std::uint32_t page, const Telling& telling) const {
    const PageFacts& facts = story_.pages[page];
    std::string words =
        fmt::format("{}, {}", outlet_in_words(facts), day_in_words(facts.published));
    if (!telling.reader.empty())
      return fmt::format("a reader ({}) under {}", telling.reader, words);
    if (telling.part == BlockKind::title) words += ", headline";
    if (telling.part == BlockKind::caption) words += ", caption";
    if (telling.part == BlockKind::fact_item) words += ", fact box";
    return telling.voices.empty() ? words : words + ", " + voices_in_words(telling.voices);
  }

  std::string agreement(const Dossier& dossier) const {
    const std::uint32_t outlets = story_.happenings[dossier.happening.value].outlets;
    std::string words;
    if (outlets > 1) words = fmt::format(" &middot; {} outlets", outlets);
    std::vector<std::string> differ;
    for (const FieldView& view : dossier.fields)
      if (view.agreement == Agreement::differ) differ.emplace_back(word(view.field));
    if (!differ.empty())
      words += fmt::format(" &middot; <span class=\"differ\">tellings differ on {}</span>",
                           listed(differ));
    return words;
  }

  void quotation(std::uint32_t page, const Telling& telling, const Passage& passage,
                 const std::string& id, const std::string& more) {
    const std::string anchor = pages_.cite(page, telling.words);
    out_ << fmt::format(
        "<blockquote{}><p><cite>{}</cite></p>\n<p>{}</p>\n<p class=\"dim\"><a "
        "href=\"#{}\">open in the page</a> &middot; <span class=\"code\">{}</span>"
        "{}</p></blockquote>\n",
        telling.reader.empty() ? "" : " class=\"reader\"", html_text(teller(page, telling)),
        marked_html(passage.text, passage.span.begin, {{telling.words, ""}}), anchor, html_text(id),
        more);
  }

  void telling(const Report& report, bool by_reader) {
    const In<Event> record = report.record;
    const Telling& told = told_.material.telling(record);
    std::string more;
    const auto add = [&](std::string_view label, const std::string& words) {
      if (!words.empty()) more += fmt::format(" &middot; {} {}", label, html_text(words));
    };
    if (by_reader) more += " &middot; evidence of nothing but that a reader wrote it";
    if (report.copy_of) add("repeats the text of", outlet_in_words(story_.pages[*report.copy_of]));
    add("day:", told.when_basis);
    add("place:", told.where_basis);
    add("why:", told.why);
    add("held to be the same:", report.reason);
    quotation(record.page, told, told_.material.pages[record.page].passages[told.passage],
              id_of(story_.pages[record.page].page, Part::event, record.of.value), more);
  }

  void fields(const Dossier& dossier) {
    if (dossier.reports.size() < 2) return;
    out_ << "<table class=\"fields\"><thead><tr><th scope=\"col\">field</th><th scope=\"col\">"
            "tellers</th><th scope=\"col\">values</th></tr></thead><tbody>\n";
    for (const FieldView& view : dossier.fields) {
      std::vector<std::string> values;
      for (const FieldValue& value : view.values) {
        std::set<std::string> outlets;
        for (const std::uint32_t report : value.reports)
          outlets.insert(
              html_text(outlet_in_words(story_.pages[dossier.reports[report].record.page])));
        values.push_back(fmt::format("{} <span class=\"dim\">({})</span>",
                                     html_text(value_in_words(view.field, value.value)),
                                     fmt::join(outlets, ", ")));
      }
      out_ << fmt::format("<tr><td>{}</td><td{}>{}</td><td>{}</td></tr>\n", word(view.field),
                          view.agreement == Agreement::differ ? " class=\"differ\"" : "",
                          word(view.agreement), fmt::join(values, "; "));
    }
    out_ << "</tbody></table>\n";
  }

  /// A happening in words; a link where it has a row.
  std::string named(Id<Happening> id) const {
    const std::string words =
        html_text(happening_in_words(story_, told_.names, dossier_of(story_, id)));
    return listed_.contains(id) ? fmt::format("<a href=\"#h{}\">{}</a>", id.value, words) : words;
  }

  void outcomes() {
    if (situation_.outcomes.empty()) return;
    out_ << "<section><h2>What came of it</h2>\n<ul>\n";
    for (const std::uint32_t index : situation_.outcomes) {
      const Outcome& outcome = story_.outcomes[index];
      out_ << fmt::format("<li>{}: {}<br>happened: {}<br><span class=\"dim\">{}</span></li>\n",
                          word(story_.happenings[outcome.announced.value].status),
                          named(outcome.announced), named(outcome.happened),
                          html_text(outcome.reason));
    }
    out_ << "</ul></section>\n";
  }

  void disagreements() {
    out_ << "<section id=\"disagreements\"><h2>Where they disagree</h2>\n";
    if (situation_.disagreements.empty()) out_ << "<p>Nowhere.</p>\n";
    for (const DisagreementRow& row : situation_.disagreements) {
      if (!out_.ok()) return;
      const Disagreement& disagreement = story_.disagreements[row.disagreement];
      out_ << fmt::format("<h3>{}: {}{}</h3>\n", html_text(disagreement.kind),
                          disagreement.happening.none() ? html_text(disagreement.about)
                                                        : named(disagreement.happening),
                          row.since.empty() ? ""
                                            : fmt::format(" <span class=\"dim\">since {}</span>",
                                                          html_text(day_in_words(row.since))));
      for (const Side& side : disagreement.sides) {
        out_ << fmt::format("<details open><summary>{}</summary>\n",
                            html_text(side.actor.none() ? side.who : told_.names.name(side.actor)));
        for (const Asked& asked : asked_of(story_, side)) {
          const Quoted& quoted = told_.quoted.at(asked);
          quotation(asked.words.page, quoted.telling, quoted.passage, quoted.id, "");
        }
        out_ << "</details>\n";
      }
    }
    out_ << "</section>\n";
  }

  void kept_apart() {
    if (situation_.kept_apart.empty()) return;
    out_ << "<section><h2>Alike, but kept apart</h2>\n<ul>\n";
    for (const std::uint32_t index : situation_.kept_apart) {
      const KeptApart& pair = story_.kept_apart[index];
      out_ << fmt::format("<li>{}<br>{}<br><span class=\"dim\">{}</span></li>\n", named(pair.first),
                          named(pair.second), html_text(pair.reason));
    }
    out_ << "</ul></section>\n";
  }

  void relations() {
    out_ << "<section id=\"relations\"><h2>Relations</h2>\n";
    if (situation_.dyads.empty()) out_ << "<p>No two parties dealt with each other.</p>\n";
    for (std::size_t i = 0; i < std::min(pairs_shown, situation_.dyads.size()); ++i)
      dyad(situation_.dyads[i]);
    if (situation_.dyads.size() > pairs_shown)
      out_ << fmt::format("<p>And {} further pairs, with fewer events.</p>\n",
                          situation_.dyads.size() - pairs_shown);
    out_ << "</section>\n";
  }

  void dyad(const Dyad& dyad) {
    std::uint32_t most = 0;
    for (const DyadPoint& point : dyad.points) most = std::max(most, point.all().events());
    out_ << fmt::format(
        "<details><summary>{} and {} <span class=\"dim\">{}</span></summary>\n"
        "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">period</th>",
        html_text(told_.names.party(dyad.first)), html_text(told_.names.party(dyad.second)),
        counted(dyad.events, "event", "events") +
            (dyad.assessments == 0
                 ? ""
                 : ", " + counted(dyad.assessments, "assessment", "assessments")));
    for (const std::string_view quad : words_of<Quad>)
      out_ << fmt::format("<th class=\"n\" scope=\"col\">{}</th>", quad);
    out_ << "<th class=\"n\" scope=\"col\">Goldstein</th><th scope=\"col\"><span "
            "class=\"dim\">share</span></th></tr></thead><tbody>\n";
    for (const DyadPoint& point : dyad.points) {
      const Tally all = point.all();
      out_ << fmt::format("<tr><th scope=\"row\">{}</th>",
                          point.period.empty() ? "day unknown" : point.period);
      for (const std::uint32_t count : all.quads)
        out_ << fmt::format("<td class=\"n\">{}</td>", count);
      out_ << fmt::format("<td class=\"n\">{:+.1f}</td><td>{}</td></tr>\n", all.goldstein(),
                          bar(all, most));
    }
    out_ << "</tbody></table></div>\n";
    for (const DyadPoint& point : dyad.points) behind(point);
    out_ << "</details>\n";
  }

  void behind(const DyadPoint& point) {
    out_ << fmt::format("<h3>{}</h3>\n<ul>\n", point.period.empty() ? "day unknown" : point.period);
    for (const Id<Happening> id : point.happenings) out_ << fmt::format("<li>{}</li>\n", named(id));
    out_ << "</ul>\n";
    for (const std::uint32_t index : point.assessments) {
      const AssessmentIn& judged = told_.material.assessments[index];
      const Telling& telling = told_.material.assessment_tellings[index];
      out_ << fmt::format("<p>told to be {}:</p>\n", word(judged.assessment.tone));
      quotation(judged.page, telling, told_.material.pages[judged.page].passages[telling.passage],
                id_of(story_.pages[judged.page].page, Part::page, 0), "");
    }
  }

  void readers() {
    const ReaderCounts& readers = situation_.readers;
    out_ << fmt::format(
        "<section id=\"readers\"><h2>What readers wrote</h2>\n<p>{} under {}, by "
        "{}; {} told in them. Evidence of nothing but itself.</p>\n",
        counted(readers.comments, "comment", "comments"), counted(readers.pages, "page", "pages"),
        counted(readers.authors, "name", "names"),
        counted(readers.events, "event is", "events are"));
    std::vector<std::string> about;
    for (const auto& [actor, comments] : readers.about)
      about.push_back(fmt::format("{} {}", html_text(told_.names.name(actor)), comments));
    if (!about.empty()) out_ << fmt::format("<p>Most spoken of: {}.</p>\n", fmt::join(about, ", "));
    out_ << "</section>\n";
  }

  void gaps() {
    const std::vector<std::string> gaps = gaps_in_words(situation_);
    out_ << "<section id=\"gaps\"><h2>Gaps</h2>\n<ul>\n";
    if (gaps.empty()) out_ << "<li>none</li>\n";
    for (const std::string& gap : gaps) out_ << fmt::format("<li>{}</li>\n", html_text(gap));
    out_ << "</ul></section>\n";
  }

  const Account& told_;
  const Story& story_;
  const Situation& situation_;
  Writer& out_;
  std::set<Id<Happening>> listed_;
  CitedPages pages_;
};

}  // namespace

Status write_html(const Account& told, const Store& store, const Tick& tick, const Sink& sink) {
  Writer out(sink);
  return HtmlReport(told, out).run(store, tick);
}

}  // namespace sitrep
