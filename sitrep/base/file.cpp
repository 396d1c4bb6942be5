#include "sitrep/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

namespace sitrep {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

Status write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error(path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return Done{};
}

}  // namespace

Error system_error(const std::filesystem::path& path) {
  const int code = errno;
  ErrorKind kind = ErrorKind::unreadable;
  if (code == ENOENT || code == ENOTDIR) kind = ErrorKind::not_found;
  if (code == ENOSPC || code == EDQUOT || code == EFBIG) kind = ErrorKind::full;
  return {kind, path.string(), std::generic_category().message(code)};
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return system_error(path);
  struct stat about {};
  if (::fstat(file.number(), &about) != 0) return system_error(path);
  if (S_ISDIR(about.st_mode)) return Error{ErrorKind::unreadable, path.string(), "is a folder"};

  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(about.st_size));
  std::array<char, 1 << 16> buffer;
  while (true) {
    const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(path);
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(got) > bytes_max)
      return Error{ErrorKind::full, path.string(),
                   fmt::format("is larger than the limit of {} bytes", bytes_max)};
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

Status write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.part", ::getpid());
  Status written = Done{};
  {
    const Descriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.number() < 0) return system_error(temporary);
    written = write_all(file.number(), bytes, path);
    if (written && ::fsync(file.number()) != 0) written = system_error(path);
  }
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = system_error(path);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

Result<std::filesystem::path> find_home() {
  namespace fs = std::filesystem;
  if (const char* home = std::getenv("SITREP_HOME"); home != nullptr && *home != '\0') {
    if (fs::is_directory(fs::path(home) / "lexicon")) return fs::path(home);
    return Error{ErrorKind::not_found, home, "is named by SITREP_HOME but holds no lexicon/"};
  }
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  const fs::path folder = program.parent_path();
  std::string looked_at;
  for (const fs::path& place :
       {folder, folder / "..", folder / ".." / "..", folder / ".." / "share" / "sitrep"}) {
    if (fs::is_directory(place / "lexicon", failed)) return place.lexically_normal();
    looked_at += (looked_at.empty() ? "" : ", ") + place.lexically_normal().string();
  }
  return Error{ErrorKind::not_found, "lexicon",
               "not found in " + looked_at + "; set SITREP_HOME to the folder that holds it"};
}

}  // namespace sitrep
