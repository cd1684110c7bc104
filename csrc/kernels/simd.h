// SPDX-License-Identifier: Apache-2.0
// Vectors of the compiler's own extension, as wide as the target's registers.
//
// A target (csrc/targets) defines OPENLSTM_TARGET, the namespace of all kernels compiled for it,
// OPENLSTM_BYTES, the width of its registers, and OPENLSTM_ROWS, the rows of its largest tile.
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "../pool.h"
#include "openlstm/bfloat16.h"

#ifdef __AVX512F__
#include <immintrin.h>
#endif

#if defined(__GNUC__) && !defined(__clang__)  // g++ 12 finds it in its own header (its bug 105593)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

namespace openlstm::OPENLSTM_TARGET {

typedef float Floats __attribute__((vector_size(OPENLSTM_BYTES)));
typedef double Doubles __attribute__((vector_size(OPENLSTM_BYTES)));
typedef int32_t Ints32 __attribute__((vector_size(OPENLSTM_BYTES)));
typedef int64_t Ints64 __attribute__((vector_size(OPENLSTM_BYTES)));

using Pair = int32_t;  // two numbers of 16 bits, the first in the lower half

// For a type of tensors: its numbers in registers, the type they are computed in and carried in from
// step to step, and the factor that a lane of a matrix product takes at a time (factors.h).
template <typename Real>
struct VectorOf;
template <>
struct VectorOf<float> {
  using type = Floats;
  using bits = Ints32;
  using wide = float;
  using factor = float;
};
template <>
struct VectorOf<double> {
  using type = Doubles;
  using bits = Ints64;
  using wide = double;
  using factor = double;
};
template <>
struct VectorOf<BFloat16> {
  using type = Floats;
  using bits = Ints32;
  using wide = float;
  using factor = Pair;
};
template <>
struct VectorOf<Pair> {
  using type = Ints32;
  using wide = Pair;
};
template <typename Real>
using Vector = typename VectorOf<Real>::type;
template <typename Real>
using Bits = typename VectorOf<Real>::bits;
template <typename Real>
using Wide = typename VectorOf<Real>::wide;
template <typename Real>
using Factor = typename VectorOf<Real>::factor;
template <typename Real>
constexpr int LANES = OPENLSTM_BYTES / sizeof(Wide<Real>);

constexpr int GATES = 4;  // i f g o; also the vectors side by side in a panel of the backward run


// Numbers of 16 bits are widened as they are loaded and rounded as they are stored: factors.h.
template <typename Real>
OPENLSTM_INLINE Vector<Real> load(const Real* from) {
  Vector<Real> v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}

template <typename Real>
OPENLSTM_INLINE void store(Real* to, Vector<Real> v) {
  __builtin_memcpy(to, &v, sizeof v);
}

// The first n lanes from memory, zeros behind; nothing behind them is read.
template <typename Real>
OPENLSTM_INLINE Vector<Real> load_first(const Real* from, int n) {
#ifdef __AVX512F__
  if constexpr (sizeof(Wide<Real>) == 4)
    return (Vector<Real>)_mm512_maskz_loadu_ps((__mmask16)((1u << n) - 1), from);
  else
    return (Vector<Real>)_mm512_maskz_loadu_pd((__mmask8)((1u << n) - 1), from);
#else
  Vector<Real> v = {};
  for (int lane = 0; lane < n; ++lane) v[lane] = from[lane];
  return v;
#endif
}

template <typename Real>
OPENLSTM_INLINE void store_first(Real* to, Vector<Real> v, int n) {
#ifdef __AVX512F__
  if constexpr (sizeof(Wide<Real>) == 4)
    _mm512_mask_storeu_ps(to, (__mmask16)((1u << n) - 1), (__m512)v);
  else
    _mm512_mask_storeu_pd(to, (__mmask8)((1u << n) - 1), (__m512d)v);
#else
  for (int lane = 0; lane < n; ++lane) to[lane] = v[lane];
#endif
}

// A full vector where WHOLE is known at compile time, the first n lanes otherwise.
template <bool WHOLE, typename Real>
OPENLSTM_INLINE Vector<Real> load_lanes(const Real* from, int n) {
  return WHOLE ? load(from) : load_first(from, n);
}

template <bool WHOLE, typename Real>
OPENLSTM_INLINE void store_lanes(Real* to, Vector<Real> v, int n) {
  WHOLE ? store(to, v) : store_first(to, v, n);
}

// Past the caches, for what is not read again soon; whole vectors at aligned places alone. Whoever hands
// such memory on calls `settle` first.
template <typename Real>
OPENLSTM_INLINE void store_past(Real* to, Vector<Real> v) {
#ifdef __AVX512F__
  if constexpr (sizeof(Real) == 4)
    _mm512_stream_ps(to, (__m512)v);
  else
    _mm512_stream_pd(to, (__m512d)v);
#else
  store(to, v);
#endif
}

OPENLSTM_INLINE void settle() {
#ifdef __AVX512F__
  _mm_sfence();
#endif
}

template <typename Real>
OPENLSTM_INLINE Vector<Real> splat(Real value) {
  return value - Vector<Real>{};
}

// v, but at least -bound and at most bound; NaN stays NaN.
template <typename Real>
OPENLSTM_INLINE Vector<Real> within(Vector<Real> v, Wide<Real> bound) {
#ifdef __AVX512F__  // of two operands these instructions give the second if one is NaN
  if constexpr (sizeof(Wide<Real>) == 4)
    return (Vector<Real>)_mm512_max_ps(_mm512_set1_ps(-bound),
                                       _mm512_min_ps(_mm512_set1_ps(bound), (__m512)v));
  else
    return (Vector<Real>)_mm512_max_pd(_mm512_set1_pd(-bound),
                                       _mm512_min_pd(_mm512_set1_pd(bound), (__m512d)v));
#else
  v = v > bound ? splat(bound) : v;
  return v < -bound ? splat(-bound) : v;
#endif
}

// a / b for b a normal number whose reciprocal is one: correct to rounding, or nearly so.
template <typename Real>
OPENLSTM_INLINE Vector<Real> quotient(Vector<Real> a, Vector<Real> b) {
#ifdef __AVX512F__
  if constexpr (sizeof(Wide<Real>) == 4) {  // 14 bits, and one correction by the remainder: 28
    const Vector<Real> reciprocal = (Vector<Real>)_mm512_rcp14_ps((__m512)b);
    const Vector<Real> near = a * reciprocal;
    return near + (a - near * b) * reciprocal;
  }
#endif
  return a / b;
}

// Lanes alternately of a and b, from their first half (HALF 0) or second half (HALF 1).
template <int HALF, typename V, int... lane>
OPENLSTM_INLINE V interleave(V a, V b, std::integer_sequence<int, lane...>) {
  constexpr int n = sizeof...(lane);
  return __builtin_shufflevector(a, b, (lane % 2 * n + lane / 2 + HALF * n / 2)...);
}

// Lanes moved down by `by`; what comes in at the top is of no account.
template <int BY, typename V, int... lane>
OPENLSTM_INLINE V upper_lanes(V v, std::integer_sequence<int, lane...>) {
  return __builtin_shufflevector(v, v, (lane + BY)...);
}

// rows[r][c] becomes rows[c][r]: log2(n) perfect shuffles.
template <typename Real>
OPENLSTM_INLINE void transpose(Vector<Real> (&rows)[LANES<Real>]) {
  constexpr int n = LANES<Real>;
  constexpr auto lanes = std::make_integer_sequence<int, n>{};
#pragma GCC unroll 4
  for (int stage = 1; stage < n; stage *= 2) {
    Vector<Real> next[n];
#pragma GCC unroll 16
    for (int r = 0; r < n / 2; ++r) {
      next[2 * r] = interleave<0>(rows[r], rows[r + n / 2], lanes);
      next[2 * r + 1] = interleave<1>(rows[r], rows[r + n / 2], lanes);
    }
#pragma GCC unroll 16
    for (int r = 0; r < n; ++r) rows[r] = next[r];
  }
}

}  // namespace openlstm::OPENLSTM_TARGET
