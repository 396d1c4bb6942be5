// Speed of each stage and of the whole way, payload to record, on one core. Prints one JSON line;
// bench/run adds it to bench/history.jsonl.
//   speed INPUT... [--pages N]     inputs are read round and round until N pages have gone through
// CPU seconds, not wall time: these machines are shared.
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bench/speed/measure.h"
#include "sitrep/base/file.h"
#include "sitrep/read/read.h"

namespace {

using namespace sitrep;

std::size_t peak_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

/// Adds the time since the last lap to a stage.
class Stopwatch {
 public:
  void lap(double& stage) {
    const double now = cpu_seconds();
    stage += now - last_;
    last_ = now;
  }

 private:
  double last_ = cpu_seconds();
};

struct Seconds {
  double page = 0, text = 0, names = 0, scene = 0, claims = 0, events = 0, record = 0;
  double all() const { return page + text + names + scene + claims + events + record; }
};

struct Counts {
  std::size_t pages = 0, bytes = 0, words = 0, record_bytes = 0;
};

/// read() with a stopwatch between the stages.
void pass(const Payload& payload, const Models& models, Scratch& scratch, Seconds& seconds,
          Counts& counts) {
  Stopwatch watch;
  Document d;
  d.page = open_page(payload, models.page, scratch.page);
  watch.lap(seconds.page);
  d.text = analyse_text(d.page, models.text, scratch.text);
  watch.lap(seconds.text);
  d.names = find_names(d.page, d.text, models.names);
  watch.lap(seconds.names);
  d.scene = find_scene(d.page, d.text, d.names, models.scene);
  watch.lap(seconds.scene);
  d.claims = find_claims(d.page, d.text, d.names, d.scene, models.claims);
  watch.lap(seconds.claims);
  d.events = find_events(d.page, d.text, d.names, d.scene, d.claims, models.events);
  watch.lap(seconds.events);
  counts.record_bytes += to_json(d, {}).size();
  watch.lap(seconds.record);
  ++counts.pages;
  counts.bytes += payload.bytes.size();
  counts.words += d.text.tokens.size();
}

void print(const Seconds& seconds, const Counts& counts) {
  const double all = seconds.all();
  const auto words_a_second = [&](double stage) {
    return static_cast<long>(static_cast<double>(counts.words) / std::max(stage, 1e-9));
  };
  fmt::print(
      "{{\"pages\": {}, \"bytes\": {}, \"words\": {}, \"pages_s\": {:.0f}, \"bytes_s\": {:.0f}, "
      "\"words_s\": {}, "
      "\"page_stage_pages_s\": {:.0f}, \"stages_words_s\": {{\"page\": {}, \"text\": {}, "
      "\"names\": {}, \"scene\": {}, "
      "\"claims\": {}, \"events\": {}, \"record\": {}}}, \"peak_mib\": {}}}\n",
      counts.pages, counts.bytes, counts.words, static_cast<double>(counts.pages) / all,
      static_cast<double>(counts.bytes) / all, words_a_second(all),
      static_cast<double>(counts.pages) / seconds.page, words_a_second(seconds.page),
      words_a_second(seconds.text), words_a_second(seconds.names), words_a_second(seconds.scene),
      words_a_second(seconds.claims), words_a_second(seconds.events),
      words_a_second(seconds.record), peak_bytes() >> 20);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> inputs;
  std::size_t pages = 2000;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--pages" && i + 1 < argc)
      pages = std::strtoul(argv[++i], nullptr, 10);
    else
      inputs.emplace_back(argv[i]);
  }
  const auto home = find_home();
  if (!home) {
    fmt::print(stderr, "{}\n", home.error().message());
    return 1;
  }
  const auto models = Models::load(*home);
  if (!models) {
    fmt::print(stderr, "{}\n", models.error().message());
    return 1;
  }
  const std::vector<Payload> all = payloads(inputs);
  if (all.empty()) {
    fmt::print(stderr, "speed: no page in the inputs\n");
    return 2;
  }
  Scratch scratch;
  Seconds warm_up, seconds;
  Counts ignored, counts;
  for (const Payload& payload : all) pass(payload, *models, scratch, warm_up, ignored);
  for (std::size_t i = 0; i < pages; ++i)
    pass(all[i % all.size()], *models, scratch, seconds, counts);
  print(seconds, counts);
}
