#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sitrep/base/vocabulary.h"

namespace sitrep {

/// How the bytes of a payload are to be read.
enum class PayloadKind { html, text };
template <>
inline constexpr auto words_of<PayloadKind> = vocabulary("html", "text");

/// What the container of a page says about it: JSON Lines keys, WARC headers. Taken as given.
struct Stated {
  std::string url, title, outlet, published, charset;
  std::string retrieved;  ///< when the crawler took it, ISO 8601
  std::vector<std::string> authors;
};

/// One page as it was found: the bytes of one file, one WARC record or one line of JSON Lines.
struct Payload {
  std::string bytes;
  std::string source;  ///< a path, FILE.warc.gz#record-offset, or a JSON line's id
  PayloadKind kind = PayloadKind::text;
  Stated stated;
};

/// A run of Page::text whose bytes came from the payload: text[text_begin + i] is from
/// payload[source_begin + i], i < length, wherever the payload was UTF-8; elsewhere (other charset,
/// character references) the run is one character, and length counts text bytes.
struct SourceRun {
  std::uint32_t text_begin = 0, source_begin = 0, length = 0;
};

}  // namespace sitrep
