#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sitrep {

/// Words of a lexicon table with what is known of each; looked up by view, without a copy.
template <class Value>
class WordTable {
 public:
  /// False where the word stood there before; the first entry stays.
  bool add(std::string_view word, Value value) {
    return values_.emplace(std::string(word), std::move(value)).second;
  }

  /// Null where the word is unknown. The pointer lives as long as the table.
  const Value* find(std::string_view word) const {
    const auto found = values_.find(word);
    return found == values_.end() ? nullptr : &found->second;
  }

  bool has(std::string_view word) const { return find(word) != nullptr; }
  std::size_t size() const { return values_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>{}(word);
    }
  };
  std::unordered_map<std::string, Value, Hash, std::equal_to<>> values_;
};

}  // namespace sitrep
