// SPDX-License-Identifier: Apache-2.0
// Which rows a thread runs, in the order of their lengths, and where their steps lie.
#pragma once

#include <algorithm>

#include "../pool.h"
#include "openlstm/lstm.h"
#include "simd.h"

namespace openlstm::OPENLSTM_TARGET {

// A type of this target's own: what the standard library makes of it is compiled for no other.
struct Row {
  int64_t number, length;
};

// Some rows of a batch, the longest first: those that still run at a step are the first ones.
template <typename Real>
class Rows {
 public:
  // The share of one of several members: consecutive rows, or, where lengths differ, every so many-th
  // in the order of lengths.
  Rows(const Inputs<Real>& in, int members, int me) : in_(in), rows_(in.size.B) {
    const int64_t B = in.size.B;
    for (int64_t b = 0; b < B; ++b) rows_[b] = {b, in.lengths ? in.lengths[b] : in.size.T};
    if (in.lengths) {
      std::sort(rows_.data(), rows_.data() + B, [](const Row& a, const Row& b) {
        return a.length != b.length ? a.length > b.length : a.number < b.number;
      });
      for (int64_t k = me; k < B; k += members) rows_[count_++] = rows_[k];
    } else {
      const int64_t first = B * me / members, last = B * (me + 1) / members;
      for (int64_t k = first; k < last; ++k) rows_[count_++] = rows_[k];
    }
    running_ = count_;
  }

  int64_t count() const { return count_; }
  int64_t operator[](int64_t r) const { return rows_[r].number; }
  int64_t length(int64_t r) const { return rows_[r].length; }
  int64_t steps() const { return count_ ? length(0) : 0; }

  // How many rows have a step number s, counted in the order of computation.
  int64_t running(int64_t s) {
    if (!in_.lengths) return count();
    while (running_ > 0 && length(running_ - 1) <= s) --running_;
    while (running_ < count() && length(running_) > s) ++running_;
    return running_;
  }

  // Input time of step s of a row.
  int64_t time(int64_t r, int64_t s) const { return in_.reverse ? length(r) - 1 - s : s; }

  // Whether the state is set to zero before step s. A reset cuts the sequence between t - 1 and t;
  // the reverse direction comes to this cut before its step t - 1.
  bool starts(int64_t r, int64_t s) const {
    if (!in_.reset) return false;
    const int64_t t = time(r, s) + (in_.reverse ? 1 : 0);
    return t < length(r) && in_.reset[t * in_.size.B + rows_[r].number];
  }

 private:
  const Inputs<Real>& in_;
  Scratch<Row> rows_;
  int64_t count_ = 0, running_;
};

}  // namespace openlstm::OPENLSTM_TARGET
