#include "sitrep/page/thread_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "sitrep/page/thread_roles.h"

namespace sitrep {
namespace {

constexpr std::size_t last_lines_max = 4;    // of a comment that nothing closes
constexpr std::size_t head_bytes_max = 120;  // of a line between a thread and its header
constexpr std::size_t running_lines_max = 3;
constexpr std::size_t gap_lines_max = 80;  // between two signs of the same thread

enum class Order { author_time_body, author_body_time, inline_head, time_author_body, body_tail };

/// Where the thread stands.
struct Zone {
  std::size_t begin = 0, end = 0;
  bool indented = true;  // no sign of the thread stands at the margin
};

/// Finds the run of lines with most signs of a thread. A header ("12 comments") begins a new run.
class ZoneFinder {
 public:
  ZoneFinder(const std::vector<Line>& lines, const std::vector<ThreadLine>& roles)
      : lines_(lines), roles_(roles) {}

  Zone find() {
    Run run;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const ThreadLine& role = roles_[i];
      const bool header = role.role == LineRole::mark && lines_[i].indent < 4 && !role.response;
      if (header || (run.signs + run.strong > 0 && i - run.last > gap_lines_max)) {
        keep(run);
        run = {};
      }
      if (header) run.header = i + 1;
      if (!role.strong && !role.weak && !head_of_time(i)) continue;
      if (role.strong || head_of_time(i)) {
        if (run.strong++ == 0) run.first_strong = i;
        run.last_strong = i;
      }
      run.told = run.told || role.role != LineRole::reply;
      if (run.signs++ == 0) run.first = i;
      run.last = i;
    }
    keep(run);
    return zone_of(best_);
  }

 private:
  struct Run {
    std::size_t header = 0;  // line + 1, 0 for none
    std::size_t signs = 0, first = 0, last = 0;
    std::size_t strong = 0, first_strong = 0, last_strong = 0;
    std::size_t score = 0;
    bool told = false;  // an author or a time among the signs: buttons alone make no thread
  };

  // "Graugans says:" at the margin, and a time below it.
  bool head_of_time(std::size_t i) const {
    return roles_[i].says && i + 1 < lines_.size() && roles_[i + 1].role == LineRole::time;
  }

  // Without a header near it a run has nothing but its strong signs to go by.
  void keep(Run run) {
    if (run.header > 0 && run.signs > 0 && !belongs(run)) run.header = 0;
    if (run.header == 0) {
      run.signs = run.strong;
      run.first = run.first_strong;
      run.last = run.last_strong;
    }
    run.score = run.signs + (run.header > 0 && run.signs > 0 ? 1 : 0);
    if (run.told && run.score >= 2 && run.score > best_.score) best_ = run;
  }

  // Much running text between a header and the first sign: the header was a link to the thread.
  bool belongs(const Run& run) const {
    std::size_t running = 0;
    for (std::size_t i = run.header; i < run.first; ++i)
      running += lines_[i].indent < 2 && lines_[i].text.size() > head_bytes_max;
    return running <= (is_indented(run) ? 0 : running_lines_max) &&
           run.first - run.header <= gap_lines_max;
  }

  bool is_indented(const Run& run) const {
    for (std::size_t i = run.first; i <= run.last; ++i)
      if ((roles_[i].strong || roles_[i].weak) && lines_[i].indent < 2) return false;
    return true;
  }

  Zone zone_of(const Run& run) const {
    Zone zone;
    if (run.score == 0) return zone;
    zone.indented = is_indented(run);
    zone.begin = run.header > 0 ? run.header - 1 : run.first;
    while (run.header == 0 && zone.indented && zone.begin > 0 && lines_[zone.begin - 1].indent >= 2)
      --zone.begin;
    zone.end = run.last + 1;
    while (zone.end < lines_.size() && lines_[zone.end].indent >= 4 &&
           roles_[zone.end].role != LineRole::mark)
      ++zone.end;
    // At the margin a last comment's text follows its time without a sign of its end.
    const ThreadLine& last = roles_[run.last];
    if (!zone.indented && last.role != LineRole::reply && !last.closes)
      while (zone.end < lines_.size() && zone.end - run.last <= last_lines_max &&
             roles_[zone.end].role == LineRole::body)
        ++zone.end;
    return zone;
  }

  const std::vector<Line>& lines_;
  const std::vector<ThreadLine>& roles_;
  Run best_;
};

bool is_marked(const Line& line, const ThreadLine& role) {
  return line.marker == Marker::bullet || line.marker == Marker::number || role.starts;
}

// Dumps that keep no indents and no list numbers (WET) show a head by its place alone: the short
// line before each time, the short line after it, or a name and a time together.
void promote_heads(const std::vector<Line>& lines, std::vector<ThreadLine>& roles, const Zone& zone,
                   const LineClassifier& classifier) {
  std::size_t says = 0, times = 0, before = 0, after = 0, together = 0;
  const auto is_short = [&](std::size_t i) {
    return i >= zone.begin && i < zone.end && roles[i].role == LineRole::body &&
           roles[i].short_text;
  };
  std::size_t first = zone.end;
  for (std::size_t i = zone.begin; i < zone.end; ++i) {
    says += roles[i].says;
    together += roles[i].role == LineRole::head_time;
    if (roles[i].role == LineRole::head_time && first == zone.end) first = i;
    if (roles[i].role != LineRole::time) continue;
    ++times;
    before += i > 0 && is_short(i - 1);
    after += is_short(i + 1);
  }
  if (zone.indented || says >= 2) return;
  const bool heads_together =
      together > times && first > zone.begin && roles[first - 1].role == LineRole::mark;
  for (std::size_t i = zone.begin; i < zone.end; ++i) {
    ThreadLine& role = roles[i];
    if (role.role == LineRole::head_time) role.starts = heads_together;
    if (role.role != LineRole::time || times < 2) continue;
    if (before * 3 >= times * 2 && i > 0 && is_short(i - 1)) {
      roles[i - 1].role = LineRole::head;
      roles[i - 1].author = classifier.author_of(classifier.words_of_line(lines[i - 1]));
      roles[i - 1].starts = true;
    } else if (before * 3 < times * 2 && after * 3 >= times * 2) {
      role.starts = true;
    }
  }
}

Order learn_order(const std::vector<Line>& lines, const std::vector<ThreadLine>& roles,
                  const Zone& zone) {
  int markers = 0, says = 0, inline_heads = 0, times = 0, tails = 0, early = 0, late = 0;
  for (std::size_t i = zone.begin; i < zone.end; ++i) {
    const bool marked = is_marked(lines[i], roles[i]);
    const ThreadLine& line = roles[i];
    if (line.role == LineRole::pingback || line.role == LineRole::mark) continue;
    markers += marked;
    says += line.says;
    inline_heads += marked && line.role == LineRole::head_time;
    times += marked && line.role == LineRole::time;
    tails += !marked && line.role == LineRole::head_time;
    if (line.role != LineRole::time || i == zone.begin) continue;
    const ThreadLine& before = roles[i - 1];
    const bool head_before =
        before.role == LineRole::head ||
        (before.role == LineRole::body && before.short_text && lines[i - 1].marker != Marker::none);
    if (head_before) {
      ++early;
    } else if (before.role == LineRole::body) {
      ++late;
    }
  }
  if (inline_heads * 2 >= std::max(markers, 1)) return Order::inline_head;
  if (says == 0 && tails >= 2 && tails * 3 >= markers) return Order::body_tail;
  if (says == 0 && times * 2 >= std::max(markers, 1)) return Order::time_author_body;
  return late > early ? Order::author_body_time : Order::author_time_body;
}

/// Puts the lines of a zone together.
class Builder {
 public:
  Builder(const std::vector<Line>& lines, const std::vector<ThreadLine>& roles, const Zone& zone,
          const LineClassifier& classifier)
      : lines_(lines), roles_(roles), zone_(zone), classifier_(classifier) {
    order_ = learn_order(lines, roles, zone);
    for (std::size_t i = zone.begin; i < zone.end; ++i) {
      says_ += roles[i].says;
      numbered_ = numbered_ || lines[i].marker == Marker::number;
    }
    thread_.begin = zone.begin;
    thread_.end = zone.end;
    thread_.flat = !zone.indented && std::all_of(lines.begin(), lines.end(), [](const Line& line) {
      return line.indent < 2 && line.marker == Marker::none;
    });
    thread_.comment_of.resize(zone.end - zone.begin);
  }

  LineThread build() {
    for (line_ = zone_.begin; line_ < zone_.end; ++line_) {
      const Line& line = lines_[line_];
      if (zone_.indented && line.indent < 2) continue;
      ThreadLine role = roles_[line_];
      // Nothing but "In Response" tells that these lines are of a reply.
      if (answers_ && role.role != LineRole::head) ++role.depth;
      add(line, role);
    }
    tell_problems();
    return std::move(thread_);
  }

 private:
  struct Open {
    std::size_t comment = 0;
    bool used = false, closed = false, timed = false, has_body = false, named = false;
    std::uint32_t list_indent = 0;  // of a list item inside the body, 0 outside one
  };

  void add(const Line& line, const ThreadLine& role) {
    const bool marked = is_marked(line, role);
    switch (role.role) {
      case LineRole::mark:
        return;
      case LineRole::pingback:
        if (line.marker == Marker::number && role.depth < numbers_.size())
          numbers_[role.depth] = line.number;
        close_from(role.depth);
        return;
      case LineRole::reply:
        if (Open* open = open_at(role.depth); open && !open->closed) {
          open->closed = true;
          own(open->comment);
        }
        return;
      case LineRole::head:
        begin_named(line, role);
        return;
      case LineRole::head_time:
        head_time(line, role, marked);
        return;
      case LineRole::time:
        time(line, role, marked);
        return;
      case LineRole::body:
        body(line, role, marked);
        return;
    }
  }

  void begin_named(const Line& line, const ThreadLine& role) {
    answers_ = line_ > zone_.begin && roles_[line_ - 1].response;
    Open& open = begin(role.depth + (answers_ ? 1 : 0), line);
    open.named = true;
    comment(open).author = role.author;
  }

  void head_time(const Line& line, const ThreadLine& role, bool marked) {
    if (order_ == Order::body_tail && !marked) {
      Open* open = open_at(role.depth);
      if (!open || open->closed || open->timed) open = &begin(role.depth, line);
      comment(*open).author = role.author;
      comment(*open).time = role.time;
      open->named = open->timed = open->closed = true;
      own(open->comment);
      return;
    }
    if (!marked && !role.says) {
      body(line, role, marked);
      return;
    }
    Open& open = begin(role.depth, line);
    open.named = open.timed = true;
    comment(open).author = role.author;
    comment(open).time = role.time;
  }

  void time(const Line& line, const ThreadLine& role, bool marked) {
    if (marked && order_ == Order::time_author_body) {
      Open& open = begin(role.depth, line);
      comment(open).time = role.time;
      open.timed = true;
      return;
    }
    // A bullet before a time inside a comment is one of its own lines.
    const std::size_t depth = marked && role.depth > 0 ? role.depth - 1 : role.depth;
    Open* open = open_at(depth);
    const bool late = order_ == Order::author_body_time;
    const bool fits = open && !open->closed && !open->timed && (late || !open->has_body);
    if (!fits) open = &begin(depth, line);
    comment(*open).time = role.time;
    open->timed = true;
    open->closed = late;
    own(open->comment);
  }

  void body(const Line& line, const ThreadLine& role, bool marked) {
    if (marked && starts_comment(role)) {
      Open& open = begin(role.depth, line);
      if (order_ == Order::body_tail) {
        add_body(open, line);
      } else {
        comment(open).author = classifier_.author_of(classifier_.words_of_line(line));
        open.named = true;
      }
      return;
    }
    // A list inside a comment: its items stand where replies would.
    if (marked || line.marker == Marker::dash) {
      if (Open* around = deepest(marked && role.depth > 0 ? role.depth - 1 : role.depth)) {
        around->list_indent = line.indent;
        add_body(*around, line);
        return;
      }
    }
    Open* open = open_at(role.depth);
    if (!open && role.depth > 0) {
      Open* around = deepest(role.depth - 1);
      if (around && around->list_indent > 0 && line.indent > around->list_indent) open = around;
    }
    if (order_ == Order::time_author_body && role.short_text && (!open || open->closed)) {
      open = &begin(role.depth, line);
    } else if (!open || open->closed) {
      open = &begin(role.depth, line);
      add_body(*open, line);
      return;
    }
    if (order_ == Order::time_author_body && !open->named && !open->has_body && role.short_text) {
      comment(*open).author = classifier_.author_of(classifier_.words_of_line(line));
      open->named = true;
      own(open->comment);
      return;
    }
    add_body(*open, line);
  }

  // Does a marked line without "says" or a time begin a comment?
  bool starts_comment(const ThreadLine& role) const {
    switch (order_) {
      case Order::body_tail:
        return true;
      case Order::inline_head:
      case Order::time_author_body:
        return false;
      case Order::author_time_body:
      case Order::author_body_time:
        return says_ < 2 && role.short_text;
    }
    return false;
  }

  Open& begin(std::size_t depth, const Line& line) {
    if (open_.size() <= depth) open_.resize(depth + 1);
    if (numbers_.size() <= depth) numbers_.resize(depth + 1);
    close_from(depth + 1);
    Comment made;
    made.span = line.whole;
    std::size_t parent = depth;
    while (parent > 0 && !open_[parent - 1].used) --parent;
    if (parent > 0) {
      made.parent.value = static_cast<std::uint32_t>(open_[parent - 1].comment);
      open_[parent - 1].closed = true;
      const Comment& above = thread_.comments[open_[parent - 1].comment];
      if (parent < depth || above.author.empty()) made.problems.push_back("parent uncertain");
    } else if (depth > base_depth()) {
      made.problems.push_back("parent lost");
    }
    if (line.marker == Marker::number) {
      made.number = line.number;
      const int before = numbers_[depth];
      if (line.number > before + 1 && (before > 0 || depth == base_depth()))
        made.problems.push_back(
            line.number == before + 2
                ? fmt::format("number {} missing", before + 1)
                : fmt::format("numbers {} to {} missing", before + 1, line.number - 1));
      numbers_[depth] = line.number;
    }
    for (std::size_t i = depth + 1; i < numbers_.size(); ++i) numbers_[i] = 0;
    thread_.comments.push_back(std::move(made));
    open_[depth] = {};
    open_[depth].used = true;
    open_[depth].comment = thread_.comments.size() - 1;
    own(open_[depth].comment);
    return open_[depth];
  }

  std::size_t base_depth() const { return zone_.indented ? 1 : 0; }

  void close_from(std::size_t depth) {
    for (std::size_t i = depth; i < open_.size(); ++i) open_[i] = {};
  }

  Open* open_at(std::size_t depth) {
    return depth < open_.size() && open_[depth].used ? &open_[depth] : nullptr;
  }

  // The open comment at a depth or the nearest above it that still takes text.
  Open* deepest(std::size_t depth) {
    for (std::size_t i = std::min(depth + 1, open_.size()); i > 0; --i)
      if (open_[i - 1].used) return open_[i - 1].closed ? nullptr : &open_[i - 1];
    return nullptr;
  }

  Comment& comment(const Open& open) { return thread_.comments[open.comment]; }

  void add_body(Open& open, const Line& line) {
    comment(open).body.push_back(line.text);
    open.has_body = true;
    own(open.comment);
  }

  void own(std::size_t index) {
    thread_.comment_of[line_ - zone_.begin].value = static_cast<std::uint32_t>(index);
    Comment& made = thread_.comments[index];
    made.span = cover(made.span, lines_[line_].whole);
  }

  void tell_problems() {
    for (Comment& made : thread_.comments) {
      if (made.author.empty()) made.problems.push_back("no author");
      if (made.time.empty()) made.problems.push_back("no time");
      if (made.body.empty()) made.problems.push_back("no text");
      if (numbered_ && !made.number && made.author.empty() && made.parent.none())
        made.problems.push_back("no number");
    }
  }

  const std::vector<Line>& lines_;
  const std::vector<ThreadLine>& roles_;
  const Zone& zone_;
  const LineClassifier& classifier_;
  Order order_ = Order::author_time_body;
  int says_ = 0;
  bool numbered_ = false, answers_ = false;
  std::size_t line_ = 0;
  std::vector<Open> open_;    // by depth
  std::vector<int> numbers_;  // the last list number, by depth
  LineThread thread_;
};

}  // namespace

LineThread find_thread(std::string_view text, const std::vector<Line>& lines,
                       const PageModel& model, std::string_view retrieved) {
  const LineClassifier classifier(text, lines, model, retrieved);
  std::vector<ThreadLine> roles;
  roles.reserve(lines.size());
  for (const Line& line : lines) roles.push_back(classifier.classify(line));
  const Zone zone = ZoneFinder(lines, roles).find();
  if (zone.begin == zone.end) return {};
  promote_heads(lines, roles, zone, classifier);
  return Builder(lines, roles, zone, classifier).build();
}

}  // namespace sitrep
