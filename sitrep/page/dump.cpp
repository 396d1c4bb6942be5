#include "sitrep/page/dump.h"

#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/facts.h"
#include "sitrep/page/thread_lines.h"

namespace sitrep {
namespace {

constexpr std::size_t title_words_max = 30;
constexpr std::size_t title_bytes_max = 400;
constexpr std::size_t title_lines_max = 40;  // above the text
constexpr std::size_t heading_words_max = 12;
constexpr std::size_t prose_words_min = 18;  // of a line that does not end as a sentence does
constexpr std::size_t prose_words_max = 60;  // of a line that count for the article
constexpr std::size_t menu_lines_min = 12;   // of a dump of a whole page
constexpr long menu_line_cost = 12;          // words that a line in between costs
constexpr std::size_t wrap_columns_max = 100;
constexpr std::size_t caption_words_max = 40;  // of a caption that is told by its words alone
constexpr std::size_t bio_bytes_max = 1200;

// Lines of agency copy break at a column: join those that go on.
void unwrap(std::string_view text, std::vector<Line>& lines) {
  std::size_t widest = 0, pairs = 0, full = 0, broken = 0;
  for (const Line& line : lines) widest = std::max<std::size_t>(widest, line.whole.size());
  if (lines.empty() || widest > wrap_columns_max || widest < 50) return;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].blank_before || lines[i].marker != Marker::none) continue;
    ++pairs;
    full += lines[i - 1].whole.size() * 4 >= widest * 3 ? 1 : 0;
    // A line that begins with a small letter goes on with the sentence of the line before.
    broken += is_lower(decode(text, lines[i].text.begin).value) ? 1 : 0;
  }
  if (pairs < 2 || full * 3 < pairs * 2 || broken * 5 < pairs * 2) return;
  std::vector<Line> joined;
  for (const Line& line : lines) {
    const bool goes_on = !joined.empty() && !line.blank_before && line.marker == Marker::none &&
                         line.whole.begin - joined.back().whole.end <= 8 &&
                         joined.back().whole.size() * 2 >= widest;
    if (goes_on) {
      joined.back().whole.end = line.whole.end;
      joined.back().text.end = line.text.end;
    } else {
      joined.push_back(line);
    }
  }
  lines = std::move(joined);
}

/// Gives each line outside the thread its kind.
class Article {
 public:
  Article(Page& page, const std::vector<Line>& lines, const LineThread& thread,
          const Stated& stated, const PageModel& model)
      : page_(page), lines_(lines), thread_(thread), stated_(stated), model_(model) {
    kinds_.assign(lines.size(), BlockKind::paragraph);
    known_.assign(lines.size(), false);
  }

  void read() {
    find_prose();
    mark_thread();
    mark_captions();
    mark_furniture();
    mark_dates();
    mark_title();
    mark_bylines();
    mark_bio();
    mark_lists();
    mark_rest();
    write();
  }

 private:
  std::string_view words(std::size_t i) const {
    return std::string_view(page_.text).substr(lines_[i].text.begin, lines_[i].text.size());
  }

  bool in_thread(std::size_t i) const { return i >= thread_.begin && i < thread_.end; }

  void set(std::size_t i, BlockKind kind) {
    kinds_[i] = kind;
    known_[i] = true;
  }

  bool is_prose(std::size_t i) const {
    const std::size_t count = count_words(words(i));
    return (ends_sentence(words(i)) && count >= 3) || count >= prose_words_min;
  }

  // First and last line of running text; web_ tells a page from bare prose.
  void find_prose() {
    const Phrases& phrases = model_.phrases();
    first_prose_ = lines_.size();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (in_thread(i)) continue;
      web_ = web_ || phrases.is(PhraseRole::furniture, words(i));
      if (lines_[i].marker != Marker::none || !is_prose(i)) continue;
      if (phrases.is(PhraseRole::furniture, words(i))) continue;
      if (first_prose_ == lines_.size()) first_prose_ = i;
      last_prose_ = i;
    }
    web_ = web_ || thread_.end > thread_.begin;
    if (web_) narrow();
  }

  // A dump of a whole page has sentences in its menus and teasers too. The article is the run of
  // lines with most words of prose, each line between that is none counted against it (Kadane).
  void narrow() {
    std::size_t menu = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      // Indents and bullets are of a tool that has already cut the page down to its main part.
      if (lines_[i].indent >= 2 || lines_[i].marker == Marker::bullet) return;
      menu += !in_thread(i) && !is_prose(i);
    }
    if (menu < menu_lines_min) return;
    long sum = 0, best = 0;
    std::size_t begin = 0, best_begin = 0, best_end = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (in_thread(i)) continue;
      const long count = static_cast<long>(std::min(count_words(words(i)), prose_words_max));
      sum += is_prose(i) ? count : -menu_line_cost;
      if (sum <= 0) {
        sum = 0;
        begin = i + 1;
      } else if (sum > best) {
        best = sum;
        best_begin = begin;
        best_end = i;
      }
    }
    if (best == 0) return;
    first_prose_ = best_begin;
    last_prose_ = best_end;
    narrowed_ = true;
  }

  void mark_thread() {
    for (std::size_t i = thread_.begin; i < thread_.end; ++i)
      set(i, thread_.comment_of[i - thread_.begin] ? BlockKind::comment : BlockKind::furniture);
  }

  // Pages that print the words of a picture and its caption give the same line twice.
  void mark_captions() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (known_[i] || lines_[i].marker != Marker::none) continue;
      const std::size_t count = count_words(words(i));
      if (i + 1 < lines_.size() && words(i) == words(i + 1) && count >= 6 &&
          ends_sentence(words(i))) {
        set(i, BlockKind::caption);
        set(i + 1, BlockKind::caption);
      } else if (count <= caption_words_max && i != first_prose_ &&
                 model_.phrases().contains(PhraseRole::caption, words(i))) {
        set(i, BlockKind::caption);
      }
    }
    while (first_prose_ < lines_.size() &&
           (kinds_[first_prose_] == BlockKind::caption ||
            lines_[first_prose_].marker != Marker::none || !is_prose(first_prose_)))
      ++first_prose_;
  }

  void mark_furniture() {
    if (lines_.size() == 1) return;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (known_[i]) continue;
      const Phrases& phrases = model_.phrases();
      if (phrases.is(PhraseRole::furniture, words(i)) ||
          phrases.is(PhraseRole::thread_end, words(i)) ||
          (i > first_prose_ && phrases.is(PhraseRole::thread_head, words(i))))
        set(i, BlockKind::furniture);
    }
  }

  // A line that is a date or a time and nothing else, above the text or just below the title.
  void mark_dates() {
    Moment moment;
    for (std::size_t i = 0; i < lines_.size() && i <= first_prose_; ++i) {
      if (known_[i] || words(i).size() > 100) continue;
      const auto date = model_.dates().find(words(i), NumericOrder::month_first);
      const auto time = date ? std::nullopt : model_.dates().find_time(words(i));
      if (!date && !time) continue;
      const std::size_t begin = date ? date->begin : time->begin;
      const std::size_t end = date ? date->end : time->end;
      if (!bare(words(i).substr(end))) continue;
      const std::string_view before = words(i).substr(0, begin);
      const bool changed = model_.phrases().is(PhraseRole::changed, before);
      if (!changed && !bare(before) && !model_.phrases().is(PhraseRole::written, before)) continue;
      set(i, BlockKind::published);
      if (date) {
        Dated& target = changed ? page_.updated : page_.published;
        if (target.value.empty()) {
          moment = date->moment;
          target = {moment.edtf(), "page header"};
        }
      } else if (moment.day > 0 && moment.hour < 0) {
        moment.hour = time->hour % 24;
        moment.minute = time->minute;
        moment.zone = model_.dates().zone_offset(time->zone, moment);
        page_.published.value = moment.edtf();
      }
    }
  }

  static bool bare(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = decode(text, at);
      if (is_letter(point.value) || is_digit(point.value)) return false;
      at += point.length;
    }
    return true;
  }

  bool may_be_title(std::size_t i) const {
    if (known_[i] || lines_[i].marker != Marker::none) return false;
    const std::size_t count = count_words(words(i));
    if (count < 2 || count > title_words_max) return false;
    const char last = words(i).back();
    return last != '.' && last != ',' && last != ';' && last != ':' && byline_size(words(i)) == 0;
  }

  // The stated title; else the line above the text that reads like a headline: a repeated one
  // before others, a long one before a short one, a near one before a far one.
  void mark_title() {
    std::size_t best = lines_.size();
    std::string wanted = fold(stated_.title);
    if (wanted.empty()) {
      StringMap<int> times;
      const std::size_t from = first_prose_ - std::min(first_prose_, title_lines_max);
      for (std::size_t i = 0; i <= first_prose_ && i < lines_.size(); ++i)
        if (words(i).size() <= title_bytes_max) ++times[std::string(words(i))];
      int best_score = -1;
      for (std::size_t i = from; i < first_prose_ && first_prose_ < lines_.size(); ++i) {
        if (!may_be_title(i)) continue;
        const auto found = times.find(words(i));
        const std::size_t count = count_words(words(i));
        int score = count >= 6 ? 6 : count >= 4 ? 4 : 0;
        // Whole pages begin with the title of their head: "Headline | Site".
        if (i > 0 && count >= 3 && words(0).substr(0, words(i).size()) == words(i)) score += 16;
        if (model_.dates().find(words(i), NumericOrder::month_first)) score -= 5;
        score += 2 * words_in_address(words(i));
        if (found != times.end()) score += 8 * (found->second - 1);
        if (lines_[i].blank_before) ++score;
        if (score >= best_score) {
          best_score = score;
          best = i;
        }
      }
      if (best == lines_.size()) return;
      const std::string_view chosen = words(best);
      for (std::size_t i = best; i > from; --i)
        if (words(i - 1) == chosen) best = i - 1;
      page_.title = words(best);
      wanted = fold(page_.title);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (!known_[i] && words(i).size() <= wanted.size() * 2 && fold(words(i)) == wanted)
        set(i, BlockKind::title);
  }

  // Addresses of articles carry the words of their headlines.
  int words_in_address(std::string_view line) const {
    if (stated_.url.empty() || line.size() > title_bytes_max) return 0;
    const std::string address = "-" + lower(stated_.url) + "-";
    const std::string low = lower(line);
    int found = 0;
    std::string word;
    for (const char c : low + " ") {
      if (c >= 'a' && c <= 'z') {
        word += c;
        continue;
      }
      if (word.size() >= 4 && address.find(word) != std::string::npos) ++found;
      word.clear();
    }
    return found >= 3 ? found : 0;
  }

  // Bytes of "By " before a name.
  std::size_t byline_size(std::string_view line) const {
    if (count_words(line) > heading_words_max) return 0;
    const std::size_t size = model_.phrases().prefix(PhraseRole::byline, line);
    if (size == 0 || size >= line.size()) return 0;
    const std::string_view rest = trim(line.substr(size));
    return !rest.empty() && is_upper(decode(rest, 0).value) && !ends_sentence(line) ? size : 0;
  }

  void mark_bylines() {
    for (std::size_t i = 0; i < lines_.size() && i <= first_prose_ + 2; ++i) {
      if (known_[i]) continue;
      const std::size_t size = byline_size(words(i));
      if (size == 0) continue;
      std::string_view rest = trim(words(i).substr(size));
      if (const auto date = model_.dates().find(rest, NumericOrder::month_first)) {
        if (page_.published.value.empty()) page_.published = {date->moment.edtf(), "page header"};
        rest = trim(rest.substr(0, date->begin));
      }
      const std::vector<std::string> found = authors_of(rest, model_);
      if (found.empty()) continue;
      set(i, BlockKind::byline);
      if (page_.authors.empty()) page_.authors = found;
    }
  }

  // "Sharon Behn" above "Sharon Behn is a foreign correspondent ...", below the text.
  void mark_bio() {
    for (std::size_t i = 1; i + 1 < lines_.size(); ++i) {
      const std::string_view name = words(i), bio = words(i + 1);
      if (known_[i] || known_[i + 1] || i < first_prose_ || bio.size() > bio_bytes_max) continue;
      if (!looks_like_name(name) || count_words(name) < 2) continue;
      if (bio.substr(0, name.size()) != name || bio.size() < name.size() + 4 ||
          bio[name.size()] != ' ')
        continue;
      bool later = false;
      for (std::size_t j = i + 2; j <= last_prose_ && j < lines_.size(); ++j)
        later = later || (is_prose(j) && !known_[j]);
      if (later) continue;
      set(i, BlockKind::byline);
      set(i + 1, BlockKind::author_bio);
      if (page_.authors.empty()) page_.authors.emplace_back(name);
      last_prose_ = i - 1;
    }
  }

  bool is_heading(std::size_t i) const {
    return !known_[i] && lines_[i].marker == Marker::none && !ends_sentence(words(i)) &&
           count_words(words(i)) <= heading_words_max;
  }

  // A run of list items is a list, or a menu where it stands outside the text and its words are
  // few. Under a heading that is printed twice (once by the box, once by its label) or that names a
  // box it is a fact box.
  void mark_lists() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (known_[i] || lines_[i].marker == Marker::none) continue;
      std::size_t end = i, total = 0, sentences = 0;
      while (end < lines_.size() && !known_[end] && lines_[end].marker != Marker::none) {
        sentences += ends_sentence(words(end));
        total += count_words(words(end++));
      }
      const bool outside = i < first_prose_ || i > last_prose_;
      const bool short_items = total < (end - i) * 5;
      BlockKind kind = BlockKind::list_item;
      if (outside && (short_items || web_) && sentences * 2 < end - i) kind = BlockKind::furniture;
      if (!outside && i > 0 && is_heading(i - 1) && mark_fact_titles(i - 1))
        kind = BlockKind::fact_item;
      for (std::size_t j = i; j < end; ++j) set(j, kind);
      i = end - 1;
    }
  }

  bool mark_fact_titles(std::size_t last) {
    const auto bare_title = [&](std::size_t i) {
      std::string_view title = words(i);
      while (!title.empty() && (title.back() == ':' || title.back() == ' ')) title.remove_suffix(1);
      return title;
    };
    const bool twice = last > 0 && is_heading(last - 1) && bare_title(last - 1) == bare_title(last);
    if (!twice && !model_.phrases().is(PhraseRole::fact_title, words(last))) return false;
    set(last, BlockKind::fact_title);
    if (twice) set(last - 1, BlockKind::fact_title);
    return true;
  }

  void mark_rest() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool outside = narrowed_ && (i < first_prose_ || i > last_prose_);
      if (!known_[i] && outside) set(i, BlockKind::furniture);
      if (known_[i] || is_prose(i)) continue;
      const std::size_t count = count_words(words(i));
      const bool inside = i > first_prose_ && i < last_prose_;
      const bool prose_exists = first_prose_ < lines_.size();
      if (!prose_exists) {
        continue;
      } else if (inside) {
        if (is_heading(i)) set(i, BlockKind::subheading);
      } else if (i < first_prose_) {
        if (web_) set(i, count >= 6 ? BlockKind::subheading : BlockKind::furniture);
      } else if (web_ && (count <= 4 || i > last_prose_ + 1)) {
        set(i, BlockKind::furniture);
      }
    }
  }

  void write() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Block block;
      block.kind = kinds_[i];
      block.span = lines_[i].text;
      if (in_thread(i)) block.comment = thread_.comment_of[i - thread_.begin];
      if (block.comment) {
        block.span = lines_[i].whole;
        const bool goes_on = !page_.blocks.empty() && page_.blocks.back().comment == block.comment;
        if (goes_on) {
          page_.blocks.back().span.end = block.span.end;
          continue;
        }
      }
      page_.blocks.push_back(block);
    }
  }

  Page& page_;
  const std::vector<Line>& lines_;
  const LineThread& thread_;
  const Stated& stated_;
  const PageModel& model_;
  std::vector<BlockKind> kinds_;
  std::vector<bool> known_;
  std::size_t first_prose_ = 0, last_prose_ = 0;
  bool web_ = false;       // something on the page is no prose
  bool narrowed_ = false;  // what stands outside first and last line of prose is no article
};

void note_losses(Page& page) {
  std::size_t no_author = 0, no_text = 0;
  for (const Comment& comment : page.comments) {
    no_author += comment.author.empty();
    no_text += comment.body.empty();
  }
  const auto note = [&](std::size_t count, std::string_view what) {
    if (count > 0)
      page.notes.push_back({Stage::page,
                            NoteLevel::info,
                            std::to_string(count) + " of " + std::to_string(page.comments.size()) +
                                " comments " + std::string(what),
                            {}});
  };
  note(no_author, "have lost their author");
  note(no_text, "have lost their text");
}

}  // namespace

void read_dump(Page& page, const Stated& stated, const PageModel& model) {
  std::vector<Line> lines = split_lines(page.text, model.dates());
  unwrap(page.text, lines);
  LineThread thread = find_thread(page.text, lines, model, stated.retrieved);
  page.comments = std::move(thread.comments);
  Article(page, lines, thread, stated, model).read();
  split_dateline(page);
  mark_copies(page);
  note_losses(page);
  if (thread.flat && page.comments.size() > 1)
    page.notes.push_back({Stage::page,
                          NoteLevel::warning,
                          "the dump keeps no indents: who answers whom is not known",
                          {}});
  complete(page, stated, model);
}

}  // namespace sitrep
