// SPDX-License-Identifier: Apache-2.0
// The kernels, compiled for one target. Each file beside this one defines what the kernels want to
// know of it, and includes this:
//     OPENLSTM_TARGET  its name, and the namespace of all its code
//     OPENLSTM_BYTES   width of its vector registers
//     OPENLSTM_ROWS    rows of the largest tile whose accumulators stay in registers
#pragma once

#include "dispatch.h"
#include "engine.h"

#define OPENLSTM_TEXT_OF(name) #name
#define OPENLSTM_TEXT(macro) OPENLSTM_TEXT_OF(macro)
#define OPENLSTM_JOIN_OF(a, b) a##b
#define OPENLSTM_JOIN(a, b) OPENLSTM_JOIN_OF(a, b)

namespace openlstm {

extern const Target OPENLSTM_JOIN(OPENLSTM_TARGET, _target);
const Target OPENLSTM_JOIN(OPENLSTM_TARGET, _target) = {
    OPENLSTM_TEXT(OPENLSTM_TARGET),
    {OPENLSTM_TARGET::forward<float>, OPENLSTM_TARGET::backward<float>,
     OPENLSTM_TARGET::pack<float>},
    {OPENLSTM_TARGET::forward<double>, OPENLSTM_TARGET::backward<double>,
     OPENLSTM_TARGET::pack<double>},
    {}};  // bfloat16: avx512bf16.cpp

}  // namespace openlstm
