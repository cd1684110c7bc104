// SPDX-License-Identifier: Apache-2.0
// The forward run of one layer and direction.
//
// Work is split by rows (each thread takes its rows through all steps; no barrier) or by units (each
// thread takes its panels of units of every row; one barrier per step, and each weight is read by one
// core only). W_ih x is folded into the tile of each step, or, where a step has few rows, computed for
// a chunk of steps at once, so that a step streams W_hh alone.
#pragma once

#include <optional>

#include "../pool.h"
#include "../team.h"
#include "columns.h"
#include "finish.h"
#include "plan.h"
#include "rows.h"

namespace openlstm::OPENLSTM_TARGET {

template <typename Real>
class Forward {
 public:
  Forward(const Inputs<Real>& in, const Outputs<Real>& out, const Factor<Real>* packed,
          int threads)
      : in_(in),
        out_(out),
        plan_(forward_plan<Real>(in, packed != nullptr, threads)),
        panels_(panels_of<Real>(in.size.H)),
        wide_(panels_ * W),
        memory_(packed || plan_.unpacked ? 0 : forward_panels_size<Real>(in.size)),
        weights_(forward_panels_in<Real>(packed ? packed : memory_.data(), in.size)),
        projection_(in.size.H, weights_.hr ? in.size.P : 0),
        cells_(in.size.B * wide_),
        zeros_(wide_ > in.size.P ? wide_ : in.size.P),
        past_(keeps_much()) {
    std::fill_n(zeros_.data(), zeros_.size(), Wide<Real>(0));
  }

  void run() {
    run_team(plan_.threads, [&](Team& team, int me) {
      std::optional<Member> member;
      try {
        member.emplace(*this, team, me);
      } catch (const std::bad_alloc&) {
        team.fail();
      }
      if (memory_.size()) pack(team, me);
      team.wait(me);
      if (!team.failed()) member->run();
    });
  }

 private:
  static constexpr int W = LANES<Real>;

  // Whether gates and cells are stored past the caches: they are more than these hold, or would only
  // push the weights out (measured: a trace then costs 3 to 7 %, not 20 to 33); their vectors are aligned.
  bool keeps_much() const {
    const int64_t much = out_.read_soon ? 8 << 20 : 1 << 20;
    const auto aligned = [](const Real* p) { return (uintptr_t)p % sizeof(Vector<Real>) == 0; };
    return DEPTH<Real> == 1 && in_.size.T * in_.size.B * in_.size.H * 5 * (int64_t)sizeof(Real) > much &&
           in_.size.H % W == 0 && aligned(out_.gates) && aligned(out_.cells);
  }

  void pack(const Team& team, int me) {
    const Sizes& size = in_.size;
    const Share mine(panels_, team.size(), me);
    for (int64_t panel = mine.first; panel < mine.last; ++panel)
      pack_panel(in_.weights, size, panel, memory_.data());
    if (weights_.hr && me == 0) pack_projection(size, in_.weights, memory_.data());
  }

  // One thread's part of the run.
  class Member {
   public:
    Member(Forward& run, Team& team, int me)
        : run_(run),
          in_(run.in_),
          out_(run.out_),
          size_(run.in_.size),
          team_(team),
          me_(me),
          by_units_(run.plan_.by_units),
          rows_(in_, by_units_ ? 1 : team.size(), by_units_ ? 0 : me),
          panels_(by_units_ ? Share(run.panels_, team.size(), me) : Share(run.panels_, 1, 0)),
          places_(rows_.count()),
          ahead_(run.plan_.chunk * rows_.count() * mine() * GATES * W),
          hidden_(run.weights_.hr ? rows_.count() * run.wide_ : 0),
          xs_(run.plan_.chunk * rows_.count()),
          starts_(run.plan_.chunk) {}

    void run() {
      begin();
      for (int64_t s = 0; s < rows_.steps(); ++s) {
        const int64_t running = rows_.running(s);
        place(s, running);
        if (run_.plan_.chunk && s % run_.plan_.chunk == 0) look_ahead(s);
        for (int64_t k = 0; k < mine(); ++k)  // back and forth: meets what is still in the cache
          step(s, running, s % 2 ? panels_.last - 1 - k : panels_.first + k);
        if (hidden_.size()) project(running);
        if (by_units_) team_.wait(me_);
      }
      end();
    }

   private:
    int64_t mine() const { return panels_.last - panels_.first; }
    int64_t first_unit() const { return panels_.first * W; }
    int64_t units() const { return std::min(size_.H, panels_.last * W) - first_unit(); }
    Wide<Real>* cell(int64_t r) { return run_.cells_.data() + rows_[r] * run_.wide_; }

    void begin() {
      for (int64_t r = 0; r < rows_.count(); ++r) {
        Wide<Real>* c = cell(r) + first_unit();
        std::fill_n(c, mine() * W, Wide<Real>(0));
        copy(in_.c_0 + rows_[r] * size_.H + first_unit(), units(), c);
      }
    }

    void place(int64_t s, int64_t running) {
      const int64_t B = size_.B, H = size_.H;
      for (int64_t r = 0; r < running; ++r) {
        const int64_t b = rows_[r], t = rows_.time(r, s), before = in_.reverse ? t + 1 : t - 1;
        const bool starts = rows_.starts(r, s);
        const Wide<Real>* zeros = run_.zeros_.data();
        Places<Real>& p = places_[r];
        p.x = in_.x.at(t, b);
        p.h_prev = starts   ? reinterpret_cast<const Real*>(zeros)
                   : s == 0 ? in_.h_0 + b * size_.P : out_.output.at(before, b);
        p.c = cell(r);
        p.c_prev = starts ? zeros : p.c;
        p.h = out_.output.at(t, b);
        p.m = hidden_.size() ? hidden_.data() + r * run_.wide_ : p.h;
        p.gates = out_.gates ? out_.gates + (t * B + b) * GATES * H : nullptr;
        p.pre = out_.pre ? out_.pre + (t * B + b) * GATES * H : nullptr;
        p.cells = out_.cells ? out_.cells + (t * B + b) * H : nullptr;
      }
    }

    // W_ih x + b of the next steps, for this thread's rows and panels: one product over all of them.
    void look_ahead(int64_t s) {
      int64_t count = 0;
      const int64_t last = std::min(s + run_.plan_.chunk, rows_.steps());
      for (int64_t ahead = s; ahead < last; ++ahead) {
        starts_[ahead - s] = count;
        for (int64_t r = 0; r < rows_.count() && rows_.length(r) > ahead; ++r)
          xs_[count++] = in_.x.at(rows_.time(r, ahead), rows_[r]);
      }
      for (int64_t panel = panels_.first; panel < panels_.last; ++panel) {
        const Factor<Real>* w = weights(panel);
        by_rows(count, [&](int64_t first, auto rows) {
          constexpr int R = decltype(rows)::value;
          auto sums = from_bias<R>(panel);
          const Real* x[R];
          for (int r = 0; r < R; ++r) x[r] = xs_[first + r];
          add_in_parts<Real, R, GATES>(sums, size_.I, x, w, false);
          for (int r = 0; r < R; ++r)
            for (int gate = 0; gate < GATES; ++gate)
              store(ahead(first + r, panel) + gate * W, sums.at[r][gate]);
        });
      }
    }

    Wide<Real>* ahead(int64_t place, int64_t panel) {
      return ahead_.data() + (place * mine() + panel - panels_.first) * GATES * W;
    }

    const Factor<Real>* weights(int64_t panel) const {
      return run_.weights_.gates + panel * lines_of<Real>(size_) * GATES * W;
    }

    template <int R>
    Tile<Real, R, GATES> from_bias(int64_t panel) const {
      Tile<Real, R, GATES> sums;
      for (int r = 0; r < R; ++r)
        for (int gate = 0; gate < GATES; ++gate)
          sums.at[r][gate] = load(run_.weights_.bias + (panel * GATES + gate) * W);
      return sums;
    }

    void step(int64_t s, int64_t running, int64_t panel) {
      const int64_t unit = panel * W, H = size_.H, I = size_.I;
      const int lanes = (int)std::min<int64_t>(W, H - unit);
      by_rows(running, [&](int64_t first, auto rows) {
        constexpr int R = decltype(rows)::value;
        const Places<Real>* at = places_.data() + first;
        Tile<Real, R, GATES> sums;
        if (run_.plan_.unpacked) {
          sums = dots<R>(at, unit, lanes);
        } else {
          const Factor<Real>* w = weights(panel);
          if (run_.plan_.chunk) {
            const int64_t place = starts_[s % run_.plan_.chunk] + first;
            for (int r = 0; r < R; ++r)
              for (int gate = 0; gate < GATES; ++gate)
                sums.at[r][gate] = load(ahead(place + r, panel) + gate * W);
          } else {
            sums = from_bias<R>(panel);
            const Real* x[R];
            for (int r = 0; r < R; ++r) x[r] = at[r].x;
            add_in_parts<Real, R, GATES>(sums, I, x, w, false);
          }
          const Real* h[R];
          for (int r = 0; r < R; ++r) h[r] = at[r].h_prev;
          add_in_parts<Real, R, GATES>(sums, size_.P, h, w + depths<Real>(I) * GATES * W, s % 2);
        }
        if (lanes < W)
          finish<false, false>(sums, at, H, unit, lanes);
        else if (run_.past_)
          finish<true, DEPTH<Real> == 1>(sums, at, H, unit, lanes);
        else
          finish<true, false>(sums, at, H, unit, lanes);
      });
    }

    // Pre-activations from the weights as they are, for runs too short to lay them out anew.
    template <int R>
    Tile<Real, R, GATES> dots(const Places<Real>* at, int64_t unit, int lanes) const {
      Tile<Real, R, GATES> sums = {};
      for (int lane = 0; lane < lanes; ++lane) {
        Tile<Real, R, GATES> parts = {};
        const int64_t first = unit + lane, I = size_.I, P = size_.P;
        add_dots(parts, in_.weights.ih + first * I, size_.H * I, I, [&](int r) { return at[r].x; });
        add_dots(parts, in_.weights.hh + first * P, size_.H * P, P,
                 [&](int r) { return at[r].h_prev; });
        for (int gate = 0; gate < GATES; ++gate) {
          const int64_t row = gate * size_.H + first;
          Wide<Real> bias = in_.weights.bias_ih ? in_.weights.bias_ih[row] : Wide<Real>(0);
          if (in_.weights.bias_hh) bias += in_.weights.bias_hh[row];
          for (int r = 0; r < R; ++r)
            sums.at[r][gate][lane] = bias + sum_of_lanes<W, Real>(parts.at[r][gate]);
        }
      }
      return sums;
    }

    // h = W_hr m of all rows that run, m being what the cell shows before the projection.
    void project(int64_t running) {
      const int64_t H = size_.H, P = size_.P;
      for (int64_t panel = 0; panel < run_.projection_.count(); ++panel) {
        const ColumnPanel at = run_.projection_[panel];
        by_columns(at.vectors, [&](auto vectors) {
          constexpr int V = decltype(vectors)::value;
          const Factor<Real>* w = run_.weights_.hr + at.offset;
          by_rows(running, [&](int64_t first, auto rows) {
            constexpr int R = decltype(rows)::value;
            const Real* m[R];
            for (int r = 0; r < R; ++r) m[r] = places_[first + r].m;
            Tile<Real, R, V> sums = {};
            add_in_parts<Real, R, V>(sums, H, m, w, false);
            for (int r = 0; r < R; ++r) store_columns<V, Real>(sums.at[r], places_[first + r].h, at.column, P);
          });
        });
      }
    }

    void end() {
      settle();
      const int64_t P = size_.P, H = size_.H, T = size_.T, B = size_.B;
      const bool projects = hidden_.size() > 0;
      const int64_t first = projects ? 0 : first_unit(), count = projects ? P : units();
      for (int64_t r = 0; r < rows_.count(); ++r) {
        const int64_t b = rows_[r], length = rows_.length(r);
        copy(cell(r) + first_unit(), units(), out_.c_n + b * H + first_unit());
        const Real* h = length ? out_.output.at(rows_.time(r, length - 1), b) : in_.h_0 + b * P;
        std::copy_n(h + first, count, out_.h_n + b * P + first);
        if (by_units_ && me_) continue;
        for (int64_t t = length; t < T; ++t) {
          std::fill_n(out_.output.at(t, b), P, Real(0));
          if (out_.gates) std::fill_n(out_.gates + (t * B + b) * GATES * H, GATES * H, Real(0));
          if (out_.pre) std::fill_n(out_.pre + (t * B + b) * GATES * H, GATES * H, Real(0));
          if (out_.cells) std::fill_n(out_.cells + (t * B + b) * H, H, Real(0));
        }
      }
    }

    Forward& run_;
    const Inputs<Real>& in_;
    const Outputs<Real>& out_;
    const Sizes& size_;
    Team& team_;
    const int me_;
    const bool by_units_;
    Rows<Real> rows_;
    const Share panels_;
    Scratch<Places<Real>> places_;
    Scratch<Wide<Real>> ahead_;   // [chunk · rows][panels][i f g o][W]
    Scratch<Real> hidden_;  // [rows][panels][W], with a projection
    Scratch<const Real*> xs_;
    Scratch<int64_t> starts_;  // where in ahead_ each step of the chunk begins
  };

  const Inputs<Real>& in_;
  const Outputs<Real>& out_;
  const Plan plan_;
  const int64_t panels_, wide_;
  Scratch<Factor<Real>> memory_;
  const ForwardPanels<Real> weights_;
  const ColumnPanels<Real> projection_;
  Scratch<Wide<Real>> cells_;  // [B][panels][W], c of the step before
  Scratch<Wide<Real>> zeros_;
  const bool past_;
};

}  // namespace openlstm::OPENLSTM_TARGET
