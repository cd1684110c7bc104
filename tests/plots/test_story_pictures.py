# SPDX-License-Identifier: Apache-2.0
"""The pictures of the written tour hold the numbers they were given."""

import io
from collections.abc import Iterator

import numpy as np
import pytest
import torch

pytest.importorskip("matplotlib")
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from openlstm.diagnostics import trajectory
from openlstm.errors import InputError
from openlstm.plots import (
    cell_diagram,
    coloured_text,
    comparison_bars,
    gradient_decay,
    state_trajectory,
)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_gradient_decay_draws_geometric_means_and_bands() -> None:
    ratios = np.array([[1, 0.1, 0.01], [1, 0.4, 0.04]])
    ax = gradient_decay({"LSTM, b_f = 1": {"dc": ratios, "dh": ratios / 2}})
    solid, dashed, mark = ax.lines
    np.testing.assert_allclose(solid.get_ydata(), [1, 0.2, 0.02])
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("-", "--")
    assert solid.get_label() == "LSTM, b_f = 1: dL/dc"
    np.testing.assert_allclose(mark.get_ydata(), 1 / np.e)
    assert len(ax.collections) == 2
    with pytest.raises(InputError, match="dc or dh"):
        gradient_decay({"LSTM": {"dx": ratios}})


def test_coloured_text_breaks_lines_and_keeps_every_token() -> None:
    ax = coloured_text("ab\ncd", [0, 1, 0, -1, 0.5], columns=10)
    assert [text.get_text() for text in ax.texts] == ["a", "b", "↵", "c", "d"]
    assert [round(text.get_position()[1]) for text in ax.texts] == [0, 0, 0, 1, 1]
    plain, violet, orange = (ax.patches[k].get_facecolor() for k in (0, 1, 3))
    assert min(plain[:3]) > 0.9
    assert violet[2] > violet[1]
    assert orange[0] > orange[2]
    with pytest.raises(InputError, match="one number for each of 2 tokens"):
        coloured_text("ab", [1.0])


def test_a_trajectory_is_the_states_principal_plane() -> None:
    plane = torch.randn(30, 2) * torch.tensor([5.0, 1.0])
    turn = torch.linalg.qr(torch.randn(6, 6)).Q[:2]
    way = trajectory(plane @ turn)
    assert way.shares.sum().item() == pytest.approx(1)
    centred = plane - plane.mean(0)
    distances = torch.cdist(way.points.float(), way.points.float())
    torch.testing.assert_close(distances, torch.cdist(centred, centred), atol=1e-3, rtol=1e-3)
    ax = state_trajectory(way, ["x"] * 30)
    np.testing.assert_allclose(ax.collections[0].get_offsets(), way.points)
    with pytest.raises(InputError, match="tokens must be 30"):
        state_trajectory(way, ["x"])
    with pytest.raises(InputError, match="states must be"):
        trajectory(torch.randn(2, 5))


def test_comparison_bars_show_means_and_every_seed() -> None:
    ax = comparison_bars({"LSTM": [0.8, 1.0], "RNN": 0.5}, "accuracy", baseline=0.4)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.9, 0.5])
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[0.8, 0], [1.0, 0]])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["LSTM", "RNN"]
    with pytest.raises(InputError, match="a score for every model"):
        comparison_bars({"LSTM": []}, "accuracy")


def test_the_cell_diagram_writes_its_numbers_and_saves_as_vectors() -> None:
    ax = cell_diagram({"f": 0.97, "c_prev": 0.81, "i": 0.12, "g": 0.35, "c": 0.83, "h": -0.5})
    texts = [text.get_text() for text in ax.texts]
    assert "0.97 × 0.81 + 0.12 × 0.35 = 0.83" in texts
    assert "$h_t$\n−0.50" in texts
    for kind, begin in (("svg", b"<?xml"), ("pdf", b"%PDF")):
        file = io.BytesIO()
        ax.figure.savefig(file, format=kind)
        assert file.getvalue().startswith(begin)
        assert b"<image" not in file.getvalue()
    assert not any("=" in text.get_text() for text in cell_diagram().texts)
    with pytest.raises(InputError, match=r"did you mean c_prev"):
        cell_diagram({"cprev": 1})


def test_lines_show_on_dark_ground() -> None:
    with plt.style.context("dark_background"):
        cell = cell_diagram()
        bars = comparison_bars({"LSTM": [0.8]}, "accuracy", baseline=0.4)
    assert {line.get_color() for line in cell.lines} == {"#0b6fa4", "white"}
    assert bars.lines[0].get_color() == "white"


def test_given_axes_are_used() -> None:
    _, ax = plt.subplots()
    assert cell_diagram(ax=ax) is ax
    assert coloured_text("ab", [0, 1], ax=ax) is ax
    assert comparison_bars({"a": 1}, "x", ax=ax) is ax
    assert gradient_decay({"a": {"dc": [[1.0, 0.5]]}}, ax=ax) is ax
    assert state_trajectory(trajectory(torch.randn(5, 3)), ax=ax) is ax
    assert len(plt.get_fignums()) == 1
