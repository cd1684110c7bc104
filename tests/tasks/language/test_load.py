# SPDX-License-Identifier: Apache-2.0
"""Run folders of language models: what is in them, and what happens when they are damaged."""

import json
import shutil
from pathlib import Path

import pytest
import torch
import yaml

import openlstm.tasks
from openlstm.errors import InputError
from openlstm.tasks import LanguageModel, load

FILES = {
    "config.yaml", "environment.json", "history.csv", "metrics.json", "model.safetensors",
    "pipeline.json",
    "report.html", "samples.txt", "test.txt", "validation.txt",
}  # fmt: skip


@pytest.fixture
def run(saved: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    return shutil.copytree(saved, tmp_path / "run")


def test_a_run_has_its_files(model: LanguageModel, saved: Path) -> None:
    assert {path.name for path in saved.iterdir()} == FILES
    assert json.loads((saved / "metrics.json").read_text()) == model.metrics
    assert yaml.safe_load((saved / "config.yaml").read_text()) == model.settings.model_dump()
    assert (saved / "samples.txt").read_text().count(model.samples[0]) == 1
    assert "<html" in (saved / "report.html").read_text(encoding="utf-8")


def test_loaded_it_is_the_same(model: LanguageModel, saved: Path) -> None:
    before = torch.get_rng_state()
    loaded = load(saved)
    assert torch.equal(torch.get_rng_state(), before)
    assert isinstance(loaded, LanguageModel)
    assert loaded.generate("the", 50) == model.generate("the", 50)
    assert loaded.evaluate(model.test_text) == model.evaluate(model.test_text)
    for name in ("settings", "vocabulary", "counts", "metrics", "history", "test_text"):
        assert getattr(loaded, name) == getattr(model, name)
    assert all(weight.requires_grad for weight in loaded.model.parameters())
    assert not loaded.model.training


def test_a_loaded_model_can_be_saved(saved: Path, tmp_path: Path) -> None:
    load(saved).save(tmp_path / "copy")
    for name in FILES - {"report.html"}:
        assert (tmp_path / "copy" / name).read_bytes() == (saved / name).read_bytes()


def test_saving_over_a_run_must_be_asked_for(model: LanguageModel, run: Path) -> None:
    with pytest.raises(InputError, match=r"holds a finished run.*overwrite=True"):
        model.save(run)
    model.save(run, overwrite=True)


@pytest.mark.parametrize("name", sorted(FILES - {"report.html", "samples.txt", "environment.json"}))
def test_a_missing_file_is_named(run: Path, name: str) -> None:
    (run / name).unlink()
    with pytest.raises(InputError, match=f"damaged: {name} is missing"):
        load(run)


@pytest.mark.parametrize("name", sorted(FILES - {"report.html", "samples.txt", "environment.json"}))
def test_a_broken_file_is_named(run: Path, name: str) -> None:
    (run / name).write_bytes(b"\xff\xfe{broken")
    with pytest.raises(InputError, match=f"damaged: {name} cannot be read"):
        load(run)


def test_all_faults_come_at_once(run: Path) -> None:
    (run / "history.csv").unlink()
    (run / "metrics.json").write_text("{}")
    with pytest.raises(InputError, match=r"metrics.json cannot be read.*history.csv is missing"):
        load(run)


def test_weights_of_another_model_are_refused(run: Path) -> None:
    config = (run / "config.yaml").read_text()
    (run / "config.yaml").write_text(config.replace("hidden_size: 16", "hidden_size: 17"))
    with pytest.raises(InputError, match=r"model.safetensors has other weights"):
        load(run)


def test_counts_of_another_vocabulary_are_refused(run: Path) -> None:
    manifest = json.loads((run / "pipeline.json").read_text())
    manifest["counts"].append(1)
    (run / "pipeline.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match=r"pipeline.json cannot be read"):
        load(run)


def test_counts_that_are_no_numbers_are_refused(run: Path) -> None:
    manifest = json.loads((run / "pipeline.json").read_text())
    manifest["counts"][1] = "x"
    (run / "pipeline.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match=r"pipeline.json .*1: Input should be a valid integer"):
        load(run)


def test_another_task_is_named(run: Path) -> None:
    manifest = json.loads((run / "pipeline.json").read_text())
    (run / "pipeline.json").write_text(json.dumps({**manifest, "task": "clairvoyance"}))
    with pytest.raises(InputError, match="task clairvoyance, which this openlstm does not know"):
        load(run)


def test_names_of_the_package() -> None:
    assert openlstm.tasks.LanguageModel is LanguageModel
    with pytest.raises(AttributeError, match="no attribute Clairvoyant"):
        openlstm.tasks.Clairvoyant  # noqa: B018
