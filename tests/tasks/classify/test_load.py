# SPDX-License-Identifier: Apache-2.0
"""A run of a classifier: saved, loaded, damaged."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import openlstm as ol
from openlstm.errors import InputError
from openlstm.tasks import Classifier
from tasks.classify.conftest import Waves
from tasks.classify.made_up import COLUMNS, make_table, make_waves, small

FILES = [
    "config.yaml", "environment.json", "examples.json", "history.csv", "metrics.json",
    "model.safetensors", "pipeline.json", "predictions.csv", "report.html", "train.log",
    "verdict.json",
]  # fmt: skip


def test_what_comes_back_is_what_was_saved(model: Classifier, saved: Path, waves: Waves) -> None:
    assert sorted(path.name for path in saved.iterdir()) == FILES
    loaded = ol.load(saved)
    assert isinstance(loaded, Classifier)
    np.testing.assert_array_equal(loaded.predict_proba(waves[0]), model.predict_proba(waves[0]))
    assert loaded.verdict() == model.verdict()
    assert loaded.notes == model.notes
    assert loaded.report("waves") == model.report("waves")
    pd.testing.assert_frame_equal(loaded.predictions, model.predictions, check_dtype=False)


def test_what_was_loaded_keeps_no_training_data(saved: Path) -> None:
    found = ol.load(saved).evaluate(*make_waves(9, seed=2))
    assert list(found.scores) == ["lstm", "majority", "linear"]
    assert "a run keeps none" in found.notes[0]


def test_columns_and_numbers_as_labels_come_back(tmp_path: Path, waves: Waves) -> None:
    table = make_table()
    model = small(**COLUMNS, max_steps=2, bidirectional=False).fit(table)
    loaded = ol.load(model.save(tmp_path / "table"))
    assert loaded.columns == model.columns
    assert len(loaded.update(table)) == 60
    numbered = small(max_steps=2).fit(waves[0], np.arange(60) % 3 + 4)
    found = ol.load(numbered.save(tmp_path / "numbers"))
    assert found.classes_.tolist() == [4, 5, 6]
    assert found.score(waves[0], np.arange(60) % 3 + 4) == numbered.score(
        waves[0], np.arange(60) % 3 + 4
    )


@pytest.fixture
def copied(saved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "copied"))


@pytest.mark.parametrize("name", [each for each in FILES if each not in
                                  ("environment.json", "report.html", "train.log")])  # fmt: skip
def test_a_damaged_run_is_refused_with_the_file(copied: Path, name: str) -> None:
    (copied / name).write_text("{")
    with pytest.raises(InputError, match=name.replace(".", r"\.")):
        ol.load(copied)


@pytest.mark.parametrize(
    ("name", "value"), [("deviation", ["x"]), ("channels", 3), ("longest", "x"), ("masked", [5])]
)
def test_a_value_of_another_type_is_named(copied: Path, name: str, value: object) -> None:
    manifest = json.loads((copied / "pipeline.json").read_text())
    manifest["encoders"][0][0][name] = value
    (copied / "pipeline.json").write_text(json.dumps(manifest))
    words = rf"damaged: pipeline\.json .*0\.0\.{name}.*should be a valid"
    with pytest.raises(InputError, match=words):
        ol.load(copied)


def test_weights_of_another_size_are_refused(copied: Path) -> None:
    config = (copied / "config.yaml").read_text().replace("hidden_size: 8", "hidden_size: 9")
    (copied / "config.yaml").write_text(config)
    with pytest.raises(InputError, match=r"model\.safetensors has other weights"):
        ol.load(copied)


def test_a_newer_run_is_refused(copied: Path) -> None:
    manifest = json.loads((copied / "pipeline.json").read_text())
    (copied / "pipeline.json").write_text(json.dumps(manifest | {"version": 99}))
    with pytest.raises(InputError, match="was written by a newer openlstm"):
        ol.load(copied)
