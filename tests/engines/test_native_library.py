# SPDX-License-Identifier: Apache-2.0
"""The compiled library is found, or its absence explained; its threads and targets."""

import os
import subprocess
import sys

import pytest
import torch

from openlstm.engines import native_library
from openlstm.engines.native_library import library, missing, threads

needs_library = pytest.mark.skipif(library is None, reason=f"no native library: {missing}")

MAPS = """\
7f0a-7f0b r-xp 00000000 08:01 1    /venv/torch/lib/libgomp.so.1
7f0b-7f0c r--p 00001000 08:01 1    /venv/torch/lib/libgomp.so.1
7f0c-7f0d r-xp 00000000 08:01 2    /venv/scikit_learn.libs/libgomp-a34b3233.so.1.0.0
7f0d-7f0e rw-p 00000000 00:00 0
7f0e-7f0f r-xp 00000000 08:01 3    /usr/lib/libgompertz.so.2
7f0f-7f10 r-xp 00000000 08:01 4    /venv/lib/libopenlstm.so
7fff-8000 rw-p 00000000 00:00 0    [stack]
"""


def run(code, **environment):
    environment = {**os.environ, **environment}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


def test_either_a_library_or_a_reason():
    assert (library is None) == (missing is not None)


def test_without_the_library_all_works_and_it_is_said_once():
    ended = run(
        "import sys; sys.modules['openlstm._native'] = None\n"
        "import torch, openlstm as ol\n"
        "from openlstm.engines import native_library, pool\n"
        "assert native_library.library is None and 'not built' in native_library.missing\n"
        "output, _ = ol.LSTM(5, 6)(torch.randn(4, 3, 5))\n"
        "assert pool.empty((100, 1000), torch.float32).shape == (100, 1000)\n"
        "pool.release(); pool.limit(0); assert pool.statistics().kept == 0\n"
        "print(ol.which_engine(ol.LSTM(5, 6), torch.randn(4, 3, 5)).name)"
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "torch"
    assert ended.stderr.count("openlstm runs without its native engine: it is not built here") == 1


def test_the_reason_is_that_of_the_installation(monkeypatch):
    def import_module(_):
        raise ImportError("it was installed without it: no compiler")

    monkeypatch.setattr(native_library, "import_module", import_module)
    assert native_library._load() == (None, "it was installed without it: no compiler")
    [text] = native_library._warnings("no compiler", "")
    assert text.startswith("openlstm runs without its native engine: no compiler.")


def test_two_openmp_runtimes_are_warned_of():
    assert len(native_library._runtimes(MAPS)) == 2
    [text] = native_library._warnings(None, MAPS)
    assert "libgomp-a34b3233.so.1.0.0 and /venv/torch/lib/libgomp.so.1" in text
    assert not native_library._warnings(None, "\n".join(MAPS.splitlines()[:2]))


@needs_library
def test_one_openmp_runtime_serves_both():
    ended = run("import openlstm; openlstm.LSTM", PYTHONWARNINGS="error")
    assert ended.returncode == 0, ended.stderr


@needs_library
def test_the_environment_chooses_a_target():
    assert library.target() in library.targets()
    assert library.targets()[-1] == "baseline"
    code = "from openlstm.engines.native_library import library; print(library.target())"
    for name in library.targets():
        assert run(code, OPENLSTM_TARGET=name).stdout.strip() == name
    ended = run(code, OPENLSTM_TARGET="abacus")
    assert ended.returncode != 0
    assert "EngineError: OPENLSTM_TARGET must be one of " in ended.stderr
    assert "baseline on this machine, got 'abacus'" in ended.stderr


def test_threads_are_those_of_torch():
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        assert threads() == 3
    finally:
        torch.set_num_threads(before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_forked_child_uses_one_thread():
    ended = run(
        "import os, torch\n"
        "from openlstm.engines.native_library import threads\n"
        "torch.set_num_threads(2)\n"
        "child = os.fork()\n"
        "if child == 0: os._exit(threads())\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), threads())"
    )
    assert ended.stdout.split() == ["1", "2"]
