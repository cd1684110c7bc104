# SPDX-License-Identifier: Apache-2.0
"""Run folders of forecasters: what is in them, and what happens when they are damaged."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from openlstm.errors import InputError
from openlstm.tasks import Forecaster, load
from tasks.forecast.made_up import with_future

FILES = {
    "config.yaml", "environment.json", "history.csv", "metrics.json", "model.safetensors",
    "pipeline.json", "predictions.csv", "report.html", "train.log", "verdict.json",
}  # fmt: skip
READ = FILES - {"environment.json", "report.html", "train.log"}


@pytest.fixture
def run(saved: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    return shutil.copytree(saved, tmp_path / "run")


def test_a_run_has_its_files(model: Forecaster, saved: Path) -> None:
    assert {path.name for path in saved.iterdir()} == FILES
    assert json.loads((saved / "metrics.json").read_text()) == model.metrics
    assert yaml.safe_load((saved / "config.yaml").read_text()) == model.settings.model_dump()
    scale = json.loads((saved / "pipeline.json").read_text())["encoder"]["scales"]["south"]["load"]
    assert scale["first"] == 0
    assert (saved / "train.log").read_text().endswith(model.verdict() + "\n")


def test_loaded_it_is_the_same(model: Forecaster, saved: Path, table: pd.DataFrame) -> None:
    loaded = load(saved, "forecast")
    pd.testing.assert_frame_equal(
        loaded.predict(with_future(table)), model.predict(with_future(table))
    )
    assert loaded.evaluate(table) == model.evaluate(table)
    assert loaded.verdict() == model.verdict()


def test_a_loaded_model_can_be_saved(saved: Path, tmp_path: Path) -> None:
    load(saved).save(tmp_path / "copy")
    for name in FILES - {"environment.json", "report.html"}:
        assert (tmp_path / "copy" / name).read_bytes() == (saved / name).read_bytes(), name


@pytest.mark.parametrize("name", sorted(READ))
def test_a_missing_or_broken_file_is_named(run: Path, name: str) -> None:
    (run / name).write_bytes(b"\xff\xfe{broken")
    with pytest.raises(InputError, match=f"damaged: {name} cannot be read"):
        load(run)
    (run / name).unlink()
    with pytest.raises(InputError, match=f"damaged: {name} is missing"):
        load(run)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("encoder", "scales", "south", "load", "deviation"), "x", "should be a valid number"),
        (("encoder", "numeric", "wind", "mean"), None, "should be a valid number"),
        (("encoder", "grid", "frequency"), 3, "should be a valid string"),
        (("encoder", "roles", "targets"), "load", "should be a valid tuple"),
        (("encoder", "categories", "kind"), 7, "should be"),
        (("encoder", "line_known"), [], "should be a valid integer"),
        (("sizes",), ["a", 1, 1], "should be a valid integer"),
        (("season",), "x", "should be a valid integer"),
        (("notes",), [1], "should be a valid string"),
        (("explored",), 1, "should be a valid tuple"),
    ],
)
def test_a_value_of_another_type_is_named(
    run: Path, place: tuple[str, ...], value: object, said: str
) -> None:
    manifest = json.loads((run / "pipeline.json").read_text())
    inner = manifest
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value
    (run / "pipeline.json").write_text(json.dumps(manifest))
    words = rf"damaged: pipeline\.json .*{'.'.join(place)}.*: .*{said}"
    with pytest.raises(InputError, match=words):
        load(run)


def test_weights_of_another_model_are_refused(run: Path) -> None:
    config = (run / "config.yaml").read_text()
    (run / "config.yaml").write_text(config.replace("hidden_size: 8", "hidden_size: 9"))
    with pytest.raises(InputError, match=r"model.safetensors has other weights"):
        load(run)


def test_another_task_is_refused(saved: Path) -> None:
    with pytest.raises(InputError, match="is a run of task forecast; this needs one of language"):
        load(saved, "language")
