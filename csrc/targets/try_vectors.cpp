// SPDX-License-Identifier: Apache-2.0
// What the kernels ask of a compiler; CMakeLists.txt tries it.
#include <type_traits>

typedef float Floats __attribute__((vector_size(16)));
typedef int Ints __attribute__((vector_size(16)));

inline __attribute__((always_inline)) Floats work(Floats a, Floats b) {
  const Ints less = a < b;
  a = less ? a * b : a + 1;
  return __builtin_shufflevector(a, (Floats)((Ints)b & ~less), 0, 4, 1, 5);
}

int main() {
  if constexpr (std::is_same_v<float, float>) return (int)work(Floats{}, Floats{})[0];
}
