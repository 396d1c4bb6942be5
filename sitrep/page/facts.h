#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/page/model.h"
#include "sitrep/page/page.h"

/// What both front ends (text dumps, HTML) do to a page once its blocks are known.
namespace sitrep {

/// Marks blocks that repeat an earlier one word for word. Comments and blocks of fewer than three
/// words are left alone. Linear.
void mark_copies(Page& page);

/// Splits "ISLAMABAD -- The commander met ..." at the head of the body into dateline and paragraph,
/// and sets Page::dateline. Only the first few paragraphs are looked at.
void split_dateline(Page& page);

/// Fills what is still empty: site and outlet from the address, language from the words, the day of
/// publication from address or caption, dateline and weekday. What the input states goes first.
void complete(Page& page, const Stated& stated, const PageModel& model);

/// The authors that a byline names: "By Jane Doe and John Roe, CNN" gives two. `line` is without
/// the word "By".
std::vector<std::string> authors_of(std::string_view line, const PageModel& model);

/// Does a line say who else gave the text: "With files from The Associated Press", "Source: AFP",
/// "Reporting by Jane Doe; editing by John Roe"?
bool is_credit_line(std::string_view line, const PageModel& model);

/// Lower-case words without marks and diacritics, one blank between them: for comparing names and
/// headlines.
std::string folded_words(std::string_view text);

/// The host of an address, without "www.", in lower case.
std::string host_of(std::string_view url);

}  // namespace sitrep
