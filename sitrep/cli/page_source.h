#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sitrep/cli/progress.h"
#include "sitrep/inputs/inputs.h"

namespace sitrep {

/// A page to be read, or what could not be read instead.
struct Found {
  Payload payload;
  std::string source;  ///< set where it failed: the input, with the byte where a record begins
  std::string reason;  ///< set where it failed
  std::uint64_t bytes_before = 0;  ///< of the inputs, up to where it begins
  bool failed() const { return !reason.empty(); }
};

/// All pages of all inputs of a command line, in order, with the failures in between.
class PageSource {
 public:
  /// The files of `store` (empty: none) are left out: a store may lie in the folder that is read.
  PageSource(const std::vector<std::string>& arguments, std::optional<InputKind> kind,
             const std::filesystem::path& store);

  /// Nothing at the end. For one thread at a time.
  std::optional<Found> next();

  /// Of all inputs; nothing where one of them does not say how long it is.
  std::optional<std::uint64_t> bytes_total() const { return bytes_total_; }

 private:
  bool open_next();
  void note_problems();
  void note_failure(const Error& error) {
    failures_.push_back({{}, error.path, error.reason, bytes_taken_});
  }

  std::deque<std::filesystem::path> paths_;
  std::deque<Found> failures_;
  std::optional<InputKind> kind_;
  std::optional<InputReader> reader_;
  std::optional<std::uint64_t> bytes_total_ = 0;
  std::uint64_t bytes_before_ = 0;  ///< of the inputs that are done
  std::uint64_t bytes_taken_ = 0;
};

}  // namespace sitrep
