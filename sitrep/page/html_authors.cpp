#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/facts.h"
#include "sitrep/page/html_document.h"

namespace sitrep {
namespace {

constexpr std::size_t line_bytes_max = 160;  // of a line that says who wrote and when
constexpr std::size_t name_bytes_max = 80;
constexpr std::size_t degree_bytes_max = 6;  // "MS", "RDN", "Ph.D."
constexpr std::size_t authors_max = 30;      // more are references, not authors

// Where sites keep the pages of their authors.
constexpr std::array author_paths = {
    std::string_view("/author/"),     std::string_view("/authors/"),    std::string_view("/autor/"),
    std::string_view("/autoren/"),    std::string_view("/auteur/"),     std::string_view("/staff/"),
    std::string_view("/journalist/"), std::string_view("/contributor/")};

class Authors {
 public:
  Authors(const HtmlDocument& document, const HtmlFacts& facts, Page& page, const PageModel& model,
          NumericOrder order)
      : document_(document),
        tree_(document.tree),
        facts_(facts),
        page_(page),
        model_(model),
        near_(blocks_near_title(page)),
        order_(order) {}

  void settle() {
    // Names without a capital are those of accounts: what the page shows goes first.
    const bool accounts = std::none_of(facts_.authors.begin(), facts_.authors.end(), has_capital);
    if (!accounts) take_stated();
    if (page_.authors.empty()) by_markup(&Authors::is_marked);
    if (page_.authors.empty()) by_markup(&Authors::leads_to_author);
    if (page_.authors.empty()) by_markup(&Authors::is_named_byline);
    for (std::size_t i = near_.begin; i < near_.end && page_.authors.empty(); ++i)
      read_line(page_.at(page_.blocks[i].span));
    if (page_.authors.empty()) take_stated();
    if (page_.authors.empty()) take_outlet();
    if (page_.authors.size() > authors_max) page_.authors.resize(authors_max);
    spell_as_shown();
  }

 private:
  static bool has_capital(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
      const CodePoint point = decode(name, at);
      if (is_letter(point.value) && !is_lower(point.value)) return true;
      at += std::max<std::uint32_t>(point.length, 1);
    }
    return false;
  }

  void take_stated() {
    for (const std::string& name : facts_.authors)
      for (const std::string& one : split_names(name)) add(one);
  }

  // Nobody is named: the organisation that the page gives as its author, be it the outlet itself.
  void take_outlet() {
    outlet_counts_ = true;
    take_stated();
    for (const std::string& name : facts_.organisations)
      if (page_.authors.empty()) add(name);
  }

  // "By Jane Doe", "posted on May 2 by Jane Doe", "Jane Doe, May 2, 2012".
  void read_line(std::string_view text) {
    if (text.size() > line_bytes_max || ends_sentence(text)) return;
    const Phrases& phrases = model_.phrases();
    if (const std::size_t by = phrases.prefix(PhraseRole::byline, text); by > 0) {
      if (by < text.size()) add_names(text.substr(by));
      return;
    }
    const auto date = model_.dates().find(text, order_);
    if (!date) return;
    const std::string_view before = trim(text.substr(0, date->begin));
    const std::string_view after = trim(text.substr(date->end));
    if (const std::size_t by = phrases.prefix(PhraseRole::byline, after); by > 0) {
      if (by < after.size()) add_names(after.substr(by));
    } else if (count_words(before) >= 2 && count_words(before) <= 3 && looks_like_name(before) &&
               phrases.prefix(PhraseRole::written, before) == 0 &&
               phrases.prefix(PhraseRole::changed, before) == 0) {
      add_names(before);
    }
  }

  // Elements that hold nothing but a name or a line about the author.
  void by_markup(bool (Authors::*names)(std::uint32_t) const) {
    for (std::uint32_t i = 1; i < tree_.size() && page_.authors.empty(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == HtmlTag::text || node.end - i > small_nodes || !(this->*names)(i)) continue;
      if (in_comment(document_, i)) continue;
      const std::string text = tree_.text_of(i);
      if (text.size() < 120) add_names(text);
    }
  }

  bool is_marked(std::uint32_t i) const {
    const SourceSpan tag = tree_[i].source;
    return tag.end - tag.begin >= 10 && tree_.at(tag).find("author") != std::string_view::npos &&
           (tree_.attribute(i, "rel") == "author" || tree_.attribute(i, "itemprop") == "author");
  }

  // A link near the title to the page of an author.
  bool leads_to_author(std::uint32_t i) const {
    if (tree_[i].tag != HtmlTag::a) return false;
    const std::string address = lower(tree_.attribute(i, "href"));
    const bool leads = std::any_of(author_paths.begin(), author_paths.end(), [&](auto path) {
      return address.find(path) != std::string::npos;
    });
    if (!leads || near_.begin >= near_.end) return false;
    // A link inside a chunk begins behind the chunk's own first node: it belongs to the one before.
    std::uint32_t c = document_.first_chunk(i);
    if (c == document_.end_chunk(i) && c > 0) --c;
    if (c >= document_.chunks.size()) return false;
    const std::uint32_t at = document_.chunks[c].text.begin;
    return at >= page_.blocks[near_.begin].span.begin &&
           at <= page_.blocks[near_.end - 1].span.end && looks_like_name(tree_.text_of(i));
  }

  bool is_named_byline(std::uint32_t i) const { return document_.roles[i].has(ClassRole::byline); }

  void add_names(std::string_view text) {
    if (const auto date = model_.dates().find(text, order_))
      text = trim(text.substr(0, date->begin));
    for (const std::string& one : authors_of(text, model_)) add(one);
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

  // Letters of a degree: capitals, perhaps with dots and an "h".
  static bool is_degree(std::string_view word) {
    return !word.empty() && word.size() <= degree_bytes_max &&
           std::none_of(word.begin(), word.end(),
                        [](char c) { return c >= 'a' && c <= 'z' && c != 'h'; });
  }

  bool is_outlet(const std::string& key) const {
    const std::string host = host_of(facts_.canonical);
    return key == folded_words(facts_.site_name) || key == folded_words(facts_.publisher) ||
           (!host.empty() && (key == folded_words(host) || key == host.substr(0, host.find('.'))));
  }

  void add(std::string_view name) {
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
    if (name.size() < 2 || name.size() > name_bytes_max ||
        name.find('@') != std::string_view::npos || name.find("://") != std::string_view::npos)
      return;
    if (model_.phrases().contains(PhraseRole::not_an_author, name) || name[0] == '(') return;
    if (!page_.authors.empty() && is_degree(name)) return;  // "Jane Doe, MS, RD"
    if (const std::size_t last = name.rfind(' ');           // "Jane Doe MS"
        count_words(name) >= 3 && name.size() - last <= 5 && is_degree(name.substr(last + 1)))
      name = trim(name.substr(0, last));
    const std::string key = folded_words(name);
    if (key.empty() || (!outlet_counts_ && is_outlet(key))) return;
    for (const std::string& there : page_.authors)
      if (folded_words(there) == key) return;
    page_.authors.emplace_back(name);
  }

  // Machines leave out the accents that the page shows.
  void spell_as_shown() {
    for (std::size_t i = near_.begin; i < near_.end; ++i) {
      const std::string_view text = page_.at(page_.blocks[i].span);
      const bool ascii =
          std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
      if (text.size() > line_bytes_max || ascii) continue;
      for (const std::string& shown : authors_of(text, model_))
        for (std::string& author : page_.authors)
          if (author != shown && folded_words(author) == folded_words(shown)) author = shown;
    }
  }

  const HtmlDocument& document_;
  const HtmlTree& tree_;
  const HtmlFacts& facts_;
  Page& page_;
  const PageModel& model_;
  const BlockRange near_;
  const NumericOrder order_;
  bool outlet_counts_ = false;  // as an author
};

}  // namespace

BlockRange blocks_near_title(const Page& page) {
  std::size_t title = page.blocks.size(), body = page.blocks.size();
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const BlockKind kind = page.blocks[i].kind;
    if (kind == BlockKind::title && title == page.blocks.size()) title = i;
    if (kind == BlockKind::paragraph && body == page.blocks.size()) body = i;
  }
  if (title == page.blocks.size()) title = body;
  if (title == page.blocks.size()) return {};
  return {title - std::min<std::size_t>(title, 6), title,
          std::min(page.blocks.size(), std::max(title + 16, std::min(body, title + 30) + 3))};
}

bool in_comment(const HtmlDocument& document, std::uint32_t node) {
  if (document.comment_of.empty()) return false;
  const std::uint32_t c = document.first_chunk(node);
  return c < document.comment_of.size() && document.comment_of[c];
}

void settle_html_authors(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                         const PageModel& model, NumericOrder order) {
  Authors(document, facts, page, model, order).settle();
}

}  // namespace sitrep
