#include "sitrep/story/story.h"

#include <algorithm>
#include <tuple>

#include "sitrep/story/linking.h"

namespace sitrep {

Story link_pages(std::vector<PageFacts> pages) {
  std::ranges::sort(pages, {}, [](const PageFacts& page) {
    return std::tie(page.published, page.source, page.page);
  });
  Story story;
  ActorOf actor_of;
  story.threads = thread_pages(pages);
  story.actors = link_actors(pages, story.threads, actor_of);
  link_events(pages, actor_of, find_copies(pages), story);
  story.pages = std::move(pages);
  story.disagreements = find_disagreements(story, actor_of);
  return story;
}

}  // namespace sitrep
