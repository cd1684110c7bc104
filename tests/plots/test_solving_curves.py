# SPDX-License-Identifier: Apache-2.0
"""Models can be told apart, however many there are in one picture."""

import pytest

from openlstm import plots


@pytest.mark.parametrize("models", [3, 15, 24])
def test_no_two_models_share_a_look(models: int) -> None:
    runs = [([3200, 6400], [0.5, 0.0]), ([3200], [0.25])]
    ax = plots.solving_curves({f"model {k}": runs for k in range(models)})
    looks = [(line.get_color(), line.get_linestyle()) for line in ax.get_lines()]
    assert len(looks) == 2 * models
    assert len(set(looks)) == models
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        f"model {k}" for k in range(models)
    ]
