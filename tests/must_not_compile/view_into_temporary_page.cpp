// A view of a page that is gone at the end of the line.
#include "sitrep/page/page.h"

sitrep::Page make_page();

std::string_view title() {
#ifdef WRONG
  return make_page().at({0, 4});
#else
  static const sitrep::Page page = make_page();
  return page.at({0, 4});
#endif
}
