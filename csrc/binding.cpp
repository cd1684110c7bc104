// SPDX-License-Identifier: Apache-2.0
// The module openlstm._native. Tensors come as the integers that data_ptr() gives, 0 for none; who
// calls answers for shapes and types. Shapes and meaning of all pointers: include/openlstm/lstm.h.
#include <nanobind/nanobind.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

#include "dispatch.h"
#include "pool.h"
#include "stream.h"
#include "tensor.h"

namespace nb = nanobind;

namespace openlstm {
namespace {

using Address = std::uintptr_t;

template <typename To>
To* at(Address address) {
  return reinterpret_cast<To*>(address);
}

// Calls work with a number of the type of so many bits.
template <typename Work>
void with_real(int bits, Work work) {
  if (bits == 32) return work(float{});
  if (bits == 64) return work(double{});
  if (bits == 16 && target().has_bfloat16()) return work(BFloat16{});
  throw std::invalid_argument("bits must be 32 or 64, or 16 where bfloat16() is true, got " +
                              std::to_string(bits) + ".");
}

void run_forward(int bits, int threads, int64_t T, int64_t B, int64_t I, int64_t H, int64_t P,
                 Address x, int64_t x_step, int64_t x_row, Address h_0, Address c_0,
                 Address weight_ih, Address weight_hh, Address bias_ih, Address bias_hh,
                 Address weight_hr, Address lengths, Address reset, bool reverse, Address output,
                 int64_t output_step, int64_t output_row, Address h_n, Address c_n, Address gates,
                 Address cells, Address pre, bool read_soon) {
  with_real(bits, [&](auto zero) {
    using Real = decltype(zero);
    const Inputs<Real> inputs{
        {T, B, I, H, P},
        {at<const Real>(x), x_step, x_row},
        at<const Real>(h_0),
        at<const Real>(c_0),
        {at<const Real>(weight_ih), at<const Real>(weight_hh), at<const Real>(bias_ih),
         at<const Real>(bias_hh), at<const Real>(weight_hr)},
        at<const int64_t>(lengths),
        at<const uint8_t>(reset),
        reverse};
    const Outputs<Real> outputs{{at<Real>(output), output_step, output_row},
                                at<Real>(h_n),
                                at<Real>(c_n),
                                at<Real>(gates),
                                at<Real>(cells),
                                at<Real>(pre),
                                read_soon};
    forward<Real>(inputs, outputs, nullptr, threads);
  });
}

void run_backward(int bits, int threads, int64_t T, int64_t B, int64_t I, int64_t H, int64_t P,
                  Address x, int64_t x_step, int64_t x_row, Address h_0, Address c_0,
                  Address weight_ih, Address weight_hh, Address weight_hr, Address lengths,
                  Address reset, bool reverse, Address output, int64_t output_step,
                  int64_t output_row, Address gates, Address cells, Address d_output,
                  int64_t d_output_step, int64_t d_output_row, Address d_h_n, Address d_c_n,
                  Address d_x, Address d_h_0, Address d_c_0, Address d_weight_ih,
                  Address d_weight_hh, Address d_bias, Address d_weight_hr) {
  with_real(bits, [&](auto zero) {
    using Real = decltype(zero);
    const Inputs<Real> inputs{
        {T, B, I, H, P},
        {at<const Real>(x), x_step, x_row},
        at<const Real>(h_0),
        at<const Real>(c_0),
        {at<const Real>(weight_ih), at<const Real>(weight_hh), nullptr, nullptr,
         at<const Real>(weight_hr)},
        at<const int64_t>(lengths),
        at<const uint8_t>(reset),
        reverse};
    const Arriving<Real> arriving{{at<const Real>(output), output_step, output_row},
                                  at<const Real>(gates),
                                  at<const Real>(cells),
                                  {at<const Real>(d_output), d_output_step, d_output_row},
                                  at<const Real>(d_h_n),
                                  at<const Real>(d_c_n)};
    const Gradients<Real> gradients{at<Real>(d_x),         at<Real>(d_h_0),
                                    at<Real>(d_c_0),       at<Real>(d_weight_ih),
                                    at<Real>(d_weight_hh), at<Real>(d_bias),
                                    at<Real>(d_weight_hr)};
    backward<Real>(inputs, arriving, gradients, threads);
  });
}

// Lets other Python threads run, but for work so short that changing hands would cost more.
class UnlockedFor {
 public:
  explicit UnlockedFor(int64_t operations) {
    constexpr int64_t few = 2'000'000;  // some 50 microseconds
    if (operations > few) released_.emplace();
  }

 private:
  std::optional<nb::gil_scoped_release> released_;
};

// A stream and where its state lies: a step is so short that every argument counts.
class Stream {
 public:
  Stream(int bits, int64_t B, nb::sequence layers, Address h, Address c) : h_(h), c_(c) {
    with_real(bits, [&](auto zero) {
      using Real = decltype(zero);
      auto stream = std::make_unique<StreamOf<Real>>(B);
      for (nb::handle layer : layers) {
        const auto size = [&](int i) { return nb::cast<int64_t>(layer[i]); };
        const auto pointer = [&](int i) { return at<const Real>(nb::cast<Address>(layer[i])); };
        stream->add({1, B, size(0), size(1), size(2)},
                    {pointer(3), pointer(4), pointer(5), pointer(6), pointer(7)});
      }
      work_ = stream->work();
      stream_ = std::move(stream);
    });
  }

  void run(int threads, int64_t T, Address x, Address output) const {
    const UnlockedFor released(T * work_);
    std::visit([&](const auto& stream) { run_in(*stream, threads, T, x, output); }, stream_);
  }

  void step(int threads, Address x, Address output) const { run(threads, 1, x, output); }

 private:
  template <typename Real>
  void run_in(const StreamOf<Real>& stream, int threads, int64_t T, Address x,
              Address output) const {
    stream.run(threads, T, at<const Real>(x), at<Real>(h_), at<Real>(c_), at<Real>(output));
  }

  int64_t work_ = 0;
  Address h_, c_;
  std::variant<std::unique_ptr<StreamOf<float>>, std::unique_ptr<StreamOf<double>>,
               std::unique_ptr<StreamOf<BFloat16>>>
      stream_;
};

// Frees a capsule's tensor if nobody took it over: who does renames the capsule.
void close_capsule(PyObject* capsule) {
  if (!PyCapsule_IsValid(capsule, "dltensor")) return;
  auto* managed = static_cast<dlpack::Managed*>(PyCapsule_GetPointer(capsule, "dltensor"));
  managed->deleter(managed);
}

nb::object buffer(nb::tuple shape, int code, int bits) {
  int64_t sizes[dlpack::kMostAxes];
  const auto axes = shape.size();
  if (axes > dlpack::kMostAxes) throw std::invalid_argument("shape has more than six axes.");
  for (std::size_t axis = 0; axis < axes; ++axis) sizes[axis] = nb::cast<int64_t>(shape[axis]);
  dlpack::Managed* managed =
      dlpack::make({static_cast<uint8_t>(code), static_cast<uint8_t>(bits), 1}, sizes,
                   static_cast<int>(axes));
  PyObject* capsule = PyCapsule_New(managed, "dltensor", close_capsule);
  if (capsule == nullptr) {
    managed->deleter(managed);
    throw nb::python_error();
  }
  return nb::steal(capsule);
}

nb::dict pool_statistics() {
  const pool::Statistics now = pool::statistics();
  nb::dict numbers;
  numbers["used"] = now.used;
  numbers["kept"] = now.kept;
  numbers["limit"] = now.bound;
  numbers["fresh"] = now.fresh;
  numbers["reused"] = now.reused;
  return numbers;
}

nb::tuple target_names() {
  nb::list names;
  for (const Target* each : targets()) names.append(each->name);
  return nb::tuple(names);
}

}  // namespace

NB_MODULE(_native, module) {
  using Released = nb::call_guard<nb::gil_scoped_release>;
  module.doc() = "The native CPU engine; pointers are integers, 0 for none (csrc/binding.cpp).";
  module.def("forward", run_forward, Released());
  module.def("backward", run_backward, Released());
  module.def("targets", target_names, "Names of the targets this machine can run, fastest first.");
  module.def("target", [] { return target().name; }, "Name of the target in use.");
  module.def("bfloat16", [] { return target().has_bfloat16(); },
             "Whether the target in use computes in bfloat16.");
  module.def("buffer", buffer, "A DLPack capsule on memory of the pool: shape, type code, bits.");
  module.def("empty", pool::empty, "Frees what the pool keeps.");
  module.def("limit", pool::limit, "Bounds the bytes that the pool keeps; gives the last bound.");
  module.def("fill", pool::fill, "Whether memory of the pool is NaN until it is written.");
  module.def("statistics", pool_statistics, "Bytes and counts of the pool.");
  nb::class_<Stream>(module, "Stream")
      .def(nb::init<int, int64_t, nb::sequence, Address, Address>())
      .def("step", &Stream::step)
      .def("run", &Stream::run);
}

}  // namespace openlstm
