#pragma once

#include <cstdint>
#include <vector>

#include "sitrep/page/html_document.h"

namespace sitrep {

/// What the tags, classes and attributes around some words say about them.
namespace html_flag {
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
}  // namespace html_flag

constexpr std::uint32_t good_bytes_min = 40;  ///< of a chunk that may be running text

/// Where the article is.
struct HtmlMain {
  std::vector<unsigned> flags;          ///< of each node: html_flag::Flag, with what is around it
  std::vector<std::uint32_t> good;      ///< of each chunk: its bytes where it is running text
  std::vector<std::uint32_t> elements;  ///< that hold the article; rising, none inside another
  unsigned trusted = 0;                 ///< flags that say nothing inside them
};

/// Linear in the tree and the text but for the few levels that an element speaks upwards.
HtmlMain find_html_main(const HtmlDocument& document);

/// The article or main element around a node, 0 without one.
std::uint32_t article_around(const HtmlTree& tree, std::uint32_t node);

}  // namespace sitrep
