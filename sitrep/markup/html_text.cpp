#include "sitrep/markup/html_text.h"

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

bool is_space_byte(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

bool is_left_out(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::script:
    case HtmlTag::style:
    case HtmlTag::noscript:
    case HtmlTag::template_:
    case HtmlTag::svg:
    case HtmlTag::iframe:
    case HtmlTag::object:
    case HtmlTag::audio:
    case HtmlTag::video:
    case HtmlTag::canvas:
    case HtmlTag::select:
    case HtmlTag::textarea:
    case HtmlTag::title:
    case HtmlTag::noembed:
    case HtmlTag::noframes:
    case HtmlTag::xmp:
      return true;
    default:
      return false;
  }
}

class Writer {
 public:
  Writer(const HtmlTree& tree, std::string& text, std::vector<SourceRun>& map,
         std::vector<Chunk>& chunks)
      : tree_(tree), text_(text), map_(map), chunks_(chunks) {}

  void write() {
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      while (!open_.empty() && tree_[open_.back()].end <= i) leave();
      const HtmlNode& node = tree_[i];
      if (node.tag == HtmlTag::text) {
        add(i, tree_.at(node.source));
      } else if (node.tag == HtmlTag::br) {
        ++breaks_;
      } else if (is_left_out(node.tag)) {
        i = node.end - 1;
      } else {
        enter(i);
      }
    }
    end_chunk();
  }

 private:
  void enter(std::uint32_t i) {
    const HtmlTag tag = tree_[i].tag;
    if (is_block(tag)) {
      end_chunk();
      breaks_ = 0;
      blocks_.push_back(i);
    }
    if (tag == HtmlTag::img) space_ = true;
    links_ += tag == HtmlTag::a;
    bold_ += tag == HtmlTag::b || tag == HtmlTag::strong;
    open_.push_back(i);
  }

  void leave() {
    const HtmlTag tag = tree_[open_.back()].tag;
    if (is_block(tag)) {
      end_chunk();
      breaks_ = 0;
      blocks_.pop_back();
    }
    links_ -= tag == HtmlTag::a;
    bold_ -= tag == HtmlTag::b || tag == HtmlTag::strong;
    open_.pop_back();
  }

  void end_chunk() {
    space_ = false;
    if (!in_chunk_) return;
    in_chunk_ = false;
    chunks_.back().text.end = static_cast<std::uint32_t>(text_.size());
    text_ += '\n';
  }

  // Before a character that is no white space: opens a chunk or writes what parts it from the last.
  void begin_word(std::uint32_t node) {
    if (in_chunk_ && breaks_ >= 2) end_chunk();
    if (!in_chunk_) {
      Chunk chunk;
      chunk.text.begin = static_cast<std::uint32_t>(text_.size());
      chunk.node = blocks_.empty() ? 0 : blocks_.back();
      chunk.first = node;
      chunk.after_break = breaks_ > 0;
      chunks_.push_back(chunk);
      in_chunk_ = true;
    } else if (breaks_ > 0) {
      text_ += '\n';
    } else if (space_) {
      text_ += ' ';
    }
    space_ = false;
    breaks_ = 0;
  }

  void copy(std::uint32_t source, std::uint32_t size) {
    const auto at = static_cast<std::uint32_t>(text_.size());
    if (!map_.empty() && map_.back().text_begin + map_.back().length == at &&
        map_.back().source_begin + map_.back().length == source) {
      map_.back().length += size;
    } else {
      map_.push_back({at, source, size});
    }
    text_.append(tree_.source(), source, size);
    count(size);
  }

  void count(std::uint32_t size) {
    if (links_ > 0) chunks_.back().link_bytes += size;
    if (bold_ > 0) chunks_.back().bold_bytes += size;
  }

  void add(std::uint32_t node, std::string_view words) {
    const std::uint32_t base = tree_[node].source.begin;
    std::size_t at = 0;
    while (at < words.size()) {
      if (is_space_byte(words[at])) {
        space_ = true;
        ++at;
        continue;
      }
      if (words[at] == '&') {
        const CharacterReference reference = read_reference(words, at, true);
        if (reference.length > 0) {
          add_reference(node, reference, base + static_cast<std::uint32_t>(at));
          at += reference.length;
          continue;
        }
      }
      begin_word(node);
      std::size_t end = at + 1;
      while (end < words.size() && words[end] != '&') {
        if (is_space_byte(words[end])) {
          // One blank between words is a character of the page like any other.
          const bool single = words[end] == ' ' && end + 1 < words.size() &&
                              !is_space_byte(words[end + 1]) && words[end + 1] != '&';
          if (!single) break;
        }
        ++end;
      }
      copy(base + static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at));
      at = end;
    }
  }

  void add_reference(std::uint32_t node, const CharacterReference& reference,
                     std::uint32_t source) {
    if (reference.first == ' ' || reference.first == '\n' || reference.first == '\t' ||
        (reference.first == 0xA0 && !in_chunk_)) {
      space_ = true;
      return;
    }
    begin_word(node);
    const auto at = static_cast<std::uint32_t>(text_.size());
    append(text_, reference.first);
    const auto size = static_cast<std::uint32_t>(text_.size()) - at;
    map_.push_back({at, source, size});
    count(size);
  }

  const HtmlTree& tree_;
  std::string& text_;
  std::vector<SourceRun>& map_;
  std::vector<Chunk>& chunks_;
  std::vector<std::uint32_t> open_, blocks_;
  int links_ = 0, bold_ = 0, breaks_ = 0;
  bool in_chunk_ = false, space_ = false;
};

}  // namespace

void write_text(const HtmlTree& tree, std::string& text, std::vector<SourceRun>& source_map,
                std::vector<Chunk>& chunks) {
  text.clear();
  source_map.clear();
  chunks.clear();
  Writer(tree, text, source_map, chunks).write();
}

}  // namespace sitrep
