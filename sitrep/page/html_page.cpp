#include <algorithm>
#include <array>
#include <cstdlib>

#include "sitrep/base/unicode.h"
#include "sitrep/markup/lines.h"
#include "sitrep/page/facts.h"
#include "sitrep/page/html_document.h"

namespace sitrep {
namespace {

// What parts a headline from the name of the site.
constexpr std::array title_separators = {std::string_view(" | "),
                                         std::string_view(" - "),
                                         std::string_view(" \xE2\x80\x93 "),
                                         std::string_view(" \xE2\x80\x94 "),
                                         std::string_view(" \xC2\xBB "),
                                         std::string_view(" :: "),
                                         std::string_view(" \xC2\xB7 ")};

constexpr long minutes_a_day = 24 * 60;
constexpr long same_minutes_max = 60;        // between a stated time and the same one shown
constexpr long zone_minutes_max = 14 * 60;   // between two clocks of the world
constexpr std::size_t dates_a_line_max = 4;  // "Published ... Updated ..."
constexpr std::size_t date_bytes_max = 60;   // behind "originally published on"

// "Headline | CNN", "Headline - World - The Guardian": the part before the last separators, if it
// is the longest.
std::string without_site(std::string_view title) {
  std::string_view best = title;
  for (const std::string_view separator : title_separators) {
    const std::size_t at = best.rfind(separator);
    if (at == std::string_view::npos) continue;
    const std::string_view head = best.substr(0, at), tail = best.substr(at + separator.size());
    if (count_words(tail) <= 5 && count_words(head) >= 3) {
      best = head;
    } else if (count_words(head) <= 2 && count_words(tail) >= 4) {
      best = tail;
    }
  }
  return std::string(trim(best));
}

// The United States put the month first; so do pages that do not say where they are from.
NumericOrder order_of(std::string_view language) {
  const bool english = language.substr(0, 2) == "en" || language.empty();
  return english && (language.size() <= 2 || language.substr(3, 2) == "US")
             ? NumericOrder::month_first
             : NumericOrder::day_first;
}

void build_index(HtmlDocument& document, const PageModel& model) {
  const HtmlTree& tree = document.tree;
  document.roles.assign(tree.size(), {});
  for (std::uint32_t i = 1; i < tree.size(); ++i) {
    if (!tree[i].class_.empty()) document.roles[i] = model.classes().roles(tree.class_of(i));
    if (!tree[i].id.empty()) document.roles[i].add(model.classes().roles(tree.id_of(i)));
  }
  document.chunk_begin.assign(tree.size() + 1, 0);
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i <= tree.size(); ++i) {
    while (next < document.chunks.size() && document.chunks[next].first < i) ++next;
    document.chunk_begin[i] = next;
  }
}

/// Chooses between what the page states and what it shows.
class Settler {
 public:
  Settler(const HtmlDocument& document, const HtmlFacts& facts, Page& page, const PageModel& model)
      : document_(document), tree_(document.tree), facts_(facts), page_(page), model_(model) {}

  void settle() {
    near_ = blocks_near_title(page_);
    order_ = order_of(facts_.language);
    title();
    settle_html_authors(document_, facts_, page_, model_, order_);
    dates();
    page_.url = facts_.canonical;
    page_.language = lower(std::string_view(facts_.language).substr(0, 2));
    page_.outlet = !facts_.publisher.empty() ? facts_.publisher : facts_.site_name;
  }

 private:
  // The heading that the page shows before what it states for search engines, unless the heading is
  // the name of the site.
  void title() {
    const std::string stated = !facts_.headline.empty() ? facts_.headline : facts_.social_title;
    for (std::uint32_t i = 1; i < tree_.size() && page_.title.empty(); ++i)
      if (tree_[i].tag == HtmlTag::h1 && !document_.roles[i].has(ClassRole::furniture) &&
          states(tree_.text_of(i)))
        page_.title = heading(i);
    std::string_view first;
    for (const Block& block : page_.blocks) {
      if (!page_.title.empty()) break;
      if (block.kind != BlockKind::title) continue;
      const std::string_view text = page_.at(block.span);
      const std::string shown = folded_words(text);
      if (shown.empty() || shown == folded_words(facts_.site_name)) continue;
      if (agrees(text)) page_.title = text;
      if (first.empty() && count_words(text) >= 3) first = text;
    }
    if (page_.title.empty())
      page_.title = !first.empty()    ? first
                    : !stated.empty() ? without_site(without_own_name(stated))
                                      : without_site(without_own_name(facts_.head_title));
    page_.title = without_soft_hyphens(without_own_name(page_.title));
  }

  // Is a heading what the page states as its headline, or nearly?
  bool states(std::string_view heading) const {
    const std::string shown = folded_words(heading);
    if (count_words(shown) < 3) return false;
    for (const std::string* stated : {&facts_.headline, &facts_.social_title}) {
      const std::string other = folded_words(*stated);
      if (other.find(shown) != std::string::npos) return true;
      if (count_words(other) >= 3 && shown.find(other) != std::string::npos) return true;
    }
    return false;
  }

  bool agrees(std::string_view heading) const {
    const std::string shown = folded_words(heading);
    return shown.size() >= 8 &&
           (states(heading) || folded_words(facts_.head_title).find(shown) != std::string::npos);
  }

  // The words of a heading without the kicker in front of them: "Summer games Drinks by boat".
  std::string heading(std::uint32_t node) const {
    std::string text = tree_.text_of(node);
    for (std::uint32_t i = node + 1; i < tree_[node].end; ++i) {
      if (!document_.roles[i].has(ClassRole::kicker)) continue;
      const std::string kicker = tree_.text_of(i);
      if (kicker.empty() || text.compare(0, kicker.size(), kicker) != 0) break;
      std::string_view rest = std::string_view(text).substr(kicker.size());
      const bool stated_so = folded_words(text) == folded_words(facts_.headline);
      if (stated_so && trim(rest).substr(0, 1) == ":") break;
      while (!rest.empty() && (is_space(decode(rest, 0).value) || rest.front() == ':' ||
                               rest.front() == '-' || rest.front() == '/' || rest.front() == '|'))
        rest.remove_prefix(decode(rest, 0).length);
      if (count_words(rest) >= 3) return std::string(rest);
      break;
    }
    const std::string shown = folded_words(text);
    for (const std::string* stated : {&facts_.headline, &facts_.social_title}) {
      const std::string other = folded_words(*stated);
      const bool tail = count_words(other) >= 4 && shown.size() > other.size() &&
                        shown.compare(shown.size() - other.size(), other.size(), other) == 0 &&
                        other.size() * 2 > shown.size();
      if (tail) return *stated;
    }
    return text;
  }

  // "Headline - The Daily" where the page says that it is The Daily.
  std::string without_own_name(std::string_view title) const {
    for (const std::string_view separator : title_separators) {
      const std::size_t at = title.rfind(separator);
      if (at == std::string_view::npos || at == 0) continue;
      const std::string tail = folded_words(title.substr(at + separator.size()));
      const bool own = !tail.empty() && (tail == folded_words(facts_.site_name) ||
                                         tail == folded_words(facts_.publisher));
      if (own) return std::string(trim(title.substr(0, at)));
    }
    return std::string(title);
  }

  static std::string without_soft_hyphens(std::string title) {
    for (std::size_t at = title.find("\xC2\xAD"); at != std::string::npos;
         at = title.find("\xC2\xAD", at))
      title.erase(at, 2);
    return title;
  }

  void set(Dated& into, std::string_view written, std::string_view basis) {
    if (!into.value.empty() || written.empty()) return;
    if (const auto iso = parse_iso(written)) {
      into = {iso->edtf(), std::string(basis)};
    } else if (const auto found = model_.dates().find(written, order_)) {
      into = {found->moment.edtf(), std::string(basis)};
    }
  }

  void dates() {
    set(page_.published, facts_.published, "metadata");
    set(page_.updated, facts_.updated, "metadata");
    const Moment shown = shown_date();
    if (shown.year == 0) return;
    const auto stated = parse_iso(page_.published.value);
    if (!stated || stated->day == 0) {
      page_.published = {shown.edtf(), "page header"};
      return;
    }
    const long apart = days_of(stated->year, stated->month, stated->day) -
                       days_of(shown.year, shown.month, shown.day);
    // Machines write the day of Greenwich, pages the day of the newsroom.
    if ((apart == 1 || apart == -1) && stated->zone == 0 && stated->hour >= 0) {
      if (may_be_same(*stated, shown)) page_.published = {shown.edtf(), "page header"};
    } else if (apart < -1 || apart > 1) {
      page_.notes.push_back({Stage::page,
                             NoteLevel::warning,
                             "the page shows " + shown.edtf() +
                                 " but states that it was published " + page_.published.value,
                             {}});
    }
  }

  // The same minute on a clock elsewhere, as far as the page says which clock it reads.
  static bool may_be_same(const Moment& greenwich, const Moment& shown) {
    if (shown.hour < 0) return true;
    const auto minutes = [](const Moment& moment) {
      return days_of(moment.year, moment.month, moment.day) * minutes_a_day + moment.hour * 60 +
             moment.minute - moment.zone.value_or(0);
    };
    const long apart = std::abs(minutes(greenwich) - minutes(shown));
    return apart <= (shown.zone ? same_minutes_max : zone_minutes_max);
  }

  // The first date that the page shows as its own: marked, or near the title, below it before
  // above.
  Moment shown_date() {
    Moment found = page_.published.value.empty() ? first_published() : Moment();
    for (const BlockRange range :
         {BlockRange{near_.title, near_.title, near_.end},
          BlockRange{near_.begin, near_.title, std::min(near_.title, near_.end)}}) {
      if (found.year == 0) found = marked_date(range);
      if (found.year == 0) found = date_in(range);
    }
    return found.year == 0 && page_.published.value.empty()
               ? marked_date({0, 0, page_.blocks.size()})
               : found;
  }

  // The dates of a line, each with what the words before it say it is: the first that is not said
  // to be of a change.
  Moment read(std::string_view text) {
    for (std::size_t n = 0; n < dates_a_line_max; ++n) {
      const auto found = model_.dates().find(text, order_);
      if (!found) return {};
      const std::string_view before = text.substr(0, found->begin);
      const bool changed =
          model_.phrases().suffix(PhraseRole::changed, before) != std::string_view::npos ||
          (n == 0 && model_.phrases().prefix(PhraseRole::changed, before) > 0);
      if (!changed) return found->moment;
      if (page_.updated.value.empty()) page_.updated = {found->moment.edtf(), "page header"};
      text.remove_prefix(found->end);
    }
    return {};
  }

  Moment marked_date(const BlockRange& range) {
    for (std::uint32_t i = 1; i < tree_.size(); ++i) {
      const HtmlNode& node = tree_[i];
      const bool tagged = node.tag == HtmlTag::time;
      if (node.tag == HtmlTag::text || node.source.end - node.source.begin < 10) continue;
      if (!tagged && tree_.attribute(i, "itemprop") != "datePublished") continue;
      if (node.end - i > small_nodes || in_comment(document_, i) || !within(range, i)) continue;
      Moment moment = read(tree_.text_of(i));
      for (const std::string_view name : {"datetime", "content"})
        if (const auto iso = parse_iso(tree_.attribute(i, name)); iso && moment.year == 0)
          moment = *iso;
      if (moment.year != 0) return moment;
    }
    return {};
  }

  Moment date_in(const BlockRange& range) {
    for (std::size_t i = range.begin; i < range.end; ++i) {
      const Block& block = page_.blocks[i];
      const std::string_view text = page_.at(block.span);
      const bool small = block.kind == BlockKind::published || block.kind == BlockKind::byline ||
                         block.kind == BlockKind::furniture;
      if (!small || text.size() > 160) continue;
      if (const Moment moment = read(text); moment.year != 0) return moment;
    }
    return {};
  }

  // "This article was originally published on 26 Sep 2019", wherever it stands.
  Moment first_published() const {
    constexpr std::string_view words = "originally published on ";
    const std::size_t at = page_.text.find(words);
    if (at == std::string::npos) return {};
    const std::string_view behind =
        std::string_view(page_.text).substr(at + words.size(), date_bytes_max);
    const auto found = model_.dates().find(behind, order_);
    return found && found->begin < 8 ? found->moment : Moment();
  }

  bool within(const BlockRange& range, std::uint32_t node) const {
    const std::uint32_t c = document_.first_chunk(node);
    if (c >= document_.chunks.size() || range.begin >= range.end) return false;
    const std::uint32_t at = document_.chunks[c].text.begin;
    return at >= page_.blocks[range.begin].span.begin && at <= page_.blocks[range.end - 1].span.end;
  }

  const HtmlDocument& document_;
  const HtmlTree& tree_;
  const HtmlFacts& facts_;
  Page& page_;
  const PageModel& model_;
  BlockRange near_;
  NumericOrder order_ = NumericOrder::month_first;
};

}  // namespace

void settle_html_facts(const HtmlDocument& document, const HtmlFacts& facts, Page& page,
                       const PageModel& model) {
  Settler(document, facts, page, model).settle();
}

void read_html(Page& page, std::string_view source, const Stated& stated, const PageModel& model) {
  HtmlDocument document;
  document.tree.parse(source);
  const auto warn = [&](std::string message) {
    page.notes.push_back({Stage::page, NoteLevel::warning, std::move(message), {}});
  };
  if (document.tree.flattened())
    warn("elements nested deeper than " + std::to_string(html_depth_max) + " were put there");
  if (document.tree.cut())
    warn("more than " + std::to_string(html_nodes_max) +
         " elements and texts; the rest of the page was left out");
  write_text(document.tree, page.text, page.source_map, document.chunks);
  build_index(document, model);
  find_html_thread(document, page, stated, model);
  const HtmlFacts facts = read_html_facts(document.tree);
  find_html_blocks(document, facts, page, model);
  settle_html_facts(document, facts, page, model);
  split_dateline(page);
  mark_copies(page);
  complete(page, stated, model);
}

}  // namespace sitrep
