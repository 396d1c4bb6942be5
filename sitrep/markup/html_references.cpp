#include <algorithm>
#include <charconv>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/html_names.h"
#include "sitrep/markup/html_tree.h"
#include "sitrep/markup/phrases.h"

namespace sitrep {
namespace {

// The names that count without their semicolon too. Latin-1 in the order of its code points from
// 160, the rest as name=code point.
constexpr std::string_view latin =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg "
    "plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 "
    "iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml "
    "Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
    "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil "
    "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde "
    "ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml ";
constexpr std::string_view marks =
    "AMP=38 LT=60 GT=62 QUOT=34 COPY=169 REG=174 amp=38 lt=60 gt=62 quot=34 ";

constexpr std::size_t name_max = 31;
constexpr std::size_t old_name_max = 6;

struct Name {
  char32_t value = 0;
  bool old = false;  // counts without its semicolon
};

// Hands the words of a list to `use` one by one; each ends with `end`.
template <class Use>
void each_word(std::string_view list, char end, Use use) {
  while (!list.empty()) {
    const std::size_t size = std::min(list.find(end), list.size());
    use(list.substr(0, size));
    list.remove_prefix(std::min(size + 1, list.size()));
  }
}

char32_t number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return value;
}

StringMap<Name> make_names() {
  StringMap<Name> names;
  char32_t next = 160;
  each_word(latin, ' ', [&](std::string_view word) { names[std::string(word)] = {next++, true}; });
  each_word(marks, ' ', [&](std::string_view word) {
    const std::size_t equals = word.find('=');
    names[std::string(word.substr(0, equals))] = {number(word.substr(equals + 1), 10), true};
  });
  each_word(html_names, ' ', [&](std::string_view word) {
    const std::size_t colon = word.find(':');
    const char32_t value = number(word.substr(0, colon), 16);
    each_word(word.substr(colon + 1), ',', [&](std::string_view name) {
      names[std::string(name)] = {value, false};
    });
  });
  return names;
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What browsers make of numbers 128 to 159: Windows-1252.
constexpr char32_t windows[] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

CharacterReference read_number(std::string_view text, std::size_t at) {
  std::size_t i = at + 2;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  constexpr std::uint32_t beyond = 0x110000;
  std::uint32_t value = 0;
  std::size_t behind = i;
  for (; behind < text.size(); ++behind) {
    const char c = text[behind];
    const int digit = c >= '0' && c <= '9'          ? c - '0'
                      : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                    : -1;
    if (digit < 0) break;
    value = std::min(value * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit), beyond);
  }
  if (behind == i) return {};
  if (behind < text.size() && text[behind] == ';') ++behind;
  char32_t point = value;
  if (point >= 128 && point < 160) point = windows[point - 128];
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = replacement;
  return {point, static_cast<std::uint32_t>(behind - at)};
}

bool is_old(const StringMap<Name>& names, std::string_view name) {
  const auto found = names.find(name);
  return found != names.end() && found->second.old;
}

}  // namespace

CharacterReference read_reference(std::string_view text, std::size_t at, bool in_text) {
  static const StringMap<Name> names = make_names();
  if (at + 2 >= text.size()) return {};
  if (text[at + 1] == '#') return read_number(text, at);
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= name_max && is_name_byte(text[end])) ++end;
  auto found = names.find(text.substr(at + 1, end - at - 1));
  const bool closed = end < text.size() && text[end] == ';';
  if (found != names.end() && closed)
    return {found->second.value, static_cast<std::uint32_t>(end + 1 - at)};
  // In an attribute "&copy=2" and "&copyright=2" are parts of an address.
  if (!in_text && end < text.size() && text[end] == '=') return {};
  if (in_text) {
    end = std::min(end, at + 1 + old_name_max);
    while (end > at + 2 && !is_old(names, text.substr(at + 1, end - at - 1))) --end;
  }
  if (!is_old(names, text.substr(at + 1, end - at - 1))) return {};
  found = names.find(text.substr(at + 1, end - at - 1));
  return {found->second.value, static_cast<std::uint32_t>(end - at)};
}

void append_unescaped(std::string& out, std::string_view text, bool in_text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t mark = std::min(text.find('&', at), text.size());
    out.append(text, at, mark - at);
    at = mark;
    if (at == text.size()) return;
    const CharacterReference reference = read_reference(text, at, in_text);
    if (reference.length == 0) {
      out += text[at++];
      continue;
    }
    append(out, reference.first);
    at += reference.length;
  }
}

}  // namespace sitrep
