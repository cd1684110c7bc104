#!/usr/bin/env bash
# Tries what `make test` does not: the source archive holds all that a build needs, and without a C++
# compiler openlstm installs from it, says so once, and works. Needs the environment of `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$PWD/.venv/bin/python
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "The source archive:"
"$python" -c "
import sys
from scikit_build_core.build import build_sdist
print(build_sdist(sys.argv[1]))" "$folder" | tail -1
tar -tzf "$folder"/openlstm-*.tar.gz | sed 's,^[^/]*/,,' > "$folder/contents"
for file in CMakeLists.txt csrc/binding.cpp csrc/engine.h csrc/include/openlstm/lstm.h csrc/missing.py.in \
  csrc/targets/try_vectors.cpp csrc/tests/scalar.h src/openlstm/explorer/static/explorer.html LICENSE; do
  grep -qx "$file" "$folder/contents" || { echo "the source archive lacks $file"; exit 1; }
done
if grep -E '^(build|runs|\.venv|explorer-ui)/|\.so$' "$folder/contents"; then
  echo "the source archive holds what it must not"; exit 1
fi

echo "An installation without a C++ compiler:"
CXX=/nonexistent "$python" -m pip install --quiet --disable-pip-version-check --no-deps \
  --no-build-isolation -C build-dir="$folder/build" --target "$folder/site" "$folder"/openlstm-*.tar.gz
test -e "$folder/site/openlstm/explorer/static/explorer.html"
# the environment finds its own openlstm through an import hook; this one shall come first
"$python" - "$folder/site" 2> "$folder/said" <<'PYTHON'
import sys

sys.meta_path[:] = [f for f in sys.meta_path if "ScikitBuild" not in type(f).__name__]
sys.path.insert(0, sys.argv[1])
import torch

import openlstm as ol
from openlstm.engines.native_library import library, missing

assert ol.__file__.startswith(sys.argv[1]), ol.__file__
assert library is None
assert missing == "it was installed without it: no working C++ compiler was found", missing
lstm = ol.LSTM(5, 6, 2)
with ol.record(lstm) as trace:
    output, _ = lstm(torch.randn(4, 3, 5), lengths=[4, 2, 0])
output.sum().backward()
assert trace.forget_gate.shape == (2, 1, 4, 3, 6)
PYTHON
cat "$folder/said"
test "$(grep -c 'openlstm runs without its native engine' "$folder/said")" = 1

echo "A machine with no compiler on the PATH:"
mkdir "$folder/bin"
cmake=$(command -v "$PWD/.venv/bin/cmake" || command -v cmake)
for tool in "$cmake" "$(command -v make)"; do ln -s "$tool" "$folder/bin/"; done
env -u CXX -u CC PATH="$folder/bin" "$cmake" -S . -B "$folder/bare" -G "Unix Makefiles" > "$folder/said" 2>&1 \
  || { cat "$folder/said"; exit 1; }
grep -q "no working C++ compiler was found" "$folder/bare/_native.py"
# a compiler that comes later is seen, in the same folder
if command -v c++ > /dev/null 2>&1; then
  "$cmake" "$folder/bare" -DOPENLSTM_MODULE=OFF > "$folder/said" 2>&1 || { cat "$folder/said"; exit 1; }
  grep -q "The CXX compiler identification" "$folder/said"
fi
echo "installations: all well"
