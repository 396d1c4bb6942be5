#include "sitrep/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include <fmt/format.h>

namespace sitrep {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds between_lines{250};
constexpr double percent_max = 99;        // the last one is for what is not written yet
constexpr double seconds_before_eta = 2;  // the first pages tell little

std::atomic<bool> line_stands = false;

void write_to_terminal(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

Progress::Progress(bool with_store)
    : begun_(Clock::now()), shown_(begun_), with_store_(with_store) {}

double Progress::seconds() const { return seconds_between(begun_, Clock::now()); }

void Progress::show(const ReadCounts& counts, const Consumption& consumed) {
  static const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
  const Clock::time_point now = Clock::now();
  if (!is_terminal || now - shown_ < between_lines) return;
  shown_ = now;
  const double seconds = std::max(seconds_between(begun_, now), 1e-3);
  std::string line = counts_in_words(counts, with_store_);
  line += fmt::format("  {:.0f} pages/s", static_cast<double>(counts.pages()) / seconds);
  if (consumed.bytes_total && *consumed.bytes_total > 0) {
    const double done = std::min(
        static_cast<double>(consumed.bytes) / static_cast<double>(*consumed.bytes_total), 1.0);
    line += fmt::format("  {:.0f} %", std::min(std::floor(100 * done), percent_max));
    if (done > 0 && seconds > seconds_before_eta)
      line += "  about " + duration_in_words(seconds / done - seconds) + " left";
  } else {
    line += fmt::format("  {:.1f} MB taken", static_cast<double>(consumed.bytes) / 1e6);
  }
  write_to_terminal("\r\033[K" + line);
  line_stands = true;
}

void Progress::clear_line() {
  if (line_stands.exchange(false)) write_to_terminal("\r\033[K");
}

PageProgress::PageProgress() : begun_(Clock::now()), shown_(begun_) {}

void PageProgress::show(std::size_t done, std::size_t total) {
  static const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
  const Clock::time_point now = Clock::now();
  const double seconds = seconds_between(begun_, now);
  if (!is_terminal || seconds < seconds_before_eta || now - shown_ < between_lines) return;
  shown_ = now;
  std::string line = fmt::format("{} of {} pages", done, total);
  if (done > 0) {
    const double left = seconds * static_cast<double>(total - done) / static_cast<double>(done);
    line += "  about " + duration_in_words(left) + " left";
  }
  write_to_terminal("\r\033[K" + line);
  line_stands = true;
}

std::string counts_in_words(const ReadCounts& counts, bool with_store) {
  std::string words;
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", count, what);
  };
  add(counts.added, with_store ? "new" : "read");
  add(counts.reread, "read again");
  add(counts.unchanged, "unchanged");
  add(counts.failed, "failed");
  return words.empty() ? "0 pages" : words;
}

std::string duration_in_words(double seconds) {
  const long long whole = std::llround(std::max(seconds, 0.0));
  if (whole < 100) return fmt::format("{} s", whole);
  const long long minutes = (whole + 30) / 60;
  if (minutes < 100) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

}  // namespace sitrep
