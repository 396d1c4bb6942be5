#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/html_document.h"

namespace sitrep {
namespace {

constexpr std::uint32_t frame_nodes = 120;  // of an element that holds a name, a time, buttons

// The digits at the end of "comment-148693", "li-comment-12"; "" where the id names no comment.
std::string_view comment_number(std::string_view id) {
  std::size_t digits = id.size();
  while (digits > 0 && id[digits - 1] >= '0' && id[digits - 1] <= '9') --digits;
  if (digits == id.size() || digits < 2) return {};
  const std::string word = lower(id.substr(0, digits));
  const bool names = word.size() >= 8 && word.find("comment") != std::string::npos &&
                     word.find("comments") == std::string::npos;
  return names ? id.substr(digits) : std::string_view();
}

/// One comment's elements.
struct Found {
  std::uint32_t node = 0;
  std::size_t around = 0;  // index + 1 of the comment that contains it, 0 for none
  std::size_t depth = 0;   // of "depth-3", 0 where not said
  bool pingback = false;
};

class Thread {
 public:
  Thread(HtmlDocument& document, Page& page, const Stated& stated, const PageModel& model)
      : document_(document),
        tree_(document.tree),
        page_(page),
        model_(model),
        now_(parse_iso(stated.retrieved)) {}

  void read() {
    find_elements();
    if (found_.empty()) {
      tell_elsewhere();
      return;
    }
    document_.comment_of.assign(document_.chunks.size(), {});
    owner_.assign(document_.chunks.size(), 0);
    for (std::size_t k = 0; k < found_.size(); ++k)
      for (std::uint32_t c = document_.first_chunk(found_[k].node);
           c < document_.end_chunk(found_[k].node); ++c)
        owner_[c] = k + 1;
    made_.resize(found_.size());
    for (std::size_t k = 0; k < found_.size(); ++k)
      if (!found_[k].pingback) read_one(k);
  }

 private:
  bool is_comment(std::uint32_t i) const {
    const HtmlNode& node = tree_[i];
    switch (node.tag) {
      case HtmlTag::li:
      case HtmlTag::div:
      case HtmlTag::article:
      case HtmlTag::section:
      case HtmlTag::dl:
      case HtmlTag::dd:
      case HtmlTag::dt:
      case HtmlTag::tr:
      case HtmlTag::td:
      case HtmlTag::table:
        break;
      default:
        return false;
    }
    if (document_.first_chunk(i) == document_.end_chunk(i)) return false;
    if (!node.id.empty() && !comment_number(tree_.id_of(i)).empty()) return true;
    if (parts_at(i).is(CommentPart::item)) return true;
    if (node.source.end - node.source.begin < 18) return false;
    const std::string_view type = tree_.attribute(i, "itemtype");
    return type.find("schema.org/Comment") != std::string_view::npos ||
           type.find("schema.org/UserComments") != std::string_view::npos ||
           tree_.attribute(i, "itemprop") == "comment";
  }

  // Is the inner element another comment, or a part of the outer one's frame?
  bool is_another(std::uint32_t outer, std::uint32_t inner) const {
    const std::string_view a = comment_number(tree_.id_of(outer));
    const std::string_view b = comment_number(tree_.id_of(inner));
    if (!a.empty() && !b.empty()) return a != b;
    const std::size_t depth = depth_of(tree_.class_of(inner));
    if (depth > 0 && depth_of(tree_.class_of(outer)) > 0)
      return depth != depth_of(tree_.class_of(outer));
    for (std::uint32_t up = tree_[inner].parent; up != outer && up != 0; up = tree_[up].parent) {
      const HtmlTag tag = tree_[up].tag;
      if (tag == HtmlTag::ul || tag == HtmlTag::ol || tree_.has_class(up, "children") ||
          tree_.has_class(up, "replies"))
        return true;
    }
    const HtmlTag tag = tree_[inner].tag;
    const bool nested_item = tag == tree_[outer].tag && tag != HtmlTag::div &&
                             tree_.class_of(inner) == tree_.class_of(outer);
    return nested_item;
  }

  void find_elements() {
    std::vector<std::size_t> open;  // comments around the node
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      while (!open.empty() && tree_[found_[open.back()].node].end <= i) open.pop_back();
      if (tree_[i].tag == HtmlTag::text ||
          (tree_[i].class_.empty() && tree_[i].id.empty() && tree_[i].source.empty()))
        continue;
      if (!is_comment(i)) continue;
      if (!open.empty() && !is_another(found_[open.back()].node, i)) continue;
      Found found;
      found.node = i;
      found.around = open.empty() ? 0 : open.back() + 1;
      found.depth = depth_of(tree_.class_of(i));
      found.pingback = tree_.has_class(i, "pingback") || tree_.has_class(i, "trackback");
      open.push_back(found_.size());
      found_.push_back(found);
    }
  }

  void tell_elsewhere() {
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      const CommentClasses& classes = model_.comment_classes();
      const bool by_id =
          !tree_[i].id.empty() && classes.parts(tree_.id_of(i)).is(CommentPart::elsewhere);
      if (!by_id && !parts_at(i).is(CommentPart::elsewhere)) continue;
      page_.notes.push_back(
          {Stage::page,
           NoteLevel::info,
           "the readers' comments are loaded from elsewhere and are not in the page",
           {}});
      return;
    }
  }

  static std::size_t depth_of(std::string_view classes) {
    const std::size_t at = classes.find("depth-");
    if (at == std::string_view::npos) return 0;
    std::size_t depth = 0;
    for (std::size_t i = at + 6; i < classes.size() && classes[i] >= '0' && classes[i] <= '9'; ++i)
      depth = std::min<std::size_t>(depth * 10 + static_cast<std::size_t>(classes[i] - '0'), 99);
    return depth;
  }

  // The parts of comment k: the first element of each kind outside the comments inside it.
  struct Parts {
    std::uint32_t author = 0, time = 0;
    std::vector<std::uint32_t> content, aside;
  };

  Parts parts_of(std::size_t k) const {
    Parts parts;
    std::size_t best_author = CommentClasses::no_author;
    std::size_t inner = k + 1;  // the next comment inside
    const std::uint32_t end = tree_[found_[k].node].end;
    for (std::uint32_t i = found_[k].node + 1; i < end; ++i) {
      while (inner < found_.size() && found_[inner].node < i) ++inner;
      if (inner < found_.size() && found_[inner].node == i) {
        i = tree_[i].end - 1;
        continue;
      }
      const HtmlNode& node = tree_[i];
      if (node.tag == HtmlTag::text) continue;
      const CommentClasses::Parts classes = parts_at(i);
      const std::string_view property =
          node.source.end - node.source.begin > 12 ? tree_.attribute(i, "itemprop") : "";
      if (classes.is(CommentPart::text) || property == "text" || property == "commentText")
        parts.content.push_back(i);
      if (classes.is(CommentPart::aside)) parts.aside.push_back(i);
      const std::size_t rank = author_rank(i, classes, property);
      if (rank < best_author && node.end > i + 1 && node.end - i <= frame_nodes) {
        best_author = rank;
        parts.author = i;
      }
      const bool timed = node.tag == HtmlTag::time || property == "commentTime" ||
                         property == "dateCreated" || property == "datePublished" ||
                         classes.is(CommentPart::time);
      if (parts.time == 0 && timed && has_date(i)) parts.time = i;
    }
    return parts;
  }

  // A class before a property before an element that merely cites.
  std::size_t author_rank(std::uint32_t i, const CommentClasses::Parts& classes,
                          std::string_view property) const {
    if (classes.author_rank == 0) return 0;
    if (property == "name") return 1;
    if (property == "author" || property == "creator") return 2;
    if (classes.author_rank != CommentClasses::no_author) return classes.author_rank + 3;
    return tree_[i].tag == HtmlTag::cite ? 3 : CommentClasses::no_author;
  }

  CommentClasses::Parts parts_at(std::uint32_t i) const {
    return tree_[i].class_.empty() ? CommentClasses::Parts()
                                   : model_.comment_classes().parts(tree_.class_of(i));
  }

  std::string date_in(std::uint32_t i) const {
    if (tree_[i].end - i > frame_nodes) return {};
    const std::string visible = tree_.text_of(i);
    if (visible.size() <= 200) {
      const auto found = model_.dates().find(visible, order_);
      if (found && !found->ambiguous) return found->moment.edtf();
    }
    const auto stamp = parse_iso(tree_.attribute(i, "datetime"));
    if (stamp) return stamp->edtf();
    const auto content = parse_iso(tree_.attribute(i, "content"));
    if (content) return content->edtf();
    const auto titled = model_.dates().find(tree_.attribute(i, "title"), order_);
    if (titled) return titled->moment.edtf();
    if (const auto found = model_.dates().find(visible, order_)) return found->moment.edtf();
    const auto age = model_.dates().find_age(visible);
    return age && now_ ? moment_before(*now_, *age).edtf() : std::string();
  }

  bool has_date(std::uint32_t i) const {
    if (!date_in(i).empty()) return true;
    for (std::uint32_t j = i + 1; j < tree_[i].end && j < i + 12; ++j)
      if (tree_[j].tag == HtmlTag::time && !date_in(j).empty()) return true;
    return false;
  }

  std::string time_of(std::uint32_t i) const {
    std::string found = date_in(i);
    if (found.size() <= 10)
      for (std::uint32_t j = i + 1; j < tree_[i].end && j < i + 12; ++j)
        if (tree_[j].tag == HtmlTag::time)
          if (std::string inner = date_in(j); inner.size() > found.size()) found = inner;
    return found;
  }

  std::string author_of(std::uint32_t i) const {
    std::string name = tree_.text_of(i);
    const Phrases& phrases = model_.phrases();
    if (const auto date = model_.dates().find(name, order_); date && date->begin > 1)
      name = trim(std::string_view(name).substr(0, date->begin));
    for (int n = 0; n < 2; ++n)
      if (const std::size_t at = phrases.suffix(PhraseRole::says, name);
          at != std::string::npos && at > 0)
        name.resize(at);
    if (const std::size_t by = phrases.prefix(PhraseRole::byline, name); by > 0 && by < name.size())
      name.erase(0, by);
    std::string_view rest = trim(name);
    while (!rest.empty() && (rest.back() == ':' || rest.back() == ',')) rest.remove_suffix(1);
    return rest.size() <= 120 ? std::string(trim(rest)) : std::string();
  }

  bool within(std::uint32_t chunk, std::uint32_t node) const {
    return node != 0 && chunk >= document_.first_chunk(node) && chunk < document_.end_chunk(node);
  }

  // Is the chunk no text of the comment's but a name, a time or a button?
  bool is_frame(std::uint32_t c, const Parts& parts) const {
    const std::string_view words = page_.at(document_.chunks[c].text);
    if (within(c, parts.author) || within(c, parts.time)) {
      const bool header = words.size() < 200;
      if (header) return true;
    }
    for (const std::uint32_t node : parts.aside)
      if (within(c, node)) return true;
    if (words.size() > 120) return false;
    const Phrases& phrases = model_.phrases();
    if (phrases.is(PhraseRole::reply, words) || phrases.is(PhraseRole::says, words) ||
        phrases.is(PhraseRole::moderated, words))
      return true;
    const auto date = model_.dates().find(words, order_);
    return date && date->begin < 4 && words.size() - date->end < 14;
  }

  void read_one(std::size_t k) {
    const Parts parts = parts_of(k);
    Comment made;
    if (parts.author != 0) made.author = author_of(parts.author);
    if (parts.time != 0) made.time = time_of(parts.time);
    std::vector<std::uint32_t> own;
    for (std::uint32_t c = document_.first_chunk(found_[k].node);
         c < document_.end_chunk(found_[k].node); ++c)
      if (owner_[c] == k + 1) own.push_back(c);
    for (const std::uint32_t c : own) {
      const bool inside =
          parts.content.empty() || std::any_of(parts.content.begin(), parts.content.end(),
                                               [&](std::uint32_t node) { return within(c, node); });
      if (made.time.empty() && page_.at(document_.chunks[c].text).size() < 120)
        if (const auto date = model_.dates().find(page_.at(document_.chunks[c].text), order_))
          made.time = date->moment.edtf();
      if (inside && !is_frame(c, parts)) made.body.push_back(document_.chunks[c].text);
    }
    if (own.empty() || (made.body.empty() && made.author.empty())) return;
    made.parent = parent_of(k);
    made.span = document_.chunks[own.front()].text;
    if (made.author.empty()) made.problems.push_back("no author");
    if (made.time.empty()) made.problems.push_back("no time");
    if (made.body.empty()) made.problems.push_back("no text");
    const auto index = static_cast<std::uint32_t>(page_.comments.size());
    for (std::size_t n = 0; n < own.size(); ++n) {
      document_.comment_of[own[n]].value = index;
      if (n == 0 || own[n] == own[n - 1] + 1)
        made.span = cover(made.span, document_.chunks[own[n]].text);
    }
    made_[k].value = index;
    page_.comments.push_back(std::move(made));
    if (found_[k].depth > 0 && found_[k].depth < by_depth_.size())
      by_depth_[found_[k].depth] = k + 1;
  }

  Id<Comment> parent_of(std::size_t k) const {
    for (std::size_t up = found_[k].around; up != 0; up = found_[up - 1].around)
      if (made_[up - 1]) return made_[up - 1];
    // Flat lists that say their depth: the last comment one level up.
    const std::size_t depth = found_[k].depth;
    if (depth > 1 && depth < by_depth_.size() && by_depth_[depth - 1] != 0)
      return made_[by_depth_[depth - 1] - 1];
    return {};
  }

  HtmlDocument& document_;
  const HtmlTree& tree_;
  Page& page_;
  const PageModel& model_;
  NumericOrder order_ = NumericOrder::month_first;
  std::optional<Moment> now_;  // when the page was taken
  std::vector<Found> found_;
  std::vector<std::size_t> owner_;  // of each chunk: index + 1 of its innermost comment
  std::vector<Id<Comment>> made_;
  std::array<std::size_t, 100> by_depth_{};
};

}  // namespace

void find_html_thread(HtmlDocument& document, Page& page, const Stated& stated,
                      const PageModel& model) {
  Thread(document, page, stated, model).read();
}

}  // namespace sitrep
