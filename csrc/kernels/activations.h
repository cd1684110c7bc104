// SPDX-License-Identifier: Apache-2.0
// Sigmoid and tanh of a vector, to about one unit in the last place; NaN in, NaN out.
//
// Both come from e^y. With n = round(y / ln 2) and r = y - n ln 2, |r| ≤ ln 2 / 2,
//     e^y - 1 = 2^n q(r) + (2^n - 1),   q(r) = e^r - 1 = r + r² p(r),
// which keeps its relative precision near y = 0, where tanh needs it. p is the Chebyshev
// interpolation of (e^r - 1 - r) / r² (mpmath, 40 digits): its error is 0.2 units in the last place of q.
#pragma once

#include "simd.h"

namespace openlstm::OPENLSTM_TARGET {

template <typename Real>
struct Exponential;

template <>
struct Exponential<float> {
  static constexpr float P[] = {0.5f, 0.166665766661199283f, 0.0416665542129841503f,
                                0.0083632328836826182f, 0.00139262508314976117f};
  static constexpr float INVERSE_LN2 = 1.44269504088896341f;
  static constexpr float LN2_HIGH = 0.693145751953125f, LN2_LOW = 1.42860682030941723e-6f;
  static constexpr float SHIFT = 12582912.f;   // 1.5 · 2^23: adding it rounds to a whole number
  static constexpr float LARGEST = 87.f;       // of |y|: e^y is a normal number, and so is e^-y
  static constexpr int MANTISSA = 23;
};

template <>
struct Exponential<double> {
  static constexpr double P[] = {
      0.5,                      0.166666666666666675,    0.0416666666666238205,
      0.0083333333333300382,    0.00138888889173670806,  0.00019841269863171556,
      0.0000248015210578682052, 2.75572682769056962e-6,  2.76202015910315488e-7,
      2.5100472505694996e-8};
  static constexpr double INVERSE_LN2 = 1.44269504088896340736;
  static constexpr double LN2_HIGH = 0.693147180369123816490, LN2_LOW = 1.90821492927058770002e-10;
  static constexpr double SHIFT = 6755399441055744.;  // 1.5 · 2^52
  static constexpr double LARGEST = 708.;
  static constexpr int MANTISSA = 52;
};

template <typename Real>
struct Scaled {
  Vector<Real> scale, q;  // e^y = scale + scale · q
};

// For |y| ≤ LARGEST.
template <typename Real>
OPENLSTM_INLINE Scaled<Real> exponential(Vector<Real> y) {
  using E = Exponential<Real>;
  const Vector<Real> shifted = y * E::INVERSE_LN2 + E::SHIFT;
  const Vector<Real> n = shifted - E::SHIFT;
  const Vector<Real> r = (y - n * E::LN2_HIGH) - n * E::LN2_LOW;
  constexpr int degree = sizeof(E::P) / sizeof(E::P[0]) - 1;
  Vector<Real> p = splat(E::P[degree]);
#pragma GCC unroll 16
  for (int k = degree - 1; k >= 0; --k) p = p * r + E::P[k];
  const Bits<Real> exponent = (Bits<Real>)shifted << E::MANTISSA;  // the low bits of `shifted` are n
  return {(Vector<Real>)((Bits<Real>)splat(Real(1)) + exponent), r + r * r * p};
}

// σ(x) = 1 / (1 + e^-x)
template <typename Real>
OPENLSTM_INLINE Vector<Real> sigmoid(Vector<Real> x) {
  const Scaled<Real> e = exponential<Real>(-within<Real>(x, Exponential<Real>::LARGEST));
  return quotient<Real>(splat(Real(1)), 1 + e.scale + e.scale * e.q);
}

// tanh x = (e^2x - 1) / (e^2x + 1), which is ±1 to rounding from |x| = 20 on
template <typename Real>
OPENLSTM_INLINE Vector<Real> tanh(Vector<Real> x) {
  const Scaled<Real> e = exponential<Real>(2 * within<Real>(x, 20));
  const Vector<Real> less_one = e.scale * e.q + (e.scale - 1);
  return quotient<Real>(less_one, less_one + 2);
}

}  // namespace openlstm::OPENLSTM_TARGET
