#pragma once

#include <string>
#include <vector>

#include "sitrep/markup/html_tree.h"

namespace sitrep {

/// What the page's head and scripts state, JSON-LD before OpenGraph before the rest.
struct HtmlFacts {
  std::string headline, social_title, head_title, site_name, publisher, canonical, language;
  std::vector<std::string> authors;
  std::vector<std::string> organisations;  ///< that are stated as author
  std::string published, updated;          ///< as written there
  std::string published_source;
  std::string article_body;
};

/// What scripts (JSON-LD), meta elements and microdata state. Linear in the tree but for names that
/// JSON-LD keeps in another object, each a search of its script.
HtmlFacts read_html_facts(const HtmlTree& tree);

}  // namespace sitrep
