#include "sitrep/events/model.h"

namespace sitrep {

Result<EventsModel> EventsModel::load(const std::filesystem::path&) { return EventsModel(); }

}  // namespace sitrep
