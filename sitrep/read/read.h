#pragma once

#include <optional>
#include <string>

#include "sitrep/claims/claims.h"
#include "sitrep/events/events.h"
#include "sitrep/names/names.h"
#include "sitrep/page/page.h"
#include "sitrep/read/models.h"
#include "sitrep/scene/scene.h"
#include "sitrep/text/text.h"

/// read: a page goes all the way. Start reading here.
namespace sitrep {

/// One page and what each stage found in it. Only read() fills it; the store gives it back as it
/// was.
struct Document {
  Page page;
  Text text;
  Names names;
  Scene scene;
  Claims claims;
  Events events;
  MadeBy made_by;
};

/// Any payload gives a document; what went wrong stands in the notes. Linear in the payload's size.
/// Deterministic: the same payload and models give the same document on any thread.
Document read(const Payload& payload, const Models& models, Scratch& scratch);

/// The first thing that is wrong with a document: a span outside the page or off a character
/// boundary, an id outside its layer, an order that a layer promises and does not keep. Nothing if
/// all is well. Linear.
std::optional<std::string> check(const Document& document);

/// Parts of the record that are long and printed on request: --layers page.text,text,predicates.
struct RecordLayers {
  bool page_text = false, text = false, predicates = false;
};

/// The record of docs/formats.md: one JSON object on one line, without the newline.
std::string to_json(const Document& document, RecordLayers layers);

}  // namespace sitrep
