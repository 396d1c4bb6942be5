#pragma once

#include <cstddef>
#include <cstdint>

/// The limits that bound time and memory of the page stage whatever comes in. Each is a choice, not
/// a property of a format; what is cut at one is told in a note or an InputProblem.
namespace sitrep::limits {

/// Bytes of one page. Common Crawl cuts at 1 MiB; the largest news pages seen have 12 MB.
inline constexpr std::size_t page_bytes = std::size_t{32} << 20;

/// A line of JSON Lines: a page whose every byte is escaped, and what the line says about it.
inline constexpr std::size_t line_bytes = page_bytes * 2;

/// Bytes that a record's content may unpack to for each packed byte, beyond `unpack_free` bytes:
/// text reaches 20, a zip bomb 1000.
inline constexpr std::uint64_t unpack_ratio = 200;
inline constexpr std::uint64_t unpack_free = std::uint64_t{8} << 20;

/// Header lines of a WARC record or an HTTP answer.
inline constexpr std::size_t header_bytes = std::size_t{256} << 10;

/// Bytes read ahead to tell the kind of an input.
inline constexpr std::size_t sniff_bytes = 4096;

}  // namespace sitrep::limits
