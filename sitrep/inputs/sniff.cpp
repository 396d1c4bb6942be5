#include "sitrep/inputs/sniff.h"

#include <algorithm>
#include <array>
#include <string>

#include "sitrep/base/unicode.h"
#include "sitrep/inputs/http.h"
#include "sitrep/inputs/limits.h"

namespace sitrep {
namespace {

// Without a byte order mark and, of UTF-16, without the zero bytes.
std::string ascii_of(std::string_view head) {
  std::string out(head.substr(0, limits::sniff_bytes));
  if (out.compare(0, 3, "\xEF\xBB\xBF") == 0) return out.substr(3);
  if (out.compare(0, 2, "\xFF\xFE") == 0 || out.compare(0, 2, "\xFE\xFF") == 0) {
    out.erase(0, 2);
    out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
  }
  return out;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string from_quoted_printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    const std::size_t line = i + 1 < text.size() && text[i + 1] == '\r' ? i + 2 : i + 1;
    if (line < text.size() && text[line] == '\n') {
      i = line;
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      out += '=';
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned held = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t value = alphabet.find(c);
    if (value == std::string_view::npos) continue;
    held = (held << 6 | static_cast<unsigned>(value)) & 0xFFFFFF;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(held >> bits & 0xFF);
    }
  }
  return out;
}

}  // namespace

bool looks_like_html(std::string_view head) {
  const std::string text = lower(ascii_of(head));
  const std::string_view begin = trim(text);
  if (begin.size() > 1 && begin[0] == '<' &&
      (letter(begin[1]) || begin[1] == '!' || begin[1] == '?'))
    return true;
  for (const std::string_view tag : {"<html", "<head>", "<body", "<!doctype html"})
    if (text.find(tag) != std::string::npos) return true;
  return false;
}

bool looks_binary(std::string_view head) {
  head = head.substr(0, limits::sniff_bytes);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return false;
  if (head.starts_with("%PDF-") || head.find('\0') != std::string_view::npos) return true;
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1B';
  };
  constexpr std::ptrdiff_t one_in = 20;
  return std::count_if(head.begin(), head.end(), is_control) * one_in >
         static_cast<std::ptrdiff_t>(head.size());
}

bool looks_like_mhtml(std::string_view head) {
  const std::size_t end = end_of_headers(head);
  if (end == std::string_view::npos) return false;
  const Headers headers(head.substr(0, end));
  return !headers.get("mime-version").empty() &&
         media_type(headers.get("content-type")) == "multipart/related";
}

InputKind sniff(std::string_view head) {
  if (head.substr(0, 7) == "WARC/1." || head.substr(0, 7) == "WARC/0.") {
    const std::string text = lower(head);
    const std::size_t type = text.find("warc-type: ");
    const bool info = type != std::string::npos && text.compare(type + 11, 8, "warcinfo") == 0;
    const std::size_t second = info ? text.find("warc-type: ", type + 1) : type;
    const bool conversion =
        second != std::string::npos && text.compare(second + 11, 10, "conversion") == 0;
    return conversion ? InputKind::wet : InputKind::warc;
  }
  const std::string text = ascii_of(head);
  const std::string_view begin = trim(text);
  if (!begin.empty() && begin[0] == '{') {
    const std::string_view inside = trim(begin.substr(1));
    if (!inside.empty() && inside[0] == '"') return InputKind::jsonl;
  }
  return looks_like_html(head) || looks_like_mhtml(head) ? InputKind::html : InputKind::text;
}

std::string html_of_mhtml(std::string_view bytes, std::string& charset, std::string& url) {
  const std::size_t head_end = end_of_headers(bytes);
  if (head_end == std::string_view::npos) return {};
  const Headers headers(bytes.substr(0, head_end));
  url = headers.get("snapshot-content-location");
  const std::string boundary =
      "--" + std::string(parameter(headers.get("content-type"), "boundary"));
  if (boundary.size() == 2) return {};
  std::size_t at = bytes.find(boundary, head_end);
  while (at != std::string_view::npos) {
    std::string_view part = bytes.substr(at + boundary.size());
    const std::size_t next = part.find(boundary);
    part = part.substr(0, next);
    part.remove_prefix(std::min(part.find('\n'), part.size()));
    if (!part.empty()) part.remove_prefix(1);
    const std::size_t body = end_of_headers(part);
    if (body != std::string_view::npos) {
      const Headers about(part.substr(0, body));
      if (media_type(about.get("content-type")) == "text/html") {
        charset = parameter(about.get("content-type"), "charset");
        if (url.empty()) url = about.get("content-location");
        const std::string encoding = lower(about.get("content-transfer-encoding"));
        if (encoding == "quoted-printable") return from_quoted_printable(part.substr(body));
        if (encoding == "base64") return from_base64(part.substr(body));
        return std::string(part.substr(body));
      }
    }
    at = next == std::string_view::npos ? next : at + boundary.size() + next;
  }
  return {};
}

}  // namespace sitrep
