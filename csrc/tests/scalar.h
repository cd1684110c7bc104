// SPDX-License-Identifier: Apache-2.0
// One layer and direction, forward and backward, as plain loops over numbers in double precision: the
// specification that the kernels are held to. The twin of src/openlstm/reference.py and of
// src/openlstm/engines/backward.py; letters as in docs/notation.md.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "openlstm/lstm.h"

namespace openlstm::scalar {

using Numbers = std::vector<double>;

// What a run reads; empty: not given. Shapes as in lstm.h, all contiguous.
struct Problem {
  Sizes size;
  Numbers x, h_0, c_0, ih, hh, bias_ih, bias_hh, hr;
  std::vector<int64_t> lengths;
  std::vector<uint8_t> reset;
  bool reverse;

  int64_t length(int64_t b) const { return lengths.empty() ? size.T : lengths[b]; }
  // Input time of the step of row b that is computed as number s.
  int64_t time(int64_t b, int64_t s) const { return reverse ? length(b) - 1 - s : s; }
  // Whether the state is zero before that step. A reset before t cuts between t-1 and t; the reverse
  // direction comes to the cut before its step t-1.
  bool starts(int64_t b, int64_t s) const {
    const int64_t t = time(b, s) + (reverse ? 1 : 0);
    return !reset.empty() && t < length(b) && reset[t * size.B + b] != 0;
  }
};

struct Results {
  Numbers output, h_n, c_n, gates, cells, pre;
};

struct Arrivals {
  Numbers output, h_n, c_n;  // empty: zero
};

struct Derivatives {
  Numbers x, h_0, c_0, ih, hh, bias, hr;
};

inline double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// y += M v for M [rows, columns]
inline void add_product(const double* M, int64_t rows, int64_t columns, const double* v, double* y) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t k = 0; k < columns; ++k) y[r] += M[r * columns + k] * v[k];
}

// y += Mᵀ v, and dM += v uᵀ: both ways through y = M u, backward
inline void add_transposed(const double* M, int64_t rows, int64_t columns, const double* v, double* y) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t k = 0; k < columns; ++k) y[k] += M[r * columns + k] * v[r];
}

inline void add_outer(double* dM, int64_t rows, int64_t columns, const double* v, const double* u) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t k = 0; k < columns; ++k) dM[r * columns + k] += v[r] * u[k];
}

inline Results forward(const Problem& in) {
  const auto [T, B, I, H, P] = in.size;
  Results out{Numbers(T * B * P), in.h_0, in.c_0, Numbers(T * B * 4 * H), Numbers(T * B * H),
              Numbers(T * B * 4 * H)};
  for (int64_t b = 0; b < B; ++b) {
    double *h = &out.h_n[b * P], *c = &out.c_n[b * H];
    for (int64_t s = 0; s < in.length(b); ++s) {
      const int64_t t = in.time(b, s), at = t * B + b;
      if (in.starts(b, s)) {
        std::fill(h, h + P, 0.0);
        std::fill(c, c + H, 0.0);
      }
      double *pre = &out.pre[at * 4 * H], *gates = &out.gates[at * 4 * H];
      for (int64_t j = 0; j < 4 * H; ++j) {
        if (!in.bias_ih.empty()) pre[j] += in.bias_ih[j];
        if (!in.bias_hh.empty()) pre[j] += in.bias_hh[j];
      }
      add_product(in.ih.data(), 4 * H, I, &in.x[at * I], pre);
      add_product(in.hh.data(), 4 * H, P, h, pre);
      Numbers m(H);
      for (int64_t u = 0; u < H; ++u) {
        const double i = gates[u] = sigmoid(pre[u]);
        const double f = gates[H + u] = sigmoid(pre[H + u]);
        const double g = gates[2 * H + u] = std::tanh(pre[2 * H + u]);
        const double o = gates[3 * H + u] = sigmoid(pre[3 * H + u]);
        c[u] = f * c[u] + i * g;
        m[u] = o * std::tanh(c[u]);
        out.cells[at * H + u] = c[u];
      }
      if (in.hr.empty()) {
        std::copy(m.begin(), m.end(), h);
      } else {
        std::fill(h, h + P, 0.0);
        add_product(in.hr.data(), P, H, m.data(), h);
      }
      std::copy(h, h + P, &out.output[at * P]);
    }
  }
  return out;
}

inline Derivatives backward(const Problem& in, const Results& kept, const Arrivals& d) {
  const auto [T, B, I, H, P] = in.size;
  Derivatives to{Numbers(T * B * I), Numbers(B * P),         Numbers(B * H),
                 Numbers(4 * H * I), Numbers(4 * H * P),     Numbers(4 * H),
                 Numbers(in.hr.empty() ? 0 : P * H)};
  const Numbers zeros(H > P ? H : P);
  for (int64_t b = 0; b < B; ++b) {
    double *dh = &to.h_0[b * P], *dc = &to.c_0[b * H];  // dL by the state before the step
    if (!d.h_n.empty()) std::copy_n(&d.h_n[b * P], P, dh);
    if (!d.c_n.empty()) std::copy_n(&d.c_n[b * H], H, dc);
    for (int64_t s = in.length(b) - 1; s >= 0; --s) {
      const int64_t t = in.time(b, s), at = t * B + b;
      const bool starts = in.starts(b, s);
      const int64_t before = s > 0 ? in.time(b, s - 1) * B + b : 0;
      const double* h_prev = starts ? zeros.data() : s == 0 ? &in.h_0[b * P] : &kept.output[before * P];
      const double* c_prev = starts ? zeros.data() : s == 0 ? &in.c_0[b * H] : &kept.cells[before * H];
      const double *gates = &kept.gates[at * 4 * H], *c = &kept.cells[at * H];
      if (!d.output.empty())
        for (int64_t p = 0; p < P; ++p) dh[p] += d.output[at * P + p];

      Numbers dm(H), m(H), dpre(4 * H);
      for (int64_t u = 0; u < H; ++u) m[u] = gates[3 * H + u] * std::tanh(c[u]);
      if (in.hr.empty()) {
        std::copy_n(dh, H, dm.begin());
      } else {
        add_transposed(in.hr.data(), P, H, dh, dm.data());
        add_outer(to.hr.data(), P, H, dh, m.data());
      }
      for (int64_t u = 0; u < H; ++u) {
        const double i = gates[u], f = gates[H + u], g = gates[2 * H + u], o = gates[3 * H + u];
        const double shown = std::tanh(c[u]);
        dc[u] += dm[u] * o * (1 - shown * shown);
        dpre[u] = dc[u] * g * i * (1 - i);
        dpre[H + u] = dc[u] * c_prev[u] * f * (1 - f);
        dpre[2 * H + u] = dc[u] * i * (1 - g * g);
        dpre[3 * H + u] = dm[u] * shown * o * (1 - o);
        dc[u] *= starts ? 0 : f;
      }
      for (int64_t j = 0; j < 4 * H; ++j) to.bias[j] += dpre[j];
      add_outer(to.ih.data(), 4 * H, I, dpre.data(), &in.x[at * I]);
      add_outer(to.hh.data(), 4 * H, P, dpre.data(), h_prev);
      add_transposed(in.ih.data(), 4 * H, I, dpre.data(), &to.x[at * I]);
      std::fill(dh, dh + P, 0.0);
      if (!starts) add_transposed(in.hh.data(), 4 * H, P, dpre.data(), dh);
    }
  }
  return to;
}

}  // namespace openlstm::scalar
