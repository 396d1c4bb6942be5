// Speed of reading archives, before any page is looked at: the pages of the inputs are written into
// a WARC file as crawlers write them (request, response, metadata), plain, gzip a record, and with
// bodies that are chunked and gzip inside, and read back through InputReader. Prints one JSON line:
// megabytes (10^6) of unpacked WARC a CPU second on one core.
//   speed_archives INPUT... [--megabytes N]     pages are written round and round until N are full
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bench/speed/measure.h"
#include "sitrep/inputs/gzip_sample.h"
#include "sitrep/inputs/inputs.h"

namespace {

using namespace sitrep;
namespace fs = std::filesystem;

std::string record(std::string_view type, std::string_view content_type, std::string_view content) {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Date: 2012-06-28T01:02:03Z\r\nWARC-Target-URI: "
      "http://example.org/\r\nWARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\n"
      "Content-Type: {}\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      type, content_type, content.size(), content);
}

std::string chunked(std::string_view body) {
  std::string out;
  for (std::size_t at = 0; at < body.size(); at += 8192) {
    const std::string_view part = body.substr(at, 8192);
    out += fmt::format("{:x}\r\n{}\r\n", part.size(), part);
  }
  return out + "0\r\n\r\n";
}

std::vector<std::string> bodies(const std::vector<std::string>& arguments) {
  std::vector<std::string> found;
  for (Payload& payload : payloads(arguments))
    if (payload.kind == PayloadKind::html) found.push_back(std::move(payload.bytes));
  return found;
}

struct Shape {
  std::string_view name;
  bool packed_records, packed_bodies;
};

double megabytes_a_second(const fs::path& path, const std::vector<std::string>& pages,
                          const Shape& shape, std::size_t bytes_wanted) {
  std::size_t bytes = 0, written = 0;
  {
    std::ofstream out(path, std::ios::binary);
    const auto put = [&](const std::string& one) {
      out << (shape.packed_records ? gzip(one) : one);
      bytes += one.size();
    };
    while (bytes < bytes_wanted) {
      const std::string& page = pages[written % pages.size()];
      put(record("request", "application/http; msgtype=request",
                 "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"));
      const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
      put(record("response", "application/http; msgtype=response",
                 shape.packed_bodies ? head +
                                           "Transfer-Encoding: chunked\r\nContent-Encoding: "
                                           "gzip\r\n\r\n" +
                                           chunked(gzip(page))
                                     : head + "\r\n" + page));
      ++written;
      put(record("metadata", "application/warc-fields", "fetchTimeMs: 307\r\n"));
    }
  }
  const double begin = cpu_seconds();
  std::size_t read = 0;
  auto reader = InputReader::open(path);
  while (reader) {
    auto payload = reader->next();
    if (!payload || !payload->has_value()) break;
    ++read;
  }
  const double seconds = cpu_seconds() - begin;
  if (read != written) {
    fmt::print(stderr, "speed_archives: {} of {} pages came back\n", read, written);
    std::exit(1);
  }
  return static_cast<double>(bytes) / seconds / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> inputs;
  std::size_t megabytes = 100;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--megabytes" && i + 1 < argc)
      megabytes = std::strtoul(argv[++i], nullptr, 10);
    else
      inputs.emplace_back(argv[i]);
  }
  const std::vector<std::string> pages = bodies(inputs);
  if (pages.empty()) {
    fmt::print(stderr, "speed_archives: no HTML page in the inputs\n");
    return 2;
  }
  const fs::path path = fs::temp_directory_path() / fmt::format("sitrep-bench-{}.warc", ::getpid());
  std::string line;
  for (const Shape& shape : {Shape{"warc_mb_s", false, false}, Shape{"warc_gz_mb_s", true, false},
                             Shape{"warc_gzip_bodies_mb_s", false, true}})
    line += fmt::format("{}\"{}\": {:.0f}", line.empty() ? "" : ", ", shape.name,
                        megabytes_a_second(path, pages, shape, megabytes * 1000000));
  fs::remove(path);
  fmt::print("{{{}}}\n", line);
}
