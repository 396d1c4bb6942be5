#pragma once

#include <vector>

#include "sitrep/page/page.h"

namespace sitrep {

/// Words between quotation marks.
struct Quotation {
  Span outer;  ///< with its marks
  Span inner;  ///< without them
  Id<Block> block;
  bool goes_on = false;  ///< opened and not closed, and the next paragraph opens with a mark again
  bool unclosed = false;
};

/// Finds the quotations of a page's blocks (furniture aside), in order; none nest. Curly and
/// straight marks may be mixed, the closing mark may be missing: a quotation then ends with its
/// sentence, or with the paragraph where that begins with the mark. Apostrophes, inches and
/// possessives are no marks. Linear.
std::vector<Quotation> find_quotations(const Page& page);

}  // namespace sitrep
