// Pronouns: whose they are. Antecedents are looked for backwards, subjects first, never from a
// comment into the article.
#include <algorithm>

#include "sitrep/names/resolver.h"

namespace sitrep {
namespace {

constexpr std::uint32_t candidates_max = 60;  // drafts looked at before a pronoun
constexpr std::uint32_t sentences_back = 3;

bool personlike(EntityKind kind) {
  return kind == EntityKind::person || kind == EntityKind::role || kind == EntityKind::anonymous;
}

}  // namespace

bool Resolver::antecedent(const Figure& figure, const Draft& candidate,
                          const Draft& pronoun) const {
  switch (pronoun.pronoun) {
    case PronounKind::he:
    case PronounKind::she:
      if (!personlike(figure.kind) || figure.plural) return false;
      return figure.gender == Gender::unknown || figure.gender == pronoun.gender;
    case PronounKind::they:
      if (personlike(figure.kind)) return figure.plural;
      return figure.plural || (figure.kind == EntityKind::organisation && !pronoun.possessive) ||
             figure.kind == EntityKind::group || figure.kind == EntityKind::people;
    case PronounKind::it:
      if (figure.plural || candidate.plural) return false;
      return figure.kind == EntityKind::organisation || figure.kind == EntityKind::country ||
             figure.kind == EntityKind::group;
    default:
      return false;
  }
}

std::uint32_t Resolver::best_antecedent(std::uint32_t at, std::uint32_t sentences) const {
  const Draft& d = drafts_[at];
  std::uint32_t best = no_figure;
  int best_score = 0;
  const std::uint32_t back_max = std::min(at, candidates_max);
  for (std::uint32_t back = 1; back <= back_max; ++back) {
    const std::uint32_t earlier = at - back;
    const Draft& candidate = drafts_[earlier];
    if (!same_zone(candidate, d)) break;
    if (of_draft_[earlier] == no_figure) continue;
    const std::uint32_t distance = r_.sentence(d.head) - r_.sentence(candidate.head);
    if (distance > sentences) break;
    const std::uint32_t id = figure_of(earlier);
    if (!antecedent(figures_[id], candidate, d)) continue;
    // "his brother": the phrase that the pronoun stands in is not its antecedent.
    if (candidate.first <= d.first && d.end <= candidate.end) continue;
    // An object is never its own subject: "Allen met him".
    if (!d.possessive && !d.reflexive && candidate.subject && !d.subject &&
        r_.head(candidate.head) == r_.head(d.head) && distance == 0)
      continue;
    int score = 100 - 28 * static_cast<int>(distance) - static_cast<int>(std::min(back, 20U));
    if (candidate.subject) score += 25;
    if (candidate.kind == MentionKind::pronoun && candidate.pronoun == d.pronoun) score += 12;
    if (figures_[id].named) score += 6;
    if (figures_[id].gender == d.gender && d.gender != Gender::unknown) score += 10;
    if (d.pronoun == PronounKind::they && !figures_[id].plural) score -= 30;
    if (candidate.possessive && candidate.kind != MentionKind::pronoun) score -= 6;
    if (r_.relation(candidate.head) == Relation::compound) score -= 25;
    if (score > best_score) {
      best_score = score;
      best = id;
    }
  }
  return best;
}

void Resolver::pronoun(std::uint32_t at) {
  switch (drafts_[at].pronoun) {
    case PronounKind::he:
    case PronounKind::she:
    case PronounKind::they:
      return personal(at);
    case PronounKind::it:
      return neuter(at);
    default:
      return;  // speakers() comes to them when the quotations have speakers
  }
}

void Resolver::personal(std::uint32_t at) {
  const std::uint32_t figure = best_antecedent(at, sentences_back);
  if (figure == no_figure) {
    if (drafts_[at].pronoun == PronounKind::they) return;
    drafts_[at].entity_kind = EntityKind::person;
    add_figure(at, "a pronoun without antecedent");
    return;
  }
  join(at, figure, "");
  if (figures_[figure].gender == Gender::unknown && drafts_[at].gender != Gender::unknown)
    figures_[figure].gender = drafts_[at].gender;
}

// "it" mostly speaks of no actor: it is one only where an actor is the subject before.
void Resolver::neuter(std::uint32_t at) {
  const Draft& d = drafts_[at];
  const std::uint32_t figure = best_antecedent(at, 1);
  if (figure == no_figure) return;
  const std::uint32_t last = figures_[figure].drafts.back();
  const bool close = drafts_[last].subject || near(last, at, 0);
  const bool acts =
      d.subject && r_.head(d.head) != no_token && r_.tag(r_.head(d.head)) == Tag::VERB;
  if (d.possessive ? !close : !(drafts_[last].subject && acts)) return;
  join(at, figure, "");
}

void Resolver::mark_quotes() {
  std::uint32_t block = Id<Block>::unset;
  bool inside = false;
  for (std::uint32_t t = 0; t < r_.size(); ++t) {
    const std::uint32_t here = r_.text().sentences[r_.sentence(t)].block.value;
    if (here != block) inside = false;
    block = here;
    if (r_.form(t) == "\"" || r_.form(t) == "``" || r_.form(t) == "''") {
      const std::string_view bytes = r_.bytes(t);
      inside = bytes == "\xE2\x80\x9C" || (bytes != "\xE2\x80\x9D" && !inside);
    }
    quoted_[t] = inside;
  }
}

// The subject of a verb of saying outside the quotation, in the same block.
std::uint32_t Resolver::speaker_of_quote(std::uint32_t token) const {
  const Block& block = r_.block(token);
  const auto [first, end] = r_.text().tokens_in(block.span);
  std::uint32_t found = no_figure;
  for (std::uint32_t t = first.value; t < end.value; ++t) {
    if (quoted_[t] || r_.facts(t).word_class != WordClass::speech) continue;
    for (const std::uint32_t child : r_.children(t)) {
      if (r_.relation(child) != Relation::nsubj) continue;
      const std::uint32_t figure = figure_at(child);
      if (figure == no_figure || !personlike(figures_[figure].kind)) continue;
      if (found == no_figure || t < token) found = figure;
    }
  }
  return found;
}

// I, we, you: in a quotation its speaker, elsewhere whoever writes or speaks the text. Readers'
// comments keep theirs to themselves.
void Resolver::speakers() {
  std::uint32_t writer = no_figure, writers = no_figure, reader = no_figure;
  std::uint32_t block = Id<Block>::unset, said_by = no_figure;
  for (std::uint32_t at = 0; at < drafts_.size(); ++at) {
    Draft& d = drafts_[at];
    if (d.pronoun != PronounKind::speaker && d.pronoun != PronounKind::speakers &&
        d.pronoun != PronounKind::addressee)
      continue;
    if (d.comment != Id<Comment>::unset) continue;
    if (quoted_[d.head]) {
      const std::uint32_t here = r_.text().sentences[r_.sentence(d.head)].block.value;
      if (here != block) said_by = speaker_of_quote(d.head);
      block = here;
      if (d.pronoun == PronounKind::speaker && said_by != no_figure)
        join(at, said_by, "the speaker of the quotation");
      continue;
    }
    std::uint32_t& whose = d.pronoun == PronounKind::speaker    ? writer
                           : d.pronoun == PronounKind::speakers ? writers
                                                                : reader;
    d.entity_kind = d.pronoun == PronounKind::speakers ? EntityKind::group : EntityKind::person;
    if (whose == no_figure)
      whose = add_figure(at, "first and second person of the text");
    else
      join(at, whose, "");
  }
}

}  // namespace sitrep
