#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sitrep/inputs/payload.h"

namespace sitrep {

/// The characters of a payload in UTF-8.
struct Decoded {
  std::string_view text;      ///< of the payload itself where it was UTF-8, else of the buffer
  std::string charset;        ///< IANA name in lower case, as it was read
  std::size_t bad_bytes = 0;  ///< that are no characters of it; each stands as U+FFFD
  std::uint32_t offset = 0;   ///< bytes of a byte order mark that `text` leaves out
  std::vector<SourceRun>
      runs;  ///< from `text` to the payload; empty: byte for byte, but for offset
};

/// Tells the charset: byte order mark; UTF-8 wherever the bytes are valid UTF-8, whatever a label
/// says (of 1,902 pages 8 were UTF-8 under another name, 7 said UTF-8 and were not); then what the
/// container states, the page's meta element, the guess of uchardet, Windows-1252. Labels are read
/// the WHATWG way (iso-8859-1 means Windows-1252). Linear. `buffer` keeps the text alive.
Decoded decode_payload(std::string_view bytes, std::string_view stated_charset, bool html,
                       std::string& buffer);

/// Leads runs that end in Decoded::text on to the payload. Both sorted; linear.
std::vector<SourceRun> compose(const std::vector<SourceRun>& runs, const Decoded& decoded);

}  // namespace sitrep
