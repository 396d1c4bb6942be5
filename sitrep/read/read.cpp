#include "sitrep/read/read.h"

#include <cassert>

namespace sitrep {

Document read(const Payload& payload, const Models& models, Scratch& scratch) {
  Document d;
  d.page = open_page(payload, models.page, scratch.page);
  d.text = analyse_text(d.page, models.text, scratch.text);
  d.made_by = models.made_by;
  if (!is_english(d.page)) return d;
  d.names = find_names(d.page, d.text, models.names);
  d.scene = find_scene(d.page, d.text, d.names, models.scene);
  d.claims = find_claims(d.page, d.text, d.names, d.scene, models.claims);
  d.events = find_events(d.page, d.text, d.names, d.scene, d.claims, models.events);
  assert(!check(d));
  return d;
}

}  // namespace sitrep
