// Any bytes as a page go all the way: a document that check() accepts, and a record on one line.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "sitrep/read/read.h"

namespace {

const sitrep::Models& models() {
  static const auto loaded = sitrep::Models::load(SITREP_SOURCE_DIR);
  if (!loaded) {
    fmt::print(stderr, "{}\n", loaded.error().message());
    std::abort();
  }
  return *loaded;
}

}  // namespace

// The first byte chooses the kind of payload, the rest is the page.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static sitrep::Scratch scratch;
  sitrep::Payload payload;
  payload.source = "fuzz";
  payload.kind = data[0] % 2 == 0 ? sitrep::PayloadKind::html : sitrep::PayloadKind::text;
  payload.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  const sitrep::Document document = sitrep::read(payload, models(), scratch);
  if (const auto wrong = sitrep::check(document)) {
    fmt::print(stderr, "{}\n", *wrong);
    std::abort();
  }
  const std::string record = sitrep::to_json(document, {true, true, true});
  if (record.find('\n') != std::string::npos) std::abort();
  return 0;
}
