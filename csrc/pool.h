// SPDX-License-Identifier: Apache-2.0
// Reused memory. Fresh pages cost about as much as the arithmetic on them (a microsecond per 4 kB), so
// what a run gives back is kept for the next one, up to a bound.
//
// Blocks are aligned to 64 bytes; from 1 MB up to 2 MB, on huge pages where the system has them. All
// functions may be called from any thread, also after main has ended, and after a fork.
#pragma once

#include <cstddef>
#include <cstdint>

// Always inlined: the linker keeps one copy of what is not, and that could be another target's.
#define OPENLSTM_INLINE inline __attribute__((always_inline))

namespace openlstm::pool {

// A block of at least so many bytes, with whatever was last in it. Throws std::bad_alloc.
void* take(std::size_t bytes);

// Takes a block back; bytes as it was asked for. Null is nothing.
void give(void* block, std::size_t bytes) noexcept;

// What take really allocates for so many bytes: 1, 1.25, 1.5 or 1.75 times a power of two.
std::size_t rounded(std::size_t bytes) noexcept;

// Frees every block that nobody uses.
void empty() noexcept;

// Bounds the bytes kept for reuse; the longest unused go first. Gives the bound that was in force.
// At first it is 1 GiB, or a quarter of the memory if that is less.
std::size_t limit(std::size_t bytes) noexcept;

// For tests: whether take fills blocks with ones, which is NaN in every floating type.
void fill(bool on) noexcept;

struct Statistics {
  std::size_t used;    // bytes of blocks taken and not given back
  std::size_t kept;    // bytes of blocks that wait for reuse
  std::size_t bound;   // of kept
  std::uint64_t fresh;   // blocks that came from the system
  std::uint64_t reused;  // blocks that came from the pool
};
Statistics statistics() noexcept;

}  // namespace openlstm::pool

namespace openlstm {

// An array from the pool, uninitialised, given back at the end of the scope.
template <typename Number>
class Scratch {
 public:
  OPENLSTM_INLINE Scratch() noexcept : data_(nullptr), bytes_(0) {}
  OPENLSTM_INLINE explicit Scratch(int64_t count)
      : data_(nullptr), bytes_(static_cast<std::size_t>(count) * sizeof(Number)) {
    if (bytes_ != 0) data_ = static_cast<Number*>(pool::take(bytes_));
  }
  OPENLSTM_INLINE Scratch(Scratch&& other) noexcept : data_(other.data_), bytes_(other.bytes_) {
    other.data_ = nullptr;
    other.bytes_ = 0;
  }
  OPENLSTM_INLINE Scratch& operator=(Scratch&& other) noexcept {
    Number* data = other.data_;
    std::size_t bytes = other.bytes_;
    other.data_ = nullptr;
    other.bytes_ = 0;
    pool::give(data_, bytes_);
    data_ = data;
    bytes_ = bytes;
    return *this;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  OPENLSTM_INLINE ~Scratch() { pool::give(data_, bytes_); }

  OPENLSTM_INLINE Number* data() const noexcept { return data_; }
  OPENLSTM_INLINE int64_t size() const noexcept {
    return static_cast<int64_t>(bytes_ / sizeof(Number));
  }
  OPENLSTM_INLINE Number& operator[](int64_t i) const noexcept { return data_[i]; }

 private:
  Number* data_;
  std::size_t bytes_;
};

}  // namespace openlstm
