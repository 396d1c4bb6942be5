#include "sitrep/report/html_pages.h"

#include <algorithm>

#include <fmt/format.h>

#include "sitrep/report/describe.h"
#include "sitrep/report/wording.h"

namespace sitrep {

namespace {

std::string anchor(std::uint32_t page, Span words) {
  return fmt::format("p{}-{}-{}", page, words.begin, words.end);
}

/// The blocks of a page in reading order.
class PageBlocks {
 public:
  PageBlocks(const Document& document, const std::vector<HtmlMark>& marks, Writer& out)
      : page_(document.page), marks_(marks), out_(out) {}

  void write() {
    bool in_furniture = false;
    for (std::size_t i = 0; i < page_.blocks.size(); ++i) {
      const Block& block = page_.blocks[i];
      const bool is_furniture = block.kind == BlockKind::furniture;
      if (is_furniture && !in_furniture)
        out_ << "<details class=\"furniture\"><summary>menus, links, advertisements</summary>\n";
      if (!is_furniture && in_furniture) out_ << "</details>\n";
      in_furniture = is_furniture;
      if (!block.comment.none() && (i == 0 || page_.blocks[i - 1].comment != block.comment))
        comment_head(page_.comments[block.comment.value]);
      write_block(block);
    }
    if (in_furniture) out_ << "</details>\n";
  }

 private:
  void comment_head(const Comment& comment) {
    const std::string author = comment.author.empty() ? "no name" : html_text(comment.author);
    out_ << fmt::format(
        "<p class=\"comment dim\">a reader ({}){}: evidence of nothing but itself"
        "</p>\n",
        author, comment.time.empty() ? "" : ", " + html_text(comment.time));
  }

  void write_block(const Block& block) {
    const std::string_view element = block.kind == BlockKind::title ? "h4" : "p";
    // Marks begin within the block: a binary search, since both rise.
    const auto first = std::ranges::lower_bound(marks_, block.span.begin, {},
                                                [](const HtmlMark& m) { return m.span.begin; });
    const auto last = std::ranges::lower_bound(marks_, block.span.end, {},
                                               [](const HtmlMark& m) { return m.span.begin; });
    out_ << fmt::format("<{} class=\"{}\">{}</{}>\n", element, word(block.kind),
                        marked_html(page_.at(block.span), block.span.begin, {first, last}),
                        element);
  }

  const Page& page_;
  const std::vector<HtmlMark>& marks_;
  Writer& out_;
};

void write_head(const Document& document, const PageFacts& facts, std::uint32_t index,
                Writer& out) {
  const Page& page = document.page;
  const std::string title = facts.title.empty() ? "(no title)" : html_text(facts.title);
  out << fmt::format(
      "<details class=\"page\" id=\"p{}\"><summary>{} <span class=\"dim\">{}, {}"
      "</span></summary>\n<p class=\"dim\">{}",
      index, title, html_text(outlet_in_words(facts)), html_text(day_in_words(facts.published)),
      html_text(id_of(page.id, Part::page, 0)));
  std::vector<std::string> authors;
  for (const std::string& author : page.authors) authors.push_back(html_text(author));
  if (!authors.empty()) out << " &middot; by " + listed(authors);
  if (!page.published.basis.empty())
    out << " &middot; day from: " + html_text(page.published.basis);
  out << " &middot; " + html_text(page.source);
  if (!page.url.empty()) out << " &middot; " + html_link(page.url);
  out << "</p>\n";
}

}  // namespace

std::string CitedPages::cite(std::uint32_t page, Span words) {
  words_[page].push_back(words);
  return anchor(page, words);
}

Status CitedPages::write(const Store& store, const Story& story, const Tick& tick,
                         Writer& out) const {
  std::size_t done = 0;
  for (const auto& [index, cited] : words_) {
    const auto document = store.load(story.pages[index].page);
    if (!document) return document.error();
    std::vector<HtmlMark> marks;
    for (const Span span : cited) marks.push_back({span, anchor(index, span)});
    std::ranges::sort(marks);
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    write_head(*document, story.pages[index], index, out);
    PageBlocks(*document, marks, out).write();
    out << "</details>\n";
    if (!out.ok()) return out.status();
    if (Status status = tick(++done, words_.size()); !status) return status;
  }
  return Done{};
}

}  // namespace sitrep
