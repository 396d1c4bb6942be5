#pragma once

#include "sitrep/text/model.h"

namespace sitrep {

/// Words of one page that are parsed: a long book. What lies behind them is split only, and a note
/// says so: no page may hold up the others for minutes.
inline constexpr std::size_t parsed_words_max = 200'000;

/// Sets tag, features, head, relation and name of the tokens, sentence by sentence, and the lists
/// behind Text::children(). The tokens of furniture stay as they are: tag X, no head. Sentences of
/// more than Network::sentence_max tokens are parsed in pieces, whose roots hang on the first one's
/// as parataxis. Linear in the number of tokens.
void tag_and_parse(Text& text, const Page& page, const TextModel& model, TextScratch& scratch);

}  // namespace sitrep
