#include "sitrep/cli/summary.h"

#include <fmt/format.h>

#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::size_t count_notes(const Document& document) {
  return document.page.notes.size() + document.text.notes.size() + document.names.notes.size() +
         document.scene.notes.size() + document.claims.notes.size() + document.events.notes.size();
}

}  // namespace

std::string summary(const Document& document) {
  const Page& page = document.page;
  std::string text = outlet_of(page);
  text += page.published.value.empty() ? ", day unknown" : ", " + page.published.value;
  text += ": " + (page.title.empty() ? "(no title)" : one_line(page.title)) + "\n";
  text += fmt::format("  page {} of {}\n", id_of(page.id, Part::page, 0), one_line(page.source));
  text += fmt::format("  {}, {}, {}, {}, {}\n",
                      counted(document.names.entities.size(), "actor", "actors"),
                      counted(document.claims.claims.size(), "claim", "claims"),
                      counted(document.events.events.size(), "event", "events"),
                      counted(page.comments.size(), "reader's comment", "readers' comments"),
                      counted(count_notes(document), "note", "notes"));
  for (std::uint32_t i = 0; i < document.events.events.size(); ++i) {
    const Event& event = document.events.events[i];
    text += fmt::format("  {}  {}\n      says {}\n", id_of(page.id, Part::event, i),
                        line(document, event), chain_of_event(document, event));
  }
  return text;
}

}  // namespace sitrep
