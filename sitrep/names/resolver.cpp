#include "sitrep/names/resolver.h"

#include <algorithm>
#include <array>

namespace sitrep {
namespace {

constexpr std::size_t bucket_max = 32;    // persons compared with one name
constexpr std::uint32_t look_back = 120;  // drafts looked at for a noun
constexpr std::size_t pending_max = 16;   // nouns in headlines that wait for a name
constexpr std::uint32_t near_sentences = 4;

bool personlike(EntityKind kind) {
  return kind == EntityKind::person || kind == EntityKind::role || kind == EntityKind::anonymous;
}
bool bodylike(EntityKind kind) {
  return kind == EntityKind::organisation || kind == EntityKind::country;
}

bool has(const std::vector<std::uint32_t>& list, std::uint32_t value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Consonants of a spelling key: the bucket in which the spellings of a word of a name meet.
std::string bucket_of(std::string_view part) {
  std::string bucket;
  for (const char c : spelling_key(part))
    if (c != 'a' && c != 'i' && c != 'u') bucket += c == 'g' ? 'k' : c;
  return bucket;
}

std::int64_t country_key(std::int32_t country, std::uint32_t sense) {
  return (static_cast<std::int64_t>(sense) << 16) | static_cast<std::int64_t>(country + 1);
}

}  // namespace

Resolver::Resolver(const Reading& reading, const std::vector<NameRun>& runs,
                   std::vector<Draft>& drafts)
    : r_(reading),
      runs_(runs),
      drafts_(drafts),
      of_draft_(drafts.size(), no_figure),
      done_(drafts.size(), false),
      draft_at_(reading.size(), no_figure),
      quoted_(reading.size(), false) {
  for (std::uint32_t i = 0; i < drafts.size(); ++i)
    if (draft_at_[drafts[i].head] == no_figure) draft_at_[drafts[i].head] = i;
  for (const std::string_view word : {"group", "organisation", "company", "agency", "movement",
                                      "network", "party", "team", "institution", "union"})
    generic_senses_.push_back(r_.model().sense(word));
}

void Resolver::run() {
  mark_quotes();
  for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
    // "their country", "Pakistan's army": the owner begins with or after the phrase, but is needed.
    std::uint32_t owner = i;
    for (int depth = 0; depth < 3 && drafts_[owner].owner != no_token; ++depth) {
      const std::uint32_t next = draft_at_[drafts_[owner].owner];
      if (next == no_figure || next <= owner) break;
      owner = next;
    }
    if (owner != i) resolve(owner);
    resolve(i);
  }
  speakers();
}

void Resolver::resolve(std::uint32_t at) {
  if (done_[at]) return;
  done_[at] = true;
  if (drafts_[at].kind == MentionKind::name)
    name(at);
  else if (drafts_[at].kind == MentionKind::nominal)
    noun(at);
  else
    pronoun(at);
  appositions(at);
}

std::uint32_t Resolver::root(std::uint32_t figure) const {
  while (figure != no_figure && figures_[figure].merged_into != no_figure)
    figure = figures_[figure].merged_into;
  return figure;
}

std::uint32_t Resolver::figure_at(std::uint32_t token) const {
  if (token == no_token || draft_at_[token] == no_figure) return no_figure;
  return figure_of(draft_at_[token]);
}

std::uint32_t Resolver::country_figure(std::int32_t country) const {
  const auto at = by_country_.find(country_key(country, 0));
  return at == by_country_.end() ? no_figure : root(at->second);
}

std::string Resolver::text_of(std::uint32_t first, std::uint32_t end) const {
  std::string out;
  bool space = false;
  for (const char c : r_.page().at(r_.span(first, end))) {
    const bool white = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!white && space) out += ' ';
    if (!white) out += c;
    space = white;
  }
  return out;
}

std::uint32_t Resolver::add_figure(std::uint32_t draft, std::string rule) {
  const Draft& d = drafts_[draft];
  Figure figure;
  figure.kind = d.entity_kind;
  figure.rule = std::move(rule);
  figure.plural = d.plural;
  figure.comment = d.comment;
  figure.modifiers = d.modifiers;
  figures_.push_back(std::move(figure));
  const auto id = static_cast<std::uint32_t>(figures_.size() - 1);
  join(draft, id, "");
  return id;
}

void Resolver::join(std::uint32_t draft, std::uint32_t id, std::string_view rule) {
  const Draft& d = drafts_[draft];
  Figure& figure = figures_[id];
  of_draft_[draft] = id;
  figure.drafts.push_back(draft);
  if (figure.gender == Gender::unknown) figure.gender = d.gender;
  if (d.sense && !has(figure.senses, d.sense)) figure.senses.push_back(d.sense);
  for (const std::uint32_t sense : d.senses)
    if (!has(figure.senses, sense)) figure.senses.push_back(sense);
  if (figure.country < 0) figure.country = d.country;
  if (!rule.empty() && figure.rule.find(rule) == std::string::npos) {
    if (!figure.rule.empty()) figure.rule += "; ";
    figure.rule += rule;
  }
}

void Resolver::merge(std::uint32_t from, std::uint32_t into, std::string_view rule) {
  from = root(from);
  into = root(into);
  if (from == into) return;
  Figure& gone = figures_[from];
  gone.merged_into = into;
  const std::vector<std::uint32_t> moved = std::move(gone.drafts);
  for (const std::uint32_t draft : moved) join(draft, into, rule);
}

bool Resolver::near(std::uint32_t a, std::uint32_t b, std::uint32_t sentences) const {
  return r_.sentence(drafts_[b].head) - r_.sentence(drafts_[a].head) <= sentences;
}

// Article and comment are two conversations: nouns and pronouns never cross.
bool Resolver::same_zone(const Draft& earlier, const Draft& later) const {
  return earlier.comment == later.comment;
}

void Resolver::name(std::uint32_t at) {
  const Draft& d = drafts_[at];
  if (d.entity_kind == EntityKind::country || d.entity_kind == EntityKind::people) {
    const std::uint32_t people = d.entity_kind == EntityKind::people ? 1 : 0;
    const auto [held, is_new] = by_country_.emplace(country_key(d.country, people * 0xFFFFF), 0);
    if (!is_new)
      return join(at, root(held->second),
                  d.metonym ? "a capital that acts stands for its government" : "");
    held->second = add_figure(
        at, d.metonym ? "a capital that acts stands for its government" : "name of the lexicon");
    Figure& figure = figures_[held->second];
    const KnownCountry& country = r_.model().countries()[static_cast<std::size_t>(d.country)];
    figure.named = true;
    figure.name = people ? text_of(d.first, d.end) : country.name;
    return;
  }
  const NameRun& run = runs_[static_cast<std::size_t>(d.run)];
  const std::string text = text_of(run.first, run.end);
  if (d.entity_kind == EntityKind::person)
    person_name(at, text);
  else
    body_name(at, text);
}

void Resolver::index_person(std::uint32_t id, const std::string& text) {
  const NameParts parts = name_parts(text);
  if (parts.parts.empty()) return;
  for (const std::string& part : {parts.parts.front(), parts.parts.back()}) {
    auto& bucket = by_part_[bucket_of(part)];
    if (!has(bucket, id) && bucket.size() < bucket_max) bucket.push_back(id);
  }
}

void Resolver::person_name(std::uint32_t at, const std::string& text) {
  const NameRun& run = runs_[static_cast<std::size_t>(drafts_[at].run)];
  const NameParts parts = name_parts(text);
  std::uint32_t best = no_figure;
  auto best_fit = NameFit::first_only;
  const auto look = [&](const std::string& part) {
    const auto bucket = by_part_.find(bucket_of(part));
    if (bucket == by_part_.end()) return;
    for (const std::uint32_t id : bucket->second) {
      const std::uint32_t figure = root(id);
      const Gender gender = figures_[figure].gender, mine = drafts_[at].gender;
      if (gender != Gender::unknown && mine != Gender::unknown && gender != mine) continue;
      const auto fit = fit_person_names(figures_[figure].name, text);
      if (!fit || (best != no_figure && *fit > best_fit)) continue;
      // Of equals the one named last.
      if (best != no_figure && *fit == best_fit &&
          figures_[figure].drafts.back() < figures_[best].drafts.back())
        continue;
      best = figure;
      best_fit = *fit;
    }
  };
  if (!parts.parts.empty()) {
    look(parts.parts.back());
    if (parts.parts.size() > 1) look(parts.parts.front());
  }
  if (const auto known = by_actor_.find(run.actor); run.actor >= 0 && known != by_actor_.end())
    best = root(known->second);
  if (best != no_figure) {
    join(at, best, word(best_fit));
  } else {
    best = add_figure(at, "a name");
    figures_[best].named = true;
  }
  Figure& figure = figures_[best];
  if (name_parts(figure.name).parts.size() < parts.parts.size() || figure.name.empty())
    figure.name = text;
  index_person(best, text);
  if (run.actor >= 0) {
    figure.actor = run.actor;
    by_actor_.emplace(run.actor, best);
    const std::string& full = r_.model().actors()[static_cast<std::size_t>(run.actor)].name;
    if (parts.parts.size() < 2) index_person(best, full);
    if (name_parts(figure.name).parts.size() < 2) figure.name = full;
  }
  add_offices(figure);
  take_pending(best);
}

// What the lexicon's person was on the day of the page: "commander" may speak of him.
void Resolver::add_offices(Figure& figure) {
  if (figure.actor < 0) return;
  const std::string& day = r_.page().published.value;
  for (const KnownActor::Office& office :
       r_.model().actors()[static_cast<std::size_t>(figure.actor)].offices) {
    if (!day.empty() && !office.holds_on(day)) continue;
    const std::size_t of = office.title.find(" of ");
    const std::string_view head = std::string_view(office.title).substr(0, of);
    const std::size_t space = head.rfind(' ');
    const std::uint32_t sense =
        r_.model().sense(space == std::string_view::npos ? head : head.substr(space + 1));
    if (sense && !has(figure.senses, sense)) figure.senses.push_back(sense);
  }
}

// "Pakistan general urges ...": a headline's noun is the person who bears that title below it.
void Resolver::take_pending(std::uint32_t id) {
  std::erase_if(pending_, [&](std::uint32_t draft) {
    const std::uint32_t headline = figure_of(draft);
    const Draft& d = drafts_[draft];
    const Figure& figure = figures_[id];
    if (headline == id) return true;
    if (figures_[headline].named || !has(figure.senses, d.sense) ||
        (d.country >= 0 && figure.country >= 0 && d.country != figure.country))
      return false;
    merge(headline, id, "the title in the headline");
    return true;
  });
}

void Resolver::body_name(std::uint32_t at, const std::string& text) {
  const NameRun& run = runs_[static_cast<std::size_t>(drafts_[at].run)];
  const std::string key = letters_key(text);
  std::uint32_t found = no_figure;
  std::string_view rule = "same name";
  if (const auto known = by_actor_.find(run.actor); run.actor >= 0 && known != by_actor_.end())
    found = root(known->second);
  else if (const auto same = by_name_.find(key); same != by_name_.end())
    found = root(same->second);
  else if (const auto short_form = by_initials_.find(key); short_form != by_initials_.end()) {
    found = root(short_form->second);
    rule = "initials of the name";
  }
  std::string initials;
  for (std::uint32_t t = run.first; t < run.end; ++t)
    if (r_.capital(t)) initials += static_cast<char>(r_.form(t)[0]);
  if (found == no_figure && body_figure(drafts_[at]) != no_figure) {
    found = body_figure(drafts_[at]);
    rule = "same body of the same country";
  }
  if (found == no_figure && initials.size() > 2) {
    const auto acronym = by_name_.find(initials);
    if (acronym != by_name_.end()) {
      found = root(acronym->second);
      rule = "initials of the name";
    }
  }
  if (found == no_figure) {
    found = add_figure(at, run.actor >= 0 ? "name of the lexicon" : "a name");
    figures_[found].named = true;
  } else {
    join(at, found, rule);
  }
  Figure& figure = figures_[found];
  if (figure.name.size() < text.size()) figure.name = text;
  if (run.actor >= 0) {
    figure.actor = run.actor;
    by_actor_.emplace(run.actor, found);
  }
  by_name_.emplace(key, found);
  if (initials.size() > 2) by_initials_.emplace(initials, found);
  const std::uint32_t sense = r_.facts(run.end - 1).noun.sense;
  if (sense && !has(figure.senses, sense)) figure.senses.push_back(sense);
  index_body(found);
}

// The draft that this one is in apposition to. Parsers often hang a name on the last noun of the
// phrase before it ("the head of Pakistan's intelligence services, General Islam"): the person noun
// above that is meant.
std::uint32_t Resolver::beside(std::uint32_t at) const {
  const Draft& d = drafts_[at];
  if (r_.relation(d.head) == Relation::appos) {
    std::uint32_t token = r_.head(d.head);
    for (int up = 0; up < 3 && token != no_token; ++up, token = r_.head(token)) {
      const std::uint32_t other = draft_at_[token];
      if (d.entity_kind != EntityKind::person) return other;
      if (other != no_figure && personlike(drafts_[other].entity_kind)) return other;
      if (r_.relation(token) != Relation::nmod && r_.relation(token) != Relation::conj) break;
    }
  }
  if (d.kind != MentionKind::name || d.entity_kind != EntityKind::person || d.country >= 0)
    return no_figure;
  for (std::uint32_t back = 1; back <= std::min(at, 6U); ++back) {
    const Draft& noun = drafts_[at - back];
    if (noun.kind != MentionKind::nominal || noun.entity_kind != EntityKind::role) continue;
    const bool comma = noun.end + 1 == d.first && r_.form(noun.end) == "," &&
                       (r_.guessed(noun.end) || !d.senses.empty());
    // "Clinton aide Cheryl Mills" where the parser took all of it for the aide's phrase.
    const bool inside = noun.end == d.end && noun.head < d.first && d.first - noun.head < 4 &&
                        base(r_.relation(d.head)) != Relation::nmod;
    if (noun.end == d.first || comma || inside) return at - back;
  }
  return no_figure;
}

// A name in apposition comes after this noun: it will say who is meant.
bool Resolver::names_follow(std::uint32_t at) const {
  const auto count = static_cast<std::uint32_t>(drafts_.size());
  for (std::uint32_t next = at + 1; next < std::min(at + 8, count); ++next)
    if (drafts_[next].kind == MentionKind::name &&
        drafts_[next].entity_kind == EntityKind::person && beside(next) == at)
      return true;
  return false;
}

// A name and a noun phrase side by side: "the commander of NATO forces, General John Allen".
void Resolver::appositions(std::uint32_t at) {
  const Draft& d = drafts_[at];
  if (of_draft_[at] == no_figure || d.kind == MentionKind::pronoun) return;
  const std::uint32_t other = beside(at);
  if (other == no_figure || other == at || of_draft_[other] == no_figure) return;
  const std::uint32_t mine = figure_of(at), theirs = figure_of(other);
  Figure& a = figures_[mine];
  Figure& b = figures_[theirs];
  const bool kinds = (personlike(a.kind) && personlike(b.kind)) ||
                     (bodylike(a.kind) && bodylike(b.kind) && a.kind == b.kind) ||
                     (a.kind == EntityKind::group && b.kind == EntityKind::organisation) ||
                     (b.kind == EntityKind::group && a.kind == EntityKind::organisation);
  if (mine == theirs || !kinds || (a.named && b.named) || a.plural != b.plural) return;
  if (a.named)
    merge(theirs, mine, "apposition");
  else
    merge(mine, theirs, "apposition");
  take_pending(root(mine));
}

void Resolver::noun(std::uint32_t at) {
  Draft& d = drafts_[at];
  if (d.entity_kind == EntityKind::people && d.country >= 0) {
    const auto [held, is_new] = by_country_.emplace(country_key(d.country, 0xFFFFF), 0);
    if (!is_new) return join(at, root(held->second), "");
    held->second = add_figure(at, "adjective of a country");
    return;
  }
  if (d.entity_kind == EntityKind::country) {
    country_noun(at);
    return;
  }
  const bool named_next = personlike(d.entity_kind) && names_follow(at);
  if (!named_next && (by_tree(at) || body_noun(at) || by_sense(at) || from_article(at))) return;
  const std::uint32_t figure = add_figure(at, "a noun phrase");
  const bool article = d.owner == no_token && d.first < d.head &&
                       (r_.tag(d.first) == Tag::DET || r_.relation(d.first) == Relation::det);
  figures_[figure].name = text_of(d.first + article, d.end);
  const BlockKind block = r_.block(d.head).kind;
  if (block == BlockKind::title && personlike(d.entity_kind) && pending_.size() < pending_max)
    pending_.push_back(at);
  if (d.country >= 0 && d.entity_kind == EntityKind::organisation)
    by_country_.emplace(country_key(d.country, d.sense), figure);
  index_body(figure);
}

// "Allen is the commander": a predicate speaks of its subject.
bool Resolver::by_tree(std::uint32_t at) {
  const Draft& d = drafts_[at];
  std::uint32_t subject = no_token;
  bool copula = false;
  for (const std::uint32_t child : r_.children(d.head)) {
    if (r_.relation(child) == Relation::cop) copula = true;
    if (r_.relation(child) == Relation::nsubj) subject = child;
    if (r_.relation(child) == Relation::advmod &&
        (r_.form(child) == "not" || r_.form(child) == "n't"))
      return false;
  }
  if (!copula || subject == no_token) return false;
  const std::uint32_t figure = figure_at(subject);
  if (figure == no_figure || draft_at_[subject] >= at) return false;
  const Figure& f = figures_[figure];
  const bool kinds = (personlike(f.kind) && personlike(d.entity_kind)) ||
                     (bodylike(f.kind) && d.entity_kind == EntityKind::organisation) ||
                     (f.plural && d.plural);
  if (!kinds || f.plural != d.plural) return false;
  join(at, figure, "predicate of the name");
  return true;
}

bool Resolver::country_noun(std::uint32_t at) {
  const Draft& d = drafts_[at];
  if (d.determiner != Determiner::definite && d.determiner != Determiner::possessive &&
      d.determiner != Determiner::demonstrative)
    return false;
  std::int32_t country = -1;
  if (d.owner != no_token) {
    const std::uint32_t owner = figure_at(d.owner);
    if (owner != no_figure) country = figures_[owner].country;
  }
  for (std::uint32_t back = 1; country < 0 && back <= std::min(at, look_back); ++back) {
    const Draft& earlier = drafts_[at - back];
    if (!same_zone(earlier, d)) break;
    if (earlier.entity_kind == EntityKind::country) country = earlier.country;
  }
  const std::uint32_t figure = country < 0 ? no_figure : country_figure(country);
  if (figure == no_figure) return false;
  join(at, figure, "the country spoken of last");
  drafts_[at].country = country;
  return true;
}

// "the Pakistani military" after "the Pakistani armed forces": one body of one country.
bool Resolver::body_noun(std::uint32_t at) {
  Draft& d = drafts_[at];
  if (d.entity_kind != EntityKind::organisation || d.plural) return false;
  if (d.country < 0 && d.owner != no_token) {
    const std::uint32_t owner = figure_at(d.owner);
    if (owner != no_figure && figures_[owner].kind == EntityKind::country)
      d.country = figures_[owner].country;
  }
  if (d.country >= 0) {
    if (d.determiner == Determiner::indefinite) return false;
    std::uint32_t same = body_figure(d);
    const auto held = by_country_.find(country_key(d.country, d.sense));
    if (same == no_figure && held != by_country_.end()) same = root(held->second);
    if (same == no_figure) return false;
    join(at, same, "same body of the same country");
    return true;
  }
  return false;
}

// The figure that is this body of this state; none where the draft is no such body.
std::uint32_t Resolver::body_figure(const Draft& draft) const {
  if (draft.body < 0 || draft.country < 0) return no_figure;
  const auto held =
      by_body_.find(country_key(draft.country, static_cast<std::uint32_t>(draft.body)));
  return held == by_body_.end() ? no_figure : root(held->second);
}

void Resolver::index_body(std::uint32_t id) {
  const Figure& figure = figures_[id];
  if (figure.kind != EntityKind::organisation) return;
  std::int32_t body = drafts_[figure.drafts.back()].body;
  std::int32_t country = drafts_[figure.drafts.back()].country;
  if (figure.actor >= 0) {
    const KnownActor& actor = r_.model().actors()[static_cast<std::size_t>(figure.actor)];
    body = actor.body;
    country = r_.model().country(actor.country);
  }
  if (body >= 0 && country >= 0)
    by_body_.emplace(country_key(country, static_cast<std::uint32_t>(body)), id);
}

bool Resolver::fits(const Figure& figure, const Draft& draft) const {
  if (figure.plural != draft.plural) return false;
  if (figure.country >= 0 && draft.country >= 0 && figure.country != draft.country) return false;
  if (figure.gender != Gender::unknown && draft.gender != Gender::unknown &&
      figure.gender != draft.gender)
    return false;
  if (personlike(draft.entity_kind)) return personlike(figure.kind);
  if (draft.entity_kind == EntityKind::organisation || draft.entity_kind == EntityKind::group)
    return figure.kind == EntityKind::organisation || figure.kind == EntityKind::group;
  return figure.kind == draft.entity_kind;
}

bool Resolver::clause_follows(const Draft& d) const {
  return std::any_of(
      r_.children(d.head).begin(), r_.children(d.head).end(), [&](std::uint32_t child) {
        return r_.relation(child) == Relation::acl_relcl || r_.relation(child) == Relation::acl;
      });
}

bool Resolver::by_sense(std::uint32_t at) {
  const Draft& d = drafts_[at];
  const bool bare = d.determiner == Determiner::none;
  if (d.determiner == Determiner::indefinite ||
      (bare && !d.plural && d.country < 0 && r_.block(d.head).kind != BlockKind::title))
    return false;
  const bool numbered =
      std::any_of(r_.children(d.head).begin(), r_.children(d.head).end(),
                  [&](std::uint32_t child) { return r_.relation(child) == Relation::nummod; });
  if (bare && (numbered || d.modifiers > 0 || d.country >= 0)) return false;
  // "people who do not vote", "citizens of San Francisco": told apart by what follows.
  if (d.plural && (d.of != no_token || clause_follows(d))) return false;
  const bool generic = has(generic_senses_, d.sense) && !bare && d.country < 0;
  const std::uint32_t back_max = std::min(at, look_back);
  for (std::uint32_t back = 1; back <= back_max; ++back) {
    const std::uint32_t earlier = at - back;
    if (!same_zone(drafts_[earlier], d)) continue;
    if (of_draft_[earlier] == no_figure) continue;
    const std::uint32_t id = figure_of(earlier);
    const Figure& figure = figures_[id];
    if (!fits(figure, d)) continue;
    if (d.first >= drafts_[earlier].first && d.end <= drafts_[earlier].end) continue;  // inside it
    const bool same = has(figure.senses, d.sense);
    if (bare && (!same || figure.named || figure.modifiers > 0)) continue;
    if (same || (generic && figure.named && near(earlier, at, near_sentences))) {
      join(at, id, same ? "same noun" : "the body named last");
      return true;
    }
  }
  return false;
}

// "This general" in a comment: of the article's generals the first.
bool Resolver::from_article(std::uint32_t at) {
  const Draft& d = drafts_[at];
  if (d.comment == Id<Comment>::unset || d.plural || d.entity_kind != EntityKind::role ||
      (d.determiner != Determiner::demonstrative && d.determiner != Determiner::definite))
    return false;
  const std::size_t count = std::min<std::size_t>(figures_.size(), look_back);
  for (std::uint32_t id = 0; id < count; ++id) {
    const Figure& figure = figures_[id];
    if (figure.comment != Id<Comment>::unset || figure.merged_into != no_figure ||
        !fits(figure, d) || !has(figure.senses, d.sense))
      continue;
    join(at, id, "the article's bearer of the title");
    return true;
  }
  return false;
}

}  // namespace sitrep
