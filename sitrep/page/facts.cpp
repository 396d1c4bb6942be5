#include "sitrep/page/facts.h"

#include <algorithm>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"

namespace sitrep {
namespace {

constexpr std::size_t dateline_bytes_max = 80;
constexpr std::size_t dateline_paragraphs = 3;
constexpr std::size_t copy_words_min = 3;

// Where "ISLAMABAD -- " ends in a paragraph, and the length of the place with what follows it.
struct Dateline {
  std::size_t place = 0, size = 0, body = 0;
};

bool is_dash(std::string_view text, std::size_t at, std::size_t& length) {
  const CodePoint point = decode(text, at);
  length = point.length;
  if (point.value == 0x2013 || point.value == 0x2014 || point.value == 0x2015) return true;
  if (point.value != '-') return false;
  if (text.substr(at, 2) == "--") length = 2;
  return true;
}

// A place in capitals, or any place with an agency or a date in brackets or behind a comma, then a
// dash with a space around it.
Dateline dateline_of(std::string_view text) {
  Dateline none;
  std::size_t at = 0, first_end = 0;
  bool capitals = true, brackets = false;
  const std::size_t end = std::min(text.size(), dateline_bytes_max);
  while (at < end) {
    std::size_t length = 0;
    const bool spaced = at > 0 && (text[at - 1] == ' ' || decode_before(text, at).value == 0xA0);
    if (is_dash(text, at, length) && (spaced || length > 1)) {
      const std::size_t behind = at + length;
      if (behind >= text.size() || !is_space(decode(text, behind).value)) return none;
      const std::string_view head = trim(text.substr(0, at));
      const std::string_view rest = trim(text.substr(behind));
      if (head.size() < 3 || rest.empty() || (!capitals && !brackets)) return none;
      if (first_end == 0) first_end = head.size();
      return {std::min(first_end, head.size()), head.size(),
              static_cast<std::size_t>(rest.data() - text.data())};
    }
    const CodePoint point = decode(text, at);
    if (point.value == '(' && at > 2) {
      brackets = true;
      if (first_end == 0) first_end = trim(text.substr(0, at)).size();
    } else if (point.value == '.' && at + 1 < end && is_space(decode(text, at + 1).value) &&
               at > 6 && !brackets) {
      return none;
    } else if ((point.value == ',' || point.value == '/') && first_end == 0) {
      first_end = at;
    } else if (is_lower(point.value) && first_end == 0) {
      capitals = false;
    } else if (is_digit(point.value) && first_end == 0) {
      return none;
    }
    at += std::max<std::uint32_t>(point.length, 1);
  }
  return none;
}

// Words of a page that are its own, for the language.
std::string prose_of(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    if (block.kind != BlockKind::paragraph && block.kind != BlockKind::quote) continue;
    out += page.at(block.span);
    out += '\n';
    if (out.size() > 6000) break;
  }
  return out.empty() ? page.text.substr(0, 6000) : out;
}

// Digits of a date in the path of an address: /2012/06/27/, /20120627, /2012-06-27-.
std::string date_in_url(std::string_view url) {
  const std::size_t path =
      url.find('/', url.find("//") == std::string_view::npos ? 0 : url.find("//") + 2);
  if (path == std::string_view::npos) return {};
  const std::string_view text = url.substr(path);
  for (std::size_t at = 1; at + 8 <= text.size(); ++at) {
    const bool begins = text[at - 1] == '/' || text[at - 1] == '-' || text[at - 1] == '_';
    if (!begins || (text.substr(at, 2) != "19" && text.substr(at, 2) != "20")) continue;
    const std::optional<Moment> found = parse_iso(text.substr(at, 10));
    if (!found || found->year < 1990) continue;
    const bool parted = text[at + 4] == '/' || text[at + 4] == '-';
    const std::size_t end = at + (parted ? 10 : 8);
    if (end < text.size() && text[end] >= '0' && text[end] <= '9') continue;
    return found->edtf().substr(0, 10);
  }
  return {};
}

// "BRUSSELS, 11 May 2021 -": the day of the report.
void take_dateline_day(Page& page, const PageModel& model) {
  for (const Block& block : page.blocks) {
    if (block.kind != BlockKind::dateline) continue;
    const auto found = model.dates().find(page.at(block.span), NumericOrder::month_first);
    if (found && found->moment.day != 0 && found->moment.year != 0)
      page.published = {found->moment.edtf().substr(0, 10), "dateline"};
    return;
  }
}

// A day in a caption bounds the publication from below; a weekday that the first paragraphs name
// fixes it: the first such day on or after it.
void infer_published(Page& page, const PageModel& model) {
  std::optional<Moment> day;
  int weekday = 0;
  std::size_t paragraphs = 0;
  for (const Block& block : page.blocks) {
    if (block.kind == BlockKind::caption && !day) {
      const std::string_view caption = page.at(block.span);
      const std::size_t from = caption.size() > 300 ? caption.size() - 300 : 0;
      const auto found = model.dates().find(caption.substr(from), NumericOrder::month_first);
      if (found) day = found->moment;
    } else if (block.kind == BlockKind::paragraph && weekday == 0 && paragraphs < 3) {
      ++paragraphs;
      weekday = model.dates().find_weekday(page.at(block.span));
    }
  }
  if (!day || day->day == 0) return;
  const long caption = days_of(day->year, day->month, day->day);
  if (weekday == 0) {
    page.published = {day->edtf().substr(0, 10), "inferred from caption date"};
    return;
  }
  const long later = (weekday - iso_weekday(caption) + 7) % 7;
  page.published = {moment_of_days(caption + later).edtf(),
                    "inferred from caption date and weekday"};
}

std::string clean_name(std::string_view text) {
  std::string out;
  for (const char c : trim(text)) {
    const bool space = c == '\n' || c == '\t' || c == ' ' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == ',' || out.back() == ';' ||
                          out.back() == '|' || out.back() == '-' || out.back() == ':'))
    out.pop_back();
  return out;
}

}  // namespace

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  } else if (url.substr(0, 2) == "//") {
    url.remove_prefix(2);
  }
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t user = url.find('@'); user != std::string_view::npos)
    url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  std::string host = lower(url);
  if (host.compare(0, 4, "www.") == 0) host.erase(0, 4);
  return host.find('.') == std::string::npos ? std::string() : host;
}

std::string folded_words(std::string_view text) {
  std::string out;
  const std::string low = fold(text);
  for (const char c : low) {
    const bool word = (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void mark_copies(Page& page) {
  StringMap<std::uint32_t> first;
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    Block& block = page.blocks[i];
    if (block.kind == BlockKind::comment) continue;
    const std::string_view words = page.at(block.span);
    if (count_words(words.substr(0, 80)) < copy_words_min) continue;
    const auto [found, fresh] = first.try_emplace(std::string(words), i);
    if (fresh) continue;
    // A table of contents does not make copies of the headings that it lists.
    const bool listed = page.blocks[found->second].kind == BlockKind::furniture &&
                        block.kind != BlockKind::furniture;
    if (listed)
      found->second = i;
    else
      block.copy_of.value = found->second;
  }
}

void split_dateline(Page& page) {
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < page.blocks.size() && looked_at < dateline_paragraphs; ++i) {
    const Block block = page.blocks[i];
    if (block.kind == BlockKind::dateline) return;
    if (block.kind != BlockKind::paragraph) continue;
    ++looked_at;
    const Dateline found = dateline_of(page.at(block.span));
    if (found.body == 0) continue;
    page.dateline =
        page.at({block.span.begin, static_cast<std::uint32_t>(block.span.begin + found.place)});
    Block head = block, rest = block;
    head.kind = BlockKind::dateline;
    head.span.end = static_cast<std::uint32_t>(block.span.begin + found.size);
    rest.span.begin = static_cast<std::uint32_t>(block.span.begin + found.body);
    page.blocks[i] = head;
    page.blocks.insert(page.blocks.begin() + static_cast<std::ptrdiff_t>(i) + 1, rest);
    return;
  }
}

void complete(Page& page, const Stated& stated, const PageModel& model) {
  if (!stated.url.empty()) page.url = stated.url;
  page.site = host_of(page.url);
  if (!stated.title.empty()) page.title = stated.title;
  if (!stated.authors.empty()) page.authors = stated.authors;
  if (!stated.published.empty()) {
    const std::optional<Moment> iso = parse_iso(stated.published);
    const auto printed = model.dates().find(stated.published, NumericOrder::month_first);
    if (iso) {
      page.published = {iso->edtf(), "stated by the input"};
    } else if (printed) {
      page.published = {printed->moment.edtf(), "stated by the input"};
    } else {
      page.notes.push_back({Stage::page,
                            NoteLevel::warning,
                            "the input states a date that cannot be read: " + stated.published,
                            {}});
    }
  }
  if (page.published.value.empty()) {
    const std::string in_url = date_in_url(page.url);
    if (!in_url.empty()) page.published = {in_url, "url"};
  }
  if (page.published.value.empty()) take_dateline_day(page, model);
  if (page.published.value.empty()) infer_published(page, model);
  if (page.published.value.empty() && !page.updated.value.empty())
    page.published = {page.updated.value, "inferred from last change"};
  if (!stated.outlet.empty()) page.outlet = stated.outlet;
  if (const std::string_view known = model.outlet_of(page.site);
      stated.outlet.empty() && !known.empty())
    page.outlet = known;
  if (page.outlet.empty()) {
    for (const Block& block : page.blocks)
      if (block.kind == BlockKind::author_bio && page.outlet.empty())
        page.outlet = model.outlet_named_in(page.at(block.span));
  }
  const std::string told = model.language_of(prose_of(page));
  if (!told.empty()) page.language = told;
  if (!page.language.empty() && page.language != "en")
    page.notes.push_back(
        {Stage::page,
         NoteLevel::warning,
         "the page is in the language \"" + page.language + "\"; the later stages read English",
         {}});
}

bool is_credit_line(std::string_view line, const PageModel& model) {
  while (!line.empty() && (line.front() == '(' || line.front() == '[')) line.remove_prefix(1);
  const std::size_t size = model.phrases().prefix(PhraseRole::supplied, line);
  if (size == 0 || size >= line.size()) return false;
  if (line[size] == ':') return true;
  const std::string_view rest = trim(line.substr(size));
  return line.substr(0, size).find(' ') != std::string_view::npos && !rest.empty() &&
         is_upper(decode(rest, 0).value);
}

std::vector<std::string> authors_of(std::string_view line, const PageModel& model) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view part) {
    std::string name = clean_name(part);
    if (const std::size_t by = model.phrases().prefix(PhraseRole::byline, name); by > 0)
      name = clean_name(std::string_view(name).substr(by));
    if (name.size() < 3 || !looks_like_name(name) || count_words(name) > 4) return;
    if (model.phrases().is(PhraseRole::not_an_author, name)) return;
    if (!model.outlet_named_in(name).empty()) return;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  std::size_t begin = 0, at = 0;
  while (at < line.size()) {
    std::size_t size = 0;
    for (const std::string_view separator : {", ", " and ", " & ", " und ", " et ", " y ", "; ",
                                             " | ", "\xC2\xB7", "/", "\n", " with "})
      if (size == 0 && line.compare(at, separator.size(), separator) == 0) size = separator.size();
    if (size == 0) {
      ++at;
      continue;
    }
    add(line.substr(begin, at - begin));
    at += size;
    begin = at;
  }
  add(line.substr(begin));
  return out;
}

}  // namespace sitrep
