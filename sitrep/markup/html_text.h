#pragma once

#include <string>
#include <vector>

#include "sitrep/base/span.h"
#include "sitrep/inputs/payload.h"
#include "sitrep/markup/html_tree.h"

namespace sitrep {

/// Words between two borders of blocks: a paragraph, a list item, a menu entry. The text of a page
/// is its chunks in the order of the source, one a line.
struct Chunk {
  Span text;
  std::uint32_t node = 0;        ///< the innermost block element around it
  std::uint32_t first = 0;       ///< its first text node
  std::uint32_t link_bytes = 0;  ///< of the text inside links
  std::uint32_t bold_bytes = 0;  ///< of the text inside b or strong
  bool after_break = false;      ///< parted from the chunk before by line breaks alone
};

/// Writes the text of a tree: white space collapsed, references decoded, scripts, styles and what
/// stands for a player or a form's choices left out. `source_map` gets the runs that lead from the
/// text to the tree's source; white space that the writer put in has none. Linear.
void write_text(const HtmlTree& tree, std::string& text, std::vector<SourceRun>& source_map,
                std::vector<Chunk>& chunks);

}  // namespace sitrep
