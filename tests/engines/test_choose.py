# SPDX-License-Identifier: Apache-2.0
"""Which engine runs a call, what the others lack, and what force means."""

import asyncio
import threading

import pytest

from openlstm.engines import ENGINES, Choice, Features, choose, engine, forced
from openlstm.errors import EngineError

LACKS = {"transformed": "torch.func", "reset": "reset= sets the state back", "edited": "edited"}


def test_the_fastest_is_first_and_taken():
    assert ENGINES == ("torch", "reference")
    choice = choose(Features())
    assert choice.name == "torch"
    assert set(choice.why_not) == {"reference"}


@pytest.mark.parametrize("feature", LACKS)
def test_a_feature_that_only_the_reference_has(feature):
    choice = choose(Features(**{feature: True}))
    assert choice.name == "reference"
    assert LACKS[feature] in choice.why_not["torch"]
    with (
        engine("torch"),
        pytest.raises(EngineError, match=r"engine 'torch' cannot run this call: "),
    ):
        choose(Features(**{feature: True}))
    with engine("reference"):
        assert LACKS[feature] in choose(Features(**{feature: True})).why_not["torch"]


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
    words = r"one of torch, reference, got 'referense'.*mean reference\?"
    with pytest.raises(ValueError, match=words), engine("referense"):
        pass
    with pytest.raises(ValueError, match="one of torch, reference, got 'zzz'"), engine("zzz"):
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
