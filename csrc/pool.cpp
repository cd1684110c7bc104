// SPDX-License-Identifier: Apache-2.0
#include "pool.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>

#include "memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define OPENLSTM_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OPENLSTM_ADDRESS_SANITIZER 1
#endif
#endif
#if defined(OPENLSTM_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#endif

namespace openlstm::pool {
namespace {

constexpr int kSmallest = 8;  // the least block is 2^8 bytes
constexpr int kClasses = 4 * (8 * sizeof(std::size_t) - kSmallest);

// Index of the size class that holds so many bytes.
int class_of(std::size_t bytes) noexcept {
  std::size_t size = std::max(bytes, std::size_t{1} << kSmallest) - 1;
  int power = 0;
  while ((size >> power) > 1) ++power;  // 2^power <= size < 2^(power+1)
  std::size_t quarter = (size >> (power - 2)) & 3;
  return 4 * (power - kSmallest + 1) - 3 + static_cast<int>(quarter);
}

std::size_t size_of(int index) noexcept {
  return static_cast<std::size_t>(4 + index % 4) << (kSmallest - 2 + index / 4);
}

// Waits inside a block that nobody uses, in two lists: of its class, and of all by age.
struct Kept {
  Kept *newer_of_class, *older_of_class;
  Kept *newer, *older;
  int index;
};

// The rest of a waiting block is nobody's; the address sanitizer then says who reads it.
void close([[maybe_unused]] void* block, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(OPENLSTM_ADDRESS_SANITIZER)
  __asan_poison_memory_region(static_cast<char*>(block) + sizeof(Kept), bytes - sizeof(Kept));
#endif
}

void open([[maybe_unused]] void* block, [[maybe_unused]] std::size_t bytes) noexcept {
#if defined(OPENLSTM_ADDRESS_SANITIZER)
  __asan_unpoison_memory_region(block, bytes);
#endif
}

struct Pool {
  std::mutex mutex;
  Kept* newest_of_class[kClasses] = {};
  Kept *newest = nullptr, *oldest = nullptr;
  std::size_t used = 0, kept = 0, bound = default_bound();
  std::uint64_t fresh = 0, reused = 0;
  bool filling = false;

  static std::size_t default_bound() noexcept {
    constexpr std::size_t gibibyte = std::size_t{1} << 30;
    std::size_t memory = memory::installed();
    return memory == 0 ? gibibyte : std::min(gibibyte, memory / 4);
  }

  void link(void* block, int index) noexcept {
    Kept* second = newest_of_class[index];
    Kept* entry = new (block) Kept{nullptr, second, nullptr, newest, index};
    if (second != nullptr) second->newer_of_class = entry;
    (newest != nullptr ? newest->newer : oldest) = entry;
    newest_of_class[index] = newest = entry;
    kept += size_of(index);
    close(block, size_of(index));
  }

  void unlink(Kept* entry) noexcept {
    (entry->newer_of_class != nullptr ? entry->newer_of_class->older_of_class
                                      : newest_of_class[entry->index]) = entry->older_of_class;
    if (entry->older_of_class != nullptr) {
      entry->older_of_class->newer_of_class = entry->newer_of_class;
    }
    (entry->newer != nullptr ? entry->newer->older : newest) = entry->older;
    (entry->older != nullptr ? entry->older->newer : oldest) = entry->newer;
    kept -= size_of(entry->index);
    open(entry, size_of(entry->index));
  }

  void shrink(std::size_t bytes) noexcept {
    while (kept > bytes) {
      Kept* entry = oldest;
      std::size_t size = size_of(entry->index);
      unlink(entry);
      memory::free(entry, size);
    }
  }
};

// Never destroyed: tensors may outlive every destructor of this library.
Pool& pool() noexcept {
  static Pool& only = [&]() -> Pool& {
    auto* made = new Pool;
    memory::around_fork([] { pool().mutex.lock(); }, [] { pool().mutex.unlock(); });
    return *made;
  }();
  return only;
}

using Lock = std::lock_guard<std::mutex>;

}  // namespace

std::size_t rounded(std::size_t bytes) noexcept { return size_of(class_of(bytes)); }

void* take(std::size_t bytes) {
  if (bytes > (~std::size_t{0} >> 2)) throw std::bad_alloc();
  Pool& all = pool();
  int index = class_of(bytes);
  std::size_t size = size_of(index);
  void* block = nullptr;
  bool filling = false;
  {
    Lock lock(all.mutex);
    if (Kept* entry = all.newest_of_class[index]) {
      all.unlink(entry);
      block = entry;
      ++all.reused;
    } else {
      ++all.fresh;
    }
    all.used += size;
    filling = all.filling;
  }
  if (block == nullptr) block = memory::allocate(size);
  if (block == nullptr) {
    empty();
    block = memory::allocate(size);
  }
  if (block == nullptr) {
    Lock lock(all.mutex);
    all.used -= size;
    throw std::bad_alloc();
  }
  if (filling) std::memset(block, 0xff, bytes);
  return block;
}

void give(void* block, std::size_t bytes) noexcept {
  if (block == nullptr) return;
  Pool& all = pool();
  int index = class_of(bytes);
  std::size_t size = size_of(index);
  {
    Lock lock(all.mutex);
    all.used -= size;
    if (size <= all.bound) {
      all.shrink(all.bound - size);
      all.link(block, index);
      return;
    }
  }
  memory::free(block, size);
}

void empty() noexcept {
  Lock lock(pool().mutex);
  pool().shrink(0);
}

std::size_t limit(std::size_t bytes) noexcept {
  Lock lock(pool().mutex);
  std::size_t before = pool().bound;
  pool().bound = bytes;
  pool().shrink(bytes);
  return before;
}

void fill(bool on) noexcept {
  Lock lock(pool().mutex);
  pool().filling = on;
}

Statistics statistics() noexcept {
  Pool& all = pool();
  Lock lock(all.mutex);
  return {all.used, all.kept, all.bound, all.fresh, all.reused};
}

}  // namespace openlstm::pool
