#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sitrep/base/result.h"

namespace sitrep {

/// The bytes of a file, unpacked on the way where they are gzip or zstd (several members or frames
/// one after the other, as WARC files are). Holds a window of a few buffers, never the file.
class Stream {
 public:
  /// "-" is standard input. Errors: not_found, unreadable.
  static Result<Stream> open(const std::filesystem::path& path);

  Stream(Stream&&) noexcept;
  Stream& operator=(Stream&&) noexcept;
  ~Stream();

  /// At least `count` unread bytes, fewer only at the end. The view lives until the next call.
  /// Errors: unreadable (the device), corrupt (a damaged member; see skip_damage).
  Result<std::string_view> peek(std::size_t count);

  /// Takes bytes that peek() has shown.
  void take(std::size_t count);

  /// After `corrupt`: goes on with the next gzip member or zstd frame that begins after the damage.
  /// False where there is none.
  bool skip_damage();

  /// Where the next unread byte comes from: the begin of its member in the file if it is the first
  /// of one, else its place in the unpacked stream.
  std::uint64_t position() const;

  std::uint64_t bytes_read() const;  ///< of the file
  std::optional<std::uint64_t> bytes_total() const;

 private:
  struct State;
  explicit Stream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sitrep
