// SPDX-License-Identifier: Apache-2.0
#include "dispatch.h"

#include <cstdlib>
#include <stdexcept>
#include <string>

#if defined(_WIN32)
#define NOMINMAX
#include <windows.h>
#endif

namespace openlstm {

extern const Target avx512_target, avx2_target, baseline_target;

namespace {

#if defined(OPENLSTM_AVX512)
bool runs_avx512() {
#if defined(_WIN32)
  return IsProcessorFeaturePresent(41);  // PF_AVX512F_INSTRUCTIONS_AVAILABLE
#else
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("fma");
#endif
}
#endif

#if defined(OPENLSTM_AVX2)
bool runs_avx2() {
#if defined(_WIN32)
  return IsProcessorFeaturePresent(40);  // PF_AVX2_INSTRUCTIONS_AVAILABLE
#else
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
}
#endif

std::vector<const Target*> find_targets() {
  std::vector<const Target*> found;
#if defined(OPENLSTM_AVX512)
  if (runs_avx512()) found.push_back(&avx512_target);
#endif
#if defined(OPENLSTM_AVX2)
  if (runs_avx2()) found.push_back(&avx2_target);
#endif
  found.push_back(&baseline_target);
  return found;
}

const Target& choose_target() {
  const char* wanted = std::getenv("OPENLSTM_TARGET");
  if (wanted == nullptr || *wanted == '\0') return *targets().front();
  std::string names;
  for (const Target* target : targets()) {
    if (std::string(wanted) == target->name) return *target;
    names += std::string(names.empty() ? "" : ", ") + target->name;
  }
  throw std::invalid_argument("OPENLSTM_TARGET must be one of " + names + " on this machine, got '" +
                              wanted + "'; unset it to use the fastest.");
}

}  // namespace

const std::vector<const Target*>& targets() {
  static const auto& found = *new std::vector<const Target*>(find_targets());
  return found;
}

const Target& target() {
  static const Target& chosen = choose_target();
  return chosen;
}

}  // namespace openlstm
