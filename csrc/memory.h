// SPDX-License-Identifier: Apache-2.0
// What the pool needs of the system: pages, and how much memory there is.
#pragma once

#include <cstddef>

namespace openlstm::memory {

constexpr std::size_t kLarge = std::size_t{1} << 20;     // from here on whole pages
constexpr std::size_t kHugePage = std::size_t{1} << 21;

// Aligned as pool.h says; null if the system has no more.
void* allocate(std::size_t bytes) noexcept;
void free(void* block, std::size_t bytes) noexcept;

// Bytes of memory that this process may use, 0 if unknown.
std::size_t installed() noexcept;

// Calls the functions before a fork, and after it in both processes.
void around_fork(void (*before)(), void (*after)()) noexcept;

}  // namespace openlstm::memory
