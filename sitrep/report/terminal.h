#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What a page says, made fit for a terminal.
namespace sitrep {

/// Bytes of a page for a terminal: control characters but newline and tab, and marks that turn the
/// direction of writing, made visible, so that a page cannot steer the terminal.
std::string printable(std::string_view text);

/// The same on one line: runs of white space are one space.
std::string one_line(std::string_view text);

/// Begin and end of marked words in a snippet. No text of a page holds them: printable() replaces
/// control characters.
inline constexpr char mark_begin = '\x02', mark_end = '\x03';

/// Words between mark_begin and mark_end become bold on a terminal, else stand in [[ ]].
std::string marked_snippet(std::string_view snippet);

/// Columns that a text takes: marks of marked_snippet() and combining accents take none, East Asian
/// wide characters two. Linear.
std::size_t columns_of(std::string_view text);

/// Columns to fill: $COLUMNS, else the width of the terminal, else 100; 40 at least.
std::size_t columns_to_fill();

/// One line of words broken at spaces into lines of `columns` at most, the first indented by
/// `first` spaces and the others by `rest`; a longer word stands alone. Each ends with a newline.
/// Linear.
std::string wrapped(std::string_view words, std::size_t first, std::size_t rest,
                    std::size_t columns);

}  // namespace sitrep
