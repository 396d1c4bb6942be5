#include "sitrep/markup/classes.h"

#include <algorithm>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t attribute_max = 400;  // bytes that are looked at

bool is_upper_byte(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_byte(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit_byte(char c) { return c >= '0' && c <= '9'; }

bool is_letter_or_digit(char c) { return is_upper_byte(c) || is_lower_byte(c) || is_digit_byte(c); }

// The end of a run that a machine counted out: "c5ad", "8a68a8774602" name nothing. `at` where the
// run that begins there is none.
std::size_t end_of_hash(std::string_view text, std::size_t at) {
  constexpr std::size_t hash_bytes_min = 4;
  std::size_t end = at;
  bool digit = false;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (is_digit_byte(c)) {
      digit = true;
    } else if (!is_lower_byte(c) && !is_upper_byte(c)) {
      break;
    } else if ((c | 0x20) > 'f') {
      return at;
    }
  }
  return digit && end - at >= hash_bytes_min ? end : at;
}

}  // namespace

Result<ClassWords> ClassWords::load(const std::filesystem::path& path) {
  Result<Table> table = Table::read(path, {"role", "word"});
  if (!table) return table.error();
  ClassWords classes;
  for (const Table::Row& row : table->rows()) {
    const auto role = from_word<ClassRole>(table->cell(row, "role"));
    if (!role) {
      classes.problems_.push_back({table->path(), row.line, "no such role"});
      continue;
    }
    for (const std::string_view word : values(table->cell(row, "word"))) {
      ClassRoles& roles = classes.words_[std::string(word)];
      if (roles.has(*role))
        classes.problems_.push_back(
            {table->path(), row.line, "stands twice: " + std::string(word)});
      roles.add(*role);
    }
  }
  return classes;
}

ClassRoles ClassWords::roles(std::string_view attribute) const {
  attribute = attribute.substr(0, attribute_max);
  ClassRoles out;
  std::string pair;       // the word before, a hyphen, this word
  std::size_t begin = 0;  // of this word in `pair`
  const auto look_up = [&](std::string_view key) {
    const auto found = words_.find(key);
    if (found != words_.end()) out.add(found->second);
  };
  const auto end_word = [&] {
    if (pair.size() == begin) return;
    look_up(std::string_view(pair).substr(begin));
    if (begin > 0) look_up(pair);
    pair.erase(0, begin);
    pair += '-';
    begin = pair.size();
  };
  for (std::size_t i = 0; i < attribute.size(); ++i) {
    if (i == 0 || !is_letter_or_digit(attribute[i - 1])) i = end_of_hash(attribute, i);
    if (i == attribute.size()) break;
    const char c = attribute[i];
    if (is_upper_byte(c)) {
      if (i > 0 && is_lower_byte(attribute[i - 1])) end_word();
      pair += static_cast<char>(c + 32);
    } else if (is_lower_byte(c)) {
      pair += c;
    } else {
      end_word();
      if (c == ' ' || c == '\t' || c == '\n') {
        pair.clear();
        begin = 0;
      }
    }
  }
  end_word();
  return out;
}

Result<CommentClasses> CommentClasses::load(const std::filesystem::path& path) {
  Result<Table> table = Table::read(path, {"role", "class"});
  if (!table) return table.error();
  CommentClasses classes;
  std::size_t rank = 0;
  for (const Table::Row& row : table->rows()) {
    const auto part = from_word<CommentPart>(table->cell(row, "role"));
    if (!part) {
      classes.problems_.push_back({table->path(), row.line, "no such role"});
      continue;
    }
    for (const std::string_view name : values(table->cell(row, "class"))) {
      Parts& parts = classes.classes_[lower(name)];
      if (parts.is(*part))
        classes.problems_.push_back(
            {table->path(), row.line, "stands twice: " + std::string(name)});
      parts.bits |= 1u << static_cast<unsigned>(*part);
      if (*part == CommentPart::author) parts.author_rank = rank++;
    }
  }
  return classes;
}

CommentClasses::Parts CommentClasses::parts(std::string_view attribute) const {
  attribute = attribute.substr(0, attribute_max);
  Parts out;
  std::string name;
  for (std::size_t i = 0; i <= attribute.size(); ++i) {
    const char c = i < attribute.size() ? attribute[i] : ' ';
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      name += is_upper_byte(c) ? static_cast<char>(c + 32) : c;
      continue;
    }
    const auto found = name.empty() ? classes_.end() : classes_.find(name);
    name.clear();
    if (found == classes_.end()) continue;
    out.bits |= found->second.bits;
    out.author_rank = std::min(out.author_rank, found->second.author_rank);
  }
  return out;
}

}  // namespace sitrep
