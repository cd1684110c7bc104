// SPDX-License-Identifier: Apache-2.0
// A team of threads that runs one function together: OpenMP's, whose threads PyTorch uses too; plain
// threads where the thread sanitizer must see all that they do (it does not know libgomp); or only
// the caller.
#pragma once

#if defined(OPENLSTM_PLAIN_THREADS)
#include <thread>
#include <vector>
#elif defined(_OPENMP)
#include <omp.h>
#endif

namespace openlstm {

// Calls work(rank, count) on each thread of a team of at most `threads`; count says how many came.
template <typename Work>
inline __attribute__((always_inline)) void team(int threads, Work work) {
  if (threads <= 1) return work(0, 1);
#if defined(OPENLSTM_PLAIN_THREADS)
  std::vector<std::thread> others;
  for (int rank = 1; rank < threads; ++rank) others.emplace_back([=] { work(rank, threads); });
  work(0, threads);
  for (std::thread& other : others) other.join();
#elif defined(_OPENMP)
#pragma omp parallel num_threads(threads)
  work(omp_get_thread_num(), omp_get_num_threads());
#else
  work(0, 1);
#endif
}

}  // namespace openlstm
