// Runs a fuzz function without libFuzzer, over every sample and over mutations of it from a fixed
// seed: the same inputs on every machine.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sitrep/base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int mutations_of_a_sample = 12;
constexpr std::uint32_t seed = 20120627;

std::vector<std::filesystem::path> samples() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path folder = std::filesystem::path(SITREP_SOURCE_DIR) / "samples";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

void run(const std::string& bytes) {
  const std::vector<std::uint8_t> exact(bytes.begin(),
                                        bytes.end());  // so that ASan sees one byte too far
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

/// Cuts, doubles, swaps and overwrites pieces: what crawlers, proxies and disks do to pages.
std::string mutated(std::string bytes, std::mt19937& random) {
  const auto any = [&](std::size_t size) { return size == 0 ? 0 : random() % size; };
  for (int i = 0; i < 4 && !bytes.empty(); ++i) {
    const std::size_t at = any(bytes.size()),
                      length = any(std::min<std::size_t>(200, bytes.size() - at));
    switch (random() % 4) {
      case 0:
        bytes.erase(at, length);
        break;
      case 1:
        bytes.insert(at, bytes.substr(any(bytes.size()), length));
        break;
      case 2:
        bytes[at] = static_cast<char>(random());
        break;
      default:
        bytes.resize(at);
        break;
    }
  }
  return bytes;
}

}  // namespace

int main() {
  std::mt19937 random(seed);
  std::size_t runs = 0;
  for (const std::filesystem::path& file : samples()) {
    const auto bytes = sitrep::read_file(file);
    if (!bytes) {
      fmt::print(stderr, "{}\n", bytes.error().message());
      return 1;
    }
    for (const char kind : {'\0', '\1'}) run(kind + *bytes);
    run(*bytes);
    runs += 3;
    for (int i = 0; i < mutations_of_a_sample; ++i, ++runs)
      run(mutated(static_cast<char>(i % 2) + *bytes, random));
  }
  fmt::print("{} inputs\n", runs);
  return runs == 0;
}
