// SPDX-License-Identifier: Apache-2.0
// A team of threads for the length of one run, and the barrier between its steps.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <new>

#if defined(OPENLSTM_PLAIN_THREADS)
#include <thread>
#include <vector>
#elif defined(_OPENMP)
#include <omp.h>
#endif
#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif
#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#elif defined(__APPLE__)
#include <sched.h>
#endif

namespace openlstm::OPENLSTM_TARGET {  // not shared: see tests/shared_code.sh

// State of one run only: two runs of two Python threads must not meet at one barrier.
class Team {
 public:
  explicit Team(int size) : size_(size), flags_(new Flag[size]) {}

  int size() const { return size_; }

  // Returns when every member has come as often as this one.
  void wait(int me) {
    if (size_ == 1) return;
    const int32_t turn = flags_[me].value.load(std::memory_order_relaxed) + 1;
    flags_[me].value.store(turn);
    if (sleepers_.load() > 0) wake(flags_[me].value);
    for (int other = 0; other < size_; ++other) {
      std::atomic<int32_t>& flag = flags_[other].value;
      for (int spins = 0; behind(flag, turn) && spins < SPINS; ++spins) relax();
      if (behind(flag, turn)) sleep_until(flag, turn);
    }
  }

  // A member that cannot take part says so before the first barrier, and all leave after it.
  void fail() { failed_.store(true, std::memory_order_relaxed); }
  bool failed() const { return failed_.load(std::memory_order_relaxed); }

 private:
  // About a tenth of a millisecond. A step takes microseconds: who waits longer waits for a thread that
  // has lost its processor, and must not keep another from getting one.
  static constexpr int SPINS = 5000;

  struct alignas(128) Flag {
    std::atomic<int32_t> value{0};
  };

  static bool behind(const std::atomic<int32_t>& flag, int32_t turn) {
    return (int32_t)((uint32_t)flag.load(std::memory_order_acquire) - (uint32_t)turn) < 0;
  }

  static void relax() {
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
  }

  // Who stores its flag looks for sleepers after that, who sleeps is counted before it looks at the flag
  // again (all in one order of memory): so nobody sleeps through.
  void sleep_until(std::atomic<int32_t>& flag, int32_t turn) {
    sleepers_.fetch_add(1);
    for (int32_t seen = flag.load(); behind(flag, turn); seen = flag.load()) {
#if defined(__linux__)
      syscall(SYS_futex, &flag, FUTEX_WAIT_PRIVATE, seen, nullptr, nullptr, 0);
#elif defined(__APPLE__)
      (void)seen;
      sched_yield();
#else
      (void)seen;
      relax();
#endif
    }
    sleepers_.fetch_sub(1);
  }

  static void wake(std::atomic<int32_t>& flag) {
#if defined(__linux__)
    syscall(SYS_futex, &flag, FUTEX_WAKE_PRIVATE, INT32_MAX, nullptr, nullptr, 0);
#else
    (void)flag;
#endif
  }

  int size_;
  std::unique_ptr<Flag[]> flags_;
  std::atomic<int> sleepers_{0};
  std::atomic<bool> failed_{false};
};

// Runs work(team, member) on at most so many threads: OpenMP's, which are PyTorch's too; plain ones
// where the thread sanitizer must see all that they do (it does not know libgomp); or the caller alone.
// Throws std::bad_alloc, in the caller's thread alone, if a member has failed.
template <typename Work>
inline __attribute__((always_inline)) void run_team(int threads, Work work) {
  if (threads > 1) {
#if defined(OPENLSTM_PLAIN_THREADS)
    Team team(threads);
    std::vector<std::thread> others;
    for (int me = 1; me < threads; ++me) others.emplace_back([&, me] { work(team, me); });
    work(team, 0);
    for (std::thread& other : others) other.join();
    if (team.failed()) throw std::bad_alloc();
    return;
#elif defined(_OPENMP)
    std::unique_ptr<Team> team;
#pragma omp parallel num_threads(threads)
    {
#pragma omp single
      team.reset(new Team(omp_get_num_threads()));  // the barrier must count those that came
      work(*team, omp_get_thread_num());
    }
    if (team->failed()) throw std::bad_alloc();
    return;
#endif
  }
  Team alone(1);
  work(alone, 0);
  if (alone.failed()) throw std::bad_alloc();
}

// The share of n things that belongs to a member: from first to before last.
struct Share {
  int64_t first, last;
  Share(int64_t n, int members, int me) : first(n * me / members), last(n * (me + 1) / members) {}
};

}  // namespace openlstm::OPENLSTM_TARGET
