#pragma once

namespace sitrep {

/// While it lives, the first SIGINT or SIGTERM only sets a flag, so that the running pages are
/// finished and kept; the second ends the program at once. One at a time.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  static bool came();
};

}  // namespace sitrep
