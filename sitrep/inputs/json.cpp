#include "sitrep/inputs/json.h"

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

constexpr std::size_t depth_max = 512;

bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Four hexadecimal digits at `at`, or -1.
int hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = text[i];
    int digit = 0;
    if (c >= '0' && c <= '9') {
      digit = c - '0';
    } else if (c >= 'a' && c <= 'f') {
      digit = c - 'a' + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = c - 'A' + 10;
    } else {
      return -1;
    }
    value = value * 16 + digit;
  }
  return value;
}

// Appends what \uXXXX at `at` (behind the u) stands for; returns the bytes it took.
std::size_t append_escape(std::string& out, std::string_view text, std::size_t at) {
  const int high = hex4(text, at);
  if (high < 0) return 0;
  if (high < 0xD800 || high > 0xDFFF) {
    append(out, static_cast<char32_t>(high));
    return 4;
  }
  if (high < 0xDC00 && at + 6 <= text.size() && text[at + 4] == '\\' && text[at + 5] == 'u') {
    const int low = hex4(text, at + 6);
    if (low >= 0xDC00 && low <= 0xDFFF) {
      append(out, static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
      return 10;
    }
  }
  append(out, replacement);
  return 4;
}

std::string unescape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t slash = text.find('\\', at);
    out.append(text.substr(at, slash - at));
    if (slash == std::string_view::npos || slash + 1 == text.size()) break;
    const char c = text[slash + 1];
    at = slash + 2;
    switch (c) {
      case 'n':
        out += '\n';
        break;
      case 't':
        out += '\t';
        break;
      case 'r':
        out += '\r';
        break;
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'u':
        at += append_escape(out, text, at);
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

Json::Node Json::first(Node parent) const {
  return parent != none && parent + 1 < nodes_[parent].end ? parent + 1 : none;
}

Json::Node Json::next(Node parent, Node child) const {
  const Node at = nodes_[child].end;
  return at < nodes_[parent].end ? at : none;
}

Json::Node Json::find(Node object, std::string_view key) const {
  if (!is(object, Kind::object)) return none;
  for (Node node = first(object); node != none; node = next(object, node))
    if (nodes_[node].key == key) return node;
  return none;
}

std::string Json::text(Node node) const {
  if (node == none || nodes_[node].kind == Kind::null) return {};
  return nodes_[node].escaped ? unescape(nodes_[node].value) : std::string(nodes_[node].value);
}

void Json::skip_space() {
  while (at_ < bytes_.size() && is_json_space(bytes_[at_])) ++at_;
}

Json::Item& Json::add(Kind kind) {
  Item item;
  item.kind = kind;
  item.key = key_;
  item.end = static_cast<Node>(nodes_.size()) + 1;
  key_ = {};
  nodes_.push_back(item);
  return nodes_.back();
}

bool Json::string_at(std::string_view& value, bool& escaped) {
  const std::size_t begin = ++at_;
  escaped = false;
  while (at_ < bytes_.size() && bytes_[at_] != '"') {
    if (bytes_[at_] == '\\') {
      escaped = true;
      ++at_;
    }
    ++at_;
  }
  const bool closed = at_ < bytes_.size();
  value = bytes_.substr(begin, (closed ? at_ : bytes_.size()) - begin);
  at_ = closed ? at_ + 1 : bytes_.size();
  return closed;
}

bool Json::scalar() {
  const char c = bytes_[at_];
  if (c == '"') {
    Item& item = add(Kind::string);
    return string_at(item.value, item.escaped);
  }
  const std::size_t begin = at_;
  while (at_ < bytes_.size() && !is_json_space(bytes_[at_]) && bytes_[at_] != ',' &&
         bytes_[at_] != ']' && bytes_[at_] != '}')
    ++at_;
  const std::string_view word = bytes_.substr(begin, at_ - begin);
  if (word == "null") {
    add(Kind::null);
  } else if (word == "true" || word == "false") {
    add(Kind::boolean).value = word;
  } else if (c == '-' || (c >= '0' && c <= '9')) {
    add(Kind::number).value = word;
  } else {
    return false;
  }
  return true;
}

// A bracket, comma, or key at the cursor, with what it does to the list of open containers.
// Returns false where the text cannot go on.
bool Json::open_or_close(std::vector<Node>& open) {
  const char c = bytes_[at_];
  if (c == '{' || c == '[') {
    if (open.size() == depth_max) return false;
    open.push_back(static_cast<Node>(nodes_.size()));
    add(c == '{' ? Kind::object : Kind::array);
    ++at_;
    return true;
  }
  if (c == '}' || c == ']') {
    if (open.empty()) return false;
    nodes_[open.back()].end = static_cast<Node>(nodes_.size());
    open.pop_back();
    ++at_;
    return true;
  }
  if (c == ',') {
    ++at_;
    return true;
  }
  const bool wants_key =
      !open.empty() && nodes_[open.back()].kind == Kind::object && key_.data() == nullptr;
  if (!wants_key) return scalar();
  bool escaped = false;
  std::string_view key;
  if (c != '"' || !string_at(key, escaped)) return false;
  skip_space();
  if (at_ >= bytes_.size() || bytes_[at_] != ':') return false;
  key_ = key;
  ++at_;
  return true;
}

void Json::parse() {
  std::vector<Node> open;
  at_ = bytes_.find_first_of("{[");
  if (at_ == std::string_view::npos) {
    broken_ = true;
    return;
  }
  do {
    skip_space();
    if (at_ >= bytes_.size() || !open_or_close(open)) {
      broken_ = true;
      break;
    }
  } while (!open.empty());
  for (const Node node : open) nodes_[node].end = static_cast<Node>(nodes_.size());
}

}  // namespace sitrep
