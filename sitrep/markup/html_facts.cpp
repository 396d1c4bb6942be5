#include "sitrep/markup/html_facts.h"

#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"
#include "sitrep/inputs/json.h"

namespace sitrep {
namespace {

// The names of meta elements, best first.
constexpr std::array published_names = {std::string_view("article:published_time"),
                                        std::string_view("og:published_time"),
                                        std::string_view("parsely-pub-date"),
                                        std::string_view("sailthru.date"),
                                        std::string_view("article.published"),
                                        std::string_view("dc.date.issued"),
                                        std::string_view("dcterms.created"),
                                        std::string_view("dc.date.created"),
                                        std::string_view("dc.date"),
                                        std::string_view("dcterms.date"),
                                        std::string_view("pubdate"),
                                        std::string_view("publishdate"),
                                        std::string_view("publish-date"),
                                        std::string_view("publish_date"),
                                        std::string_view("publication_date"),
                                        std::string_view("published_time"),
                                        std::string_view("datepublished"),
                                        std::string_view("cxenseparse:recs:publishtime"),
                                        std::string_view("cxenseparse:publishtime"),
                                        std::string_view("originalpublicationdate"),
                                        std::string_view("article_date_original"),
                                        std::string_view("created"),
                                        std::string_view("date"),
                                        std::string_view("ptime"),
                                        std::string_view("displaydate"),
                                        std::string_view("citation_publication_date"),
                                        std::string_view("rnews:datepublished"),
                                        std::string_view("og:article:published_time"),
                                        std::string_view("article:published"),
                                        std::string_view("article:publish_date"),
                                        std::string_view("article-published"),
                                        std::string_view("published"),
                                        std::string_view("pub_date"),
                                        std::string_view("date_published"),
                                        std::string_view("dc.date.published")};
constexpr std::array updated_names = {std::string_view("article:modified_time"),
                                      std::string_view("og:updated_time"),
                                      std::string_view("lastmod"),
                                      std::string_view("last-modified"),
                                      std::string_view("article.updated"),
                                      std::string_view("dcterms.modified"),
                                      std::string_view("datemodified")};
constexpr std::array author_names = {std::string_view("author"),
                                     std::string_view("parsely-author"),
                                     std::string_view("sailthru.author"),
                                     std::string_view("article:author"),
                                     std::string_view("dc.creator"),
                                     std::string_view("dcterms.creator"),
                                     std::string_view("byl"),
                                     std::string_view("article.author"),
                                     std::string_view("creator"),
                                     std::string_view("article:author_name"),
                                     std::string_view("citation_author"),
                                     std::string_view("cxenseparse:author"),
                                     std::string_view("twitter:data1"),
                                     std::string_view("twitter:data2")};
// What labels of twitter:data say before an author.
constexpr std::array writer_labels = {std::string_view("written by"),
                                      std::string_view("verfasst von"),
                                      std::string_view("geschrieben von"),
                                      std::string_view("escrito por"),
                                      std::string_view("\xC3\xA9"
                                                       "crit par"),
                                      std::string_view("scritto da"),
                                      std::string_view("author"),
                                      std::string_view("autor")};

bool names_writer(std::string_view label) {
  return std::find(writer_labels.begin(), writer_labels.end(), label) != writer_labels.end();
}

constexpr std::size_t people_max = 20;
constexpr std::size_t resolved_max = 40;  // names that stand in another object of the script

bool is_article(std::string_view type) {
  return type.find("Article") != std::string_view::npos ||
         type.find("Posting") != std::string_view::npos || type == "Report" ||
         type == "BackgroundNews" || type == "OpinionNews" || type == "Recipe" ||
         type == "Review" || type == "VideoObject" || type == "TechArticle";
}

std::string unescaped(std::string_view text) {
  std::string out;
  append_unescaped(out, text);
  if (out.find("&#") != std::string::npos || out.find("&amp;") != std::string::npos) {
    std::string again;  // some writers escape what is escaped already
    append_unescaped(again, out);
    out = std::move(again);
  }
  return std::string(trim(out));
}

/// The objects of one script of JSON-LD.
class Linked {
 public:
  explicit Linked(std::string_view script) : json_(script) {}

  void read(HtmlFacts& facts) const {
    Json::Node best = Json::none;
    for (Json::Node node = 0; node < json_.size(); ++node) {
      if (!json_.is(node, Json::Kind::object)) continue;
      const int rank = rank_of(node);
      if (rank > 0 && (best == Json::none || rank > rank_of(best))) best = node;
      if (facts.site_name.empty() && type_of(node) == "WebSite")
        facts.site_name = unescaped(json_.text(json_.find(node, "name")));
    }
    if (best == Json::none) return;
    take(facts.headline, best, "headline");
    if (facts.headline.empty()) take(facts.headline, best, "name");
    take(facts.published, best, "datePublished");
    if (facts.published.empty()) take(facts.published, best, "dateCreated");
    take(facts.updated, best, "dateModified");
    take(facts.article_body, best, "articleBody");
    take(facts.language, best, "inLanguage");
    const Json::Node publisher = resolve(json_.find(best, "publisher"));
    if (facts.publisher.empty() && publisher != Json::none && !is_person(publisher))
      facts.publisher = unescaped(json_.text(json_.find(publisher, "name")));
    if (facts.authors.empty()) {
      add_people(json_.find(best, "author"), facts);
      if (facts.authors.empty()) add_people(json_.find(best, "creator"), facts);
    }
  }

 private:
  std::string type_of(Json::Node node) const {
    const Json::Node type = json_.find(node, "@type");
    if (!json_.is(type, Json::Kind::array)) return json_.text(type);
    std::string first;
    for (Json::Node one = json_.first(type); one != Json::none; one = json_.next(type, one)) {
      first = json_.text(one);
      if (is_article(first)) break;
    }
    return first;
  }

  // Blogs are published by who writes them: a name of a person is no outlet's.
  bool is_person(Json::Node node) const {
    const Json::Node type = json_.find(node, "@type");
    if (!json_.is(type, Json::Kind::array)) return json_.text(type) == "Person";
    for (Json::Node one = json_.first(type); one != Json::none; one = json_.next(type, one))
      if (json_.text(one) == "Person") return true;
    return false;
  }

  // News before articles before anything with a date.
  int rank_of(Json::Node node) const {
    const std::string type = type_of(node);
    if (!is_article(type)) return type == "WebPage" && has(node, "datePublished") ? 1 : 0;
    if (type == "VideoObject" || type == "Review" || type == "Recipe") return 2;
    return (has(node, "headline") ? 2 : 0) + (has(node, "datePublished") ? 2 : 0) + 3;
  }

  bool has(Json::Node node, std::string_view key) const {
    return json_.find(node, key) != Json::none;
  }

  void take(std::string& into, Json::Node object, std::string_view key) const {
    if (into.empty()) into = unescaped(json_.text(json_.find(object, key)));
  }

  // {"@id": "..."} stands for the object of that id elsewhere in the script.
  Json::Node resolve(Json::Node node) const {
    if (!json_.is(node, Json::Kind::object) || has(node, "name") || !has(node, "@id")) return node;
    if (++resolved_ > resolved_max) return node;
    const std::string id = json_.text(json_.find(node, "@id"));
    for (Json::Node other = 0; other < json_.size(); ++other)
      if (json_.is(other, Json::Kind::object) && has(other, "name") &&
          json_.text(json_.find(other, "@id")) == id)
        return other;
    return node;
  }

  void add_people(Json::Node node, HtmlFacts& facts) const {
    if (node == Json::none || facts.authors.size() > people_max) return;
    if (json_.is(node, Json::Kind::array)) {
      for (Json::Node one = json_.first(node); one != Json::none; one = json_.next(node, one))
        if (!json_.is(one, Json::Kind::array)) add_people(one, facts);
      return;
    }
    const Json::Node person = resolve(node);
    const bool object = json_.is(person, Json::Kind::object);
    const Json::Node name = object ? json_.find(person, "name") : person;
    if (object && json_.is(name, Json::Kind::array)) return add_people(name, facts);
    std::string text = unescaped(json_.text(name));
    if (text.empty()) return;
    const bool organisation =
        object && !is_person(person) && type_of(person).find("Organization") != std::string::npos;
    (organisation ? facts.organisations : facts.authors).push_back(std::move(text));
  }

  Json json_;
  mutable std::size_t resolved_ = 0;
};

template <std::size_t Size>
std::size_t rank(const std::array<std::string_view, Size>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// What meta elements and microdata say, kept by rank until all are seen.
class Metas {
 public:
  explicit Metas(const HtmlTree& tree) : tree_(tree) {}

  void meta(std::uint32_t i, HtmlFacts& facts) {
    std::string_view name = tree_.attribute(i, "property");
    if (name.empty()) name = tree_.attribute(i, "name");
    if (name.empty()) name = tree_.attribute(i, "itemprop");
    if (name.empty()) return;
    const std::string key = lower(name);
    const std::string content = unescaped(tree_.attribute(i, "content"));
    if (content.empty()) return;
    if (key == "og:title" || (key == "twitter:title" && facts.social_title.empty()))
      facts.social_title = content;
    if (key == "og:site_name") facts.site_name = content;
    if (key == "og:url" && facts.canonical.empty()) facts.canonical = content;
    if (key == "twitter:label1" || key == "twitter:label2") label_ = lower(content);
    offer(published_, rank(published_names, key), published_names.size(), content);
    offer(updated_, rank(updated_names, key), updated_names.size(), content);
    const std::size_t author = rank(author_names, key);
    if (author == author_names.size() || content.find("://") != std::string::npos) return;
    if (key.compare(0, 12, "twitter:data") == 0 && !names_writer(label_)) return;
    if (author < author_rank_) {
      authors_.clear();
      author_rank_ = author;
    }
    if (author == author_rank_) authors_.push_back(content);
  }

  void settle(HtmlFacts& facts) {
    if (facts.published.empty() && !published_.second.empty()) facts.published = published_.second;
    if (facts.updated.empty()) facts.updated = updated_.second;
    if (facts.authors.empty()) facts.authors = authors_;
  }

 private:
  using Offer = std::pair<std::size_t, std::string>;
  static void offer(Offer& best, std::size_t rank, std::size_t worst, const std::string& value) {
    if (rank < worst && (best.second.empty() || rank < best.first)) best = {rank, value};
  }

  const HtmlTree& tree_;
  Offer published_, updated_;
  std::size_t author_rank_ = author_names.size();
  std::vector<std::string> authors_;
  std::string label_;
};

}  // namespace

HtmlFacts read_html_facts(const HtmlTree& tree) {
  HtmlFacts facts;
  Metas metas(tree);
  facts.language = tree.attribute(0, "lang");
  std::string declared = facts.language;
  facts.language.clear();
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    const HtmlNode& node = tree[i];
    if (node.tag == HtmlTag::meta) {
      metas.meta(i, facts);
    } else if (node.tag == HtmlTag::title && facts.head_title.empty()) {
      facts.head_title = tree.text_of(i);
    } else if (node.tag == HtmlTag::link && facts.canonical.empty() &&
               equal_ignoring_case(tree.attribute(i, "rel"), "canonical")) {
      facts.canonical = unescaped(tree.attribute(i, "href"));
    } else if (node.tag == HtmlTag::script && node.end > i + 1 &&
               tree.attribute(i, "type").find("ld+json") != std::string_view::npos) {
      Linked(tree.at(tree[i + 1].source)).read(facts);
    }
  }
  if (!facts.published.empty()) facts.published_source = "json-ld";
  metas.settle(facts);
  if (facts.language.empty()) facts.language = declared;
  return facts;
}

}  // namespace sitrep
