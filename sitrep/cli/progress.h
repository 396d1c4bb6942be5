#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace sitrep {

/// What became of the inputs so far.
struct ReadCounts {
  std::size_t added = 0, reread = 0, unchanged = 0, failed = 0;
  std::uint64_t text_bytes = 0;

  std::size_t pages() const { return added + reread + unchanged; }
};

/// How much of the inputs is done, where that is known. A page that is in work counts as not done:
/// a large one makes the rest seem longer, never shorter.
struct Consumption {
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> bytes_total;
};

/// A line on standard error that is written over once in a while, only where standard error is a
/// terminal. Never says 100 % before the work is done.
class Progress {
 public:
  explicit Progress(bool with_store);
  ~Progress() { clear_line(); }

  void show(const ReadCounts& counts, const Consumption& consumed);

  /// Makes room for a message.
  static void clear_line();

  double seconds() const;

 private:
  std::chrono::steady_clock::time_point begun_, shown_;
  bool with_store_;
};

/// The same for work over pages whose number is known: silent for the first two seconds.
class PageProgress {
 public:
  PageProgress();
  ~PageProgress() { Progress::clear_line(); }

  void show(std::size_t done, std::size_t total);

 private:
  std::chrono::steady_clock::time_point begun_, shown_;
};

/// "3 new, 1 reread, 4 unchanged, 1 failed": what is zero is left out, except that something is
/// said.
std::string counts_in_words(const ReadCounts& counts, bool with_store);

/// "40 s", "3 min", "2 h 10 min".
std::string duration_in_words(double seconds);

}  // namespace sitrep
