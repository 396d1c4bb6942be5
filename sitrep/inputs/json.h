#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sitrep {

/// A JSON text as found in pages: JSON Lines and the scripts that describe an article. Forgiving
/// where pages are careless (raw line breaks inside strings, trailing commas, text around the
/// value, an end that is missing), and told by broken(). Views into the bytes that were parsed: a
/// Json must not outlive them. Linear; nesting deeper than 512 breaks off.
class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };

  /// A place in the text. Nodes stand in the order of the text, each before its children.
  using Node = std::uint32_t;
  static constexpr Node none = 0xFFFFFFFF;

  explicit Json(std::string_view bytes) : bytes_(bytes) { parse(); }

  bool broken() const { return broken_; }
  Node root() const { return nodes_.empty() ? none : 0; }
  Node size() const { return static_cast<Node>(nodes_.size()); }

  Kind kind(Node node) const { return nodes_[node].kind; }
  bool is(Node node, Kind kind) const { return node != none && nodes_[node].kind == kind; }

  /// The children of an array or object: for (n = first(x); n != none; n = next(x, n)).
  Node first(Node parent) const;
  Node next(Node parent, Node child) const;

  /// The value of a key, none if `object` is no object or lacks it. Keys with escapes do not match.
  Node find(Node object, std::string_view key) const;
  std::string_view key(Node node) const { return nodes_[node].key; }

  /// A string without its escapes; a number or boolean as written; "" for the rest and for none.
  std::string text(Node node) const;

 private:
  struct Item {
    Kind kind = Kind::null;
    bool escaped = false;
    Node end = 0;  // one past the last node below
    std::string_view key, value;
  };

  void parse();
  bool open_or_close(std::vector<Node>& open);
  bool scalar();
  bool string_at(std::string_view& value, bool& escaped);
  void skip_space();
  Item& add(Kind kind);

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string_view key_;  // of the value that comes next
  std::vector<Item> nodes_;
  bool broken_ = false;
};

}  // namespace sitrep
