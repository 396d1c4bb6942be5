#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/read/read.h"

/// Records in words, for people: each says who says so and where it stands.
namespace sitrep {

/// What an id such as 7e571c5d:c3 points to.
enum class Part { page, entity, claim, event, sentence, comment };

/// "7e571c5d:c3": the first digits of the page and the record's letter and index.
std::string id_of(std::string_view page, Part part, std::uint32_t index);

struct PartId {
  std::string page;
  Part part = Part::page;
  std::uint32_t index = 0;
};
PartId parse_id(std::string_view id);

std::string outlet_of(const Page& page);

/// "Ashfaq Parvez Kayani", or the words of the page where there is no name.
std::string actor(const Document& document, Id<Entity> entity);
std::string actors(const Document& document, const std::vector<Id<Entity>>& entities);

/// Who speaks: the name; where there is none, the words of the page with their article.
std::string speaker_in_words(const Document& document, const Speaker& speaker);

/// Why, where the sentence says so after the event: "because ...", "in response to ..."; empty
/// where it does not, or where another event stands between.
std::string cause_in_words(const Document& document, const Event& event);

/// "CNN > a Pakistani army source (unnamed) > Allen": from the outlet to the innermost speaker.
std::string chain(const Document& document, Id<Claim> claim);
/// The same of an event; for one of a reader's comment "a reader (rk) under CNN > Pakistan".
std::string chain_of_event(const Document& document, const Event& event);

/// The words of a claim's content, on one line.
std::string content(const Document& document, const Claim& claim);

/// "CONSULT visit: Allen > Kayani, 2012-08-02, Islamabad, happened".
std::string line(const Document& document, const Event& event);

/// "Allen says to Kayani (probable): ...".
std::string line(const Document& document, const Claim& claim);

/// The sentence that holds a span; the line where it is in none. O(log n) in the sentences.
Span passage_around(const Document& document, Span span);

/// The id of that sentence; of the page where it is in none.
std::string id_of_passage(const Document& document, Span span);

/// A passage that begins at `text_begin` of the page with mark_begin and mark_end around `spans`;
/// one that overlaps an earlier one is left out.
std::string with_marks(std::string_view text, std::uint32_t text_begin, std::vector<Span> spans);

/// The sentence, or the line, around a span, with the span marked: bold on a terminal, else in
/// [[ ]].
std::string marked_sentence(const Document& document, Span span);

/// "payload bytes 124 to 347 of FILE".
std::string payload_bytes(const Page& page, Span span);

}  // namespace sitrep
