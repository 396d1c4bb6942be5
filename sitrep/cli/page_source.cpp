#include "sitrep/cli/page_source.h"

#include <set>

namespace sitrep {

namespace {

bool is_of_store(const std::filesystem::path& path, const std::filesystem::path& store) {
  if (store.empty()) return false;
  for (const char* end : {"", "-wal", "-shm"}) {
    std::error_code unknown;
    if (std::filesystem::equivalent(path, store.string() + end, unknown)) return true;
  }
  return false;
}

}  // namespace

PageSource::PageSource(const std::vector<std::string>& arguments, std::optional<InputKind> kind,
                       const std::filesystem::path& store)
    : kind_(kind) {
  std::set<std::filesystem::path> seen;
  // One by one, so that an argument that matches nothing does not keep the others from being read.
  for (const std::string& argument : arguments) {
    const auto paths = expand_inputs({argument});
    if (!paths) {
      note_failure(paths.error());
      continue;
    }
    for (const std::filesystem::path& path : *paths) {
      if (is_of_store(path, store) || !seen.insert(path).second) continue;
      paths_.push_back(path);
      std::error_code unknown;
      const std::uint64_t size = std::filesystem::file_size(path, unknown);
      if (unknown)
        bytes_total_.reset();
      else if (bytes_total_)
        *bytes_total_ += size;
    }
  }
}

std::optional<Found> PageSource::next() {
  while (true) {
    if (!failures_.empty()) {
      Found failure = std::move(failures_.front());
      failures_.pop_front();
      return failure;
    }
    if (!reader_ && !open_next()) {
      if (failures_.empty()) return std::nullopt;
      continue;
    }
    const std::uint64_t bytes_before = bytes_taken_;
    Result<std::optional<Payload>> payload = reader_->next();
    bytes_taken_ = bytes_before_ + reader_->bytes_read();
    note_problems();
    if (payload && *payload) return Found{**std::move(payload), {}, {}, bytes_before};
    if (!payload) note_failure(payload.error());
    bytes_before_ = bytes_taken_;
    reader_.reset();
  }
}

bool PageSource::open_next() {
  if (paths_.empty()) return false;
  auto opened = InputReader::open(paths_.front(), kind_);
  paths_.pop_front();
  if (!opened) {
    note_failure(opened.error());
    return false;
  }
  reader_ = *std::move(opened);
  return true;
}

void PageSource::note_problems() {
  for (InputProblem& problem : reader_->take_problems())
    failures_.push_back({{},
                         problem.path + "#" + std::to_string(problem.at),
                         std::move(problem.reason),
                         bytes_taken_});
}

}  // namespace sitrep
