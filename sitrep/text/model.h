#pragma once

#include <filesystem>
#include <vector>

#include "sitrep/base/result.h"
#include "sitrep/base/table.h"
#include "sitrep/text/closing_cue.h"
#include "sitrep/text/lemma.h"
#include "sitrep/text/network.h"
#include "sitrep/text/segment.h"
#include "sitrep/text/text.h"

namespace sitrep {

class TextModel {
 public:
  /// Loads what the stage knows from the home folder (lexicon/, model/). Errors name the file and
  /// the reason.
  static Result<TextModel> load(const std::filesystem::path& home);

  /// What `sitrep lexicon check` reports: contradictions and unreachable entries.
  std::vector<LexiconProblem> problems() const;

  Segmenter segmenter;
  Lemmatizer lemmatizer;
  Network network;
  ClosingCues closing_cues;
};

/// Matrices and buffers of one worker, reused from page to page.
class TextScratch {
 public:
  std::vector<Piece> pieces;
  NetworkScratch network;
};

}  // namespace sitrep
