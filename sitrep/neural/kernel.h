#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// neural: how do products of small whole numbers run fast, and the same, on every processor?
namespace sitrep {

/// How the whole numbers of a product become the numbers of a layer:
/// (product - correction) * scale + bias. The correction is the zero point of unsigned inputs times
/// the sum of the weights.
struct Scaling {
  const std::int32_t* correction = nullptr;
  const float* scale = nullptr;
  const float* bias = nullptr;
};

/// The inner loops of the network, one set for each instruction set. All sets give the same bits:
/// products are sums of whole numbers, which have no rounding, and every other loop does the same
/// IEEE operations on each element in the same order (sums over a row go in `lanes` partial sums;
/// the sources are compiled without contraction to fused operations). Sizes are multiples of lanes.
struct Kernel {
  std::string_view name;

  /// products[r * outputs + o] = sum over i of inputs[r * stride + i] * weight(o, i). `matrix` is
  /// packed: 16 outputs after 16, inside them 4 inputs after 4, 4 bytes for each output.
  void (*multiply)(const std::uint8_t* inputs, std::size_t stride, std::size_t rows,
                   const std::int8_t* matrix, std::size_t size, std::size_t outputs,
                   std::int32_t* products);
  /// sum += row * scale
  void (*add_row)(const std::int8_t* row, float scale, std::size_t size, float* sum);
  /// Mean 0, variance 1.
  void (*normalise)(float* x, std::size_t size);
  /// Normalised, in steps of `step`, cut at 127 of them; 0 becomes zero_point.
  void (*normalise_quantise)(const float* x, std::size_t size, float step, std::uint8_t* out);
  /// Three gates of `size` numbers each: tanh, logistic, logistic.
  void (*gates)(const std::int32_t* products, Scaling scaling, std::size_t size, float* out);
  /// Runs over the rows of a sentence, the first half of the numbers forwards, the second
  /// backwards: state = keep * state + (1 - keep) * candidate; x += shown * state.
  void (*scan)(const float* gates, std::size_t rows, std::size_t size, float* x);
  void (*scale)(const std::int32_t* products, Scaling scaling, std::size_t size, float* out);
  /// The step of the quantised numbers: x is near out * step.
  float (*quantise_signed)(const float* x, std::size_t size, std::int8_t* out);
  /// The same for max(a + b, 0).
  float (*quantise_sum)(const float* a, const float* b, std::size_t size, std::uint8_t* out);
  /// scores[d] = products[d] * (steps[d] * step) + distance[d]; where that is more than best[d],
  /// it is the new best and `head` stands in heads[d].
  void (*score_head)(const std::int32_t* products, const float* steps, float step,
                     const float* distance, std::size_t size, std::int32_t head, float* scores,
                     float* best, std::int32_t* heads);
};

constexpr std::size_t lanes = 16;
constexpr std::size_t inputs_max = 3072;  ///< of a product
constexpr std::uint8_t zero_point = 128;

/// The sets that this processor can run, the plain one first, the fastest last.
std::span<const Kernel* const> kernels();
inline const Kernel& best_kernel() { return *kernels().back(); }

/// One a source file, compiled for its instruction set; null where the compiler does not have it.
const Kernel* plain_kernel();
const Kernel* avx2_kernel();
const Kernel* avx512_kernel();

}  // namespace sitrep
