#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/markup/lines.h"
#include "sitrep/page/model.h"

namespace sitrep {

/// What a line of a thread is.
enum class LineRole {
  head,       ///< an author: "3. CS", "Borchert sagt:"
  head_time,  ///< an author and a time: "Amna March 26, 2018 at 1:09 pm Reply"
  time,       ///< a time alone
  reply,      ///< a button
  mark,       ///< "12 comments", "Leave a reply"
  pingback,
  body,
};

/// What one line says about the thread.
struct ThreadLine {
  LineRole role = LineRole::body;
  bool strong = false;      ///< a sign of a thread by itself
  bool weak = false;        ///< a sign below a header: at the margin articles have such lines too
  bool says = false;        ///< "X says:"
  bool short_text = false;  ///< might be a name
  bool closes = false;      ///< carries a reply button
  bool response = false;    ///< the line "In Response" itself
  bool by_from = false;     ///< "by: NAME from: PLACE"
  bool starts = false;      ///< begins a comment though no bullet or number stands before it
  std::size_t depth = 0;
  std::string author, time;
};

/// Tells the role of single lines of a text. Views into it. Linear in the line.
class LineClassifier {
 public:
  /// `retrieved` (ISO 8601, may be empty) resolves "3 days ago".
  LineClassifier(std::string_view text, const std::vector<Line>& lines, const PageModel& model,
                 std::string_view retrieved);

  ThreadLine classify(const Line& line) const;

  /// The name in a head, without the words of a picture and badges.
  std::string author_of(std::string_view words) const;

  std::string_view words_of_line(const Line& line) const {
    return text_.substr(line.text.begin, line.text.size());
  }

 private:
  ThreadLine classify_words(const Line& line) const;
  bool by_from(std::string_view words, ThreadLine& out) const;
  bool says(std::string_view words, ThreadLine& out) const;
  void time_of(std::string_view words, const Line& line, ThreadLine& out) const;

  std::string_view text_;
  const Phrases& phrases_;
  const DateWords& dates_;
  NumericOrder order_;
  Moment now_;
};

}  // namespace sitrep
