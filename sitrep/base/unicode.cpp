#include "sitrep/base/unicode.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace sitrep {

namespace {

constexpr bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }
constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}
constexpr char lower_ascii(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
}

bool all_ascii(std::string_view text) { return std::ranges::all_of(text, is_ascii); }

/// Bytes of the sequence that a lead byte announces, 0 where it cannot lead.
constexpr std::uint32_t announced_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

constexpr bool is_well_formed(char32_t value, std::uint32_t length) {
  if (length == 3) return value >= 0x800 && (value < 0xD800 || value > 0xDFFF);
  if (length == 4) return value >= 0x10000 && value <= 0x10FFFF;
  return true;
}

char32_t ascii_twin(char32_t value) {
  switch (value) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2033:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return '-';
    default:
      return value;
  }
}

bool is_mark(char32_t value) {
  const auto type = u_charType(static_cast<UChar32>(value));
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

std::string decomposed(std::string_view text) {
  UErrorCode failed = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(failed);
  if (U_FAILURE(failed)) return std::string(text);
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string narrow;
  nfkd->normalize(wide, failed).toUTF8String(narrow);
  return U_FAILURE(failed) ? std::string(text) : narrow;
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const std::uint32_t length = announced_length(lead);
  if (length == 0 || at + length > text.size()) return {replacement, 1};
  char32_t value = lead & (0x7Fu >> length);
  for (std::uint32_t i = 1; i < length; ++i) {
    if (!is_continuation(text[at + i])) return {replacement, 1};
    value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
  }
  return is_well_formed(value, length) ? CodePoint{value, length} : CodePoint{replacement, 1};
}

CodePoint decode_before(std::string_view text, std::size_t at) {
  if (at == 0 || at > text.size()) return {};
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && is_continuation(text[begin])) --begin;
  const CodePoint found = decode(text, begin);
  return begin + found.length == at ? found : CodePoint{replacement, 1};
}

void append(std::string& text, char32_t value) {
  const auto byte = [&](char32_t bits) { text.push_back(static_cast<char>(bits)); };
  if (value < 0x80) {
    byte(value);
  } else if (value < 0x800) {
    byte(0xC0 | value >> 6);
    byte(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    byte(0xE0 | value >> 12);
    byte(0x80 | (value >> 6 & 0x3F));
    byte(0x80 | (value & 0x3F));
  } else {
    byte(0xF0 | value >> 18);
    byte(0x80 | (value >> 12 & 0x3F));
    byte(0x80 | (value >> 6 & 0x3F));
    byte(0x80 | (value & 0x3F));
  }
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_ascii(text[at])) {
      ++at;
      continue;
    }
    const CodePoint found = decode(text, at);
    if (found.value == replacement && found.length == 1) return false;
    at += found.length;
  }
  return true;
}

bool is_letter(char32_t value) { return u_isalpha(static_cast<UChar32>(value)); }
bool is_digit(char32_t value) { return u_isdigit(static_cast<UChar32>(value)); }
bool is_upper(char32_t value) {
  return u_isupper(static_cast<UChar32>(value)) || u_istitle(static_cast<UChar32>(value));
}
bool is_lower(char32_t value) { return u_islower(static_cast<UChar32>(value)); }
bool is_space(char32_t value) {
  return u_isUWhiteSpace(static_cast<UChar32>(value)) || value == 0x200B || value == 0xFEFF;
}
bool is_punctuation(char32_t value) { return u_ispunct(static_cast<UChar32>(value)); }

std::string lower(std::string_view text) {
  std::string lowered;
  lowered.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint found = decode(text, at);
    if (found.length == 1)
      lowered.push_back(lower_ascii(text[at]));
    else
      append(lowered, static_cast<char32_t>(u_tolower(static_cast<UChar32>(found.value))));
    at += found.length;
  }
  return lowered;
}

std::string fold(std::string_view text) {
  const std::string decomposition = all_ascii(text) ? std::string() : decomposed(text);
  const std::string_view source = decomposition.empty() ? text : decomposition;
  std::string folded;
  folded.reserve(source.size());
  for (std::size_t at = 0; at < source.size();) {
    const CodePoint found = decode(source, at);
    at += found.length;
    if (is_space(found.value)) {
      if (!folded.empty() && folded.back() != ' ') folded.push_back(' ');
    } else if (found.value < 0x80) {
      folded.push_back(lower_ascii(static_cast<char>(found.value)));
    } else if (!is_mark(found.value)) {
      append(folded,
             ascii_twin(static_cast<char32_t>(u_tolower(static_cast<UChar32>(found.value)))));
    }
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

std::string_view trim(std::string_view text) {
  while (true) {
    const CodePoint first = decode(text, 0);
    if (first.length == 0 || !is_space(first.value)) break;
    text.remove_prefix(first.length);
  }
  while (true) {
    const CodePoint last = decode_before(text, text.size());
    if (last.length == 0 || !is_space(last.value)) break;
    text.remove_suffix(last.length);
  }
  return text;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower_ascii, lower_ascii);
}

}  // namespace sitrep
