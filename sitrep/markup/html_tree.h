#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sitrep {

/// The elements that the engine knows; the rest are `unknown` and count as inline.
enum class HtmlTag : std::uint8_t {
  unknown,
  text,
  a,
  abbr,
  address,
  area,
  article,
  aside,
  audio,
  b,
  base,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  cite,
  code,
  col,
  dd,
  del,
  details,
  dialog,
  dir,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  font,
  footer,
  form,
  frame,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hr,
  html,
  i,
  iframe,
  img,
  input,
  ins,
  keygen,
  label,
  legend,
  li,
  link,
  main,
  menu,
  meta,
  nav,
  noembed,
  noframes,
  noscript,
  object,
  ol,
  optgroup,
  option,
  p,
  param,
  picture,
  pre,
  q,
  s,
  script,
  section,
  select,
  small,
  source,
  span,
  strike,
  strong,
  style,
  sub,
  summary,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  track,
  u,
  ul,
  video,
  wbr,
  xmp,
};

bool is_block(HtmlTag tag);
bool is_heading(HtmlTag tag);

/// A range of the source.
struct SourceSpan {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return end <= begin; }
};

/// An element or a run of characters. Nodes stand in the order of the source, each before all that
/// it contains: the subtree of node i is [i, nodes[i].end).
struct HtmlNode {
  HtmlTag tag = HtmlTag::unknown;
  std::uint32_t parent = 0;
  std::uint32_t end = 0;
  SourceSpan source;      ///< of text: its characters; of an element: its attributes
  SourceSpan class_, id;  ///< the values of these attributes
};

/// Elements deeper than this are put at this depth. Pages that people made stay below 60.
inline constexpr std::size_t html_depth_max = 400;
/// Elements and runs of text of a page; what follows is left out. The largest news pages have
/// 60,000.
inline constexpr std::uint32_t html_nodes_max = 2000000;

/// The tree of an HTML page, with the place of everything in the source. It follows HTML5 where
/// news pages depend on it (void and raw elements, implied end tags of p, li, dt, dd, tr, td,
/// option) and is simpler where they do not: formatting that is closed out of order stays as it was
/// opened, content in the wrong part of a table stays where it is. Any bytes give a tree.
///
/// Why not a library: the trees of libxml2 and lexbor keep no offsets; gumbo keeps them and parses
/// 160 of the news pages a second of which this whole stage reads 850 on the same core. One pass,
/// no recursion; bounded by html_depth_max and html_nodes_max. Views into the source: a tree must
/// not outlive it.
class HtmlTree {
 public:
  /// Parses again, keeping the memory of the last page.
  void parse(std::string_view source);

  /// Was an element put at another depth, was the rest of the page left out?
  bool flattened() const { return flattened_; }
  bool cut() const { return cut_; }

  std::string_view source() const { return source_; }
  const std::vector<HtmlNode>& nodes() const { return nodes_; }
  const HtmlNode& operator[](std::uint32_t i) const { return nodes_[i]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }

  std::string_view at(SourceSpan span) const {
    return source_.substr(span.begin, span.end - span.begin);
  }
  std::string_view class_of(std::uint32_t i) const { return at(nodes_[i].class_); }
  std::string_view id_of(std::uint32_t i) const { return at(nodes_[i].id); }

  /// The value of an attribute as written, "" without one. Linear in the tag.
  std::string_view attribute(std::uint32_t i, std::string_view name) const;
  bool has_attribute(std::uint32_t i, std::string_view name) const;

  /// The characters below a node: references decoded, white space collapsed and trimmed.
  std::string text_of(std::uint32_t i) const;

  /// Does a class attribute hold this word, whatever its case?
  bool has_class(std::uint32_t i, std::string_view word) const;

 private:
  void read_tag();
  void end_tag();
  void start_tag(HtmlTag tag, std::uint32_t name_end);
  std::uint32_t read_attributes(std::uint32_t at, HtmlNode& node);
  void skip_declaration();
  void raw_text(HtmlTag tag);
  void add_text(std::uint32_t begin, std::uint32_t end);
  void close_implied(HtmlTag tag);
  void close_down_to(std::size_t depth);
  std::size_t find_open(HtmlTag tag) const;

  std::string_view source_;
  std::uint32_t at_ = 0;
  std::vector<HtmlNode> nodes_;
  std::vector<std::uint32_t> open_;
  bool flattened_ = false, cut_ = false;
};

/// Appends the characters of a run of source with references decoded ("&amp;" gives "&"). In text,
/// other than in attributes, the old names count without a semicolon before letters too ("Q&ampA").
void append_unescaped(std::string& out, std::string_view text, bool in_text = false);

/// The reference that begins at `at`, where text[at] is '&': its code point and the bytes it takes;
/// 0 bytes where it is none.
struct CharacterReference {
  char32_t first = 0;
  std::uint32_t length = 0;
};
CharacterReference read_reference(std::string_view text, std::size_t at, bool in_text = false);

}  // namespace sitrep
