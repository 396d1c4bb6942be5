#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/base/vocabulary.h"

namespace sitrep {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// Looked up by a view, without making a string.
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

/// What a line of a page that says nothing else is there for.
enum class PhraseRole {
  furniture,      ///< menus, buttons, widths, labels of images
  says,           ///< between a reader's name and what he wrote: "X says:"
  reply,          ///< the button under a comment
  thread_head,    ///< "12 Comments"
  thread_end,     ///< "Leave a comment"
  moderated,      ///< stands for a comment that was taken away
  byline,         ///< before an author: "By"
  written,        ///< before a date: "Published on"
  changed,        ///< before a date: "Updated"
  caption,        ///< in the words under a photograph: "(R)", "Getty Images"
  picture,        ///< before the maker of a picture: "Photo:"
  supplied,       ///< before who else gave the text: "With files from"
  related,        ///< begins a list of other articles
  avatar,         ///< the words of a reader's picture, before his name
  pingback,       ///< begins an entry of a thread that a machine made
  badge,          ///< behind a reader's name: "Post author"
  fact_title,     ///< heads a box of facts beside the text
  bio,            ///< in the words about an author below the text
  not_an_author,  ///< looks like a name, is none: "Staff", "Admin"
};
template <>
inline constexpr auto words_of<PhraseRole> = vocabulary("furniture", "says", "reply", "thread_head",
                                                        "thread_end", "moderated", "byline",
                                                        "written", "changed", "caption", "picture",
                                                        "supplied", "related", "avatar", "pingback",
                                                        "badge", "fact_title", "bio",
                                                        "not_an_author");

/// The phrases of lexicon/page/phrases.tsv. A phrase is compared without case, marks of
/// punctuation at its ends and diacritics; "#" stands for digits, "*" at the end for anything.
/// Immutable; each question costs one pass over the line and a few hash look-ups.
class Phrases {
 public:
  static Result<Phrases> load(const std::filesystem::path& path);

  /// Is the whole line such a phrase?
  bool is(PhraseRole role, std::string_view line) const;

  /// Bytes of the phrase of that role that begins the line, 0 if none does. Whole words only.
  std::size_t prefix(PhraseRole role, std::string_view line) const;

  /// Where the phrase of that role begins that ends the line ("Borchert sagt:"), npos if none does.
  std::size_t suffix(PhraseRole role, std::string_view line) const;

  /// Does a phrase of that role stand anywhere in the line, as whole words?
  bool contains(PhraseRole role, std::string_view line) const;

  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  bool has(std::string_view key, PhraseRole role, bool open) const;

  struct Entry {
    unsigned whole = 0;  // a bit for each role
    unsigned open = 0;   // of phrases that end in "*"
  };
  StringMap<Entry> entries_;
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
