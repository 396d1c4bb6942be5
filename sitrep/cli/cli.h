#pragma once

/// cli: the commands of the program. Data on standard output, everything else on standard error.
namespace sitrep {

/// What the program's exit status says. Scripts rely on these numbers.
enum class ExitCode {
  ok = 0,
  failure = 1,           ///< the world: files, disk, model, lexicon; or a bug
  usage = 2,             ///< the command line makes no sense
  some_failed = 3,       ///< finished, but some inputs could not be read
  nothing_readable = 4,  ///< no input, or none that could be read; no such id
  store_unusable = 5,    ///< the store is locked, or of another version
  interrupted = 130,  ///< SIGINT or SIGTERM: what was read is kept, the command goes on from there
};

/// Parses the command line, runs the command, gives the exit status.
int run_program(int argc, char** argv);

}  // namespace sitrep
