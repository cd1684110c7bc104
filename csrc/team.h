// SPDX-License-Identifier: Apache-2.0
// A team of threads for the length of one run, and the barrier between its steps.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#if defined(OPENLSTM_PLAIN_THREADS)
#include <thread>
#include <vector>
#elif defined(_OPENMP)
#include <omp.h>
#endif
#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif
#if defined(__linux__) || defined(__APPLE__)
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
    const int64_t turn = flags_[me].value.load(std::memory_order_relaxed) + 1;
    flags_[me].value.store(turn, std::memory_order_release);
    for (int other = 0; other < size_; ++other)
      for (int spins = 0; flags_[other].value.load(std::memory_order_acquire) < turn;)
        ++spins < SPINS ? relax() : give_way();
  }

 private:
  // A step takes microseconds; who waits longer waits for a thread that has lost its processor.
  static constexpr int SPINS = 20000;

  struct alignas(128) Flag {
    std::atomic<int64_t> value{0};
  };

  static void relax() {
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
  }

  static void give_way() {
#if defined(__linux__) || defined(__APPLE__)
    sched_yield();
#endif
  }

  int size_;
  std::unique_ptr<Flag[]> flags_;
};

// Runs work(team, member) on at most so many threads: OpenMP's, which are PyTorch's too; plain ones
// where the thread sanitizer must see all that they do (it does not know libgomp); or the caller alone.
template <typename Work>
inline __attribute__((always_inline)) void run_team(int threads, Work work) {
  if (threads > 1) {
#if defined(OPENLSTM_PLAIN_THREADS)
    Team team(threads);
    std::vector<std::thread> others;
    for (int me = 1; me < threads; ++me) others.emplace_back([&, me] { work(team, me); });
    work(team, 0);
    for (std::thread& other : others) other.join();
    return;
#elif defined(_OPENMP)
    std::unique_ptr<Team> team;
#pragma omp parallel num_threads(threads)
    {
#pragma omp single
      team.reset(new Team(omp_get_num_threads()));  // the barrier must count those that came
      work(*team, omp_get_thread_num());
    }
    return;
#endif
  }
  Team alone(1);
  work(alone, 0);
}

// The share of n things that belongs to a member: from first to before last.
struct Share {
  int64_t first, last;
  Share(int64_t n, int members, int me) : first(n * me / members), last(n * (me + 1) / members) {}
};

}  // namespace openlstm::OPENLSTM_TARGET
