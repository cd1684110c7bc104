// SPDX-License-Identifier: Apache-2.0
// How a run is shared out: by rows or by units, on how many threads, W_ih x ahead or in the step.
// Numbers here are measured on two cores with AVX-512; they decide about speed, never about results.
#pragma once

#include <algorithm>

#include "openlstm/lstm.h"
#include "factors.h"

namespace openlstm::OPENLSTM_TARGET {

struct Plan {
  int threads = 1;
  bool by_units = false;
  bool unpacked = false;  // too short for weights to be laid out anew
  int64_t chunk = 0;      // steps whose W_ih x is computed at once; 0: folded into each step
};

// Nanoseconds of one core for one step of one row: products, then the activations.
template <typename Real>
double row_step_ns(const Sizes& size) {
  const double width = LANES<Real>;
  const double panels = (double)((size.H + LANES<Real> - 1) / LANES<Real>);
  return panels * (4. * (double)(size.I + size.P) / DEPTH<Real> / 3.4 + 40.) * (width > 4 ? 1. : 1.5);
}

constexpr double WAKE_NS = 2000;    // opening a parallel region
constexpr double BARRIER_NS = 300;  // between two steps
constexpr int64_t LARGE = 3 << 20;  // numbers in both weight matrices that no cache keeps

template <typename Real>
Plan forward_plan(const Inputs<Real>& in, bool packed, int threads) {
  const Sizes& size = in.size;
  Plan plan;
  plan.unpacked = !packed && size.T * size.B <= 16 && size.P == size.H;
  const double step = row_step_ns<Real>(size);
  const int64_t weights = GATES * size.H * (size.I + size.P);
  const int64_t panels = (size.H + LANES<Real> - 1) / LANES<Real>;
  const double all = step * (double)(size.B * size.T) + (packed ? 0. : 0.1 * (double)weights);
  if (all < 2 * WAKE_NS) threads = 1;
  const bool projects = size.P != size.H;
  const bool few_rows = size.B < 6 * threads || weights >= LARGE;
  plan.by_units = threads > 1 && few_rows && !projects && panels >= threads &&
                  step * (double)size.B / 2 > BARRIER_NS;
  plan.threads = plan.by_units ? threads : (int)std::min<int64_t>(threads, std::max<int64_t>(size.B, 1));
  const int64_t rows = plan.by_units ? size.B : (size.B + plan.threads - 1) / plan.threads;
  // few rows: a product over many steps reads W_ih once for all of them
  if (!plan.unpacked && (rows < 4 || weights >= LARGE)) {
    const int64_t wanted = std::max<int64_t>(1, 192 / std::max<int64_t>(rows, 1));
    if (size.T > 1) plan.chunk = std::min(size.T, wanted);
  }
  return plan;
}

template <typename Real>
Plan backward_plan(const Inputs<Real>& in, int threads) {
  const Sizes& size = in.size;
  Plan plan;
  const double step = row_step_ns<Real>(size);
  const int64_t weights = GATES * size.H * (size.I + size.P);
  const int64_t vectors = (size.H + LANES<Real> - 1) / LANES<Real>;
  if (step * (double)(size.B * size.T) < WAKE_NS) threads = 1;
  const bool few_rows = size.B < 6 * threads || weights >= LARGE;
  plan.by_units = threads > 1 && few_rows && size.P == size.H && vectors >= threads &&
                  step * (double)size.B / 2 > BARRIER_NS;
  plan.threads = plan.by_units ? threads : (int)std::min<int64_t>(threads, std::max<int64_t>(size.B, 1));
  const int64_t rows = plan.by_units ? size.B : (size.B + plan.threads - 1) / plan.threads;
  plan.chunk = std::min(size.T, std::max<int64_t>(1, 256 / std::max<int64_t>(rows, 1)));
  return plan;
}

}  // namespace openlstm::OPENLSTM_TARGET
