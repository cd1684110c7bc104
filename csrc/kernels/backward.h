// SPDX-License-Identifier: Apache-2.0
// The backward run of one layer and direction, from what a forward run kept.
//
// Steps are run backward in chunks of a few hundred rows; while a chunk's dpre is still in the cache,
// the products that need it follow: dL by the weights, the biases and x. Split by rows, each thread
// sums up its own gradients of the weights, added at the end in the order of threads; split by units,
// threads share the sums, each its own lines. Either way two runs give the same bits.
#pragma once

#include <optional>

#include "../team.h"
#include "finish_back.h"
#include "plan.h"
#include "products.h"
#include "rows.h"

namespace openlstm::OPENLSTM_TARGET {

template <typename Real>
class Backward {
 public:
  Backward(const Inputs<Real>& in, const Arriving<Real>& from, const Gradients<Real>& to, int threads)
      : in_(in),
        from_(from),
        to_(to),
        plan_(backward_plan<Real>(in, threads)),
        wide_(up_to(in.size.H, W) * W),
        stride_(up_to(GATES * in.size.H, W) * W + W),  // a power of two would meet itself in the cache
        hh_(GATES * in.size.H, in.size.P, plan_.by_units ? plan_.threads : 1),
        ih_(GATES * in.size.H, to.x ? in.size.I : 0),
        hr_(in.size.P, projects() ? in.size.H : 0),
        packed_hh_(hh_.factors()),
        packed_ih_(ih_.factors()),
        packed_hr_(hr_.factors()),
        dc_(in.size.B * wide_),
        zeros_(std::max(stride_, wide_)),
        sums_(plan_.threads) {
    std::fill_n(zeros_.data(), zeros_.size(), Real(0));
  }

  void run() {
    run_team(plan_.threads, [&](Team& team, int me) {
      std::optional<Member> member;
      try {
        member.emplace(*this, team, me);
        sums_[me] = &member->sums();
      } catch (const std::bad_alloc&) {
        team.fail();
      }
      pack(team, me);
      team.wait(me);
      if (team.failed()) return;
      member->run();
      team.wait(me);
      gather(team, me);
      team.wait(me);  // the sums of a member end with it
    });
  }

 private:
  static constexpr int W = LANES<Real>;

  bool projects() const { return in_.size.P != in_.size.H; }

  void pack(const Team& team, int me) {
    const auto lay_out = [&](const Real* matrix, const ColumnPanels<Real>& panels, Factor<Real>* to) {
      for (int64_t panel = me; panel < panels.count(); panel += team.size())
        pack_columns(matrix, panels, panel, to);
    };
    lay_out(in_.weights.hh, hh_, packed_hh_.data());
    lay_out(in_.weights.ih, ih_, packed_ih_.data());
    lay_out(in_.weights.hr, hr_, packed_hr_.data());
  }

  // What one thread, or with a split by units all together, sums up over the chunks.
  struct Sums {
    OuterSum<Real> ih, hh, hr;
    Scratch<Wide<Real>> bias;
    bool used;  // whether there was any chunk
    Sums(const Sizes& size, const Gradients<Real>& to, bool whole)
        : ih(GATES * size.H, to.ih ? size.I : 0, whole ? to.ih : nullptr),
          hh(GATES * size.H, to.hh ? size.P : 0, whole ? to.hh : nullptr),
          hr(to.hr ? size.P : 0, size.H, whole ? to.hr : nullptr),
          bias(to.bias ? GATES * size.H : 0),
          used(false) {
      std::fill_n(bias.data(), bias.size(), Wide<Real>(0));
    }
  };

  void gather(const Team& team, int me) {
    const Sizes& size = in_.size;
    const int members = plan_.by_units ? 1 : team.size();
    Scratch<const OuterSum<Real>*> parts(members);
    const auto add_up = [&](OuterSum<Real> Sums::*which, int64_t rows, int64_t columns, Real* to) {
      if (!to) return;
      int count = 0;
      for (int member = 0; member < members; ++member)
        if (sums_[member]->used) parts[count++] = &(sums_[member]->*which);
      const Share lines(rows, team.size(), me);
      OuterSum<Real>::gather(parts.data(), count, columns, to, lines.first, lines.last);
    };
    add_up(&Sums::ih, GATES * size.H, size.I, to_.ih);
    add_up(&Sums::hh, GATES * size.H, size.P, to_.hh);
    add_up(&Sums::hr, size.P, size.H, to_.hr);
    if (!to_.bias || me) return;
    for (int64_t j = 0; j < GATES * size.H; ++j) {
      Wide<Real> sum = 0;
      for (int member = 0; member < members; ++member) sum += sums_[member]->bias[j];
      to_.bias[j] = Real(sum);
    }
  }

  class Member {
   public:
    Member(Backward& run, Team& team, int me)
        : run_(run),
          in_(run.in_),
          size_(run.in_.size),
          team_(team),
          me_(me),
          by_units_(run.plan_.by_units),
          rows_(in_, by_units_ ? 1 : team.size(), by_units_ ? 0 : me),
          chunk_(run.plan_.chunk),
          own_(size_, by_units_ && me ? Gradients<Real>{} : run.to_, parts() == team.size()),
          places_(rows_.count()),
          dpre_(owner() ? chunk_ * rows_.count() * run.stride_ : 0),
          carry_(owner() ? rows_.count() * run.stride_ : 0),
          dh_(run.projects() ? chunk_ * rows_.count() * run.wide_ : 0),
          m_(run.projects() ? chunk_ * rows_.count() * run.wide_ : 0),
          starts_(chunk_ + 1),
          xs_(chunk_ * rows_.count()),
          hs_(chunk_ * rows_.count()),
          dxs_(chunk_ * rows_.count()),
          ms_(run.projects() ? chunk_ * rows_.count() : 0),
          edge_(OuterSum<Real>::EDGE),
          factors_(DEPTH<Real> == 1 ? 0 : depths<Real>(chunk_ * rows_.count()) * run.stride_) {
      if (by_units_ && me == 0) run.shared_[0] = {dpre_.data(), carry_.data(), &own_};
      mine_ = {dpre_.data(), carry_.data(), &own_};
    }

    Sums& sums() { return own_; }

    void run() {
      if (by_units_) mine_ = run_.shared_[0];
      begin();
      if (by_units_) team_.wait(me_);
      const int64_t chunks = up_to(rows_.steps(), chunk_);
      for (int64_t number = chunks - 1; number >= 0; --number) {
        const int64_t first = number * chunk_;
        const int64_t last = std::min(first + chunk_, rows_.steps());
        survey(first, last);
        for (int64_t s = last - 1; s >= first; --s) {
          place(s, first);
          step();
          if (by_units_) team_.wait(me_);
        }
        add_products(last - first, number == chunks - 1);
        if (by_units_) team_.wait(me_);
        if (owner()) carry_over();
        if (by_units_) team_.wait(me_);
      }
      end();
    }

   private:
    struct Buffers {
      Real *dpre, *carry;
      Sums* sums;
    };
    friend class Backward;

    bool owner() const { return !by_units_ || me_ == 0; }
    int part() const { return by_units_ ? me_ : 0; }
    int parts() const { return by_units_ ? team_.size() : 1; }
    Wide<Real>* dc(int64_t r) { return run_.dc_.data() + rows_[r] * run_.wide_; }

    void begin() {
      const Share share(run_.wide_ / W, parts(), part());
      const int64_t unit = share.first * W, last = std::min(size_.H, share.last * W);
      for (int64_t r = 0; r < rows_.count(); ++r) {
        std::fill(dc(r) + unit, dc(r) + share.last * W, Wide<Real>(0));
        const Real* d_c_n = run_.from_.d_c_n;
        if (d_c_n && last > unit) copy(d_c_n + rows_[r] * size_.H + unit, last - unit, dc(r) + unit);
        if (!owner() || !run_.to_.x) continue;
        for (int64_t t = rows_.length(r); t < size_.T; ++t)
          std::fill_n(run_.to_.x + (t * size_.B + rows_[r]) * size_.I, size_.I, Real(0));
      }
    }

    // Where the rows of each step of a chunk lie, one behind the other, and what they read.
    void survey(int64_t first, int64_t last) {
      const int64_t B = size_.B;
      int64_t n = 0;
      for (int64_t s = first; s < last; ++s) {
        starts_[s - first] = n;
        for (int64_t r = 0; r < rows_.count() && rows_.length(r) > s; ++r, ++n) {
          const int64_t b = rows_[r], t = rows_.time(r, s), before = in_.reverse ? t + 1 : t - 1;
          xs_[n] = in_.x.at(t, b);
          hs_[n] = rows_.starts(r, s) ? run_.zeros_.data()
                   : s == 0           ? in_.h_0 + b * size_.P
                                      : run_.from_.output.at(before, b);
          dxs_[n] = run_.to_.x ? run_.to_.x + (t * B + b) * size_.I : nullptr;
          if (m_.size()) ms_[n] = m_.data() + n * run_.wide_;
        }
      }
      starts_[last - first] = n;
    }

    void place(int64_t s, int64_t first) {
      const int64_t B = size_.B, H = size_.H, stride = run_.stride_, k = s - first;
      running_ = starts_[k + 1] - starts_[k];
      any_next_ = false;
      for (int64_t r = 0; r < running_; ++r) {
        const int64_t b = rows_[r], t = rows_.time(r, s), before = in_.reverse ? t + 1 : t - 1;
        const int64_t n = starts_[k] + r;
        PlacesBack<Real>& p = places_[r];
        const bool is_last = s + 1 == rows_.length(r);
        p.next = is_last || rows_.starts(r, s + 1) ? run_.zeros_.data()
                 : k + 1 < chunk_                  ? mine_.dpre + (starts_[k + 1] + r) * stride
                                                   : mine_.carry + r * stride;
        any_next_ |= p.next != run_.zeros_.data();
        const Arriving<Real>& from = run_.from_;
        p.d_output = from.d_output.data ? from.d_output.at(t, b) : nullptr;
        p.d_h_n = is_last && from.d_h_n ? from.d_h_n + b * size_.P : nullptr;
        p.gates = from.gates + (t * B + b) * GATES * H;
        p.cell = from.cells + (t * B + b) * H;
        p.begins = rows_.starts(r, s);
        p.c_prev = p.begins ? run_.zeros_.data()
                   : s == 0 ? in_.c_0 + b * H
                            : from.cells + (before * B + b) * H;
        p.dc = dc(r);
        p.dpre = mine_.dpre + n * stride;
        p.m = m_.size() ? m_.data() + n * run_.wide_ : nullptr;
      }
      first_row_ = starts_[k];
      odd_ = s % 2;
    }

    void step() {
      if (!run_.projects()) {
        through_hidden([&](const auto& sums, int64_t r, const ColumnPanel& at, auto vectors) {
          constexpr int V = decltype(vectors)::value;
          for (int v = 0; v < V; ++v) {
            const int64_t unit = at.column + v * W;
            const int lanes = lanes_at<Real>(at.column, v, size_.H);
            if (lanes == W)
              finish_back<true>(arrived<true>(sums[v], r, unit, lanes), places_[r], size_.H, unit, W);
            else
              finish_back<false>(arrived<false>(sums[v], r, unit, lanes), places_[r], size_.H, unit,
                                 lanes);
          }
        });
        return;
      }
      through_hidden([&](const auto& sums, int64_t r, const ColumnPanel& at, auto vectors) {
        constexpr int V = decltype(vectors)::value;
        for (int v = 0; v < V; ++v) {
          const int64_t column = at.column + v * W;
          const int lanes = lanes_at<Real>(at.column, v, size_.P);
          store(dh(r) + column, arrived<false>(sums[v], r, column, lanes));
        }
      });
      through_projection();
    }

    Real* dh(int64_t r) { return dh_.data() + (first_row_ + r) * run_.wide_; }

    // dL/dh: what came from the step after, and what arrives at this one.
    template <bool WHOLE>
    OPENLSTM_INLINE Vector<Real> arrived(Vector<Real> sum, int64_t r, int64_t column, int lanes) {
      const PlacesBack<Real>& p = places_[r];
      if (p.d_output) sum += load_lanes<WHOLE>(p.d_output + column, lanes);
      if (p.d_h_n) sum += load_lanes<WHOLE>(p.d_h_n + column, lanes);
      return sum;
    }

    // W_hhᵀ dpre_{t+1}, a tile at a time to `use`.
    template <typename Use>
    OPENLSTM_INLINE void through_hidden(Use use) {
      // panels were shared out among the threads that were asked for; fewer may have come
      for (int group = part(); group < run_.hh_.members(); group += parts())
        for (int64_t panel = run_.hh_.first(group); panel < run_.hh_.last(group); ++panel)
          through_panel(run_.hh_[panel], run_.packed_hh_.data(), use);
    }

    template <typename Use>
    OPENLSTM_INLINE void through_panel(const ColumnPanel& at, const Factor<Real>* packed, Use use) {
      const int64_t K = any_next_ ? GATES * size_.H : 0;
      {
        by_columns(at.vectors, [&](auto vectors) {
          constexpr int V = decltype(vectors)::value;
          const Factor<Real>* w = packed + at.offset;
          by_rows(running_, [&](int64_t first, auto rows) {
            constexpr int R = decltype(rows)::value;
            const Real* next[R];
            for (int r = 0; r < R; ++r) next[r] = places_[first + r].next;
            Tile<Real, R, V> sums = {};
            multiply_panel<Real, R, V>(sums, K, next, w, odd_);
            for (int r = 0; r < R; ++r) use(sums.at[r], first + r, at, vectors);
          });
        });
      }
    }

    void through_projection() {
      for (int64_t panel = 0; panel < run_.hr_.count(); ++panel) {
        const ColumnPanel& at = run_.hr_[panel];
        by_columns(at.vectors, [&](auto vectors) {
          constexpr int V = decltype(vectors)::value;
          const Factor<Real>* w = run_.packed_hr_.data() + at.offset;
          by_rows(running_, [&](int64_t first, auto rows) {
            constexpr int R = decltype(rows)::value;
            const Real* from[R];
            for (int r = 0; r < R; ++r) from[r] = dh(first + r);
            Tile<Real, R, V> sums = {};
            multiply_panel<Real, R, V>(sums, size_.P, from, w, false);
            for (int r = 0; r < R; ++r)
              for (int v = 0; v < V; ++v) {
                const int64_t unit = at.column + v * W;
                const int lanes = lanes_at<Real>(at.column, v, size_.H);
                finish_back<false>(sums.at[r][v], places_[first + r], size_.H, unit, lanes);
              }
          });
        });
      }
    }

    // The gradients that this chunk adds to, from its dpre.
    void add_products(int64_t steps, bool fresh) {
      const int64_t count = starts_[steps], stride = run_.stride_;
      const Gradients<Real>& to = run_.to_;
      Sums& sums = *mine_.sums;
      const Share lines(GATES * size_.H, parts(), part());
      const Factor<Real>* dpre =
          across_rows(mine_.dpre, stride, count, lines.first, lines.last, factors_.data());
      const auto add = [&](OuterSum<Real>& sum, const Real* const* rows) {
        sum.add(dpre, stride, rows, count, edge_.data(), lines.first, lines.last, fresh);
      };
      if (to.hh) add(sums.hh, hs_.data());
      if (to.ih) add(sums.ih, xs_.data());
      if (to.bias)
        add_rows(mine_.dpre, stride, count, sums.bias.data(), lines.first, lines.last);
      if (to.hr) {
        const int64_t wide = run_.wide_;
        const Factor<Real>* dh = across_rows(dh_.data(), wide, count, 0, size_.P, factors_.data());
        sums.hr.add(dh, wide, ms_.data(), count, edge_.data(), 0, size_.P, fresh);
      }
      if (owner()) sums.used = true;
      if (to.x) add_dx(count);
    }

    void add_dx(int64_t count) {
      const Share rows_here(count, parts(), part());
      const int64_t stride = run_.stride_;
      for (int64_t panel = 0; panel < run_.ih_.count(); ++panel) {
        const ColumnPanel& at = run_.ih_[panel];
        by_columns(at.vectors, [&](auto vectors) {
          constexpr int V = decltype(vectors)::value;
          const Factor<Real>* w = run_.packed_ih_.data() + at.offset;
          by_rows(rows_here.last - rows_here.first, [&](int64_t offset, auto rows) {
            constexpr int R = decltype(rows)::value;
            const int64_t first = rows_here.first + offset;
            const Real* from[R];
            for (int r = 0; r < R; ++r) from[r] = mine_.dpre + (first + r) * stride;
            Tile<Real, R, V> sums = {};
            multiply_panel<Real, R, V>(sums, GATES * size_.H, from, w, false);
            for (int r = 0; r < R; ++r)
              store_columns<V, Real>(sums.at[r], dxs_[first + r], at.column, size_.I);
          });
        });
      }
    }

    // The chunk's first dpre is read by the last step of the chunk before.
    void carry_over() {
      for (int64_t r = 0; r < starts_[1] - starts_[0]; ++r)
        std::copy_n(mine_.dpre + r * run_.stride_, GATES * size_.H, mine_.carry + r * run_.stride_);
    }

    void end() {
      d_h_0();
      if (!run_.to_.c_0) return;
      const Share share(run_.wide_ / W, parts(), part());
      const int64_t unit = share.first * W, last = std::min(size_.H, share.last * W);
      for (int64_t r = 0; r < rows_.count(); ++r)
        if (last > unit) copy(dc(r) + unit, last - unit, run_.to_.c_0 + rows_[r] * size_.H + unit);
    }

    void d_h_0() {
      Real* to = run_.to_.h_0;
      if (!to) return;
      running_ = rows_.count();
      any_next_ = rows_.steps() > 0;
      for (int64_t r = 0; r < running_; ++r) {
        const bool ends = rows_.length(r) == 0, begins = !ends && rows_.starts(r, 0);
        places_[r] = {};
        places_[r].next = ends || begins ? run_.zeros_.data() : mine_.carry + r * run_.stride_;
        places_[r].d_h_n = ends && run_.from_.d_h_n ? run_.from_.d_h_n + rows_[r] * size_.P : nullptr;
      }
      through_hidden([&](const auto& sums, int64_t r, const ColumnPanel& at, auto vectors) {
        constexpr int V = decltype(vectors)::value;
        Vector<Real> found[V];
        for (int v = 0; v < V; ++v)
          found[v] = arrived<false>(sums[v], r, at.column + v * W,
                                    lanes_at<Real>(at.column, v, size_.P));
        store_columns<V, Real>(found, to + rows_[r] * size_.P, at.column, size_.P);
      });
    }

    Backward& run_;
    const Inputs<Real>& in_;
    const Sizes& size_;
    Team& team_;
    const int me_;
    const bool by_units_;
    Rows<Real> rows_;
    const int64_t chunk_;
    Sums own_;
    Buffers mine_;
    Scratch<PlacesBack<Real>> places_;
    Scratch<Real> dpre_;   // [chunk · rows][stride]
    Scratch<Real> carry_;  // [rows][stride]
    Scratch<Real> dh_;     // [chunk · rows][wide], with a projection
    Scratch<Real> m_;      // the same
    Scratch<int64_t> starts_;
    Scratch<const Real*> xs_;
    Scratch<const Real*> hs_;
    Scratch<Real*> dxs_;
    Scratch<const Real*> ms_;
    Scratch<Factor<Real>> edge_;
    Scratch<Factor<Real>> factors_;  // [chunk · rows / DEPTH][stride]
    int64_t running_ = 0, first_row_ = 0;
    bool any_next_ = false, odd_ = false;
  };

  const Inputs<Real>& in_;
  const Arriving<Real>& from_;
  const Gradients<Real>& to_;
  const Plan plan_;
  const int64_t wide_, stride_;
  const ColumnPanels<Real> hh_, ih_, hr_;
  Scratch<Factor<Real>> packed_hh_, packed_ih_, packed_hr_;
  Scratch<Wide<Real>> dc_;
  Scratch<Real> zeros_;
  Scratch<Sums*> sums_;
  typename Member::Buffers shared_[1];
};

}  // namespace openlstm::OPENLSTM_TARGET
