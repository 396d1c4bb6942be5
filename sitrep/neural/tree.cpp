#include "sitrep/neural/tree.h"

#include <algorithm>
#include <limits>

namespace sitrep {

namespace {

constexpr double root_price = 1e6;  // more than all other scores of a sentence together

/// The graph that is contracted cycle by cycle: nodes 0 (root) to count.
class Contractor {
 public:
  Contractor(std::span<const float> scores, std::size_t count, TreeScratch& scratch)
      : size_(count + 1), scratch_(scratch) {
    scratch_.scores.assign(size_ * size_, 0);
    for (std::size_t head = 0; head < size_; ++head)
      for (std::size_t child = 1; child < size_; ++child)
        at(head, child) = scores[head * count + child - 1] - (head == 0 ? root_price : 0);
    scratch_.heads.assign(size_, 0);
    scratch_.active.assign(size_, 1);
    scratch_.contractions.clear();
  }

  void run() {
    for (std::size_t child = 1; child < size_; ++child) choose_head(child);
    while (find_cycle()) contract(scratch_.contractions.back());
    for (std::size_t i = scratch_.contractions.size(); i-- > 0;) expand(scratch_.contractions[i]);
  }

 private:
  double& at(std::size_t head, std::size_t child) { return scratch_.scores[head * size_ + child]; }

  void choose_head(std::size_t child) {
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t head = 0; head < size_; ++head) {
      if (head == child || !scratch_.active[head] || at(head, child) <= best) continue;
      best = at(head, child);
      scratch_.heads[child] = head;
    }
  }

  /// Puts the first cycle of the chosen heads at the end of the contractions.
  bool find_cycle() {
    std::vector<std::uint8_t>& mark = scratch_.mark;  // 0 new, 1 on this walk, 2 leads to the root
    mark.assign(size_, 0);
    mark[0] = 2;
    for (std::size_t start = 1; start < size_; ++start) {
      if (!scratch_.active[start]) continue;
      std::size_t node = start;
      for (; mark[node] == 0; node = scratch_.heads[node]) mark[node] = 1;
      if (mark[node] == 1) {
        TreeScratch::Contraction& found = scratch_.contractions.emplace_back();
        std::size_t next = node;
        do {
          found.cycle.push_back(next);
          found.heads.push_back(scratch_.heads[next]);
          next = scratch_.heads[next];
        } while (next != node);
        return true;
      }
      for (node = start; mark[node] == 1; node = scratch_.heads[node]) mark[node] = 2;
    }
    return false;
  }

  void contract(TreeScratch::Contraction& contraction) {
    const std::size_t whole = contraction.cycle.front();
    for (const std::size_t node : contraction.cycle) scratch_.active[node] = 0;
    contraction.enters.assign(size_, 0);
    contraction.leaves.assign(size_, 0);
    for (std::size_t outer = 0; outer < size_; ++outer) {
      if (!scratch_.active[outer]) continue;
      double in = -std::numeric_limits<double>::infinity(), out = in;
      for (std::size_t i = 0; i < contraction.cycle.size(); ++i) {
        const std::size_t node = contraction.cycle[i];
        const double gain = at(outer, node) - at(contraction.heads[i], node);
        if (gain > in) {
          in = gain;
          contraction.enters[outer] = node;
        }
        if (at(node, outer) > out) {
          out = at(node, outer);
          contraction.leaves[outer] = node;
        }
      }
      entering_.push_back({outer, in, out});
    }
    for (const Change& change : entering_) {
      at(change.outer, whole) = change.in;
      at(whole, change.outer) = change.out;
    }
    entering_.clear();
    // A head in the cycle stays the best one under the name of the whole; only the whole itself has
    // to look for a new one. Looking for all of them again would make bad sentences cubic.
    for (std::size_t outer = 1; outer < size_; ++outer)
      if (scratch_.active[outer] && is_in(contraction.cycle, scratch_.heads[outer]))
        scratch_.heads[outer] = whole;
    scratch_.active[whole] = 1;
    choose_head(whole);
  }

  bool is_in(const std::vector<std::size_t>& cycle, std::size_t node) const {
    return !scratch_.active[node] && std::ranges::find(cycle, node) != cycle.end();
  }

  void expand(const TreeScratch::Contraction& contraction) {
    const std::size_t whole = contraction.cycle.front();
    for (std::size_t node = 1; node < size_; ++node)
      if (scratch_.active[node] && node != whole && scratch_.heads[node] == whole)
        scratch_.heads[node] = contraction.leaves[node];
    const std::size_t head = scratch_.heads[whole], entered = contraction.enters[head];
    for (std::size_t i = 0; i < contraction.cycle.size(); ++i) {
      scratch_.heads[contraction.cycle[i]] = contraction.heads[i];
      scratch_.active[contraction.cycle[i]] = 1;
    }
    scratch_.heads[entered] = head;
  }

  struct Change {
    std::size_t outer;
    double in, out;
  };
  std::size_t size_;
  TreeScratch& scratch_;
  std::vector<Change> entering_;
};

}  // namespace

bool is_tree(std::span<const std::int32_t> heads) {
  const auto count = static_cast<std::int32_t>(heads.size());
  std::int32_t roots = 0;
  for (const std::int32_t head : heads) roots += head == 0 ? 1 : 0;
  if (roots != 1) return false;
  // Each walk to the root may be as long as the sentence; sentences are bounded, walks are short.
  for (std::int32_t token = 1; token <= count; ++token) {
    std::int32_t steps = 0;
    for (std::int32_t node = token; node != 0; node = heads[static_cast<std::size_t>(node - 1)])
      if (++steps > count) return false;
  }
  return true;
}

void best_tree(std::span<const float> scores, std::size_t count, TreeScratch& scratch,
               std::span<std::int32_t> heads) {
  Contractor(scores, count, scratch).run();
  for (std::size_t token = 0; token < count; ++token)
    heads[token] = static_cast<std::int32_t>(scratch.heads[token + 1]);
}

}  // namespace sitrep
