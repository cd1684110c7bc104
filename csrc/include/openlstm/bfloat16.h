// SPDX-License-Identifier: Apache-2.0
// A number of 16 bits, the upper half of a float: 8 bits of precision.
#pragma once

#include <cstdint>
#include <cstring>

namespace openlstm {

struct BFloat16 {
  uint16_t bits;

  BFloat16() = default;

  // Rounded to the nearest, of two to the even one; NaN stays NaN. Always inlined, as all that several
  // targets define.
  __attribute__((always_inline)) explicit BFloat16(float value) {
    uint32_t whole;
    std::memcpy(&whole, &value, sizeof whole);
    bits = static_cast<uint16_t>(value != value ? whole >> 16 | 0x40u
                                                : (whole + 0x7fffu + (whole >> 16 & 1)) >> 16);
  }

  __attribute__((always_inline)) operator float() const {
    const uint32_t whole = static_cast<uint32_t>(bits) << 16;
    float value;
    std::memcpy(&value, &whole, sizeof value);
    return value;
  }
};

}  // namespace openlstm
