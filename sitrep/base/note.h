#pragma once

#include <string>

#include "sitrep/base/span.h"
#include "sitrep/base/vocabulary.h"

namespace sitrep {

enum class Stage { page, text, names, scene, claims, events };
template <>
inline constexpr auto words_of<Stage> = vocabulary("page", "text", "names", "scene", "claims",
                                                   "events");

enum class NoteLevel { info, warning };
template <>
inline constexpr auto words_of<NoteLevel> = vocabulary("info", "warning");

/// What a stage wants the reader of the record to know: something lost, guessed, cut off at a
/// limit, contradictory.
struct Note {
  Stage stage = Stage::page;
  NoteLevel level = NoteLevel::info;
  std::string message;
  Span span;  ///< empty where the note is about the whole page
};

}  // namespace sitrep
