// SPDX-License-Identifier: Apache-2.0
// What one target offers: the entry of each kind of run. Included by csrc/targets alone.
#pragma once

#include "dispatch.h"
#include "kernels/backward.h"
#include "kernels/forward.h"

namespace openlstm::OPENLSTM_TARGET {

template <typename Real>
void forward(const Inputs<Real>& inputs, const Outputs<Real>& outputs, const Packed<Real>* packed,
             int threads) {
  if (inputs.size.B > 0)
    Forward<Real>(inputs, outputs, packed ? packed->panels.data() : nullptr, threads).run();
}

template <typename Real>
void backward(const Inputs<Real>& inputs, const Arriving<Real>& arriving,
              const Gradients<Real>& gradients, int threads) {
  Backward<Real>(inputs, arriving, gradients, threads).run();
}

template <typename Real>
Packed<Real> pack(const Sizes& size, const Weights<Real>& weights) {
  Packed<Real> packed{size, Scratch<Real>(forward_panels_size<Real>(size))};
  pack_all(size, weights, packed.panels.data());
  return packed;
}

}  // namespace openlstm::OPENLSTM_TARGET
