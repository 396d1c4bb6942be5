#pragma once

#include <gtest/gtest.h>

#include <string>

#include "sitrep/page/model.h"
#include "sitrep/page/page.h"

/// Helpers of the tests of this room.
namespace sitrep {

inline const PageModel& test_model() {
  static const Result<PageModel> model = PageModel::load(SITREP_SOURCE_DIR);
  EXPECT_TRUE(model.ok()) << (model ? "" : model.error().message());
  return *model;
}

inline Page open_text(std::string bytes) {
  Payload payload;
  payload.bytes = std::move(bytes);
  payload.source = "test";
  PageScratch scratch;
  return open_page(payload, test_model(), scratch);
}

inline Page open_html(std::string bytes, Stated stated = {}) {
  Payload payload;
  payload.bytes = std::move(bytes);
  payload.source = "test";
  payload.kind = PayloadKind::html;
  payload.stated = std::move(stated);
  PageScratch scratch;
  return open_page(payload, test_model(), scratch);
}

/// One line a block: its kind, its words (line breaks as "/"), "= N" where it copies block N.
inline std::string print_blocks(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    std::string words(page.at(block.span));
    for (char& c : words)
      if (c == '\n') c = '/';
    out += std::string(word(block.kind)) + ": " + words;
    if (block.copy_of) out += " = " + std::to_string(block.copy_of.value);
    out += "\n";
  }
  return out;
}

/// One line a comment: id < parent, number, author, time, text, problems.
inline std::string print_comments(const Page& page) {
  std::string out;
  for (std::size_t i = 0; i < page.comments.size(); ++i) {
    const Comment& comment = page.comments[i];
    out += std::to_string(i) + " < ";
    out += comment.parent ? std::to_string(comment.parent.value) : "-";
    out += comment.number ? " #" + std::to_string(*comment.number) : "";
    out += " [" + comment.author + "] [" + comment.time + "]";
    for (const Span body : comment.body) out += " \"" + std::string(page.at(body)) + "\"";
    for (const std::string& problem : comment.problems) out += " !" + problem;
    out += "\n";
  }
  return out;
}

inline std::string print_facts(const Page& page) {
  std::string authors;
  for (const std::string& author : page.authors) authors += (authors.empty() ? "" : ", ") + author;
  return page.title + " | " + authors + " | " + page.published.value + " (" + page.published.basis +
         ") | " + page.outlet + " | " + page.dateline;
}

}  // namespace sitrep
