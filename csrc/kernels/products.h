// SPDX-License-Identifier: Apache-2.0
// Sums over many rows at once: the gradients of weights and biases.
#pragma once

#include "../pool.h"
#include "columns.h"

namespace openlstm::OPENLSTM_TARGET {

// Some numbers, `first` to before `last`, of `count` rows as factors of a sum over the rows: line k has
// those of rows k · DEPTH and on. Where rows are factors already it is they, else `room`.
template <typename Real>
const Factor<Real>* across_rows(const Real* rows, int64_t stride, int64_t count, int64_t first,
                                int64_t last, Factor<Real>* room) {
  if constexpr (DEPTH<Real> == 1) {
    return rows;
  } else {
    for (int64_t n = 0; n < count; n += DEPTH<Real>) {
      const Real* row = rows + n * stride;
      Factor<Real>* to = room + n / DEPTH<Real> * stride;
      for (int64_t j = first; j < last; j += LANES<Real>)
        store(to + j, load_across(row + j, n + 1 < count ? row + stride + j : nullptr, last - j));
    }
    return room;
  }
}

// A sum of outer products Σ_n a_n b_nᵀ, [rows, columns], built up from chunks of rows n. Its lines are
// padded to whole vectors, so that a tile needs no special case at the edge; where they need no padding
// they may lie where the gradient is wanted.
template <typename Real>
class OuterSum {
 public:
  // Rows of a chunk that are summed in registers before the sums in memory are touched.
  static constexpr int64_t BLOCK = 256;
  static constexpr bool AS_THEY_LIE = DEPTH<Real> == 1;  // what adds up is the tensors' own type
  static constexpr int64_t EDGE = BLOCK / DEPTH<Real> * (AS_THEY_LIE ? 1 : GATES) * LANES<Real>;

  // `to` is where the whole sum is wanted, [rows, columns], null if this is one part of several.
  OuterSum(int64_t rows, int64_t columns, Real* to)
      : columns_(columns),
        stride_(up_to(columns, W) * W),
        own_(to && AS_THEY_LIE && stride_ == columns ? 0 : rows * stride_),
        sums_(own_.size() ? own_.data() : reinterpret_cast<Wide<Real>*>(to)) {}

  const Wide<Real>* line(int64_t row) const { return sums_ + row * stride_; }

  // Adds a chunk of `count` rows. The rows of a are factors, see across_rows; row n of b begins at
  // b[n]; `edge` is room for EDGE factors. Only lines from `first` to before `last`; the first chunk is
  // `fresh`, there is nothing yet to add to.
  void add(const Factor<Real>* a, int64_t a_stride, const Real* const* b, int64_t count,
           Factor<Real>* edge, int64_t first, int64_t last, bool fresh_chunk) {
    const int64_t vectors = up_to(columns_, W), whole = AS_THEY_LIE ? columns_ / W : 0;
    for (int64_t n0 = 0; n0 < count; n0 += BLOCK) {
      const int64_t n = std::min(BLOCK, count - n0);
      const Real* const* rows = b + n0;
      const Lines lines{a + n0 / DEPTH<Real> * a_stride, a_stride, first, last,
                        fresh_chunk && n0 == 0};
      if constexpr (AS_THEY_LIE) {
        for (int64_t v = 0; v < whole; v += GATES) {
          by_columns((int)std::min<int64_t>(GATES, whole - v), [&](auto vectors) {
            const int64_t column = v * W;
            block<decltype(vectors)::value>(lines, n, column,
                                            [=](int64_t k) { return rows[k] + column; });
          });
        }
        if (columns_ % W) laid_out<1>(lines, n, rows, whole * W, edge);
      } else {
        for (int64_t v = 0; v < vectors; v += GATES)
          by_columns((int)std::min<int64_t>(GATES, vectors - v), [&](auto some) {
            laid_out<decltype(some)::value>(lines, n, rows, v * W, edge);
          });
      }
    }
  }

  // Adds up what several threads have, lines `first` to before `last`, into `to` [rows, columns].
  static void gather(const OuterSum* const* parts, int count, int64_t columns, Real* to,
                     int64_t first, int64_t last) {
    if (count == 1 && static_cast<const void*>(parts[0]->sums_) == to) return;
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

  struct Lines {
    const Factor<Real>* a;
    int64_t stride, first, last;
    bool fresh;
  };

  // A block whose columns of b have to be laid out before: they end within a vector, or are no factors.
  template <int V>
  void laid_out(const Lines& lines, int64_t n, const Real* const* rows, int64_t column,
                Factor<Real>* edge) {
    Factor<Real>* to = edge;
    for (int64_t k = 0; k < n; k += DEPTH<Real>)
      for (int v = 0; v < V; ++v, to += W) {
        const int64_t at = column + v * W;
        const Real* next = k + 1 < n ? rows[k + 1] + at : nullptr;
        store(to, load_across(rows[k] + at, next, columns_ - at));
      }
    block<V>(lines, depths<Real>(n), column, [=](int64_t k) { return edge + k * V * W; });
  }

  template <int V, typename B>
  void block(const Lines& lines, int64_t n, int64_t column, B b) {
    by_rows(lines.last - lines.first, [&](int64_t offset, auto rows) {
      constexpr int R = decltype(rows)::value;
      const int64_t a_stride = lines.stride;
      const Factor<Real>* from = lines.a + lines.first + offset;
      Wide<Real>* to = sums_ + (lines.first + offset) * stride_ + column;
      Tile<Real, R, V> sums = {};
      multiply(sums, n, [=](int r, int64_t k) { return from[k * a_stride + r]; }, b);
      for (int r = 0; r < R; ++r)
        for (int v = 0; v < V; ++v) {
          Wide<Real>* at = to + r * stride_ + v * W;
          store(at, lines.fresh ? sums.at[r][v] : load(at) + sums.at[r][v]);
        }
    });
  }

  const int64_t columns_, stride_;
  Scratch<Wide<Real>> own_;
  Wide<Real>* const sums_;
};

// sums[j] += Σ_n a_n[j] for j from first to before last.
template <typename Real>
void add_rows(const Real* a, int64_t a_stride, int64_t count, Wide<Real>* sums, int64_t first,
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
