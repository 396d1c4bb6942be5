#include "sitrep/page/thread_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t depth_max = 60;
// RFE/RL and VOA head a reply with this line.
constexpr std::string_view in_response = "in response";
constexpr std::size_t head_words_max = 10;
constexpr std::size_t last_lines_max = 4;    // of a comment that nothing closes
constexpr std::size_t head_bytes_max = 120;  // of a line between a thread and its header
constexpr std::size_t gap_lines_max = 80;    // between two signs of the same thread

/// What a line of a thread is.
enum class Role {
  head,       // an author: "3. CS", "Borchert sagt:"
  head_time,  // an author and a time: "Amna March 26, 2018 at 1:09 pm Reply"
  time,       // a time alone
  reply,      // a button
  mark,       // "12 comments", "Leave a reply"
  pingback,
  body,
};

struct ThreadLine {
  Role role = Role::body;
  bool strong = false;  // a sign of a thread by itself
  bool says = false;
  bool short_text = false;  // might be a name
  bool closes = false;      // carries a reply button
  bool response = false;    // of RFE/RL: stands under "In Response"
  std::size_t depth = 0;
  std::string author, time;
};

enum class Order { author_time_body, author_body_time, inline_head, time_author_body, body_tail };

std::string_view cut(std::string_view text, Span span) {
  return text.substr(span.begin, span.size());
}

bool only_marks(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (is_letter(point.value) || is_digit(point.value)) return false;
    at += point.length;
  }
  return true;
}

// "Mike D.": the full stop is of a name.
bool ends_in_initial(std::string_view text) {
  const std::size_t size = text.size();
  return size >= 4 && text[size - 1] == '.' && text[size - 3] == ' ' &&
         is_letter(decode(text, size - 2).value);
}

std::string_view strip_marks(std::string_view text) {
  while (!text.empty()) {
    const CodePoint last = decode_before(text, text.size());
    const char32_t c = last.value;
    if (!is_space(c) && c != ':' && c != ',' && c != '|' && c != 0xB7 && c != 0x2022 && c != '-' &&
        c != 0x2013 && c != 0x2014 && c != '(' && c != '/' && c != '@')
      break;
    text.remove_suffix(last.length);
  }
  return trim(text);
}

/// Tells the role of single lines.
class Classifier {
 public:
  Classifier(std::string_view text, const PageModel& model, std::string_view retrieved,
             NumericOrder order)
      : text_(text), phrases_(model.phrases()), dates_(model.dates()), order_(order) {
    if (const std::optional<Moment> now = parse_iso(retrieved)) now_ = *now;
  }

  ThreadLine classify(const Line& line) const {
    ThreadLine out;
    const std::string_view words = cut(text_, line.text);
    out.depth = line.marker == Marker::bullet || line.marker == Marker::number
                    ? line.indent / 2
                    : (line.indent >= 2 ? line.indent / 2 - 1 : 0);
    out.depth = std::min(out.depth, depth_max);
    const std::size_t count = count_words(words);
    out.short_text =
        count <= 8 && words.size() <= 80 && (!ends_sentence(words) || ends_in_initial(words));
    if (words.size() > 200 || count > 2 * head_words_max) return out;
    out.response = equal_ignoring_case(words, in_response);
    if (out.response || phrases_.is(PhraseRole::thread_head, words) ||
        phrases_.is(PhraseRole::thread_end, words)) {
      out.role = Role::mark;
      return out;
    }
    if (phrases_.prefix(PhraseRole::pingback, words) > 0 && line.marker != Marker::none) {
      out.role = Role::pingback;
      return out;
    }
    if (phrases_.is(PhraseRole::reply, words)) {
      out.role = Role::reply;
      out.strong = true;
      return out;
    }
    if (by_from(words, out) || says(words, out)) return out;
    time_of(words, line, out);
    return out;
  }

  std::string author_of(std::string_view words) const {
    if (const std::size_t avatar = phrases_.prefix(PhraseRole::avatar, words)) {
      const std::string_view rest = trim(words.substr(avatar));
      if (!rest.empty()) words = rest;
    }
    // The text of a picture by address: "someone@example.org' Roberta".
    const std::size_t quote = words.find("' ");
    if (quote != std::string_view::npos && words.substr(0, quote).find('@') != std::string::npos &&
        words.substr(0, quote).find(' ') == std::string_view::npos)
      words = words.substr(quote + 2);
    words = strip_marks(words);
    const std::size_t badge = phrases_.suffix(PhraseRole::badge, words);
    if (badge != std::string_view::npos && badge > 0) words = strip_marks(words.substr(0, badge));
    // The words of the picture and then the name: "Armin Armin".
    const std::size_t half = words.size() / 2;
    if (words.size() > 4 && words[half] == ' ' && words.substr(0, half) == words.substr(half + 1))
      words = words.substr(0, half);
    return std::string(words);
  }

  std::string_view text() const { return text_; }

 private:
  // RFE/RL and VOA, 2010 to 2017: "by: NAME from: PLACE".
  bool by_from(std::string_view words, ThreadLine& out) const {
    if (words.substr(0, 4) != "by: " && words.substr(0, 4) != "By: ") return false;
    const std::size_t from = words.find(" from: ");
    out.role = Role::head;
    out.strong = out.says = from != std::string_view::npos;
    out.author = strip_marks(words.substr(4, from == std::string_view::npos ? from : from - 4));
    return out.strong;
  }

  bool says(std::string_view words, ThreadLine& out) const {
    std::string_view head = words;
    const std::optional<FoundMoment> date = dates_.find(words, order_);
    if (date && date->end + 12 >= words.size()) head = strip_marks(words.substr(0, date->begin));
    const std::size_t at = phrases_.suffix(PhraseRole::says, head);
    if (at == std::string_view::npos || at == 0 || count_words(head) > head_words_max) return false;
    const bool colon = head.back() == ':' || head.size() < words.size();
    if (!colon && ends_sentence(head)) return false;
    out.author = author_of(head.substr(0, at));
    if (out.author.empty()) return false;
    out.role = Role::head;
    out.strong = out.says = true;
    if (head.size() < words.size()) {
      out.role = Role::head_time;
      out.time = date->moment.edtf();
    }
    return true;
  }

  void time_of(std::string_view words, const Line& line, ThreadLine& out) const {
    std::size_t begin = 0, end = 0;
    bool timed = false;
    if (const std::optional<FoundMoment> date = dates_.find(words, order_)) {
      begin = date->begin;
      end = date->end;
      out.time = date->moment.edtf();
      timed = date->moment.hour >= 0;
    } else if (const std::optional<FoundAge> age = dates_.find_age(words)) {
      begin = age->begin;
      end = age->end;
      out.time = time_of_age(*age);
      timed = true;
    } else {
      if (equal_ignoring_case(words, "at")) out.role = Role::time;
      return;
    }
    const std::string_view before = strip_marks(words.substr(0, begin)), after = words.substr(end);
    const bool button = phrases_.is(PhraseRole::reply, after);
    if (!button && !only_marks(after) && !phrases_.is(PhraseRole::furniture, after)) {
      out.time.clear();
      return;
    }
    out.closes = button;
    const bool alone = only_marks(before) || phrases_.is(PhraseRole::written, before);
    if (alone) {
      out.role = Role::time;
      out.strong = button || timed || line.indent >= 4;
    } else if (count_words(before) <= 8 && before.size() <= 60 &&
               (!ends_sentence(before) || ends_in_initial(before))) {
      out.role = Role::head_time;
      out.author = author_of(before);
      out.strong = line.marker != Marker::none ? button || timed : line.indent >= 4;
    } else {
      out.time.clear();
      out.closes = false;
    }
  }

  std::string time_of_age(const FoundAge& age) const {
    if (now_.year == 0) return {};
    const long now = days_of(now_.year, now_.month, now_.day) * 86400 +
                     std::max(now_.hour, 0) * 3600L + now_.minute * 60L;
    const long then = now - age.seconds;
    Moment moment = moment_of_days(then / 86400);
    if (age.unit < 86400 && now_.hour >= 0) {
      moment.hour = static_cast<int>(then % 86400 / 3600);
      moment.minute = static_cast<int>(then % 3600 / 60);
      moment.zone = now_.zone;
    }
    if (age.unit >= 30 * 86400) moment.day = 0;
    return moment.edtf();
  }

  std::string_view text_;
  const Phrases& phrases_;
  const DateWords& dates_;
  NumericOrder order_;
  Moment now_;
};

/// Where the thread stands.
struct Zone {
  std::size_t begin = 0, end = 0;
  bool indented = true;  // no sign of the thread stands at the margin
};

Zone find_zone(const std::vector<Line>& lines, const std::vector<ThreadLine>& roles) {
  // The best run of signs; a header ("12 comments") begins a new run and counts for it.
  std::size_t best_first = 0, best_last = 0, best = 0, best_header = lines.size();
  std::size_t first = 0, last = 0, count = 0, header = lines.size();
  const auto close = [&] {
    if (count + (header < lines.size() && count > 0 ? 1 : 0) >
        best + (best_header < lines.size() ? 1 : 0)) {
      best = count;
      best_first = first;
      best_last = last;
      best_header = header;
    }
    count = 0;
    header = lines.size();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (roles[i].role == Role::mark && lines[i].indent < 4 && !roles[i].response) {
      close();
      header = i;
      last = i;
    } else if (roles[i].strong) {
      if (count > 0 && i - last > gap_lines_max) close();
      if (count == 0 && header < lines.size() && i - header > gap_lines_max) header = lines.size();
      if (count++ == 0) first = i;
      last = i;
    }
  }
  close();
  Zone zone;
  if (best + (best_header < lines.size() ? 1 : 0) < 2) return zone;
  std::size_t begin = best_first;
  for (std::size_t i = best_first; i <= best_last; ++i)
    if (roles[i].strong && lines[i].indent < 2) zone.indented = false;
  if (best_header < lines.size() && zone.indented) {
    // Running text at the margin between header and thread: the header was a link to it.
    for (std::size_t i = best_header; i < best_first; ++i)
      if (lines[i].indent < 2 && lines[i].text.size() > head_bytes_max) best_header = lines.size();
  }
  if (best_header < lines.size()) {
    begin = best_header;
  } else {
    while (begin > 0 && lines[begin - 1].indent >= 2 && zone.indented) --begin;
  }
  std::size_t end = best_last + 1;
  while (end < lines.size() && lines[end].indent >= 4 && roles[end].role != Role::mark) ++end;
  // At the margin a last comment's text follows its time without a sign of its end.
  if (!zone.indented && roles[best_last].role != Role::reply && !roles[best_last].closes)
    while (end < lines.size() && end - best_last <= last_lines_max && roles[end].role == Role::body)
      ++end;
  zone.begin = begin;
  zone.end = end;
  return zone;
}

Order learn_order(const std::vector<Line>& lines, const std::vector<ThreadLine>& roles,
                  const Zone& zone) {
  int markers = 0, says = 0, inline_heads = 0, times = 0, tails = 0, early = 0, late = 0;
  for (std::size_t i = zone.begin; i < zone.end; ++i) {
    const bool marked = lines[i].marker == Marker::bullet || lines[i].marker == Marker::number;
    const ThreadLine& line = roles[i];
    if (line.role == Role::pingback || line.role == Role::mark) continue;
    markers += marked;
    says += line.says;
    inline_heads += marked && line.role == Role::head_time;
    times += marked && line.role == Role::time;
    tails += !marked && line.role == Role::head_time;
    if (line.role != Role::time || i == zone.begin) continue;
    const ThreadLine& before = roles[i - 1];
    const bool head_before =
        before.role == Role::head ||
        (before.role == Role::body && before.short_text && lines[i - 1].marker != Marker::none);
    if (head_before) {
      ++early;
    } else if (before.role == Role::body) {
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
          const Classifier& classifier)
      : lines_(lines), roles_(roles), zone_(zone), classifier_(classifier) {
    order_ = learn_order(lines, roles, zone);
    for (std::size_t i = zone.begin; i < zone.end; ++i) {
      says_ += roles[i].says;
      numbered_ = numbered_ || lines[i].marker == Marker::number;
    }
    thread_.begin = zone.begin;
    thread_.end = zone.end;
    thread_.comment_of.resize(zone.end - zone.begin);
  }

  LineThread build() {
    for (line_ = zone_.begin; line_ < zone_.end; ++line_) {
      const Line& line = lines_[line_];
      if (zone_.indented && line.indent < 2) continue;
      ThreadLine role = roles_[line_];
      // Nothing but "In Response" tells that these lines are of a reply.
      if (answers_ && role.role != Role::head) ++role.depth;
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
    const bool marked = line.marker == Marker::bullet || line.marker == Marker::number;
    switch (role.role) {
      case Role::mark:
        return;
      case Role::pingback:
        if (line.marker == Marker::number && role.depth < numbers_.size())
          numbers_[role.depth] = line.number;
        close_from(role.depth);
        return;
      case Role::reply:
        if (Open* open = open_at(role.depth); open && !open->closed) {
          open->closed = true;
          own(open->comment);
        }
        return;
      case Role::head:
        begin_named(line, role);
        return;
      case Role::head_time:
        head_time(line, role, marked);
        return;
      case Role::time:
        time(line, role, marked);
        return;
      case Role::body:
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
        comment(open).author = classifier_.author_of(cut(classifier_.text(), line.text));
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
      comment(*open).author = classifier_.author_of(cut(classifier_.text(), line.text));
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
      if (parent < depth || gap_[parent - 1]) made.problems.push_back("parent uncertain");
    } else if (depth > base_depth()) {
      made.problems.push_back("parent lost");
    }
    gap_.resize(std::max(gap_.size(), depth + 1));
    gap_[depth] = line.marker == Marker::none;
    if (line.marker == Marker::number) {
      made.number = line.number;
      const int before = numbers_[depth];
      if (line.number > before + 1 && (before > 0 || depth == base_depth()))
        made.problems.push_back(
            line.number == before + 2
                ? fmt::format("number {} missing", before + 1)
                : fmt::format("numbers {} to {} missing", before + 1, line.number - 1));
      gap_[depth] = false;
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
  const Classifier& classifier_;
  Order order_ = Order::author_time_body;
  int says_ = 0;
  bool numbered_ = false, answers_ = false;
  std::size_t line_ = 0;
  std::vector<Open> open_;    // by depth
  std::vector<int> numbers_;  // the last list number, by depth
  std::vector<bool> gap_;     // the comment at this depth has no head: others may be lost
  LineThread thread_;
};

// 14/04/2020 somewhere on the page means that the day comes first.
NumericOrder order_of(std::string_view text, const std::vector<Line>& lines,
                      const DateWords& dates) {
  for (const Line& line : lines) {
    if (line.text.size() > 80) continue;
    const std::string_view words = cut(text, line.text);
    const std::optional<FoundMoment> a = dates.find(words, NumericOrder::day_first);
    const std::optional<FoundMoment> b = dates.find(words, NumericOrder::month_first);
    if (a && b && !a->ambiguous && words.find('/') != std::string_view::npos &&
        a->moment == b->moment && a->moment.day > 12 &&
        words.find(fmt::format("{}/", a->moment.day)) != std::string_view::npos)
      return NumericOrder::day_first;
  }
  return NumericOrder::month_first;
}

}  // namespace

LineThread find_thread(std::string_view text, const std::vector<Line>& lines,
                       const PageModel& model, std::string_view retrieved) {
  const Classifier classifier(text, model, retrieved, order_of(text, lines, model.dates()));
  std::vector<ThreadLine> roles;
  roles.reserve(lines.size());
  for (const Line& line : lines) roles.push_back(classifier.classify(line));
  const Zone zone = find_zone(lines, roles);
  if (zone.begin == zone.end) return {};
  return Builder(lines, roles, zone, classifier).build();
}

}  // namespace sitrep
