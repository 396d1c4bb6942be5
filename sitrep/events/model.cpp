#include "sitrep/events/model.h"

#include "sitrep/events/lexicon.h"

namespace sitrep {

Result<EventsModel> EventsModel::load(const std::filesystem::path& home) {
  return load_ontology(home / "lexicon" / "events", home);
}

Result<EventsModel> EventsModel::load_ontology(const std::filesystem::path& folder,
                                               const std::filesystem::path& home) {
  Result<coding::Lexicon> lexicon = coding::Lexicon::read(folder, home / "lexicon" / "events");
  if (!lexicon) return lexicon.error();
  EventsModel model;
  model.lexicon_ = std::make_shared<const coding::Lexicon>(*std::move(lexicon));
  return model;
}

std::vector<LexiconProblem> EventsModel::problems() const { return lexicon_->problems(); }

}  // namespace sitrep
