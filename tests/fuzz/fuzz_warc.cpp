// Any bytes as a web archive and as text records (WET): pages or problems, never a crash, and never
// more bytes than the limits allow. The first byte chooses between them; the seeds are samples, so
// most inputs begin without a record: a head is put before them to lead deeper.
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

// Bodies of every encoding, chunked or not.
std::string head(std::uint8_t choice, std::size_t size) {
  constexpr std::string_view encodings[] = {"identity", "gzip", "deflate", "br", "zstd"};
  const std::string http = fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {}\r\n{}\r\n",
      encodings[choice / 4 % 5], choice / 2 % 2 == 0 ? "" : "Transfer-Encoding: chunked\r\n");
  return fmt::format("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{}",
                     http.size() + size, http);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("sitrep-fuzz-{}", ::getpid());
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool bare = data[0] % 2 == 0;
  if (!sitrep::write_file(path, bare ? rest : head(data[0], rest.size()) + rest)) std::abort();
  for (const sitrep::InputKind kind : {sitrep::InputKind::warc, sitrep::InputKind::wet}) {
    auto reader = sitrep::InputReader::open(path, kind);
    while (reader) {
      const auto payload = reader->next();
      if (!payload || !payload->has_value()) break;
      if ((*payload)->bytes.size() > sitrep::limits::page_bytes) std::abort();
    }
  }
  std::filesystem::remove(path);
  return 0;
}
