// SPDX-License-Identifier: Apache-2.0
// Sums over many rows at once: the gradients of weights and biases.
#pragma once

#include "../pool.h"
#include "columns.h"

namespace openlstm::OPENLSTM_TARGET {

// A sum of outer products Σ_n a_n b_nᵀ, [rows, columns], built up from chunks of rows n. Its lines are
// padded to whole vectors, so that a tile needs no special case at the edge; where they need no padding
// they may lie where the gradient is wanted.
template <typename Real>
class OuterSum {
 public:
  // Rows of a chunk that are summed in registers before the sums in memory are touched.
  static constexpr int64_t BLOCK = 256;

  // `to` is where the whole sum is wanted, [rows, columns], null if this is one part of several.
  OuterSum(int64_t rows, int64_t columns, Real* to)
      : columns_(columns),
        stride_(up_to(columns, W) * W),
        own_(to && stride_ == columns ? 0 : rows * stride_),
        sums_(own_.size() ? own_.data() : to) {}

  const Real* line(int64_t row) const { return sums_ + row * stride_; }

  // Adds a chunk of `count` rows. Row n of a is [rows] numbers at a + n · a_stride, row n of b begins
  // at b[n]; `edge` is room for BLOCK vectors. Only lines from `first` to before `last`; the first
  // chunk is `fresh`, there is nothing yet to add to.
  void add(const Real* a, int64_t a_stride, const Real* const* b, int64_t count, Real* edge,
           int64_t first, int64_t last, bool fresh_chunk) {
    const int64_t whole = columns_ / W;
    for (int64_t n0 = 0; n0 < count; n0 += BLOCK) {
      const int64_t n = std::min(BLOCK, count - n0);
      const bool fresh = fresh_chunk && n0 == 0;
      const Real* a0 = a + n0 * a_stride;
      for (int64_t v = 0; v < whole; v += GATES) {
        by_columns((int)std::min<int64_t>(GATES, whole - v), [&](auto vectors) {
          const Real* const* rows = b + n0;
          const int64_t column = v * W;
          block<decltype(vectors)::value>(a0, a_stride, n, column, fresh, first, last,
                                          [=](int64_t k) { return rows[k] + column; });
        });
      }
      if (columns_ % W) {
        const int lanes = (int)(columns_ % W);
        for (int64_t k = 0; k < n; ++k)
          store(edge + k * W, load_first(b[n0 + k] + whole * W, lanes));
        block<1>(a0, a_stride, n, whole * W, fresh, first, last,
                 [=](int64_t k) { return edge + k * W; });
      }
    }
  }

  // Adds up what several threads have, lines `first` to before `last`, into `to` [rows, columns].
  static void gather(const OuterSum* const* parts, int count, int64_t columns, Real* to,
                     int64_t first, int64_t last) {
    if (count == 1 && parts[0]->sums_ == to) return;
    for (int64_t row = first; row < last; ++row) {
      Real* line = to + row * columns;
      for (int64_t column = 0; column < columns; column += W) {
        Vector<Real> sum = {};
        for (int part = 0; part < count; ++part)
          sum += load(parts[part]->line(row) + column);
        const int lanes = (int)std::min<int64_t>(W, columns - column);
        lanes == W ? store(line + column, sum) : store_first(line + column, sum, lanes);
      }
    }
  }

 private:
  static constexpr int W = LANES<Real>;

  template <int V, typename B>
  void block(const Real* a, int64_t a_stride, int64_t n, int64_t column, bool fresh, int64_t first,
             int64_t last, B b) {
    by_rows(last - first, [&](int64_t offset, auto rows) {
      constexpr int R = decltype(rows)::value;
      const Real* from = a + first + offset;
      Real* to = sums_ + (first + offset) * stride_ + column;
      Tile<Real, R, V> sums = {};
      multiply(sums, n, [=](int r, int64_t k) { return from[k * a_stride + r]; }, b);
      for (int r = 0; r < R; ++r)
        for (int v = 0; v < V; ++v) {
          Real* at = to + r * stride_ + v * W;
          store(at, fresh ? sums.at[r][v] : load(at) + sums.at[r][v]);
        }
    });
  }

  const int64_t columns_, stride_;
  Scratch<Real> own_;
  Real* const sums_;
};

// sums[j] += Σ_n a_n[j] for j from first to before last.
template <typename Real>
void add_rows(const Real* a, int64_t a_stride, int64_t count, Real* sums, int64_t first,
              int64_t last) {
  constexpr int W = LANES<Real>;
  int64_t j = first;
  for (; j + W <= last; j += W) {
    Vector<Real> sum = load(sums + j);
    for (int64_t n = 0; n < count; ++n) sum += load(a + n * a_stride + j);
    store(sums + j, sum);
  }
  for (; j < last; ++j)
    for (int64_t n = 0; n < count; ++n) sums[j] += a[n * a_stride + j];
}

}  // namespace openlstm::OPENLSTM_TARGET
