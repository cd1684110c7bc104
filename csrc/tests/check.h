// SPDX-License-Identifier: Apache-2.0
// The whole test framework: a list of named tests, CHECK, and a main that runs them.
#pragma once

#include <cstdio>
#include <cstring>
#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace check {

inline std::vector<std::pair<std::string, std::function<void()>>>& tests() {
  static std::vector<std::pair<std::string, std::function<void()>>> all;
  return all;
}

struct Registered {
  Registered(const char* name, std::function<void()> run) { tests().push_back({name, run}); }
};

inline int& failures() {
  static int count = 0;
  return count;
}

inline void fail(const char* file, int line, const std::string& what) {
  ++failures();
  if (failures() <= 20) std::printf("%s:%d: %s\n", file, line, what.c_str());
}

// Runs the tests whose name holds the first argument, or all.
inline int main(int argc, char** argv) {
  int ran = 0;
  for (auto& [name, run] : tests()) {
    if (argc > 1 && name.find(argv[1]) == std::string::npos) continue;
    const int before = failures();
    try {
      run();
    } catch (const std::exception& error) {
      fail(name.c_str(), 0, std::string("threw ") + error.what());
    }
    std::printf("%s %s\n", failures() == before ? "ok    " : "FAILED", name.c_str());
    std::fflush(stdout);
    ++ran;
  }
  if (ran == 0) std::printf("no test has such a name\n");
  return failures() != 0 || ran == 0;
}

}  // namespace check

#define TEST(name)                                              \
  static void name();                                           \
  static const check::Registered registered_##name{#name, name}; \
  static void name()

#define CHECK(...) \
  if (!(__VA_ARGS__)) check::fail(__FILE__, __LINE__, #__VA_ARGS__)
