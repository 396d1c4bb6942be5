#include "sitrep/inputs/inputs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <fstream>

#include "sitrep/base/test_folder.h"
#include "sitrep/inputs/gzip_sample.h"
#include "sitrep/inputs/limits.h"

namespace sitrep {
namespace {

namespace fs = std::filesystem;

class Inputs : public TestWithFolder {
 protected:
  fs::path write(const std::string& name, std::string_view bytes) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
};

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string record(std::string_view type, std::string_view content,
                   std::string_view content_type = "application/http; msgtype=response") {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: http://example.org/{}\r\n"
      "WARC-Date: 2012-06-28T01:02:03Z\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      type, type, content_type, content.size(), content);
}

std::string answer(std::string_view headers, std::string_view body) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\n{}\r\n{}", headers,
                     body);
}

/// Each page on a line: kind, bytes; then problems without their path.
std::string read_all(const fs::path& path, std::optional<InputKind> kind = std::nullopt) {
  Result<InputReader> reader = InputReader::open(path, kind);
  if (!reader) return "error: " + reader.error().reason + "\n";
  std::string out = std::string(word(reader->kind())) + "\n";
  while (true) {
    Result<std::optional<Payload>> page = reader->next();
    if (!page) {
      out += "error: " + page.error().reason + "\n";
      break;
    }
    if (!*page) break;
    const std::string_view bytes = (*page)->bytes;
    out += fmt::format("{} {}\n", word((*page)->kind),
                       bytes.size() > 60 ? fmt::format("{} bytes", bytes.size()) : bytes);
  }
  for (const InputProblem& problem : reader->take_problems())
    out += fmt::format("@{} {}\n", problem.at, problem.reason);
  return out;
}

TEST_F(Inputs, KindIsToldFromTheContent) {
  const std::pair<std::string, std::string_view> rows[] = {
      {"<!doctype html><p>x", "html\nhtml <!doctype html><p>x\n"},
      {"\xEF\xBB\xBF \n<html>", "html\nhtml \xEF\xBB\xBF \n<html>\n"},
      {"Plain words.", "text\ntext Plain words.\n"},
      {"a < b and c > d", "text\ntext a < b and c > d\n"},
      {"{\"id\": \"7\", \"text\": \"Words.\"}\n", "jsonl\ntext Words.\n"},
      {"", "text\ntext \n"},
  };
  for (const auto& [bytes, printed] : rows) {
    EXPECT_EQ(read_all(write("a", bytes)), printed);
    EXPECT_EQ(read_all(write("a.gz", gzip(bytes))), printed);
    EXPECT_EQ(read_all(write("a.zst", zstd(bytes))), printed);
  }
  EXPECT_EQ(read_all(write("a", "<p>x"), InputKind::text), "text\ntext <p>x\n");
}

TEST_F(Inputs, JsonLinesTakeTheKeysOfSeveralMakers) {
  const fs::path path = write(
      "a.jsonl",
      "{\"id\": 12, \"html\": \"<p>\\u00e9\\ud83d\\ude00\\n\", \"title\": \"T\", \"url\": \"u\","
      " \"authors\": [\"A\", {\"name\": \"B\"}], \"other\": {\"text\": [1, {}]}}\n"
      "\n"
      "{\"story_id\": \"s\", \"event_text\": \"E\", \"headline\": \"H\", \"pub_date\": \"D\","
      " \"publisher\": \"P\"}\r\n"
      "{\"id\": \"broken\", \"text\": \n"
      "{\"id\": \"empty\", \"text\": null}\n"
      "{\"text\": \"No newline at the end\"}");
  Result<InputReader> reader = InputReader::open(path);
  ASSERT_TRUE(reader.ok());
  std::vector<Payload> pages;
  while (true) {
    Result<std::optional<Payload>> page = reader->next();
    ASSERT_TRUE(page.ok());
    if (!*page) break;
    pages.push_back(std::move(**page));
  }
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_EQ(pages[0].source, "12");
  EXPECT_EQ(pages[0].bytes, "<p>\xC3\xA9\xF0\x9F\x98\x80\n");
  EXPECT_EQ(pages[0].stated.authors, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(pages[1].source + pages[1].bytes + pages[1].stated.title + pages[1].stated.published +
                pages[1].stated.outlet,
            "sEHDP");
  EXPECT_EQ(pages[2].bytes, "No newline at the end");
  EXPECT_EQ(reader->take_problems().size(), 2u);
  EXPECT_TRUE(reader->take_problems().empty());
}

TEST_F(Inputs, WarcGivesPagesAndPassesOverTheRest) {
  const std::string packed = gzip("<p>packed");
  // "<p>packed 2" as a brotli stream (RFC 7932): a window of 2^16, one block that is not
  // compressed, 11 bytes long, an empty last block.
  const std::string brotli_packed = std::string("\xA0\x00\x10", 3) + "<p>packed 2" + "\x03";
  const std::string warc =
      record("warcinfo", "software: x", "application/warc-fields") +
      record("request", "GET / HTTP/1.1\r\n\r\n") + record("response", answer("", "<p>plain")) +
      record("response",
             answer("Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n4\r\nin 2\r\n0\r\n\r\n")) +
      record("response", answer("Transfer-Encoding: chunked\r\n", "<p>unchunked")) +
      record("response", answer("Content-Encoding: gzip\r\n", packed)) +
      record("response", answer("Content-Encoding: gzip\r\n", "<p>unpacked")) +
      record("response", answer("Content-Encoding: br\r\n", brotli_packed)) +
      record("response", answer("Content-Encoding: br\r\n", "<p>unpacked brotli")) +
      record("response", answer("Content-Encoding: zstd\r\n", zstd("<p>packed 3"))) +
      record("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone") +
      record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx") +
      record("resource", "Words.", "text/plain") + record("revisit", "");
  const std::string printed =
      "warc\nhtml <p>plain\nhtml <p>in 2\nhtml <p>unchunked\nhtml <p>packed\nhtml <p>unpacked\n"
      "html <p>packed 2\nhtml <p>unpacked brotli\nhtml <p>packed 3\ntext Words.\n";
  EXPECT_EQ(read_all(write("a.warc", warc)), printed);
  EXPECT_EQ(read_all(write("a.warc.gz", gzip(warc))), printed);
  EXPECT_EQ(read_all(write("a.warc.zst", zstd(warc))), printed);
}

TEST_F(Inputs, WetGivesConversionsWithAddressAndPlace) {
  const std::string info = gzip(record("warcinfo", "x", "application/warc-fields"));
  const fs::path path =
      write("a.wet.gz", info + gzip(record("conversion", "Title\nWords.", "text/plain")));
  Result<InputReader> reader = InputReader::open(path);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader->kind(), InputKind::wet);
  Result<std::optional<Payload>> page = reader->next();
  ASSERT_TRUE(page.ok() && *page);
  EXPECT_EQ((*page)->bytes, "Title\nWords.");
  EXPECT_EQ((*page)->source, path.string() + "#" + std::to_string(info.size()));
  EXPECT_EQ((*page)->stated.url, "http://example.org/conversion");
  EXPECT_EQ((*page)->stated.retrieved, "2012-06-28T01:02:03Z");
}

TEST_F(Inputs, DamageIsToldAndPassed) {
  const std::string good = record("response", answer("", "<p>good"));
  std::string damaged = gzip(record("response", answer("", "<p>" + std::string(300, 'x'))));
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  const std::string members = read_all(write("a.warc.gz", gzip(good) + damaged + gzip(good)));
  EXPECT_EQ(members.substr(0, 18), "warc\nhtml <p>good\n");
  EXPECT_NE(members.find("html <p>good\n@"), std::string::npos) << members;
  const std::string no_length = "WARC/1.0\r\nWARC-Type: response\r\n\r\nbody\r\n\r\n";
  EXPECT_EQ(read_all(write("b.warc", good + no_length + good)),
            fmt::format("warc\nhtml <p>good\nhtml <p>good\n@{} the record states no "
                        "content-length\n@{} no WARC record begins here; passed over to the next "
                        "one\n",
                        good.size(), good.size() + 5));
  EXPECT_EQ(read_all(write("c.warc", good + good.substr(0, good.size() - 6))),
            fmt::format("warc\nhtml <p>good\nhtml <p>go\n@{} the record ends before its "
                        "content-length\n",
                        good.size()));
  EXPECT_EQ(read_all(write("d.gz", gzip("Words of a page.").substr(0, 20))).substr(0, 5), "text\n");
}

TEST_F(Inputs, BombsStopAtTheLimit) {
  const std::string zeros(std::size_t{64} << 20, ' ');
  const std::string printed = read_all(write("bomb.gz", gzip(zeros)));
  EXPECT_NE(printed.find("times its size"), std::string::npos) << printed;
  const std::string line = "{\"text\": \"" + std::string(limits::line_bytes + 100, 'x') + "\"}\n";
  EXPECT_EQ(read_all(write("long.jsonl", line + "{\"text\": \"Words.\"}\n")),
            "jsonl\ntext Words.\n@0 the line is longer than the limit\n");
}

TEST_F(Inputs, BombsInsideAnswersStopAtTheLimit) {
  const std::string zeros = "<p>" + std::string(limits::page_bytes * 2, ' ');
  const std::pair<std::string_view, std::string> rows[] = {{"gzip", gzip(zeros)},
                                                           {"zstd", zstd(zeros)}};
  for (const auto& [encoding, packed] : rows)
    EXPECT_EQ(
        read_all(write("a.warc", record("response", answer(fmt::format("Content-Encoding: "
                                                                       "{}\r\n",
                                                                       encoding),
                                                           packed)))),
        fmt::format("warc\nhtml {} bytes\n@0 the packed body is longer than a page may be and "
                    "was cut\n",
                    limits::page_bytes))
        << encoding;
  // A chunk that claims more than there is, a length beyond the file, headers without an end.
  EXPECT_EQ(read_all(write("b.warc", record("response", answer("Transfer-Encoding: chunked\r\n",
                                                               "ffffffff\r\n<p>x")))),
            "warc\nhtml <p>x\n@0 the chunked body ends before its last chunk\n");
  EXPECT_EQ(read_all(write("c.warc",
                           "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html"
                           "\r\nContent-Length: 18446744073709551615\r\n\r\n<p>x")),
            "warc\nhtml <p>x\n@0 the record ends before its content-length\n");
  EXPECT_EQ(read_all(write("d.warc", "WARC/1.0\r\n" + std::string(limits::header_bytes * 2, 'x'))),
            "warc\n@0 the record's headers do not end\n@5 no WARC record begins here; passed over "
            "to the next one\n");
}

TEST_F(Inputs, MhtmlGivesItsPage) {
  const std::string mhtml =
      "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
      "\ttype=\"text/html\";\r\n\tboundary=\"--b1\"\r\n\r\n----b1\r\n"
      "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\n"
      "<p class=3D\"a\">caf=C3=A9 o=\r\nn\r\n----b1--\r\n";
  EXPECT_EQ(read_all(write("a.mhtml", mhtml)), "html\nhtml <p class=\"a\">caf\xC3\xA9 on\r\n\n");
}

TEST_F(Inputs, FoldersAndPatternsAreWalkedInOrder) {
  write("b.txt", "b");
  write("a/z.txt", "z");
  write("a/.hidden", "h");
  write("a.html", "<p>");
  const auto names = [&](const std::vector<std::string>& arguments) {
    Result<std::vector<fs::path>> found = expand_inputs(arguments);
    if (!found) return found.error().reason;
    std::string out;
    for (const fs::path& path : *found)
      out += (path == "-" ? "-" : fs::relative(path, folder_).string()) + " ";
    return out;
  };
  const std::string here = folder_.string();
  EXPECT_EQ(names({here}), "a.html a/z.txt b.txt ");
  EXPECT_EQ(names({"-", here + "/*.txt", here + "/b.txt"}), "- b.txt ");
  EXPECT_EQ(names({here + "/none*"}), "no file, folder or pattern that matches");
  EXPECT_FALSE(InputReader::open(folder_ / "none").ok());
  EXPECT_FALSE(InputReader::open(folder_).ok());
}

TEST_F(Inputs, WhatIsNoPageIsRefused) {
  const std::pair<std::string, std::string> table[] = {
      {std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), "error: is binary, not a page\n"},
      {"%PDF-1.7\n1 0 obj", "error: is binary, not a page\n"},
      {std::string("SQLite format 3\0", 16), "error: is binary, not a page\n"},
      {std::string("\xFF\xFEh\0i\0", 6), "text\n"},
      {"A page.\n", "text\ntext A page."},
  };
  for (const auto& [bytes, printed] : table)
    EXPECT_NE(read_all(write("a", bytes)).find(printed), std::string::npos) << bytes;
}

TEST_F(Inputs, AFolderIsReadAroundWhatCannotBeLookedAt) {
  const std::filesystem::path folder = write("folder/good.txt", "A page.").parent_path();
  std::error_code failed;
  std::filesystem::create_symlink("circle", folder / "circle", failed);
  const auto found = expand_inputs({folder.string()});
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[1].filename(), "good.txt");
  EXPECT_FALSE(InputReader::open((*found)[0]).ok());
  std::filesystem::remove(folder / "circle");
}

}  // namespace
}  // namespace sitrep
