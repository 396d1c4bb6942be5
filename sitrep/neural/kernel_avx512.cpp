#include "sitrep/neural/kernel_rows.h"

#ifdef __AVX512VNNI__
#include <immintrin.h>
#endif

namespace sitrep {

#ifdef __AVX512VNNI__

namespace {

// 12 rows by 32 outputs: 24 sums, 2 weights and an input fill 27 of the 32 registers, and the
// weights of 32 outputs stay in the first cache.
struct Avx512Tile {
  static constexpr int rows_max = 12;
  static constexpr int panels_max = 2;

  template <int Rows, int Panels>
  static void run(const std::uint8_t* inputs, std::size_t stride, const std::int8_t* matrix,
                  std::size_t size, std::int32_t* products, std::size_t outputs) {
    __m512i sums[Rows][Panels];
    for_each_of<Rows * Panels>([&](auto i) __attribute__((always_inline)) {
      sums[i / Panels][i % Panels] = _mm512_setzero_si512();
    });
    for (std::size_t i = 0; i < size; i += 4) {
      __m512i weights[Panels];
      for_each_of<Panels>([&](auto panel) __attribute__((always_inline)) {
        weights[panel] =
            _mm512_loadu_si512(matrix + (static_cast<std::size_t>(panel) * size + i) * lanes);
      });
      for_each_of<Rows>([&](auto row) __attribute__((always_inline)) {
        std::int32_t four;
        __builtin_memcpy(&four, inputs + static_cast<std::size_t>(row) * stride + i, 4);
        const __m512i input = _mm512_set1_epi32(four);
        for_each_of<Panels>([&](auto panel) __attribute__((always_inline)) {
          sums[row][panel] = _mm512_dpbusd_epi32(sums[row][panel], input, weights[panel]);
        });
      });
    }
    for_each_of<Rows * Panels>([&](auto i) __attribute__((always_inline)) {
      _mm512_storeu_si512(
          products + static_cast<std::size_t>(i / Panels) * outputs + 16 * (i % Panels),
          sums[i / Panels][i % Panels]);
    });
  }
};

}  // namespace

const Kernel* avx512_kernel() {
  static constexpr Kernel kernel = kernel_of<Avx512Tile>("avx512 vnni");
  return &kernel;
}

#else

const Kernel* avx512_kernel() { return nullptr; }

#endif

}  // namespace sitrep
