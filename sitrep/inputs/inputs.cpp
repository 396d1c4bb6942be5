#include "sitrep/inputs/inputs.h"

#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "sitrep/base/file.h"
#include "sitrep/base/unicode.h"
#include "sitrep/inputs/json.h"
#include "sitrep/inputs/limits.h"
#include "sitrep/inputs/sniff.h"
#include "sitrep/inputs/stream.h"
#include "sitrep/inputs/warc.h"

namespace sitrep {
namespace {

namespace fs = std::filesystem;

// The value of the first key that is there and not empty.
std::string first_text(const Json& json, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    std::string value = json.text(json.find(json.root(), key));
    if (!value.empty()) return value;
  }
  return {};
}

std::vector<std::string> names(const Json& json, Json::Node node) {
  std::vector<std::string> out;
  const auto add = [&](Json::Node one) {
    const Json::Node name = json.is(one, Json::Kind::object) ? json.find(one, "name") : one;
    std::string text = json.text(name);
    if (!text.empty()) out.push_back(std::move(text));
  };
  if (json.is(node, Json::Kind::array)) {
    for (Json::Node one = json.first(node); one != Json::none; one = json.next(node, one)) add(one);
  } else if (node != Json::none) {
    add(node);
  }
  return out;
}

// A line of JSON Lines as a page; nothing, with the reason, where it is none.
std::optional<Payload> page_of_line(std::string_view line, std::string& reason) {
  const Json json(line);
  if (!json.is(json.root(), Json::Kind::object) || json.broken()) {
    reason = "the line is no JSON object";
    return std::nullopt;
  }
  Payload page;
  page.bytes = first_text(json, {"html"});
  page.kind = page.bytes.empty() ? PayloadKind::text : PayloadKind::html;
  if (page.bytes.empty()) page.bytes = first_text(json, {"text", "event_text"});
  if (page.bytes.empty()) {
    reason = "the line has neither html nor text";
    return std::nullopt;
  }
  page.source = first_text(json, {"id", "story_id"});
  page.stated.url = first_text(json, {"url"});
  page.stated.title = first_text(json, {"title", "headline"});
  page.stated.outlet = first_text(json, {"outlet", "publisher"});
  page.stated.published = first_text(json, {"published", "date", "pub_date"});
  page.stated.authors = names(json, json.find(json.root(), "authors"));
  page.stated.charset = "utf-8";
  return page;
}

Error failed(const fs::path& path, const std::error_code& code) {
  const ErrorKind kind =
      code == std::errc::no_such_file_or_directory ? ErrorKind::not_found : ErrorKind::unreadable;
  return {kind, path.string(), code.message()};
}

bool hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name[0] == '.';
}

/// The files below a folder. What cannot be looked at (a subfolder without permission, a link that
/// leads in a circle) is listed as well: opening it says why, and the rest is read.
Status add_folder(const fs::path& folder, std::vector<fs::path>& out) {
  std::vector<fs::path> found, open = {folder};
  while (!open.empty()) {
    const fs::path top = std::move(open.back());
    open.pop_back();
    std::error_code code;
    fs::directory_iterator it(top, code), end;
    if (code && top == folder) return failed(folder, code);
    if (code) found.push_back(top);
    for (; !code && it != end; it.increment(code)) {
      if (hidden(it->path())) continue;
      std::error_code unknown;
      const fs::file_status status = it->status(unknown);
      if (fs::is_directory(status) && !it->is_symlink(unknown))
        open.push_back(it->path());
      else if (unknown || fs::is_regular_file(status))
        found.push_back(it->path());
    }
  }
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  out.insert(out.end(), found.begin(), found.end());
  return Done{};
}

std::vector<fs::path> matches(const std::string& pattern) {
  std::vector<fs::path> out;
  glob_t found{};
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i) out.emplace_back(found.gl_pathv[i]);
  ::globfree(&found);
  std::sort(out.begin(), out.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  return out;
}

}  // namespace

struct InputReader::State {
  std::string path;
  Stream stream;
  InputKind kind;
  bool ended = false;
  std::vector<InputProblem> problems;

  void problem(std::uint64_t at, std::string reason) {
    problems.push_back({path, at, std::move(reason)});
  }

  Result<std::optional<Payload>> next_whole() {
    ended = true;
    Result<std::string_view> bytes = stream.peek(limits::page_bytes + 1);
    if (!bytes) return bytes.error();
    if (looks_binary(*bytes)) return Error{ErrorKind::corrupt, path, "is binary, not a page"};
    if (bytes->size() > limits::page_bytes)
      problem(0, "the page is longer than the limit and was cut");
    Payload page;
    page.bytes = bytes->substr(0, limits::page_bytes);
    stream.take(bytes->size());
    if (Result<std::string_view> rest = stream.peek(1); !rest) problem(0, rest.error().reason);
    page.source = path;
    page.kind = kind == InputKind::html ? PayloadKind::html : PayloadKind::text;
    if (kind == InputKind::html && looks_like_mhtml(page.bytes)) {
      std::string html = html_of_mhtml(page.bytes, page.stated.charset, page.stated.url);
      if (!html.empty()) page.bytes = std::move(html);
    }
    return std::optional<Payload>(std::move(page));
  }

  // The next line with its newline, "" at the end; a line over the limit is cut there and
  // `too_long` set.
  Result<std::string_view> next_line(bool& too_long) {
    std::size_t count = std::size_t{64} << 10, looked_at = 0;
    while (true) {
      Result<std::string_view> bytes = stream.peek(count);
      if (!bytes && bytes.error().kind == ErrorKind::corrupt) {
        problem(stream.bytes_read(), bytes.error().reason);
        if (stream.skip_damage()) continue;
        return std::string_view();
      }
      if (!bytes) return bytes.error();
      const std::size_t newline = bytes->find('\n', looked_at);
      if (newline != std::string_view::npos) return bytes->substr(0, newline + 1);
      too_long = bytes->size() >= limits::line_bytes;
      if (bytes->size() < count || too_long) return *bytes;
      looked_at = bytes->size();
      count *= 2;
    }
  }

  Result<std::optional<Payload>> next_of_lines() {
    bool in_long_line = false;
    while (true) {
      const std::uint64_t at = stream.position();
      bool too_long = false;
      Result<std::string_view> line = next_line(too_long);
      if (!line) return line.error();
      if (line->empty()) return std::optional<Payload>();
      const bool rest_of_long_line = in_long_line;
      in_long_line = too_long;
      if (too_long && !rest_of_long_line) problem(at, "the line is longer than the limit");
      std::string reason;
      std::optional<Payload> page;
      if (!too_long && !rest_of_long_line && !trim(*line).empty())
        page = page_of_line(*line, reason);
      stream.take(line->size());
      if (!reason.empty()) problem(at, std::move(reason));
      if (!page) continue;
      if (page->source.empty()) page->source = path + "#" + std::to_string(at);
      return page;
    }
  }

  Result<std::optional<Payload>> next() {
    switch (kind) {
      case InputKind::html:
      case InputKind::text:
        return next_whole();
      case InputKind::jsonl:
        return next_of_lines();
      case InputKind::warc:
        return next_warc_page(stream, path, WarcRecords::pages, problems);
      case InputKind::wet:
        return next_warc_page(stream, path, WarcRecords::conversions, problems);
    }
    return std::optional<Payload>();
  }
};

InputReader::InputReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
InputReader::InputReader(InputReader&&) noexcept = default;
InputReader& InputReader::operator=(InputReader&&) noexcept = default;
InputReader::~InputReader() = default;

Result<InputReader> InputReader::open(const fs::path& path, std::optional<InputKind> kind) {
  Result<Stream> stream = Stream::open(path);
  if (!stream) return stream.error();
  if (!kind) {
    Result<std::string_view> head = stream->peek(limits::sniff_bytes);
    if (!head && head.error().kind != ErrorKind::corrupt) return head.error();
    kind = sniff(head ? head->substr(0, limits::sniff_bytes) : std::string_view());
  }
  return InputReader(
      std::unique_ptr<State>(new State{path.string(), std::move(*stream), *kind, false, {}}));
}

Result<std::optional<Payload>> InputReader::next() {
  if (state_->ended) return std::optional<Payload>();
  Result<std::optional<Payload>> page = state_->next();
  if (!page || !*page) state_->ended = true;
  return page;
}

std::vector<InputProblem> InputReader::take_problems() {
  return std::exchange(state_->problems, {});
}

InputKind InputReader::kind() const { return state_->kind; }
std::uint64_t InputReader::bytes_read() const { return state_->stream.bytes_read(); }
std::optional<std::uint64_t> InputReader::bytes_total() const {
  return state_->stream.bytes_total();
}

Result<std::vector<fs::path>> expand_inputs(const std::vector<std::string>& arguments) {
  std::vector<fs::path> all;
  for (const std::string& argument : arguments) {
    std::error_code code;
    const fs::file_status status = fs::status(argument, code);
    if (argument == "-" || (fs::exists(status) && !fs::is_directory(status))) {
      all.emplace_back(argument);
    } else if (fs::is_directory(status)) {
      if (Status added = add_folder(argument, all); !added) return added.error();
    } else {
      const std::vector<fs::path> found = matches(argument);
      if (found.empty())
        return Error{ErrorKind::not_found, argument, "no file, folder or pattern that matches"};
      for (const fs::path& path : found) {
        if (!fs::is_directory(path, code)) {
          all.push_back(path);
        } else if (Status added = add_folder(path, all); !added) {
          return added.error();
        }
      }
    }
  }
  std::vector<fs::path> once;
  std::set<std::string> seen;
  for (fs::path& path : all)
    if (seen.insert(path.string()).second) once.push_back(std::move(path));
  return once;
}

}  // namespace sitrep
