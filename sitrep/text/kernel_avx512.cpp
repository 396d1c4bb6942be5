#include "sitrep/text/kernel_rows.h"

#ifdef __AVX512VNNI__
#include <immintrin.h>
#endif

namespace sitrep {

#ifdef __AVX512VNNI__

namespace {

// 6 rows by 64 outputs: 24 sums, 4 weights and an input fill 29 of the 32 registers.
struct Avx512Tile {
  static constexpr int rows_max = 6;
  static constexpr int panels_max = 4;

  template <int Rows, int Panels>
  static void run(const std::uint8_t* inputs, std::size_t stride, const std::int8_t* matrix,
                  std::size_t size, std::int32_t* products, std::size_t outputs) {
    __m512i sums[Rows][Panels];
    for (auto& row : sums)
      for (__m512i& sum : row) sum = _mm512_setzero_si512();
    for (std::size_t i = 0; i < size; i += 4) {
      __m512i weights[Panels];
      for (int panel = 0; panel < Panels; ++panel)
        weights[panel] =
            _mm512_loadu_si512(matrix + (static_cast<std::size_t>(panel) * size + i) * lanes);
      for (int row = 0; row < Rows; ++row) {
        std::int32_t four;
        __builtin_memcpy(&four, inputs + static_cast<std::size_t>(row) * stride + i, 4);
        const __m512i input = _mm512_set1_epi32(four);
        for (int panel = 0; panel < Panels; ++panel)
          sums[row][panel] = _mm512_dpbusd_epi32(sums[row][panel], input, weights[panel]);
      }
    }
    for (int row = 0; row < Rows; ++row)
      for (int panel = 0; panel < Panels; ++panel)
        _mm512_storeu_si512(products + static_cast<std::size_t>(row) * outputs + 16 * panel,
                            sums[row][panel]);
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
