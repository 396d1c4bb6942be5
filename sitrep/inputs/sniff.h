#pragma once

#include <string_view>

#include "sitrep/inputs/inputs.h"

namespace sitrep {

/// Do these first bytes of a page look like HTML? UTF-16 with a byte order mark counts by its
/// ASCII.
bool looks_like_html(std::string_view head);

/// Are they of no page at all: an image, a document, an archive, a database? Told by zero bytes
/// (but UTF-16 with a byte order mark has them), by control characters, by the mark of a PDF.
bool looks_binary(std::string_view head);

/// Do they look like a page that a browser saved with its parts (MHTML)?
bool looks_like_mhtml(std::string_view head);

/// The kind of an input from its first limits::sniff_bytes unpacked bytes.
InputKind sniff(std::string_view head);

/// The HTML of an MHTML page: its first text/html part, without transfer encoding. Empty if there
/// is none. `charset` and `url` are set where the part states them.
std::string html_of_mhtml(std::string_view bytes, std::string& charset, std::string& url);

}  // namespace sitrep
