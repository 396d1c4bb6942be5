#include "sitrep/story/average_link.h"

#include <algorithm>
#include <queue>
#include <unordered_map>

namespace sitrep {

namespace {

struct Candidate {
  double average = 0;
  std::uint32_t first = 0, second = 0;
  std::uint32_t first_size = 0, second_size = 0;  ///< when it was made: stale where they have grown

  friend bool operator<(const Candidate& a, const Candidate& b) {
    if (a.average != b.average) return a.average < b.average;
    return a.first != b.first ? a.first > b.first : a.second > b.second;
  }
};

class AverageLink {
 public:
  AverageLink(std::uint32_t items, const std::vector<Likeness>& pairs, double threshold,
              std::uint32_t known_min)
      : threshold_(threshold), known_min_(known_min), size_(items, 1), sums_(items) {
    for (const Likeness& pair : pairs) {
      sums_[pair.first][pair.second] += pair.value;
      sums_[pair.second][pair.first] += pair.value;
    }
    for (std::uint32_t item = 0; item < items; ++item)
      for (const auto& [other, sum] : sums_[item])
        if (item < other) offer(item, other, sum);
  }

  std::vector<Fusion> run() {
    std::vector<Fusion> fusions;
    while (!queue_.empty()) {
      const Candidate best = queue_.top();
      queue_.pop();
      if (size_[best.first] != best.first_size || size_[best.second] != best.second_size) continue;
      fusions.push_back({best.first, best.second, best.first_size, best.second_size});
      fuse(best.first, best.second);
    }
    return fusions;
  }

 private:
  void offer(std::uint32_t a, std::uint32_t b, double sum) {
    const double small = std::min(size_[a], size_[b]), large = std::max(size_[a], size_[b]);
    const double pairs = small * (known_min_ == 0 ? large : std::min<double>(large, known_min_));
    const double average = sum / pairs;
    if (average <= threshold_) return;
    if (a > b) std::swap(a, b);
    queue_.push({average, a, b, size_[a], size_[b]});
  }

  /// `b` goes into `a`. A group of size 0 is gone.
  void fuse(std::uint32_t a, std::uint32_t b) {
    size_[a] += size_[b];
    size_[b] = 0;
    std::unordered_map<std::uint32_t, double> gone = std::move(sums_[b]);
    sums_[b].clear();
    sums_[a].erase(b);
    for (const auto& [other, sum] : gone) {
      if (other == a) continue;
      sums_[other].erase(b);
      sums_[a][other] += sum;
      sums_[other][a] = sums_[a][other];
    }
    for (const auto& [other, sum] : sums_[a]) offer(a, other, sum);
  }

  double threshold_;
  std::uint32_t known_min_;
  std::vector<std::uint32_t> size_;
  std::vector<std::unordered_map<std::uint32_t, double>> sums_;
  std::priority_queue<Candidate> queue_;
};

}  // namespace

std::vector<Fusion> average_link(std::uint32_t items, const std::vector<Likeness>& pairs,
                                 double threshold, std::uint32_t known_min) {
  return AverageLink(items, pairs, threshold, known_min).run();
}

}  // namespace sitrep
