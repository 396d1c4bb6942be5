#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "sitrep/base/file.h"
#include "sitrep/cli/commands.h"
#include "sitrep/cli/interruption.h"
#include "sitrep/cli/output.h"
#include "sitrep/cli/progress.h"
#include "sitrep/report/html.h"
#include "sitrep/report/json.h"
#include "sitrep/report/terminal.h"
#include "sitrep/report/text.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

/// One run of `sitrep report`.
class Reporting {
 public:
  explicit Reporting(const ReportOptions& options) : options_(options) {}

  ExitCode run() {
    const Interruption interruption;
    const Status status = report();
    Progress::clear_line();
    if (Interruption::came()) {
      complain("interrupted; the store is as it was");
      return ExitCode::interrupted;
    }
    return status ? ExitCode::ok : fail_of_store(status.error());
  }

 private:
  Status report() {
    const auto home = find_home();
    if (!home) return home.error();
    const auto words = RelationWords::load(*home / "lexicon");
    if (!words) return words.error();
    const auto store = Store::open(options_.store, Store::Access::read);
    if (!store) return store.error();
    const auto tick = [&](std::size_t done, std::size_t total) { return go_on(done, total); };
    const auto material = gather(*store, *words, tick);
    if (!material) return material.error();
    for (const DecisionNote& note : material->story.decision_notes)
      complain(fmt::format("decision {} {}: {}", note.decision,
                           note.obeyed ? "is obeyed, but" : "could not be obeyed", note.message));
    const ActorNames names(material->story);
    const auto selector = Selector::make(material->story, names, options_.selection);
    if (!selector) return selector.error();
    const Situation situation = situation_of(*material, *selector, options_.by);
    const auto quoted = quote(*store, material->story, asked_of(*material, situation), tick);
    if (!quoted) return quoted.error();
    const Account told{*material, names, *selector, situation, *quoted};
    return options_.html.empty() ? print(told) : write_file(told, *store, tick);
  }

  Status go_on(std::size_t done, std::size_t total) {
    progress_.show(done, total);
    if (Interruption::came()) return Error{ErrorKind::invalid, "", "interrupted"};
    return Done{};
  }

  Status print(const Account& told) {
    Output output;
    const Sink sink = [&](std::string_view text) -> Status {
      if (Interruption::came()) return Error{ErrorKind::invalid, "", "interrupted"};
      output << text;
      return Done{};
    };
    const Status written = options_.json ? write_json(told, sink)
                                         : write_text(told, columns_to_fill(), options_.all, sink);
    const Status finished = output.finish();
    return written ? finished : written;
  }

  /// Into a file beside the one that is asked for, which is renamed at the end: whoever opens it
  /// sees the whole report or the one before.
  Status write_file(const Account& told, const Store& store, const Tick& tick) {
    const std::string unfinished = options_.html + ".part";
    Output output{std::filesystem::path(unfinished)};
    Status written = write_html(told, store, tick, [&](std::string_view text) -> Status {
      if (Interruption::came()) return Error{ErrorKind::invalid, "", "interrupted"};
      output << text;
      return Done{};
    });
    Status kept = output.finish();
    if (written && kept && std::rename(unfinished.c_str(), options_.html.c_str()) != 0)
      kept = system_error(options_.html);
    if (!written || !kept) std::remove(unfinished.c_str());
    if (!written) return written;
    // No store is missing: the file cannot be made.
    if (kept) return kept;
    return Error{ErrorKind::unreadable, options_.html, kept.error().reason};
  }

  const ReportOptions& options_;
  PageProgress progress_;
};

}  // namespace

ExitCode report_command(const ReportOptions& options) { return Reporting(options).run(); }

}  // namespace sitrep
