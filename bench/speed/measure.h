#pragma once

#include <time.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sitrep/inputs/inputs.h"

/// What the speed benchmarks share.
namespace sitrep {

/// CPU seconds of this thread: the machines are shared.
inline double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// All payloads of the inputs, in order; ends the program where an input cannot be found.
inline std::vector<Payload> payloads(const std::vector<std::string>& arguments) {
  std::vector<Payload> found;
  const auto inputs = expand_inputs(arguments);
  if (!inputs) {
    fmt::print(stderr, "{}\n", inputs.error().message());
    std::exit(1);
  }
  for (const auto& path : *inputs) {
    auto reader = InputReader::open(path);
    while (reader) {
      auto payload = reader->next();
      if (!payload || !payload->has_value()) break;
      found.push_back(std::move(**payload));
    }
  }
  return found;
}

}  // namespace sitrep
