#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "sitrep/text/word_table.h"

namespace sitrep {

/// What a list says of the endings of words; of several that fit, the longest is taken. An entry
/// "^word" is the whole word.
template <class Value>
class Endings {
 public:
  struct Match {
    const Value* value = nullptr;  ///< null where no ending fits
    std::size_t size = 0;          ///< bytes of the ending
  };

  bool add(std::string_view ending, Value value) {
    const bool whole = ending.starts_with('^');
    size_max_ = std::max(size_max_, ending.size() - whole);
    return whole ? words_.add(ending.substr(1), std::move(value))
                 : endings_.add(ending, std::move(value));
  }

  Match find(std::string_view word) const {
    if (const Value* value = words_.find(word)) return {value, word.size()};
    for (std::size_t size = std::min(word.size(), size_max_); size > 0; --size)
      if (const Value* value = endings_.find(word.substr(word.size() - size))) return {value, size};
    return {};
  }

 private:
  WordTable<Value> words_, endings_;
  std::size_t size_max_ = 0;
};

}  // namespace sitrep
