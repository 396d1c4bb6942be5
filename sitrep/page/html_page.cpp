#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/page/facts.h"
#include "sitrep/page/html_document.h"
#include "sitrep/page/lines.h"

namespace sitrep {
namespace {

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
    title();
    authors();
    dates();
    page_.url = facts_.canonical;
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
    if (!page_.authors.empty()) return;
    for (std::uint32_t i = 1; i < tree_.size() && page_.authors.empty(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == Tag::text || node.source.end - node.source.begin < 10) continue;
      const std::string_view attributes = tree_.at(node.source);
      const bool names =
          attributes.find("author") != std::string_view::npos &&
          (tree_.attribute(i, "rel") == "author" || tree_.attribute(i, "itemprop") == "author");
      if (!names || in_comment(i)) continue;
      const std::string text = tree_.text_of(i);
      if (text.size() < 100)
        for (const std::string& one : authors_of(text, model_)) add_author(one);
    }
    for (const Block& block : page_.blocks) {
      if (!page_.authors.empty()) return;
      if (block.kind != BlockKind::byline || block.span.size() > 160) continue;
      std::string_view text = page_.at(block.span);
      if (const auto date = model_.dates().find(text, NumericOrder::month_first))
        text = trim(text.substr(0, date->begin));
      for (const std::string& one : authors_of(text, model_)) add_author(one);
    }
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
    if (const std::size_t by = model_.phrases().prefix(PhraseRole::byline, name);
        by > 0 && by < name.size())
      name = trim(name.substr(by));
    if (name.size() < 2 || name.size() > 80 || name.find('@') != std::string_view::npos ||
        name.find("://") != std::string_view::npos)
      return;
    if (model_.phrases().is(PhraseRole::not_an_author, name)) return;
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
    } else if (const auto found = model_.dates().find(written, NumericOrder::month_first)) {
      into = {found->moment.edtf(), std::string(basis)};
    }
  }

  void dates() {
    set(page_.published, facts_.published, "metadata");
    set(page_.updated, facts_.updated, "metadata");
    std::string shown;
    for (std::uint32_t i = 1; i < tree_.size() && shown.empty(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == Tag::text || node.source.end - node.source.begin < 10) continue;
      if (in_comment(i)) continue;
      const bool published = tree_.attribute(i, "itemprop") == "datePublished" ||
                             (node.tag == Tag::time && tree_.has_attribute(i, "datetime"));
      if (!published) continue;
      const std::string_view stamp = tree_.attribute(i, "datetime");
      shown = !stamp.empty() ? stamp : tree_.attribute(i, "content");
      if (shown.empty()) shown = tree_.text_of(i);
      if (!parse_iso(shown) && !model_.dates().find(shown, NumericOrder::month_first))
        shown.clear();
    }
    set(page_.published, shown, "page header");
    for (const Block& block : page_.blocks) {
      if (block.kind != BlockKind::published && block.kind != BlockKind::byline) continue;
      const std::string_view text = page_.at(block.span);
      const bool changed = model_.phrases().prefix(PhraseRole::changed, text) > 0;
      set(changed ? page_.updated : page_.published, text, "page header");
    }
  }

  const HtmlDocument& document_;
  const HtmlTree& tree_;
  const HtmlFacts& facts_;
  Page& page_;
  const PageModel& model_;
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
