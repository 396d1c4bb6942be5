#include "sitrep/inputs/warc.h"

#include <algorithm>
#include <charconv>

#include "sitrep/base/unicode.h"
#include "sitrep/inputs/http.h"
#include "sitrep/inputs/limits.h"
#include "sitrep/inputs/sniff.h"

namespace sitrep {
namespace {

constexpr std::string_view magic = "WARC/";

struct Record {
  std::uint64_t at = 0;
  std::string type, url, date, content_type;
  std::uint64_t length = 0;
  std::string content;
  bool cut = false, ended_early = false;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// Reads records one by one; knows how to find the next one after damage.
class Records {
 public:
  Records(Stream& stream, const std::string& path, std::vector<InputProblem>& problems)
      : stream_(stream), path_(path), problems_(problems) {}

  // The next record whose type is wanted, with its content; nothing at the end.
  Result<std::optional<Record>> next(WarcRecords wanted) {
    while (true) {
      Result<bool> found = find_magic();
      if (!found) return found.error();
      if (!*found) return std::optional<Record>();
      Record record;
      record.at = stream_.position();
      Result<bool> headed = read_headers(record);
      if (!headed) return headed.error();
      if (!*headed) continue;
      const bool conversion = record.type == "conversion";
      const bool page = record.type == "response" || record.type == "resource";
      const bool keep = conversion || (page && wanted == WarcRecords::pages);
      if (Status status = read_content(record, keep); !status) return status.error();
      if (record.ended_early && keep)
        problem(record.at, "the record ends before its content-length");
      if (keep) return std::optional<Record>(std::move(record));
    }
  }

  void problem(std::uint64_t at, std::string reason) {
    problems_.push_back({path_, at, std::move(reason)});
  }

 private:
  // peek() that goes on behind a damaged member and tells it.
  Result<std::string_view> peek(std::size_t count) {
    while (true) {
      Result<std::string_view> bytes = stream_.peek(count);
      if (bytes || bytes.error().kind != ErrorKind::corrupt) return bytes;
      problem(stream_.bytes_read(), bytes.error().reason);
      if (!stream_.skip_damage()) return std::string_view();
    }
  }

  // Moves to the next line that begins with the magic; what else it passes is told once.
  Result<bool> find_magic() {
    std::uint64_t passed_at = 0;
    bool passed = false, line_begins = true;
    while (true) {
      Result<std::string_view> bytes = peek(limits::sniff_bytes);
      if (!bytes) return bytes.error();
      if (passed && (bytes->empty() || (line_begins && bytes->substr(0, 5) == magic)))
        problem(passed_at, "no WARC record begins here; passed over to the next one");
      if (bytes->empty()) return false;
      if (line_begins && bytes->substr(0, 5) == magic) return true;
      const std::size_t newline = bytes->find('\n');
      const std::size_t count = newline == std::string_view::npos ? bytes->size() : newline + 1;
      if (!trim(bytes->substr(0, count)).empty() && !passed) {
        passed = true;
        passed_at = stream_.position();
      }
      line_begins = newline != std::string_view::npos;
      stream_.take(count);
    }
  }

  // False where the record is broken: told, and its first line taken.
  Result<bool> read_headers(Record& record) {
    std::size_t count = limits::sniff_bytes;
    while (true) {
      Result<std::string_view> bytes = peek(count);
      if (!bytes) return bytes.error();
      const std::size_t end = end_of_headers(*bytes);
      if (end == std::string_view::npos && bytes->size() >= count && count < limits::header_bytes) {
        count *= 2;
        continue;
      }
      const Headers headers(bytes->substr(0, std::min(end, bytes->size())));
      const std::optional<std::uint64_t> length = number(headers.get("content-length"));
      record.type = lower(headers.get("warc-type"));
      if (end == std::string_view::npos || !length || record.type.empty()) {
        problem(record.at, end == std::string_view::npos ? "the record's headers do not end"
                           : !length                     ? "the record states no content-length"
                                                         : "the record states no type");
        stream_.take(magic.size());
        return false;
      }
      record.length = *length;
      record.url = headers.get("warc-target-uri");
      if (record.url.size() > 2 && record.url.front() == '<')
        record.url = record.url.substr(1, record.url.size() - 2);
      record.date = headers.get("warc-date");
      record.content_type = headers.get("content-type");
      stream_.take(end);
      return true;
    }
  }

  Status read_content(Record& record, bool keep) {
    const std::uint64_t keep_max = limits::page_bytes + limits::header_bytes;
    std::uint64_t left = record.length;
    while (left > 0) {
      const std::size_t step = static_cast<std::size_t>(std::min<std::uint64_t>(left, 1 << 16));
      Result<std::string_view> bytes = stream_.peek(step);
      // Damage inside the content ends this record; find_magic() meets it again and goes on.
      if (!bytes && bytes.error().kind != ErrorKind::corrupt) return bytes.error();
      if (!bytes || bytes->empty()) {
        record.ended_early = true;
        return Done{};
      }
      const std::string_view part = bytes->substr(0, step);
      if (keep && record.content.size() < keep_max) record.content += part;
      if (keep && record.content.size() >= keep_max) record.cut = true;
      left -= part.size();
      stream_.take(part.size());
    }
    return Done{};
  }

  Stream& stream_;
  const std::string& path_;
  std::vector<InputProblem>& problems_;
};

std::optional<PayloadKind> kind_of(const std::string& type, std::string_view bytes) {
  if (type == "text/html" || type == "application/xhtml+xml") return PayloadKind::html;
  if (type == "text/plain") return looks_like_html(bytes) ? PayloadKind::html : PayloadKind::text;
  if (type.empty() && looks_like_html(bytes)) return PayloadKind::html;
  return std::nullopt;
}

// The page of an HTTP answer; nothing where it is an error page or no page at all.
std::optional<Payload> from_answer(const Record& record, Records& records) {
  const std::size_t body_at = end_of_headers(record.content);
  if (record.content.compare(0, 5, "HTTP/") != 0 || body_at == std::string::npos) {
    records.problem(record.at, "the response does not begin with HTTP headers");
    return std::nullopt;
  }
  const std::string_view content = record.content;
  const std::size_t space = content.find(' ');
  if (space + 1 >= body_at || content[space + 1] != '2') return std::nullopt;
  const Headers headers(content.substr(0, body_at));
  const std::string type = media_type(headers.get("content-type"));
  if (!type.empty() && !kind_of(type, {})) return std::nullopt;
  HttpBody body = decode_body(content.substr(body_at), headers);
  if (!body.problem.empty()) records.problem(record.at, body.problem);
  const std::optional<PayloadKind> kind = kind_of(type, body.bytes);
  if (!kind || body.bytes.empty()) return std::nullopt;
  Payload page;
  page.kind = *kind;
  page.stated.charset = parameter(headers.get("content-type"), "charset");
  page.bytes = std::move(body.bytes);
  return page;
}

std::optional<Payload> from_record(Record& record, Records& records) {
  if (record.type == "response") return from_answer(record, records);
  Payload page;
  if (record.type == "conversion") {
    page.kind = PayloadKind::text;
  } else {
    const std::string type = media_type(record.content_type);
    const std::optional<PayloadKind> kind = kind_of(type, record.content);
    if (!kind) return std::nullopt;
    page.kind = *kind;
  }
  page.stated.charset = parameter(record.content_type, "charset");
  page.bytes = std::move(record.content);
  return page;
}

}  // namespace

Result<std::optional<Payload>> next_warc_page(Stream& stream, const std::string& path,
                                              WarcRecords wanted,
                                              std::vector<InputProblem>& problems) {
  Records records(stream, path, problems);
  while (true) {
    Result<std::optional<Record>> record = records.next(wanted);
    if (!record) return record.error();
    if (!*record) return std::optional<Payload>();
    Record& found = **record;
    std::optional<Payload> page = from_record(found, records);
    if (!page || page->bytes.empty()) continue;
    if (found.cut || page->bytes.size() > limits::page_bytes) {
      page->bytes.resize(std::min(page->bytes.size(), limits::page_bytes));
      records.problem(found.at, "the page is longer than the limit and was cut");
    }
    page->source = path + "#" + std::to_string(found.at);
    page->stated.url = found.url;
    page->stated.retrieved = found.date;
    return std::optional<Payload>(std::move(*page));
  }
}

}  // namespace sitrep
