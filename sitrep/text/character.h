#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sitrep {

/// What a character does in the spelling of words.
enum class CharacterKind : std::uint8_t {
  letter,      ///< of any script; combining marks and "_" too
  digit,       ///< decimal digits of any script
  space,       ///< white space and control characters
  format,      ///< soft hyphen, joiners, direction marks: no part of what is read
  apostrophe,  ///< ' and its curly and typewriter variants
  quote,       ///< " : may open or close
  hyphen,      ///< - and the hyphens U+2010, U+2011
  dash,        ///< en dash, em dash and longer
  stop,        ///< the full stops of all scripts
  strong,      ///< question and exclamation marks of all scripts
  ellipsis,    ///< U+2026
  comma,
  colon,
  opener,  ///< brackets and quotes that open
  closer,  ///< brackets and quotes that close
  symbol   ///< everything else, bytes that are not UTF-8 too
};

struct Character {
  char32_t value = 0;
  std::uint32_t length = 0;  ///< bytes; 0 at the end of the text
  CharacterKind kind = CharacterKind::space;
};

/// The character that begins at `at`.
Character character_at(std::string_view text, std::size_t at);

/// Emoji modifiers and joiners: they go with the symbol before them.
bool extends_symbol(char32_t value);

/// The key of a word for look-ups, appended to `form`. Exactly, character by character:
///   1. format characters (Unicode Cf, soft hyphen, zero-width space, U+FE0F) are dropped;
///   2. U+2018 U+2019 U+201B U+2032 U+02BC U+00B4 and "`" become "'";
///   3. U+201C U+201D U+201E U+201F U+2033 U+00AB U+00BB become '"';
///   4. U+2010 U+2011 U+2012 U+2013 U+2014 U+2015 U+2212 become "-"; U+2026 becomes "...";
///   5. all others take their simple Unicode lower case; bytes that are not UTF-8 stay;
/// then a form of just "''" is '"' (two typewriter quotes). Accents stay.
void append_form(std::string& form, std::string_view word);

}  // namespace sitrep
