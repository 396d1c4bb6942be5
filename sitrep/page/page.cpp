#include "sitrep/page/page.h"

#include "sitrep/base/digest.h"
#include "sitrep/page/model.h"

namespace sitrep {

Page open_page(const Payload& payload, const PageModel&, PageScratch&) {
  Page page;
  page.id = sha256(payload.bytes);
  page.source = payload.source;
  page.text = payload.bytes;
  const auto size = static_cast<std::uint32_t>(page.text.size());
  page.source_map.push_back({0, 0, size});
  page.blocks.push_back({BlockKind::paragraph, {0, size}, {}, {}});
  return page;
}

}  // namespace sitrep
