// SPDX-License-Identifier: Apache-2.0
// Products that end at the edge of a matrix, and products with weights as they lie.
#pragma once

#include "pack.h"
#include "tile.h"

namespace openlstm::OPENLSTM_TARGET {

// Calls `work` with the number of vectors, 1 to 4, as a compile-time constant.
template <typename Work>
OPENLSTM_INLINE void by_columns(int vectors, Work work) {
  switch (vectors) {
    case 1: work(std::integral_constant<int, 1>{}); break;
    case 2: work(std::integral_constant<int, 2>{}); break;
    case 3: work(std::integral_constant<int, 3>{}); break;
    default: work(std::integral_constant<int, 4>{});
  }
}

// How many lanes of vector v exist, where the first of them is column `column` of `columns`.
template <typename Real>
OPENLSTM_INLINE int lanes_at(int64_t column, int v, int64_t columns) {
  return (int)std::min<int64_t>(LANES<Real>, columns - column - v * LANES<Real>);
}

// V vectors to a row of `columns` numbers, from number `column` on.
template <int V, typename Real>
OPENLSTM_INLINE void store_columns(const Vector<Real> (&values)[V], Real* row, int64_t column,
                                   int64_t columns) {
  for (int v = 0; v < V; ++v) {
    const int lanes = lanes_at<Real>(column, v, columns);
    Real* to = row + column + v * LANES<Real>;
    lanes == LANES<Real> ? store(to, values[v]) : store_first(to, values[v], lanes);
  }
}

// Adds the second half of the lanes to the first until one is left.
template <int N, typename Real>
OPENLSTM_INLINE Real sum_of_lanes(Vector<Real> v) {
  if constexpr (N == 1) {
    return v[0];
  } else {
    v += upper_lanes<N / 2>(v, std::make_integer_sequence<int, LANES<Real>>{});
    return sum_of_lanes<N / 2, Real>(v);
  }
}

// parts[r][gate] += lanewise products of x_r and one row of each gate; K numbers, rows `gate_step`
// apart. The sum over the lanes is still to be formed.
template <typename Real, int R, typename Rows>
OPENLSTM_INLINE void add_dots(Tile<Real, R, GATES>& parts, const Real* w, int64_t gate_step,
                              int64_t K, Rows x) {
  constexpr int W = LANES<Real>;
  for (int64_t k = 0; k < K; k += W) {
    const int n = (int)std::min<int64_t>(W, K - k);
    Vector<Real> row[GATES];
#pragma GCC unroll 4
    for (int gate = 0; gate < GATES; ++gate)
      row[gate] = n == W ? load(w + gate * gate_step + k) : load_first(w + gate * gate_step + k, n);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
      const Vector<Real> value = n == W ? load(x(r) + k) : load_first(x(r) + k, n);
#pragma GCC unroll 4
      for (int gate = 0; gate < GATES; ++gate) parts.at[r][gate] += row[gate] * value;
    }
  }
}

}  // namespace openlstm::OPENLSTM_TARGET
