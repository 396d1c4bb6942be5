#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sitrep/neural/kernel.h"

namespace sitrep {

/// A matrix as the kernels read it: outputs filled up to a multiple of lanes with zeros.
struct PackedMatrix {
  std::size_t inputs = 0, outputs = 0, padded = 0;
  std::vector<std::int8_t> weights;
  std::vector<std::int32_t> correction;
  std::vector<float> scale, bias;

  Scaling scaling() const { return {correction.data(), scale.data(), bias.data()}; }
};
/// `weights` has a row of `inputs` numbers for each output; see Kernel::multiply for the order.
PackedMatrix packed(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs,
                    std::int32_t zero);

/// The next multiple of lanes.
constexpr std::size_t round_up(std::size_t size) { return (size + lanes - 1) / lanes * lanes; }

}  // namespace sitrep
