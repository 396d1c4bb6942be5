#pragma once

#include <filesystem>

#include "sitrep/base/result.h"
#include "sitrep/text/segment.h"
#include "sitrep/text/text.h"

namespace sitrep {

/// Mends the trees of "They attacked the post and killed nine people, officials in both countries
/// said." News closes sentences so all the time, the treebanks seldom do, and a parser that hangs
/// the officials on "killed" turns those who tell a deed into those who did it.
class ClosingCues {
 public:
  static Result<ClosingCues> load(const std::filesystem::path& home);

  /// Makes the phrase between the last comma and a closing verb of saying that verb's subject. Only
  /// heads and relations of the sentence change; it stays one tree with one root. Looks at the
  /// last `reach` words.
  void mend(Text& text, const Sentence& sentence) const;

  static constexpr std::uint32_t reach = 24;

 private:
  WordTable<Done> verbs_;
};

}  // namespace sitrep
