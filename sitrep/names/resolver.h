#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "sitrep/names/drafts.h"
#include "sitrep/spelling/spelling.h"

namespace sitrep {

constexpr std::uint32_t no_figure = 0xFFFFFFFFU;

/// An entity in the making: what its mentions so far have said of it.
struct Figure {
  EntityKind kind = EntityKind::person;
  std::string name;  ///< fullest so far
  std::string rule;
  Gender gender = Gender::unknown;
  bool plural = false, named = false;
  std::int32_t country = -1, actor = -1;
  std::uint32_t modifiers = 0;
  std::uint32_t comment = Id<Comment>::unset;
  std::vector<std::uint32_t> senses;  ///< nouns, ranks and offices it was called by
  std::vector<std::uint32_t> drafts;
  std::uint32_t merged_into = no_figure;
};

/// Joins the drafts of a page into figures, in the order of the text: names by name, noun phrases
/// by apposition, predicate, noun and country, pronouns by number, gender, kind and closeness
/// (after Hobbs 1978 and the sieves of Lee et al. 2013). Each look back has a named limit, so that
/// time is linear in the drafts.
class Resolver {
 public:
  Resolver(const Reading& reading, const std::vector<NameRun>& runs, std::vector<Draft>& drafts);
  void run();

  std::uint32_t figure_of(std::uint32_t draft) const { return root(of_draft_[draft]); }
  std::uint32_t draft_at(std::uint32_t token) const { return draft_at_[token]; }
  std::uint32_t figure_at(std::uint32_t token) const;
  std::uint32_t country_figure(std::int32_t country) const;
  std::vector<Figure>& figures() { return figures_; }
  std::string text_of(std::uint32_t first, std::uint32_t end) const;

 private:
  struct Look {
    std::uint32_t figure, draft;
  };
  std::uint32_t root(std::uint32_t figure) const;
  std::uint32_t add_figure(std::uint32_t draft, std::string rule);
  void join(std::uint32_t draft, std::uint32_t figure, std::string_view rule);
  void merge(std::uint32_t from, std::uint32_t into, std::string_view rule);
  bool near(std::uint32_t a, std::uint32_t b, std::uint32_t sentences) const;
  bool same_zone(const Draft& earlier, const Draft& later) const;

  void resolve(std::uint32_t at);
  void name(std::uint32_t at);
  void person_name(std::uint32_t at, const std::string& text);
  void body_name(std::uint32_t at, const std::string& text);
  void index_person(std::uint32_t figure, const std::string& text);
  void add_offices(Figure& figure);
  void take_pending(std::uint32_t figure);
  void appositions(std::uint32_t at);

  void noun(std::uint32_t at);
  bool by_tree(std::uint32_t at);
  bool country_noun(std::uint32_t at);
  bool body_noun(std::uint32_t at);
  std::uint32_t body_figure(const Draft& draft) const;
  void index_body(std::uint32_t figure);
  bool by_sense(std::uint32_t at);
  bool clause_follows(const Draft& draft) const;
  bool from_article(std::uint32_t at);
  bool names_follow(std::uint32_t at) const;
  std::uint32_t beside(std::uint32_t at) const;
  bool fits(const Figure& figure, const Draft& draft) const;

  void pronoun(std::uint32_t at);
  void personal(std::uint32_t at);
  void neuter(std::uint32_t at);
  std::uint32_t best_antecedent(std::uint32_t at, std::uint32_t sentences) const;
  bool antecedent(const Figure& figure, const Draft& candidate, const Draft& pronoun) const;
  void speakers();
  std::uint32_t speaker_of_quote(std::uint32_t token) const;
  void mark_quotes();

  const Reading& r_;
  const std::vector<NameRun>& runs_;
  std::vector<Draft>& drafts_;
  std::vector<Figure> figures_;
  std::vector<std::uint32_t> of_draft_;
  std::vector<bool> done_;                                               // by draft
  std::vector<std::uint32_t> draft_at_;                                  // by head token
  std::vector<bool> quoted_;                                             // by token
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_part_;  // persons
  std::unordered_map<std::string, std::uint32_t> by_name_;               // bodies, exact
  std::unordered_map<std::string, std::uint32_t> by_initials_;
  std::unordered_map<std::int32_t, std::uint32_t> by_actor_;
  std::unordered_map<std::int64_t, std::uint32_t> by_country_;  // country (and sense)
  std::unordered_map<std::int64_t, std::uint32_t> by_body_;     // country and body of a state
  std::vector<std::uint32_t> pending_;                          // headline nouns without a name
  std::vector<std::uint32_t> generic_senses_;
};

}  // namespace sitrep
