#include "sitrep/markup/phrases.h"

#include <algorithm>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t words_max = 12;  // of a phrase

struct LineWord {
  std::size_t begin = 0, end = 0;  // without punctuation at the ends
  std::string key;
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool is_edge(char32_t value) {
  if (value == '#') return false;
  return is_punctuation(value) || value == '|' || value == '+' || value == '<' || value == '>' ||
         value == '=' || value == 0xB7 || (value >= 0x2190 && value <= 0x21FF) ||
         (value >= 0x25A0 && value <= 0x27BF) || value == 0xAB || value == 0xBB || value == '~';
}

std::string key_of(std::string_view word) {
  std::string folded = is_ascii(word) ? lower(word) : fold(word);
  std::string key;
  for (const char c : folded) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !key.empty() && key.back() == '#') continue;
    key += digit ? '#' : c;
  }
  return key;
}

/// The words of a line one by one, each with its key; marks alone are passed over.
class Words {
 public:
  explicit Words(std::string_view line) : line_(line) {}

  bool next(LineWord& word) {
    while (at_ < line_.size()) {
      const CodePoint first = decode(line_, at_);
      if (is_space(first.value)) {
        at_ += first.length;
        continue;
      }
      std::size_t end = at_;
      while (end < line_.size()) {
        const CodePoint point = decode(line_, end);
        if (is_space(point.value)) break;
        end += point.length;
      }
      const std::size_t begin = at_;
      at_ = end;
      if (strip(begin, end, word)) return true;
    }
    return false;
  }

 private:
  // "(R)" keeps its brackets: they are what makes it a mark of a picture.
  bool strip(std::size_t begin, std::size_t end, LineWord& word) const {
    const bool bracketed =
        end - begin >= 3 && end - begin <= 8 && line_[begin] == '(' && line_[end - 1] == ')';
    while (!bracketed && begin < end) {
      const CodePoint point = decode(line_, begin);
      if (!is_edge(point.value)) break;
      begin += point.length;
    }
    while (!bracketed && begin < end) {
      const CodePoint point = decode_before(line_.substr(0, end), end);
      if (!is_edge(point.value)) break;
      end -= point.length;
    }
    if (begin == end) return false;
    word.begin = begin;
    word.end = end;
    word.key = key_of(line_.substr(begin, end - begin));
    return true;
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

unsigned bit(PhraseRole role) { return 1u << static_cast<unsigned>(role); }

}  // namespace

Result<Phrases> Phrases::load(const std::filesystem::path& path) {
  Result<Table> table = Table::read(path, {"role", "phrase"});
  if (!table) return table.error();
  Phrases phrases;
  for (const Table::Row& row : table->rows()) {
    const std::optional<PhraseRole> role = from_word<PhraseRole>(table->cell(row, "role"));
    if (!role) {
      phrases.problems_.push_back({table->path(), row.line, "no such role"});
      continue;
    }
    for (std::string_view phrase : values(table->cell(row, "phrase"))) {
      const bool open = phrase.back() == '*';
      if (open) phrase.remove_suffix(1);
      std::string key;
      std::size_t count = 0;
      Words words(phrase);
      for (LineWord word; words.next(word); ++count) key += (key.empty() ? "" : " ") + word.key;
      if (key.empty() || count > words_max) {
        phrases.problems_.push_back({table->path(), row.line, "a phrase of no or too many words"});
        continue;
      }
      Entry& entry = phrases.entries_[key];
      unsigned& bits = open ? entry.open : entry.whole;
      if (bits & bit(*role))
        phrases.problems_.push_back({table->path(), row.line, "stands twice: " + key});
      bits |= bit(*role);
    }
  }
  return phrases;
}

bool Phrases::has(std::string_view key, PhraseRole role, bool open) const {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return false;
  return ((open ? found->second.open : found->second.whole) & bit(role)) != 0;
}

bool Phrases::is(PhraseRole role, std::string_view line) const {
  std::string key;
  std::size_t count = 0;
  Words words(line);
  for (LineWord word; words.next(word);) {
    if (++count > words_max) return false;
    key += (key.empty() ? "" : " ") + word.key;
    if (has(key, role, true)) return true;
  }
  return !key.empty() && has(key, role, false);
}

std::size_t Phrases::prefix(PhraseRole role, std::string_view line) const {
  std::string key;
  std::size_t count = 0, found = 0;
  Words words(line);
  for (LineWord word; count < words_max && words.next(word); ++count) {
    key += (key.empty() ? "" : " ") + word.key;
    if (has(key, role, false) || has(key, role, true)) found = word.end;
  }
  return found;
}

std::size_t Phrases::suffix(PhraseRole role, std::string_view line) const {
  std::vector<LineWord> all;
  Words words(line);
  for (LineWord word; words.next(word);) all.push_back(word);
  std::string key;
  std::size_t found = std::string_view::npos;
  for (std::size_t i = all.size(); i > 0 && all.size() - i < words_max; --i) {
    if (!key.empty()) key.insert(0, " ");
    key.insert(0, all[i - 1].key);
    if (has(key, role, false)) found = all[i - 1].begin;
  }
  return found;
}

bool Phrases::contains(PhraseRole role, std::string_view line) const {
  std::vector<LineWord> all;
  Words words(line);
  for (LineWord word; words.next(word);) all.push_back(word);
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string key;
    for (std::size_t j = i; j < all.size() && j < i + 4; ++j) {
      key += (key.empty() ? "" : " ") + all[j].key;
      if (has(key, role, false)) return true;
    }
  }
  return false;
}

}  // namespace sitrep
