#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

#include "sitrep/story/rulings.h"
#include "sitrep/story/story.h"

/// What the parts of story/ pass to each other; link_pages() puts them together.
namespace sitrep {

/// Disjoint sets over 0 .. size-1; near constant time a call.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  std::uint32_t root(std::uint32_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }

  /// The lower root stays, so that groups are named by their first member.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a < b) parent_[b] = a;
    if (b < a) parent_[a] = b;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Fills story.actors; story.threads has to be there.
void link_actors(const std::vector<PageFacts>& pages, const std::vector<Ruling<Entity>>& rulings,
                 ActorOf& actor_of, Story& story);

/// Joins actors that only their story makes the same; renumbers them by their first records.
void join_within_stories(const std::vector<PageFacts>& pages,
                         const std::vector<Ruling<Entity>>& rulings, ActorOf& actor_of,
                         Story& story);

/// Pages whose text is nearly the same share a number: wire copy is one telling. The lowest page of
/// each set names it.
std::vector<std::uint32_t> find_copies(const std::vector<PageFacts>& pages);

std::vector<Thread> thread_pages(const std::vector<PageFacts>& pages);

void link_events(const std::vector<PageFacts>& pages, const ActorOf& actor_of,
                 const std::vector<std::uint32_t>& copies,
                 const std::vector<Ruling<Event>>& rulings, Story& story);

std::vector<Disagreement> find_disagreements(const Story& story, const ActorOf& actor_of);

}  // namespace sitrep
