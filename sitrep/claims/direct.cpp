#include "sitrep/claims/direct.h"

#include <algorithm>
#include <unordered_map>

namespace sitrep {

namespace {

// Fewer words than this in marks are a name, a title or a word held at a distance ("general"), and
// give no claim of their own.
constexpr std::uint32_t fewest_words = 4;

class Binder {
 public:
  Binder(const ClaimReading& reading, const std::vector<Quotation>& quotations,
         std::vector<ClaimDraft>& drafts)
      : reading_(reading), text_(reading.text), quotations_(quotations), drafts_(drafts) {}

  void bind() {
    taken_.assign(quotations_.size(), no_draft);
    for (std::size_t i = 0; i < drafts_.size(); ++i)
      if (!drafts_[i].cue.none()) by_cue_.emplace(drafts_[i].cue.value, i);
    for (std::size_t i = 0; i < drafts_.size(); ++i) stretch(i);
    for (std::size_t i = 0; i < quotations_.size(); ++i)
      if (taken_[i] == no_draft) find_speaker(i);
    for (ClaimDraft& draft : drafts_) draft.form = form_of(draft);
  }

 private:
  static constexpr std::size_t no_draft = static_cast<std::size_t>(-1);

  bool speaks(const Quotation& quotation) const {
    const auto [first, end] = text_.tokens_in(quotation.inner);
    std::uint32_t words = 0;
    bool verb = false;
    for (Id<Token> at = first; at < end; ++at.value) {
      words += text_[at].tag != Tag::PUNCT;
      verb = verb || text_[at].tag == Tag::VERB || text_[at].tag == Tag::AUX;
    }
    const Block& block = reading_.page.blocks[quotation.block.value];
    const bool whole = quotation.outer.begin == block.span.begin;
    return words >= fewest_words && (verb || whole || ends_as_speech(quotation));
  }

  bool ends_as_speech(const Quotation& quotation) const {
    const char last = reading_.page.text[quotation.inner.end - 1];
    return last == ',' || last == '.' || last == '!' || last == '?';
  }

  // "said," with its comma is said without it.
  Span said(const Quotation& quotation) const {
    Span span = quotation.inner;
    while (span.size() > 1 && (reading_.page.text[span.end - 1] == ',')) --span.end;
    return span;
  }

  std::pair<std::size_t, std::size_t> quotations_in(Span span) const {
    const auto begin_of = [](const Quotation& quotation) { return quotation.outer.begin; };
    const auto end_of = [](const Quotation& quotation) { return quotation.outer.end; };
    const auto first = std::ranges::upper_bound(quotations_, span.begin, {}, end_of);
    const auto end = std::ranges::lower_bound(quotations_, span.end, {}, begin_of);
    return {static_cast<std::size_t>(first - quotations_.begin()),
            static_cast<std::size_t>(std::max(first, end) - quotations_.begin())};
  }

  bool inside_quotation(Span span) const {
    const auto [first, end] = quotations_in(span);
    return first < end && quotations_[first].outer.contains(span);
  }

  bool touches_quotation(Span span) const {
    const auto [first, end] = quotations_in(span);
    return first < end;
  }

  // A tree ends with its sentence, a quotation may hold several: contents grow to the marks.
  void stretch(std::size_t at) {
    ClaimDraft& draft = drafts_[at];
    const bool cue_outside = !inside_quotation(draft.cue_span);
    if (!cue_outside || draft.refusal) return;
    bool speech = false;
    for (Span& piece : draft.content) {
      const auto [first, end] = quotations_in(piece);
      for (std::size_t i = first; i < end; ++i) {
        const Quotation& quotation = quotations_[i];
        const bool begins_with = piece.begin >= quotation.outer.begin;
        const bool all = begins_with && piece.end <= quotation.outer.end;
        if (quotation.outer.overlaps(draft.cue_span) || !(all || speaks(quotation))) continue;
        const Span inner = said(quotation);
        piece = all ? inner
                    : Span{begins_with ? inner.begin : piece.begin,
                           std::max(piece.end, quotation.outer.end)};
        if (taken_[i] == no_draft) taken_[i] = at;
        speech = speech || (all && !draft.nominal && ends_as_speech(quotation));
      }
    }
    merge(draft.content);
    if (!speech) return;
    std::erase_if(draft.content, [&](Span piece) { return !touches_quotation(piece); });
    if (!draft.speaker.none() && quoted(draft.speaker) && is_cue(draft.cue))
      draft.speaker = speaker_beside(draft.cue);
  }

  static void merge(std::vector<Span>& content) {
    std::ranges::sort(content);
    std::vector<Span> merged;
    for (const Span piece : content)
      if (!merged.empty() && piece.begin <= merged.back().end)
        merged.back() = cover(merged.back(), piece);
      else
        merged.push_back(piece);
    content = std::move(merged);
  }

  void find_speaker(std::size_t i) {
    if (goes_on_in_paragraph(i)) return;
    if (!speaks(quotations_[i])) {
      by_verb_touching(i);
      return;
    }
    if (!by_verb_beside(i)) goes_on_from_before(i);
  }

  // A reporting verb in the same sentence, outside all marks: "..., said Allen in Kabul."
  bool by_verb_beside(std::size_t i) {
    const Quotation& quotation = quotations_[i];
    const auto [first, end] = text_.tokens_in(quotation.outer);
    if (first == end) return false;
    const Sentence& before = reading_.sentence(first);
    const Sentence& after = reading_.sentence({end.value - 1});
    Id<Token> best;
    for (Id<Token> at = end; at < after.end && best.none(); ++at.value)
      if (is_cue(at)) best = at;
    if (best.none() && ends_with_colon(before, first)) best = cue_before(before);
    for (Id<Token> at = first; best.none() && before.first < at; --at.value)
      if (is_cue({at.value - 1})) best = {at.value - 1};
    if (best.none()) best = cue_of_sentence_before(quotation, before);
    if (best.none()) best = cue_of_sentence_behind(quotation, after);
    if (best.none()) return false;
    return give(i, best);
  }

  // "Said, 'No.'" and "'Jobs, jobs,' she said": however short, where the verb touches the marks.
  bool by_verb_touching(std::size_t i) {
    constexpr std::uint32_t farthest = 6;
    const Quotation& quotation = quotations_[i];
    const auto [first, end] = text_.tokens_in(quotation.outer);
    if (first == end || !ends_as_speech(quotation)) return false;
    const Sentence& sentence = reading_.sentence(first);
    if (sentence.first.value + 2 <= first.value) {
      const Id<Token> mark{first.value - 1}, verb{first.value - 2};
      const bool opens = reading_.is(mark, ",") || reading_.is(mark, ":");
      if (opens && is_cue(verb)) return give(i, verb);
    }
    if (reading_.page.text[quotation.inner.end - 1] == '.') return false;
    for (Id<Token> at = end; at < sentence.end && at.value - end.value < farthest; ++at.value) {
      if (text_[at].tag == Tag::PUNCT) return false;
      if (is_cue(at)) return give(i, at);
    }
    return false;
  }

  // "'... OK?' Allen said.": the sentence ends with the quotation, and who spoke is the next one.
  Id<Token> cue_of_sentence_behind(const Quotation& quotation, const Sentence& sentence) const {
    constexpr std::uint32_t longest = 8;
    if (quotation.outer.end != sentence.span.end || !(sentence.end.value < text_.tokens.size()))
      return {};
    const Sentence& next = reading_.sentence(sentence.end);
    if (next.block != sentence.block || next.end.value - next.first.value > longest) return {};
    Id<Token> cue;
    for (Id<Token> at = next.first; at < next.end; ++at.value) {
      if (text_[at].tag != Tag::VERB) continue;
      if (!cue.none() || !is_cue(at)) return {};
      cue = at;
    }
    return cue;
  }

  bool ends_with_colon(const Sentence& sentence, Id<Token> first) const {
    return sentence.first < first && reading_.is({first.value - 1}, ":");
  }
  Id<Token> cue_before(const Sentence& sentence) const {
    for (Id<Token> at = sentence.first; at < sentence.end; ++at.value)
      if (is_cue(at)) return at;
    return {};
  }

  // "Allen had this to say:" or "He added:" in a sentence of its own, right before the quotation.
  Id<Token> cue_of_sentence_before(const Quotation& quotation, const Sentence& sentence) const {
    if (quotation.outer.begin != sentence.span.begin || sentence.first.value == 0) return {};
    const Id<Token> last{sentence.first.value - 1};
    const Sentence& before = reading_.sentence(last);
    if (before.block != sentence.block) return {};
    const Id<Token> cue = cue_before(before);
    const bool open = !cue.none() && !by_cue_.contains(cue.value) && !passive_or_asked(cue);
    return reading_.is(last, ":") || open ? cue : Id<Token>{};
  }

  bool passive_or_asked(Id<Token> cue) const {
    return reading_.passive(cue) || reading_.negated(cue) || reading_.marker(cue) == "to" ||
           !(reading_.subject_of(cue) < cue);
  }

  bool is_cue(Id<Token> at) const {
    const ReportingWord* word = cue_word(at);
    return word && (word->takes(Frame::clause) || word->takes(Frame::quotation)) &&
           !inside_quotation(text_[at].span);
  }

  // With its particle, if that makes it another word: "pointed out".
  const ReportingWord* cue_word(Id<Token> at) const {
    const ClaimWord* found = text_[at].tag == Tag::VERB ? reading_.word(at) : nullptr;
    if (!found) return nullptr;
    if (at.value + 1 < text_.tokens.size())
      for (const auto& [second, index] : found->with_second)
        if (reading_.is({at.value + 1}, second)) return &reading_.model.reporting(index);
    return found->verb < 0 ? nullptr : &reading_.model.reporting(found->verb);
  }

  bool give(std::size_t i, Id<Token> cue) {
    const Quotation& quotation = quotations_[i];
    if (const auto known = by_cue_.find(cue.value); known != by_cue_.end()) {
      ClaimDraft& draft = drafts_[known->second];
      const bool quotes =
          std::ranges::any_of(draft.content, [&](Span piece) { return inside_quotation(piece); });
      if (!quotes) draft.content.clear();
      add_piece(draft, known->second, i);
      return true;
    }
    const Id<Token> speaker = speaker_of(cue);
    if (speaker.none()) return false;
    ClaimDraft draft;
    draft.cue = cue;
    draft.cue_span = text_[cue].span;
    draft.word = cue_word(cue);
    draft.act = draft.word->act;
    draft.speaker = speaker;
    draft.head = head_in(quotation.inner);
    draft.block = quotation.block;
    draft.rule = "quotation with verb beside it";
    by_cue_.emplace(cue.value, drafts_.size());
    drafts_.push_back(std::move(draft));
    add_piece(drafts_.back(), drafts_.size() - 1, i);
    return true;
  }

  void add_piece(ClaimDraft& draft, std::size_t at, std::size_t i) {
    if (draft.content.empty()) draft.head = head_in(quotations_[i].inner);
    draft.content.push_back(said(quotations_[i]));
    merge(draft.content);
    draft.by_quotation = true;
    taken_[i] = at;
  }

  bool quoted(Id<Token> at) const { return inside_quotation(text_[at].span); }

  Id<Token> speaker_of(Id<Token> cue) const {
    const Id<Token> subject = reading_.subject_of(cue);
    return subject.none() || quoted(subject) ? speaker_beside(cue) : subject;
  }

  // Trees go astray over long quotations; who speaks stands before the verb or right behind it.
  Id<Token> speaker_beside(Id<Token> cue) const {
    constexpr std::uint32_t farthest = 12;
    const Sentence& sentence = reading_.sentence(cue);
    Id<Token> begin = cue;
    while (sentence.first < begin && cue.value - begin.value < farthest &&
           !quoted({begin.value - 1}))
      --begin.value;
    const Id<Token> before = reading_.noun_in(begin, cue);
    if (!before.none()) return before;
    const Id<Token> after{cue.value + 1};
    Id<Token> end = after;
    while (end < sentence.end && end.value - cue.value < farthest && text_[end].tag != Tag::PUNCT &&
           text_[end].tag != Tag::ADP && text_[end].tag != Tag::VERB)
      ++end.value;
    return reading_.noun_in(after, end);
  }

  // The word in a quotation that rules its first sentence.
  Id<Token> head_in(Span span) const {
    const auto [first, end] = text_.tokens_in(span);
    for (Id<Token> at = first; at < end; ++at.value) {
      const Id<Token> head = text_[at].head;
      if (text_[at].tag != Tag::PUNCT && (head.none() || head < first || !(head < end))) return at;
    }
    return first;
  }

  // "..., said Allen. ..." : a quotation that fills its sentence, right behind the sentence of one
  // that has a speaker, is that speaker's too.
  bool goes_on_in_paragraph(std::size_t i) {
    if (i == 0 || quotations_[i - 1].block != quotations_[i].block) return false;
    const std::size_t at = taken_[i - 1];
    const auto [first, end] = text_.tokens_in(quotations_[i].outer);
    if (at == no_draft || first == end) return false;
    const Sentence& last = reading_.sentence({end.value - 1});
    if (first != reading_.sentence(first).first || !only_marks(end, last.end)) return false;
    const Span before = reading_.sentence({first.value - 1}).span;
    if (!before.overlaps(quotations_[i - 1].outer) && !before.contains(drafts_[at].cue_span))
      return false;
    add_piece(drafts_[at], at, i);
    return true;
  }

  bool only_marks(Id<Token> first, Id<Token> end) const {
    for (Id<Token> at = first; at < end; ++at.value)
      if (text_[at].tag != Tag::PUNCT) return false;
    return true;
  }

  // A paragraph that opens with a mark, after one whose quotation was not closed or that ended in
  // one: the same speaker goes on.
  bool goes_on_from_before(std::size_t i) {
    const Quotation& quotation = quotations_[i];
    const Block& block = reading_.page.blocks[quotation.block.value];
    if (i == 0 || quotation.outer.begin != block.span.begin || block.kind == BlockKind::comment)
      return false;
    const Quotation& before = quotations_[i - 1];
    const bool next = before.block.value + 1 == quotation.block.value;
    if (!next || taken_[i - 1] == no_draft) return false;
    const Span above = reading_.page.blocks[before.block.value].span;
    const bool ended_in_it = before.goes_on || before.outer.end + 2 >= above.end;
    const bool fills = quotation.outer.end + 2 >= block.span.end;
    if (!ended_in_it && !fills) return false;
    add_piece(drafts_[taken_[i - 1]], taken_[i - 1], i);
    return true;
  }

  Form form_of(const ClaimDraft& draft) const {
    bool some = false, all = true;
    for (const Span piece : draft.content) {
      const auto [first, end] = quotations_in(piece);
      some = some || first < end;
      all = all && first < end && quotations_[first].outer.contains(piece);
    }
    if (!some || inside_quotation(draft.cue_span)) return Form::indirect;
    return all && !draft.content.empty() ? Form::direct : Form::mixed;
  }

  const ClaimReading& reading_;
  const Text& text_;
  const std::vector<Quotation>& quotations_;
  std::vector<ClaimDraft>& drafts_;
  std::unordered_map<std::uint32_t, std::size_t> by_cue_;  // token to draft
  std::vector<std::size_t> taken_;  // by quotation: the draft that it went to
};

}  // namespace

void bind_quotations(const ClaimReading& reading, const std::vector<Quotation>& quotations,
                     std::vector<ClaimDraft>& drafts) {
  Binder(reading, quotations, drafts).bind();
}

}  // namespace sitrep
