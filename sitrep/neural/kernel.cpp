#include "sitrep/neural/kernel.h"

#include <vector>

namespace sitrep {

namespace {

bool runs_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

bool runs_avx512() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vnni");
#else
  return false;
#endif
}

std::vector<const Kernel*> found_kernels() {
  std::vector<const Kernel*> found = {plain_kernel()};
  if (avx2_kernel() != nullptr && runs_avx2()) found.push_back(avx2_kernel());
  if (avx512_kernel() != nullptr && runs_avx512()) found.push_back(avx512_kernel());
  return found;
}

}  // namespace

std::span<const Kernel* const> kernels() {
  static const std::vector<const Kernel*> found = found_kernels();
  return found;
}

}  // namespace sitrep
