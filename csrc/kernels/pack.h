// SPDX-License-Identifier: Apache-2.0
// Weights laid out in the order in which the tiles read them.
//
// Forward, the four gates of W units side by side, inputs first, hidden state behind them:
//     panel [units / W][I + P][i f g o][W], zeros for units that do not exist
// Backward and the projection, V ≤ 4 vectors of columns side by side:
//     panel [rows][V][W], zeros for columns that do not exist
// A unit that does not exist has pre-activation 0 and stays 0 in c and h: tails need no special case.
#pragma once

#include <algorithm>

#include "../pool.h"
#include "openlstm/lstm.h"
#include "simd.h"

namespace openlstm::OPENLSTM_TARGET {

// How many multiples hold n.
constexpr int64_t up_to(int64_t n, int64_t multiple) { return (n + multiple - 1) / multiple; }

// What the forward run reads; all from one block of memory.
template <typename Real>
struct ForwardPanels {
  const Real* bias;   // [panels][i f g o][W], b_ih + b_hh
  const Real* gates;  // [panels][I + P][i f g o][W]
  const Real* hr;     // the projection's column panels, W_hr transposed: [H] rows of P; or null
};

template <typename Real>
int64_t panels_of(int64_t H) {
  return up_to(H, LANES<Real>);
}

template <typename Real>
int64_t forward_panels_size(const Sizes& size) {
  const int64_t wide = panels_of<Real>(size.H) * GATES * LANES<Real>;
  const int64_t projection = size.P == size.H ? 0 : size.H * up_to(size.P, LANES<Real>) * LANES<Real>;
  return wide * (1 + size.I + size.P) + projection;
}

template <typename Real>
ForwardPanels<Real> forward_panels_in(const Real* memory, const Sizes& size) {
  const int64_t wide = panels_of<Real>(size.H) * GATES * LANES<Real>;
  const Real* hr = memory + wide * (1 + size.I + size.P);
  return {memory, memory + wide, size.P == size.H ? nullptr : hr};
}

// to[k][lane] = from[lane][k] for the lanes that exist; lines of `to` are `step` apart.
template <typename Real>
void transpose_into(const Real* from, int64_t stride, int lanes, int64_t K, Real* to, int64_t step) {
  constexpr int W = LANES<Real>;
  int64_t k = 0;
  for (; k < K; k += W) {
    const int n = (int)std::min<int64_t>(W, K - k);
    Vector<Real> block[W];
#pragma GCC unroll 16
    for (int lane = 0; lane < W; ++lane)
      block[lane] = lane < lanes ? load_first(from + lane * stride + k, n) : Vector<Real>{};
    transpose<Real>(block);
#pragma GCC unroll 16
    for (int line = 0; line < W; ++line)
      if (line < n) store(to + (k + line) * step, block[line]);
  }
}

template <typename Real>
void pack_panel(const Weights<Real>& weights, const Sizes& size, int64_t panel, Real* memory) {
  constexpr int W = LANES<Real>;
  const int64_t wide = panels_of<Real>(size.H) * GATES * W, K = size.I + size.P, u = panel * W;
  const int lanes = (int)std::min<int64_t>(W, size.H - u);
  Real* bias = memory + panel * GATES * W;
  Real* gates = memory + wide + panel * K * GATES * W;
  for (int gate = 0; gate < GATES; ++gate) {
    const int64_t row = gate * size.H + u;
    Vector<Real> sum = {};
    if (weights.bias_ih) sum += load_first(weights.bias_ih + row, lanes);
    if (weights.bias_hh) sum += load_first(weights.bias_hh + row, lanes);
    store(bias + gate * W, sum);
    Real* to = gates + gate * W;
    transpose_into(weights.ih + row * size.I, size.I, lanes, size.I, to, GATES * W);
    to += size.I * GATES * W;
    transpose_into(weights.hh + row * size.P, size.P, lanes, size.P, to, GATES * W);
  }
}

// Up to four vectors of columns side by side: the first column, and where the panel begins.
struct ColumnPanel {
  int64_t column, offset;
  int vectors;
};

// The columns of a matrix [rows, columns] in panels, as evenly as may be, for one or more members.
template <typename Real>
class ColumnPanels {
 public:
  ColumnPanels(int64_t rows, int64_t columns, int members = 1)
      : rows_(rows), columns_(columns), at_(up_to(columns, W) + members), first_(members + 1) {
    const int64_t vectors = up_to(columns, W);
    int64_t column = 0;
    for (int member = 0; member < members; ++member) {
      first_[member] = count_;
      int64_t left = vectors * (member + 1) / members - vectors * member / members;
      for (int64_t groups = up_to(left, GATES); groups > 0; --groups) {
        const int64_t width = up_to(left, groups);
        at_[count_++] = {column, column * rows, (int)width};
        column += width * W;
        left -= width;
      }
    }
    first_[members] = count_;
  }

  int64_t numbers() const { return rows_ * up_to(columns_, W) * W; }
  int64_t count() const { return count_; }
  int members() const { return (int)first_.size() - 1; }
  int64_t first(int member) const { return first_[member]; }
  int64_t last(int member) const { return first_[member + 1]; }
  const ColumnPanel& operator[](int64_t panel) const { return at_[panel]; }
  int64_t rows() const { return rows_; }
  int64_t columns() const { return columns_; }

 private:
  static constexpr int W = LANES<Real>;
  const int64_t rows_, columns_;
  Scratch<ColumnPanel> at_;
  Scratch<int64_t> first_;
  int64_t count_ = 0;
};

// Lays out one panel of a matrix [rows, columns].
template <typename Real>
void pack_columns(const Real* matrix, const ColumnPanels<Real>& panels, int64_t panel, Real* to) {
  constexpr int W = LANES<Real>;
  const ColumnPanel& at = panels[panel];
  to += at.offset;
  for (int64_t row = 0; row < panels.rows(); ++row) {
    const Real* from = matrix + row * panels.columns() + at.column;
    for (int v = 0; v < at.vectors; ++v) {
      const int64_t left = panels.columns() - at.column - v * W;
      store(to + (row * at.vectors + v) * W,
            left >= W ? load(from + v * W) : load_first(from + v * W, (int)left));
    }
  }
}

// Lays out one panel of the transpose of a matrix [columns, rows].
template <typename Real>
void pack_transposed(const Real* matrix, const ColumnPanels<Real>& panels, int64_t panel, Real* to) {
  constexpr int W = LANES<Real>;
  const ColumnPanel& at = panels[panel];
  const int64_t rows = panels.rows();
  for (int v = 0; v < at.vectors; ++v) {
    const int64_t column = at.column + v * W;
    const int lanes = (int)std::min<int64_t>(W, panels.columns() - column);
    transpose_into(matrix + column * rows, rows, lanes, rows, to + at.offset + v * W,
                   at.vectors * W);
  }
}

template <typename Real>
void pack_projection(const Sizes& size, const Weights<Real>& weights, Real* memory) {
  const ColumnPanels<Real> panels(size.H, size.P);
  Real* hr = memory + (forward_panels_in<Real>(memory, size).hr - memory);
  for (int64_t panel = 0; panel < panels.count(); ++panel)
    pack_transposed(weights.hr, panels, panel, hr);
}

// Lays the weights out once for many runs; forward_panels_size(size) numbers.
template <typename Real>
void pack_all(const Sizes& size, const Weights<Real>& weights, Real* memory) {
  for (int64_t panel = 0; panel < panels_of<Real>(size.H); ++panel)
    pack_panel(weights, size, panel, memory);
  if (size.P != size.H) pack_projection(size, weights, memory);
}

}  // namespace openlstm::OPENLSTM_TARGET
