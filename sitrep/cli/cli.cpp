#include "sitrep/cli/cli.h"

#include <algorithm>
#include <csignal>
#include <thread>

#include <CLI/CLI.hpp>

#include "sitrep/cli/commands.h"

namespace sitrep {

namespace {

constexpr std::size_t threads_max = 256;

template <class Enum>
std::vector<std::string> words() {
  return {words_of<Enum>.begin(), words_of<Enum>.end()};
}

/// Commands add themselves: what is parsed lives as long as the command line.
class CommandLine {
 public:
  CommandLine() {
    read_.threads = std::max(std::thread::hardware_concurrency(), 1u);
    program_.require_subcommand(1);
    program_.set_version_flag("--version", "sitrep " SITREP_VERSION);
    program_.footer(
        "Ids: 7e571c5d is a page, 7e571c5d:e3 its event 3, :c a claim, :n an actor, "
        ":s a sentence, :k a reader's comment.\n"
        "Exit status: 0 done, 1 failure, 2 usage, 3 some inputs failed, 4 nothing to "
        "read, 5 store locked or of another version, 130 interrupted.");
    add_read();
    add_report();
    add_show();
    add_search();
    add_export();
    add_decide();
    add_lexicon();
  }

  int run(int argc, char** argv) {
    try {
      program_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return program_.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(command_());
  }

 private:
  static void add_store(CLI::App* command, std::string& store) {
    command->add_option("--store", store, "The file that keeps the records")
        ->required()
        ->check(not_empty())
        ->envname("SITREP_STORE");
  }

  static void add_actors(CLI::App* command, std::string& actors) {
    command
        ->add_option("--actors", actors,
                     "Your own table of actors (docs/formats.md); its rows win over the lexicon's")
        ->check(not_empty())
        ->envname("SITREP_ACTORS");
  }

  static void add_ontology(CLI::App* command, std::string& ontology) {
    command
        ->add_option("--ontology", ontology,
                     "Your own types of events in place of PLOVER's (docs/formats.md): a folder of "
                     "tables, or a file that says what PLOVER's are called")
        ->check(not_empty())
        ->envname("SITREP_ONTOLOGY");
  }

  /// An unset variable of a shell must not read as "no store".
  static CLI::Validator not_empty() {
    return {[](const std::string& value) { return std::string(value.empty() ? "is empty" : ""); },
            "FILE"};
  }

  void add_read() {
    CLI::App* command = program_.add_subcommand("read", "Read pages; print or keep their records");
    command
        ->add_option("inputs", read_.inputs,
                     "Files, folders, patterns; - is standard input. HTML, text, WARC, WET, JSON "
                     "Lines, also packed (.gz, .zst)")
        ->required();
    command->add_option("--store", read_.store, "Keep the records in this file; made if missing")
        ->check(not_empty())
        ->envname("SITREP_STORE");
    add_actors(command, read_.actors);
    add_ontology(command, read_.ontology);
    command->add_flag("--json", read_.json, "Print one record a line");
    command->add_option("--layers", layers_, "Print these too: page.text, text, predicates")
        ->delimiter(',')
        ->check(CLI::IsMember({"page.text", "text", "predicates"}));
    command->add_option("--threads", read_.threads, "Threads that read (default: all processors)")
        ->check(CLI::Range(std::size_t{1}, threads_max));
    command->add_option("--from", from_, "What the inputs are, where the content does not tell")
        ->check(CLI::IsMember(words<InputKind>()));
    command->add_flag("-q,--quiet", read_.quiet, "No summary at the end");
    command->callback([this] {
      read_.layers = {asked("page.text"), asked("text"), asked("predicates")};
      read_.from = from_word<InputKind>(from_);
      command_ = [this] { return read_command(read_); };
    });
  }

  bool asked(const char* layer) const { return std::ranges::find(layers_, layer) != layers_.end(); }

  void add_report() {
    CLI::App* command = program_.add_subcommand(
        "report", "The situation over all pages: events, who says so, disagreements, gaps");
    add_store(command, report_.store);
    Selection& asked = report_.selection;
    command->add_option("--event", asked.event,
                        "All that is known of one event, report by report: 7e571c5d:e3");
    command->add_option("--actor", asked.actors,
                        "Only events of this actor: a name, a part of "
                        "one, or a state's code");
    command->add_option("--pair", pair_, "Only events of these two, and their relations over time")
        ->expected(2);
    command->add_option("--country", asked.countries, "Only events in or of this country");
    command->add_option("--type", asked.types, "Only events of this type: ASSAULT, ASSAULT/drone");
    command->add_option("--outlet", asked.outlets, "Only what this outlet tells");
    command->add_option("--from", asked.from, "Only events of this day or later")->check(day());
    command->add_option("--to", asked.to, "Only events of this day or earlier")->check(day());
    command->add_option("--since", asked.since, "Only what was first told, or told again, since")
        ->check(day());
    command->add_option("--by", by_, "Count relations by week or month (default: month)")
        ->check(CLI::IsMember(words<Period>()));
    command->add_flag("--all", report_.all, "List events that name nobody, too");
    CLI::Option* json = command->add_flag("--json", report_.json, "Print it as JSON");
    command
        ->add_option("--html", report_.html,
                     "Write it into this file, for a browser: every row opens its page")
        ->check(not_empty())
        ->excludes(json);
    command->callback([this] {
      if (pair_.size() == 2) report_.selection.pairs = {{pair_[0], pair_[1]}};
      report_.by = from_word<Period>(by_).value_or(Period::month);
      command_ = [this] { return report_command(report_); };
    });
  }

  static CLI::Validator day() {
    return {[](const std::string& value) {
              const bool is_day = interval_of(value).closed();
              return std::string(is_day ? "" : value + " is no day, month or year: 2012-06-27");
            },
            "DAY"};
  }

  void add_show() {
    CLI::App* show = program_.add_subcommand("show", "Print a record with its sentences");
    show->add_option("id", show_.id, "A page, or a record of one: 7e571c5d:c3")->required();
    add_store(show, show_.store);
    show->add_flag("--json", show_.json, "Print it as JSON");
    show->callback([this] { command_ = [this] { return show_command(show_); }; });

    CLI::App* explain = program_.add_subcommand(
        "explain", "Print why: rule, sentence, chain of speakers, bytes of the payload");
    explain->add_option("id", show_.id, "A page, or a record of one: 7e571c5d:e0")->required();
    add_store(explain, show_.store);
    explain->callback([this] { command_ = [this] { return explain_command(show_); }; });
  }

  void add_search() {
    CLI::App* command = program_.add_subcommand("search", "Find sentences by their words");
    command
        ->add_option("words", search_.words,
                     "Words, beginnings (milit*) or \"phrases in quotes\"; all must match")
        ->required();
    add_store(command, search_.store);
    command->add_flag("--comments", search_.comments, "Search readers' comments instead");
    command->add_option("--limit", search_.limit, "Hits to print (default: 20)");
    command->add_flag("--json", search_.json, "Print one hit a line as JSON");
    command->callback([this] { command_ = [this] { return search_command(search_); }; });
  }

  void add_export() {
    CLI::App* command = program_.add_subcommand("export", "Print all records, or tables of them");
    add_store(command, export_.store);
    command->add_option("--to", export_to_, "jsonl (records) or csv (tables)")
        ->required()
        ->check(CLI::IsMember(words<ExportForm>()));
    CLI::Option* table =
        command->add_option("--table", export_.table, "csv: this table, on standard output");
    command->add_option("--folder", export_.folder, "csv: every table, a file each")
        ->excludes(table);
    command->add_flag("--page-text", export_.page_text, "jsonl: with the text of the pages");
    command->callback([this] {
      export_.to = *from_word<ExportForm>(export_to_);
      if (export_.to == ExportForm::csv && export_.table.empty() && export_.folder.empty())
        throw CLI::ValidationError("--to csv", "needs --table NAME or --folder PATH");
      command_ = [this] { return export_command(export_); };
    });
  }

  void add_decide() {
    CLI::App* decide = program_.add_subcommand(
        "decide", "Join, separate, reject or correct records; what is decided stays");
    decide->require_subcommand(1);
    add_decision(decide, "merge", "Two records are one actor, or one event", DecisionKind::merge);
    add_decision(decide, "split", "Two records are two", DecisionKind::split);
    add_decision(decide, "reject", "A record is no actor, or no event", DecisionKind::reject);
    add_decision(decide, "correct", "A field of a record is something else", DecisionKind::correct);
    CLI::App* undo = decide->add_subcommand("undo", "Take a decision back");
    undo->add_option("number", decide_.undoes, "Of the decision")->required();
    add_signature(undo, false);
    undo->callback([this] {
      decide_.kind = DecisionKind::undo;
      command_ = [this] { return decide_command(decide_); };
    });
    CLI::App* list = decide->add_subcommand("list", "Print all decisions, undone ones too");
    add_store(list, decide_.store);
    list->add_flag("--json", decide_.json, "Print one decision a line as JSON");
    list->callback([this] { command_ = [this] { return list_decisions_command(decide_); }; });
  }

  void add_signature(CLI::App* command, bool needs_reason) {
    add_store(command, decide_.store);
    CLI::Option* why = command->add_option("--why", decide_.why, "The reason, in words");
    if (needs_reason) why->required()->check(not_empty());
    command->add_option("--by", decide_.by, "Who decides (default: the user's name)")
        ->check(not_empty());
  }

  void add_decision(CLI::App* decide, const char* name, const char* help, DecisionKind kind) {
    CLI::App* command = decide->add_subcommand(name, help);
    command->add_option("id", decide_.first, "An actor or event of a page: 7e571c5d:n3")
        ->required();
    if (kind == DecisionKind::merge || kind == DecisionKind::split)
      command->add_option("other", decide_.second, "Another of the same kind")->required();
    if (kind == DecisionKind::correct)
      command
          ->add_option("correction", decide_.correction,
                       "FIELD=VALUE. Of an actor: name, kind, country; of an event: type, mode, "
                       "when, place, status, killed, wounded")
          ->required();
    add_signature(command, true);
    command->callback([this, kind] {
      decide_.kind = kind;
      command_ = [this] { return decide_command(decide_); };
    });
  }

  void add_lexicon() {
    CLI::App* lexicon = program_.add_subcommand("lexicon", "The words that the program goes by");
    lexicon->require_subcommand(1);
    CLI::App* check = lexicon->add_subcommand(
        "check", "Report contradictions and entries that cannot be reached");
    add_actors(check, lexicon_.actors);
    add_ontology(check, lexicon_.ontology);
    check->callback([this] { command_ = [this] { return lexicon_check_command(lexicon_); }; });

    CLI::App* unknown = lexicon->add_subcommand(
        "unknown", "List the frequent names of a store that no table knows, as rows of --actors");
    unknown->add_option("store,--store", lexicon_.store, "The file that keeps the records")
        ->required()
        ->check(not_empty())
        ->envname("SITREP_STORE");
    add_actors(unknown, lexicon_.actors);
    unknown->add_option("--limit", lexicon_.limit, "Names to print (default: 100)");
    unknown->add_flag("--json", lexicon_.json, "Print one name a line as JSON");
    unknown->callback([this] { command_ = [this] { return lexicon_unknown_command(lexicon_); }; });
  }

  CLI::App program_{
      "Reads news pages and keeps a sourced record: who did or said what to whom, "
      "when, where, according to whom.",
      "sitrep"};
  ReadOptions read_;
  std::vector<std::string> layers_;
  std::string from_, export_to_, by_;
  std::vector<std::string> pair_;
  ReportOptions report_;
  ShowOptions show_;
  SearchOptions search_;
  ExportOptions export_;
  DecideOptions decide_;
  LexiconOptions lexicon_;
  std::function<ExitCode()> command_;
};

}  // namespace

int run_program(int argc, char** argv) {
  // A reader that goes away is seen as a failed write, not as a signal that kills.
  std::signal(SIGPIPE, SIG_IGN);
  return CommandLine().run(argc, argv);
}

}  // namespace sitrep
