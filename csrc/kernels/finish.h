// SPDX-License-Identifier: Apache-2.0
// What follows the matrix products of a step, while their sums are still in registers: the gates, the
// cell update and the hidden state. The twin of src/openlstm/cell.py.
#pragma once

#include "activations.h"
#include "tile.h"

namespace openlstm::OPENLSTM_TARGET {

// Where one row's values of one step lie; gates and pre are [4H], cells [H], each null if not wanted.
template <typename Real>
struct Places {
  const Real* x;             // [I]
  const Real* h_prev;        // [P]
  const Wide<Real>* c_prev;  // [H + tail], zeros in the tail
  Wide<Real>* c;             // [H + tail], may be c_prev
  Real* m;                   // [H] o tanh(c): h itself, or what is to be projected
  Real* h;                   // [P]
  Real *gates, *cells, *pre;
};

// The step of R rows and one panel of units, from its sums of pre-activations. PAST says that gates and
// cells lie so that they can be stored past the caches, and are too many to stay in them.
template <bool WHOLE, bool PAST, typename Real, int R>
OPENLSTM_INLINE void finish(const Tile<Real, R, GATES>& sums, const Places<Real>* places, int64_t H,
                            int64_t unit, int lanes) {
#pragma GCC unroll 8
  for (int r = 0; r < R; ++r) {
    const Places<Real>& to = places[r];
    if (to.pre)
      for (int gate = 0; gate < GATES; ++gate)
        store_lanes<WHOLE>(to.pre + gate * H + unit, sums.at[r][gate], lanes);
    const Vector<Real> i = sigmoid<Real>(sums.at[r][0]), f = sigmoid<Real>(sums.at[r][1]);
    const Vector<Real> g = tanh<Real>(sums.at[r][2]), o = sigmoid<Real>(sums.at[r][3]);
    const Vector<Real> c = f * load(to.c_prev + unit) + i * g;
    const Vector<Real> m = o * tanh<Real>(c);
    store(to.c + unit, c);
    store_lanes<WHOLE>(to.m + unit, m, lanes);
    const auto keep = [=](Real* place, Vector<Real> value) {
      if constexpr (PAST)
        store_past(place, value);
      else
        store_lanes<WHOLE>(place, value, lanes);
    };
    if (to.cells) keep(to.cells + unit, c);
    if (to.gates) {
      keep(to.gates + unit, i);
      keep(to.gates + H + unit, f);
      keep(to.gates + 2 * H + unit, g);
      keep(to.gates + 3 * H + unit, o);
    }
  }
}

}  // namespace openlstm::OPENLSTM_TARGET
