// SPDX-License-Identifier: Apache-2.0
// The backward step of some units of one row, from dL by what the cell showed. The twin of
// src/openlstm/engines/backward.py:
//
//     dc     = f_{t+1} dc_{t+1} + dm o (1 - tanh²c)        m = o tanh(c), which is h or is projected
//     dpre_i = dc g i(1-i)           dpre_f = dc c_{t-1} f(1-f)
//     dpre_g = dc i (1-g²)           dpre_o = dm tanh(c) o(1-o)
#pragma once

#include "activations.h"
#include "pack.h"

namespace openlstm::OPENLSTM_TARGET {

// Where one row's values of one step lie, backward.
template <typename Real>
struct PlacesBack {
  const Real* next;      // [4H] dpre of the step after, zeros if there is none or it began anew
  const Real* d_output;  // [P] or null
  const Real* d_h_n;     // [P] on the row's last step, or null
  const Real* gates;     // [4H]
  const Real* cell;      // [H]
  const Real* c_prev;    // [H], zeros behind a reset
  Real* dc;              // [H + tail] in: f_{t+1} dc_{t+1}; out: the same for the step before
  Real* dpre;            // [4H]
  Real* m;               // [H] or null: o tanh(c) for the projection's gradient
  bool begins;           // the state was set to zero before this step: nothing goes further back
};

template <bool WHOLE, typename Real>
OPENLSTM_INLINE void finish_back(Vector<Real> dm, const PlacesBack<Real>& at, int64_t H, int64_t unit,
                                 int lanes) {
  const Real* gates = at.gates + unit;
  const Vector<Real> i = load_lanes<WHOLE>(gates, lanes), f = load_lanes<WHOLE>(gates + H, lanes);
  const Vector<Real> g = load_lanes<WHOLE>(gates + 2 * H, lanes);
  const Vector<Real> o = load_lanes<WHOLE>(gates + 3 * H, lanes);
  const Vector<Real> shown = tanh<Real>(load_lanes<WHOLE>(at.cell + unit, lanes));
  const Vector<Real> c_prev = load_lanes<WHOLE>(at.c_prev + unit, lanes);
  const Vector<Real> dc = load(at.dc + unit) + dm * o * (1 - shown * shown);
  Real* dpre = at.dpre + unit;
  store_lanes<WHOLE>(dpre, dc * g * i * (1 - i), lanes);
  store_lanes<WHOLE>(dpre + H, dc * c_prev * f * (1 - f), lanes);
  store_lanes<WHOLE>(dpre + 2 * H, dc * i * (1 - g * g), lanes);
  store_lanes<WHOLE>(dpre + 3 * H, dm * shown * o * (1 - o), lanes);
  store(at.dc + unit, at.begins ? Vector<Real>{} : dc * f);
  if (at.m) store_lanes<WHOLE>(at.m + unit, o * shown, lanes);
}

}  // namespace openlstm::OPENLSTM_TARGET
