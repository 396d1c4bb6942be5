#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/claims/claims.h"
#include "sitrep/claims/model.h"
#include "sitrep/text/conllu.h"

/// What the tests of this room share: trees by hand, entities by word, claims as lines.
namespace sitrep::sample {

inline const ClaimsModel& model() {
  static const ClaimsModel loaded = [] {
    Result<ClaimsModel> made = ClaimsModel::load(SITREP_SOURCE_DIR);
    EXPECT_TRUE(made.ok());
    return std::move(made).value();
  }();
  return loaded;
}

/// Every name of the tree (PROPN) is a person of its own, equal forms are the same one; "source"
/// and "sources" are one without a name.
inline Names names_of(const Treebank& tree) {
  Names names;
  for (std::uint32_t i = 0; i < tree.text.tokens.size(); ++i) {
    const Token& token = tree.text.tokens[i];
    const std::string form(tree.text.form({i}));
    const bool unnamed = form == "source" || form == "sources";
    if (token.tag != Tag::PROPN && !unnamed) continue;
    std::uint32_t entity = 0;
    while (entity < names.entities.size() && names.entities[entity].name != form) ++entity;
    if (entity == names.entities.size()) {
      Entity made;
      made.name = form;
      made.kind = unnamed ? EntityKind::anonymous : EntityKind::person;
      names.entities.push_back(std::move(made));
    }
    names.mentions.push_back({token.span, {i}, MentionKind::name, {entity}});
    names.by_head.emplace_back(i, Id<Entity>{entity});
  }
  return names;
}

inline std::string line(const Page& page, const Claims& claims, std::uint32_t at) {
  const Claim& claim = claims.claims[at];
  std::string content;
  for (const Span piece : claim.content) content += fmt::format("[{}]", page.at(piece));
  return fmt::format(
      "{}{}{}{} | {} | {} | {} {} {} {}",
      claim.told_by.none() ? std::string() : fmt::format("<{} ", claim.told_by.value),
      page.at(claim.speaker.span), claim.speaker.anonymous ? "?" : "",
      claim.speaker.reason.empty() ? std::string()
                                   : fmt::format(" ({})", page.at(claim.speaker.reason)),
      page.at(claim.cue), content, word(claim.form), claim.act, word(claim.polarity),
      word(claim.certainty));
}

/// All claims of a tree, one a line.
inline std::string lines(std::string_view conllu) {
  const Treebank tree = read_conllu(conllu);
  const Claims claims = find_claims(tree.page, tree.text, names_of(tree), Scene{}, model());
  std::string out;
  for (std::uint32_t i = 0; i < claims.claims.size(); ++i) out += line(tree.page, claims, i) + "\n";
  return out;
}

/// The predicates of a tree: "+3" certain, "-2" probably not, "0" unknown.
inline std::string predicates(std::string_view conllu) {
  const Treebank tree = read_conllu(conllu);
  const Claims claims = find_claims(tree.page, tree.text, names_of(tree), Scene{}, model());
  std::string out;
  for (const Predicate& predicate : claims.predicates) {
    out += fmt::format("{}{}{}{}", out.empty() ? "" : " ", tree.page.at(predicate.span),
                       predicate.polarity == Polarity::negative ? '-' : '+',
                       sure - static_cast<int>(predicate.certainty));
  }
  return out;
}

}  // namespace sitrep::sample
