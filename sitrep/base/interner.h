#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sitrep/base/id.h"
#include "sitrep/base/span.h"

namespace sitrep {

struct InternedString;  // a tag for Id: never defined

/// Strings of one document, each kept once: equal strings have equal ids. Copyable and movable like
/// any value. Cost: one hash lookup an add; ids are dense and in order of first appearance.
class Interner {
 public:
  Id<InternedString> add(std::string_view text);

  /// The id of a string that was added, none() otherwise.
  Id<InternedString> find(std::string_view text) const;

  /// The view lives until the next add() and as long as the interner. The string of none() is "".
  std::string_view at(Id<InternedString> id) const&;
  std::string_view at(Id<InternedString> id) const&& = delete;

  std::size_t size() const { return spans_.size(); }

 private:
  std::size_t slot_of(std::string_view text) const;
  void grow();

  std::string bytes_;
  std::vector<Span> spans_;           // of bytes_, by id
  std::vector<std::uint32_t> slots_;  // open addressing, a power of two; Id::unset where free
};

}  // namespace sitrep
