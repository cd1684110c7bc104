// SPDX-License-Identifier: Apache-2.0
#define OPENLSTM_TARGET avx512
#define OPENLSTM_BYTES 64
#define OPENLSTM_ROWS 6  // 24 of 32 registers accumulate
#include "target.h"
