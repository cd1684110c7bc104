// SPDX-License-Identifier: Apache-2.0
// The one inner loop: a tile of ROWS × COLUMNS vectors of a matrix product, held in registers.
#pragma once

#include "factors.h"

namespace openlstm::OPENLSTM_TARGET {

constexpr int ROWS = OPENLSTM_ROWS;

template <typename Real, int R, int V>
struct Tile {
  Vector<Real> at[R][V];
};

// Few accumulators cannot hide the latency of a multiply-add: then several steps of k are in flight.
template <int R, int V>
constexpr int IN_FLIGHT = R * V >= 8 ? 1 : (R * V >= 4 ? 2 : 4);

// tile[r][v] += Σ_k a(r, k) · b(k)[v], K factors. `a(r, k)` gives one, `b(k)` where V vectors begin.
template <typename Real, int R, int V, typename A, typename B>
OPENLSTM_INLINE void multiply(Tile<Real, R, V>& tile, int64_t K, A a, B b) {
  constexpr int F = IN_FLIGHT<R, V>;
  constexpr int W = LANES<Real>;
  Tile<Real, R, V> sums[F] = {};
  sums[0] = tile;
  int64_t k = 0;
  for (; k + F <= K; k += F) {
#pragma GCC unroll 4
    for (int f = 0; f < F; ++f) {
      const Factor<Real>* row = b(k + f);
      Vector<Factor<Real>> column[V];
#pragma GCC unroll 4
      for (int v = 0; v < V; ++v) column[v] = load(row + v * W);
#pragma GCC unroll 8
      for (int r = 0; r < R; ++r) {
        const Vector<Factor<Real>> value = splat(a(r, k + f));
#pragma GCC unroll 4
        for (int v = 0; v < V; ++v) add_product<Real>(sums[f].at[r][v], value, column[v]);
      }
    }
  }
  for (; k < K; ++k)
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
      for (int v = 0; v < V; ++v)
        add_product<Real>(sums[0].at[r][v], splat(a(r, k)), load(b(k) + v * W));
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
    for (int v = 0; v < V; ++v) {
      tile.at[r][v] = sums[0].at[r][v];
#pragma GCC unroll 4
      for (int f = 1; f < F; ++f) tile.at[r][v] += sums[f].at[r][v];
    }
}

// tile[r][v] += Σ_k row_r[k] · panel[k][v], K numbers. With few rows the time goes into reading the
// panel: `from_its_end`, every other time, meets there what the last time has left in the caches.
template <typename Real, int R, int V>
OPENLSTM_INLINE void multiply_panel(Tile<Real, R, V>& tile, int64_t K, const Real* const (&row)[R],
                                    const Factor<Real>* panel, bool from_its_end) {
  constexpr int64_t step = V * LANES<Real>, D = DEPTH<Real>;
  const int64_t whole = K / D;
  if (R <= 2 && from_its_end) {
    const Factor<Real>* last = panel + (whole - 1) * step;
    multiply(tile, whole, [&](int r, int64_t k) { return factor_at(row[r] + (whole - 1 - k) * D); },
             [=](int64_t k) { return last - k * step; });
  } else {
    multiply(tile, whole, [&](int r, int64_t k) { return factor_at(row[r] + k * D); },
             [=](int64_t k) { return panel + k * step; });
  }
  if (K % D)
    multiply(tile, 1, [&](int r, int64_t) { return only(row[r] + whole * D); },
             [=](int64_t) { return panel + whole * step; });
}

// The same, in sums of at most so many terms that each begin at zero: a long sum that begins at a large
// number rounds every small term to that number's last place.
constexpr int64_t TERMS = 256;

template <typename Real, int R, int V>
OPENLSTM_INLINE void add_in_parts(Tile<Real, R, V>& tile, int64_t K, const Real* const (&row)[R],
                                  const Factor<Real>* panel, bool from_its_end) {
  const int64_t parts = (K + TERMS - 1) / TERMS;
  for (int64_t part = 0; part < parts; ++part) {
    const int64_t first = (from_its_end ? parts - 1 - part : part) * TERMS;
    const int64_t terms = K - first < TERMS ? K - first : TERMS;
    const Real* part_of_row[R];
    for (int r = 0; r < R; ++r) part_of_row[r] = row[r] + first;
    Tile<Real, R, V> sums = {};
    multiply_panel<Real, R, V>(sums, terms, part_of_row,
                               panel + first / DEPTH<Real> * V * LANES<Real>, from_its_end);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
      for (int v = 0; v < V; ++v) tile.at[r][v] += sums.at[r][v];
  }
}

// Calls `work` with the number of rows as a compile-time constant, for all rows from 0 to n: evenly
// sized groups (8 rows as 4 + 4, not 6 + 2), so that no group is much slower per row.
template <typename Work>
OPENLSTM_INLINE void by_rows(int64_t n, Work work) {
  const int64_t groups = (n + ROWS - 1) / ROWS;
  int64_t first = 0;
  for (int64_t group = 0; group < groups; ++group) {
    const int64_t rows = (n - first + (groups - group) - 1) / (groups - group);
    switch (rows) {
      case 1: work(first, std::integral_constant<int, 1>{}); break;
      case 2: work(first, std::integral_constant<int, 2>{}); break;
      case 3: work(first, std::integral_constant<int, 3>{}); break;
#if OPENLSTM_ROWS > 3
      case 4: work(first, std::integral_constant<int, 4>{}); break;
      case 5: work(first, std::integral_constant<int, 5>{}); break;
      case 6: work(first, std::integral_constant<int, 6>{}); break;
#endif
    }
    first += rows;
  }
}

}  // namespace openlstm::OPENLSTM_TARGET
