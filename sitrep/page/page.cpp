#include "sitrep/page/page.h"

#include "sitrep/base/digest.h"
#include "sitrep/base/unicode.h"
#include "sitrep/page/dump.h"
#include "sitrep/page/html_document.h"
#include "sitrep/page/model.h"

namespace sitrep {

Page open_page(const Payload& payload, const PageModel& model, PageScratch&) {
  Page page;
  page.id = sha256(payload.bytes);
  page.source = payload.source;
  page.kind = payload.kind;
  if (payload.kind == PayloadKind::html) {
    read_html(page, payload.bytes, payload.stated, model);
    return page;
  }
  page.text = payload.bytes;
  const auto size = static_cast<std::uint32_t>(page.text.size());
  page.source_map.push_back({0, 0, size});
  read_dump(page, payload.stated, model);
  return page;
}

}  // namespace sitrep
