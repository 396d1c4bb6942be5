#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sitrep/cli/cli.h"
#include "sitrep/inputs/inputs.h"
#include "sitrep/read/read.h"
#include "sitrep/report/selection.h"
#include "sitrep/story/decisions.h"

/// One function a command, told what the command line said.
namespace sitrep {

struct ReadOptions {
  std::vector<std::string> inputs;
  std::string store;     ///< empty: nothing is kept
  std::string actors;    ///< the user's own table of actors; empty: none
  std::string ontology;  ///< the user's own types of events; empty: PLOVER
  bool json = false;
  bool quiet = false;  ///< no summary
  RecordLayers layers;
  std::optional<InputKind> from;
  std::size_t threads = 1;
};
ExitCode read_command(const ReadOptions& options);

struct ShowOptions {
  std::string store, id;
  bool json = false;
};
ExitCode show_command(const ShowOptions& options);
ExitCode explain_command(const ShowOptions& options);

struct SearchOptions {
  std::string store;
  std::vector<std::string> words;
  bool comments = false, json = false;
  std::size_t limit = 20;
};
ExitCode search_command(const SearchOptions& options);

struct ReportOptions {
  std::string store;
  Selection selection;
  Period by = Period::month;
  bool json = false;
  bool all = false;  ///< also what names nobody
  std::string html;  ///< into this file, as a page for a browser
};
ExitCode report_command(const ReportOptions& options);

struct DecideOptions {
  std::string store;
  DecisionKind kind = DecisionKind::merge;
  std::string first, second;  ///< ids of records
  std::string correction;     ///< FIELD=VALUE
  std::uint64_t undoes = 0;
  std::string why, by;
  bool json = false;  ///< of the list
};
ExitCode decide_command(const DecideOptions& options);
ExitCode list_decisions_command(const DecideOptions& options);

enum class ExportForm { jsonl, csv };
template <>
inline constexpr auto words_of<ExportForm> = vocabulary("jsonl", "csv");

struct ExportOptions {
  std::string store;
  ExportForm to = ExportForm::jsonl;
  std::string table;   ///< csv: this one, on standard output
  std::string folder;  ///< csv: all, a file each
  bool page_text = false;
};
ExitCode export_command(const ExportOptions& options);

struct LexiconOptions {
  std::string actors;    ///< the user's own table of actors; empty: none
  std::string ontology;  ///< the user's own types of events; empty: PLOVER
  std::string store;     ///< unknown
  std::size_t limit = 100;
  bool json = false;
};
ExitCode lexicon_check_command(const LexiconOptions& options);
ExitCode lexicon_unknown_command(const LexiconOptions& options);

}  // namespace sitrep
