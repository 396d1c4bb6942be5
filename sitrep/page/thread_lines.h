#pragma once

#include <string_view>
#include <vector>

#include "sitrep/markup/lines.h"
#include "sitrep/page/model.h"
#include "sitrep/page/page.h"

namespace sitrep {

/// A comment thread found in the lines of a text dump.
struct LineThread {
  std::size_t begin = 0, end = 0;  ///< the lines of its zone, header included; empty: no thread
  std::vector<Comment> comments;
  std::vector<Id<Comment>> comment_of;  ///< of each line of the zone; none: furniture
  bool flat = false;                    ///< the dump keeps no indents: who answers whom is lost
};

/// Finds the thread under a page and rebuilds it from indents, list numbers, "X says:", times and
/// reply buttons, though any line may be missing.
///
/// A page keeps one order of author, time and text for all its comments. So the order is learnt
/// from the comments that are whole, and then decides where a line that lost its neighbours
/// belongs: a second time at the same depth must be of another comment, whose author is lost; text
/// below a closed comment opens one without a head. Every list level indents by two columns, and a
/// comment's own lines by two more, so depth survives the loss of any line.
///
/// `retrieved` resolves "3 days ago"; without it such times stay empty. Linear in the text.
LineThread find_thread(std::string_view text, const std::vector<Line>& lines,
                       const PageModel& model, std::string_view retrieved);

}  // namespace sitrep
