#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/facts.h"
#include "sitrep/page/html_document.h"

namespace sitrep {
namespace {

constexpr std::uint32_t small_nodes = 60;  // of an element that holds no more than a name or a date

std::string folded_words(std::string_view text) {
  std::string out;
  const std::string low = fold(text);
  for (const char c : low) {
    const bool word = (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// "Headline | CNN", "Headline - World - The Guardian": the part before the last separators, if it
// is the longest.
std::string without_site(std::string_view title) {
  std::string_view best = title;
  for (const std::string_view separator :
       {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ", " \xC2\xB7 "}) {
    const std::size_t at = best.rfind(separator);
    if (at == std::string_view::npos) continue;
    const std::string_view head = best.substr(0, at), tail = best.substr(at + separator.size());
    if (count_words(tail) <= 5 && count_words(head) >= 3) {
      best = head;
    } else if (count_words(head) <= 2 && count_words(tail) >= 4) {
      best = tail;
    }
  }
  return std::string(trim(best));
}

// The United States put the month first; so do pages that do not say where they are from.
NumericOrder order_of(std::string_view language) {
  const bool english = language.substr(0, 2) == "en" || language.empty();
  return english && (language.size() <= 2 || language.substr(3, 2) == "US")
             ? NumericOrder::month_first
             : NumericOrder::day_first;
}

void build_index(HtmlDocument& document, const PageModel& model) {
  const HtmlTree& tree = document.tree;
  document.roles.assign(tree.size(), {});
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    if (!tree[i].class_.empty()) document.roles[i] = model.classes().roles(tree.class_of(i));
    if (!tree[i].id.empty()) document.roles[i].add(model.classes().roles(tree.id_of(i)));
  }
  document.chunk_begin.assign(tree.size() + 1, 0);
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i <= tree.size(); ++i) {
    while (next < document.chunks.size() && document.chunks[next].first < i) ++next;
    document.chunk_begin[i] = next;
  }
}

/// Chooses between what the page states and what it shows.
class Settler {
 public:
  Settler(const HtmlDocument& document, const HtmlFacts& facts, Page& page, const PageModel& model)
      : document_(document), tree_(document.tree), facts_(facts), page_(page), model_(model) {}

  void settle() {
    find_near();
    order_ = order_of(facts_.language);
    title();
    authors();
    dates();
    page_.url = facts_.canonical;
    page_.language = lower(std::string_view(facts_.language).substr(0, 2));
    page_.outlet = !facts_.publisher.empty() ? facts_.publisher : facts_.site_name;
  }

 private:
  // The heading that the page shows before what it states for search engines, unless the heading is
  // the name of the site.
  void title() {
    const std::string stated = !facts_.headline.empty() ? facts_.headline : facts_.social_title;
    const std::string head = folded_words(facts_.head_title), other = folded_words(stated);
    std::string_view first;
    for (const Block& block : page_.blocks) {
      if (block.kind != BlockKind::title) continue;
      const std::string_view text = page_.at(block.span);
      const std::string shown = folded_words(text);
      if (shown.empty() || shown == folded_words(facts_.site_name)) continue;
      const bool agrees =
          shown.size() >= 8 &&
          (head.find(shown) != std::string::npos || other.find(shown) != std::string::npos ||
           (!other.empty() && shown.find(other) != std::string::npos));
      if (agrees) {
        page_.title = text;
        return;
      }
      if (first.empty() && count_words(text) >= 3) first = text;
    }
    if (!first.empty()) {
      page_.title = first;
    } else if (!stated.empty()) {
      page_.title = facts_.headline.empty() ? without_site(stated) : stated;
    } else {
      page_.title = without_site(facts_.head_title);
    }
  }

  void authors() {
    for (const std::string& name : facts_.authors)
      for (const std::string& one : split_names(name)) add_author(one);
    if (page_.authors.empty()) authors_by_markup(true);
    if (page_.authors.empty()) authors_by_markup(false);
    for (std::size_t i = near_begin_; i < near_end_ && page_.authors.empty(); ++i) {
      const std::string_view text = page_.at(page_.blocks[i].span);
      const std::size_t by = model_.phrases().prefix(PhraseRole::byline, text);
      if (text.size() > 160 || by == 0 || by >= text.size() || ends_sentence(text)) continue;
      add_names(text.substr(by));
    }
  }

  // Elements that are marked as the author, or whose class says so.
  void authors_by_markup(bool marked) {
    for (std::uint32_t i = 1; i < tree_.size() && page_.authors.empty(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == HtmlTag::text) continue;
      const bool names = marked ? is_marked_author(i) : document_.roles[i].has(ClassRole::byline);
      if (!names || in_comment(i) || node.end - i > small_nodes) continue;
      const std::string text = tree_.text_of(i);
      if (text.size() < 120) add_names(text);
    }
  }

  bool is_marked_author(std::uint32_t i) const {
    const SourceSpan tag = tree_[i].source;
    return tag.end - tag.begin >= 10 && tree_.at(tag).find("author") != std::string_view::npos &&
           (tree_.attribute(i, "rel") == "author" || tree_.attribute(i, "itemprop") == "author");
  }

  void add_names(std::string_view text) {
    if (const auto date = model_.dates().find(text, order_))
      text = trim(text.substr(0, date->begin));
    for (const std::string& one : authors_of(text, model_)) add_author(one);
  }

  bool in_comment(std::uint32_t node) const {
    if (document_.comment_of.empty()) return false;
    const std::uint32_t c = document_.first_chunk(node);
    return c < document_.comment_of.size() && document_.comment_of[c];
  }

  static std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> out;
    std::size_t begin = 0, at = 0;
    while (at < text.size()) {
      std::size_t size = 0;
      for (const std::string_view separator : {", ", " and ", " & ", "; ", " | ", " und "})
        if (size == 0 && text.compare(at, separator.size(), separator) == 0)
          size = separator.size();
      if (size == 0) {
        ++at;
        continue;
      }
      out.emplace_back(text.substr(begin, at - begin));
      begin = at += size;
    }
    out.emplace_back(text.substr(begin));
    return out;
  }

  void add_author(std::string_view name) {
    name = trim(name);
    // Words that lost the space behind them: "ByVan Sias".
    for (const std::string_view label : {"By", "Author"})
      if (name.size() > label.size() + 2 && name.substr(0, label.size()) == label &&
          is_upper(decode(name, label.size()).value))
        name.remove_prefix(label.size());
    if (const std::size_t by = model_.phrases().prefix(PhraseRole::byline, name);
        by > 0 && by < name.size())
      name = trim(name.substr(by));
    const std::size_t joiner = model_.phrases().suffix(PhraseRole::written, name);
    if (joiner != std::string_view::npos) name = trim(name.substr(0, joiner));
    if (name.size() < 2 || name.size() > 80 || name.find('@') != std::string_view::npos ||
        name.find("://") != std::string_view::npos)
      return;
    if (model_.phrases().contains(PhraseRole::not_an_author, name) || name[0] == '(') return;
    // "Jane Doe, MS, RD": letters of a degree behind a name.
    const bool degree = !page_.authors.empty() && name.size() <= 6 &&
                        std::none_of(name.begin(), name.end(),
                                     [](char c) { return c >= 'a' && c <= 'z' && c != 'h'; });
    if (degree) return;
    const std::string key = folded_words(name);
    if (key.empty() || key == folded_words(facts_.site_name) ||
        key == folded_words(facts_.publisher))
      return;
    for (const std::string& there : page_.authors)
      if (folded_words(there) == key) return;
    page_.authors.emplace_back(name);
  }

  void set(Dated& into, std::string_view written, std::string_view basis) {
    if (!into.value.empty() || written.empty()) return;
    if (const auto iso = parse_iso(written)) {
      into = {iso->edtf(), std::string(basis)};
    } else if (const auto found = model_.dates().find(written, order_)) {
      into = {found->moment.edtf(), std::string(basis)};
    }
  }

  void dates() {
    set(page_.published, facts_.published, "metadata");
    set(page_.updated, facts_.updated, "metadata");
    const Moment shown = shown_date();
    if (shown.year == 0) return;
    const auto stated = parse_iso(page_.published.value);
    if (!stated || stated->day == 0) {
      page_.published = {shown.edtf(), "page header"};
      return;
    }
    const long apart = days_of(stated->year, stated->month, stated->day) -
                       days_of(shown.year, shown.month, shown.day);
    // Machines write the day of Greenwich, pages the day of the newsroom.
    if ((apart == 1 || apart == -1) && stated->zone == 0 && stated->hour >= 0) {
      page_.published = {shown.edtf(), "page header"};
    } else if (apart < -1 || apart > 1) {
      page_.notes.push_back({Stage::page,
                             NoteLevel::warning,
                             "the page shows " + shown.edtf() +
                                 " but states that it was published " + page_.published.value,
                             {}});
    }
  }

  // The first date that the page shows as its own: marked, or near the title.
  Moment shown_date() {
    Moment found = marked_date(true);
    if (found.year == 0) found = date_near_title();
    return found.year == 0 && page_.published.value.empty() ? marked_date(false) : found;
  }

  Moment read(std::string_view text) const {
    const auto found = model_.dates().find(text, order_);
    return found ? found->moment : Moment();
  }

  Moment marked_date(bool near) const {
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      const HtmlNode& node = tree_[i];
      const bool tagged = node.tag == HtmlTag::time;
      if (node.tag == HtmlTag::text || node.source.end - node.source.begin < 10) continue;
      if (!tagged && tree_.attribute(i, "itemprop") != "datePublished") continue;
      if (node.end - i > small_nodes || in_comment(i) || (near && !near_title(i))) continue;
      Moment moment = read(tree_.text_of(i));
      for (const std::string_view name : {"datetime", "content"})
        if (const auto iso = parse_iso(tree_.attribute(i, name)); iso && moment.year == 0)
          moment = *iso;
      if (moment.year != 0) return moment;
    }
    return {};
  }

  Moment date_near_title() {
    for (std::size_t i = near_begin_; i < near_end_; ++i) {
      const Block& block = page_.blocks[i];
      const std::string_view text = page_.at(block.span);
      const bool small = block.kind == BlockKind::published || block.kind == BlockKind::byline ||
                         block.kind == BlockKind::furniture;
      if (!small || text.size() > 160) continue;
      const Moment moment = read(text);
      if (moment.year == 0) continue;
      if (model_.phrases().prefix(PhraseRole::changed, text) == 0) return moment;
      if (page_.updated.value.empty()) page_.updated = {moment.edtf(), "page header"};
    }
    return {};
  }

  bool near_title(std::uint32_t node) const {
    const std::uint32_t c = document_.first_chunk(node);
    if (c >= document_.chunks.size()) return false;
    const std::uint32_t at = document_.chunks[c].text.begin;
    return near_begin_ < near_end_ && at >= page_.blocks[near_begin_].span.begin &&
           at <= page_.blocks[near_end_ - 1].span.end;
  }

  // The blocks around the title, where a page says who wrote it and when.
  void find_near() {
    std::size_t title = page_.blocks.size(), body = page_.blocks.size();
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const BlockKind kind = page_.blocks[i].kind;
      if (kind == BlockKind::title && title == page_.blocks.size()) title = i;
      if (kind == BlockKind::paragraph && body == page_.blocks.size()) body = i;
    }
    if (title == page_.blocks.size()) title = body;
    if (title == page_.blocks.size()) return;
    near_begin_ = title - std::min<std::size_t>(title, 6);
    near_end_ = std::min(page_.blocks.size(), std::max(title + 16, std::min(body, title + 30) + 3));
  }

  const HtmlDocument& document_;
  const HtmlTree& tree_;
  const HtmlFacts& facts_;
  Page& page_;
  const PageModel& model_;
  std::size_t near_begin_ = 0, near_end_ = 0;  // blocks around the title
  NumericOrder order_ = NumericOrder::month_first;
};

}  // namespace

void settle_html_facts(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                       const PageModel& model) {
  Settler(document, facts, page, model).settle();
}

void read_html(Page& page, std::string_view source, const Stated& stated, const PageModel& model) {
  HtmlDocument document;
  document.tree.parse(source);
  write_text(document.tree, page.text, page.source_map, document.chunks);
  build_index(document, model);
  find_html_thread(document, page, stated, model);
  const HtmlFacts facts = read_html_facts(document);
  find_html_blocks(document, facts, page, model);
  settle_html_facts(document, facts, page, model);
  split_dateline(page);
  mark_copies(page);
  complete(page, stated, model);
}

}  // namespace sitrep
