// A tree for sentences that nobody has tagged: noun phrases by function words, capitals and the
// lexicon. Enough to find who is named; verbs and clauses stay unknown.
#include <algorithm>
#include <array>

#include "sitrep/names/reading.h"

namespace sitrep {
namespace {

struct FunctionWord {
  std::string_view form;
  Tag tag;
};

constexpr auto function_words = std::to_array<FunctionWord>(
    {{"'s", Tag::PART},   {"a", Tag::DET},       {"about", Tag::ADP}, {"after", Tag::ADP},
     {"all", Tag::DET},   {"along", Tag::ADP},   {"an", Tag::DET},    {"and", Tag::CCONJ},
     {"any", Tag::DET},   {"are", Tag::AUX},     {"as", Tag::ADP},    {"at", Tag::ADP},
     {"be", Tag::AUX},    {"between", Tag::ADP}, {"but", Tag::CCONJ}, {"by", Tag::ADP},
     {"for", Tag::ADP},   {"from", Tag::ADP},    {"had", Tag::AUX},   {"has", Tag::AUX},
     {"have", Tag::AUX},  {"he", Tag::PRON},     {"her", Tag::PRON},  {"him", Tag::PRON},
     {"his", Tag::PRON},  {"in", Tag::ADP},      {"into", Tag::ADP},  {"is", Tag::AUX},
     {"it", Tag::PRON},   {"its", Tag::PRON},    {"no", Tag::DET},    {"of", Tag::ADP},
     {"on", Tag::ADP},    {"or", Tag::CCONJ},    {"over", Tag::ADP},  {"she", Tag::PRON},
     {"some", Tag::DET},  {"that", Tag::SCONJ},  {"the", Tag::DET},   {"their", Tag::PRON},
     {"them", Tag::PRON}, {"these", Tag::DET},   {"they", Tag::PRON}, {"this", Tag::DET},
     {"those", Tag::DET}, {"through", Tag::ADP}, {"to", Tag::ADP},    {"under", Tag::ADP},
     {"was", Tag::AUX},   {"were", Tag::AUX},    {"who", Tag::PRON},  {"will", Tag::AUX},
     {"with", Tag::ADP},  {"would", Tag::AUX}});

const FunctionWord* function_word(std::string_view form) {
  const auto at = std::lower_bound(
      function_words.begin(), function_words.end(), form,
      [](const FunctionWord& word, std::string_view key) { return word.form < key; });
  return at != function_words.end() && at->form == form ? &*at : nullptr;
}

bool has_letter(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](unsigned char c) {
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

bool nominal(Tag tag) { return tag == Tag::NOUN || tag == Tag::PROPN; }
bool modifier(Tag tag) {
  return nominal(tag) || tag == Tag::ADJ || tag == Tag::NUM || tag == Tag::DET;
}

}  // namespace

void Reading::guess_tags(std::uint32_t first, std::uint32_t end) {
  // A headline in title case says nothing by its capitals: only function words are lower case.
  bool telling = false;
  for (std::uint32_t i = first; i < end && !telling; ++i)
    telling = !capital(i) && has_letter(bytes(i)) && !function_word(form(i));
  for (std::uint32_t i = first; i < end; ++i) {
    shapes_[i] |= 4;
    const WordFacts& known = *facts_[i];
    if (const FunctionWord* word = function_word(form(i)); word && (!upper(i) || i == first))
      tags_[i] = word->tag;
    else if (!has_letter(bytes(i)))
      tags_[i] = bytes(i)[0] >= '0' && bytes(i)[0] <= '9' ? Tag::NUM : Tag::PUNCT;
    else if (capital(i) && (known.title != TitleKind::none || known.given || known.starts_phrase))
      tags_[i] = Tag::PROPN;
    else if (known.adjective_of >= 0 && known.noun.kind == NounKind::none)
      tags_[i] = capital(i) && known.people_of >= 0 ? Tag::PROPN : Tag::ADJ;
    else if (known.noun.kind != NounKind::none)
      tags_[i] = capital(i) && telling && i > first ? Tag::PROPN : Tag::NOUN;
    else if (known.word_class == WordClass::speech)
      tags_[i] = Tag::VERB;
    else if (known.modifier_sectors != 0 || known.word_class == WordClass::former)
      tags_[i] = Tag::ADJ;
    else if (capital(i) && telling && i > first && known.word_class != WordClass::ordinary)
      tags_[i] = Tag::PROPN;
  }
}

// [the] [adjective|number|noun]* noun is a phrase, its last noun the head; "of" and other
// prepositions hang the next phrase on it; a name after titles is flat on its first word.
void Reading::guess_phrases(std::uint32_t first, std::uint32_t end) {
  std::uint32_t previous = no_token;  // head of the phrase before
  std::uint32_t link = no_token;      // a preposition or 's since then
  for (std::uint32_t i = first; i < end;) {
    if (!modifier(tags_[i])) {
      const bool possessive = tags_[i] == Tag::PART && previous != no_token;
      link = tags_[i] == Tag::ADP || possessive ? i : no_token;
      if (link == no_token) previous = no_token;
      ++i;
      continue;
    }
    std::uint32_t stop = i, last = no_token;
    while (stop < end && modifier(tags_[stop]) && (stop == i || tags_[stop] != Tag::DET)) {
      if (nominal(tags_[stop])) last = stop;
      ++stop;
    }
    if (last == no_token) {
      previous = link = no_token;
      i = stop;
      continue;
    }
    std::uint32_t head = last;  // of a run of names at the end: its first word that is no title
    while (head > i && tags_[head] == Tag::PROPN && tags_[head - 1] == Tag::PROPN &&
           facts_[head - 1]->title == TitleKind::none &&
           facts_[last]->noun.kind == NounKind::none && !facts_[head - 1]->starts_phrase)
      --head;
    for (std::uint32_t k = i; k < last + 1; ++k) {
      if (k == head) continue;
      heads_[k] = head;
      relations_[k] = k > head               ? Relation::flat
                      : tags_[k] == Tag::DET ? Relation::det
                      : tags_[k] == Tag::NUM ? Relation::nummod
                      : tags_[k] == Tag::ADJ ? Relation::amod
                                             : Relation::compound;
    }
    if (link != no_token && previous != no_token && tags_[link] == Tag::PART) {
      heads_[previous] = head;
      relations_[previous] = Relation::nmod_poss;
      heads_[link] = previous;
      relations_[link] = Relation::case_;
    } else if (link != no_token && previous != no_token) {
      heads_[head] = previous;
      relations_[head] = Relation::nmod;
      heads_[link] = head;
      relations_[link] = Relation::case_;
    }
    previous = head;
    link = no_token;
    i = std::max(stop, last + 1);
  }
}

void Reading::guess_tree(const Sentence& sentence) {
  guess_tags(sentence.first.value, sentence.end.value);
  guess_phrases(sentence.first.value, sentence.end.value);
}

}  // namespace sitrep
