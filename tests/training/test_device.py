# SPDX-License-Identifier: Apache-2.0
"""Where a model is trained, and that it comes back."""

from pathlib import Path

import pandas as pd
import pytest
import torch

import openlstm
from openlstm.errors import InputError
from openlstm.models import CharacterModel
from openlstm.tasks.classify import Classifier
from openlstm.tasks.forecast import Forecaster
from openlstm.tasks.language import LanguageModel
from openlstm.tasks.language.characters import Characters
from openlstm.tasks.language.settings import LanguageSettings
from openlstm.training.chance import seeded
from openlstm.training.checkpoint import Checkpoint
from openlstm.training.course import Course
from openlstm.training.hardware import ThreadChoice, device_of, half_precision
from openlstm.training.settings import TrainingSettings

CPU = torch.device("cpu")


class TestWithoutAGpu:
    @pytest.fixture(autouse=True)
    def _none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
        monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
        monkeypatch.setattr(torch.accelerator, "device_count", lambda: 0)

    @pytest.mark.parametrize("name", ["cpu", "auto"])
    def test_the_processor_is_taken(self, name: str) -> None:
        assert device_of(TrainingSettings(device=name)) == CPU

    @pytest.mark.parametrize("name", ["cuda", "cuda:0", "gpu", "cpu:1", ""])
    def test_what_is_not_there_is_named(self, name: str) -> None:
        with pytest.raises(InputError, match=r"device must be one that is here \(cpu\), got"):
            device_of(TrainingSettings(device=name))


class TestWithTwoGpus:
    @pytest.fixture(autouse=True)
    def _two(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
        monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
        monkeypatch.setattr(torch.accelerator, "device_count", lambda: 2)
        cuda = torch.device("cuda")
        monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: cuda)

    @pytest.mark.parametrize("name", ["auto", "cuda"])
    def test_each_process_takes_its_own(self, name: str) -> None:
        found = [device_of(TrainingSettings(device=name), rank) for rank in range(3)]
        assert [each.index for each in found] == [0, 1, 0]
        assert device_of(TrainingSettings(device="cuda:1"), rank=4) == torch.device("cuda", 1)

    @pytest.mark.parametrize("name", ["cuda:2", "cuda:x", "mps"])
    def test_what_is_not_there_is_named(self, name: str) -> None:
        with pytest.raises(InputError, match=r"\(cpu, cuda:0, cuda:1\), got"):
            device_of(TrainingSettings(device=name))


def test_a_gpu_trains_in_float32() -> None:
    gpu = torch.device("cuda")
    assert not half_precision(TrainingSettings(precision="auto"), gpu)
    with pytest.raises(InputError, match="precision must be float32 or auto on cuda"):
        half_precision(TrainingSettings(precision="bfloat16"), gpu)


def test_threads_are_tried_out_unless_a_gpu_computes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "get_num_threads", lambda: 2)
    told = TrainingSettings(max_minutes=1, device="auto")
    assert ThreadChoice(told, torch.device("cuda")).rounds == 0
    assert ThreadChoice(told, CPU).rounds > 0


def test_chance_is_left_as_it_was() -> None:
    before = torch.get_rng_state()
    with seeded(3):
        first = torch.rand(4)
    with seeded(3):
        assert torch.equal(torch.rand(4), first)
    assert torch.equal(torch.get_rng_state(), before)


TEXT = "The cat that the dogs chase sleeps. The dogs that the cat sees sleep.\n" * 60


@pytest.fixture
def loose() -> None:
    """Some operations of the tasks have no deterministic form on a GPU."""
    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(False)
    yield
    torch.use_deterministic_algorithms(before)


def language(device: str) -> LanguageModel:
    model = LanguageModel(
        hidden_size=24, num_layers=2, max_steps=60, device=device, precision="float32", dropout=0.0
    )
    return model.fit(TEXT)


def forecast(device: str) -> Forecaster:
    torch.manual_seed(0)
    days = pd.date_range("2024-01-01", periods=240)
    values = torch.sin(torch.arange(240) / 5).numpy() + torch.randn(240).numpy() / 10
    table = pd.DataFrame({"ds": days, "y": values})
    return Forecaster(
        horizon=4, context_length=16, max_steps=40, dropout=0.0, device=device, no_ablation=True
    ).fit(table)


def classify(device: str) -> Classifier:
    torch.manual_seed(0)
    X = [torch.randn(5 + k % 4, 2).numpy() + k % 2 for k in range(60)]
    y = ["up" if k % 2 else "down" for k in range(60)]
    still = {"dropout": 0.0, "noise": 0.0, "step_dropout": 0.0}
    return Classifier(hidden_size=8, max_epochs=3, device=device, **still).fit(X, y)


needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")


@needs_gpu
@pytest.mark.usefixtures("loose")
@pytest.mark.parametrize("fit", [language, forecast, classify])
def test_a_gpu_trains_the_same_model(fit, tmp_path: Path) -> None:
    there, here = fit("cuda"), fit("cpu")
    for name, value in there.weights().items():
        assert value.device == CPU
        torch.testing.assert_close(value, here.weights()[name], rtol=0.05, atol=5e-3)
    there.save(tmp_path / "run")
    again = openlstm.load(tmp_path / "run").weights()
    assert all(torch.equal(value, again[name]) for name, value in there.weights().items())


def course() -> Course:
    """A training with dropout, at its beginning; not between layers, where cuDNN draws its own."""
    settings = LanguageSettings(max_steps=10, device="cuda", precision="float32", batch_size=4)
    torch.manual_seed(0)
    ids = torch.arange(2000) % 7
    model = CharacterModel(7, 8, 1, embedding_size=4, dropout=0.3)
    return Course(Characters(model, ids, ids, settings), settings)


def go_on(training: Course, first: int, last: int) -> None:
    for number, batch in enumerate(training.task.batches(0)):
        if first <= number < last:
            training.step(batch, state_is_new=number == 0)
            training.advance(0, number + 1, 0.0)


@needs_gpu
@pytest.mark.usefixtures("loose")
def test_a_training_on_a_gpu_is_taken_up(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path / "kept.safetensors")
    with seeded(5, "cuda"):
        whole = course()
        go_on(whole, 0, 3)
        whole.report(validate=True)
        kept.write(whole.snapshot())
        go_on(whole, 3, 6)
    taken_up, snapshot = course(), kept.read()
    assert snapshot is not None
    taken_up.restore(snapshot)
    go_on(taken_up, 3, 6)
    models = whole.task.model.state_dict(), taken_up.task.model.state_dict()
    torch.testing.assert_close(*models, rtol=0, atol=1e-6)
