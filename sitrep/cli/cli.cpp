#include "sitrep/cli/cli.h"

#include <CLI/CLI.hpp>

#include "sitrep/cli/commands.h"

namespace sitrep {

int run_program(int argc, char** argv) {
  CLI::App program("Reads news pages and keeps a sourced record of who did or said what to whom.",
                   "sitrep");
  program.require_subcommand(1);
  program.set_version_flag("--version", "sitrep " SITREP_VERSION);

  ReadOptions read_options;
  CLI::App* read = program.add_subcommand("read", "Read pages and print or store their records");
  read->add_option("inputs", read_options.inputs,
                   "Files, folders, patterns or - for standard input")
      ->required();
  read->add_flag("--json", read_options.json, "Print one record a line on standard output");
  read->add_option("--layers", read_options.layers,
                   "Long layers to print too: page.text, text, predicates")
      ->delimiter(',')
      ->check(CLI::IsMember({"page.text", "text", "predicates"}));

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::usage);
  }
  return static_cast<int>(read_command(read_options));
}

}  // namespace sitrep
