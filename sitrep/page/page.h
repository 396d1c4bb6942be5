#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/note.h"
#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"
#include "sitrep/inputs/payload.h"

/// page: which bytes are headline, body, caption, fact box, comment, menu? Nothing is ever deleted:
/// every byte of Page::text that is not white space lies in a block, and the block says what it is.
namespace sitrep {

/// A value and where it was found.
struct Dated {
  std::string value;  ///< EDTF: 2012-06-27, 2012-06-27T13:10-04:00; empty where the page has none
  std::string basis;  ///< page header | metadata | url | stated by the input | inferred from
                      ///< dateline and weekday ...
};

enum class BlockKind {
  title,
  byline,
  published,
  dateline,
  paragraph,
  quote,
  caption,
  fact_title,
  fact_item,
  list_item,
  subheading,
  author_bio,
  comment,
  furniture
};
template <>
inline constexpr auto words_of<BlockKind> = vocabulary("title", "byline", "published", "dateline",
                                                       "paragraph", "quote", "caption",
                                                       "fact_title", "fact_item", "list_item",
                                                       "subheading", "author_bio", "comment",
                                                       "furniture");

struct Comment;

struct Block {
  BlockKind kind = BlockKind::paragraph;
  Span span;  ///< trimmed of white space, bullets and list numbers; blocks rise and never overlap
  Id<Block> copy_of;    ///< the earlier block that this one repeats word for word
  Id<Comment> comment;  ///< set where kind is comment
};

/// What a reader wrote under the page. Evidence of nothing but itself.
struct Comment {
  Id<Comment> parent;
  std::optional<int> number;          ///< the list number that the page prints
  std::string author;                 ///< empty where the page lost it
  std::string time;                   ///< EDTF, empty where the page lost it
  Span span;                          ///< head, body and time line
  std::vector<Span> body;             ///< the text, one span a paragraph or line
  std::vector<std::string> problems;  ///< "no author", "no text", "numbers 4 to 26 missing" ...
};

/// The layer of this stage.
struct Page {
  std::string id;      ///< SHA-256 of the payload, hex
  std::string source;  ///< Payload::source
  PayloadKind kind = PayloadKind::text;
  std::string url, site, outlet, title, dateline, language, charset;  ///< empty where unknown
  std::vector<std::string> authors;
  Dated published, updated;
  std::string text;  ///< UTF-8, frozen: every Span of the document is a range of it
  std::vector<SourceRun> source_map;
  std::vector<Block> blocks;
  std::vector<Comment> comments;
  std::vector<Note> notes;

  /// The bytes of a span; lives as long as the page.
  std::string_view at(Span span) const& {
    return std::string_view(text).substr(span.begin, span.size());
  }
  std::string_view at(Span span) const&& = delete;  // no view into a temporary
};

/// Whether the stages after text/ read the page: its language is English or could not be told.
inline bool is_english(const Page& page) { return page.language.empty() || page.language == "en"; }

/// What the page stage knows: outlets by site, words of bylines, menus and threads. From
/// lexicon/page/. Immutable.
class PageModel;

/// Buffers that one worker uses again for each page.
struct PageScratch {
  std::string decoded;
};

/// Reads a payload into blocks. Any bytes give a page, with notes; named limits (inputs/limits.h)
/// bound time and memory. Linear in the payload's size.
Page open_page(const Payload& payload, const PageModel& model, PageScratch& scratch);

}  // namespace sitrep
