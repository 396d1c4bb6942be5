#include "sitrep/report/wording.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sitrep/base/unicode.h"
#include "sitrep/report/describe.h"
#include "sitrep/report/terminal.h"

namespace sitrep {

namespace {

struct Deed {
  std::string_view type, mode, noun, of_source, of_target;
};

/// PLOVER's types and some of their modes as nouns, with the words that join the two sides. A mode
/// without a row is told in brackets after its type.
constexpr std::array deeds = {
    Deed{"AGREE", "", "agreement", "by", "with"},
    Deed{"CONSULT", "", "talks", "of", "with"},
    Deed{"CONSULT", "visit", "visit", "by", "to"},
    Deed{"CONSULT", "phone", "phone call", "of", "with"},
    Deed{"SUPPORT", "", "support", "by", "for"},
    Deed{"CONCEDE", "", "concession", "by", "to"},
    Deed{"COOPERATE", "", "cooperation", "of", "with"},
    Deed{"AID", "", "aid", "by", "for"},
    Deed{"RETREAT", "", "retreat", "by", "towards"},
    Deed{"RETREAT", "withdraw", "withdrawal", "by", "from"},
    Deed{"RETREAT", "release", "release", "by", "of"},
    Deed{"RETREAT", "disarm", "disarmament", "by", "towards"},
    Deed{"RETREAT", "ceasefire", "ceasefire", "by", "with"},
    Deed{"RETREAT", "access", "opening of access", "by", "for"},
    Deed{"RETREAT", "resign", "resignation", "of", "before"},
    Deed{"REQUEST", "", "request", "by", "to"},
    Deed{"ACCUSE", "", "accusation", "by", "against"},
    Deed{"ACCUSE", "allege", "accusation", "by", "against"},
    Deed{"ACCUSE", "disapprove", "criticism", "by", "of"},
    Deed{"ACCUSE", "investigate", "investigation", "by", "of"},
    Deed{"REJECT", "", "refusal", "by", "towards"},
    Deed{"THREATEN", "", "threat", "by", "against"},
    Deed{"PROTEST", "", "protest", "by", "against"},
    Deed{"PROTEST", "demo", "demonstration", "by", "against"},
    Deed{"PROTEST", "riot", "riot", "by", "against"},
    Deed{"PROTEST", "strike", "strike", "by", "against"},
    Deed{"SANCTION", "", "sanction", "by", "against"},
    Deed{"SANCTION", "convict", "conviction", "by", "of"},
    Deed{"SANCTION", "expel", "expulsion", "by", "of"},
    Deed{"MOBILIZE", "", "mobilisation", "by", "against"},
    Deed{"COERCE", "", "coercion", "by", "against"},
    Deed{"COERCE", "seize", "seizure", "by", "from"},
    Deed{"COERCE", "arrest", "arrest", "by", "of"},
    Deed{"COERCE", "deport", "deportation", "by", "of"},
    Deed{"ASSAULT", "", "attack", "by", "on"},
    Deed{"ASSAULT", "abduct", "abduction", "by", "of"},
    Deed{"ASSAULT", "torture", "torture", "by", "of"},
    Deed{"ASSAULT", "beat", "beating", "by", "of"},
};

/// The row of type and mode, else of the type alone.
const Deed* find_deed(std::string_view type, std::string_view mode) {
  const Deed* found = nullptr;
  for (const Deed& deed : deeds)
    if (deed.type == type && (deed.mode.empty() || deed.mode == mode)) found = &deed;
  return found;
}

std::string with_spaces(std::string_view word) {
  std::string text(word);
  std::ranges::replace(text, '_', ' ');
  std::ranges::replace(text, '-', ' ');
  return text;
}

/// "9 or 12 killed", from all that the reports give.
std::string numbers(const Dossier& dossier, Field field) {
  for (const FieldView& view : dossier.fields) {
    if (view.field != field) continue;
    std::vector<std::string> values;
    for (const FieldValue& value : view.values) values.push_back(value.value);
    return fmt::format(", {} {}", listed(values, "or"), word(field));
  }
  return {};
}

}  // namespace

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : fmt::format(" {} ", last);
    text += words[i];
  }
  return text;
}

std::string day_in_words(std::string_view edtf) {
  return edtf.empty() ? "day unknown" : std::string(edtf.substr(0, edtf.find('T')));
}

std::string when_in_words(std::string_view edtf) {
  const std::size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return day_in_words(edtf);
  const std::string_view from = edtf.substr(0, slash), to = edtf.substr(slash + 1);
  if (from == ".." || from.empty()) return "by " + day_in_words(to);
  if (to == ".." || to.empty()) return "from " + day_in_words(from) + " on";
  return day_in_words(from) + " to " + day_in_words(to);
}

std::string deed_in_words(std::string_view type, std::string_view mode, const std::string& source,
                          const std::string& target) {
  const Deed* known = find_deed(type, mode);
  const Deed deed = known != nullptr ? *known : Deed{type, "", "", "by", "towards"};
  std::string words = known != nullptr ? std::string(deed.noun) : lower(with_spaces(type));
  if (deed.mode != mode) words += fmt::format(" ({})", with_spaces(mode));
  if (!source.empty()) words += fmt::format(" {} {}", deed.of_source, source);
  if (!target.empty()) words += fmt::format(" {} {}", deed.of_target, target);
  return words;
}

std::string voices_in_words(const std::vector<Voice>& voices) {
  std::string words;
  for (const Voice& voice : voices)
    words += fmt::format("{}{}{}", words.empty() ? "according to " : ", citing ", voice.words,
                         voice.unnamed ? " (unnamed)" : "");
  return words;
}

std::string tally_in_words(const Tally& tally, std::uint32_t assessments) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < tally.quads.size(); ++i)
    if (tally.quads[i] > 0)
      parts.push_back(fmt::format("{} {}", tally.quads[i], words_of<Quad>[i]));
  if (tally.events() > 0) parts.push_back(fmt::format("Goldstein {:+.1f}", tally.goldstein()));
  if (assessments > 0) parts.push_back(counted(assessments, "assessment", "assessments"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string value_in_words(Field field, const std::string& value) {
  if (field == Field::when) return when_in_words(value);
  return field == Field::status ? with_spaces(value) : one_line(value);
}

ActorNames::ActorNames(const Story& story) : story_(story) {
  for (const Actor& actor : story.actors)
    if (actor.kind == EntityKind::country && !actor.country.empty() && !actor.name.empty())
      states_.emplace(actor.country, one_line(actor.name));
}

std::string ActorNames::name(Id<Actor> actor) const {
  const Actor& found = story_.actors[actor.value];
  std::string words = one_line(found.name);
  if (words.empty()) return fmt::format("an unnamed {}", word(found.kind));
  const auto state = states_.find(found.country);
  const bool is_common = is_lower(decode(words, 0).value);
  if (is_common && state != states_.end() && words.find(state->second) == std::string::npos)
    words += fmt::format(" ({})", state->second);
  return words;
}

std::string ActorNames::list(const std::vector<Id<Actor>>& actors) const {
  std::vector<std::string> words;
  for (const Id<Actor> actor : actors)
    if (std::string own = name(actor); std::ranges::find(words, own) == words.end())
      words.push_back(std::move(own));
  return listed(words);
}

std::string ActorNames::party(const std::string& party) const {
  const auto state = states_.find(party);
  return state == states_.end() ? one_line(party) : state->second;
}

std::string ActorNames::code_of(std::string_view state) const {
  for (const auto& [code, name] : states_)
    if (equal_ignoring_case(code, state) || fold(name) == fold(state)) return code;
  return {};
}

std::string outlet_in_words(const PageFacts& page) {
  if (!page.outlet.empty()) return one_line(page.outlet);
  const std::size_t folder = page.source.rfind('/');
  const std::string name =
      folder == std::string::npos ? page.source : page.source.substr(folder + 1);
  return fmt::format("unknown outlet ({})", one_line(name));
}

std::string happening_in_words(const Story& story, const ActorNames& names,
                               const Dossier& dossier) {
  const Happening& happening = story.happenings[dossier.happening.value];
  std::vector<std::string> places;
  for (const FieldView& view : dossier.fields)
    if (view.field == Field::where)
      for (const FieldValue& value : view.values) places.push_back(one_line(value.value));
  std::vector<Id<Actor>> target = happening.target;
  std::erase_if(target, [&](Id<Actor> actor) {
    return std::ranges::find(happening.source, actor) != happening.source.end();
  });
  std::string words = when_in_words(happening.when);
  if (!places.empty()) words += ", " + listed(places, "or");
  words += ": " + deed_in_words(happening.type, happening.mode, names.list(happening.source),
                                names.list(target));
  return words + numbers(dossier, Field::killed) + numbers(dossier, Field::wounded);
}

std::string id_of(const Story& story, Id<Happening> happening) {
  const Happening& found = story.happenings[happening.value];
  const In<Event> record =
      found.reports.empty() ? found.comments.front().record : found.reports.front().record;
  return id_of(story.pages[record.page].page, Part::event, record.of.value);
}

}  // namespace sitrep
