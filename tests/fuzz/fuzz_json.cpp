// Any bytes as an input file, first as JSON Lines, then as what their content says they are (web
// archives among them): payloads or problems, never a crash, and never more bytes than the limits
// allow.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "sitrep/base/file.h"
#include "sitrep/inputs/inputs.h"
#include "sitrep/inputs/limits.h"

namespace {

void read_all(const std::filesystem::path& path, std::optional<sitrep::InputKind> kind) {
  auto reader = sitrep::InputReader::open(path, kind);
  if (!reader) return;
  while (true) {
    const auto payload = reader->next();
    if (!payload || !payload->has_value()) return;
    if ((*payload)->bytes.size() > sitrep::limits::page_bytes) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("sitrep-fuzz-{}", ::getpid());
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!sitrep::write_file(path, bytes)) std::abort();
  read_all(path, sitrep::InputKind::jsonl);
  read_all(path, std::nullopt);
  std::filesystem::remove(path);
  return 0;
}
