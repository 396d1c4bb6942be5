#pragma once

#include <string>
#include <vector>

#include "sitrep/markup/classes.h"
#include "sitrep/markup/html_facts.h"
#include "sitrep/markup/html_text.h"
#include "sitrep/markup/html_tree.h"
#include "sitrep/page/model.h"
#include "sitrep/page/page.h"

namespace sitrep {

/// An HTML page on its way to a Page: its tree, its text in chunks, and what the attributes of its
/// elements say.
struct HtmlDocument {
  HtmlTree tree;
  std::vector<Chunk> chunks;
  std::vector<ClassRoles> roles;           ///< of each node, from class and id
  std::vector<std::uint32_t> chunk_begin;  ///< of each node: its first chunk; chunk_begin[end] ends
  std::vector<Id<Comment>> comment_of;     ///< of each chunk

  /// The chunks of a subtree are [first_chunk(i), end_chunk(i)).
  std::uint32_t first_chunk(std::uint32_t node) const { return chunk_begin[node]; }
  std::uint32_t end_chunk(std::uint32_t node) const { return chunk_begin[tree[node].end]; }
};

/// Reads comments from their markup: WordPress and its kin, schema.org, Disqus and Livefyre as
/// plain HTML, any repeated element that calls itself a comment. Fills page.comments and
/// document.comment_of. `stated.retrieved` resolves "3 days ago". Linear in the tree.
void find_html_thread(HtmlDocument& document, Page& page, const Stated& stated,
                      const PageModel& model);

/// Gives each chunk its kind, in page.blocks. Linear in the tree and the text.
void find_html_blocks(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                      const PageModel& model);

constexpr std::uint32_t small_nodes = 60;  ///< of an element that holds a name or a date, no more

/// Blocks [begin, end) around block `title`.
struct BlockRange {
  std::size_t begin = 0, title = 0, end = 0;
};

/// The blocks around the title, where a page says who wrote it and when; empty without text.
BlockRange blocks_near_title(const Page& page);

/// Is a node inside a reader's comment?
bool in_comment(const HtmlDocument& document, std::uint32_t node);

/// Authors: what the page states, then what it marks, then what it shows near the title.
void settle_html_authors(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                         const PageModel& model, NumericOrder order);

/// Title, authors, dates of the page from its facts and its blocks.
void settle_html_facts(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                       const PageModel& model);

/// All of the above, for a page whose decoded HTML is `source`. Page::text and Page::source_map are
/// filled; the map leads to `source`.
void read_html(Page& page, std::string_view source, const Stated& stated, const PageModel& model);

}  // namespace sitrep
