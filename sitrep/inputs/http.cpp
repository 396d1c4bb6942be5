#include "sitrep/inputs/http.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "sitrep/base/unicode.h"
#include "sitrep/inputs/limits.h"

namespace sitrep {
namespace {

std::string_view cut_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// The size that begins a chunk, or -1 where the line is no chunk head.
long long chunk_size(std::string_view line) {
  long long size = 0;
  std::size_t digits = 0;
  for (const char c : line) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) {
      if (c != ';' && c != ' ') return -1;
      break;
    }
    if (++digits > 8) return -1;
    size = size * 16 + digit;
  }
  return digits > 0 ? size : -1;
}

// Bytes that do not begin with a chunk head were unchunked by the crawler.
HttpBody unchunk(std::string_view body) {
  HttpBody out;
  std::string_view rest = body;
  bool first = true;
  while (!rest.empty()) {
    const long long size = chunk_size(cut_line(rest));
    if (size < 0 && first) return {std::string(body), {}};
    if (size == 0) return out;
    if (size < 0) break;
    first = false;
    const auto count = static_cast<std::size_t>(size);
    out.bytes += rest.substr(0, count);
    if (count > rest.size()) break;
    rest.remove_prefix(count);
    cut_line(rest);
  }
  out.problem = "the chunked body ends before its last chunk";
  return out;
}

constexpr std::size_t unpack_step_bytes = std::size_t{256} << 10;

/// The end of unpacking: too long, damaged, or all well.
void judge(HttpBody& out, bool complete) {
  if (out.bytes.size() >= limits::page_bytes) {
    out.bytes.resize(limits::page_bytes);
    out.problem = "the packed body is longer than a page may be and was cut";
  } else if (!complete) {
    out.problem = "the packed body is damaged or ends before its end";
  }
}

// window_bits: 15 + 32 for gzip or zlib, -15 for bare deflate.
HttpBody unpack(std::string_view packed, int window_bits) {
  HttpBody out;
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return {{}, "no memory to unpack the body"};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  int code = Z_OK;
  while (code == Z_OK && out.bytes.size() < limits::page_bytes) {
    const std::size_t have = out.bytes.size();
    const std::size_t room = std::max<std::size_t>(packed.size() * 3, 4096);
    out.bytes.resize(have + room);
    stream.next_out = reinterpret_cast<Bytef*>(out.bytes.data() + have);
    stream.avail_out = static_cast<uInt>(room);
    code = inflate(&stream, Z_NO_FLUSH);
    out.bytes.resize(have + room - stream.avail_out);
    if (code == Z_STREAM_END && stream.avail_in > 18 && *stream.next_in == 0x1f)
      code = inflateReset(&stream);
  }
  inflateEnd(&stream);
  judge(out, code == Z_STREAM_END);
  return out;
}

HttpBody unpack_brotli(std::string_view packed) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  HttpBody out;
  if (!state) return {{}, "no memory to unpack the body"};
  const auto* in = reinterpret_cast<const std::uint8_t*>(packed.data());
  std::size_t left = packed.size();
  std::string step(unpack_step_bytes, '\0');
  BrotliDecoderResult code = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.bytes.size() < limits::page_bytes) {
    auto* into = reinterpret_cast<std::uint8_t*>(step.data());
    std::size_t room = step.size();
    code = BrotliDecoderDecompressStream(state.get(), &left, &in, &room, &into, nullptr);
    out.bytes.append(step, 0, step.size() - room);
  }
  judge(out, code == BROTLI_DECODER_RESULT_SUCCESS);
  return out;
}

HttpBody unpack_zstd(std::string_view packed) {
  const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> state(ZSTD_createDStream(),
                                                                         &ZSTD_freeDStream);
  HttpBody out;
  if (!state) return {{}, "no memory to unpack the body"};
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::string step(unpack_step_bytes, '\0');
  std::size_t code = 1;
  bool more = !packed.empty();
  while (more && out.bytes.size() < limits::page_bytes) {
    ZSTD_outBuffer room{step.data(), step.size(), 0};
    code = ZSTD_decompressStream(state.get(), &room, &in);
    out.bytes.append(step, 0, room.pos);
    more = !ZSTD_isError(code) && (in.pos < in.size || room.pos == room.size);
  }
  judge(out, code == 0);
  return out;
}

// Bytes that a crawler unpacked without changing the headers: they read as a page.
bool is_readable(std::string_view bytes) {
  std::string_view seen = bytes.substr(0, 512);
  while (!seen.empty() && seen.size() < bytes.size() && (seen.back() & 0x80) != 0)
    seen.remove_suffix(1);  // a character that was cut
  return is_utf8(seen) && seen.find('<') != std::string_view::npos;
}

HttpBody unpack_as(std::string_view packed, std::string_view encoding) {
  if (encoding == "gzip" || encoding == "x-gzip") {
    const bool packed_still = packed.size() > 2 && packed[0] == '\x1f' && packed[1] == '\x8b';
    return packed_still ? unpack(packed, 15 + 32) : HttpBody{std::string(packed), {}};
  }
  if (encoding == "deflate") {
    HttpBody zlib = unpack(packed, 15 + 32);
    if (zlib.problem.empty() || !zlib.bytes.empty()) return zlib;
    HttpBody bare = unpack(packed, -15);
    return bare.problem.empty() ? bare : HttpBody{std::string(packed), {}};
  }
  if (encoding.empty() || encoding == "identity") return {std::string(packed), {}};
  if (is_readable(packed)) return {std::string(packed), {}};
  if (encoding == "br") return unpack_brotli(packed);
  if (encoding == "zstd") return unpack_zstd(packed);
  return {{}, "content encoding \"" + std::string(encoding) + "\" is not known"};
}

}  // namespace

Headers::Headers(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view line = cut_line(bytes);
    const bool goes_on = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (goes_on && !lines_.empty()) {
      lines_.back().second += ' ';
      lines_.back().second += trim(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    lines_.emplace_back(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
}

std::string_view Headers::get(std::string_view name) const {
  for (const auto& [key, value] : lines_)
    if (equal_ignoring_case(key, name)) return value;
  return {};
}

std::size_t end_of_headers(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) return std::string_view::npos;
    if (end == at || (end == at + 1 && bytes[at] == '\r')) return end + 1;
    at = end + 1;
  }
  return std::string_view::npos;
}

std::string media_type(std::string_view content_type) {
  return lower(trim(content_type.substr(0, content_type.find(';'))));
}

std::string_view parameter(std::string_view value, std::string_view name) {
  while (true) {
    const std::size_t semicolon = value.find(';');
    if (semicolon == std::string_view::npos) return {};
    value.remove_prefix(semicolon + 1);
    const std::string_view part = trim(value.substr(0, value.find(';')));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    if (!equal_ignoring_case(trim(part.substr(0, equals)), name)) continue;
    std::string_view found = trim(part.substr(equals + 1));
    if (found.size() >= 2 && (found.front() == '"' || found.front() == '\'') &&
        found.back() == found.front())
      found = found.substr(1, found.size() - 2);
    return found;
  }
}

HttpBody decode_body(std::string_view body, const Headers& headers) {
  HttpBody plain{std::string(body), {}};
  if (lower(headers.get("transfer-encoding")).find("chunked") != std::string::npos)
    plain = unchunk(body);
  HttpBody unpacked = unpack_as(plain.bytes, lower(trim(headers.get("content-encoding"))));
  if (unpacked.problem.empty()) unpacked.problem = plain.problem;
  return unpacked;
}

}  // namespace sitrep
