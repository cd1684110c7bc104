# SPDX-License-Identifier: Apache-2.0
"""Which engine runs a call, what the others lack, and what force means."""

import asyncio
import threading

import pytest
import torch

from openlstm.engines import ENGINES, Choice, Features, choose, engine, forced, native_library
from openlstm.engines.choose import _chosen
from openlstm.errors import EngineError

NEVER_FUSED = {"transformed": "torch.func", "edited": "edited"}
THEIRS = {  # what the native engine leaves to PyTorch's
    "device": ("cuda", "it runs on cpu, the call on cuda"),
    "dtype": (torch.float16, "float32, float64 and bfloat16, the call in torch.float16"),
    "followed": (True, "must see every operation"),
}


@pytest.fixture(params=[None, "no compiler was found"], ids=["built", "not built"])
def missing(request, monkeypatch):
    """Why there is no native library: both configurations, whichever is here."""
    monkeypatch.setattr(native_library, "missing", request.param)
    return request.param


def test_the_fastest_is_first_and_taken(missing):
    assert ENGINES == ("native", "torch", "reference")
    choice = choose(Features())
    assert choice.name == ("torch" if missing else "native")
    assert set(choice.why_not) == set(ENGINES) - {choice.name}
    assert "slower" in choice.why_not["reference"]
    if missing:
        assert choice.why_not["native"] == f"it is not there: {missing}"


@pytest.mark.usefixtures("missing")
@pytest.mark.parametrize("feature", NEVER_FUSED)
def test_a_feature_that_only_the_reference_has(feature):
    asked = Features(**{feature: True})
    choice = choose(asked)
    assert choice.name == "reference"
    assert NEVER_FUSED[feature] in choice.why_not["torch"]
    for name in ("native", "torch"):
        words = rf"engine '{name}' cannot run this call: .*; force engine\('reference'\) or none"
        with engine(name), pytest.raises(EngineError, match=words):
            choose(asked)
    with engine("reference"):
        assert NEVER_FUSED[feature] in choose(asked).why_not["torch"]


@pytest.mark.parametrize("feature", THEIRS)
def test_what_the_native_engine_leaves_to_pytorchs(feature, monkeypatch):
    monkeypatch.setattr(native_library, "missing", None)
    value, words = THEIRS[feature]
    choice = choose(Features(**{feature: value}))
    assert choice.name == "torch"
    assert words in choice.why_not["native"]
    with engine("native"), pytest.raises(EngineError, match="engine 'native' cannot run"):
        choose(Features(**{feature: value}))


@pytest.mark.parametrize("has", [True, False])
def test_bfloat16_is_native_where_the_processor_multiplies_it(has, monkeypatch):
    monkeypatch.setattr(native_library, "missing", None)
    monkeypatch.setattr(native_library, "bfloat16", has)
    _chosen.cache_clear()  # it takes the processor for one that does not change
    choice = choose(Features(dtype=torch.bfloat16))
    _chosen.cache_clear()
    assert choice.name == ("native" if has else "torch")
    assert has or choice.why_not["native"].endswith("on a processor with AVX512_BF16")


def test_force_is_obeyed_and_ends():
    assert forced() is None
    with engine("reference"):
        assert forced() == "reference"
        assert choose(Features()).name == "reference"
        with engine("torch"):
            assert choose(Features()).name == "torch"
        assert choose(Features()).name == "reference"
    assert forced() is None


def test_force_ends_with_an_error_too():
    with pytest.raises(ZeroDivisionError), engine("reference"):
        1 / 0  # noqa: B018
    assert forced() is None


def test_an_unknown_engine_is_named_with_the_near_ones():
    words = r"one of native, torch, reference, got 'referense'.*mean reference\?"
    with pytest.raises(ValueError, match=words), engine("referense"):
        pass
    with (
        pytest.raises(ValueError, match="one of native, torch, reference, got 'zzz'"),
        engine("zzz"),
    ):
        pass


def test_force_stays_in_its_thread():
    seen = []
    with engine("reference"):
        other = threading.Thread(target=lambda: seen.append(forced()))
        other.start()
        other.join()
    assert seen == [None]


def test_force_stays_in_its_task():
    async def forcing(entered, leave):
        with engine("reference"):
            entered.set()
            await leave.wait()
            return forced()

    async def both():
        entered, leave = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(forcing(entered, leave))
        await entered.wait()
        outside = forced()
        leave.set()
        return outside, await task

    assert asyncio.run(both()) == (None, "reference")


def test_a_choice_reads_as_a_sentence():
    choice = Choice("torch", {"reference": "slow"}, "oneDNN")
    assert str(choice) == "torch (oneDNN); not reference: slow"
    assert str(Choice("reference")) == "reference"
