#include "sitrep/page/html_main.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace sitrep {
namespace {

using namespace html_flag;

constexpr std::size_t levels_max = 6;        // that a chunk speaks for, upwards
constexpr double level_decay = 0.65;         // of its voice, a level
constexpr double growth_min = 0.1;           // of the text, that an element around it must add
constexpr double doubted_voice = 0.1;        // of a chunk in what calls itself furniture
constexpr double stated_share_min = 0.45;    // of the text, in an element that calls itself body
constexpr double furniture_share_max = 0.5;  // an element with more of the text is no furniture
constexpr double like_share_min = 0.5;       // of the body, in paragraphs of one template
constexpr std::size_t likes_max = 200;       // elements that a body is cut into
constexpr std::size_t tag_factor = 256, hash_factor = 1099511628211u;  // FNV

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

/// Weighs what is running text and finds the element that holds most of it.
class Finder {
 public:
  explicit Finder(const HtmlDocument& document) : document_(document), tree_(document.tree) {}

  HtmlMain find() {
    weigh_chunks();
    set_flags();
    choose_main();
    gather_likes();
    trust_main();
    return std::move(out_);
  }

 private:
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
    out_.good.assign(document_.chunks.size(), 0);
    for (std::size_t c = 0; c < document_.chunks.size(); ++c) {
      const std::uint32_t size = chunk(c).text.size();
      const bool off = (tag_flags[chunk(c).node] & (off_text | figure | heading)) != 0;
      if (size >= good_bytes_min && chunk(c).link_bytes * 5 < size * 2 && !off && !in_thread(c))
        out_.good[c] = size;
      good_before_[c + 1] = good_before_[c] + out_.good[c];
    }
  }

  void set_flags() {
    out_.flags.assign(tree_.size(), 0);
    const double all = good_in(0);
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == HtmlTag::text) {
        out_.flags[i] = out_.flags[node.parent];
        continue;
      }
      unsigned own = flags_of_tag(node.tag);
      if (!document_.roles[i].empty()) own |= flags_of_roles(document_.roles[i]);
      if (node.source.end - node.source.begin > 6) own |= flags_of_attributes(i);
      // What holds the text is no menu, whatever it is called ("article tag-politics").
      if (own != 0 && all > 0 && good_in(i) > all * furniture_share_max)
        own &= list | heading | quote | table;
      out_.flags[i] = out_.flags[node.parent] | own;
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
      if (out_.good[c] == 0) continue;
      double voice = out_.good[c];
      if ((out_.flags[chunk(c).node] & (furniture | hidden | comments | bio)) != 0)
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
      if (!named || (out_.flags[i] & (furniture | hidden | comments)) != 0) continue;
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
    out_.elements = {text};
    const double least = std::max(good_in(text), 1.0) * stated_share_min;
    if (name == 0 || good_in(name) < least) return;
    out_.elements = {name};
    // A body cut into several elements of one class.
    const std::string_view same = tree_.class_of(name);
    const std::uint32_t around = article_around(tree_, name);
    if (same.empty()) return;
    for (std::uint32_t i = 1; i < tree_.size(); ++i)
      if (i != name && tree_[i].tag == tree_[name].tag && tree_.class_of(i) == same &&
          (tree_[i].end <= name || i >= tree_[name].end) && good_in(i) > 0 && around != 0 &&
          article_around(tree_, i) == around && out_.elements.size() < likes_max)
        out_.elements.push_back(i);
    std::sort(out_.elements.begin(), out_.elements.end());
  }

  // What paragraphs of one template have in common: tag, and tag and class of the elements around
  // them. 0 where there is no class to tell templates apart.
  std::size_t shape_of(std::size_t c) const {
    const std::uint32_t node = chunk(c).node, up = tree_[node].parent;
    if (out_.good[c] == 0 || up == 0) return 0;
    const std::string_view inner = tree_.class_of(up), outer = tree_.class_of(tree_[up].parent);
    if (inner.empty() && outer.empty()) return 0;
    std::size_t key = static_cast<std::size_t>(tree_[node].tag) * tag_factor +
                      static_cast<std::size_t>(tree_[up].tag);
    for (const std::string_view part : {inner, outer})
      key = key * hash_factor ^ std::hash<std::string_view>{}(part);
    return key | 1;
  }

  bool in_main(std::size_t c) const {
    return std::any_of(out_.elements.begin(), out_.elements.end(), [&](std::uint32_t node) {
      return c >= document_.first_chunk(node) && c < document_.end_chunk(node);
    });
  }

  // The element in which the rest of a body that was cut apart may stand.
  std::uint32_t place_of_likes() const {
    const std::uint32_t main = out_.elements.front();
    if (const std::uint32_t article = article_around(tree_, main); article != 0) return article;
    std::uint32_t up = main;
    for (std::size_t level = 0; level < levels_max; ++level) {
      const std::uint32_t next = tree_[up].parent;
      if (next == 0 || tree_[next].tag == HtmlTag::body) break;
      up = next;
    }
    return up;
  }

  // Bodies are cut apart around advertisements: adds the elements whose paragraphs are made as most
  // of the body's are.
  void gather_likes() {
    if (out_.elements.empty() || out_.elements.front() == 0) return;
    std::unordered_map<std::size_t, double> bytes;
    double all = 0;
    for (const std::uint32_t node : out_.elements)
      for (std::uint32_t c = document_.first_chunk(node); c < document_.end_chunk(node); ++c) {
        bytes[shape_of(c)] += out_.good[c];
        all += out_.good[c];
      }
    std::size_t shape = 0;
    for (const auto& [key, share] : bytes)
      if (share > all * like_share_min) shape = key;
    if (shape == 0) return;
    const unsigned known = out_.flags[out_.elements.front()];
    const std::uint32_t place = place_of_likes();
    std::vector<std::uint32_t> more;
    for (std::uint32_t c = document_.first_chunk(place); c < document_.end_chunk(place); ++c) {
      const std::uint32_t node = chunk(c).node, up = tree_[node].parent;
      if (shape_of(c) != shape || (!more.empty() && more.back() == up) || in_main(c)) continue;
      if ((out_.flags[node] & ~known & (off_text | furniture | hidden | comments | bio)) != 0)
        continue;
      const bool holds_main = up <= out_.elements.front() && tree_[up].end > out_.elements.front();
      if (!holds_main && more.size() < likes_max) more.push_back(up);
    }
    out_.elements.insert(out_.elements.end(), more.begin(), more.end());
    std::sort(out_.elements.begin(), out_.elements.end());
    const auto inside = [&](std::uint32_t node, std::uint32_t other) {
      return other >= node && other < tree_[node].end;
    };
    out_.elements.erase(std::unique(out_.elements.begin(), out_.elements.end(), inside),
                        out_.elements.end());
  }

  // Page builders call every paragraph a widget: where most of the text is in such elements, their
  // names mean nothing.
  void trust_main() {
    double all = 0, doubted = 0;
    for (const std::uint32_t node : out_.elements) {
      for (std::uint32_t c = document_.first_chunk(node); c < document_.end_chunk(node); ++c) {
        all += out_.good[c];
        if ((out_.flags[chunk(c).node] & ~out_.flags[node] & (furniture | hidden)) != 0)
          doubted += out_.good[c];
      }
    }
    out_.trusted = doubted * 2 > all ? furniture | hidden : 0;
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
            (out_.flags[chunk(c).node] & (furniture | hidden | comments | bio | off_text)) != 0;
        (out_.good[c] > 0 && !doubted ? good : rest) += chunk(c).text.size();
      }
      const HtmlTag tag = tree_[up].tag;
      if (tag == HtmlTag::body || tag == HtmlTag::html) return node;
      if (good > 0 && (good < good_in(node) * growth_min || good < rest * 3)) return node;
      if (good == 0 && rest > 0) return node;
      node = up;
    }
    return node;
  }

  const HtmlDocument& document_;
  const HtmlTree& tree_;
  std::vector<std::uint32_t> good_before_;
  HtmlMain out_;
};

}  // namespace

std::uint32_t article_around(const HtmlTree& tree, std::uint32_t node) {
  while (node != 0 && tree[node].tag != HtmlTag::article && tree[node].tag != HtmlTag::main)
    node = tree[node].parent;
  return node;
}

HtmlMain find_html_main(const HtmlDocument& document) { return Finder(document).find(); }

}  // namespace sitrep
