#pragma once

#include <string_view>

namespace sitrep {

/// The names of character references that count only with their semicolon (HTML Standard, "Named
/// character references", those of one code point): "hex:name,name hex:name ...".
extern const std::string_view html_names;

}  // namespace sitrep
