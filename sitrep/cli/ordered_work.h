#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace sitrep {

/// Several threads work, one takes what they made in the order of the tasks: the outcomes are the
/// same for any number of threads. At most `window` tasks are pulled and not yet taken, which
/// bounds memory when one task takes long or the taker is slow.
///
/// Tickets number the tasks. A worker that has pulled task 7 puts its outcome in slot 7 % window;
/// the taker waits at slot `taken_`:
///
///     taken_ = 5      slots (window 4)   5: done   6: -   7: done   8: -      pulled_ = 9
///
template <class Task, class Outcome>
class OrderedWork {
 public:
  /// `pull` gives the next task, nothing at the end; it is called by one thread at a time.
  /// `work` is called by many, with the number of the worker.
  using Pull = std::function<std::optional<Task>()>;
  using Work = std::function<Outcome(Task, std::size_t worker)>;

  OrderedWork(std::size_t workers, std::size_t window, Pull pull, Work work)
      : pull_(std::move(pull)), work_(std::move(work)), slots_(window), busy_(workers) {
    for (std::size_t worker = 0; worker < workers; ++worker)
      threads_.emplace_back([this, worker] { run(worker); });
  }
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;
  ~OrderedWork() {
    stop();
    for (std::thread& thread : threads_) thread.join();
  }

  enum class Turn { outcome, not_yet, end };

  /// The next outcome in the order of the tasks, waiting for `patience` at most.
  Turn next(Outcome& outcome, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    ready_.wait_for(lock, patience, [this] { return is_ready() || is_over(); });
    if (!is_ready()) return is_over() ? Turn::end : Turn::not_yet;
    std::optional<Outcome>& slot = slots_[taken_ % slots_.size()];
    outcome = *std::exchange(slot, std::nullopt);
    ++taken_;
    room_.notify_one();
    return Turn::outcome;
  }

  /// No task is pulled any more; those that were are finished and can be taken.
  void stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_all();
    ready_.notify_all();
  }

 private:
  bool is_ready() const { return slots_[taken_ % slots_.size()].has_value(); }
  bool is_over() const { return (stopped_ || busy_ == 0) && taken_ == pulled_; }

  void run(std::size_t worker) {
    std::size_t ticket = 0;
    while (std::optional<Task> task = pull(ticket)) {
      Outcome outcome = work_(*std::move(task), worker);
      const std::lock_guard lock(mutex_);
      slots_[ticket % slots_.size()] = std::move(outcome);
      if (ticket == taken_) ready_.notify_one();
    }
    const std::lock_guard lock(mutex_);
    --busy_;
    ready_.notify_all();
  }

  std::optional<Task> pull(std::size_t& ticket) {
    const std::lock_guard turn(pulling_);
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [this] { return stopped_ || pulled_ - taken_ < slots_.size(); });
      if (stopped_ || ended_) return std::nullopt;
    }
    std::optional<Task> task = pull_();
    const std::lock_guard lock(mutex_);
    ended_ = !task;
    if (ended_ || stopped_) return std::nullopt;  // what came after stop() will never be asked for
    ticket = pulled_++;
    return task;
  }

  Pull pull_;
  Work work_;
  std::mutex pulling_;  ///< held while a task is fetched, which may block
  std::mutex mutex_;    ///< of everything below
  std::condition_variable ready_, room_;
  std::vector<std::optional<Outcome>> slots_;
  std::size_t busy_, pulled_ = 0, taken_ = 0;
  bool stopped_ = false, ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace sitrep
