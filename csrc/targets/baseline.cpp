// SPDX-License-Identifier: Apache-2.0
// What every machine of the family runs: SSE2 on x86-64, NEON on aarch64.
#define OPENLSTM_TARGET baseline
#define OPENLSTM_BYTES 16
#if defined(__aarch64__)
#define OPENLSTM_ROWS 6  // 24 of 32 registers accumulate
#else
#define OPENLSTM_ROWS 3  // 12 of 16
#endif
#include "target.h"
