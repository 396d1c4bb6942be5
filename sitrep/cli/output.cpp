#include "sitrep/cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "sitrep/base/file.h"
#include "sitrep/cli/progress.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {
constexpr std::size_t buffer_bytes = std::size_t{64} << 10;
}

Output::Output() : name_("standard output"), descriptor_(STDOUT_FILENO) {}

Output::Output(const std::filesystem::path& path)
    : name_(path.string()),
      descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (descriptor_ >= 0) return;
  status_ = system_error(path);
  closed_ = true;
}

Output::~Output() {
  flush();
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

Output& Output::operator<<(std::string_view text) {
  if (closed_) return *this;
  buffer_ += text;
  if (buffer_.size() >= buffer_bytes) flush();
  return *this;
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !closed_) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      closed_ = true;
      if (errno != EPIPE) status_ = system_error(name_);
    }
  }
  buffer_.clear();
}

Status Output::finish() {
  flush();
  return status_;
}

void complain(std::string_view message) {
  Progress::clear_line();
  const std::string line = fmt::format("sitrep: {}\n", printable(message));
  // Nothing can be done where even this fails.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

void complain(const Error& error) { complain(error.message()); }

ExitCode fail(const Error& error) {
  complain(error);
  return ExitCode::failure;
}

ExitCode fail_of_store(const Error& error) {
  complain(error);
  return exit_code_of_store(error);
}

ExitCode fail_of_id(const Error& error, std::string_view id) {
  const std::size_t colon = id.rfind(':');
  const bool is_odd = error.kind == ErrorKind::not_found && error.path == id &&
                      colon != std::string_view::npos && colon + 1 < id.size();
  if (!is_odd) return fail_of_store(error);
  complain(
      fmt::format("{}: no such page in the store, and \":{}\" names no record: a letter (e an "
                  "event, c a claim, n an actor, s a sentence, k a comment) and a number",
                  id, id.substr(colon + 1)));
  return exit_code_of_store(error);
}

ExitCode exit_code_of_store(const Error& error) {
  switch (error.kind) {
    case ErrorKind::locked:
    case ErrorKind::unsupported:
      return ExitCode::store_unusable;
    case ErrorKind::not_found:
      return ExitCode::nothing_readable;
    default:
      return ExitCode::failure;
  }
}

}  // namespace sitrep
