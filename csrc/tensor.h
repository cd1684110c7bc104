// SPDX-License-Identifier: Apache-2.0
// A tensor on memory of the pool, handed over as DLPack says (version 0: the form that every PyTorch
// reads). The memory goes back when the last tensor that holds the storage dies, in any thread, with
// or without Python's lock.
#pragma once

#include <cstdint>
#include <new>

#include "pool.h"

namespace openlstm::dlpack {

// The standard's own structures, field by field.
struct Device {
  int32_t type;  // 1: CPU
  int32_t id;
};

struct DataType {
  uint8_t code;  // 0: signed, 1: unsigned, 2: floating, 4: bfloat
  uint8_t bits;
  uint16_t lanes;
};

struct Tensor {
  void* data;
  Device device;
  int32_t ndim;
  DataType dtype;
  int64_t* shape;
  int64_t* strides;  // null: contiguous
  uint64_t byte_offset;
};

struct Managed {
  Tensor tensor;
  void* context;
  void (*deleter)(Managed*);
};

constexpr int kMostAxes = 6;

struct Owner {
  Managed managed;
  std::size_t bytes;
  int64_t shape[kMostAxes];
};

inline void release(Managed* managed) {
  auto* owner = static_cast<Owner*>(managed->context);
  pool::give(managed->tensor.data, owner->bytes);
  delete owner;
}

// An uninitialised contiguous tensor. Throws std::bad_alloc.
inline Managed* make(DataType dtype, const int64_t* shape, int ndim) {
  auto* owner = new Owner;
  owner->bytes = dtype.bits / 8;
  for (int axis = 0; axis < ndim; ++axis) {
    owner->shape[axis] = shape[axis];
    owner->bytes *= static_cast<std::size_t>(shape[axis]);
  }
  void* data = nullptr;
  try {
    data = pool::take(owner->bytes);
  } catch (...) {
    delete owner;
    throw;
  }
  owner->managed = {{data, {1, 0}, ndim, dtype, owner->shape, nullptr, 0}, owner, release};
  return &owner->managed;
}

}  // namespace openlstm::dlpack
