#include "sitrep/inputs/charset.h"

#include <uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "sitrep/base/unicode.h"
#include "sitrep/inputs/limits.h"

namespace sitrep {
namespace {

constexpr std::size_t guess_bytes = std::size_t{64} << 10;
constexpr std::size_t good_for_bad = 4;  // characters of UTF-8 that outweigh one damaged byte

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

// What a label means to browsers (WHATWG Encoding Standard).
std::string meant(std::string_view label) {
  std::string name = lower(trim(label));
  constexpr std::pair<std::string_view, std::string_view> meanings[] = {
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"iso-8859-11", "windows-874"},
      {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"x-gbk", "gb18030"},
      {"ks_c_5601-1987", "windows-949"},
      {"euc-kr", "windows-949"},
      {"x-sjis", "shift_jis"},
      {"utf8", "utf-8"},
      {"unicode", "utf-16"}};
  for (const auto& [from, to] : meanings)
    if (name == from) return std::string(to);
  return name;
}

// charset=... in the first bytes of a page, or in its XML declaration.
std::string meta_charset(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, limits::sniff_bytes));
  for (const std::string_view key : {"charset", "encoding"}) {
    for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
      std::size_t from = at + key.size();
      while (from < head.size() &&
             (head[from] == ' ' || head[from] == '=' || head[from] == '"' || head[from] == '\''))
        ++from;
      const std::size_t end = head.find_first_of("\"'; />", from);
      if (from > at + key.size() && end != std::string::npos && end - from <= 24 && end > from)
        return head.substr(from, end - from);
    }
  }
  return {};
}

std::string guess(std::string_view bytes) {
  uchardet_t detector = uchardet_new();
  const std::string_view sample = bytes.substr(0, guess_bytes);
  uchardet_handle_data(detector, sample.data(), sample.size());
  uchardet_data_end(detector);
  std::string name = lower(uchardet_get_charset(detector));
  uchardet_delete(detector);
  return name;
}

// Counts whole characters of several bytes, and bytes that belong to none.
void weigh_utf8(std::string_view bytes, std::size_t& good, std::size_t& bad) {
  good = bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if ((bytes[at] & 0x80) == 0) {
      ++at;
      continue;
    }
    const CodePoint point = decode(bytes, at);
    const bool damaged = point.length <= 1;
    (damaged ? bad : good) += 1;
    at += std::max<std::uint32_t>(point.length, 1);
  }
}

void extend(std::vector<SourceRun>& runs, std::uint32_t text, std::uint32_t source,
            std::uint32_t length, bool same_bytes) {
  if (same_bytes && !runs.empty() && runs.back().text_begin + runs.back().length == text &&
      runs.back().source_begin + runs.back().length == source) {
    runs.back().length += length;
  } else {
    runs.push_back({text, source, length});
  }
}

// UTF-8 with damaged bytes: each becomes U+FFFD.
void repair(std::string_view bytes, std::string& out, Decoded& decoded) {
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint point = decode(bytes, at);
    const bool damaged = point.length <= 1 && (bytes[at] & 0x80) != 0;
    const auto begin = static_cast<std::uint32_t>(out.size());
    if (damaged) {
      append(out, replacement);
      ++decoded.bad_bytes;
    } else {
      out.append(bytes, at, point.length);
    }
    extend(decoded.runs, begin, static_cast<std::uint32_t>(at),
           static_cast<std::uint32_t>(out.size()) - begin, !damaged);
    at += std::max<std::uint32_t>(point.length, 1);
  }
}

bool convert(std::string_view bytes, const std::string& charset, std::string& out,
             Decoded& decoded) {
  UErrorCode error = U_ZERO_ERROR;
  const Converter converter(ucnv_open(charset.c_str(), &error));
  if (U_FAILURE(error)) return false;
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  std::array<UChar, 4096> units{};
  std::array<std::int32_t, 4096> offsets{};
  UChar high = 0;
  std::uint32_t high_at = 0;
  do {
    error = U_ZERO_ERROR;
    UChar* target = units.data();
    const auto base = static_cast<std::uint32_t>(source - bytes.data());
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, source_end,
                   offsets.data(), true, &error);
    for (std::size_t i = 0; i < static_cast<std::size_t>(target - units.data()); ++i) {
      const auto at = base + static_cast<std::uint32_t>(std::max(offsets[i], 0));
      const UChar unit = units[i];
      if (unit >= 0xD800 && unit < 0xDC00) {
        high = unit;
        high_at = at;
        continue;
      }
      char32_t value = unit;
      std::uint32_t from = at;
      if (unit >= 0xDC00 && unit < 0xE000) {
        value = high == 0
                    ? replacement
                    : static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00);
        from = high_at;
      }
      high = 0;
      decoded.bad_bytes += value == replacement;
      const auto begin = static_cast<std::uint32_t>(out.size());
      append(out, value);
      extend(decoded.runs, begin, from, static_cast<std::uint32_t>(out.size()) - begin,
             value < 0x80 && from < bytes.size() && bytes[from] == static_cast<char>(value));
    }
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return true;
}

}  // namespace

Decoded decode_payload(std::string_view bytes, std::string_view stated_charset, bool html,
                       std::string& buffer) {
  Decoded decoded;
  decoded.charset = "utf-8";
  buffer.clear();
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF" && html) decoded.offset = 3;
  const std::string_view body = bytes.substr(decoded.offset);
  decoded.text = body;
  const bool wide = bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF";
  if (!wide && is_utf8(body)) return decoded;
  const auto try_charset = [&](const std::string& name) {
    if (name.empty() || name == "utf-8" || !convert(bytes, name, buffer, decoded)) return false;
    decoded.charset = name;
    decoded.text = buffer;
    decoded.offset = 0;
    return true;
  };
  if (wide && try_charset("utf-16")) return decoded;
  std::size_t good = 0, bad = 0;
  weigh_utf8(body, good, bad);
  if (good < bad * good_for_bad && decoded.offset == 0) {
    if (try_charset(meant(stated_charset))) return decoded;
    if (html && try_charset(meant(meta_charset(bytes)))) return decoded;
    if (try_charset(meant(guess(bytes)))) return decoded;
    if (try_charset("windows-1252")) return decoded;
  }
  repair(body, buffer, decoded);
  for (SourceRun& run : decoded.runs) run.source_begin += decoded.offset;
  decoded.offset = 0;
  decoded.text = buffer;
  return decoded;
}

std::vector<SourceRun> compose(const std::vector<SourceRun>& runs, const Decoded& decoded) {
  std::vector<SourceRun> out = runs;
  if (decoded.runs.empty()) {
    if (decoded.offset > 0)
      for (SourceRun& run : out) run.source_begin += decoded.offset;
    return out;
  }
  out.clear();
  std::size_t at = 0;
  for (const SourceRun& run : runs) {
    while (at < decoded.runs.size() &&
           decoded.runs[at].text_begin + decoded.runs[at].length <= run.source_begin)
      ++at;
    for (std::size_t i = at; i < decoded.runs.size(); ++i) {
      const SourceRun& step = decoded.runs[i];
      const std::uint32_t begin = std::max(run.source_begin, step.text_begin);
      const std::uint32_t end =
          std::min(run.source_begin + run.length, step.text_begin + step.length);
      if (step.text_begin >= run.source_begin + run.length) break;
      if (begin >= end) continue;
      out.push_back({run.text_begin + (begin - run.source_begin),
                     step.source_begin + (begin - step.text_begin), end - begin});
    }
  }
  return out;
}

}  // namespace sitrep
