# SPDX-License-Identifier: Apache-2.0
"""Sequences that are not finished: step by step the same as all at once."""

import numpy as np
import pytest

from openlstm.errors import InputError
from openlstm.tasks import Classifier
from tasks.classify.conftest import Waves
from tasks.classify.made_up import COLUMNS, make_table, small


@pytest.fixture(scope="module", params=["mean", "last", "attention"])
def forward(request: pytest.FixtureRequest, waves: Waves) -> Classifier:
    return small(pooling=request.param, bidirectional=False, num_layers=2).fit(*waves)


def test_updates_give_what_a_replay_gives(forward: Classifier, waves: Waves) -> None:
    for k, values in enumerate(waves[0][:4]):
        for first, last in ((0, 1), (1, 2), (2, len(values))):
            found = forward.update(values[first:last], sequence=k)
            replay = forward.predict_frame([values[:last]])
            assert found["steps"].tolist() == [last]
            assert found["label"].tolist() == replay["label"].tolist()
            np.testing.assert_allclose(
                found.iloc[0, 2:5].to_numpy(float), replay.iloc[0, 2:5].to_numpy(float), atol=1e-6
            )


def test_sequences_go_on_side_by_side_until_they_are_forgotten(
    forward: Classifier, waves: Waves
) -> None:
    one, two = waves[0][:2]
    forward.update(one[:3], "one")
    forward.update(two[:3], "two")
    assert forward.update(one[3:5], "one")["steps"].tolist() == [5]
    forward.forget("one")
    again = forward.update(one[:3], "one")
    np.testing.assert_array_equal(again.iloc[0, 2:5], forward.update(one[:3], "fresh").iloc[0, 2:5])


def test_a_table_takes_many_on_and_knows_their_steps() -> None:
    table = make_table()
    model = small(**COLUMNS, bidirectional=False, max_steps=10).fit(table)
    early, late = table[table["visit"] < 4], table[table["visit"] >= 4]
    model.update(early)
    found = model.update(late).set_index("sequence")
    whole = model.predict_frame(table).set_index("sequence")
    for name in ("p_fast", "p_slow"):
        np.testing.assert_allclose(found[name], whole.loc[found.index, name], atol=1e-6)
    with pytest.raises(InputError, match=r"p0 was read up to step .*, and the update has step 4"):
        model.update(late)
    model.update(table[table["patient"] == "p0"].assign(patient="new", outcome=None))


def test_a_refused_update_takes_nothing_up() -> None:
    table = make_table()
    model = small(**COLUMNS, bidirectional=False, max_steps=2).fit(table)
    first, second = (table[table["patient"] == name] for name in ("p0", "p1"))
    model.update(second)
    before = dict(model._followed)
    with pytest.raises(InputError, match="p1 was read up to step"):
        model.update(make_table()[table["patient"].isin(["p0", "p1"])])
    assert model._followed == before
    assert len(first) == model.update(first)["steps"].iloc[0]


def test_what_reads_from_the_end_is_refused(model: Classifier, waves: Waves) -> None:
    with pytest.raises(InputError, match=r"update needs a model of one direction.*bidirectional=F"):
        model.update(waves[0][0][:1])
