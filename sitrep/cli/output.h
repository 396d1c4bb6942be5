#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "sitrep/base/result.h"
#include "sitrep/cli/cli.h"

namespace sitrep {

/// Standard output, or a file that is made anew, buffered. When the reader goes away (`| head`) the
/// rest is swallowed without a word, as other filters do; any other failure is told by finish().
class Output {
 public:
  Output();  ///< standard output
  explicit Output(const std::filesystem::path& path);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  Output& operator<<(std::string_view text);

  /// Nobody reads any more: the work may stop.
  bool is_closed() const { return closed_; }
  void flush();
  /// Flushes; an error where not everything could be written.
  Status finish();

 private:
  std::string name_;
  int descriptor_;
  std::string buffer_;
  bool closed_ = false;
  Status status_ = Done{};
};

/// A line on standard error: "sitrep: <message>". Clears a progress line that stands there.
void complain(std::string_view message);
void complain(const Error& error);

/// Tells the error; gives the status to leave with: of files and models, or of a store and what it
/// holds.
ExitCode fail(const Error& error);
ExitCode fail_of_store(const Error& error);
ExitCode exit_code_of_store(const Error& error);
/// The same for an id that a user gave; says what an id looks like where it looks like none.
ExitCode fail_of_id(const Error& error, std::string_view id);

}  // namespace sitrep
