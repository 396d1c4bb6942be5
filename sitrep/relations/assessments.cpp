#include "sitrep/relations/assessments.h"

#include <algorithm>
#include <array>

#include "sitrep/base/unicode.h"

/// A noun of relations, its two parties, and a word that judges. The parties stand where English
/// puts them: "relations between A and B", "A's relations with B", "A-B relations"; a sentence that
/// merely mentions two states and the noun says nothing of the two.
namespace sitrep {

namespace {

constexpr std::size_t words_before_noun = 3;  // "the increasingly tense relations"
constexpr std::size_t words_after_noun = 16;  // "between A and B, which ... since ..., have soured"
constexpr std::size_t words_of_negation = 3;  // "have not yet improved"
constexpr std::uint32_t bytes_to_party = 80;  // a party further off belongs to something else
constexpr std::uint32_t bytes_to_noun = 4;    // "US-Pakistan ties", "Pakistan's relations"

struct Word {
  Span span;
  std::string folded;
};

std::vector<Word> words_in(const Page& page, Span sentence) {
  std::vector<Word> words;
  const std::string_view text = page.at({0, sentence.end});
  for (std::size_t at = sentence.begin; at < sentence.end;) {
    std::size_t end = at;
    while (end < sentence.end) {
      const CodePoint found = decode(text, end);
      if (!is_letter(found.value)) break;
      end += found.length;
    }
    if (end > at) {
      const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
      words.push_back({span, fold(page.at(span))});
      at = end;
    } else {
      at += std::max<std::uint32_t>(decode(text, at).length, 1);
    }
  }
  return words;
}

bool is_negation(const std::string& folded) {
  static constexpr std::array negations = {"not", "never", "no", "hardly", "without"};
  return std::ranges::find(negations, folded) != negations.end();
}

class AssessmentFinder {
 public:
  AssessmentFinder(const Document& document, const RelationWords& words)
      : document_(document), page_(document.page), known_(words) {}

  std::vector<Assessment> run() {
    for (const Sentence& sentence : document_.text.sentences) {
      if (sentence.block.none()) continue;
      const Block& block = page_.blocks[sentence.block.value];
      if (block.kind == BlockKind::furniture || !block.copy_of.none()) continue;
      words_ = words_in(page_, sentence.span);
      sentence_ = sentence.span;
      for (std::size_t i = 0; i < words_.size(); ++i)
        if (known_.is_noun(words_[i].folded)) assess(i, block.kind == BlockKind::comment);
    }
    return std::move(found_);
  }

 private:
  void assess(std::size_t noun, bool in_comment) {
    Assessment found;
    found.noun = words_[noun].span;
    if (!find_parties(noun, found) || !find_tone(noun, found)) return;
    found.claim = document_.claims.claim_at(found.words.begin);
    found.in_comment = in_comment;
    found_.push_back(found);
  }

  /// Mentions of the sentence that can be a party, with those in `within` only.
  std::vector<const Mention*> parties(Span within) const {
    std::vector<const Mention*> found;
    const auto& mentions = document_.names.mentions;
    auto mention = std::ranges::lower_bound(mentions, within.begin, {},
                                            [](const Mention& m) { return m.span.begin; });
    for (; mention != mentions.end() && mention->span.begin < within.end; ++mention) {
      const Entity& entity = document_.names[mention->entity];
      const bool can = !entity.country.empty() || !entity.actor.empty() ||
                       entity.kind == EntityKind::organisation || entity.kind == EntityKind::group;
      if (can && mention->span.end <= within.end) found.push_back(&*mention);
    }
    return found;
  }

  bool differ(Id<Entity> a, Id<Entity> b) const {
    const Entity &one = document_.names[a], &two = document_.names[b];
    return a != b && (one.country.empty() || one.country != two.country);
  }

  bool find_parties(std::size_t noun, Assessment& found) const {
    const Span at = words_[noun].span;
    const std::string next = noun + 1 < words_.size() ? words_[noun + 1].folded : "";
    const auto after = parties({at.end, sentence_.end});
    const auto before = parties({sentence_.begin, at.begin});
    if (next == "between" && !after.empty() && near(at.end, *after[0])) {
      found.first = after[0]->entity;
      return pair_with(found, after, after[0]->span.end);
    }
    if (next == "with" && !after.empty() && near(at.end, *after[0])) {
      found.first = after[0]->entity;
      // Who has the relations stands last before them, not first in the sentence.
      for (std::size_t i = before.size(); i-- > 0;)
        if (differ(before[i]->entity, found.first)) {
          found.second = before[i]->entity;
          std::swap(found.first, found.second);
          return true;
        }
      return false;
    }
    if (before.size() < 2) return false;
    const Mention* last = before.back();
    if (at.begin - std::min(at.begin, last->span.end) > bytes_to_noun) return false;
    const Mention* other = before[before.size() - 2];
    if (last->span.begin - std::min(last->span.begin, other->span.end) > bytes_to_noun + 1 ||
        !differ(other->entity, last->entity))
      return false;
    found.first = other->entity;
    found.second = last->entity;
    return true;
  }

  static bool near(std::uint32_t from, const Mention& mention) {
    return mention.span.begin - from <= bytes_to_party;
  }

  bool pair_with(Assessment& found, const std::vector<const Mention*>& after,
                 std::uint32_t from) const {
    for (const Mention* mention : after)
      if (mention->span.begin >= from && near(from, *mention) &&
          differ(mention->entity, found.first)) {
        found.second = mention->entity;
        return true;
      }
    return false;
  }

  /// The word nearest to the noun, after it first: "relations ... are tense", "tense relations".
  bool find_tone(std::size_t noun, Assessment& found) const {
    const std::size_t last = std::min(words_.size(), noun + 1 + words_after_noun);
    for (std::size_t i = noun + 1; i < last; ++i)
      if (judge(i, found)) return true;
    for (std::size_t i = noun; i-- > noun - std::min(noun, words_before_noun);)
      if (judge(i, found)) return true;
    return false;
  }

  bool judge(std::size_t i, Assessment& found) const {
    std::optional<Tone> tone;
    found.words = words_[i].span;
    if (i + 1 < words_.size()) {
      tone = known_.tone(words_[i].folded + " " + words_[i + 1].folded);
      if (tone) found.words.end = words_[i + 1].span.end;
    }
    if (!tone) tone = known_.tone(words_[i].folded);
    if (!tone) return false;
    found.tone = *tone;
    for (std::size_t k = i - std::min(i, words_of_negation); k < i; ++k)
      if (is_negation(words_[k].folded)) found.tone = Tone::unclear;
    return true;
  }

  const Document& document_;
  const Page& page_;
  const RelationWords& known_;
  std::vector<Word> words_;  // of the sentence at hand
  Span sentence_;
  std::vector<Assessment> found_;
};

}  // namespace

Result<RelationWords> RelationWords::load(const std::filesystem::path& lexicon) {
  const auto table = Table::read(lexicon / "relations" / "relations.tsv", {"words", "reads"});
  if (!table) return table.error();
  return parse(*table);
}

Result<RelationWords> RelationWords::parse(const Table& table) {
  RelationWords loaded;
  for (const Table::Row& row : table.rows()) {
    const std::string_view reads = table.cell(row, "reads");
    const std::optional<Tone> tone = from_word<Tone>(reads);
    if (reads != "noun" && (!tone || *tone == Tone::unclear)) {
      loaded.problems_.push_back(
          {table.path(), row.line, "reads neither as noun nor as bad, worse, good or better"});
      continue;
    }
    for (const std::string_view word : values(table.cell(row, "words")))
      if (!loaded.words_.emplace(fold(word), tone).second)
        loaded.problems_.push_back(
            {table.path(), row.line, std::string(word) + " stands above already"});
  }
  return loaded;
}

bool RelationWords::is_noun(const std::string& folded) const {
  const auto found = words_.find(folded);
  return found != words_.end() && !found->second;
}

std::optional<Tone> RelationWords::tone(const std::string& folded) const {
  const auto found = words_.find(folded);
  return found == words_.end() ? std::nullopt : found->second;
}

std::vector<Assessment> find_assessments(const Document& document, const RelationWords& words) {
  return AssessmentFinder(document, words).run();
}

}  // namespace sitrep
