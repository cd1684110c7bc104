// SPDX-License-Identifier: Apache-2.0
#include "memory.h"

#include <cstdint>
#include <cstdlib>

#if defined(_WIN32)
#define NOMINMAX
#include <malloc.h>
#include <windows.h>
#else
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#endif

namespace openlstm::memory {

#if defined(_WIN32)

void* allocate(std::size_t bytes) noexcept { return _aligned_malloc(bytes, 64); }

void free(void* block, std::size_t) noexcept { _aligned_free(block); }

std::size_t installed() noexcept {
  MEMORYSTATUSEX status;
  status.dwLength = sizeof(status);
  return GlobalMemoryStatusEx(&status) ? static_cast<std::size_t>(status.ullTotalPhys) : 0;
}

void around_fork(void (*)(), void (*)()) noexcept {}

#else

namespace {

// Mapped with room to spare, which goes back at once: mmap itself promises no such alignment.
void* map_aligned(std::size_t bytes) noexcept {
  void* mapped = mmap(nullptr, bytes + kHugePage, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto begin = reinterpret_cast<std::uintptr_t>(mapped);
  auto aligned = (begin + kHugePage - 1) & ~(std::uintptr_t{kHugePage} - 1);
  std::size_t ahead = aligned - begin, behind = kHugePage - ahead;
  if (ahead != 0) munmap(mapped, ahead);
  if (behind != 0) munmap(reinterpret_cast<void*>(aligned + bytes), behind);
  auto* block = reinterpret_cast<void*>(aligned);
#if defined(MADV_HUGEPAGE)
  madvise(block, bytes, MADV_HUGEPAGE);  // a wish; without it the pages are small
#endif
  return block;
}

// A container's bound on memory, 0 if there is none.
std::size_t container_bound() noexcept {
  unsigned long long bytes = 0;
  if (std::FILE* file = std::fopen("/sys/fs/cgroup/memory.max", "r")) {
    if (std::fscanf(file, "%llu", &bytes) != 1) bytes = 0;  // "max"
    std::fclose(file);
  }
  return static_cast<std::size_t>(bytes);
}

}  // namespace

void* allocate(std::size_t bytes) noexcept {
  if (bytes >= kLarge) return map_aligned(bytes);
  void* block = nullptr;
  return posix_memalign(&block, 64, bytes) == 0 ? block : nullptr;
}

void free(void* block, std::size_t bytes) noexcept {
  if (bytes >= kLarge) {
    munmap(block, bytes);
  } else {
    std::free(block);
  }
}

std::size_t installed() noexcept {
  long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
  std::size_t bytes = pages > 0 && page > 0 ? static_cast<std::size_t>(pages) * page : 0;
  std::size_t bound = container_bound();
  return bound != 0 && (bytes == 0 || bound < bytes) ? bound : bytes;
}

void around_fork(void (*before)(), void (*after)()) noexcept {
  pthread_atfork(before, after, after);
}

#endif

}  // namespace openlstm::memory
