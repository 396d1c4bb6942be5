#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/inputs/payload.h"

/// What `sitrep read` takes: files, folders, globs and "-", each holding one page or many.
namespace sitrep {

/// The kinds of input, as --from spells them. Compression (.gz, .zst) is no kind: it is seen from
/// the bytes and undone on the way, whatever the kind.
enum class InputKind {
  html,   ///< one page, also .mhtml
  text,   ///< one page as a crawler's text dump
  warc,   ///< WARC/1.0 and 1.1: response and resource records
  wet,    ///< WARC: conversion records, whose content is text
  jsonl,  ///< one page a line
};
template <>
inline constexpr auto words_of<InputKind> = vocabulary("html", "text", "warc", "wet", "jsonl");

/// A record of an input that could not be read and was skipped, or was cut at a named limit.
struct InputProblem {
  std::string path;      ///< of the input
  std::uint64_t at = 0;  ///< byte of the file where the record begins (of the unpacked stream where
                         ///< several records share one compressed frame)
  std::string reason;

  std::string message() const { return path + "#" + std::to_string(at) + ": " + reason; }
};

/// The pages of one input, one after the other, in memory bounded by inputs/limits.h whatever the
/// size of the input. Not for several threads at once; a Payload is a value and may go anywhere.
///
///     auto reader = InputReader::open("crawl.warc.gz");
///     while (true) {
///       auto payload = reader->next();
///       if (!payload) return payload.error();      // the world: disk, permission, damage
///       if (!*payload) break;                      // the end
///       work(std::move(**payload));
///     }
class InputReader {
 public:
  /// Opens a file, or standard input for "-". The kind is told from the first bytes unless
  /// `kind` forces it. Errors: not_found, unreadable.
  static Result<InputReader> open(const std::filesystem::path& path,
                                  std::optional<InputKind> kind = std::nullopt);

  InputReader(InputReader&&) noexcept;
  InputReader& operator=(InputReader&&) noexcept;
  ~InputReader();

  /// The next page, nothing at the end. A record that is broken is skipped and told in problems().
  /// Errors: unreadable, and corrupt where nothing after the damage can be read. After an error
  /// every call gives the end.
  Result<std::optional<Payload>> next();

  /// What was skipped or cut since the last call; empties the list.
  std::vector<InputProblem> take_problems();

  InputKind kind() const;

  /// Bytes of the file (still packed) that were taken, and its size where that is known: progress.
  std::uint64_t bytes_read() const;
  std::optional<std::uint64_t> bytes_total() const;

 private:
  struct State;
  explicit InputReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The files that arguments stand for, in order: a file or "-" itself, a folder all files below it
/// (names that begin with "." left out), a pattern with * ? [ its matches where no file has that
/// very name; folders and matches sorted bytewise. A file is listed once, at its first place.
/// Errors: not_found with the argument that matches nothing, unreadable.
Result<std::vector<std::filesystem::path>> expand_inputs(const std::vector<std::string>& arguments);

}  // namespace sitrep
