#pragma once

#include <string>
#include <vector>

#include "sitrep/cli/cli.h"

/// One function a command, told what the command line said.
namespace sitrep {

struct ReadOptions {
  std::vector<std::string> inputs;
  bool json = false;
  std::vector<std::string> layers;
};

ExitCode read_command(const ReadOptions& options);

}  // namespace sitrep
