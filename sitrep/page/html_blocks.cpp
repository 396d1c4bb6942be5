#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/html_document.h"

namespace sitrep {
namespace {

constexpr std::uint32_t good_bytes_min = 40;   // of a chunk that may be running text
constexpr std::size_t bio_chunks = 4;          // at the end of the text
constexpr std::size_t levels_max = 6;          // that a chunk speaks for, upwards
constexpr double level_decay = 0.65;           // of its voice, a level
constexpr double growth_min = 0.1;             // of the text, that an element around it must add
constexpr double doubted_voice = 0.1;          // of a chunk in what calls itself furniture
constexpr double stated_share_min = 0.45;      // of the text, in an element that calls itself body
constexpr double furniture_share_max = 0.5;    // an element with more of the text is no furniture
constexpr std::size_t oracle_bytes_min = 400;  // of a body in JSON-LD that is worth comparing
constexpr double oracle_share_min = 0.5;       // of the text found; less is a teaser
constexpr std::size_t probe_bytes = 32;        // of a chunk that are looked for in it

enum Flag : unsigned {
  nav = 1u << 0,
  side = 1u << 1,
  footer = 1u << 2,
  form = 1u << 3,
  figure = 1u << 4,
  caption = 1u << 5,
  furniture = 1u << 6,
  comments = 1u << 7,
  byline = 1u << 8,
  date = 1u << 9,
  bio = 1u << 10,
  title = 1u << 11,
  teaser = 1u << 12,
  fact = 1u << 13,
  quote = 1u << 14,
  hidden = 1u << 15,
  credit = 1u << 16,
  list = 1u << 17,
  heading = 1u << 18,
  table = 1u << 19,
  button = 1u << 20,
  time_tag = 1u << 21,
};
constexpr unsigned off_text = nav | side | footer | form | button;

unsigned flags_of_tag(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::nav:
    case HtmlTag::menu:
      return nav;
    case HtmlTag::aside:
      return side;
    case HtmlTag::footer:
      return footer;
    case HtmlTag::form:
    case HtmlTag::label:
    case HtmlTag::fieldset:
      return form;
    case HtmlTag::button:
    case HtmlTag::option:
      return button;
    case HtmlTag::figure:
      return figure;
    case HtmlTag::figcaption:
      return figure | caption;
    case HtmlTag::blockquote:
      return quote;
    case HtmlTag::li:
      return list;
    case HtmlTag::table:
      return table;
    case HtmlTag::time:
      return time_tag;
    case HtmlTag::h1:
    case HtmlTag::h2:
    case HtmlTag::h3:
    case HtmlTag::h4:
    case HtmlTag::h5:
    case HtmlTag::h6:
      return heading;
    default:
      return 0;
  }
}

unsigned flags_of_roles(ClassRoles roles) {
  unsigned flags = 0;
  constexpr std::pair<ClassRole, unsigned> pairs[] = {{ClassRole::furniture, furniture},
                                                      {ClassRole::comments, comments},
                                                      {ClassRole::caption, caption},
                                                      {ClassRole::credit, credit},
                                                      {ClassRole::byline, byline},
                                                      {ClassRole::date, date},
                                                      {ClassRole::bio, bio},
                                                      {ClassRole::title, title},
                                                      {ClassRole::teaser, teaser},
                                                      {ClassRole::fact, fact},
                                                      {ClassRole::quote, quote},
                                                      {ClassRole::hidden, hidden}};
  for (const auto& [role, flag] : pairs)
    if (roles.has(role)) flags |= flag;
  return flags;
}

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

/// Finds the element that holds the article and gives each chunk its kind.
class Blocks {
 public:
  Blocks(const HtmlDocument& document, const HtmlFacts& facts, Page& page, const PageModel& model)
      : document_(document), tree_(document.tree), facts_(facts), page_(page), model_(model) {}

  void find() {
    weigh_chunks();
    set_flags();
    choose_main();
    trust_main();
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

  double good_in(std::uint32_t node) const {
    return static_cast<double>(good_before_[document_.end_chunk(node)] -
                               good_before_[document_.first_chunk(node)]);
  }

  // Running text: long, not mostly links, not in a part of the page that HTML says is beside it.
  void weigh_chunks() {
    std::vector<unsigned> tag_flags(tree_.size(), 0);
    for (std::uint32_t i = 1; i < tree_.size(); ++i)
      tag_flags[i] = tag_flags[tree_[i].parent] | flags_of_tag(tree_[i].tag);
    good_before_.assign(document_.chunks.size() + 1, 0);
    good_.assign(document_.chunks.size(), 0);
    for (std::size_t c = 0; c < document_.chunks.size(); ++c) {
      const std::uint32_t size = chunk(c).text.size();
      const bool off = (tag_flags[chunk(c).node] & (off_text | figure | heading)) != 0;
      if (size >= good_bytes_min && chunk(c).link_bytes * 5 < size * 2 && !off && !in_thread(c))
        good_[c] = size;
      good_before_[c + 1] = good_before_[c] + good_[c];
    }
  }

  void set_flags() {
    flags_.assign(tree_.size(), 0);
    const double all = good_in(0);
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == HtmlTag::text) {
        flags_[i] = flags_[node.parent];
        continue;
      }
      unsigned own = flags_of_tag(node.tag);
      if (!document_.roles[i].empty()) own |= flags_of_roles(document_.roles[i]);
      if (node.source.end - node.source.begin > 6) own |= flags_of_attributes(i);
      // What holds the text is no menu, whatever it is called ("article tag-politics").
      if (own != 0 && all > 0 && good_in(i) > all * furniture_share_max)
        own &= list | heading | quote | table;
      flags_[i] = flags_[node.parent] | own;
    }
  }

  unsigned flags_of_attributes(std::uint32_t i) const {
    unsigned flags = 0;
    const std::string_view tag = tree_.at(tree_[i].source);
    if (tag.find("role=") != std::string_view::npos) {
      const std::string_view role = tree_.attribute(i, "role");
      if (role == "navigation" || role == "menu" || role == "search") flags |= nav;
      if (role == "complementary") flags |= side;
      if (role == "contentinfo") flags |= footer;
      if (role == "dialog") flags |= hidden;
    }
    if (tag.find("hidden") != std::string_view::npos && tree_.has_attribute(i, "hidden"))
      flags |= hidden;
    if (tag.find("display:none") != std::string_view::npos ||
        tag.find("display: none") != std::string_view::npos)
      flags |= hidden;
    if (tag.find("itemprop") != std::string_view::npos) {
      const std::string_view property = tree_.attribute(i, "itemprop");
      if (property == "caption") flags |= caption;
      if (property == "author" || property == "creator") flags |= byline;
      if (property == "datePublished" || property == "dateModified") flags |= date;
      if (property == "headline") flags |= title;
    }
    return flags;
  }

  // Each chunk speaks for the elements around it, the nearer the louder.
  std::uint32_t by_text() const {
    std::vector<double> score(tree_.size(), 0);
    std::uint32_t best = 0;
    for (std::size_t c = 0; c < document_.chunks.size(); ++c) {
      if (good_[c] == 0) continue;
      double voice = good_[c];
      if ((flags_[chunk(c).node] & (furniture | hidden | comments | bio)) != 0)
        voice *= doubted_voice;
      std::uint32_t node = chunk(c).node;
      const HtmlTag tag = tree_[node].tag;
      if (tag == HtmlTag::p || tag == HtmlTag::li || tag == HtmlTag::blockquote)
        node = tree_[node].parent;
      for (std::size_t level = 0; level < levels_max; ++level) {
        score[node] += voice;
        if (score[node] > score[best]) best = node;
        if (node == 0) break;
        voice *= level_decay;
        node = tree_[node].parent;
      }
    }
    return best;
  }

  // The element with most text of those that call themselves the body; the innermost of equals.
  std::uint32_t by_name() const {
    std::uint32_t best = 0;
    double most = 0;
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == HtmlTag::text) continue;
      bool named = document_.roles[i].has(ClassRole::body);
      if (!named && tree_[i].source.end - tree_[i].source.begin > 20)
        named = tree_.attribute(i, "itemprop") == "articleBody";
      if (!named || (flags_[i] & (furniture | hidden | comments)) != 0) continue;
      const double good = good_in(i);
      if (good > 0 && good >= most) {
        most = good;
        best = i;
      }
    }
    return best;
  }

  void choose_main() {
    const std::uint32_t text = whole(by_text()), name = by_name();
    main_ = {text};
    const double least = std::max(good_in(text), 1.0) * stated_share_min;
    if (name == 0 || good_in(name) < least) return;
    main_ = {name};
    // A body cut into several elements of one class.
    const std::string_view same = tree_.class_of(name);
    const std::uint32_t around = article_around(name);
    if (same.empty()) return;
    for (std::uint32_t i = 1; i < tree_.size(); ++i)
      if (i != name && tree_[i].tag == tree_[name].tag && tree_.class_of(i) == same &&
          (tree_[i].end <= name || i >= tree_[name].end) && good_in(i) > 0 && around != 0 &&
          article_around(i) == around)
        main_.push_back(i);
    std::sort(main_.begin(), main_.end());
  }

  // Page builders call every paragraph a widget: where most of the text is in such elements, their
  // names mean nothing.
  void trust_main() {
    double all = 0, doubted = 0;
    for (const std::uint32_t node : main_) {
      for (std::uint32_t c = document_.first_chunk(node); c < document_.end_chunk(node); ++c) {
        all += good_[c];
        if ((flags_[chunk(c).node] & ~flags_[node] & (furniture | hidden)) != 0)
          doubted += good_[c];
      }
    }
    trusted_ = doubted * 2 > all ? furniture | hidden : 0;
  }

  // Some bodies come in two halves around a picture: goes up while what is added is running text
  // too, and not what calls itself something else.
  std::uint32_t whole(std::uint32_t node) const {
    while (node != 0 && tree_[node].parent != 0) {
      const std::uint32_t up = tree_[node].parent;
      double good = 0, rest = 0;
      for (std::uint32_t c = document_.first_chunk(up); c < document_.end_chunk(up); ++c) {
        if (c >= document_.first_chunk(node) && c < document_.end_chunk(node)) continue;
        if (in_thread(c)) continue;
        const bool doubted =
            (flags_[chunk(c).node] & (furniture | hidden | comments | bio | off_text)) != 0;
        (good_[c] > 0 && !doubted ? good : rest) += chunk(c).text.size();
      }
      const HtmlTag tag = tree_[up].tag;
      if (tag == HtmlTag::body || tag == HtmlTag::html) return node;
      if (good > 0 && (good < good_in(node) * growth_min || good < rest * 3)) return node;
      if (good == 0 && rest > 0) return node;
      node = up;
    }
    return node;
  }

  std::uint32_t article_around(std::uint32_t node) const {
    while (node != 0 && tree_[node].tag != HtmlTag::article && tree_[node].tag != HtmlTag::main)
      node = tree_[node].parent;
    return node;
  }

  // The element of main_ that holds a chunk, or nothing.
  const std::uint32_t* main_of(std::size_t c) const {
    for (const std::uint32_t& node : main_)
      if (c >= document_.first_chunk(node) && c < document_.end_chunk(node)) return &node;
    return nullptr;
  }

  // Some pages state their body in JSON-LD: then the chunks that stand in it are known.
  void ask_stated_body() {
    stated_.assign(document_.chunks.size(), false);
    first_stated_ = document_.chunks.size();
    if (facts_.article_body.size() < oracle_bytes_min) return;
    const std::string body = squeeze(facts_.article_body, facts_.article_body.size());
    std::size_t found_bytes = 0, at = 0;
    for (std::size_t c = 0; c < document_.chunks.size(); ++c) {
      if (chunk(c).text.size() < good_bytes_min || in_thread(c)) continue;
      const std::string probe = squeeze(words(c), probe_bytes);
      std::size_t found = body.find(probe, at);
      if (found == std::string::npos) found = body.find(probe);
      if (found == std::string::npos) continue;
      at = found;
      stated_[c] = true;
      found_bytes += squeeze(words(c), chunk(c).text.size()).size();
      first_stated_ = std::min(first_stated_, c);
      last_stated_ = c;
    }
    double good = 0;
    for (const std::uint32_t node : main_) good += good_in(node);
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
      if (oracle_) {
        if (stated_[c] && kinds_[c] == BlockKind::furniture && !says_nothing(words(c)))
          kinds_[c] = BlockKind::paragraph;
        const bool body = kinds_[c] == BlockKind::paragraph || kinds_[c] == BlockKind::list_item ||
                          kinds_[c] == BlockKind::quote || kinds_[c] == BlockKind::subheading;
        const bool foreign =
            whole_oracle_ && kinds_[c] == BlockKind::paragraph && good_[c] > 0 && !stated_[c];
        if (body && (foreign || c < first_stated_ || c > last_stated_))
          kinds_[c] = BlockKind::furniture;
      }
    }
    drop_lone_headings();
    mark_bios();
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

  bool says_nothing(std::string_view text) const {
    const Phrases& phrases = model_.phrases();
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
    return BlockKind::paragraph;
  }

  BlockKind inside(std::size_t c, std::uint32_t main) const {
    const unsigned flags = flags_[chunk(c).node] & ~flags_[main] & ~trusted_;
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
    if (structural) return small;
    if (small != BlockKind::paragraph && (good_[c] == 0 || !ends_sentence(text))) return small;
    if (says_nothing(text)) return BlockKind::furniture;
    if (tag == HtmlTag::h1 || is_title_text(text)) return BlockKind::title;
    const bool linked = chunk(c).link_bytes * 10 > chunk(c).text.size() * 8;
    if (tag == HtmlTag::pre && is_code(text)) return BlockKind::furniture;
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
    return flags_[tree_[chunk(c).first].parent] & ~flags_[chunk(c).node] &
           (byline | date | time_tag | credit | furniture | hidden | caption);
  }

  BlockKind outside(std::size_t c) const {
    const unsigned flags = flags_[chunk(c).node] | flags_of_inline(c);
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
    const bool before = c < document_.first_chunk(main_.front());
    const bool intro = (flags & teaser) != 0 || is_heading(tag) || tag == HtmlTag::p;
    if (before && intro && good_[c] + chunk(c).text.size() >= 2 * good_bytes_min &&
        chunk(c).link_bytes == 0 && after_title(c))
      return BlockKind::paragraph;
    return BlockKind::furniture;
  }

  // Stands in the same article element as the body, or in the page's only column.
  bool shares_article(std::size_t c) const {
    const std::uint32_t body = article_around(main_.front());
    if (body == 0) return c < document_.end_chunk(main_.back()) + 8;
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
  std::vector<std::uint32_t> good_, good_before_;
  std::vector<unsigned> flags_;
  unsigned trusted_ = 0;  // flags that say nothing inside the main element
  std::vector<std::uint32_t> main_;
  std::vector<bool> stated_;
  std::size_t first_stated_ = 0, last_stated_ = 0;
  bool oracle_ = false, whole_oracle_ = false;
  std::string page_title_;
  std::vector<BlockKind> kinds_;
};

}  // namespace

void find_html_blocks(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                      const PageModel& model) {
  Blocks(document, facts, page, model).find();
}

}  // namespace sitrep
