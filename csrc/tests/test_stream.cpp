// SPDX-License-Identifier: Apache-2.0
// A stream, step by step and in chunks, against the scalar loop over the whole sequence.
#include "stream.h"

#include <thread>

#include "check.h"
#include "problems.h"

namespace openlstm {
namespace {

// A stack of layers over one sequence, solved layer after layer.
struct Stack {
  std::vector<scalar::Problem> layers;
  std::vector<scalar::Results> results;

  Stack(int64_t T, int64_t B, int64_t I, int64_t H, int64_t P, int depth) {
    Source source(static_cast<unsigned>(100 * H + depth));
    for (int l = 0; l < depth; ++l) {
      const Sizes size{T, B, l ? P : I, H, P};
      layers.push_back(make_problem({size, false, false, false, true}, source));
      if (l) layers.back().x = results.back().output;
      results.push_back(scalar::forward(layers.back()));
    }
  }
};

template <typename Real>
void hold(int64_t T, int64_t B, int64_t I, int64_t H, int64_t P, int depth, int64_t chunk,
          int threads) {
  const Stack stack(T, B, I, H, P, depth);
  StreamOf<Real> stream(B);
  scalar::Numbers h_0, c_0, h_n, c_n;
  for (int l = 0; l < depth; ++l) {
    const scalar::Problem& layer = stack.layers[l];
    Laid<Real> laid(layer, Layout::contiguous);  // gone before the stream runs
    stream.add(layer.size, laid.weights());
    h_0.insert(h_0.end(), layer.h_0.begin(), layer.h_0.end());
    c_0.insert(c_0.end(), layer.c_0.begin(), layer.c_0.end());
    h_n.insert(h_n.end(), stack.results[l].h_n.begin(), stack.results[l].h_n.end());
    c_n.insert(c_n.end(), stack.results[l].c_n.begin(), stack.results[l].c_n.end());
  }
  const Array<Real> x(stack.layers[0].x), h(h_0), c(c_0), output(T * B * P);
  for (int64_t t = 0; t < T; t += chunk) {
    stream.run(threads, std::min(chunk, T - t), x.data() + t * B * I, h.data(), c.data(),
               output.data() + t * B * P);
  }
  CHECK(error_of(output, stack.results.back().output) <= 32);
  CHECK(error_of(h, h_n) <= 32);
  CHECK(error_of(c, c_n) <= 32);
}

TEST(stream_is_the_whole_sequence) {
  pool::fill(true);
  for (int threads : {1, 2}) {
    for (int64_t chunk : {1, 3, 40}) {
      hold<float>(7, 1, 5, 16, 16, 1, chunk, threads);
      hold<float>(7, 3, 5, 17, 17, 3, chunk, threads);
      hold<double>(5, 2, 1, 65, 65, 2, chunk, threads);
      hold<float>(5, 2, 9, 20, 7, 2, chunk, threads);
      hold<double>(4, 33, 2, 1, 1, 4, chunk, threads);
      hold<float>(3, 0, 2, 5, 5, 2, chunk, threads);
      hold<float>(9, 1, 40, 200, 200, 2, chunk, threads);
    }
  }
}

// Several threads share one stream, each with a state of its own.
TEST(stream_serves_several_threads) {
  constexpr int64_t B = 2, I = 5, H = 33, T = 50;
  Source source(1);
  const scalar::Problem problem = make_problem({{T, B, I, H, H}, false, false, false, true}, source);
  const scalar::Results wanted = scalar::forward(problem);
  Laid<float> laid(problem, Layout::contiguous);
  StreamOf<float> stream(B);
  stream.add(problem.size, laid.weights());
  double errors[3];
  std::vector<std::thread> threads;
  for (double& error : errors) {
    threads.emplace_back([&] {
      const Array<float> x(problem.x), h(problem.h_0), c(problem.c_0), output(T * B * H);
      for (int64_t t = 0; t < T; ++t) {
        stream.run(1, 1, x.data() + t * B * I, h.data(), c.data(), output.data() + t * B * H);
      }
      error = error_of(output, wanted.output);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (double error : errors) CHECK(error <= 32);
}

}  // namespace
}  // namespace openlstm

int main(int argc, char** argv) { return check::main(argc, argv); }
