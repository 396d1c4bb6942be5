#include "sitrep/report/situation.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

constexpr std::size_t silences_shown = 3;
constexpr std::int32_t days_of_silence = 30;   // of an outlet, before the last page of all
constexpr std::size_t pages_of_an_outlet = 3;  // fewer make no habit
constexpr std::size_t actors_of_readers = 10;

std::string in_edtf(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days(day)}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

bool is_from(std::string_view published, std::string_view since) {
  const Interval day = interval_of(published);
  return day.end != Interval::open_end && day.end >= interval_of(since).begin;
}

class SituationMaker {
 public:
  SituationMaker(const Material& material, const Selector& selector, Period period)
      : material_(material),
        story_(material.story),
        selector_(selector),
        since_(selector.selection().since),
        period_(period) {}

  Situation run() {
    choose_pages();
    for (std::uint32_t i = 0; i < story_.happenings.size(); ++i)
      if (selector_.wants(Id<Happening>{i})) add_row({i});
    sort_rows();
    for (std::uint32_t i = 0; i < story_.disagreements.size(); ++i) add_disagreement(i);
    add_pairs();
    found_.dyads = dyads();
    head();
    readers();
    gaps_of_pages();
    gaps_of_events();
    return std::move(found_);
  }

 private:
  void choose_pages() {
    wanted_pages_.assign(story_.pages.size(), false);
    const Selection& asked = selector_.selection();
    const bool by_page = asked.actors.empty() && asked.pairs.empty() && asked.types.empty() &&
                         asked.countries.empty() && asked.event.empty();
    for (std::uint32_t page = 0; by_page && page < story_.pages.size(); ++page)
      wanted_pages_[page] = selector_.wants_page(page);
  }

  void add_row(Id<Happening> id) {
    const Happening& happening = story_.happenings[id.value];
    for (const auto* links : {&happening.reports, &happening.comments})
      for (const Link<Event>& link : *links) wanted_pages_[link.record.page] = true;
    Row row{id, standing_of(material_, id), first_told(story_, happening), false};
    if (!since_.empty() && !is_from(row.first_told, since_)) {
      row.told_again = std::ranges::any_of(happening.reports, [&](const Link<Event>& link) {
        return is_from(story_.pages[link.record.page].published, since_);
      });
      if (!row.told_again) {
        ++found_.older;
        return;
      }
    }
    chosen_.insert(id);
    found_.rows.push_back(std::move(row));
  }

  void sort_rows() {
    std::ranges::stable_sort(found_.rows, [&](const Row& a, const Row& b) {
      return std::tuple(a.standing, day_of(a), a.happening) <
             std::tuple(b.standing, day_of(b), b.happening);
    });
  }

  /// What has no day stands where it was told.
  std::int32_t day_of(const Row& row) const {
    Interval when = interval_of(story_.happenings[row.happening.value].when);
    if (when.unknown()) when = interval_of(row.first_told);
    return when.begin == Interval::open_begin ? when.end : when.begin;
  }

  void add_disagreement(std::uint32_t index) {
    const Disagreement& disagreement = story_.disagreements[index];
    if (!selector_.wants(disagreement)) return;
    std::vector<std::string> begun;  // of each side
    DisagreementRow row{index, "", "", false};
    for (const Side& side : disagreement.sides) {
      std::string first;
      const auto see = [&](std::uint32_t page) {
        const std::string& day = story_.pages[page].published;
        if (day.empty()) return;
        if (first.empty() || day < first) first = day;
        row.latest = std::max(row.latest, day);
      };
      for (const In<Claim>& claim : side.claims) see(claim.page);
      for (const PageSpan& span : side.spans) see(span.page);
      if (!first.empty()) begun.push_back(first);
    }
    std::ranges::sort(begun);
    if (begun.size() > 1) row.since = begun[1];
    row.is_new = !since_.empty() && is_from(row.latest, since_);
    if (since_.empty() || row.is_new) found_.disagreements.push_back(std::move(row));
  }

  void add_pairs() {
    const auto chosen = [&](Id<Happening> id) { return chosen_.contains(id); };
    for (std::uint32_t i = 0; i < story_.kept_apart.size(); ++i)
      if (chosen(story_.kept_apart[i].first) || chosen(story_.kept_apart[i].second))
        found_.kept_apart.push_back(i);
    for (std::uint32_t i = 0; i < story_.outcomes.size(); ++i)
      if (chosen(story_.outcomes[i].announced) || chosen(story_.outcomes[i].happened))
        found_.outcomes.push_back(i);
    for (std::uint32_t i = 0; i < story_.threads.size(); ++i)
      if (std::ranges::any_of(story_.threads[i].pages,
                              [&](std::uint32_t page) { return wanted_pages_[page]; }))
        found_.threads.push_back(i);
  }

  std::vector<Dyad> dyads() const {
    const auto party = [&](Id<Actor> actor) -> std::string {
      const auto& pairs = selector_.selection().pairs;
      if (pairs.empty()) return party_of(story_.actors[actor.value]);
      const int side = selector_.side_of_pair(actor);
      if (side == 0) return {};
      return side == 1 ? pairs.front().first : pairs.front().second;
    };
    std::vector<AssessmentIn> judged = material_.assessments;
    for (AssessmentIn& one : judged)  // the index must stay: what is not wanted counts as a comment
      one.assessment.in_comment |= !wanted_assessment(one);
    return relations_of(
        story_, judged, party, [&](Id<Happening> id) { return chosen_.contains(id); }, period_);
  }

  bool wanted_assessment(const AssessmentIn& one) const {
    const Selection& asked = selector_.selection();
    if (!asked.event.empty() || !selector_.wants_page(one.page)) return false;
    if (!since_.empty() && !is_from(story_.pages[one.page].published, since_)) return false;
    // As a happening whose two sides are the two that are spoken of.
    Happening sides;
    for (const Id<Entity> entity : {one.assessment.first, one.assessment.second})
      if (const Id<Actor> actor = story_.actor_of[one.page][entity.value]; !actor.none())
        sides.source.push_back(actor);
    return selector_.wants_sides(sides);
  }

  void head() {
    std::set<std::string> outlets;
    for (std::uint32_t page = 0; page < story_.pages.size(); ++page) {
      if (!wanted_pages_[page]) continue;
      ++found_.pages;
      const PageFacts& facts = story_.pages[page];
      outlets.insert(facts.outlet.empty() ? facts.page : facts.outlet);
      const std::string day = facts.published.substr(0, facts.published.find('T'));
      if (day.empty()) continue;
      if (found_.first_day.empty() || day < found_.first_day) found_.first_day = day;
      found_.last_day = std::max(found_.last_day, day);
    }
    found_.outlets = outlets.size();
  }

  void readers() {
    ReaderCounts& readers = found_.readers;
    std::set<std::string> authors;
    std::map<Id<Actor>, std::uint32_t> about;
    const auto can_be_known = [&](const Actor& actor) {
      return !actor.lexicon_id.empty() || actor.kind == EntityKind::country ||
             actor.kind == EntityKind::person || actor.kind == EntityKind::organisation;
    };
    for (std::uint32_t page = 0; page < story_.pages.size(); ++page) {
      const CommentCounts& counts = material_.pages[page].comments;
      if (!wanted_pages_[page] || counts.comments == 0) continue;
      readers.comments += counts.comments;
      ++readers.pages;
      authors.insert(counts.authors.begin(), counts.authors.end());
      readers.without_author += counts.without_author;
      readers.without_text += counts.without_text;
      readers.orphans += counts.orphans;
      readers.pages_with_numbering_gaps += counts.numbering_gaps > 0;
      for (const auto& [entity, comments] : counts.about)
        if (const Id<Actor> actor = story_.actor_of[page][entity.value];
            !actor.none() && can_be_known(story_.actors[actor.value]))
          about[actor] += comments;
      for (const EventFact& event : story_.pages[page].events) readers.events += event.in_comment;
    }
    readers.authors = authors.size();
    readers.about.assign(about.begin(), about.end());
    std::ranges::stable_sort(readers.about,
                             [](const auto& a, const auto& b) { return a.second > b.second; });
    readers.about.resize(std::min(readers.about.size(), actors_of_readers));
  }

  void gaps_of_pages() {
    Gaps& gaps = found_.gaps;
    std::set<std::int32_t> days;
    struct Habit {
      std::size_t pages = 0;
      std::int32_t last = Interval::open_begin;
    };
    std::map<std::string, Habit> outlets;
    for (std::uint32_t page = 0; page < story_.pages.size(); ++page) {
      if (!wanted_pages_[page]) continue;
      const PageFacts& facts = story_.pages[page];
      gaps.pages_without_outlet += facts.outlet.empty();
      const Interval day = interval_of(facts.published);
      gaps.pages_without_day += day.unknown();
      if (!day.closed()) continue;
      days.insert(day.begin);
      if (facts.outlet.empty()) continue;
      Habit& habit = outlets[facts.outlet];
      ++habit.pages;
      habit.last = std::max(habit.last, day.begin);
    }
    if (days.empty()) return;
    gaps.days = static_cast<std::size_t>(*days.rbegin() - *days.begin()) + 1;
    gaps.days_without_page = gaps.days - days.size();
    for (auto day = days.begin(), next = std::next(day); next != days.end(); ++day, ++next)
      if (*next - *day > 1)
        gaps.longest.push_back({in_edtf(*day + 1), in_edtf(*next - 1), *next - *day - 1});
    std::ranges::stable_sort(gaps.longest, std::greater<>(), &SilentDays::days);
    gaps.longest.resize(std::min(gaps.longest.size(), silences_shown));
    for (const auto& [outlet, habit] : outlets)
      if (habit.pages >= pages_of_an_outlet && *days.rbegin() - habit.last > days_of_silence)
        gaps.silent_outlets.emplace_back(outlet, in_edtf(habit.last));
  }

  void gaps_of_events() {
    for (const Row& row : found_.rows) {
      const Happening& happening = story_.happenings[row.happening.value];
      found_.gaps.events_without_day += happening.when.empty();
      found_.gaps.events_without_place += happening.place.empty();
      found_.gaps.events_of_unnamed += row.standing == Standing::unnamed_source;
    }
  }

  const Material& material_;
  const Story& story_;
  const Selector& selector_;
  const std::string& since_;
  Period period_;
  std::vector<bool> wanted_pages_;
  std::set<Id<Happening>> chosen_;
  Situation found_;
};

Standing standing_by_status(EventStatus status) {
  switch (status) {
    case EventStatus::planned:
      return Standing::planned;
    case EventStatus::requested:
      return Standing::asked_for;
    case EventStatus::possible:
    case EventStatus::conditional:
      return Standing::possible;
    default:
      return Standing::did_not_happen;
  }
}

}  // namespace

Standing standing_of(const Material& material, Id<Happening> id) {
  const Happening& happening = material.story.happenings[id.value];
  if (happening.reports.empty()) return Standing::readers;
  if (happening.status != EventStatus::happened && happening.status != EventStatus::ongoing)
    return standing_by_status(happening.status);
  bool all_unnamed = true, all_uncertain = true, own_voice = false;
  for (const Link<Event>& link : happening.reports) {
    const Telling& telling = material.telling(link.record);
    all_unnamed = all_unnamed &&
                  std::ranges::any_of(telling.voices, [](const Voice& one) { return !one.named; });
    all_uncertain = all_uncertain && (telling.denied || telling.certainty != Certainty::certain);
    own_voice = own_voice || telling.voices.empty();
  }
  if (all_uncertain) return Standing::uncertain;
  if (all_unnamed) return Standing::unnamed_source;
  if (happening.outlets > 1) return Standing::several_outlets;
  return own_voice ? Standing::one_outlet : Standing::named_source;
}

bool says_little(const Story& story, Id<Happening> id) {
  const Happening& happening = story.happenings[id.value];
  if (!happening.source.empty() || !happening.target.empty()) return false;
  return std::ranges::none_of(happening.reports, [&](const Link<Event>& link) {
    const Magnitude& size = story.pages[link.record.page].events[link.record.of.value].magnitude;
    return size.killed || size.wounded || size.people;
  });
}

Situation situation_of(const Material& material, const Selector& selector, Period period) {
  return SituationMaker(material, selector, period).run();
}

std::string_view title_of(Standing standing) {
  switch (standing) {
    case Standing::several_outlets:
      return "Told by several outlets, independently";
    case Standing::one_outlet:
      return "Told by one outlet, in its own voice";
    case Standing::named_source:
      return "Told by one outlet, according to a named source";
    case Standing::unnamed_source:
      return "Only according to sources without a name";
    case Standing::uncertain:
      return "Told as uncertain, or denied by who is quoted";
    case Standing::planned:
      return "Planned";
    case Standing::asked_for:
      return "Asked for";
    case Standing::possible:
      return "Possible, feared or conditional";
    case Standing::did_not_happen:
      return "Did not happen, or denied";
    case Standing::readers:
      return "Told by readers only: evidence of nothing but that they wrote it";
  }
  return {};
}

std::vector<Asked> asked_of(const Story& story, const Side& side) {
  std::vector<Asked> asked;
  std::set<PageSpan> in_claims;
  for (const In<Claim>& claim : side.claims) {
    const std::vector<Span>& content = story.pages[claim.page].claims[claim.of.value].content;
    for (const Span span : content) in_claims.insert({claim.page, span});
    if (!content.empty()) asked.push_back({{claim.page, content[0]}, claim.of});
  }
  for (const PageSpan& span : side.spans)
    if (in_claims.insert(span).second) asked.push_back({span, {}});
  return asked;
}

std::vector<Asked> asked_of(const Material& material, const Situation& situation) {
  std::vector<Asked> all;
  for (const DisagreementRow& row : situation.disagreements)
    for (const Side& side : material.story.disagreements[row.disagreement].sides)
      for (const Asked& asked : asked_of(material.story, side)) all.push_back(asked);
  return all;
}

std::string summary_in_words(const Situation& situation) {
  std::string days = "day unknown";
  if (!situation.first_day.empty())
    days = situation.first_day == situation.last_day
               ? situation.first_day
               : situation.first_day + " to " + situation.last_day;
  std::size_t done = 0;
  for (const Row& row : situation.rows) done += is_done(row.standing);
  return fmt::format("{} of {}, {}: {} told as done, {} planned, asked for, possible or denied, {}",
                     counted(situation.pages, "page", "pages"),
                     counted(situation.outlets, "outlet", "outlets"), days,
                     counted(done, "event", "events"), situation.rows.size() - done,
                     counted(situation.disagreements.size(), "disagreement", "disagreements"));
}

std::vector<std::string> gaps_in_words(const Situation& situation) {
  const Gaps& gaps = situation.gaps;
  const ReaderCounts& readers = situation.readers;
  std::vector<std::string> words;
  const auto gap = [&](std::size_t count, std::string_view one, std::string_view many) {
    if (count > 0) words.push_back(counted(count, one, many));
  };
  gap(gaps.pages_without_day, "page without a day", "pages without a day");
  gap(gaps.pages_without_outlet, "page whose outlet is unknown", "pages whose outlet is unknown");
  if (gaps.days_without_page > 0) {
    std::vector<std::string> longest;
    for (const SilentDays& silent : gaps.longest)
      longest.push_back(silent.days == 1 ? silent.first
                                         : fmt::format("{} to {}", silent.first, silent.last));
    words.push_back(fmt::format("no page on {} of {}; longest: {}", gaps.days_without_page,
                                counted(gaps.days, "day", "days"), fmt::join(longest, ", ")));
  }
  for (const auto& [outlet, day] : gaps.silent_outlets)
    words.push_back(fmt::format("{}: no page since {}", one_line(outlet), day));
  gap(gaps.events_without_day, "event without a day", "events without a day");
  gap(gaps.events_without_place, "event without a place", "events without a place");
  gap(gaps.events_of_unnamed, "event that rests on sources without a name alone",
      "events that rest on sources without a name alone");
  gap(readers.without_author, "comment that lost its author", "comments that lost their author");
  gap(readers.without_text, "comment that lost its text", "comments that lost their text");
  gap(readers.orphans, "comment that answers one that is not there",
      "comments that answer one that is not there");
  gap(readers.pages_with_numbering_gaps, "page whose comments are not all there by their numbers",
      "pages whose comments are not all there by their numbers");
  return words;
}

}  // namespace sitrep
