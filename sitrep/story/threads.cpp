#include <algorithm>
#include <cmath>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "sitrep/story/interval.h"
#include "sitrep/story/linking.h"

/// Which pages tell one story, and which are copies of one text. Single-pass clustering over tf-idf
/// vectors with cosine similarity: the floor that cross-document work compares with (B-cubed .875
/// on ECB+ with a threshold of .20). Candidates share rare words only, so that the cost is near
/// linear.
namespace sitrep {

namespace {

constexpr double similarity_min = 0.20;
constexpr std::size_t key_words = 12;  // the heaviest words of a page, by which it is found again
constexpr std::size_t candidates_max = 200;    // newest first
constexpr std::int32_t days_between_max = 30;  // a story sleeps at most so long
constexpr std::size_t shingle = 5;             // words
constexpr std::size_t copy_shingles_min = 20;  // a teaser of three lines is nobody's copy
constexpr double copy_share_min = 0.8;         // of the shorter page's shingles

struct Weight {
  std::uint32_t term = 0;
  float value = 0;
};
using Vector = std::vector<Weight>;  // by term, length 1

std::vector<Vector> weigh(const std::vector<PageFacts>& pages) {
  std::unordered_map<std::string_view, std::uint32_t> terms;
  std::vector<std::uint32_t> pages_with;
  std::vector<Vector> vectors;
  for (const PageFacts& page : pages) {
    std::unordered_map<std::uint32_t, float> counts;
    for (const std::string& text : page.words) {
      const auto [term, is_new] = terms.emplace(text, static_cast<std::uint32_t>(terms.size()));
      if (is_new) pages_with.push_back(0);
      if (counts[term->second]++ == 0) ++pages_with[term->second];
    }
    Vector vector;
    for (const auto& [term, count] : counts) vector.push_back({term, count});
    vectors.push_back(std::move(vector));
  }
  for (Vector& vector : vectors) {
    double length = 0;
    for (Weight& weight : vector) {
      const double rarity =
          std::log((1.0 + static_cast<double>(pages.size())) / pages_with[weight.term]);
      weight.value = static_cast<float>((1 + std::log(weight.value)) * rarity);
      length += weight.value * weight.value;
    }
    if (length > 0)
      for (Weight& weight : vector) weight.value /= static_cast<float>(std::sqrt(length));
    std::ranges::sort(vector, {}, &Weight::term);
  }
  return vectors;
}

double cosine(const Vector& a, const Vector& b) {
  double sum = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->term == j->term) sum += static_cast<double>(i->value) * j->value;
    const bool forward = i->term <= j->term, other = j->term <= i->term;
    i += forward;
    j += other;
  }
  return sum;
}

std::vector<std::uint32_t> heaviest(const Vector& vector) {
  Vector sorted = vector;
  std::ranges::sort(sorted, [](const Weight& a, const Weight& b) {
    return a.value != b.value ? a.value > b.value : a.term < b.term;
  });
  std::vector<std::uint32_t> terms;
  for (std::size_t i = 0; i < std::min(key_words, sorted.size()); ++i)
    terms.push_back(sorted[i].term);
  return terms;
}

std::unordered_set<std::size_t> shingles(const PageFacts& page) {
  std::unordered_set<std::size_t> found;
  for (std::size_t i = 0; i + shingle <= page.words.size(); ++i) {
    std::size_t hash = 0;
    for (std::size_t k = 0; k < shingle; ++k)
      hash = hash * 1099511628211u + std::hash<std::string>{}(page.words[i + k]);
    found.insert(hash);
  }
  return found;
}

}  // namespace

std::vector<Thread> thread_pages(const std::vector<PageFacts>& pages) {
  const std::vector<Vector> vectors = weigh(pages);
  std::vector<Interval> published;
  for (const PageFacts& page : pages) published.push_back(interval_of(page.published));
  Groups groups(pages.size());
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> pages_of_term;
  for (std::uint32_t page = 0; page < pages.size(); ++page) {
    const std::vector<std::uint32_t> keys = heaviest(vectors[page]);
    std::unordered_set<std::uint32_t> seen;
    double best = similarity_min;
    std::uint32_t nearest = page;
    for (const std::uint32_t term : keys) {
      const auto& others = pages_of_term[term];
      for (auto other = others.rbegin(); other != others.rend(); ++other) {
        if (seen.size() >= candidates_max) break;
        if (!seen.insert(*other).second) continue;
        if (days_apart(published[page], published[*other]) > days_between_max) continue;
        const double similarity = cosine(vectors[page], vectors[*other]);
        if (similarity > best || (similarity == best && *other < nearest)) {
          best = similarity;
          nearest = *other;
        }
      }
    }
    groups.join(page, nearest);
    for (const std::uint32_t term : keys) pages_of_term[term].push_back(page);
  }
  std::vector<Thread> threads;
  std::unordered_map<std::uint32_t, std::size_t> thread_of;
  for (std::uint32_t page = 0; page < pages.size(); ++page) {
    const auto [thread, is_new] = thread_of.emplace(groups.root(page), threads.size());
    if (is_new) threads.emplace_back();
    threads[thread->second].pages.push_back(page);
  }
  return threads;
}

std::vector<std::uint32_t> find_copies(const std::vector<PageFacts>& pages) {
  Groups groups(pages.size());
  std::unordered_map<std::size_t, std::uint32_t> first_with;
  std::vector<std::size_t> sizes;
  for (std::uint32_t page = 0; page < pages.size(); ++page) {
    const std::unordered_set<std::size_t> own = shingles(pages[page]);
    sizes.push_back(own.size());
    std::unordered_map<std::uint32_t, std::size_t> shared;
    for (const std::size_t hash : own) {
      const auto [first, is_new] = first_with.emplace(hash, page);
      if (!is_new) ++shared[first->second];
    }
    for (const auto& [other, count] : shared)
      if (count >= copy_shingles_min &&
          static_cast<double>(count) >=
              copy_share_min * static_cast<double>(std::min(own.size(), sizes[other])))
        groups.join(page, other);
  }
  std::vector<std::uint32_t> copies;
  for (std::uint32_t page = 0; page < pages.size(); ++page) copies.push_back(groups.root(page));
  return copies;
}

}  // namespace sitrep
