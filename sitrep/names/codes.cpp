#include "sitrep/names/codes.h"

#include <algorithm>
#include <numeric>

#include "sitrep/base/unicode.h"

namespace sitrep {
namespace {

bool personlike(EntityKind kind) {
  return kind == EntityKind::person || kind == EntityKind::role || kind == EntityKind::anonymous;
}

constexpr std::size_t drafts_max = 16;  // mentions of another figure that are asked for its sectors
constexpr std::size_t roles_max = 32;   // of one entity

constexpr Sectors bit(Sector sector) { return Sectors{1} << static_cast<unsigned>(sector); }

// Sectors that tell for whom somebody stands, whatever the office.
constexpr Sectors sides = bit(Sector::REB) | bit(Sector::OPP) | bit(Sector::UAF) |
                          bit(Sector::CRM) | bit(Sector::PRM) | bit(Sector::PTY);

/// Codes of one figure, with the reason for each.
struct Codes {
  std::string country, actor;
  Sectors sectors = 0, weak_sectors = 0;
  bool former = false;
  std::string why;

  void set_country(std::string_view code, std::string_view reason) {
    if (!country.empty() || code.empty()) return;
    country = code;
    why += "; country: ";
    why += reason;
  }
};

class Coder {
 public:
  Coder(const Reading& reading, const std::vector<Draft>& drafts, Resolver& resolver)
      : r_(reading), drafts_(drafts), resolver_(resolver) {
    std::vector<std::uint32_t> counts(reading.model().countries().size(), 0);
    for (const Draft& draft : drafts)
      if (draft.country >= 0 && draft.comment == Id<Comment>::unset)
        ++counts[static_cast<std::size_t>(draft.country)];
    const auto most = std::max_element(counts.begin(), counts.end());
    const std::uint32_t all = std::accumulate(counts.begin(), counts.end(), 0U);
    if (most != counts.end() && *most > 1 && *most * 2 >= all)
      page_country_ = static_cast<std::int32_t>(most - counts.begin());
  }

  Codes of(std::uint32_t id) {
    const Figure& figure = resolver_.figures()[id];
    Codes codes;
    if (figure.kind == EntityKind::country || figure.kind == EntityKind::people) {
      codes.set_country(code_of(figure.country), "its name");
      if (figure.kind == EntityKind::people) codes.sectors |= bit(Sector::CVL);
      return codes;
    }
    const KnownActor* actor = actor_of(figure);
    if (actor)
      codes.actor = actor->id;
    else
      set_body(figure, codes);
    if (actor && !personlike(figure.kind)) codes.set_country(actor->country, "the lexicon");
    own_words(figure, codes);
    if (actor) {
      codes.set_country(actor->country, "the lexicon");
      add_offices(*actor, codes);
    }
    other_words(figure, codes);
    if (actor && codes.sectors == 0) codes.sectors = actor->sectors;
    if (codes.sectors == 0) codes.sectors = codes.weak_sectors;
    if (codes.former) codes.sectors = bit(Sector::ELI);
    return codes;
  }

  // The lexicon's person of this name, unless the page says that he is another.
  const KnownActor* actor_of(const Figure& figure) const {
    if (figure.actor >= 0) {
      const KnownActor& actor = r_.model().actors()[static_cast<std::size_t>(figure.actor)];
      return figure.kind != EntityKind::person || agrees(figure, actor) ? &actor : nullptr;
    }
    if (figure.kind != EntityKind::person || !figure.named) return nullptr;
    const NameParts parts = name_parts(figure.name);
    if (parts.parts.size() < 2) return nullptr;
    // Of several who may be meant, the one who is in office on the page's day; else nobody.
    const KnownActor* found = nullptr;
    bool found_in_office = false, several = false;
    for (const std::uint32_t index : r_.model().persons(spelling_key(parts.parts.back()))) {
      const KnownActor& actor = r_.model().actors()[index];
      const auto fit = fit_person_names(actor.name, figure.name);
      if (!fit || *fit >= NameFit::surname_only || !agrees(figure, actor)) continue;
      const bool now = in_office(actor);
      if (found_in_office && !now) continue;
      several = found && now == found_in_office;
      found = &actor;
      found_in_office = now;
    }
    return several ? nullptr : found;
  }

 private:
  std::string_view code_of(std::int32_t country) const {
    return country < 0
               ? std::string_view()
               : std::string_view(r_.model().countries()[static_cast<std::size_t>(country)].code);
  }

  // "The Pakistani army", "Pakistani troops": the armed forces of Pakistan.
  void set_body(const Figure& figure, Codes& codes) const {
    if (figure.kind != EntityKind::organisation && figure.kind != EntityKind::group) return;
    for (const std::uint32_t at : figure.drafts) {
      const Draft& d = drafts_[at];
      if (d.body < 0 || d.country < 0) continue;
      const std::int32_t known = r_.model().actor_of_body(d.country, d.body);
      codes.actor = known >= 0 ? r_.model().actors()[static_cast<std::size_t>(known)].id
                               : lower(code_of(d.country)) + "." +
                                     r_.model().state_bodies()[static_cast<std::size_t>(d.body)].id;
      codes.weak_sectors |= r_.model().state_bodies()[static_cast<std::size_t>(d.body)].sectors;
      codes.why += "; actor: a body of its state";
      return;
    }
  }

  bool in_office(const KnownActor& actor) const {
    return std::any_of(actor.offices.begin(), actor.offices.end(),
                       [&](const KnownActor::Office& office) {
                         return office.holds_on(r_.page().published.value);
                       });
  }

  // A name alone is proof where nobody shares it; John Allen must be American or a soldier too.
  bool agrees(const Figure& figure, const KnownActor& actor) const {
    if (figure.country >= 0) return code_of(figure.country) == actor.country;
    const NameParts parts = name_parts(actor.name);
    const bool common = parts.parts.size() == 2 && r_.model().word(parts.parts[0]).given &&
                        (r_.model().word(parts.parts[1]).given ||
                         r_.model().word(parts.parts[1]).word_class == WordClass::common_surname);
    if (!common) return true;
    Sectors named = 0;
    for (const std::uint32_t draft : figure.drafts)
      named |= drafts_[draft].sectors | drafts_[draft].head_sectors;
    return (named & actor.sectors) != 0;
  }

  void own_words(const Figure& figure, Codes& codes) const {
    for (const std::uint32_t at : figure.drafts) {
      const Draft& d = drafts_[at];
      if (d.kind == MentionKind::pronoun) continue;
      // "presidential candidate" is the party's, "army chief" the army's, "rebel general" both.
      codes.sectors |= d.head_sectors ? d.head_sectors | (d.sectors & sides) : d.sectors;
      codes.weak_sectors |= d.weak_sectors;
      codes.former = codes.former || (d.former && personlike(figure.kind));
      codes.set_country(code_of(d.country), "an adjective or possessor");
    }
  }

  void add_offices(const KnownActor& actor, Codes& codes) const {
    if (actor.offices.empty()) {
      codes.sectors |= actor.sectors;
      return;
    }
    const std::string& day = r_.page().published.value;
    if (day.empty()) return;  // nobody knows which office is meant
    for (const KnownActor::Office& office : actor.offices)
      if (office.holds_on(day)) codes.sectors |= office.sectors;
  }

  // "CIA chief", "head of Pakistan's intelligence services", "authorities in Afghanistan".
  void other_words(const Figure& figure, Codes& codes) {
    for (const std::uint32_t at : figure.drafts) {
      const Draft& d = drafts_[at];
      if (d.kind == MentionKind::pronoun) continue;
      if (d.by_actor >= 0) {
        const KnownActor& body = r_.model().actors()[static_cast<std::size_t>(d.by_actor)];
        codes.set_country(body.country, body.name);
        codes.sectors |= body.sectors;
      }
      for (const std::uint32_t token : {d.of, d.owner, d.in}) {
        const std::uint32_t other = resolver_.figure_at(token);
        if (other == no_figure || &resolver_.figures()[other] == &figure) continue;
        take_from(resolver_.figures()[other], token == d.in, codes);
      }
    }
    for (const std::uint32_t at : figure.drafts)
      codes.set_country(code_of(drafts_[at].place_country), "the place it is in");
    if (codes.country.empty() && page_country_ >= 0 && is_state_body(figure))
      codes.set_country(code_of(page_country_), "the country most spoken of");
  }

  // "the military", "President Awori": of the country that the page is about.
  bool is_state_body(const Figure& figure) const {
    const Draft& first = drafts_[figure.drafts.front()];
    if (figure.plural || first.determiner == Determiner::indefinite) return false;
    constexpr Sectors state = bit(Sector::GOV) | bit(Sector::MIL) | bit(Sector::COP) |
                              bit(Sector::LEG) | bit(Sector::SPY) | bit(Sector::JUD);
    Sectors said = 0;
    for (const std::uint32_t at : figure.drafts)
      said |= drafts_[at].head_sectors | drafts_[at].weak_sectors;
    if (figure.kind == EntityKind::organisation) return !figure.named && (said & state) != 0;
    return figure.kind == EntityKind::person && figure.named && (said & bit(Sector::GOV)) != 0;
  }

  void take_from(const Figure& other, bool place_only, Codes& codes) const {
    codes.set_country(code_of(other.country), other.name);
    if (place_only) return;
    if (other.actor >= 0) {
      const KnownActor& body = r_.model().actors()[static_cast<std::size_t>(other.actor)];
      codes.set_country(body.country, body.name);
      codes.sectors |= body.sectors;
    }
    const std::size_t count = std::min(other.drafts.size(), drafts_max);
    for (std::size_t i = 0; i < count; ++i) {
      const Draft& said = drafts_[other.drafts[i]];
      codes.sectors |= said.sectors | said.head_sectors;
    }
  }

  const Reading& r_;
  const std::vector<Draft>& drafts_;
  Resolver& resolver_;
  std::int32_t page_country_ = -1;
};

// "army chief" of Pakistan: the body that is named, else the country.
void add_role(const Draft& d, const Resolver& resolver, const std::vector<std::uint32_t>& id_of,
              Entity& entity, const Reading& reading) {
  if (d.role_end == 0 || d.kind == MentionKind::pronoun || entity.roles.size() >= roles_max) return;
  Role role;
  role.title = resolver.text_of(d.role_first, d.role_end);
  role.span = reading.span(d.role_first, d.role_end);
  for (const Role& held : entity.roles)
    if (held.title == role.title) return;
  std::uint32_t of = resolver.figure_at(d.of);
  if (of == no_figure) of = resolver.figure_at(d.by_actor_at);
  if (of == no_figure && d.country >= 0) of = resolver.country_figure(d.country);
  if (of == no_figure) of = resolver.figure_at(d.owner);
  if (of != no_figure && id_of[of] != no_figure) role.of = {id_of[of]};
  entity.roles.push_back(std::move(role));
}

}  // namespace

void give_codes(const Reading& reading, const std::vector<Draft>& drafts, Resolver& resolver,
                const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& id_of,
                std::vector<Entity>& entities) {
  Coder coder(reading, drafts, resolver);
  for (const std::uint32_t id : order) {
    const Figure& figure = resolver.figures()[id];
    Entity& entity = entities[id_of[id]];
    Codes codes = coder.of(id);
    entity.country = codes.country;
    entity.sectors = sector_words(codes.sectors);
    entity.actor = codes.actor;
    entity.rule = figure.rule + codes.why;
    if (!personlike(figure.kind)) continue;
    for (const bool rank : {false, true}) {  // a rank is a role where nothing else is said
      if (rank && !entity.roles.empty()) break;
      for (const std::uint32_t at : figure.drafts)
        if (drafts[at].rank_only == rank && (drafts[at].entity_kind == EntityKind::person ||
                                             drafts[at].entity_kind == EntityKind::role))
          add_role(drafts[at], resolver, id_of, entity, reading);
    }
  }
}

}  // namespace sitrep
