#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/markup/classes.h"
#include "sitrep/markup/dates.h"
#include "sitrep/markup/phrases.h"
#include "sitrep/page/page.h"

namespace sitrep {

class PageModel {
 public:
  /// Loads what the stage knows from the home folder (lexicon/, model/). Errors name the file and
  /// the reason.
  static Result<PageModel> load(const std::filesystem::path& home);

  /// What `sitrep lexicon check` reports: contradictions and unreachable entries.
  std::vector<LexiconProblem> problems() const;

  const DateWords& dates() const { return dates_; }
  const Phrases& phrases() const { return phrases_; }
  const ClassWords& classes() const { return classes_; }
  const CommentClasses& comment_classes() const { return comment_classes_; }

  /// The outlet that publishes under a host name ("security.blogs.cnn.com" by "cnn.com"), "" if
  /// none is known.
  std::string_view outlet_of(std::string_view host) const;

  /// The outlet that goes by a name in running text, "" if none: an author's box that speaks of
  /// "Voice of America's headquarters".
  std::string_view outlet_named_in(std::string_view text) const;

  /// ISO 639-1 of the language that a text is written in, "" where it has too few words to tell.
  std::string language_of(std::string_view text) const;

 private:
  DateWords dates_;
  Phrases phrases_;
  ClassWords classes_;
  CommentClasses comment_classes_;
  StringMap<std::string> outlets_;  // by domain
  StringMap<std::string> named_;    // by the name in lower case
  std::vector<std::string> languages_;
  StringMap<unsigned> function_words_;  // a bit for each of languages_
  std::vector<LexiconProblem> problems_;
};

}  // namespace sitrep
