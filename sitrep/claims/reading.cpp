#include "sitrep/claims/reading.h"

#include <algorithm>
#include <array>

namespace sitrep {

namespace {

constexpr int longest_climb = 8;  // from a verb up to who does it; more is a parse gone wrong

template <std::size_t n>
bool one_of(std::string_view form, const std::array<std::string_view, n>& forms) {
  return std::ranges::find(forms, form) != forms.end();
}

constexpr std::array<std::string_view, 4> relative_pronouns = {"who", "which", "that", "whom"};

}  // namespace

bool is_quotation_mark(std::string_view form) {
  return form == "\"" || form == "''" || form == "``" || form == "'" || form == "`";
}

bool is_edge_mark(std::string_view form) {
  constexpr std::array<std::string_view, 14> marks = {",",  ".", ":",  ";",  "-",  "--", "...",
                                                      "..", "*", "\"", "''", "``", "'",  "`"};
  return one_of(form, marks);
}

ClaimReading::ClaimReading(const Page& page_, const Text& text_, const Names& names_,
                           const Scene& scene_, const ClaimsModel& model_)
    : page(page_), text(text_), names(names_), scene(scene_), model(model_) {
  words_.resize(text.strings.size());
  for (std::uint32_t i = 0; i < words_.size(); ++i)
    words_[i] = model.find(text.strings.at(Id<InternedString>{i}));
}

const ClaimWord* ClaimReading::word(Id<Token> id) const {
  const Id<InternedString> lemma = text[id].lemma;
  const ClaimWord* found = lemma.none() ? nullptr : words_[lemma.value];
  return found ? found : word_of_form(id);
}

const ClaimWord* ClaimReading::word_of_form(Id<Token> id) const {
  const Id<InternedString> form = text[id].form;
  return form.none() ? nullptr : words_[form.value];
}

const Operator* ClaimReading::operator_of(Id<Token> id, OperatorKind kind) const {
  const auto at = static_cast<std::size_t>(kind);
  if (const ClaimWord* found = word_of_form(id); found && found->operators[at] >= 0)
    return &model.operator_at(found->operators[at]);
  const ClaimWord* found = word(id);
  return found && found->operators[at] >= 0 ? &model.operator_at(found->operators[at]) : nullptr;
}

bool ClaimReading::is_verb(Id<Token> id) const { return text[id].tag == Tag::VERB; }

bool ClaimReading::of_time(Id<Token> id) const {
  const std::uint32_t at = text[id].span.begin;
  const auto after = std::ranges::upper_bound(scene.times, at, {},
                                              [](const Time& time) { return time.span.begin; });
  if (after == scene.times.begin() || !std::prev(after)->span.contains(at)) return false;
  return std::prev(after)->kind != TimeKind::duration;  // "declared three days of mourning"
}

bool ClaimReading::negated(Id<Token> verb) const {
  bool flipped = false;
  for (const Id<Token> child : text.children(verb)) {
    const Relation relation = base(text[child].relation);
    const Operator* found = nullptr;
    if (relation == Relation::advmod || relation == Relation::det || relation == Relation::cc)
      found = operator_of(child, OperatorKind::adverb);
    if (!found && (relation == Relation::nsubj || relation == Relation::det)) {
      found = operator_of(child, OperatorKind::determiner);
      if (const Id<Token> no = text.child(child, Relation::det); !found && !no.none())
        found = operator_of(no, OperatorKind::determiner);
    }
    if (found && found->flips) flipped = !flipped;
  }
  return flipped;
}

bool ClaimReading::passive(Id<Token> verb) const {
  bool subject = false, auxiliary = false;
  for (const Id<Token> child : text.children(verb)) {
    const Relation relation = text[child].relation;
    if (relation == Relation::aux_pass) return true;
    auxiliary = auxiliary || relation == Relation::aux;
    subject = subject || relation == Relation::nsubj_pass || relation == Relation::csubj_pass;
  }
  return subject && (auxiliary || text.feature(verb, "VerbForm") != "Fin");
}

std::string_view ClaimReading::marker(Id<Token> id) const {
  for (const Id<Token> child : text.children(id)) {
    const Relation relation = base(text[child].relation);
    if (relation == Relation::case_ || relation == Relation::mark) return text.form(child);
  }
  return {};
}

Id<Token> ClaimReading::antecedent(Id<Token> id) const {
  if (text[id].tag != Tag::PRON && text[id].tag != Tag::DET) return id;
  if (!one_of(text.form(id), relative_pronouns)) return id;
  Id<Token> up = text[id].head;
  for (int step = 0; step < longest_climb && !up.none(); ++step) {
    const Relation relation = text[up].relation;
    const Id<Token> next = text[up].head;
    if (relation == Relation::acl_relcl && !next.none()) return next;
    if (relation != Relation::conj && relation != Relation::ccomp && relation != Relation::xcomp)
      return id;
    up = next;
  }
  return id;
}

Id<Token> ClaimReading::subject_of(Id<Token> verb) const {
  for (int step = 0; step < longest_climb && !verb.none(); ++step) {
    if (const Id<Token> subject = text.child(verb, Relation::nsubj); !subject.none())
      return antecedent(subject);
    const Id<Token> head = text[verb].head;
    if (head.none()) return {};
    switch (text[verb].relation) {
      case Relation::acl:
        return text[head].tag == Tag::VERB ? Id<Token>{} : head;
      case Relation::acl_relcl:
        return head;
      case Relation::xcomp:
        if (const Id<Token> object = text.child(head, Relation::obj); !object.none()) {
          const ClaimWord* found = word(head);
          const bool asks =
              found && found->verb >= 0 && model.reporting(found->verb).takes(Frame::hearer);
          if (asks) return antecedent(object);
        }
        break;
      case Relation::conj:
      case Relation::advcl:
      case Relation::parataxis:
        break;
      case Relation::csubj:  // "was quick to point out", read as what was quick
        if (text[head].tag != Tag::ADJ || verb < head) return {};
        break;
      case Relation::ccomp:  // "he said, adding that": a participle is no clause of its own
        if (!text.form(verb).ends_with("ing")) return {};
        break;
      default:
        return {};
    }
    verb = head;
  }
  return {};
}

bool ClaimReading::can_speak(Id<Token> who) const {
  const Tag tag = text[who].tag;
  if (tag == Tag::PROPN || tag == Tag::PRON || !names.entity_of(who).none()) return true;
  const ClaimWord* found = word(who);
  return found && (found->is(AnonymityKind::person) || found->is(AnonymityKind::descriptor) ||
                   found->is(AnonymityKind::collective));
}

Id<Token> ClaimReading::noun_in(Id<Token> begin, Id<Token> end) const {
  for (Id<Token> at = begin; at < end; ++at.value) {
    const Tag tag = text[at].tag;
    if (tag != Tag::NOUN && tag != Tag::PROPN && tag != Tag::PRON) continue;
    Id<Token> head = at;
    while (!text[head].head.none() && begin <= text[head].head && text[head].head < end &&
           text[text[head].head].tag != Tag::VERB)
      head = text[head].head;
    return head;
  }
  return {};
}

Span ClaimReading::trimmed(Id<Token> first, Id<Token> end) const {
  while (first < end && is_edge_mark(text.form(first))) ++first.value;
  while (first < end) {
    const Id<Token> last{end.value - 1};
    if (!is_edge_mark(text.form(last))) break;
    if (is_quotation_mark(text.form(last))) {
      int marks = 0;
      for (Id<Token> at = first; at < last; ++at.value) marks += is_quotation_mark(text.form(at));
      if (marks % 2 != 0) break;
    }
    --end.value;
  }
  if (first == end) return {};
  return {text[first].span.begin, text[Id<Token>{end.value - 1}].span.end};
}

std::vector<Span> ClaimReading::without(const std::vector<Span>& content, Span aside) const {
  std::vector<Span> kept;
  for (const Span piece : content) {
    if (!piece.overlaps(aside)) {
      kept.push_back(piece);
      continue;
    }
    for (const Span part : {Span{piece.begin, std::max(piece.begin, aside.begin)},
                            Span{std::min(piece.end, aside.end), piece.end}}) {
      const auto [first, end] = text.tokens_in(part);
      if (const Span left = trimmed(first, end); !left.empty()) kept.push_back(left);
    }
  }
  return kept;
}

std::vector<Span> ClaimReading::pieces(Id<Token> top, std::span<const Id<Token>> without) const {
  std::vector<Id<Token>> members, open = {top};
  while (!open.empty()) {
    const Id<Token> at = open.back();
    open.pop_back();
    members.push_back(at);
    for (const Id<Token> child : text.children(at))
      if (std::ranges::find(without, child) == without.end()) open.push_back(child);
  }
  std::ranges::sort(members);
  std::vector<Span> found;
  Id<Token> begin = members.front(), end{begin.value + 1};
  const auto close = [&] {
    const Span span = trimmed(begin, end);
    if (!span.empty()) found.push_back(span);
  };
  for (const Id<Token> at : members) {
    bool gap = false;
    for (Id<Token> between = end; between < at; ++between.value)
      gap = gap || text[between].tag != Tag::PUNCT;
    if (gap) {
      close();
      begin = at;
    }
    end = {at.value + 1};
  }
  close();
  return found;
}

std::vector<Span> ClaimReading::pieces_without_marker(Id<Token> top) const {
  std::vector<Id<Token>> without;
  for (const Id<Token> child : text.children(top)) {
    const Relation relation = base(text[child].relation);
    const bool marks = relation == Relation::case_ || relation == Relation::mark;
    if (without.empty() && marks) without.push_back(child);
  }
  return pieces(top, without);
}

Span ClaimReading::phrase(Id<Token> head) const {
  if (const Id<Entity> entity = names.entity_of(head); !entity.none()) {
    const std::uint32_t at = text[head].span.begin;
    const auto after = std::ranges::upper_bound(names.mentions, at, {},
                                                [](const Mention& m) { return m.span.begin; });
    // Mentions may nest, so that the one sought is a few places before the first that begins later.
    for (auto mention = after; mention != names.mentions.begin();) {
      --mention;
      if (mention->head == head && mention->entity == entity) return mention->span;
      if (text[mention->head].span.end + 400 < at) break;
    }
  }
  std::vector<Id<Token>> without;
  for (const Id<Token> child : text.children(head)) {
    const Relation relation = text[child].relation;
    const Relation kind = base(relation);
    if (kind == Relation::acl || kind == Relation::appos || kind == Relation::parataxis ||
        kind == Relation::cop || kind == Relation::advcl || kind == Relation::nsubj ||
        kind == Relation::case_ || kind == Relation::mark || kind == Relation::cc ||
        kind == Relation::conj || kind == Relation::advmod)
      without.push_back(child);
  }
  if (text[head].tag == Tag::VERB) return text[head].span;
  Span whole;
  for (const Span piece : pieces(head, without)) whole = cover(whole, piece);
  return whole;
}

}  // namespace sitrep
