// SPDX-License-Identifier: Apache-2.0
#include "pool.h"

#include <cstdint>
#include <new>
#include <thread>

#include "check.h"
#include "tensor.h"

namespace openlstm {
namespace {

TEST(pool_rounds_to_quarters_of_powers_of_two) {
  CHECK(pool::rounded(0) == 256 && pool::rounded(1) == 256 && pool::rounded(256) == 256);
  CHECK(pool::rounded(257) == 320 && pool::rounded(320) == 320 && pool::rounded(321) == 384);
  CHECK(pool::rounded(448) == 448 && pool::rounded(449) == 512 && pool::rounded(513) == 640);
  CHECK(pool::rounded(1 << 20) == 1 << 20 && pool::rounded((1 << 20) + 1) == 5 << 18);
  for (std::size_t bytes = 1; bytes < 100'000; ++bytes) {
    const std::size_t size = pool::rounded(bytes);
    CHECK(size >= bytes && size % 64 == 0 && (bytes < 256 || 4 * (size - bytes) < size));
    CHECK(pool::rounded(size) == size);
  }
}

TEST(pool_aligns) {
  for (std::size_t bytes : {1, 100, 5000, (1 << 20) - 1, 1 << 20, 3 << 20}) {
    void* block = pool::take(bytes);
    CHECK(reinterpret_cast<std::uintptr_t>(block) % 64 == 0);
#if !defined(_WIN32)
    CHECK(bytes < 1 << 20 || reinterpret_cast<std::uintptr_t>(block) % (2 << 20) == 0);
#endif
    std::memset(block, 1, bytes);
    pool::give(block, bytes);
  }
  pool::empty();
  CHECK(pool::statistics().kept == 0);
}

TEST(pool_uses_again) {
  pool::empty();
  const pool::Statistics before = pool::statistics();
  void* block = pool::take(10'000);
  CHECK(pool::statistics().used == before.used + 10'240);
  pool::give(block, 10'000);
  CHECK(pool::statistics().used == before.used && pool::statistics().kept == 10'240);
  void* again = pool::take(10'240);
  CHECK(again == block && pool::statistics().kept == 0);
  CHECK(pool::statistics().reused == before.reused + 1);
  CHECK(pool::statistics().fresh == before.fresh + 1);
  pool::give(again, 10'240);
  pool::give(nullptr, 5);
}

TEST(pool_keeps_no_more_than_its_bound) {
  pool::empty();
  const std::size_t before = pool::limit(4096);
  void* blocks[5];
  for (void*& block : blocks) block = pool::take(1024);
  for (void* block : blocks) pool::give(block, 1024);  // the first given goes first
  CHECK(pool::statistics().kept == 4096);
  for (int n = 4; n >= 1; --n) CHECK(pool::take(1024) == blocks[n]);
  for (int n = 1; n <= 4; ++n) pool::give(blocks[n], 1024);
  void* large = pool::take(8192);
  pool::give(large, 8192);  // larger than the bound: not kept, and nothing makes room for it
  CHECK(pool::statistics().kept == 4096);
  void* other = pool::take(2048);
  pool::give(other, 2048);
  CHECK(pool::statistics().kept == 4096);
  CHECK(pool::limit(0) == 4096 && pool::statistics().kept == 0);
  pool::limit(before);
}

TEST(pool_fills_for_tests) {
  pool::fill(true);
  Scratch<float> array(1000);
  for (int64_t n = 0; n < array.size(); ++n) CHECK(array[n] != array[n]);
  pool::fill(false);
}

TEST(pool_has_no_more_than_the_machine) {
  bool threw = false;
  try {
    pool::take(~std::size_t{0} / 2);
  } catch (const std::bad_alloc&) {
    threw = true;
  }
  CHECK(threw);
}

TEST(scratch_moves) {
  const std::size_t before = pool::statistics().used;
  {
    Scratch<double> one(100), two, none(0);
    double* data = one.data();
    two = std::move(one);
    CHECK(two.data() == data && one.data() == nullptr && two.size() == 100 && none.size() == 0);
    Scratch<double> three(std::move(two));
    CHECK(three.data() == data && two.data() == nullptr);
    three = Scratch<double>(5);
    CHECK(pool::statistics().used == before + 256);
  }
  CHECK(pool::statistics().used == before);
}

TEST(pool_serves_several_threads) {
  const std::size_t before = pool::statistics().used;
  std::vector<std::thread> threads;
  bool right[4] = {true, true, true, true};
  for (int me = 0; me < 4; ++me) {
    threads.emplace_back([me, &right] {
      for (int turn = 0; turn < 500; ++turn) {
        Scratch<int> one(100 + turn % 7 * 300), two(5000);
        std::fill_n(one.data(), one.size(), me);
        std::fill_n(two.data(), two.size(), -me);
        for (int64_t n = 0; n < one.size(); ++n) right[me] = right[me] && one[n] == me;
        for (int64_t n = 0; n < two.size(); ++n) right[me] = right[me] && two[n] == -me;
        if (turn % 50 == me) pool::empty();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right[0] && right[1] && right[2] && right[3]);
  CHECK(pool::statistics().used == before);
}

TEST(tensor_gives_its_memory_back) {
  const std::size_t before = pool::statistics().used;
  const int64_t shape[] = {10, 20, 30};
  dlpack::Managed* managed = dlpack::make({2, 64, 1}, shape, 3);
  CHECK(pool::statistics().used == before + pool::rounded(10 * 20 * 30 * 8));
  CHECK(managed->tensor.ndim == 3 && managed->tensor.shape[2] == 30);
  CHECK(managed->tensor.strides == nullptr && managed->tensor.byte_offset == 0);
  std::memset(managed->tensor.data, 1, 10 * 20 * 30 * 8);
  managed->deleter(managed);
  CHECK(pool::statistics().used == before);
}

}  // namespace
}  // namespace openlstm

int main(int argc, char** argv) { return check::main(argc, argv); }
