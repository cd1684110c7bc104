// SPDX-License-Identifier: Apache-2.0
#define OPENLSTM_TARGET avx2
#define OPENLSTM_BYTES 32
#define OPENLSTM_ROWS 3  // 12 of 16 registers accumulate
#include "target.h"
