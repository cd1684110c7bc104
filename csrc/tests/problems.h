// SPDX-License-Identifier: Apache-2.0
// Problems of odd sizes for the tests, and the same problem laid out for a kernel.
#pragma once

#include <limits>
#include <memory>
#include <random>
#include <string>

#include "dispatch.h"
#include "scalar.h"

namespace openlstm {

// Random numbers that float holds exactly: both precisions then solve one problem.
class Source {
 public:
  explicit Source(unsigned seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  scalar::Numbers numbers(int64_t count, double scale) {
    scalar::Numbers made(static_cast<std::size_t>(count));
    std::uniform_real_distribution<float> uniform(static_cast<float>(-scale),
                                                  static_cast<float>(scale));
    for (double& each : made) each = uniform(engine_);
    return made;
  }

 private:
  std::mt19937 engine_;
};

struct Asked {
  Sizes size;
  bool ragged, reset, reverse, bias;
};

inline scalar::Problem make_problem(const Asked& asked, Source& source) {
  const auto [T, B, I, H, P] = asked.size;
  const double scale = 1.5 / std::sqrt(static_cast<double>(H));
  scalar::Problem made{asked.size,
                       source.numbers(T * B * I, 2),
                       source.numbers(B * P, 1),
                       source.numbers(B * H, 1),
                       source.numbers(4 * H * I, scale),
                       source.numbers(4 * H * P, scale),
                       source.numbers(asked.bias ? 4 * H : 0, 1),
                       source.numbers(asked.bias ? 4 * H : 0, 1),
                       source.numbers(P == H ? 0 : P * H, scale),
                       {},
                       {},
                       asked.reverse};
  if (asked.ragged)
    for (int64_t b = 0; b < B; ++b) made.lengths.push_back(source.below(static_cast<int>(T) + 1));
  if (asked.reset)
    for (int64_t n = 0; n < T * B; ++n) made.reset.push_back(source.below(4) == 0);
  return made;
}

// An array on the heap, as long as it says, so that the address sanitizer sees the step too far. NaN
// until it is written.
template <typename Real>
class Array {
 public:
  Array() = default;
  explicit Array(int64_t size)
      : size_(size), numbers_(size > 0 ? new Real[static_cast<std::size_t>(size)] : nullptr) {
    std::fill_n(numbers_.get(), size_, std::numeric_limits<Real>::quiet_NaN());
  }
  explicit Array(const scalar::Numbers& from) : Array(static_cast<int64_t>(from.size())) {
    for (int64_t n = 0; n < size_; ++n) numbers_[n] = static_cast<Real>(from[n]);
  }
  Real* data() const { return numbers_.get(); }
  int64_t size() const { return size_; }
  Real& operator[](int64_t n) const { return numbers_[n]; }

 private:
  int64_t size_ = 0;
  std::unique_ptr<Real[]> numbers_;
};

enum class Layout { contiguous, batch_first, gaps };

// A tensor [T, B, features] in one of three layouts; what lies between its numbers stays NaN.
template <typename Real>
struct Steps {
  int64_t T, B, features, step, row;
  Array<Real> numbers;

  Steps(int64_t T, int64_t B, int64_t features, Layout layout)
      : T(T),
        B(B),
        features(features),
        step(layout == Layout::batch_first ? features : B * width(features, layout)),
        row(layout == Layout::batch_first ? T * features : width(features, layout)),
        numbers(T * B * width(features, layout)) {}

  // With `valid` false for padding, which is left NaN: nothing may read it.
  template <typename Valid>
  void fill(const scalar::Numbers& from, Valid valid) {
    for (int64_t t = 0; t < T; ++t)
      for (int64_t b = 0; b < B; ++b)
        for (int64_t k = 0; k < features; ++k)
          if (valid(t, b)) {
            numbers[t * step + b * row + k] = static_cast<Real>(from[(t * B + b) * features + k]);
          }
  }

  // Its numbers in the contiguous order.
  Array<Real> gathered() const {
    Array<Real> all(T * B * features);
    for (int64_t t = 0; t < T; ++t)
      for (int64_t b = 0; b < B; ++b)
        for (int64_t k = 0; k < features; ++k)
          all[(t * B + b) * features + k] = numbers[t * step + b * row + k];
    return all;
  }

  // How many numbers between the features are not NaN any more.
  int64_t spoiled() const {
    int64_t written = 0, inside = 0;
    for (int64_t n = 0; n < numbers.size(); ++n) written += !std::isnan(numbers[n]);
    const Array<Real> all = gathered();
    for (int64_t n = 0; n < all.size(); ++n) inside += !std::isnan(all[n]);
    return written - inside;
  }

  Strided<Real> writable() const { return {numbers.data(), step, row}; }
  Strided<const Real> readable() const { return {numbers.data(), step, row}; }

 private:
  static int64_t width(int64_t features, Layout layout) {
    return layout == Layout::gaps ? features + 3 : features;
  }
};

// A problem in the form that a kernel takes, with room for what it gives.
template <typename Real>
class Laid {
 public:
  Laid(const scalar::Problem& problem, Layout layout)
      : problem_(problem),
        x_(problem.size.T, problem.size.B, problem.size.I, layout),
        output(problem.size.T, problem.size.B, problem.size.P, layout),
        d_output(problem.size.T, problem.size.B, problem.size.P, layout),
        h_0_(problem.h_0),
        c_0_(problem.c_0),
        ih(problem.ih),
        hh(problem.hh),
        bias_ih(problem.bias_ih),
        bias_hh(problem.bias_hh),
        hr(problem.hr) {
    const auto [T, B, I, H, P] = problem.size;
    fill(x_, problem.x);
    h_n = Array<Real>(B * P);
    c_n = Array<Real>(B * H);
    gates = Array<Real>(T * B * 4 * H);
    cells = Array<Real>(T * B * H);
    pre = Array<Real>(T * B * 4 * H);
  }

  void fill(Steps<Real>& steps, const scalar::Numbers& from) const {
    steps.fill(from, [&](int64_t t, int64_t b) { return t < problem_.length(b); });
  }

  Weights<Real> weights() const {
    return {ih.data(), hh.data(), bias_ih.data(), bias_hh.data(), hr.data()};
  }

  Inputs<Real> inputs() const {
    return {problem_.size,
            x_.readable(),
            h_0_.data(),
            c_0_.data(),
            weights(),
            problem_.lengths.empty() ? nullptr : problem_.lengths.data(),
            problem_.reset.empty() ? nullptr : problem_.reset.data(),
            problem_.reverse};
  }

  Outputs<Real> outputs(bool trace) const {
    return {output.writable(),
            h_n.data(),
            c_n.data(),
            trace ? gates.data() : nullptr,
            trace ? cells.data() : nullptr,
            trace ? pre.data() : nullptr};
  }

 private:
  const scalar::Problem& problem_;
  Steps<Real> x_;

 public:
  Steps<Real> output, d_output;

 private:
  Array<Real> h_0_, c_0_;

 public:
  Array<Real> ih, hh, bias_ih, bias_hh, hr;
  Array<Real> h_n, c_n, gates, cells, pre;
};

// The largest error, in units of the precision of Real and of the largest value: NaN if any is.
template <typename Real>
double error_of(const Array<Real>& found, const scalar::Numbers& wanted) {
  double largest = 1, error = 0;
  for (double each : wanted) largest = std::max(largest, std::abs(each));
  for (std::size_t n = 0; n < wanted.size(); ++n) {
    const double off = std::abs(static_cast<double>(found[static_cast<int64_t>(n)]) - wanted[n]);
    if (!(off <= error)) error = off;  // NaN comes through
  }
  return error / largest / std::numeric_limits<Real>::epsilon();
}

}  // namespace openlstm
