// SPDX-License-Identifier: Apache-2.0
// A tensor on memory of the pool, handed over as DLPack says (version 0: the form that every PyTorch
// reads). The memory goes back when the last tensor that holds the storage dies, in any thread, with
// or without Python's lock.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

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

// Bytes of a tensor. Throws std::invalid_argument, or std::bad_alloc if no machine has so many.
inline std::size_t bytes_of(DataType dtype, const int64_t* shape, int ndim) {
  const int64_t most = INT64_MAX / 16;
  int64_t bytes = dtype.bits / 8;
  for (int axis = 0; axis < ndim; ++axis) {
    if (shape[axis] < 0) throw std::invalid_argument("shape has a negative size.");
    if (shape[axis] != 0 && bytes > most / shape[axis]) throw std::bad_alloc();
    bytes *= shape[axis];
  }
  return static_cast<std::size_t>(bytes);
}

// An uninitialised contiguous tensor. Throws as bytes_of and pool::take do.
inline Managed* make(DataType dtype, const int64_t* shape, int ndim) {
  auto owner = std::make_unique<Owner>();
  owner->bytes = bytes_of(dtype, shape, ndim);
  std::copy(shape, shape + ndim, owner->shape);
  void* data = pool::take(owner->bytes);
  owner->managed = {{data, {1, 0}, ndim, dtype, owner->shape, nullptr, 0}, owner.get(), release};
  return &owner.release()->managed;
}

}  // namespace openlstm::dlpack
