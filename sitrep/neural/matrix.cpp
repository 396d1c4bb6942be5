#include "sitrep/neural/matrix.h"

namespace sitrep {

PackedMatrix packed(std::span<const std::int8_t> weights, std::size_t inputs, std::size_t outputs,
                    std::int32_t zero) {
  PackedMatrix matrix;
  matrix.inputs = inputs;
  matrix.outputs = outputs;
  matrix.padded = round_up(outputs);
  matrix.weights.resize(matrix.padded * inputs);
  matrix.correction.resize(matrix.padded);
  matrix.scale.resize(matrix.padded);
  matrix.bias.resize(matrix.padded);
  for (std::size_t output = 0; output < outputs; ++output) {
    std::int32_t sum = 0;
    for (std::size_t input = 0; input < inputs; ++input) {
      const std::int8_t weight = weights[output * inputs + input];
      sum += weight;
      matrix.weights[output / lanes * lanes * inputs + input / 4 * 4 * lanes + output % lanes * 4 +
                     input % 4] = weight;
    }
    matrix.correction[output] = sum * zero;
  }
  return matrix;
}

}  // namespace sitrep
