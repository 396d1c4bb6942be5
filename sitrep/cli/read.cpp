#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "sitrep/base/digest.h"
#include "sitrep/base/file.h"
#include "sitrep/cli/commands.h"
#include "sitrep/cli/interruption.h"
#include "sitrep/cli/ordered_work.h"
#include "sitrep/cli/output.h"
#include "sitrep/cli/page_source.h"
#include "sitrep/cli/progress.h"
#include "sitrep/cli/summary.h"
#include "sitrep/store/store.h"

namespace sitrep {

namespace {

/// Pages that a thread may be ahead of the one that prints and writes.
constexpr std::size_t pages_ahead_per_thread = 8;
/// Pages of one transaction: a killed process loses these at most.
constexpr std::size_t pages_per_commit = 64;
/// Failures that are told one by one; a store's journal has all.
constexpr std::size_t failures_told = 20;
/// How often progress and interruptions are looked at while nothing is ready.
constexpr std::chrono::milliseconds patience{200};

struct Outcome {
  std::string source, page;
  std::string reason;                ///< set where it failed
  bool is_known = false;             ///< the store has this record: the page was not read
  std::optional<Document> document;  ///< where it shall be stored
  std::string printed;
  std::size_t words = 0;
  std::uint64_t bytes_before = 0;  ///< of the inputs, up to where the page begins
};

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool gap = true;
  for (const char byte : text) {
    const bool is_white = byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
    words += gap && !is_white;
    gap = is_white;
  }
  return words;
}

/// One run of `sitrep read`.
class Reading {
 public:
  Reading(const ReadOptions& options, const Models& models, std::optional<Store> store)
      : options_(options),
        models_(models),
        store_(std::move(store)),
        scratches_(options.threads),
        pages_(options.inputs, options.from, options.store),
        progress_(store_.has_value()) {}

  ExitCode run() {
    const Interruption interruption;
    OrderedWork<Found, Outcome> work(
        options_.threads, options_.threads * pages_ahead_per_thread, [&] { return pages_.next(); },
        [&](Found found, std::size_t worker) { return read_page(std::move(found), worker); });
    Status status = take_all(work);
    if (store_)
      if (Status committed = store_->commit(); status) status = committed;
    if (Status written = output_.finish(); status) status = written;
    Progress::clear_line();
    if (!status) complain(status.error());
    summarise();
    if (interrupted_) complain("interrupted; " + how_to_resume());
    const ExitCode code = interrupted_ ? ExitCode::interrupted : exit_code(status);
    if (interrupted_ || !status) {
      // A worker may hang in a read from a pipe that never ends; all that matters is written.
      std::_Exit(static_cast<int>(code));
    }
    return code;
  }

 private:
  Outcome read_page(Found found, std::size_t worker) {
    Outcome outcome;
    outcome.bytes_before = found.bytes_before;
    if (found.failed()) {
      outcome.source = std::move(found.source);
      outcome.reason = std::move(found.reason);
      return outcome;
    }
    outcome.source = found.payload.source;
    if (store_ && !options_.json) {
      outcome.page = sha256(found.payload.bytes);
      outcome.is_known = store_->has(outcome.page, models_.made_by);
      if (outcome.is_known) return outcome;
    }
    Document document = read(found.payload, models_, scratches_[worker]);
    outcome.page = document.page.id;
    outcome.words = count_words(document.page.text);
    if (options_.json)
      outcome.printed = to_json(document, options_.layers) + "\n";
    else if (!store_)
      outcome.printed = summary(document);
    if (store_) outcome.document = std::move(document);
    return outcome;
  }

  Status take_all(OrderedWork<Found, Outcome>& work) {
    using Turn = OrderedWork<Found, Outcome>::Turn;
    Outcome outcome;
    while (true) {
      Turn turn = work.next(outcome, std::chrono::milliseconds(0));
      if (turn == Turn::not_yet) {
        // Nothing is ready: time to make safe and visible what is done.
        if (Status status = make_safe(); !status) return status;
        turn = work.next(outcome, patience);
      }
      if (turn == Turn::end) return Done{};
      if (turn == Turn::outcome)
        if (Status status = take(outcome); !status) return status;
      progress_.show(counts_, {done_, pages_.bytes_total()});
      if (Interruption::came() && !interrupted_) {
        interrupted_ = true;
        work.stop();
      }
      if (output_.is_closed() && !store_) work.stop();
    }
  }

  Status take(const Outcome& outcome) {
    output_ << outcome.printed;
    words_ += outcome.words;
    done_ = outcome.bytes_before;
    if (!outcome.reason.empty()) {
      if (++counts_.failed <= failures_told) complain(outcome.source + ": " + outcome.reason);
      if (counts_.failed == failures_told) complain("further failures are only counted");
    } else if (!store_) {
      ++counts_.added;
    }
    return store_ ? keep(outcome) : Done{};
  }

  Status keep(const Outcome& outcome) {
    if (Status status = store_->begin(); !status) return status;
    if (Status status = write(outcome); !status) return status;
    return ++uncommitted_ < pages_per_commit ? Done{} : make_safe();
  }

  Status write(const Outcome& outcome) {
    if (!outcome.reason.empty()) return store_->note_failed(outcome.source, outcome.reason);
    if (outcome.is_known) {
      ++counts_.unchanged;
      return store_->note_unchanged(outcome.source, outcome.page);
    }
    const auto state = store_->put(*outcome.document);
    if (!state) return state.error();
    if (*state == ImportState::added) ++counts_.added;
    if (*state == ImportState::reread) ++counts_.reread;
    if (*state == ImportState::unchanged) ++counts_.unchanged;
    return Done{};
  }

  Status make_safe() {
    output_.flush();
    uncommitted_ = 0;
    return store_ ? store_->commit() : Done{};
  }

  void summarise() const {
    if (options_.quiet) return;
    const double seconds = std::max(progress_.seconds(), 1e-3);
    complain(fmt::format("{} in {:.1f} s; {} words, {:.0f} words/s",
                         counts_in_words(counts_, store_.has_value()), seconds, words_,
                         static_cast<double>(words_) / seconds));
  }

  std::string how_to_resume() const {
    return store_ ? "what was read is kept in " + options_.store +
                        ", the same command goes on from there"
                  : "nothing is kept; --store keeps what was read";
  }

  ExitCode exit_code(const Status& status) const {
    if (!status) return exit_code_of_store(status.error());
    if (output_.is_closed()) return ExitCode::ok;
    if (counts_.pages() == 0) {
      if (counts_.failed == 0) complain("no page in the inputs");
      return ExitCode::nothing_readable;
    }
    return counts_.failed > 0 ? ExitCode::some_failed : ExitCode::ok;
  }

  const ReadOptions& options_;
  const Models& models_;
  std::optional<Store> store_;
  std::vector<Scratch> scratches_;  // one a worker
  PageSource pages_;
  Progress progress_;
  Output output_;
  ReadCounts counts_;
  std::size_t words_ = 0, uncommitted_ = 0;
  std::uint64_t done_ = 0;  // bytes of the inputs
  bool interrupted_ = false;
};

/// A store that this command makes is taken away again where nothing came into it: a mistyped path
/// must not leave an empty one. Declared before the store, so that it is closed by then.
class NewStore {
 public:
  explicit NewStore(const std::string& path) : path_(path) {
    std::error_code unknown;
    is_new_ = !path.empty() && !std::filesystem::exists(path, unknown) && !unknown;
  }
  NewStore(const NewStore&) = delete;
  NewStore& operator=(const NewStore&) = delete;
  ~NewStore() {
    if (!is_new_) return;
    std::error_code unknown;
    for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + part, unknown);
  }
  void keep() { is_new_ = false; }

 private:
  std::string path_;
  bool is_new_ = false;
};

}  // namespace

ExitCode read_command(const ReadOptions& options) {
  NewStore made(options.store);
  // The store first: a locked one is told before the models are loaded.
  std::optional<Store> store;
  if (!options.store.empty()) {
    auto opened = Store::open(options.store, Store::Access::write);
    if (!opened) return fail_of_store(opened.error());
    store = *std::move(opened);
  }
  const auto home = find_home();
  if (!home) return fail(home.error());
  const auto models = Models::load(*home, {options.actors, options.ontology});
  if (!models) return fail(models.error());
  const ExitCode code = Reading(options, *models, std::move(store)).run();
  if (code != ExitCode::nothing_readable) made.keep();
  return code;
}

}  // namespace sitrep
