#include "sitrep/neural/kernel.h"

#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sitrep/neural/matrix.h"

namespace sitrep {
namespace {

std::mt19937 chance(7);

template <class T>
std::vector<T> numbers(std::size_t size, int least, int most) {
  std::vector<T> made(size);
  for (T& number : made)
    number = static_cast<T>(std::uniform_int_distribution<int>(least, most)(chance));
  return made;
}

std::vector<float> floats(std::size_t size, float spread) {
  std::vector<float> made(size);
  for (float& number : made) number = std::normal_distribution<float>(0, spread)(chance);
  return made;
}

struct Shape {
  std::size_t rows, inputs, outputs, stride;
};

/// The matrix product by its definition.
std::vector<std::int32_t> naive(const Shape& shape, const std::vector<std::uint8_t>& inputs,
                                const std::vector<std::int8_t>& weights) {
  const std::size_t padded = (shape.outputs + lanes - 1) / lanes * lanes;
  std::vector<std::int32_t> products(shape.rows * padded);
  for (std::size_t row = 0; row < shape.rows; ++row)
    for (std::size_t output = 0; output < shape.outputs; ++output)
      for (std::size_t i = 0; i < shape.inputs; ++i)
        products[row * padded + output] +=
            inputs[row * shape.stride + i] * weights[output * shape.inputs + i];
  return products;
}

TEST(Kernel, ProductsAreThoseOfTheDefinition) {
  const Shape shapes[] = {{1, 4, 16, 4},       {1, 128, 50, 128}, {2, 128, 64, 128},
                          {3, 256, 100, 256},  {5, 768, 80, 256}, {12, 64, 32, 64},
                          {13, 768, 768, 256}, {29, 32, 48, 32}};
  for (const Shape& shape : shapes) {
    const auto inputs = numbers<std::uint8_t>(shape.rows * shape.stride + shape.inputs, 0, 255);
    const auto weights = numbers<std::int8_t>(shape.inputs * shape.outputs, -128, 127);
    const PackedMatrix matrix = packed(weights, shape.inputs, shape.outputs, zero_point);
    const std::vector<std::int32_t> expected = naive(shape, inputs, weights);
    for (const Kernel* kernel : kernels()) {
      std::vector<std::int32_t> products(expected.size());
      kernel->multiply(inputs.data(), shape.stride, shape.rows, matrix.weights.data(), shape.inputs,
                       matrix.padded, products.data());
      EXPECT_EQ(products, expected)
          << fmt::format("{}: {} x {} x {}", kernel->name, shape.rows, shape.inputs, shape.outputs);
    }
  }
}

TEST(Kernel, TheLargestProductsAreNotCutOff) {
  const std::vector<std::uint8_t> inputs(768, 255);
  for (const int weight : {-128, 127}) {
    const std::vector<std::int8_t> weights(768 * 16, static_cast<std::int8_t>(weight));
    const PackedMatrix matrix = packed(weights, 768, 16, 0);
    for (const Kernel* kernel : kernels()) {
      std::vector<std::int32_t> products(16);
      kernel->multiply(inputs.data(), 768, 1, matrix.weights.data(), 768, 16, products.data());
      EXPECT_EQ(products, std::vector<std::int32_t>(16, 768 * 255 * weight)) << kernel->name;
    }
  }
}

/// What all loops over rows make of the same numbers, to the bit.
std::vector<std::uint32_t> bits_of_rows(const Kernel& kernel, unsigned seed) {
  chance.seed(seed);
  constexpr std::size_t size = 64, rows = 9;
  const auto products = numbers<std::int32_t>(rows * 3 * size, -90000, 90000);
  const auto correction = numbers<std::int32_t>(3 * size, -9000, 9000);
  const auto scale = floats(3 * size, 1e-4F), bias = floats(3 * size, 1);
  const Scaling scaling{correction.data(), scale.data(), bias.data()};
  std::vector<float> x = floats(rows * size, 2), gates(rows * 3 * size), scaled(3 * size);
  const auto row = numbers<std::int8_t>(size, -127, 127);
  std::vector<std::uint8_t> quantised(size), sums(size);
  std::vector<std::int8_t> whole(size);
  std::vector<float> outcome;
  for (std::size_t i = 0; i < rows; ++i) {
    kernel.add_row(row.data(), 0.013F, size, x.data() + i * size);
    kernel.normalise(x.data() + i * size, size);
    kernel.gates(products.data() + i * 3 * size, scaling, size, gates.data() + i * 3 * size);
  }
  kernel.scan(gates.data(), rows, size, x.data());
  kernel.scale(products.data(), scaling, 3 * size, scaled.data());
  kernel.normalise_quantise(x.data(), size, 0.03F, quantised.data());
  outcome.push_back(kernel.quantise_signed(x.data(), size, whole.data()));
  outcome.push_back(kernel.quantise_sum(x.data(), x.data() + size, size, sums.data()));
  std::vector<float> scores(size), best(size, -1), steps = floats(size, 1);
  std::vector<std::int32_t> heads(size, -1);
  kernel.score_head(products.data(), steps.data(), 0.01F, bias.data(), size, 3, scores.data(),
                    best.data(), heads.data());
  for (const auto* part : {&x, &gates, &scaled, &scores, &best})
    outcome.insert(outcome.end(), part->begin(), part->end());
  std::vector<std::uint32_t> bits;
  for (const float number : outcome) bits.push_back(std::bit_cast<std::uint32_t>(number));
  bits.insert(bits.end(), quantised.begin(), quantised.end());
  bits.insert(bits.end(), sums.begin(), sums.end());
  for (const std::int8_t number : whole) bits.push_back(static_cast<std::uint32_t>(number));
  for (const std::int32_t head : heads) bits.push_back(static_cast<std::uint32_t>(head));
  return bits;
}

TEST(Kernel, AllInstructionSetsGiveTheSameBits) {
  for (unsigned seed = 1; seed <= 20; ++seed)
    for (const Kernel* kernel : kernels())
      EXPECT_EQ(bits_of_rows(*kernel, seed), bits_of_rows(*kernels()[0], seed)) << kernel->name;
}

TEST(Kernel, GatesAreNearTanhAndLogistic) {
  constexpr std::size_t size = 16;
  const std::vector<std::int32_t> nothing(3 * size);
  const std::vector<float> one(3 * size, 1);
  for (int step = -1000; step <= 1000; ++step) {
    std::vector<std::int32_t> products(3 * size, step);
    const std::vector<float> scale(3 * size, 0.01F), bias(3 * size);
    std::vector<float> out(3 * size);
    best_kernel().gates(products.data(), {nothing.data(), scale.data(), bias.data()}, size,
                        out.data());
    const double x = step * 0.01;
    EXPECT_NEAR(out[0], std::tanh(x), 2e-4) << x;
    EXPECT_NEAR(out[size], 1 / (1 + std::exp(-x)), 1e-4) << x;
  }
}

TEST(Kernel, NormalisedNumbersHaveMeanZeroAndVarianceOne) {
  std::vector<float> x = floats(256, 5);
  for (float& number : x) number += 3;
  best_kernel().normalise(x.data(), x.size());
  double sum = 0, squares = 0;
  for (const float number : x) {
    sum += number;
    squares += number * number;
  }
  EXPECT_NEAR(sum / 256, 0, 1e-5);
  EXPECT_NEAR(squares / 256, 1, 1e-4);
}

}  // namespace
}  // namespace sitrep
