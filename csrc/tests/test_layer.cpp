// SPDX-License-Identifier: Apache-2.0
// Every target's kernels against the scalar loop: both precisions, odd sizes, one to four threads.
#include <algorithm>
#include <cstdlib>

#include "check.h"
#include "pool.h"
#include "problems.h"

namespace openlstm {
namespace {

// Units in the last place of the largest value. 9 were seen; in bfloat16, where little but the rounding
// of what is fed back and kept counts, 1.4.
constexpr double kTolerance = 32, kToleranceInBFloat16 = 4;

std::string text(const Asked& asked, const Target& target, int bits, int threads) {
  const auto [T, B, I, H, P] = asked.size;
  return std::string(target.name) + " float" + std::to_string(bits) + " threads " +
         std::to_string(threads) + " T " + std::to_string(T) + " B " + std::to_string(B) + " I " +
         std::to_string(I) + " H " + std::to_string(H) + " P " + std::to_string(P) +
         (asked.ragged ? " ragged" : "") + (asked.reset ? " reset" : "") +
         (asked.reverse ? " reverse" : "") + (asked.bias ? "" : " no bias");
}

// A problem, its solution, and what arrives at it from behind.
struct Solved {
  Asked asked;
  scalar::Problem problem;
  scalar::Results results;
  scalar::Arrivals arrivals;
  scalar::Derivatives derivatives;
};

Solved solve(const Asked& asked, unsigned seed) {
  Source source(seed);
  const auto [T, B, I, H, P] = asked.size;
  Solved solved{asked, make_problem(asked, source), {}, {}, {}};
  solved.results = scalar::forward(solved.problem);
  // now and then nothing arrives at all steps, or at the last state
  if (seed % 5 != 1) solved.arrivals.output = source.numbers(T * B * P, 1);
  if (seed % 4 != 1) solved.arrivals.h_n = source.numbers(B * P, 1);
  if (seed % 4 != 2) solved.arrivals.c_n = source.numbers(B * H, 1);
  solved.derivatives = scalar::backward(solved.problem, solved.results, solved.arrivals);
  return solved;
}

// The same in numbers that bfloat16 holds.
Solved in_bfloat16(Solved solved) {
  solved.problem = rounded<BFloat16>(solved.problem);
  for (auto* numbers : {&solved.arrivals.output, &solved.arrivals.h_n, &solved.arrivals.c_n})
    for (double& each : *numbers) each = BFloat16(static_cast<float>(each));
  solved.results = scalar::forward(solved.problem);
  solved.derivatives = scalar::backward(solved.problem, solved.results, solved.arrivals);
  return solved;
}

double worst = 0, worst_in_bfloat16 = 0;

template <typename Real>
class Held {
 public:
  Held(const Solved& solved, const Target& target, int threads, unsigned variant)
      : solved_(solved),
        functions_(target.in<Real>()),
        threads_(threads),
        variant_(variant),
        what_(text(solved.asked, target, 8 * sizeof(Real), threads)),
        laid_(solved.problem, static_cast<Layout>(variant % 3)) {}

  void run() {
    forward();
    backward();
  }

 private:
  void hold(const char* name, const Array<Real>& found, const scalar::Numbers& wanted) {
    const double error = error_of(found, wanted);
    const bool low = sizeof(Real) == sizeof(BFloat16);
    double& so_far = low ? worst_in_bfloat16 : worst;
    if (error == error) so_far = std::max(so_far, error);
    if (!(error <= (low ? kToleranceInBFloat16 : kTolerance))) {
      check::fail("test_layer.cpp", 0, what_ + ": " + name + " is off by " + std::to_string(error));
    }
  }

  void forward() {
    const bool trace = true, packed = variant_ % 2 != 0;
    Packed<Real> panels{};
    if (packed) {
      panels = functions_.pack(solved_.problem.size, laid_.weights());
      for (auto* weights : {&laid_.ih, &laid_.hh, &laid_.bias_ih, &laid_.bias_hh, &laid_.hr}) {
        kept_.push_back(Array<Real>(weights->size()));  // NaN stands where the weights were
        std::swap(*weights, kept_.back());
      }
    }
    functions_.forward(laid_.inputs(), laid_.outputs(trace), packed ? &panels : nullptr, threads_);
    if (packed) {
      int n = 0;
      for (auto* weights : {&laid_.ih, &laid_.hh, &laid_.bias_ih, &laid_.bias_hh, &laid_.hr}) {
        std::swap(*weights, kept_[n++]);
      }
    }
    const scalar::Results& wanted = solved_.results;
    hold("output", laid_.output.gathered(), wanted.output);
    hold("h_n", laid_.h_n, wanted.h_n);
    hold("c_n", laid_.c_n, wanted.c_n);
    hold("gates", laid_.gates, wanted.gates);
    hold("cells", laid_.cells, wanted.cells);
    hold("pre", laid_.pre, wanted.pre);
    if (laid_.output.spoiled()) check::fail("test_layer.cpp", 0, what_ + ": wrote between outputs");
    plain();
  }

  // Without the trace the same numbers come out.
  void plain() {
    Laid<Real> other(solved_.problem, Layout::contiguous);
    functions_.forward(other.inputs(), other.outputs(false), nullptr, threads_);
    hold("output without trace", other.output.gathered(), solved_.results.output);
    hold("h_n without trace", other.h_n, solved_.results.h_n);
    hold("c_n without trace", other.c_n, solved_.results.c_n);
  }

  void backward() {
    const auto [T, B, I, H, P] = solved_.problem.size;
    const scalar::Arrivals& from = solved_.arrivals;
    const Array<Real> d_h_n(from.h_n), d_c_n(from.c_n);
    if (!from.output.empty()) laid_.fill(laid_.d_output, from.output);
    // some gradients may not be wanted; all are every third time
    const auto size = [&](int which, int64_t count) {
      return variant_ % 3 == 0 || (variant_ >> which) % 3 != 0 ? count : 0;
    };
    const Array<Real> x(size(0, T * B * I)), h_0(size(1, B * P)), c_0(size(2, B * H));
    const Array<Real> ih(size(3, 4 * H * I)), hh(size(4, 4 * H * P)), bias(size(5, 4 * H));
    const Array<Real> hr(solved_.problem.hr.empty() ? 0 : size(6, P * H));
    functions_.backward(
        laid_.inputs(),
        {laid_.output.readable(), laid_.gates.data(), laid_.cells.data(),
         from.output.empty() ? Strided<const Real>{nullptr, 0, 0} : laid_.d_output.readable(),
         d_h_n.data(), d_c_n.data()},
        {x.data(), h_0.data(), c_0.data(), ih.data(), hh.data(), bias.data(), hr.data()}, threads_);
    const scalar::Derivatives& wanted = solved_.derivatives;
    const auto hold_if = [&](const char* name, const Array<Real>& found,
                             const scalar::Numbers& right) {
      if (found.size() != 0) hold(name, found, right);
    };
    hold_if("d_x", x, wanted.x);
    hold_if("d_h_0", h_0, wanted.h_0);
    hold_if("d_c_0", c_0, wanted.c_0);
    hold_if("d_weight_ih", ih, wanted.ih);
    hold_if("d_weight_hh", hh, wanted.hh);
    hold_if("d_bias", bias, wanted.bias);
    hold_if("d_weight_hr", hr, wanted.hr);
  }

  const Solved& solved_;
  const Functions<Real>& functions_;
  int threads_;
  unsigned variant_;
  std::string what_;
  Laid<Real> laid_;
  std::vector<Array<Real>> kept_;
};

// By all targets and in both precisions.
void hold_all(const Solved& solved, int threads, unsigned variant) {
  for (const Target* target : targets()) {
    Held<float>(solved, *target, threads, variant).run();
    Held<double>(solved, *target, threads, variant + 1).run();
    if (target->has_bfloat16()) Held<BFloat16>(in_bfloat16(solved), *target, threads, variant).run();
    variant += 5;
  }
}

// Only every so many-th problem is tried: under a sanitizer all would take minutes.
int stride() {
  const char* thinned = std::getenv("OPENLSTM_TEST_STRIDE");
  return thinned ? std::max(1, std::atoi(thinned)) : 1;
}

TEST(layer_of_every_size) {
  pool::fill(true);
  unsigned seed = 0;
  const int64_t Ts[] = {1, 2, 3, 9, 26}, Is[] = {1, 2, 7, 16, 33};
  const int64_t Bs[] = {1, 2, 3, 5, 7, 12, 33, 0};
  for (int64_t H : {1, 2, 7, 15, 16, 17, 31, 48, 50, 63, 64, 65, 96}) {
    for (int turn = 0; turn < 24; ++turn, ++seed) {
      if (seed % static_cast<unsigned>(stride()) != 0) continue;
      const int64_t B = Bs[seed % 8], I = Is[seed % 5];
      const int64_t T = B > 12 && H > 48 ? Ts[seed % 4] : Ts[(seed / 5) % 5];
      int64_t P = H;
      if (turn % 4 == 3 && H > 1) P = 1 + (seed * 7) % (H - 1);
      const Asked asked{{T, B, I, H, P}, turn % 3 == 1, turn % 5 >= 3, turn % 2 == 1, turn % 7 != 2};
      const Solved solved = solve(asked, seed);
      hold_all(solved, 1, seed);
      // rarely more: threads that share a core wait long for each other, at every step
      if (turn % 6 == 0) hold_all(solved, 2 + turn / 6 % 3, seed + 1);
    }
  }
  std::printf("       largest error: %.1f units in the last place, %.1f in bfloat16\n", worst,
              worst_in_bfloat16);
}

TEST(layer_with_work_for_several_threads) {
  pool::fill(true);
  const Sizes sizes[] = {{5, 1, 40, 200, 200}, {3, 2, 7, 257, 257}, {4, 40, 33, 96, 96},
                         {7, 5, 130, 150, 150}, {3, 24, 16, 150, 31}};
  unsigned seed = 1000;
  for (const Sizes& size : sizes) {
    for (int turn = 0; turn < 3; ++turn, ++seed) {
      if (stride() > 1 && turn != static_cast<int>(seed / 3) % 3) continue;
      hold_all(solve({size, turn == 1, turn == 2, turn >= 1, true}, seed), 2 + turn, seed);
    }
  }
}

// More steps than are worked at in one piece.
TEST(layer_over_long_sequences) {
  pool::fill(true);
  hold_all(solve({{140, 2, 3, 17, 17}, false, false, false, true}, 2000), 1, 0);
  hold_all(solve({{140, 2, 3, 33, 33}, true, true, true, true}, 2001), 2, 1);
  hold_all(solve({{70, 9, 2, 33, 5}, true, true, false, true}, 2002), 1, 2);
}

// The same call twice gives the same bits.
TEST(layer_is_deterministic) {
  Source source(7);
  const scalar::Problem problem =
      make_problem({{20, 13, 9, 50, 50}, true, true, false, true}, source);
  for (const Target* target : targets()) {
    for (int threads = 1; threads <= 3; ++threads) {
      Laid<float> one(problem, Layout::contiguous), two(problem, Layout::contiguous);
      std::vector<Array<float>> sums;
      for (Laid<float>* each : {&one, &two}) {
        target->in_float.forward(each->inputs(), each->outputs(true), nullptr, threads);
        sums.push_back(Array<float>(4 * 50 * 50));
        Gradients<float> to{};
        to.hh = sums.back().data();
        target->in_float.backward(each->inputs(),
                                  {each->output.readable(), each->gates.data(), each->cells.data(),
                                   each->output.readable(), nullptr, nullptr},
                                  to, threads);
      }
      CHECK(std::equal(one.output.numbers.data(), one.output.numbers.data() + 20 * 13 * 50,
                       two.output.numbers.data()));
      CHECK(std::equal(sums[0].data(), sums[0].data() + sums[0].size(), sums[1].data()));
    }
  }
}

TEST(layer_in_bfloat16_passes_through_what_is_no_number) {
  const Target& target = *targets().front();
  if (!target.has_bfloat16()) return;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (float x : {nan, infinity, -infinity}) {
    Source source(3);
    const Sizes size{6, 7, 5, 17, 17};  // odd I and P: the neighbour of a last number counts nowhere
    scalar::Problem problem =
        rounded<BFloat16>(make_problem({size, false, false, false, true}, source));
    problem.x[(2 * 7 + 1) * 5] = x;  // one number of row 1 at t = 2
    const scalar::Results wanted = scalar::forward(problem);
    Laid<BFloat16> laid(problem, Layout::contiguous);
    target.in_bfloat16.forward(laid.inputs(), laid.outputs(true), nullptr, 1);
    for (int64_t n = 0; n < laid.gates.size(); ++n) {
      CHECK(std::isnan(laid.gates[n]) == std::isnan(wanted.gates[n]));
    }
  }
}

// Gates that are fully open or shut, inputs far out, and what is no number.
TEST(layer_at_the_edges_of_arithmetic) {
  const float infinity = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Target* target : targets()) {
    for (float x : {60.f, -60.f, 1e4f, -1e4f, 1e-40f, 3e38f}) {
      Source source(3);
      scalar::Problem problem = make_problem({{6, 3, 5, 17, 17}, false, false, false, true}, source);
      std::fill(problem.x.begin(), problem.x.end(), x);
      const scalar::Results wanted = scalar::forward(problem);
      Laid<float> laid(problem, Layout::contiguous);
      target->in_float.forward(laid.inputs(), laid.outputs(true), nullptr, 1);
      CHECK(error_of(laid.gates, wanted.gates) <= kTolerance * std::max(1.f, std::abs(x) / 60));
      CHECK(error_of(laid.cells, wanted.cells) <= kTolerance * std::max(1.f, std::abs(x) / 60));
    }
    for (float x : {nan, infinity, -infinity}) {
      Source source(3);
      scalar::Problem problem = make_problem({{6, 7, 5, 17, 17}, false, false, false, true}, source);
      problem.x[(2 * 7 + 1) * 5] = x;  // one number of row 1 at t = 2
      const scalar::Results wanted = scalar::forward(problem);
      Laid<float> laid(problem, Layout::contiguous);
      target->in_float.forward(laid.inputs(), laid.outputs(true), nullptr, 1);
      for (int64_t n = 0; n < laid.gates.size(); ++n) {
        CHECK(std::isnan(laid.gates[n]) == std::isnan(wanted.gates[n]));
      }
    }
  }
}

}  // namespace
}  // namespace openlstm

int main(int argc, char** argv) { return check::main(argc, argv); }
