#include "sitrep/text/lemma.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/text/character.h"

namespace sitrep {

namespace {

constexpr std::size_t acronym_bytes_max = 5;

constexpr std::uint32_t bit(Tag tag) { return 1u << static_cast<unsigned>(tag); }

/// The value of a UD feature, "" where it is missing.
std::string_view feature(std::string_view features, std::string_view name) {
  while (!features.empty()) {
    const std::string_view pair = features.substr(0, features.find('|'));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
    features.remove_prefix(std::min(pair.size() + 1, features.size()));
  }
  return {};
}

bool is_vowel(char byte) { return std::string_view("aeiouy").find(byte) != std::string_view::npos; }
bool has_vowel(std::string_view word) { return std::ranges::any_of(word, is_vowel); }

bool is_capital(std::string_view word) { return is_upper(decode(word, 0).value); }

/// "NATO", "CFLs" and "L2", but neither "I" nor "Nato".
bool is_acronym(std::string_view surface) {
  std::string_view word = surface;
  if (word.size() > 2 && word.back() == 's') word.remove_suffix(1);
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto allowed = [&](char c) { return upper(c) || (c >= '0' && c <= '9') || c == '.'; };
  return word.size() > 1 && upper(word[0]) && std::ranges::all_of(word, allowed);
}

void drop_last(std::string& word, std::size_t bytes) {
  word.resize(word.size() - std::min(bytes, word.size()));
}

bool assign(std::string_view value, std::string& lemma) {
  lemma.assign(value);
  return true;
}

/// Common nouns in capitals that are no shout: "TV", "DNA", "vitamin A".
bool keeps_capitals(const TaggedWord& word) {
  if (word.shouted || word.surface.size() > acronym_bytes_max) return false;
  return is_acronym(word.surface) ||
         (word.surface.size() == 1 && !word.begins_sentence && is_capital(word.surface));
}

/// 200,000 becomes 200000.
void without_commas(std::string& number) {
  if (number.empty() || number[0] < '0' || number[0] > '9') return;
  for (std::size_t at = number.find(','); at != std::string::npos; at = number.find(',', at + 1))
    if (at + 3 >= number.size()) return;
  std::erase(number, ',');
}

/// Whether most words of a sentence are capitals throughout: a headline or a shout.
bool is_shouted(std::string_view page_text, std::span<const Token> tokens) {
  std::size_t capitals = 0, others = 0;
  for (const Token& token : tokens) {
    const std::string_view word = page_text.substr(token.span.begin, token.span.size());
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (word.size() < 2) continue;
    if (std::ranges::any_of(word, lower))
      ++others;
    else if (std::ranges::any_of(word, upper))
      ++capitals;
  }
  return capitals > others;
}

bool is_mark(std::string_view word) {
  const CharacterKind kind = character_at(word, 0).kind;
  return kind != CharacterKind::letter && kind != CharacterKind::digit;
}

}  // namespace

void Lemmatizer::lemmatize(std::string_view page_text, Text& text) const {
  std::string lemma;
  for (const Sentence& sentence : text.sentences) {
    const std::span<Token> tokens(text.tokens.data() + sentence.first.value,
                                  sentence.end.value - sentence.first.value);
    const bool shouted = is_shouted(page_text, tokens);
    bool begins = true;
    for (Token& token : tokens) {
      TaggedWord word;
      word.surface = page_text.substr(token.span.begin, token.span.size());
      word.form = text.strings.at(token.form);
      word.features = text.strings.at(token.features);
      word.tag = token.tag;
      word.begins_sentence = begins;
      word.shouted = shouted;
      lemmatize(word, lemma);
      token.lemma = text.strings.add(lemma);
      begins = begins && is_mark(word.surface);
    }
  }
}

void Lemmatizer::lemmatize(const TaggedWord& word, std::string& lemma) const {
  lemma.assign(word.form);
  if (is_exception(word, lemma)) return;
  switch (word.tag) {
    case Tag::NOUN:
      if (keeps_capitals(word)) lemma.assign(word.surface);
      if (feature(word.features, "Number") == "Plur") without_s(true, lemma);
      return;
    case Tag::PROPN:
      return name(word, lemma);
    case Tag::VERB:
    case Tag::AUX:
      return verb(word, lemma);
    case Tag::ADJ:
    case Tag::ADV:
      return adjective(word, lemma);
    case Tag::NUM:
      if (feature(word.features, "NumForm") == "Roman") lemma.assign(word.surface);
      return without_commas(lemma);
    case Tag::SYM:
      if (word.surface.size() > 1) lemma.assign(word.surface);
      return;
    case Tag::PUNCT:
      if (word.form == "\"" && word.surface.size() > 3) lemma = "''";
      if (word.surface.starts_with("\xE2\x80\x94")) lemma.assign(word.surface);  // em dash
      return;
    case Tag::X:
      return guess(word, lemma);
    default:
      return;
  }
}

bool Lemmatizer::is_exception(const TaggedWord& word, std::string& lemma) const {
  const std::vector<Exception>* found = exceptions_.find(word.form);
  if (found == nullptr) return false;
  if (word.form == "'d" && feature(word.features, "Tense") == "Past") return assign("have", lemma);
  if (word.form == "her" && feature(word.features, "Case") == "Acc") return assign("she", lemma);
  for (const Exception& exception : *found) {
    if ((exception.tags & bit(word.tag)) == 0) continue;
    lemma = exception.lemma;
    return true;
  }
  return false;
}

/// Names keep their spelling; a name in a sentence of capitals gets the spelling of others.
void Lemmatizer::name(const TaggedWord& word, std::string& lemma) const {
  const bool small = word.surface.size() > 3 && word.surface == word.form &&
                     word.surface.find('.') == std::string_view::npos;
  if (small || (word.shouted && word.surface.size() > acronym_bytes_max)) {
    if (lemma[0] >= 'a' && lemma[0] <= 'z') lemma[0] = static_cast<char>(lemma[0] - 32);
  } else {
    lemma.assign(word.surface);
  }
  if (feature(word.features, "Number") == "Plur") without_s(true, lemma);
}

void Lemmatizer::verb(const TaggedWord& word, std::string& lemma) const {
  const std::string_view form = word.form, tense = feature(word.features, "Tense");
  const std::string_view shape = feature(word.features, "VerbForm");
  const bool third = tense == "Pres" && shape == "Fin" && feature(word.features, "Person") == "3" &&
                     feature(word.features, "Number") == "Sing";
  const bool known = !shape.empty();
  if (known && (shape == "Inf" || (shape == "Fin" && tense != "Past" && !third))) return;
  if (const std::string* irregular = irregular_verbs_.find(form); irregular && !third) {
    lemma = *irregular;
    return;
  }
  const std::string_view stem = form.substr(0, form.size() - std::min<std::size_t>(form.size(), 2));
  if (form.ends_with("ing") && form.size() > 4 && has_vowel(form.substr(0, form.size() - 3))) {
    drop_last(lemma, 3);
    repair_stem(lemma);
  } else if (form.ends_with("ied") && form.size() > 4) {
    drop_last(lemma, 3);
    lemma += 'y';
  } else if (form.ends_with("eed") && !known) {
    const auto match = stems_.find(stem);  // agreed, freed; not need, speed
    if (match.value != nullptr && match.size > 2 && *match.value == Repair::add_e)
      drop_last(lemma, 1);
  } else if (form.ends_with("ed") && has_vowel(stem)) {
    drop_last(lemma, 2);
    repair_stem(lemma);
  } else if (form.ends_with("'d")) {
    drop_last(lemma, 2);
  } else if (form.ends_with("in'")) {
    drop_last(lemma, 3);
    repair_stem(lemma);
  } else if (third || !known) {
    without_s(false, lemma);
  }
}

void Lemmatizer::adjective(const TaggedWord& word, std::string& lemma) const {
  const std::string_view degree = feature(word.features, "Degree");
  if (degree == "Cmp" || degree == "Sup") return without_comparison(lemma);
  if (word.tag == Tag::ADV || !is_capital(word.surface)) return;
  const bool name = !word.begins_sentence && !word.shouted;
  if (name || is_acronym(word.surface)) {
    if (!word.shouted) lemma.assign(word.surface);
  } else if (proper_.find(word.form).value != nullptr) {
    lemma[0] = word.surface[0];
  }
}

void Lemmatizer::without_comparison(std::string& word) const {
  const std::size_t size = word.ends_with("est") ? 3 : word.ends_with("er") ? 2 : 0;
  if (size == 0 || word.size() < size + 2) return;
  drop_last(word, size);
  const auto match = compared_.find(word);
  if (match.value == nullptr) return;
  drop_last(word, match.size);
  word += *match.value;
}

void Lemmatizer::without_s(bool noun, std::string& word) const {
  auto match = noun ? plurals_.find(word) : Endings<std::string>::Match{};
  if (match.value == nullptr) match = s_.find(word);
  if (match.value == nullptr) return;
  const bool shouted = is_acronym(word) && word.back() == 'S';
  if (shouted) return;
  drop_last(word, match.size);
  word += *match.value;
}

void Lemmatizer::repair_stem(std::string& stem) const {
  const auto match = stems_.find(stem);
  if (match.value == nullptr || *match.value == Repair::none) return;
  if (*match.value == Repair::add_e)
    stem += 'e';
  else
    stem.pop_back();
}

/// Without a tag: capitals are taken for names, -s for a plural, -ed and -ing for verbs.
void Lemmatizer::guess(const TaggedWord& word, std::string& lemma) const {
  if (is_capital(word.surface) && !word.shouted) {
    if (!word.begins_sentence || is_acronym(word.surface)) lemma.assign(word.surface);
    return;
  }
  if (!has_vowel(word.form) || word.form.size() < 4) {
    if (const std::string* irregular = irregular_verbs_.find(word.form)) lemma = *irregular;
    return;
  }
  if (word.form.ends_with('s')) return without_s(false, lemma);
  if (const auto match = plurals_.find(word.form); match.value != nullptr) {
    without_s(true, lemma);
    return;
  }
  TaggedWord as_verb = word;
  as_verb.tag = Tag::VERB;
  as_verb.features = {};
  verb(as_verb, lemma);
}

}  // namespace sitrep
