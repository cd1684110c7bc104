// SPDX-License-Identifier: Apache-2.0
// The engine for the machine at hand: one table of functions per target (csrc/targets), the best
// that runs here chosen once. OPENLSTM_TARGET in the environment chooses another.
#pragma once

#include <vector>

#include "openlstm/lstm.h"
#include "pool.h"

namespace openlstm {

// Weights in the order in which one target's tiles read them; another target cannot use them.
template <typename Real>
struct Packed {
  Sizes size;  // of which T and B do not matter
  Scratch<Real> panels;
};

template <typename Real>
struct Functions {
  // With `packed`, no weight is read but there: `inputs.weights` then only says which there are.
  void (*forward)(const Inputs<Real>&, const Outputs<Real>&, const Packed<Real>*, int threads);
  void (*backward)(const Inputs<Real>&, const Arriving<Real>&, const Gradients<Real>&, int threads);
  Packed<Real> (*pack)(const Sizes&, const Weights<Real>&);
};

struct Target {
  const char* name;
  Functions<float> in_float;
  Functions<double> in_double;

  template <typename Real>
  const Functions<Real>& in() const {
    if constexpr (sizeof(Real) == sizeof(float)) {
      return in_float;
    } else {
      return in_double;
    }
  }
};

// The targets that this machine can run, the fastest first.
const std::vector<const Target*>& targets();

// The target in use. Throws std::invalid_argument if OPENLSTM_TARGET names none of `targets()`.
const Target& target();

// Runs forward. `packed` may be null: the weights are then laid out on the way.
template <typename Real>
void forward(const Inputs<Real>& inputs, const Outputs<Real>& outputs, const Packed<Real>* packed,
             int threads) {
  target().in<Real>().forward(inputs, outputs, packed, threads);
}

template <typename Real>
void backward(const Inputs<Real>& inputs, const Arriving<Real>& arriving,
              const Gradients<Real>& gradients, int threads) {
  target().in<Real>().backward(inputs, arriving, gradients, threads);
}

template <typename Real>
Packed<Real> pack(const Sizes& size, const Weights<Real>& weights) {
  return target().in<Real>().pack(size, weights);
}

}  // namespace openlstm
