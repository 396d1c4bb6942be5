#include "sitrep/neural/kernel_rows.h"

namespace sitrep {

namespace {

struct PlainTile {
  static constexpr int rows_max = 1;
  static constexpr int panels_max = 1;

  template <int Rows, int Panels>
  static void run(const std::uint8_t* inputs, std::size_t, const std::int8_t* matrix,
                  std::size_t size, std::int32_t* products, std::size_t) {
    std::int32_t sums[lanes] = {};
    for (std::size_t i = 0; i < size; i += 4)
      for (std::size_t lane = 0; lane < lanes; ++lane)
        for (std::size_t k = 0; k < 4; ++k)
          sums[lane] += inputs[i + k] * matrix[i * lanes + lane * 4 + k];
    for (std::size_t lane = 0; lane < lanes; ++lane) products[lane] = sums[lane];
  }
};

}  // namespace

const Kernel* plain_kernel() {
  static constexpr Kernel kernel = kernel_of<PlainTile>("plain");
  return &kernel;
}

}  // namespace sitrep
