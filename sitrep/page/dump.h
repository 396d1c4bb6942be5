#pragma once

#include <string_view>

#include "sitrep/page/model.h"
#include "sitrep/page/page.h"

namespace sitrep {

/// Fills blocks, comments, title, authors and dates of a page whose Page::text is a crawler's text
/// dump (Resiliparse: two columns of indent a list level; WET: a block a line; agency copy wrapped
/// at a column) or plain prose. Prose without any sign of a web page gives paragraphs, a title and
/// subheadings, never furniture. Linear in the text.
void read_dump(Page& page, const Stated& stated, const PageModel& model);

}  // namespace sitrep
