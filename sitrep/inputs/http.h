#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sitrep {

/// Header lines of an HTTP answer, a WARC record or a MIME part: name (any case) and value, lines
/// that go on joined. Values are views or copies of nothing: they own their bytes.
class Headers {
 public:
  explicit Headers(std::string_view bytes);

  /// The first value of a name, "" if there is none. Lives as long as the Headers.
  std::string_view get(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

/// The end of a block of header lines: the first byte behind its blank line; npos without one.
std::size_t end_of_headers(std::string_view bytes);

/// "text/html" of "text/HTML; charset=x", in lower case.
std::string media_type(std::string_view content_type);

/// A parameter of a header value: parameter("text/html; charset=\"x\"", "charset") is "x".
std::string_view parameter(std::string_view value, std::string_view name);

/// The body of an answer as the server meant it. `problem` is empty where all went well; otherwise
/// `bytes` holds what could be read.
struct HttpBody {
  std::string bytes;
  std::string problem;
};

/// Undoes chunks and gzip, deflate, brotli or zstd, as the headers say and where the bytes agree
/// (crawlers often keep the headers of a body that they have unpacked). Bounded by
/// limits::page_bytes.
HttpBody decode_body(std::string_view body, const Headers& headers);

}  // namespace sitrep
