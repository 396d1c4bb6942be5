#include "sitrep/text/character.h"

#include <array>

#include <unicode/uchar.h>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

using enum CharacterKind;

constexpr CharacterKind ascii_kind(unsigned char byte) {
  if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_') return letter;
  if (byte >= '0' && byte <= '9') return digit;
  if (byte <= ' ' || byte == 0x7F) return space;
  switch (byte) {
    case '\'':
    case '`':
      return apostrophe;
    case '"':
      return quote;
    case '-':
      return hyphen;
    case '.':
      return stop;
    case '!':
    case '?':
      return strong;
    case ',':
      return comma;
    case ':':
    case ';':
      return colon;
    case '(':
    case '[':
    case '{':
      return opener;
    case ')':
    case ']':
    case '}':
      return closer;
    default:
      return symbol;
  }
}

constexpr std::array<CharacterKind, 128> ascii_kinds = [] {
  std::array<CharacterKind, 128> kinds{};
  for (unsigned char byte = 0; byte < 128; ++byte) kinds[byte] = ascii_kind(byte);
  return kinds;
}();

/// The ASCII character that a form has in the place of this one, 0 for none.
char ascii_twin(char32_t value) {
  switch (value) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0x00B4:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x00AB:
    case 0x00BB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return '-';
    default:
      return 0;
  }
}

/// The full stops, question marks and commas of other scripts: Arabic, Devanagari, Chinese,
/// Ethiopic, Armenian, and the full-width forms.
CharacterKind foreign_mark(char32_t value) {
  switch (value) {
    case 0x0964:
    case 0x0965:
    case 0x06D4:
    case 0x0589:
    case 0x1362:
    case 0x3002:
    case 0xFF0E:
    case 0xFF61:
      return stop;
    case 0x061F:
    case 0x037E:
    case 0x1367:
    case 0xFF01:
    case 0xFF1F:
    case 0x203C:
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
      return strong;
    case 0x060C:
    case 0x3001:
    case 0xFF0C:
      return comma;
    case 0x061B:
    case 0xFF1A:
    case 0xFF1B:
      return colon;
    default:
      return symbol;
  }
}

CharacterKind named_mark(char32_t value) {
  switch (value) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x00B4:
      return apostrophe;
    case 0x2010:
    case 0x2011:
      return hyphen;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return dash;
    case 0x2026:
      return ellipsis;
    case 0xFE0F:
      return format;
    default:
      return foreign_mark(value);
  }
}

CharacterKind kind_of(char32_t value) {
  if (const CharacterKind mark = named_mark(value); mark != symbol) return mark;
  if (is_space(value)) return space;
  switch (u_charType(static_cast<UChar32>(value))) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_LETTER_NUMBER:
      return letter;
    case U_DECIMAL_DIGIT_NUMBER:
      return digit;
    case U_CONTROL_CHAR:
      return space;
    case U_FORMAT_CHAR:
      return format;
    case U_START_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
      return opener;
    case U_END_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return closer;
    case U_DASH_PUNCTUATION:
      return dash;
    default:
      return symbol;
  }
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return {byte, 1, ascii_kinds[byte]};
  }
  const CodePoint found = decode(text, at);
  if (found.length == 0) return {};
  return {found.value, found.length, kind_of(found.value)};
}

bool extends_symbol(char32_t value) {
  return value == 0x200D || value == 0xFE0F || value == 0x20E3 ||
         (value >= 0x1F3FB && value <= 0x1F3FF) || (value >= 0xE0020 && value <= 0xE007F);
}

void append_form(std::string& form, std::string_view word) {
  const std::size_t begin = form.size();
  for (std::size_t at = 0; at < word.size();) {
    const auto byte = static_cast<unsigned char>(word[at]);
    if (byte < 0x80) {
      const bool upper = byte >= 'A' && byte <= 'Z';
      form.push_back(static_cast<char>(byte == '`' ? '\'' : upper ? byte + 32 : byte));
      ++at;
      continue;
    }
    const Character found = character_at(word, at);
    if (found.value == replacement && found.length == 1)
      form.push_back(word[at]);
    else if (const char twin = ascii_twin(found.value))
      form.push_back(twin);
    else if (found.kind == CharacterKind::ellipsis)
      form.append("...");
    else if (found.kind != CharacterKind::format)
      append(form, static_cast<char32_t>(u_tolower(static_cast<UChar32>(found.value))));
    at += found.length;
  }
  if (std::string_view(form).substr(begin) == "''") form.replace(begin, 2, "\"");
}

}  // namespace sitrep
