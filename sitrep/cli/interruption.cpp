#include "sitrep/cli/interruption.h"

#include <atomic>
#include <csignal>

namespace sitrep {

namespace {

std::atomic<bool> flag = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // or a signal handler must not touch it

extern "C" void on_signal(int) { flag.store(true); }

void handle(void (*handler)(int), int flags) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

// SA_RESETHAND: the second signal does what it does by default. No SA_RESTART: a read from a
// terminal or a pipe that never ends must come back.
Interruption::Interruption() {
  flag = false;
  handle(on_signal, static_cast<int>(SA_RESETHAND));
}

Interruption::~Interruption() { handle(SIG_DFL, 0); }

bool Interruption::came() { return flag.load(); }

}  // namespace sitrep
