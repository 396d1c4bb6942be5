// Cost of linking as a store grows. Cuts the facts of real pages once, then copies them to so many
// events: each copy is set on other days, its people (not states and known actors) and most of its
// rare words become others, so that copies are other stories about the same powers, as in an
// archive of years. Every fifth page is told again on the same day by another outlet.
//   link STORE EVENTS...        a store that `sitrep read` made; one JSON line a size
// CPU seconds; each size runs in a process of its own, so that its peak memory is its own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sitrep/store/store.h"
#include "sitrep/story/interval.h"
#include "sitrep/story/story.h"

namespace {

using namespace sitrep;

constexpr int days_of_archive = 3650;
constexpr std::uint32_t copies_of_one_cast = 40;  // so many copies share their people
constexpr std::uint32_t told_again = 5;

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::string day(std::int32_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()});
}

/// An EDTF value on another day; open ends stay open.
std::string moved(const std::string& edtf, std::int32_t by) {
  const Interval known = interval_of(edtf);
  if (known.unknown()) return edtf;
  if (known.begin == Interval::open_begin) return "../" + day(known.end + by);
  if (known.end == Interval::open_end) return day(known.begin + by) + "/..";
  if (known.begin == known.end) return day(known.begin + by);
  return day(known.begin + by) + "/" + day(known.end + by);
}

std::uint32_t mix(std::uint32_t value, std::uint32_t with) {
  value = (value ^ with) * 2654435761u;
  return value ^ (value >> 15);
}

/// Another surname, as spelling keys tell them apart.
std::string other_name(std::uint32_t cast) {
  constexpr const char* parts[] = {"bar", "den", "gol", "mir", "kas", "tun", "vel", "zor"};
  std::string name = " ";
  for (int i = 0; i < 4; ++i, cast /= 8) name += parts[cast % 8];
  name[1] = static_cast<char>(name[1] - 'a' + 'A');
  return name;
}

PageFacts copy_of(const PageFacts& page, std::uint32_t copy, bool again) {
  PageFacts made = page;
  const auto by = static_cast<std::int32_t>(mix(copy, 7) % days_of_archive);
  const std::uint32_t cast = copy / copies_of_one_cast;
  made.page += fmt::format("{:08x}{}", copy, again ? "b" : "a");
  made.source += fmt::format("#{}{}", copy, again ? "b" : "a");
  if (again) made.outlet += " again";
  made.published = moved(page.published, by);
  for (EventFact& event : made.events) event.when = moved(event.when, by);
  for (EntityFact& entity : made.entities)
    if (copy > 0 && entity.actor.empty() && entity.is_named && entity.kind != EntityKind::country)
      entity.name += other_name(cast);
  for (TermWeight& weight : made.terms)
    if (mix(weight.term, 3) % 4 != 0) weight.term = mix(weight.term, copy);
  for (std::uint32_t& shingle : made.shingles) shingle = mix(shingle, 2 * copy + again);
  std::ranges::sort(made.terms, {}, &TermWeight::term);
  std::ranges::sort(made.shingles);
  for (EventFact& event : made.events) {
    for (Term& word : event.words)
      if (mix(word, 3) % 4 != 0) word = mix(word, copy);
    std::ranges::sort(event.words);
  }
  return made;
}

void measure(const std::vector<PageFacts>& seed, std::size_t events_wanted) {
  std::vector<PageFacts> pages;
  std::size_t events = 0, entities = 0;
  for (std::uint32_t copy = 0; events < events_wanted; ++copy)
    for (std::uint32_t i = 0; i < seed.size() && events < events_wanted; ++i)
      for (const bool again : {false, true}) {
        if (again && i % told_again != 0) continue;
        pages.push_back(copy_of(seed[i], copy, again));
        events += pages.back().events.size();
        entities += pages.back().entities.size();
      }
  const std::size_t count = pages.size();
  const double facts_megabytes = peak_megabytes();
  const double begun = cpu_seconds();
  const Story story = link_pages(std::move(pages));
  fmt::print(
      "{{\"events\": {}, \"pages\": {}, \"entities\": {}, \"seconds\": {:.2f}, "
      "\"peak_mb\": {:.0f}, \"facts_mb\": {:.0f}, \"happenings\": {}, \"actors\": {}, "
      "\"stories\": {}}}\n",
      events, count, entities, cpu_seconds() - begun, peak_megabytes(), facts_megabytes,
      story.happenings.size(), story.actors.size(), story.threads.size());
}

int run(int argc, char** argv) {
  const auto store = Store::open(argv[1], Store::Access::read);
  if (!store) return fmt::print(stderr, "{}\n", store.error().message()), 1;
  std::vector<PageFacts> seed;
  const Status read = store->each([&](const Document& document) -> Status {
    seed.push_back(facts_of(document));
    return Done{};
  });
  if (!read) return fmt::print(stderr, "{}\n", read.error().message()), 1;
  if (std::ranges::all_of(seed, [](const PageFacts& page) { return page.events.empty(); }))
    return fmt::print(stderr, "{}: holds no event to grow from\n", argv[1]), 4;
  for (int i = 2; i < argc; ++i) {
    const std::size_t events = std::strtoull(argv[i], nullptr, 10);
    const pid_t child = ::fork();
    if (child == 0) {
      measure(seed, events);
      std::fflush(stdout);
      ::_exit(0);
    }
    int how = 0;
    ::waitpid(child, &how, 0);
    if (how != 0) return fmt::print(stderr, "{} events: ended with {}\n", events, how), 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return fmt::print(stderr, "usage: link STORE EVENTS...\n"), 2;
  return run(argc, argv);
}
