#include "sitrep/claims/quotations.h"

#include <algorithm>
#include <string_view>

#include "sitrep/base/unicode.h"

namespace sitrep {

namespace {

// Which marks pair: newspapers of both sides of the ocean, and crawlers that change half of them.
enum class MarkKind {
  none,
  double_straight,
  double_open,
  double_close,
  single_open,
  single_close,
  single_straight
};

struct Mark {
  MarkKind kind = MarkKind::none;
  Span span;
};

Mark mark_at(std::string_view text, std::uint32_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == '"') return {MarkKind::double_straight, {at, at + 1}};
  const auto twice = [&](char mark) { return at + 1 < text.size() && text[at + 1] == mark; };
  if (byte == '\'')
    return twice('\'') ? Mark{MarkKind::double_straight, {at, at + 2}}
                       : Mark{MarkKind::single_straight, {at, at + 1}};
  if (byte == '`')
    return twice('`') ? Mark{MarkKind::double_open, {at, at + 2}}
                      : Mark{MarkKind::single_open, {at, at + 1}};
  if (byte != 0xC2 && byte != 0xE2) return {};
  const CodePoint point = decode(text, at);
  const Span span{at, at + point.length};
  switch (point.value) {
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0xAB:
      return {MarkKind::double_open, span};
    case 0x201D:
    case 0xBB:
      return {MarkKind::double_close, span};
    case 0x2018:
      return {MarkKind::single_open, span};
    case 0x2019:
      return {MarkKind::single_close, span};
    default:
      return {};
  }
}

bool is_double(MarkKind kind) {
  return kind == MarkKind::double_straight || kind == MarkKind::double_open ||
         kind == MarkKind::double_close;
}

class Finder {
 public:
  Finder(const Page& page, std::vector<Quotation>& found) : page_(page), found_(found) {}

  void read(Id<Block> block) {
    block_ = block;
    const Span span = page_.blocks[block.value].span;
    begin_ = span.begin;
    end_ = span.end;
    open_ = {};
    for (std::uint32_t at = begin_; at < end_;) {
      const Mark mark = mark_at(page_.text, at);
      if (mark.kind == MarkKind::none) {
        ++at;
        continue;
      }
      take(mark);
      at = mark.span.end;
    }
    if (is_open()) leave_open(end_);
  }

 private:
  bool is_open() const { return open_.kind != MarkKind::none; }
  char32_t before(Span mark) const {
    return mark.begin == begin_ ? U' ' : decode_before(page_.text, mark.begin).value;
  }
  char32_t after(Span mark) const {
    return mark.end >= end_ ? U' ' : decode(page_.text, mark.end).value;
  }
  bool may_open(Span mark) const {
    const char32_t left = before(mark), right = after(mark);
    const bool left_free = is_space(left) || left == U'(' || left == U'[' || left == U'-' ||
                           left == 0x2013 || left == 0x2014 || left == U':' || left == U'/';
    return left_free && !is_space(right);
  }

  void take(const Mark& mark) {
    if (is_double(mark.kind)) {
      if (is_open() && !is_double(open_.kind))
        return;  // marks inside single ones: a quoted quotation
      const bool opens = mark.kind == MarkKind::double_open ||
                         (mark.kind == MarkKind::double_straight && may_open(mark.span)) ||
                         (!is_open() && may_open(mark.span));
      if (opens) {
        if (is_open()) leave_open(mark.span.begin);
        open_ = mark;
      } else if (is_open()) {
        close(mark.span);
      }
      return;
    }
    if (is_open() && !is_double(open_.kind)) {
      if (mark.kind != MarkKind::single_open && closes_single(mark.span)) close(mark.span);
    } else if (!is_open() && mark.kind != MarkKind::single_close && may_open(mark.span) &&
               closer_follows(mark.span)) {
      open_ = mark;
    }
  }

  // After a stop, or before a blank and no plural's s: "the soldiers' demands" closes nothing.
  bool closes_single(Span mark) const {
    const char32_t left = before(mark), right = after(mark);
    if (is_letter(right) || is_digit(right)) return false;
    return is_punctuation(left) || left != U's' || !is_space(right);
  }
  bool closer_follows(Span mark) const {
    for (std::uint32_t at = mark.end; at < end_ && at < mark.end + furthest_single_closer; ++at) {
      const Mark next = mark_at(page_.text, at);
      if (is_double(next.kind)) return false;
      if ((next.kind == MarkKind::single_straight || next.kind == MarkKind::single_close) &&
          closes_single(next.span))
        return true;
    }
    return false;
  }

  void add(Span outer, Span inner, bool unclosed) {
    while (inner.begin < inner.end && is_space(decode(page_.text, inner.begin).value))
      inner.begin += decode(page_.text, inner.begin).length;
    while (inner.begin < inner.end && is_space(decode_before(page_.text, inner.end).value))
      inner.end -= decode_before(page_.text, inner.end).length;
    if (!inner.empty()) found_.push_back({outer, inner, block_, false, unclosed});
  }
  void close(Span mark) {
    add({open_.span.begin, mark.end}, {open_.span.end, mark.begin}, false);
    open_ = {};
  }

  // The closing mark is missing: what opens the paragraph holds for all of it, anything else for
  // its sentence.
  void leave_open(std::uint32_t end) {
    const std::uint32_t begin = open_.span.begin;
    if (begin != begin_) {
      for (std::uint32_t at = open_.span.end; at + 1 < end; ++at) {
        const char byte = page_.text[at];
        if ((byte == '.' || byte == '!' || byte == '?') &&
            is_space(decode(page_.text, at + 1).value) &&
            is_lower(decode_before(page_.text, at).value)) {
          end = at + 1;
          break;
        }
      }
    }
    add({begin, end}, {open_.span.end, end}, true);
    open_ = {};
  }

  static constexpr std::uint32_t furthest_single_closer = 600;

  const Page& page_;
  std::vector<Quotation>& found_;
  Id<Block> block_;
  std::uint32_t begin_ = 0, end_ = 0;
  Mark open_;  // of kind none outside of quotations
};

}  // namespace

std::vector<Quotation> find_quotations(const Page& page) {
  std::vector<Quotation> found;
  Finder finder(page, found);
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    if (block.kind == BlockKind::furniture) continue;
    finder.read({i});
  }
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    const Quotation& next = found[i + 1];
    const bool reaches_end = found[i].outer.end == page.blocks[found[i].block.value].span.end;
    const bool opens_next = next.block.value == found[i].block.value + 1 &&
                            next.outer.begin == page.blocks[next.block.value].span.begin;
    found[i].goes_on = found[i].unclosed && reaches_end && opens_next;
  }
  return found;
}

}  // namespace sitrep
