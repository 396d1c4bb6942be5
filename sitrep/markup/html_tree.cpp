#include "sitrep/markup/html_tree.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::string_view names[] = {
    "",           "",       "a",      "abbr",       "address",  "area",    "article", "aside",
    "audio",      "b",      "base",   "blockquote", "body",     "br",      "button",  "canvas",
    "caption",    "center", "cite",   "code",       "col",      "dd",      "del",     "details",
    "dialog",     "dir",    "div",    "dl",         "dt",       "em",      "embed",   "fieldset",
    "figcaption", "figure", "font",   "footer",     "form",     "frame",   "h1",      "h2",
    "h3",         "h4",     "h5",     "h6",         "head",     "header",  "hr",      "html",
    "i",          "iframe", "img",    "input",      "ins",      "keygen",  "label",   "legend",
    "li",         "link",   "main",   "menu",       "meta",     "nav",     "noembed", "noframes",
    "noscript",   "object", "ol",     "optgroup",   "option",   "p",       "param",   "picture",
    "pre",        "q",      "s",      "script",     "section",  "select",  "small",   "source",
    "span",       "strike", "strong", "style",      "sub",      "summary", "sup",     "svg",
    "table",      "tbody",  "td",     "template",   "textarea", "tfoot",   "th",      "thead",
    "time",       "title",  "tr",     "track",      "u",        "ul",      "video",   "wbr",
    "xmp",
};
constexpr std::size_t tag_count = std::size(names);
static_assert(tag_count == static_cast<std::size_t>(HtmlTag::xmp) + 1);

constexpr std::size_t name_max = 10;  // "figcaption", "blockquote"
constexpr std::size_t slots = 512;

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space_byte(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

std::size_t slot_of(std::string_view name) {
  std::size_t hash = 0;
  for (const char c : name) hash = hash * 31 + static_cast<unsigned char>(c);
  return hash % slots;
}

/// Names to tags, open addressing.
struct TagTable {
  std::array<std::uint8_t, slots> tags{};
  TagTable() {
    for (std::size_t i = 2; i < tag_count; ++i) {
      std::size_t slot = slot_of(names[i]);
      while (tags[slot] != 0) slot = (slot + 1) % slots;
      tags[slot] = static_cast<std::uint8_t>(i);
    }
  }
};

HtmlTag tag_of(std::string_view name) {
  static const TagTable table;
  if (name.size() > name_max) return HtmlTag::unknown;
  std::array<char, name_max> lowered{};
  for (std::size_t i = 0; i < name.size(); ++i) lowered[i] = to_lower(name[i]);
  const std::string_view key(lowered.data(), name.size());
  for (std::size_t slot = slot_of(key); table.tags[slot] != 0; slot = (slot + 1) % slots)
    if (names[table.tags[slot]] == key) return static_cast<HtmlTag>(table.tags[slot]);
  return HtmlTag::unknown;
}

template <class... Tags>
constexpr std::array<bool, tag_count> set_of(Tags... tags) {
  std::array<bool, tag_count> set{};
  ((set[static_cast<std::size_t>(tags)] = true), ...);
  return set;
}

bool in(const std::array<bool, tag_count>& set, HtmlTag tag) {
  return set[static_cast<std::size_t>(tag)];
}

constexpr auto void_tags =
    set_of(HtmlTag::area, HtmlTag::base, HtmlTag::br, HtmlTag::col, HtmlTag::embed, HtmlTag::frame,
           HtmlTag::hr, HtmlTag::img, HtmlTag::input, HtmlTag::keygen, HtmlTag::link, HtmlTag::meta,
           HtmlTag::param, HtmlTag::source, HtmlTag::track, HtmlTag::wbr);
constexpr auto raw_tags =
    set_of(HtmlTag::script, HtmlTag::style, HtmlTag::xmp, HtmlTag::iframe, HtmlTag::noembed,
           HtmlTag::noframes, HtmlTag::textarea, HtmlTag::title, HtmlTag::svg);
// A start tag of these ends an open paragraph.
constexpr auto block_tags = set_of(
    HtmlTag::address, HtmlTag::article, HtmlTag::aside, HtmlTag::blockquote, HtmlTag::body,
    HtmlTag::center, HtmlTag::dd, HtmlTag::details, HtmlTag::dialog, HtmlTag::dir, HtmlTag::div,
    HtmlTag::dl, HtmlTag::dt, HtmlTag::fieldset, HtmlTag::figcaption, HtmlTag::figure,
    HtmlTag::footer, HtmlTag::form, HtmlTag::h1, HtmlTag::h2, HtmlTag::h3, HtmlTag::h4, HtmlTag::h5,
    HtmlTag::h6, HtmlTag::header, HtmlTag::hr, HtmlTag::html, HtmlTag::legend, HtmlTag::li,
    HtmlTag::main, HtmlTag::menu, HtmlTag::nav, HtmlTag::ol, HtmlTag::p, HtmlTag::pre,
    HtmlTag::section, HtmlTag::summary, HtmlTag::table, HtmlTag::ul, HtmlTag::caption,
    HtmlTag::tbody, HtmlTag::td, HtmlTag::tfoot, HtmlTag::th, HtmlTag::thead, HtmlTag::tr,
    HtmlTag::head, HtmlTag::option, HtmlTag::optgroup, HtmlTag::select, HtmlTag::button,
    HtmlTag::xmp, HtmlTag::textarea, HtmlTag::video, HtmlTag::audio, HtmlTag::object,
    HtmlTag::iframe, HtmlTag::canvas, HtmlTag::noscript, HtmlTag::template_);
// An end tag does not reach beyond these.
constexpr auto scope_tags = set_of(HtmlTag::table, HtmlTag::td, HtmlTag::th, HtmlTag::caption,
                                   HtmlTag::html, HtmlTag::template_);
constexpr auto table_tags =
    set_of(HtmlTag::table, HtmlTag::tbody, HtmlTag::td, HtmlTag::tfoot, HtmlTag::th, HtmlTag::thead,
           HtmlTag::tr, HtmlTag::caption, HtmlTag::html, HtmlTag::template_);

}  // namespace

bool is_block(HtmlTag tag) { return in(block_tags, tag); }
bool is_heading(HtmlTag tag) { return tag >= HtmlTag::h1 && tag <= HtmlTag::h6; }

void HtmlTree::parse(std::string_view source) {
  source_ = source;
  at_ = 0;
  nodes_.clear();
  open_.clear();
  flattened_ = cut_ = false;
  HtmlNode root;
  root.tag = HtmlTag::html;
  nodes_.push_back(root);
  open_.push_back(0);
  const auto size = static_cast<std::uint32_t>(source.size());
  while (at_ < size) {
    if (nodes_.size() >= html_nodes_max) {
      cut_ = true;
      break;
    }
    const void* found = std::memchr(source.data() + at_, '<', size - at_);
    const std::uint32_t mark =
        found ? static_cast<std::uint32_t>(static_cast<const char*>(found) - source.data()) : size;
    if (mark > at_) add_text(at_, mark);
    at_ = mark;
    if (mark < size) read_tag();
  }
  close_down_to(0);
  nodes_[0].end = this->size();
}

void HtmlTree::read_tag() {
  const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : 0;
  if (next == '!' || next == '?') {
    skip_declaration();
  } else if (next == '/' && at_ + 2 < source_.size()) {
    end_tag();
  } else if (is_letter_byte(next)) {
    std::uint32_t end = at_ + 1;
    while (end < source_.size() && !is_space_byte(source_[end]) && source_[end] != '>' &&
           source_[end] != '/')
      ++end;
    start_tag(tag_of(source_.substr(at_ + 1, end - at_ - 1)), end);
  } else {
    add_text(at_, at_ + 1);
    ++at_;
  }
}

void HtmlTree::skip_declaration() {
  const auto behind = [&](std::size_t found, std::size_t length) {
    at_ = static_cast<std::uint32_t>(found == std::string_view::npos ? source_.size()
                                                                     : found + length);
  };
  if (source_.compare(at_, 4, "<!--") == 0) {
    if (source_.compare(at_ + 4, 1, ">") == 0) return behind(at_ + 4, 1);
    return behind(source_.find("-->", at_ + 4), 3);
  }
  if (source_.compare(at_, 9, "<![CDATA[") == 0) {
    const std::size_t end = source_.find("]]>", at_);
    add_text(at_ + 9, static_cast<std::uint32_t>(std::min(end, source_.size())));
    return behind(end, 3);
  }
  behind(source_.find('>', at_), 1);
}

void HtmlTree::add_text(std::uint32_t begin, std::uint32_t end) {
  if (end <= begin) return;
  HtmlNode node;
  node.tag = HtmlTag::text;
  node.parent = open_.back();
  node.source = {begin, end};
  node.end = size() + 1;
  nodes_.push_back(node);
}

// Reads the attributes up to and with ">"; returns where the next token begins.
std::uint32_t HtmlTree::read_attributes(std::uint32_t at, HtmlNode& node) {
  const auto size = static_cast<std::uint32_t>(source_.size());
  node.source.begin = at;
  while (at < size) {
    while (at < size && (is_space_byte(source_[at]) || source_[at] == '/')) ++at;
    if (at >= size || source_[at] == '>') break;
    const std::uint32_t name = at;
    while (at < size && !is_space_byte(source_[at]) && source_[at] != '=' && source_[at] != '>' &&
           source_[at] != '/')
      ++at;
    const std::uint32_t name_end = at;
    if (at == name) ++at;  // a stray "="
    while (at < size && is_space_byte(source_[at])) ++at;
    if (at >= size || source_[at] != '=') continue;
    ++at;
    while (at < size && is_space_byte(source_[at])) ++at;
    SourceSpan value;
    if (at < size && (source_[at] == '"' || source_[at] == '\'')) {
      const char quote = source_[at++];
      const std::size_t close = source_.find(quote, at);
      value = {at, static_cast<std::uint32_t>(std::min<std::size_t>(close, size))};
      at = std::min(size, value.end + 1);
    } else {
      value.begin = at;
      while (at < size && !is_space_byte(source_[at]) && source_[at] != '>') ++at;
      value.end = at;
    }
    const std::string_view key = source_.substr(name, name_end - name);
    if (key.size() == 5 && node.class_.empty() && equal_ignoring_case(key, "class"))
      node.class_ = value;
    if (key.size() == 2 && node.id.empty() && equal_ignoring_case(key, "id")) node.id = value;
  }
  node.source.end = at;
  return std::min(size, at + 1);
}

void HtmlTree::start_tag(HtmlTag tag, std::uint32_t name_end) {
  HtmlNode node;
  node.tag = tag;
  at_ = read_attributes(name_end, node);
  if (tag == HtmlTag::html || tag == HtmlTag::body) {
    // A second one adds nothing but its attributes.
    if (tag == HtmlTag::html) {
      if (nodes_[0].source.empty()) {
        nodes_[0].source = node.source;
        nodes_[0].class_ = node.class_;
      }
      return;
    }
    if (find_open(HtmlTag::body) > 0) return;
  }
  close_implied(tag);
  node.parent = open_.back();
  node.end = size() + 1;
  nodes_.push_back(node);
  if (in(raw_tags, tag)) {
    open_.push_back(size() - 1);
    raw_text(tag);
    close_down_to(open_.size() - 1);
  } else if (!in(void_tags, tag)) {
    if (open_.size() < html_depth_max) {
      open_.push_back(size() - 1);
    } else {
      flattened_ = true;
    }
  }
}

// Everything up to the end tag is text, whatever it looks like.
void HtmlTree::raw_text(HtmlTag tag) {
  const std::string_view name = names[static_cast<std::size_t>(tag)];
  std::size_t at = at_;
  while (true) {
    at = source_.find("</", at);
    if (at == std::string_view::npos) break;
    const std::size_t behind = at + 2 + name.size();
    const bool ends = behind >= source_.size() || is_space_byte(source_[behind]) ||
                      source_[behind] == '>' || source_[behind] == '/';
    if (ends && equal_ignoring_case(source_.substr(at + 2, name.size()), name)) break;
    at += 2;
  }
  const std::size_t end = std::min(at, source_.size());
  add_text(at_, static_cast<std::uint32_t>(end));
  const std::size_t close = source_.find('>', end);
  at_ = static_cast<std::uint32_t>(close == std::string_view::npos ? source_.size() : close + 1);
}

void HtmlTree::close_down_to(std::size_t depth) {
  while (open_.size() > depth) {
    nodes_[open_.back()].end = size();
    open_.pop_back();
  }
}

// The depth of the innermost open element of that tag, 0 if there is none in scope.
std::size_t HtmlTree::find_open(HtmlTag tag) const {
  const auto& scope = in(table_tags, tag) ? set_of(HtmlTag::table, HtmlTag::html) : scope_tags;
  for (std::size_t i = open_.size(); i > 1; --i) {
    const HtmlTag here = nodes_[open_[i - 1]].tag;
    if (here == tag) return i - 1;
    if (in(scope, here)) return 0;
  }
  return 0;
}

void HtmlTree::close_implied(HtmlTag tag) {
  // Nearest first; stops where the search may not pass.
  const auto close = [&](const std::array<bool, tag_count>& wanted, auto stops) {
    for (std::size_t i = open_.size(); i > 1; --i) {
      const HtmlTag here = nodes_[open_[i - 1]].tag;
      if (in(wanted, here)) return close_down_to(i - 1);
      if (stops(here)) return;
    }
  };
  const auto at_block = [](HtmlTag here) {
    return is_block(here) && here != HtmlTag::p && here != HtmlTag::div && here != HtmlTag::address;
  };
  const auto at_any_block = [](HtmlTag here) { return is_block(here); };
  const auto at_table = [](HtmlTag here) {
    return here == HtmlTag::table || here == HtmlTag::html;
  };
  if (in(block_tags, tag)) close(set_of(HtmlTag::p), at_any_block);
  switch (tag) {
    case HtmlTag::li:
      close(set_of(HtmlTag::li), at_block);
      break;
    case HtmlTag::dt:
    case HtmlTag::dd:
      close(set_of(HtmlTag::dt, HtmlTag::dd), at_block);
      break;
    case HtmlTag::option:
      close(set_of(HtmlTag::option), at_any_block);
      break;
    case HtmlTag::a:
      close(set_of(HtmlTag::a), at_any_block);
      break;
    case HtmlTag::tr:
      close(set_of(HtmlTag::tr), at_table);
      break;
    case HtmlTag::td:
    case HtmlTag::th:
      close(set_of(HtmlTag::td, HtmlTag::th),
            [](HtmlTag here) { return here == HtmlTag::tr || here == HtmlTag::table; });
      break;
    case HtmlTag::tbody:
    case HtmlTag::thead:
    case HtmlTag::tfoot:
      close(set_of(HtmlTag::tbody, HtmlTag::thead, HtmlTag::tfoot), at_table);
      break;
    case HtmlTag::body:
      close(set_of(HtmlTag::head), at_any_block);
      break;
    default:
      break;
  }
}

void HtmlTree::end_tag() {
  std::uint32_t end = at_ + 2;
  const auto size = static_cast<std::uint32_t>(source_.size());
  while (end < size && !is_space_byte(source_[end]) && source_[end] != '>' && source_[end] != '/')
    ++end;
  const std::string_view name = source_.substr(at_ + 2, end - at_ - 2);
  const HtmlTag tag = tag_of(name);
  const std::size_t close = source_.find('>', end);
  at_ = static_cast<std::uint32_t>(close == std::string_view::npos ? size : close + 1);
  if (tag == HtmlTag::unknown || tag == HtmlTag::html || tag == HtmlTag::body) {
    // Unknown elements nest as inline: close the innermost if it is one.
    if (tag == HtmlTag::unknown && nodes_[open_.back()].tag == HtmlTag::unknown && open_.size() > 1)
      close_down_to(open_.size() - 1);
    return;
  }
  if (tag == HtmlTag::br) {
    HtmlNode node;
    node.tag = HtmlTag::br;
    node.parent = open_.back();
    node.end = this->size() + 1;
    nodes_.push_back(node);
    return;
  }
  const std::size_t depth = find_open(tag);
  if (depth == 0) return;
  if (!is_block(tag)) {
    // Closed out of order around a block: the block goes on.
    for (std::size_t i = depth + 1; i < open_.size(); ++i)
      if (is_block(nodes_[open_[i]].tag)) return;
  }
  close_down_to(depth);
}

std::string_view HtmlTree::attribute(std::uint32_t i, std::string_view name) const {
  const std::string_view tag = at(nodes_[i].source);
  std::size_t at = 0;
  while (at < tag.size()) {
    while (at < tag.size() && (is_space_byte(tag[at]) || tag[at] == '/')) ++at;
    const std::size_t begin = at;
    while (at < tag.size() && !is_space_byte(tag[at]) && tag[at] != '=' && tag[at] != '/') ++at;
    const std::string_view key = tag.substr(begin, at - begin);
    if (at == begin) ++at;
    while (at < tag.size() && is_space_byte(tag[at])) ++at;
    if (at >= tag.size() || tag[at] != '=') {
      if (!key.empty() && equal_ignoring_case(key, name)) return key;
      continue;
    }
    ++at;
    while (at < tag.size() && is_space_byte(tag[at])) ++at;
    std::string_view value;
    if (at < tag.size() && (tag[at] == '"' || tag[at] == '\'')) {
      const std::size_t close = std::min(tag.find(tag[at], at + 1), tag.size());
      value = tag.substr(at + 1, close - at - 1);
      at = close + 1;
    } else {
      const std::size_t from = at;
      while (at < tag.size() && !is_space_byte(tag[at])) ++at;
      value = tag.substr(from, at - from);
    }
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

bool HtmlTree::has_attribute(std::uint32_t i, std::string_view name) const {
  return !attribute(i, name).empty();
}

bool HtmlTree::has_class(std::uint32_t i, std::string_view word) const {
  const std::string_view all = class_of(i);
  std::size_t at = 0;
  while (at < all.size()) {
    while (at < all.size() && is_space_byte(all[at])) ++at;
    const std::size_t begin = at;
    while (at < all.size() && !is_space_byte(all[at])) ++at;
    if (equal_ignoring_case(all.substr(begin, at - begin), word)) return true;
  }
  return false;
}

std::string HtmlTree::text_of(std::uint32_t i) const {
  std::string raw;
  for (std::uint32_t j = i; j < nodes_[i].end; ++j) {
    const HtmlNode& node = nodes_[j];
    if (node.tag == HtmlTag::text) {
      append_unescaped(raw, at(node.source), true);
    } else if (node.tag == HtmlTag::br || is_block(node.tag)) {
      raw += ' ';
    } else if (node.tag == HtmlTag::script || node.tag == HtmlTag::style ||
               node.tag == HtmlTag::svg) {
      j = node.end - 1;
    }
  }
  std::string out;
  for (std::size_t at = 0; at < raw.size();) {
    const CodePoint point = decode(raw, at);
    if (is_space(point.value)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out.append(raw, at, point.length);
    }
    at += point.length;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace sitrep
