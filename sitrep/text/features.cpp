#include "sitrep/text/features.h"

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

char shape_class(char32_t value) {
  if (value < 0x80) {
    const char byte = static_cast<char>(value);
    if (byte >= 'a' && byte <= 'z') return 'x';
    if (byte >= 'A' && byte <= 'Z') return 'X';
    return byte >= '0' && byte <= '9' ? 'd' : byte;
  }
  if (value == replacement) return 'o';
  if (is_upper(value)) return 'X';
  if (is_lower(value)) return 'x';
  if (is_digit(value)) return 'd';
  return is_letter(value) ? 'u' : 'o';
}

}  // namespace

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t value = 0xCBF29CE484222325u;
  for (const char byte : bytes) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  return value;
}

void make_key(std::string_view form, std::string& key) {
  key.assign(form);
  for (char& byte : key)
    if (byte >= '0' && byte <= '9') byte = '0';
}

std::string_view affix_of(std::string_view key, Affix affix) {
  if (key.size() <= affix.bytes) return key;
  return affix.at_end ? key.substr(key.size() - affix.bytes) : key.substr(0, affix.bytes);
}

void append_shape(std::string_view text, std::string& shape) {
  const std::size_t begin = shape.size();
  for (std::size_t at = 0; at < text.size() && shape.size() - begin < shape_length_max;) {
    const CodePoint found = decode(text, at);
    at += found.length;
    const char next = shape_class(found.value);
    const std::size_t size = shape.size();
    if (size - begin >= 2 && shape[size - 1] == next && shape[size - 2] == next) continue;
    shape.push_back(next);
  }
}

}  // namespace sitrep
