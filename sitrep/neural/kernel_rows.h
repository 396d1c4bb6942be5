#pragma once

// The loops over rows, compiled once for each instruction set: to be included by kernel_*.cpp only.
// Everything has internal linkage, and nothing of the standard library's inline functions is used,
// so that no code for a newer processor can take the place of the plain one at link time.

#include <utility>

#include "sitrep/neural/kernel.h"

namespace sitrep {
namespace {

// Adding and taking away 1.5 * 2^23 rounds a float to the nearest whole number, ties to even.
constexpr float rounder = 12582912.0F;

inline float rounded(float x) { return (x + rounder) - rounder; }

// Lambert's continued fraction to the seventh level, within 1e-4 of tanh; beyond the bound, 1.
inline float near_tanh(float x) {
  const float bounded = x > 4.97F ? 4.97F : x < -4.97F ? -4.97F : x;
  const float square = bounded * bounded;
  const float above = bounded * (135135.0F + square * (17325.0F + square * (378.0F + square)));
  const float below = 135135.0F + square * (62370.0F + square * (3150.0F + square * 28.0F));
  return above / below;
}

inline float near_logistic(float x) { return 0.5F + 0.5F * near_tanh(0.5F * x); }

inline float folded_sum(const float* partial) {
  float sums[lanes];
  for (std::size_t i = 0; i < lanes; ++i) sums[i] = partial[i];
  for (std::size_t width = lanes / 2; width > 0; width /= 2)
    for (std::size_t i = 0; i < width; ++i) sums[i] += sums[i + width];
  return sums[0];
}

inline float folded_max(const float* partial) {
  float most = partial[0];
  for (std::size_t i = 1; i < lanes; ++i) most = partial[i] > most ? partial[i] : most;
  return most;
}

struct Moments {
  float mean, inverse_deviation;
};

Moments moments_of(const float* x, std::size_t size) {
  float sums[lanes] = {};
  for (std::size_t i = 0; i < size; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += x[i + lane];
  const float mean = folded_sum(sums) / static_cast<float>(size);
  float squares[lanes] = {};
  for (std::size_t i = 0; i < size; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float off = x[i + lane] - mean;
      squares[lane] += off * off;
    }
  const float variance = folded_sum(squares) / static_cast<float>(size);
  return {mean, 1.0F / __builtin_sqrtf(variance + 1e-5F)};
}

void add_row(const std::int8_t* __restrict row, float scale, std::size_t size,
             float* __restrict sum) {
  for (std::size_t i = 0; i < size; ++i) sum[i] += static_cast<float>(row[i]) * scale;
}

void normalise(float* x, std::size_t size) {
  const Moments moments = moments_of(x, size);
  for (std::size_t i = 0; i < size; ++i) x[i] = (x[i] - moments.mean) * moments.inverse_deviation;
}

void normalise_quantise(const float* __restrict x, std::size_t size, float step,
                        std::uint8_t* __restrict out) {
  const Moments moments = moments_of(x, size);
  const float factor = moments.inverse_deviation / step;
  for (std::size_t i = 0; i < size; ++i) {
    const float steps = (x[i] - moments.mean) * factor;
    const float bounded = steps > 127.0F ? 127.0F : steps < -127.0F ? -127.0F : steps;
    out[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(rounded(bounded)) + zero_point);
  }
}

inline float scaled(std::int32_t product, Scaling scaling, std::size_t at) {
  return static_cast<float>(product - scaling.correction[at]) * scaling.scale[at] +
         scaling.bias[at];
}

void gates(const std::int32_t* __restrict products, Scaling scaling, std::size_t size,
           float* __restrict out) {
  for (std::size_t i = 0; i < size; ++i) out[i] = near_tanh(scaled(products[i], scaling, i));
  for (std::size_t i = size; i < 3 * size; ++i)
    out[i] = near_logistic(scaled(products[i], scaling, i));
}

inline void step_of_scan(const float* __restrict gates_row, std::size_t size, std::size_t first,
                         float* __restrict state, float* __restrict x) {
  const float* candidate = gates_row + first;
  const float* keep = gates_row + size + first;
  const float* shown = gates_row + 2 * size + first;
  for (std::size_t i = 0; i < size / 2; ++i) {
    const float next = keep[i] * state[i] + (1.0F - keep[i]) * candidate[i];
    state[i] = next;
    x[first + i] += shown[i] * next;
  }
}

constexpr std::size_t scan_size_max = inputs_max / 3;

void scan(const float* all_gates, std::size_t rows, std::size_t size, float* x) {
  float state[scan_size_max / 2];
  for (std::size_t i = 0; i < size / 2; ++i) state[i] = 0;
  for (std::size_t row = 0; row < rows; ++row)
    step_of_scan(all_gates + row * 3 * size, size, 0, state, x + row * size);
  for (std::size_t i = 0; i < size / 2; ++i) state[i] = 0;
  for (std::size_t row = rows; row-- > 0;)
    step_of_scan(all_gates + row * 3 * size, size, size / 2, state, x + row * size);
}

void scale(const std::int32_t* __restrict products, Scaling scaling, std::size_t size,
           float* __restrict out) {
  for (std::size_t i = 0; i < size; ++i) out[i] = scaled(products[i], scaling, i);
}

inline float step_for(float most, float steps) { return (most > 1e-9F ? most : 1e-9F) / steps; }

float quantise_signed(const float* __restrict x, std::size_t size, std::int8_t* __restrict out) {
  float most[lanes] = {};
  for (std::size_t i = 0; i < size; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float value = x[i + lane] < 0 ? -x[i + lane] : x[i + lane];
      most[lane] = value > most[lane] ? value : most[lane];
    }
  const float step = step_for(folded_max(most), 127.0F), inverse = 1.0F / step;
  for (std::size_t i = 0; i < size; ++i)
    out[i] = static_cast<std::int8_t>(static_cast<std::int32_t>(rounded(x[i] * inverse)));
  return step;
}

float quantise_sum(const float* __restrict a, const float* __restrict b, std::size_t size,
                   std::uint8_t* __restrict out) {
  float most[lanes] = {};
  for (std::size_t i = 0; i < size; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float value = a[i + lane] + b[i + lane];
      most[lane] = value > most[lane] ? value : most[lane];
    }
  const float step = step_for(folded_max(most), 255.0F), inverse = 1.0F / step;
  for (std::size_t i = 0; i < size; ++i) {
    const float value = a[i] + b[i];
    out[i] = static_cast<std::uint8_t>(
        static_cast<std::int32_t>(rounded((value > 0 ? value : 0) * inverse)));
  }
  return step;
}

void score_head(const std::int32_t* __restrict products, const float* __restrict steps, float step,
                const float* __restrict distance, std::size_t size, std::int32_t head,
                float* __restrict scores, float* __restrict best, std::int32_t* __restrict heads) {
  for (std::size_t i = 0; i < size; ++i) {
    const float score = static_cast<float>(products[i]) * (steps[i] * step) + distance[i];
    scores[i] = score;
    heads[i] = score > best[i] ? head : heads[i];
    best[i] = score > best[i] ? score : best[i];
  }
}

// f(0), f(1) ... with constants: an array that is only reached through them lives in registers,
// which gcc does not bring about for loops.
template <class F, int... Index>
[[gnu::always_inline]] inline void for_each_index(std::integer_sequence<int, Index...>, F f) {
  (f(std::integral_constant<int, Index>{}), ...);
}
template <int Count, class F>
[[gnu::always_inline]] inline void for_each_of(F f) {
  for_each_index(std::make_integer_sequence<int, Count>{}, f);
}

// The products of `rows` rows in blocks of Tile::rows_max rows by Tile::panels_max times 16
// outputs. Tile::run<rows, panels>(...) makes one block.
template <class Tile, int Panels, int Rows>
void remaining_rows(std::size_t rows, const std::uint8_t* inputs, std::size_t stride,
                    const std::int8_t* matrix, std::size_t size, std::int32_t* products,
                    std::size_t outputs) {
  if constexpr (Rows > 0) {
    if (rows == Rows) {
      Tile::template run<Rows, Panels>(inputs, stride, matrix, size, products, outputs);
      return;
    }
    remaining_rows<Tile, Panels, Rows - 1>(rows, inputs, stride, matrix, size, products, outputs);
  }
}

template <class Tile, int Panels>
void multiply_panels(const std::uint8_t* inputs, std::size_t stride, std::size_t rows,
                     const std::int8_t* matrix, std::size_t size, std::int32_t* products,
                     std::size_t outputs) {
  std::size_t row = 0;
  for (; row + Tile::rows_max <= rows; row += Tile::rows_max)
    Tile::template run<Tile::rows_max, Panels>(inputs + row * stride, stride, matrix, size,
                                               products + row * outputs, outputs);
  remaining_rows<Tile, Panels, Tile::rows_max - 1>(rows - row, inputs + row * stride, stride,
                                                   matrix, size, products + row * outputs, outputs);
}

template <class Tile>
void multiply(const std::uint8_t* inputs, std::size_t stride, std::size_t rows,
              const std::int8_t* matrix, std::size_t size, std::size_t outputs,
              std::int32_t* products) {
  constexpr std::size_t block = lanes * Tile::panels_max;
  std::size_t output = 0;
  for (; output + block <= outputs; output += block)
    multiply_panels<Tile, Tile::panels_max>(inputs, stride, rows, matrix + output * size, size,
                                            products + output, outputs);
  for (; output < outputs; output += lanes)
    multiply_panels<Tile, 1>(inputs, stride, rows, matrix + output * size, size, products + output,
                             outputs);
}

template <class Tile>
constexpr Kernel kernel_of(std::string_view name) {
  return {name, multiply<Tile>, add_row,         normalise,    normalise_quantise, gates,
          scan, scale,          quantise_signed, quantise_sum, score_head};
}

}  // namespace
}  // namespace sitrep
