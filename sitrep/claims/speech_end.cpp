#include "sitrep/claims/speech_end.h"

namespace sitrep {

namespace {

class SpeechEnd {
 public:
  explicit SpeechEnd(const ClaimReading& reading) : reading_(reading), text_(reading.text) {}

  std::uint32_t find(Span content) const {
    const auto [first, end] = text_.tokens_in(content);
    bool quoted = false;
    for (Id<Token> at = first; at < end; ++at.value) {
      if (is_quotation_mark(text_.form(at))) quoted = !quoted;
      if (quoted || at.value < first.value + 3) continue;
      const Id<Token> mark{at.value - 1};
      const bool parted = text_[mark].tag == Tag::PUNCT || text_[mark].tag == Tag::CCONJ;
      if (!parted || !(shares_speaker(at) || explains_last(at, end) || turns_away(at, end)))
        continue;
      Id<Token> cut = at;
      while (first < cut && joins({cut.value - 1})) --cut.value;
      return text_[Id<Token>{cut.value - 1}].span.end;
    }
    return content.end;
  }

 private:
  bool joins(Id<Token> at) const {
    const Tag tag = text_[at].tag;
    return tag == Tag::CCONJ || (tag == Tag::PUNCT && !is_quotation_mark(text_.form(at)));
  }

  bool says(Id<Token> verb) const {
    const ReportingWord* word = reporting_verb(reading_, verb);
    return word && word->takes(Frame::clause) && word->act != "believe" && word->act != "know";
  }

  // "..., and said": without a subject or modal of its own.
  bool shares_speaker(Id<Token> at) const {
    if (text_[at].tag != Tag::VERB || !text_.child(at, Relation::nsubj).none()) return false;
    const Relation relation = base(text_[at].relation);
    if (relation != Relation::conj && relation != Relation::advcl) return false;
    return says(at) && reading_.marker(at) != "to" && text_.child(at, Relation::aux).none();
  }

  // ", calling it a mistake", "; Lund said it left", ", compared with 40 percent": what comes next
  // is another cue's, or the outlet's.
  bool turns_away(Id<Token> at, Id<Token> end) const {
    constexpr std::uint32_t farthest = 8;
    if (reading_.is(at, "compared")) return true;
    const Id<Token> mark{at.value - 1};
    if (text_[mark].tag != Tag::PUNCT) return false;
    const std::string_view form = text_.form(at);
    const bool participle = text_[at].tag == Tag::VERB && form.ends_with("ing");
    if (participle && reporting_verb(reading_, at)) return true;
    if (comments(form, text_.form(mark))) return true;
    const bool parts = form == "while" || form == "though" || form == "although" || form == "but" ||
                       form == "and" || reading_.is(mark, ";");
    if (!parts) return false;
    for (Id<Token> verb = at; verb < end && verb.value - at.value < farthest; ++verb.value) {
      if (text_[verb].tag == Tag::PUNCT) return false;
      if (text_[verb].tag == Tag::VERB)
        return says(verb) && !text_.child(verb, Relation::nsubj).none();
    }
    return false;
  }

  // ", though she gave no names": the outlet's own remark.
  static bool comments(std::string_view form, std::string_view mark) {
    return (form == "though" || form == "although") && mark != ";";
  }

  // ", who was not there": a clause about the last name, up to the end.
  bool explains_last(Id<Token> at, Id<Token> end) const {
    const std::string_view form = text_.form(at);
    if (form != "who" && form != "where" && form != "whose" && form != "whom") return false;
    if (!reading_.is({at.value - 1}, ",")) return false;
    for (Id<Token> rest{at.value + 1}; rest < end; ++rest.value)
      if (text_[rest].tag == Tag::CCONJ && reading_.is({rest.value - 1}, ",")) return false;
    return true;
  }

  const ClaimReading& reading_;
  const Text& text_;
};

}  // namespace

const ReportingWord* reporting_verb(const ClaimReading& reading, Id<Token> at) {
  const ClaimWord* found = reading.word(at);
  return found && found->verb >= 0 ? &reading.model.reporting(found->verb) : nullptr;
}

std::uint32_t end_of_speech(const ClaimReading& reading, Span content) {
  return SpeechEnd(reading).find(content);
}

}  // namespace sitrep
