#include "sitrep/report/text_rows.h"

#include <algorithm>

#include <fmt/format.h>

#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

constexpr std::size_t deeper = 2, under_row = 6;

std::string_view part_in_words(BlockKind part) {
  switch (part) {
    case BlockKind::title:
      return "headline";
    case BlockKind::caption:
      return "caption";
    case BlockKind::fact_title:
    case BlockKind::fact_item:
      return "fact box";
    case BlockKind::comment:
      return "reader's comment";
    default:
      return {};
  }
}

}  // namespace

void TextRows::line(std::string_view words, std::size_t indent) {
  out_ << wrapped(words, indent, indent + deeper, columns_);
}

std::string TextRows::headline(const Dossier& dossier) const {
  const Happening& happening = story_.happenings[dossier.happening.value];
  return fmt::format("{} [{}{}{}] {}", happening_in_words(story_, told_.names, dossier),
                     happening.type, happening.mode.empty() ? "" : "/", happening.mode,
                     id_of(story_, dossier.happening));
}

std::string TextRows::agreement(const Dossier& dossier) const {
  const std::uint32_t outlets = story_.happenings[dossier.happening.value].outlets;
  if (dossier.reports.size() < 2) return {};
  std::vector<std::string> differ, agree;
  for (const FieldView& view : dossier.fields) {
    if (view.agreement == Agreement::differ) differ.emplace_back(word(view.field));
    const bool is_told = view.field != Field::status;
    if (view.agreement == Agreement::agree && is_told) agree.emplace_back(word(view.field));
  }
  std::string words = counted(outlets, "outlet", "outlets");
  if (!agree.empty()) words += "; they agree on " + listed(agree);
  if (!differ.empty()) words += "; tellings differ on " + listed(differ);
  return outlets > 1 || !differ.empty() ? words : std::string();
}

std::vector<TextRows::Group> TextRows::groups(const std::vector<Report>& reports) const {
  std::vector<Group> all;
  for (const Report& report : reports) {
    const Group next{report.record.page, told_.material.telling(report.record).passage, {}};
    // A copy that is told by its original already is only named.
    if (report.copy_of &&
        std::ranges::any_of(all, [&](const Group& known) { return known.page == *report.copy_of; }))
      continue;
    auto known = std::ranges::find(all, next);
    if (known == all.end()) known = all.insert(all.end(), next);
    known->records.push_back(report.record);
  }
  return all;
}

bool TextRows::same_voices(const Group& a, const Group& b) const {
  return told_.material.telling(a.records[0]).voices == told_.material.telling(b.records[0]).voices;
}

void TextRows::rows(const std::vector<Row>& rows) {
  std::vector<Group> pending;  // what the rows above share
  for (const Row& row : rows) {
    if (!out_.ok()) return;
    const Dossier dossier = dossier_of(story_, row.happening);
    const bool by_readers = dossier.reports.empty();
    std::vector<Group> own = groups(by_readers ? dossier.comments : dossier.reports);
    const bool shared = pending.size() == 1 && own.size() == 1 && pending[0] == own[0] &&
                        same_voices(pending[0], own[0]);
    if (!shared) {
      for (const Group& one : pending) group(one, under_row);
      pending.clear();
    }
    std::string words = headline(dossier);
    if (row.told_again) words += fmt::format(", first told {}", day_in_words(row.first_told));
    line(words, deeper);
    if (const std::string agreed = agreement(dossier); !agreed.empty()) line(agreed, under_row);
    copies(dossier);
    if (shared)
      pending[0].records.insert(pending[0].records.end(), own[0].records.begin(),
                                own[0].records.end());
    else
      pending = std::move(own);
  }
  for (const Group& one : pending) group(one, under_row);
}

void TextRows::copies(const Dossier& dossier) {
  std::vector<std::string> outlets;
  for (const Report& report : dossier.reports) {
    const bool is_of_a_report =
        report.copy_of && std::ranges::any_of(dossier.reports, [&](const Report& other) {
          return other.record.page == *report.copy_of;
        });
    if (!is_of_a_report) continue;
    const PageFacts& page = story_.pages[report.record.page];
    std::string words = fmt::format("{} ({})", outlet_in_words(page), day_in_words(page.published));
    if (std::ranges::find(outlets, words) == outlets.end()) outlets.push_back(std::move(words));
  }
  if (!outlets.empty()) line("copied by " + listed(outlets), under_row);
}

void TextRows::group(const Group& group, std::size_t indent) {
  const PageMaterial& page = told_.material.pages[group.page];
  std::vector<Span> words;
  for (const In<Event>& record : group.records)
    words.push_back(told_.material.telling(record).words);
  telling(group.page, told_.material.telling(group.records[0]), page.passages[group.passage],
          std::move(words), indent);
}

void TextRows::telling(std::uint32_t page, const Telling& telling, const Passage& passage,
                       std::vector<Span> words, std::size_t indent, std::string_view id) {
  const PageFacts& facts = story_.pages[page];
  std::string head = fmt::format("{}, {}", outlet_in_words(facts), day_in_words(facts.published));
  if (!telling.reader.empty()) {
    head = fmt::format("a reader ({}) under {}", telling.reader, head);
  } else if (const std::string_view part = part_in_words(telling.part); !part.empty()) {
    head += fmt::format(", {}", part);
  }
  if (!telling.voices.empty()) head += ", " + voices_in_words(telling.voices);
  if (!id.empty()) head += fmt::format(" {}", id);
  line(head + ":", indent);
  line(marked_snippet(with_marks(passage.text, passage.span.begin, std::move(words))),
       indent + deeper);
}

}  // namespace sitrep
