#include "sitrep/neural/kernel_rows.h"

#ifdef __AVX2__
#include <immintrin.h>
#endif

namespace sitrep {

#ifdef __AVX2__

namespace {

// Bytes are widened to 16 bits before they are multiplied: the byte product of AVX2 (pmaddubsw)
// cuts sums off at 32,767, which two products of bytes exceed.
struct Avx2Tile {
  static constexpr int rows_max = 2;
  static constexpr int panels_max = 1;

  static void widen(const std::uint8_t* inputs, std::size_t size, std::int16_t* out) {
    for (std::size_t i = 0; i < size; ++i) out[i] = inputs[i];
  }

  template <int Rows, int Panels>
  static void run(const std::uint8_t* inputs, std::size_t stride, const std::int8_t* matrix,
                  std::size_t size, std::int32_t* products, std::size_t outputs) {
    std::int16_t wide[Rows][inputs_max];
    for_each_of<Rows>([&](auto row) __attribute__((always_inline)) {
      widen(inputs + static_cast<std::size_t>(row) * stride, size, wide[row]);
    });
    __m256i sums[Rows][4];
    for_each_of<Rows * 4>([&](auto i) __attribute__((always_inline)) {
      sums[i / 4][i % 4] = _mm256_setzero_si256();
    });
    for (std::size_t i = 0; i < size; i += 4) {
      __m256i input[Rows];
      for_each_of<Rows>([&](auto row) __attribute__((always_inline)) {
        long long four;
        __builtin_memcpy(&four, wide[row] + i, sizeof four);
        input[row] = _mm256_set1_epi64x(four);
      });
      for_each_of<4>([&](auto group) __attribute__((always_inline)) {
        const __m256i weights = _mm256_cvtepi8_epi16(
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(matrix + i * lanes + 16 * group)));
        for_each_of<Rows>([&](auto row) __attribute__((always_inline)) {
          sums[row][group] =
              _mm256_add_epi32(sums[row][group], _mm256_madd_epi16(input[row], weights));
        });
      });
    }
    // Each sum is in two halves that stand side by side.
    for_each_of<Rows * 2>([&](auto i) __attribute__((always_inline)) {
      constexpr int row = i / 2, half = i % 2;
      const __m256i pairs = _mm256_hadd_epi32(sums[row][2 * half], sums[row][2 * half + 1]);
      _mm256_storeu_si256(
          reinterpret_cast<__m256i*>(products + static_cast<std::size_t>(row) * outputs + 8 * half),
          _mm256_permute4x64_epi64(pairs, 0xD8));
    });
  }
};

}  // namespace

const Kernel* avx2_kernel() {
  static constexpr Kernel kernel = kernel_of<Avx2Tile>("avx2");
  return &kernel;
}

#else

const Kernel* avx2_kernel() { return nullptr; }

#endif

}  // namespace sitrep
