# SPDX-License-Identifier: Apache-2.0
"""What is measured of a layer: the parts that do not depend on the weather."""

import pytest
import torch

from openlstm.studies.architectures import ZOO
from openlstm.studies.costs import Cost, costs


@pytest.fixture(scope="module")
def measured() -> dict[str, Cost]:
    return {cost.architecture: cost for cost in costs(dict.fromkeys(ZOO.values(), 16), 8)}


def test_counts_are_those_of_the_architecture(measured: dict[str, Cost]) -> None:
    for name, cost in measured.items():
        assert cost.parameters == ZOO[name].parameters(8, 16)
        assert cost.multiply_adds == ZOO[name].multiply_adds(8, 16)


def test_times_are_there_and_the_second_direction_cannot_stream(measured: dict[str, Cost]) -> None:
    assert all(cost.training_us > 0 and cost.inference_us > 0 for cost in measured.values())
    assert measured["bilstm"].streaming_us is None
    assert measured["lstm"].streaming_us


def test_a_position_sees_the_past_and_with_two_directions_the_future(
    measured: dict[str, Cost],
) -> None:
    assert {(c.sees_past, c.sees_future) for n, c in measured.items() if n != "bilstm"} == {(7, 0)}
    assert (measured["bilstm"].sees_past, measured["bilstm"].sees_future) == (7, 7)


def test_training_keeps_more_for_more_gates(measured: dict[str, Cost]) -> None:
    # at least the output and, for the LSTM, its four gates and its cell state, in float32
    assert measured["rnn"].kept_bytes >= 4 * 16
    assert measured["lstm"].kept_bytes >= 4 * 16 * 6
    assert measured["bilstm"].kept_bytes > 1.8 * measured["lstm"].kept_bytes


def test_states_are_what_is_carried_on(measured: dict[str, Cost]) -> None:
    bytes_carried = {name: cost.state_bytes for name, cost in measured.items()}
    assert bytes_carried == {"rnn": 64, "lstm": 128, "bilstm": 256, "gru": 64}


def test_pytorch_s_own_random_numbers_are_left_as_they_were() -> None:
    before = torch.get_rng_state()
    costs({ZOO["rnn"]: 2}, 2)
    assert torch.equal(before, torch.get_rng_state())
