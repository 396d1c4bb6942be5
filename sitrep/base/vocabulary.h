#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sitrep {

/// The words of a closed vocabulary, in the order of its enum. Specialised beside each enum that is
/// printed or stored:
///
///     enum class Polarity { positive, negative };
///     template <>
///     inline constexpr auto words_of<Polarity> = vocabulary("positive", "negative");
///
/// The same words stand in JSON, SQL, Python and on the web page.
template <class Enum>
inline constexpr int words_of = 0;

template <class... Words>
constexpr std::array<std::string_view, sizeof...(Words)> vocabulary(Words... words) {
  return {std::string_view(words)...};
}

template <class Enum>
constexpr std::string_view word(Enum value) {
  const auto at = static_cast<std::size_t>(value);
  assert(at < words_of<Enum>.size());
  return words_of<Enum>[at];
}

/// The value that a word stands for; nothing if the vocabulary lacks it. Linear: vocabularies are
/// short.
template <class Enum>
constexpr std::optional<Enum> from_word(std::string_view text) {
  for (std::size_t i = 0; i < words_of<Enum>.size(); ++i)
    if (words_of<Enum>[i] == text) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace sitrep
