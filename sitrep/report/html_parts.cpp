#include "sitrep/report/html_parts.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "sitrep/base/digest.h"
#include "sitrep/base/unicode.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

std::string html_text(std::string_view text) {
  std::string shown;
  for (const char byte : printable(text)) switch (byte) {
      case '&':
        shown += "&amp;";
        break;
      case '<':
        shown += "&lt;";
        break;
      case '>':
        shown += "&gt;";
        break;
      case '"':
        shown += "&quot;";
        break;
      case '\'':
        shown += "&#39;";
        break;
      default:
        shown += byte;
    }
  return shown;
}

std::string html_link(std::string_view url) {
  const std::string low = lower(url.substr(0, url.find(':')));
  std::string shown = html_text(url);
  if (low != "http" && low != "https") return shown;
  return fmt::format("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>", shown, shown);
}

std::string marked_html(std::string_view text, std::uint32_t begin, std::vector<HtmlMark> marks) {
  const auto end = begin + static_cast<std::uint32_t>(text.size());
  std::erase_if(marks, [&](const HtmlMark& mark) {
    return mark.span.empty() || mark.span.begin < begin || mark.span.end > end;
  });
  std::ranges::sort(marks, [](const HtmlMark& a, const HtmlMark& b) {
    return std::tuple(a.span.begin, b.span.end, a.id) < std::tuple(b.span.begin, a.span.end, b.id);
  });
  std::string shown;
  std::vector<std::uint32_t> open;  // ends of the marks that are open, innermost last
  std::uint32_t at = begin;
  const auto write_to = [&](std::uint32_t to) {
    shown += html_text(text.substr(at - begin, to - at));
    at = to;
  };
  const auto close_to = [&](std::uint32_t to) {
    while (!open.empty() && open.back() <= to) {
      write_to(open.back());
      shown += "</mark>";
      open.pop_back();
    }
  };
  for (const HtmlMark& mark : marks) {
    close_to(mark.span.begin);
    write_to(mark.span.begin);
    shown += mark.id.empty() ? "<mark>" : fmt::format("<mark id=\"{}\" tabindex=\"-1\">", mark.id);
    open.push_back(open.empty() ? mark.span.end : std::min(open.back(), mark.span.end));
  }
  close_to(end);
  write_to(end);
  return shown;
}

std::string policy_hash(std::string_view content) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::string_view hex = "0123456789abcdef";
  std::string encoded;
  std::uint32_t bits = 0, count = 0;
  for (const char digit : sha256(content)) {
    bits = (bits << 4) | static_cast<std::uint32_t>(hex.find(digit));
    count += 4;
    if (count < 6) continue;
    count -= 6;
    encoded += digits[(bits >> count) & 63];
  }
  if (count > 0) encoded += digits[(bits << (6 - count)) & 63];
  while (encoded.size() % 4 != 0) encoded += '=';
  return fmt::format("'sha256-{}'", encoded);
}

}  // namespace sitrep
