#include "sitrep/base/interner.h"

#include <functional>

namespace sitrep {

namespace {
constexpr std::size_t slots_at_first = 64;
constexpr std::uint32_t free_slot = Id<InternedString>::unset;
}  // namespace

std::size_t Interner::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>{}(text)&mask;
  while (slots_[slot] != free_slot && at({slots_[slot]}) != text) slot = (slot + 1) & mask;
  return slot;
}

Id<InternedString> Interner::add(std::string_view text) {
  if (2 * (spans_.size() + 1) > slots_.size()) grow();
  const std::size_t slot = slot_of(text);
  if (slots_[slot] == free_slot) {
    slots_[slot] = static_cast<std::uint32_t>(spans_.size());
    const auto begin = static_cast<std::uint32_t>(bytes_.size());
    bytes_.append(text);
    spans_.push_back({begin, static_cast<std::uint32_t>(bytes_.size())});
  }
  return {slots_[slot]};
}

Id<InternedString> Interner::find(std::string_view text) const {
  return slots_.empty() ? Id<InternedString>{} : Id<InternedString>{slots_[slot_of(text)]};
}

std::string_view Interner::at(Id<InternedString> id) const& {
  if (id.none()) return {};
  const Span span = spans_[id.value];
  return std::string_view(bytes_).substr(span.begin, span.size());
}

void Interner::grow() {
  slots_.assign(slots_.empty() ? slots_at_first : 2 * slots_.size(), free_slot);
  for (std::uint32_t id = 0; id < spans_.size(); ++id) slots_[slot_of(at({id}))] = id;
}

}  // namespace sitrep
