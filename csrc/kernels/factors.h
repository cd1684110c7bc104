// SPDX-License-Identifier: Apache-2.0
// The factors of matrix products: what a lane multiplies at a time. In float and double that is a
// number; in bfloat16 two numbers that follow each other in the sum, whose products the processor adds
// to a float. Whoever sums over K numbers runs through depths(K) factors; zero stands where there is
// no second number.
#pragma once

#include <algorithm>

#include "simd.h"

namespace openlstm::OPENLSTM_TARGET {

template <typename Real>
constexpr int DEPTH = sizeof(Factor<Real>) / sizeof(Real);  // numbers of a factor

template <typename Real>
constexpr int64_t depths(int64_t K) {
  return (K + DEPTH<Real> - 1) / DEPTH<Real>;
}

// sum += a · b
template <typename Real>
OPENLSTM_INLINE void add_product(Vector<Real>& sum, Vector<Factor<Real>> a, Vector<Factor<Real>> b) {
  sum += a * b;
}

// The factor that begins with a number of a row; `only` where it is the last one, without a second.
template <typename Real>
OPENLSTM_INLINE Factor<Real> factor_at(const Real* row) {
  return *row;
}
template <typename Real>
OPENLSTM_INLINE Factor<Real> only(const Real* row) {
  return *row;
}

// A vector of the factors of a row of which n numbers are left; zeros behind its end.
template <typename Real>
OPENLSTM_INLINE Vector<Factor<Real>> load_factors(const Real* row, int64_t n) {
  return n >= LANES<Real> ? load(row) : load_first(row, (int)n);
}

// A vector of factors across rows, of which `lanes` numbers are left. In bfloat16 they reach from a
// row to the next one, which may be null.
template <typename Real>
OPENLSTM_INLINE Vector<Factor<Real>> load_across(const Real* row, const Real* /*next*/, int64_t lanes) {
  return load_factors(row, lanes);
}

// Numbers from tensors into what is carried, or back.
template <typename From, typename To>
OPENLSTM_INLINE void copy(const From* from, int64_t count, To* to) {
  if constexpr (std::is_same_v<From, To>) {
    std::copy_n(from, count, to);
  } else {
    for (int64_t n = 0; n < count; ++n) to[n] = To(from[n]);
  }
}

#ifdef __AVX512BF16__

typedef uint16_t Shorts __attribute__((vector_size(OPENLSTM_BYTES / 2)));
typedef uint32_t Unsigned __attribute__((vector_size(OPENLSTM_BYTES)));

OPENLSTM_INLINE Unsigned numbers_at(const BFloat16* from) {
  Shorts numbers;
  __builtin_memcpy(&numbers, from, sizeof numbers);
  return __builtin_convertvector(numbers, Unsigned);
}

OPENLSTM_INLINE Unsigned first_numbers_at(const BFloat16* from, int n) {
  const __m256i numbers = _mm256_maskz_loadu_epi16((__mmask16)((1u << n) - 1), from);
  return __builtin_convertvector((Shorts)numbers, Unsigned);
}

template <>
OPENLSTM_INLINE Vector<BFloat16> load(const BFloat16* from) {
  return (Floats)(numbers_at(from) << 16);
}

template <>
OPENLSTM_INLINE Vector<BFloat16> load_first(const BFloat16* from, int n) {
  return (Floats)(first_numbers_at(from, n) << 16);
}

template <>
OPENLSTM_INLINE void store(BFloat16* to, Vector<BFloat16> v) {
  _mm256_storeu_si256((__m256i*)to, (__m256i)_mm512_cvtneps_pbh((__m512)v));
}

template <>
OPENLSTM_INLINE void store_first(BFloat16* to, Vector<BFloat16> v, int n) {
  _mm256_mask_storeu_epi16(to, (__mmask16)((1u << n) - 1), (__m256i)_mm512_cvtneps_pbh((__m512)v));
}

template <>
OPENLSTM_INLINE void add_product<BFloat16>(Floats& sum, Ints32 a, Ints32 b) {
  sum = (Floats)_mm512_dpbf16_ps((__m512)sum, (__m512bh)a, (__m512bh)b);
}

template <>
OPENLSTM_INLINE Pair factor_at(const BFloat16* row) {
  Pair pair;
  __builtin_memcpy(&pair, row, sizeof pair);
  return pair;
}

template <>
OPENLSTM_INLINE Pair only(const BFloat16* row) {
  return row->bits;
}

template <>
OPENLSTM_INLINE Ints32 load_factors(const BFloat16* row, int64_t n) {
  if (n >= 2 * LANES<BFloat16>) return (Ints32)_mm512_loadu_si512(row);
  return (Ints32)_mm512_maskz_loadu_epi16((__mmask32)((1u << n) - 1), row);
}

template <>
OPENLSTM_INLINE Ints32 load_across(const BFloat16* row, const BFloat16* next, int64_t lanes) {
  const int n = (int)std::min<int64_t>(lanes, LANES<BFloat16>);
  const Unsigned lower = first_numbers_at(row, n);
  return (Ints32)(next ? lower | first_numbers_at(next, n) << 16 : lower);
}

#endif

}  // namespace openlstm::OPENLSTM_TARGET
