// SPDX-License-Identifier: Apache-2.0
// The native engine's plain C++ interface: one layer, one direction, whole sequences.
//
// No pointer here belongs to PyTorch or Python; shapes stand beside each. Tensors are contiguous but
// for x, output and d_output, whose features are contiguous and whose steps and rows have strides
// (counted in elements). Null means "not given" or "not wanted". Nothing may overlap, unless it says
// so. `Real` is float, double or BFloat16. Axes: T steps, B rows, I inputs, H units, P outputs of a unit's hidden state (H without
// projection). Gate order i f g o, as in PyTorch.
#pragma once

#include <cstdint>

#include "openlstm/bfloat16.h"

namespace openlstm {

struct Sizes {
  int64_t T, B, I, H, P;
};

// Where the features of step t and row b begin: data + t * step + b * row.
template <typename Number>
struct Strided {
  Number* data;
  int64_t step, row;
  Number* at(int64_t t, int64_t b) const { return data + t * step + b * row; }
};

template <typename Real>
struct Weights {
  const Real* ih;       // [4H, I]
  const Real* hh;       // [4H, P]
  const Real* bias_ih;  // [4H] or null
  const Real* bias_hh;  // [4H] or null
  const Real* hr;       // [P, H], or null without projection
};

// What a run reads, forward and again backward.
template <typename Real>
struct Inputs {
  Sizes size;
  Strided<const Real> x;   // [T, B, I]
  const Real* h_0;         // [B, P]
  const Real* c_0;         // [B, H]
  Weights<Real> weights;
  const int64_t* lengths;  // [B], 0 to T; null: all T. Padding is not read.
  const uint8_t* reset;    // [T, B], state set to zero before the step; null: nowhere
  bool reverse;            // each row from its last real step to its first
};

// What a forward run writes; everything on padding is zero.
template <typename Real>
struct Outputs {
  Strided<Real> output;  // [T, B, P]
  Real* h_n;             // [B, P]
  Real* c_n;             // [B, H]
  Real* gates;           // [T, B, 4H] after the nonlinearity, or null
  Real* cells;           // [T, B, H], or null; needed by a backward run, as gates are
  Real* pre;             // [T, B, 4H] before the nonlinearity, or null
  bool read_soon = true;  // gates and cells, by a backward run: worth a place in the caches
};

// dL by what a run wrote, and what it wrote.
template <typename Real>
struct Arriving {
  Strided<const Real> output;    // [T, B, P]
  const Real* gates;             // [T, B, 4H]
  const Real* cells;             // [T, B, H]
  Strided<const Real> d_output;  // [T, B, P]; data null: zero
  const Real* d_h_n;             // [B, P] or null: zero
  const Real* d_c_n;             // [B, H] or null: zero
};

// dL by what a run read; each may be null if not wanted.
template <typename Real>
struct Gradients {
  Real* x;       // [T, B, I], contiguous
  Real* h_0;     // [B, P]
  Real* c_0;     // [B, H]
  Real* ih;      // [4H, I]
  Real* hh;      // [4H, P]
  Real* bias;    // [4H], of either bias
  Real* hr;      // [P, H]
};

}  // namespace openlstm
