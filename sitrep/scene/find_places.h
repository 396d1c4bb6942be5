#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sitrep/scene/gazetteer.h"
#include "sitrep/scene/scene.h"

namespace sitrep {

/// How a word beside a name speaks for or against a place: classes of
/// lexicon/scene/place_words.tsv.
enum class PlaceCue {
  function,
  preposition,
  direction,
  title,
  follow,
  follow_not,
  not_after_of,
  province_word,
  stop,
  follow_small,
  speech,
  feature,
  feature_before
};
template <>
inline constexpr auto words_of<PlaceCue> = vocabulary("function", "preposition", "direction",
                                                      "title", "follow", "follow_not",
                                                      "not_after_of", "province_word", "stop",
                                                      "follow_small", "speech", "feature",
                                                      "feature_before");

/// The cues by word. Immutable after load.
class PlaceCues {
 public:
  static Result<PlaceCues> load(const std::filesystem::path& path);
  bool is(std::string_view word, PlaceCue cue) const {
    return (cues(word) >> static_cast<int>(cue) & 1) != 0;
  }
  std::uint32_t cues(std::string_view word) const;
  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> cues_;
  std::vector<LexiconProblem> problems_;
};

/// A name that may be a place.
struct PlaceMention {
  Span span;
  std::uint64_t hash = 0;                  ///< PlaceKey of the name
  std::vector<PlaceCandidate> candidates;  ///< empty where only `feature` tells what it is
  int evidence = 0;                   ///< what the words around say: above 0 for, below 0 against
  bool person = false;                ///< a title or another name stands before it
  bool province = false;              ///< "Kandahar province"
  std::uint32_t holder = 0xFFFFFFFF;  ///< index of the mention that says where: Paris, *Texas*
  std::string feature;                ///< "river" of a name that the gazetteer lacks
  Id<Block> block;
};

/// Names of the page that the gazetteer knows, in order, with what the words around them say.
/// Linear.
std::vector<PlaceMention> find_place_mentions(const Page& page, const Text& text,
                                              const Names& names, const Gazetteer& gazetteer,
                                              const PlaceCues& cues);

}  // namespace sitrep
