#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/facts.h"
#include "sitrep/page/html_main.h"

namespace sitrep {
namespace {

using namespace html_flag;

constexpr std::size_t credit_words_max = 16;       // of a picture
constexpr std::size_t supplied_words_max = 30;     // of a line that says who else reported
constexpr std::size_t date_words_max = 20;         // of a line that says when
constexpr std::size_t date_label_bytes_max = 24;   // "First published on "
constexpr std::size_t announcement_words_max = 8;  // of a heading above other articles
constexpr std::size_t marks_bytes_max = 12;        // of a chunk of marks alone
constexpr std::size_t fact_bytes_max = 250;        // of an item that sums up
constexpr std::size_t deck_bytes_max = 500;
constexpr std::size_t deck_words_min = 5;
constexpr std::size_t bio_chunks = 4;          // at the end of the text
constexpr std::size_t oracle_bytes_min = 400;  // of a body in JSON-LD that is worth comparing
constexpr std::size_t oracle_search_bytes_max = std::size_t{64} << 20;  // that looking may read
constexpr double oracle_share_min = 0.5;  // of the text found; less is a teaser
constexpr std::size_t probe_bytes = 32;   // of a chunk that are looked for in it

// Letters and digits only, in lower case, for comparing texts that were laid out differently.
std::string squeeze(std::string_view text, std::size_t bytes_max) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) {
      out += c;
    }
    if (out.size() >= bytes_max) break;
  }
  return out;
}

/// Gives each chunk its kind.
class Blocks {
 public:
  Blocks(const HtmlDocument& document, const HtmlFacts& facts, Page& page, const PageModel& model)
      : document_(document),
        tree_(document.tree),
        facts_(facts),
        page_(page),
        model_(model),
        main_(find_html_main(document)) {}

  void find() {
    ask_stated_body();
    classify();
    write();
  }

 private:
  std::string_view words(std::size_t c) const { return page_.at(document_.chunks[c].text); }
  const Chunk& chunk(std::size_t c) const { return document_.chunks[c]; }
  bool in_thread(std::size_t c) const {
    return !document_.comment_of.empty() && document_.comment_of[c];
  }

  // The main element that holds a chunk, or nothing.
  const std::uint32_t* main_of(std::size_t c) const {
    for (const std::uint32_t& node : main_.elements)
      if (c >= document_.first_chunk(node) && c < document_.end_chunk(node)) return &node;
    return nullptr;
  }

  // Some pages state their body in JSON-LD: then the chunks that stand in it are known.
  void ask_stated_body() {
    stated_.assign(document_.chunks.size(), false);
    first_stated_ = document_.chunks.size();
    if (facts_.article_body.size() < oracle_bytes_min) return;
    const std::string body = squeeze(facts_.article_body, facts_.article_body.size());
    std::size_t found_bytes = 0, at = 0, read = 0;
    for (std::size_t c = 0; c < document_.chunks.size() && read < oracle_search_bytes_max; ++c) {
      if (chunk(c).text.size() < good_bytes_min || in_thread(c)) continue;
      const std::string probe = squeeze(words(c), probe_bytes);
      std::size_t found = body.find(probe, at);
      if (found == std::string::npos) {
        read += body.size();
        found = body.find(probe);
      }
      if (found == std::string::npos) continue;
      at = found;
      stated_[c] = true;
      found_bytes += squeeze(words(c), chunk(c).text.size()).size();
      first_stated_ = std::min(first_stated_, c);
      last_stated_ = c;
    }
    double good = 0;
    for (const std::uint32_t node : main_.elements)
      for (std::uint32_t c = document_.first_chunk(node); c < document_.end_chunk(node); ++c)
        good += main_.good[c];
    oracle_ = found_bytes * 10 >= body.size() * 8 && found_bytes * 10 <= body.size() * 13 &&
              static_cast<double>(body.size()) >= good * oracle_share_min;
    // Nothing of it is missing on the page: what it lacks is not of the article.
    whole_oracle_ = oracle_ && found_bytes * 100 >= body.size() * 93;
  }

  bool is_title_text(std::string_view text) const {
    return !page_title_.empty() && text.size() < 400 && squeeze(text, 400) == page_title_;
  }

  void classify() {
    page_title_ = squeeze(!facts_.headline.empty() ? facts_.headline : facts_.social_title, 400);
    kinds_.assign(document_.chunks.size(), BlockKind::furniture);
    for (std::size_t c = 0; c < document_.chunks.size(); ++c) {
      if (in_thread(c)) {
        kinds_[c] = BlockKind::comment;
        continue;
      }
      const std::uint32_t* main = main_of(c);
      kinds_[c] = main ? inside(c, *main) : outside(c);
      if (oracle_) obey_stated_body(c);
      follow_sections(c);
      body_seen_ |= kinds_[c] == BlockKind::paragraph && main_.good[c] > 0;
      deck_seen_ |= kinds_[c] == BlockKind::title && !is_heading(tree_[chunk(c).node].tag);
    }
    drop_lone_headings();
    mark_bios();
  }

  void obey_stated_body(std::size_t c) {
    BlockKind& kind = kinds_[c];
    if (stated_[c] && kind == BlockKind::furniture && !says_nothing(words(c)) && !is_call(c))
      kind = BlockKind::paragraph;
    const bool body = kind == BlockKind::paragraph || kind == BlockKind::list_item ||
                      kind == BlockKind::quote || kind == BlockKind::subheading;
    const bool foreign =
        whole_oracle_ && kind == BlockKind::paragraph && main_.good[c] > 0 && !stated_[c];
    if (body && (foreign || c < first_stated_ || c > last_stated_)) kind = BlockKind::furniture;
  }

  // What stands under "About the author" is about the author, up to the next heading; a list above
  // the text sums it up.
  void follow_sections(std::size_t c) {
    BlockKind& kind = kinds_[c];
    if (kind == BlockKind::subheading) {
      about_author_ = model_.phrases().is(PhraseRole::bio, words(c));
      if (about_author_) kind = BlockKind::furniture;
    } else if (about_author_ && kind == BlockKind::paragraph) {
      kind = BlockKind::author_bio;
    } else if (kind == BlockKind::list_item && !body_seen_ && words(c).size() <= fact_bytes_max) {
      const bool goes_on = c > 0 && kinds_[c - 1] == BlockKind::fact_item;
      if (goes_on || after_title(c)) kind = BlockKind::fact_item;
    }
  }

  // Below the text: who wrote it, and how he is reached.
  void mark_bios() {
    std::size_t seen = 0;
    for (std::size_t c = kinds_.size(); c > 0 && seen < bio_chunks; --c) {
      if (kinds_[c - 1] != BlockKind::paragraph && kinds_[c - 1] != BlockKind::list_item) continue;
      ++seen;
      const std::string_view text = words(c - 1);
      if (text.size() > 1000) continue;
      const bool named =
          std::any_of(facts_.authors.begin(), facts_.authors.end(), [&](const std::string& name) {
            return name.size() > 4 &&
                   text.substr(0, name.size() + 8).find(name) != std::string::npos;
          });
      const bool bio = model_.phrases().contains(PhraseRole::bio, text.substr(0, 300));
      const bool address = text.find('@') != std::string_view::npos;
      if ((named && (bio || address)) || (address && bio) || (bio && text.size() < 200))
        kinds_[c - 1] = BlockKind::author_bio;
    }
  }

  static bool has_letter(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = decode(text, at);
      if (is_letter(point.value) || is_digit(point.value)) return true;
      at += std::max<std::uint32_t>(point.length, 1);
    }
    return false;
  }

  static bool is_code(std::string_view text) {
    std::size_t marks = 0;
    for (const char c : text) marks += std::string_view("{}()[]<>;=_").find(c) != std::string::npos;
    return marks * 25 > text.size();
  }

  // "By Vaughn Cockayne - The Washington Times"
  bool by_author(std::string_view text) const {
    const std::size_t by = model_.phrases().prefix(PhraseRole::byline, text);
    return by > 0 && by < text.size() && is_upper(decode(trim(text.substr(by)), 0).value) &&
           text[by] == ' ';
  }

  // A link in capitals between the paragraphs: "GO HERE FOR MORE CRIME NEWS".
  bool is_call(std::size_t c) const {
    if (chunk(c).link_bytes * 10 <= chunk(c).text.size() * 8) return false;
    const std::string_view text = words(c);
    return std::none_of(text.begin(), text.end(), [](char x) { return x >= 'a' && x <= 'z'; });
  }

  // "[Image via MEGA]", "Photo: Acorn TV", "iPhone 11 Credit: Apple" with its credit marked.
  bool is_picture_credit(std::size_t c) const {
    const std::string_view text = words(c);
    if (count_words(text) > credit_words_max) return false;
    const bool bracketed =
        (text.front() == '(' || text.front() == '[') && (text.back() == ')' || text.back() == ']');
    const std::size_t size = model_.phrases().prefix(PhraseRole::picture, text);
    if (size > 0 && size < text.size() && (bracketed || text[size] == ':')) return true;
    if ((main_.flags[chunk(c).node] & heading) != 0) return false;
    const std::uint32_t end =
        c + 1 < document_.chunks.size() ? chunk(c + 1).first : tree_[chunk(c).node].end;
    for (std::uint32_t i = chunk(c).first; i < end; ++i)
      if (tree_[i].tag == HtmlTag::text &&
          (main_.flags[i] & ~main_.flags[chunk(c).node] & credit) != 0)
        return true;
    return false;
  }

  // "4 days ago", "PUBLISHED: May 2, 2023 at 8:48 p.m. | UPDATED: May 3, 2023".
  bool is_time_line(std::string_view text, std::size_t count) const {
    if (count > date_words_max) return false;
    if (const auto age = model_.dates().find_age(text);
        age && text.size() < age->end - age->begin + 8)
      return true;
    const bool labelled = model_.phrases().prefix(PhraseRole::written, text) > 0 ||
                          model_.phrases().prefix(PhraseRole::changed, text) > 0;
    if (!labelled) return false;
    const auto found = model_.dates().find(text, NumericOrder::month_first);
    return found && found->begin <= date_label_bytes_max;
  }

  bool says_nothing(std::string_view text) const {
    const Phrases& phrases = model_.phrases();
    const bool wordless = std::none_of(text.begin(), text.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
    if (wordless && text.size() <= marks_bytes_max && !has_letter(text)) return true;
    return phrases.is(PhraseRole::furniture, text) || phrases.is(PhraseRole::thread_end, text) ||
           phrases.is(PhraseRole::thread_head, text) || decode(text, 0).value == 0xA9;
  }

  BlockKind small_part(std::size_t c, unsigned flags) const {
    const std::string_view text = words(c);
    const std::size_t count = count_words(text);
    if ((flags & caption) != 0) return BlockKind::caption;
    if ((flags & figure) != 0 && (flags & heading) == 0)
      return count >= 4 ? BlockKind::caption : BlockKind::furniture;
    if ((flags & credit) != 0 && count <= 20) return BlockKind::caption;
    if ((flags & bio) != 0) return count >= 8 ? BlockKind::author_bio : BlockKind::furniture;
    if ((flags & byline) != 0 && count <= 25) return BlockKind::byline;
    if (count <= 20 && !ends_sentence(text) && by_author(text)) return BlockKind::byline;
    const bool dated = (flags & (date | time_tag)) != 0 || text.size() < 80;
    if (dated && count <= 16) {
      const auto found = model_.dates().find(text, NumericOrder::month_first);
      if (found && text.size() - (found->end - found->begin) < 40) return BlockKind::published;
    }
    if (is_time_line(text, count)) return BlockKind::published;
    if (is_picture_credit(c)) return BlockKind::caption;
    return body_seen_ && count <= supplied_words_max && is_credit_line(text, model_)
               ? BlockKind::byline
               : BlockKind::paragraph;
  }

  BlockKind inside(std::size_t c, std::uint32_t main) const {
    const unsigned flags = main_.flags[chunk(c).node] & ~main_.flags[main] & ~main_.trusted;
    const unsigned here = flags | flags_of_inline(c);
    const std::string_view text = words(c);
    const Phrases& phrases = model_.phrases();
    const HtmlTag tag = tree_[chunk(c).node].tag;
    const std::size_t count = count_words(text);
    if ((here & (nav | footer | form | button | furniture | hidden | comments | side)) != 0) {
      if ((here & (caption | figure)) != 0 && (here & (nav | form | hidden | comments)) == 0)
        return small_part(c, here);
      return BlockKind::furniture;
    }
    const BlockKind small = small_part(c, here);
    const bool structural = small == BlockKind::caption || small == BlockKind::author_bio;
    const bool labelled = (small == BlockKind::byline && is_credit_line(text, model_)) ||
                          (small == BlockKind::published && is_time_line(text, count));
    if (structural || labelled) return small;
    if (small != BlockKind::paragraph && (main_.good[c] == 0 || !ends_sentence(text))) return small;
    if (says_nothing(text)) return BlockKind::furniture;
    if (is_title_text(text) || (tag == HtmlTag::h1 && !body_seen_)) return BlockKind::title;
    const bool linked = chunk(c).link_bytes * 10 > chunk(c).text.size() * 8;
    if (tag == HtmlTag::pre && is_code(text)) return BlockKind::furniture;
    if ((here & teaser) != 0 && !body_seen_ && !deck_seen_ && !linked && is_deck(text) &&
        after_title(c))
      return BlockKind::title;
    if (is_call(c)) return BlockKind::furniture;
    const bool announces =
        count <= announcement_words_max && phrases.prefix(PhraseRole::related, text) > 0;
    if ((here & heading) != 0 && announces) return BlockKind::furniture;
    if ((here & heading) != 0) return linked ? BlockKind::furniture : BlockKind::subheading;
    if (chunk(c).link_bytes > 0 && phrases.prefix(PhraseRole::related, text) > 0)
      return BlockKind::furniture;
    if (linked && !(ends_sentence(text) && count > 12)) return BlockKind::furniture;
    if ((here & fact) != 0) return (here & list) != 0 ? BlockKind::fact_item : BlockKind::paragraph;
    if ((here & list) != 0)
      return chunk(c).link_bytes * 2 > chunk(c).text.size() && !ends_sentence(text)
                 ? BlockKind::furniture
                 : BlockKind::list_item;
    if ((here & quote) != 0) return BlockKind::quote;
    if (count <= 3 && tag != HtmlTag::p && tag != HtmlTag::td && tag != HtmlTag::th &&
        !ends_sentence(text))
      return BlockKind::furniture;
    return BlockKind::paragraph;
  }

  // Flags of the inline elements between the block and the words (span.byline, time).
  unsigned flags_of_inline(std::size_t c) const {
    return main_.flags[tree_[chunk(c).first].parent] & ~main_.flags[chunk(c).node] &
           (byline | date | time_tag | credit | furniture | hidden | caption);
  }

  BlockKind outside(std::size_t c) const {
    const unsigned flags = main_.flags[chunk(c).node] | flags_of_inline(c);
    const std::string_view text = words(c);
    const HtmlTag tag = tree_[chunk(c).node].tag;
    if ((flags & (hidden | comments | nav)) != 0) return BlockKind::furniture;
    const bool near = shares_article(c);
    if (tag == HtmlTag::h1 && near) return BlockKind::title;
    if (is_title_text(text) && (flags & (furniture | side | footer)) == 0) return BlockKind::title;
    const bool picture = (flags & (caption | figure)) != 0 && (flags & (side | footer)) == 0;
    if (near && picture) return small_part(c, flags);
    if (!near || (flags & (furniture | side | footer | form | button)) != 0)
      return BlockKind::furniture;
    const BlockKind small = small_part(c, flags);
    if (small != BlockKind::paragraph) return small;
    const bool before = c < document_.first_chunk(main_.elements.front());
    const bool intro = (flags & teaser) != 0 || is_heading(tag) || tag == HtmlTag::p;
    if (before && intro && chunk(c).link_bytes == 0 && after_title(c)) {
      if (is_deck(text) && (!deck_seen_ || is_heading(tag))) return BlockKind::title;
      if (main_.good[c] > 0) return BlockKind::paragraph;
    }
    return BlockKind::furniture;
  }

  // The sentence or two under a headline.
  static bool is_deck(std::string_view text) {
    return text.size() <= deck_bytes_max && count_words(text) >= deck_words_min;
  }

  // Stands in the same article element as the body, or in the page's only column.
  bool shares_article(std::size_t c) const {
    const std::uint32_t body = article_around(tree_, main_.elements.front());
    if (body == 0) return c < document_.end_chunk(main_.elements.back()) + 8;
    return c >= document_.first_chunk(body) && c < document_.end_chunk(body);
  }

  bool after_title(std::size_t c) const {
    for (std::size_t back = c; back > 0 && c - back < 6; --back)
      if (kinds_[back - 1] == BlockKind::title) return true;
    return false;
  }

  // A heading with no text below it announces what was left out.
  void drop_lone_headings() {
    bool text_below = false;
    for (std::size_t c = kinds_.size(); c > 0; --c) {
      BlockKind& kind = kinds_[c - 1];
      if (kind == BlockKind::subheading) {
        if (!text_below) kind = BlockKind::furniture;
        const unsigned level = static_cast<unsigned>(tree_[chunk(c - 1).node].tag);
        text_below = text_below && level > static_cast<unsigned>(HtmlTag::h2) ? text_below : false;
      } else if (kind == BlockKind::paragraph || kind == BlockKind::list_item ||
                 kind == BlockKind::quote || kind == BlockKind::fact_item) {
        text_below = true;
      }
    }
  }

  void write() {
    for (std::size_t c = 0; c < document_.chunks.size(); ++c) {
      Block block;
      block.kind = kinds_[c];
      const std::string_view text = trim(words(c));
      if (text.empty()) continue;
      block.span.begin = static_cast<std::uint32_t>(text.data() - page_.text.data());
      block.span.end = block.span.begin + static_cast<std::uint32_t>(text.size());
      if (kinds_[c] == BlockKind::comment) {
        block.comment = document_.comment_of[c];
        if (!page_.blocks.empty() && page_.blocks.back().comment == block.comment) {
          page_.blocks.back().span.end = block.span.end;
          continue;
        }
      }
      page_.blocks.push_back(block);
    }
  }

  const HtmlDocument& document_;
  const HtmlTree& tree_;
  const HtmlFacts& facts_;
  Page& page_;
  const PageModel& model_;
  const HtmlMain main_;
  std::vector<bool> stated_;
  std::size_t first_stated_ = 0, last_stated_ = 0;
  bool oracle_ = false, whole_oracle_ = false;
  std::string page_title_;
  bool deck_seen_ = false;     // a sentence that goes with the headline stands above
  bool body_seen_ = false;     // some running text stands above
  bool about_author_ = false;  // under a heading that says so
  std::vector<BlockKind> kinds_;
};

}  // namespace

void find_html_blocks(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                      const PageModel& model) {
  Blocks(document, facts, page, model).find();
}

}  // namespace sitrep
