#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/markup/phrases.h"

namespace sitrep {

/// What the class and id attributes of an element say that it is for.
enum class ClassRole {
  body,
  furniture,
  comments,
  caption,
  credit,
  byline,
  date,
  bio,
  kicker,
  title,
  teaser,
  fact,
  quote,
  hidden
};
template <>
inline constexpr auto words_of<ClassRole> = vocabulary("body", "furniture", "comments", "caption",
                                                       "credit", "byline", "date", "bio", "kicker",
                                                       "title", "teaser", "fact", "quote",
                                                       "hidden");

/// A set of roles.
class ClassRoles {
 public:
  bool has(ClassRole role) const { return (bits_ >> static_cast<unsigned>(role) & 1u) != 0; }
  void add(ClassRole role) { bits_ |= 1u << static_cast<unsigned>(role); }
  void add(ClassRoles other) { bits_ |= other.bits_; }
  bool empty() const { return bits_ == 0; }

 private:
  unsigned bits_ = 0;
};

/// The words of lexicon/page/classes.tsv. Immutable.
class ClassWords {
 public:
  static Result<ClassWords> load(const std::filesystem::path& path);

  /// The roles of an attribute's words. Linear in the attribute.
  ClassRoles roles(std::string_view attribute) const;

  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  StringMap<ClassRoles> words_;
  std::vector<LexiconProblem> problems_;
};

/// The parts of a reader's comment.
enum class CommentPart { item, text, author, time, aside, elsewhere };
template <>
inline constexpr auto words_of<CommentPart> = vocabulary("item", "text", "author", "time", "aside",
                                                         "elsewhere");

/// The class names of lexicon/page/thread_classes.tsv. Immutable.
class CommentClasses {
 public:
  /// What a class attribute makes of an element.
  struct Parts {
    unsigned bits = 0;
    std::size_t author_rank = no_author;  ///< the lower, the surer that it holds the name

    bool is(CommentPart part) const { return (bits >> static_cast<unsigned>(part) & 1u) != 0; }
  };
  static constexpr std::size_t no_author = 1000;

  static Result<CommentClasses> load(const std::filesystem::path& path);

  Parts parts(std::string_view attribute) const;

  std::vector<LexiconProblem> problems() const { return problems_; }

 private:
  StringMap<Parts> classes_;
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
