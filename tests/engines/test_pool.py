# SPDX-License-Identifier: Apache-2.0
"""Memory comes back exactly when the last tensor that holds it dies, and is used again."""

import gc
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from openlstm.engines import pool
from openlstm.engines.native_library import library, missing

pytestmark = pytest.mark.skipif(library is None, reason=f"no native library: {missing}")

SHAPE = (50, 7, 129)  # 180,600 bytes in float32
BLOCK = 196608  # three quarters between 2^17 and 2^18: the next size of the pool


@pytest.fixture(autouse=True)
def _emptied():
    gc.collect()
    pool.release()


def used():
    return pool.statistics().used


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("shape", [SHAPE, (1 << 17,), (2, 3, 4, 5, 6, 256), (1 << 9, 0)])
def test_a_tensor_like_that_of_torch(shape, dtype):
    tensor, like = pool.empty(shape, dtype), torch.empty(shape, dtype=dtype)
    assert (tensor.shape, tensor.stride()) == (like.shape, like.stride())
    assert (tensor.dtype, tensor.device) == (like.dtype, like.device)
    assert tensor.is_contiguous()
    assert not tensor.requires_grad
    assert tensor.data_ptr() % 64 == 0
    assert tensor.isnan().all()  # conftest asks for it


def test_large_blocks_begin_on_huge_pages():
    assert pool.empty((1 << 19,), torch.float32).data_ptr() % (1 << 21) == 0


def test_small_tensors_do_not_concern_it():
    before = pool.statistics()
    assert pool.empty((100, 100), torch.float32).shape == (100, 100)
    assert pool.empty((1 << 20,), torch.int64).dtype == torch.int64
    assert pool.statistics() == before


def test_memory_is_used_again():
    before = used()
    first = pool.empty(SHAPE, torch.float32)
    address = first.data_ptr()
    assert used() == before + BLOCK
    second = pool.empty(SHAPE, torch.float32)
    assert second.data_ptr() != address
    del first
    assert pool.statistics()[:2] == (before + BLOCK, BLOCK)
    assert pool.empty(SHAPE, torch.float32).data_ptr() == address


def test_a_view_holds_it():
    before = used()
    view = pool.empty(SHAPE, torch.float32).zero_()[3:4].transpose(0, 1)
    other = pool.empty(SHAPE, torch.float32).fill_(1)
    assert not view.any()
    del other
    assert used() == before + BLOCK
    numpy = view.numpy()
    del view
    assert used() == before + BLOCK
    del numpy
    assert used() == before


def test_a_graph_holds_it():
    before = used()
    weight = torch.ones(129, requires_grad=True)
    product = (pool.empty(SHAPE, torch.float32).fill_(2) * weight).sum()
    assert used() == before + BLOCK
    product.backward()
    assert used() == before
    assert weight.grad is not None
    assert torch.equal(weight.grad, torch.full((129,), 2.0 * 50 * 7))


def test_a_leaf_and_inference_mode():
    before = used()
    leaf = pool.empty(SHAPE, torch.float32).zero_().requires_grad_()
    (leaf * 3).sum().backward()
    assert leaf.grad is not None
    assert leaf.grad.eq(3).all()
    with torch.inference_mode():
        assert pool.empty(SHAPE, torch.float32).is_inference()
    del leaf
    assert used() == before


def test_a_capsule_that_nobody_takes():
    before = used()
    capsule = library.buffer(SHAPE, 2, 32)
    assert used() == before + BLOCK
    del capsule
    assert used() == before


def test_what_cannot_be():
    with pytest.raises(ValueError, match="six axes"):
        library.buffer((1,) * 7, 2, 32)
    with pytest.raises(ValueError, match="negative"):
        library.buffer((3, -1), 2, 32)
    with pytest.raises(MemoryError):
        library.buffer((1 << 40, 1 << 40), 2, 32)
    with pytest.raises(MemoryError):
        library.buffer((1 << 50,), 2, 32)
    with pytest.raises(ValueError, match="nbytes must be 0 or more, got -1"):
        pool.limit(-1)


def test_the_bound_holds_and_the_longest_unused_go_first():
    before = pool.limit(3 * BLOCK)
    try:
        tensors = [pool.empty(SHAPE, torch.float32) for _ in range(5)]
        addresses = [t.data_ptr() for t in tensors]
        while tensors:
            del tensors[0]
        assert pool.statistics().kept == 3 * BLOCK
        again = [pool.empty(SHAPE, torch.float32) for _ in range(3)]
        assert [t.data_ptr() for t in again] == addresses[:1:-1]
        del again
        assert pool.limit(0) == 3 * BLOCK
        assert pool.statistics().kept == 0
        pool.empty(SHAPE, torch.float32)
        assert pool.statistics().kept == 0
    finally:
        pool.limit(before)
    assert pool.statistics().limit == before


def test_release_gives_all_back():
    pool.empty(SHAPE, torch.float32)
    pool.empty((1 << 20,), torch.float32)
    assert pool.statistics().kept == BLOCK + (1 << 22)
    pool.release()
    assert pool.statistics().kept == 0


def test_ten_thousand_calls_do_not_grow():
    for _ in range(3):
        pool.empty(SHAPE, torch.float32)
    before = pool.statistics()
    for _ in range(10_000):
        pool.empty(SHAPE, torch.float32)
    after = pool.statistics()
    assert (after.used, after.kept, after.fresh) == (before.used, before.kept, before.fresh)
    assert after.reused == before.reused + 10_000


def test_several_threads():
    before = used()

    def work(number):
        for turn in range(200):
            tensors = [pool.empty((20 + turn % 5, 1000), torch.float32) for _ in range(3)]
            for i, tensor in enumerate(tensors):
                tensor.fill_(10 * number + i)
            if any(t.ne(10 * number + i).any() for i, t in enumerate(tensors)):
                return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(work, range(4)))
    gc.collect()
    assert used() == before


FORK = """
import os, sys, threading, torch
from openlstm.engines import pool

held = pool.empty((1000, 1000), torch.float32).fill_(1)
stop = threading.Event()

def work():  # the lock is taken at most times
    while not stop.is_set():
        pool.empty((1000, 100), torch.float32)

thread = threading.Thread(target=work)
thread.start()
for _ in range(20):
    child = os.fork()
    if child == 0:
        mine = pool.empty((1000, 1000), torch.float32).fill_(2)
        pool.release()
        os._exit(0 if held.eq(1).all() and mine.eq(2).all() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
stop.set()
thread.join()
assert held.eq(1).all()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_fork_shares_nothing():
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        "import torch; torch.set_num_threads(1)" + FORK,
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
