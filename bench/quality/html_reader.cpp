// What HtmlTree makes of pieces of HTML, for bench/quality/html5lib. Reads a JSON object a line,
// {"html": ..., "names": [...]}; prints one, {"text": ..., "values": [[name, value], ...]}: all
// characters, and of each element in order those of the named attributes that it has.
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/html_tree.h"

int main() {
  using nlohmann::json;
  sitrep::HtmlTree tree;
  for (std::string line; std::getline(std::cin, line);) {
    const json asked = json::parse(line);
    const std::string html = asked["html"];
    tree.parse(html);
    std::string text;
    json values = json::array();
    for (std::uint32_t i = 1; i < tree.size(); ++i) {
      const sitrep::HtmlNode& node = tree[i];
      if (node.tag == sitrep::HtmlTag::text) {
        sitrep::append_unescaped(text, tree.at(node.source), true);
        continue;
      }
      for (const std::string name : asked["names"]) {
        std::string value;
        const std::string_view written = tree.attribute(i, name);
        const bool valueless = sitrep::equal_ignoring_case(written, name);
        sitrep::append_unescaped(value, written);
        if (!value.empty() && !valueless) values.push_back({name, value});
      }
    }
    std::cout << json{{"text", text}, {"values", values}}.dump(-1, ' ', false,
                                                               json::error_handler_t::replace)
              << "\n";
  }
}
