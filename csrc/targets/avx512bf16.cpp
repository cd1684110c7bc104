// SPDX-License-Identifier: Apache-2.0
// The bfloat16 of the target avx512, for processors that multiply such numbers: dispatch.cpp adds it.
#define OPENLSTM_TARGET avx512bf16
#define OPENLSTM_BYTES 64
#define OPENLSTM_ROWS 6  // 24 of 32 registers accumulate
#include "engine.h"

namespace openlstm {

extern const Functions<BFloat16> avx512bf16_functions;
const Functions<BFloat16> avx512bf16_functions = {
    avx512bf16::forward<BFloat16>, avx512bf16::backward<BFloat16>, avx512bf16::pack<BFloat16>};

}  // namespace openlstm
