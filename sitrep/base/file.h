#pragma once

#include <filesystem>
#include <string>

#include "sitrep/base/result.h"

namespace sitrep {

/// All bytes of a file. Errors: not_found, unreadable, full (larger than `bytes_max`), with the
/// system's reason.
Result<std::string> read_file(const std::filesystem::path& path,
                              std::size_t bytes_max = std::size_t{1} << 32);

/// Writes by a temporary file in the same folder and a rename, so that a reader sees the old bytes
/// or the new ones.
Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// The error of a failed system call on `path`, from errno.
Error system_error(const std::filesystem::path& path);

/// The folder that holds model/ and lexicon/: $SITREP_HOME, else beside the program, above it (a
/// build folder), or in
/// ../share/sitrep of where it was installed. not_found names the places that were looked at.
Result<std::filesystem::path> find_home();

}  // namespace sitrep
