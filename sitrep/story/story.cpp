#include "sitrep/story/story.h"

#include <algorithm>
#include <tuple>

#include "sitrep/story/linking.h"

namespace sitrep {

Story link_pages(std::vector<PageFacts> pages, const std::vector<Decision>& decisions) {
  std::ranges::sort(pages, {}, [](const PageFacts& page) {
    return std::tie(page.published, page.source, page.page);
  });
  Story story;
  const Rulings rulings = apply(decisions, pages, story.decision_notes);
  story.threads = thread_pages(pages);
  link_actors(pages, rulings.entities, story.actor_of, story);
  story.copies = find_copies(pages);
  link_events(pages, story.actor_of, story.copies, rulings.events, story);
  story.pages = std::move(pages);
  story.disagreements = find_disagreements(story, story.actor_of);
  std::ranges::stable_sort(story.decision_notes, {}, &DecisionNote::decision);
  return story;
}

}  // namespace sitrep
