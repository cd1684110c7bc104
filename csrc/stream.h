// SPDX-License-Identifier: Apache-2.0
// A stack of layers that runs on from where it stopped, its weights laid out once for all.
#pragma once

#include <algorithm>
#include <vector>

#include "dispatch.h"

namespace openlstm {

template <typename Real>
class StreamOf {
 public:
  explicit StreamOf(int64_t B) : B_(B) {}

  void add(Sizes size, const Weights<Real>& weights) {
    size.T = 1;
    size.B = B_;
    layers_.push_back({size, weights, pack(size, weights)});
    widest_ = std::max(widest_, size.P);
    states_ += size.P + size.H;
    work_ += 8 * size.H * (size.I + size.P) * B_;
  }

  // Floating-point operations of one step, about.
  int64_t work() const { return work_; }

  // x [T, B, I] to output [T, B, P of the last layer]; h [L, B, P] and c [L, B, H] change in place.
  // Reads nothing of this object that it writes: several threads may run at once, each on its state.
  void run(int threads, int64_t T, const Real* x, Real* h, Real* c, Real* output) const {
    const int64_t between = layers_.size() > 1 ? T * B_ * widest_ : 0;
    Scratch<Real> scratch(states_ * B_ + 2 * between);
    Real* before = scratch.data();  // kernels do not allow h_n to be h_0
    Real* spare[2] = {scratch.data() + states_ * B_, scratch.data() + states_ * B_ + between};
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      const Layer& layer = layers_[l];
      Sizes size = layer.size;
      size.T = T;
      const int64_t of_h = B_ * size.P, of_c = B_ * size.H;
      Real *h_0 = before, *c_0 = before + of_h;
      std::copy(h, h + of_h, h_0);
      std::copy(c, c + of_c, c_0);
      Real* to = l + 1 == layers_.size() ? output : spare[l % 2];
      openlstm::forward<Real>({size, {x, B_ * size.I, size.I}, h_0, c_0, layer.weights, nullptr,
                               nullptr, false},
                              {{to, of_h, size.P}, h, c, nullptr, nullptr, nullptr}, &layer.packed,
                              threads);
      x = to;
      h += of_h;
      c += of_c;
      before += of_h + of_c;
    }
  }

 private:
  struct Layer {
    Sizes size;
    Weights<Real> weights;
    Packed<Real> packed;
  };
  int64_t B_, widest_ = 0, states_ = 0, work_ = 0;
  std::vector<Layer> layers_;
};

}  // namespace openlstm
