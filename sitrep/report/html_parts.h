#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/span.h"

/// Pieces of HTML. Whatever comes from a page goes through html_text() or marked_html(): nothing of
/// it is ever taken for markup.
namespace sitrep {

/// Text and values of attributes in quotes: & < > " ' escaped, control characters and marks that
/// turn the direction of writing made visible.
std::string html_text(std::string_view text);

/// The address as a link that leads away without telling from where; plain text unless it is of the
/// web (http, https): a page may claim any address for itself.
std::string html_link(std::string_view url);

/// Words to mark, and the anchor that leads to them; empty: none.
struct HtmlMark {
  Span span;
  std::string id;
  friend auto operator<=>(const HtmlMark&, const HtmlMark&) = default;
};

/// A text that begins at `begin` of its page, marked. Marks nest; one that would cross the end of
/// an earlier one is cut there. O(n log n) in the marks.
std::string marked_html(std::string_view text, std::uint32_t begin, std::vector<HtmlMark> marks);

/// 'sha256-...' of a script or style for a Content-Security-Policy.
std::string policy_hash(std::string_view content);

}  // namespace sitrep
