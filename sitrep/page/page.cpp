#include "sitrep/page/page.h"

#include "sitrep/base/digest.h"
#include "sitrep/inputs/charset.h"
#include "sitrep/inputs/limits.h"
#include "sitrep/page/dump.h"
#include "sitrep/page/html_document.h"
#include "sitrep/page/model.h"

namespace sitrep {

Page open_page(const Payload& payload, const PageModel& model, PageScratch& scratch) {
  Page page;
  page.id = sha256(payload.bytes);
  page.source = payload.source;
  page.kind = payload.kind;
  std::string_view bytes = payload.bytes;
  if (bytes.size() > limits::page_bytes) {
    bytes = bytes.substr(0, limits::page_bytes);
    page.notes.push_back(
        {Stage::page, NoteLevel::warning, "longer than a page may be; the end was left out", {}});
  }
  const bool html = payload.kind == PayloadKind::html;
  const Decoded decoded = decode_payload(bytes, payload.stated.charset, html, scratch.decoded);
  page.charset = decoded.charset;
  if (decoded.bad_bytes > 0)
    page.notes.push_back(
        {Stage::page,
         NoteLevel::warning,
         std::to_string(decoded.bad_bytes) + " bytes are no characters of " + decoded.charset,
         {}});
  if (html) {
    read_html(page, decoded.text, payload.stated, model);
    page.source_map = compose(page.source_map, decoded);
  } else {
    page.text = decoded.text;
    page.source_map = decoded.runs;
    if (page.source_map.empty() && !page.text.empty())
      page.source_map.push_back({0, decoded.offset, static_cast<std::uint32_t>(page.text.size())});
    read_dump(page, payload.stated, model);
  }
  return page;
}

}  // namespace sitrep
