# SPDX-License-Identifier: Apache-2.0
"""Trainings kept on disk: whole files, and the same bits after a training was taken up."""

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from openlstm.errors import InputError
from openlstm.training.checkpoint import Checkpoint, Snapshot
from openlstm.training.loop import Progress, Training, train
from openlstm.training.processes import Processes
from openlstm.training.settings import TrainingSettings
from openlstm.training.task import Outcome


class Noisy:
    """A line behind dropout, with a carried state: all that chance and order could spoil."""

    items = "points"
    cost = "mse"

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.model = nn.Sequential(nn.Linear(1, 8), nn.Dropout(0.5), nn.Linear(8, 1))
        self.x = torch.linspace(-1, 1, 12)[:, None]

    def batches(self, epoch: int) -> list[Tensor]:
        order = torch.randperm(12, generator=torch.Generator().manual_seed(epoch))
        return list(self.x[order].split(4))

    def outcome(self, batch: Tensor, state: tuple[Tensor] | None) -> Outcome:
        carried = state[0] if state else torch.zeros(1)
        loss = (self.model(batch) - 3 * batch + 0.1 * carried).square().mean()
        return Outcome(loss, (carried + batch.mean().detach(),), len(batch))

    def validate(self) -> float:
        return (self.model(self.x) - 3 * self.x).square().mean().item()


SETTINGS = TrainingSettings(max_steps=20, warmup=0, learning_rate=0.1, validations=5)


class Killed(Exception):  # noqa: N818
    pass


def killed_after(step: int, checkpoint: Checkpoint) -> None:
    def watch(progress: Progress) -> None:
        if progress.step == step:
            raise Killed

    with pytest.raises(Killed):
        train(Noisy(), SETTINGS, watch, checkpoint)


def bits(task: Noisy, result: Training) -> tuple[bytes, list[float]]:
    weights = b"".join(value.numpy().tobytes() for value in task.model.state_dict().values())
    return weights, [row["validation_mse"] for row in result.history]


@pytest.mark.parametrize("steps", [(2,), (7,), (12,), (3, 8, 19)])
def test_a_training_taken_up_ends_with_the_same_bits(tmp_path: Path, steps: tuple[int]) -> None:
    whole = Noisy()
    expected = bits(whole, train(whole, SETTINGS))
    checkpoint = Checkpoint(tmp_path / "a.safetensors", every_seconds=0)
    for step in steps:
        killed_after(step, checkpoint)
    torch.manual_seed(99)  # whatever chance a new process has
    again = Noisy()
    assert bits(again, train(again, SETTINGS, checkpoint=checkpoint)) == expected


def test_a_finished_training_is_not_trained_again(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "a.safetensors")
    first, second, steps = Noisy(), Noisy(), list[Progress]()
    expected = bits(first, train(first, SETTINGS, checkpoint=checkpoint))
    assert bits(second, train(second, SETTINGS, steps.append, checkpoint)) == expected
    assert steps == []


def test_without_a_word_it_is_kept_only_at_the_end(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "a.safetensors", every_seconds=1e9)
    killed_after(19, checkpoint)
    assert checkpoint.read() is None


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(b"half")
    with pytest.raises(InputError, match="is damaged"):
        Checkpoint(tmp_path / "a.safetensors").read()


def test_a_full_disk_keeps_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint = Checkpoint(tmp_path / "a.safetensors")
    checkpoint.write(Snapshot({}, {"steps": 1}))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match=r"No space left on device; what was kept before is still"):
        checkpoint.write(Snapshot({}, {"steps": 2}))
    kept = checkpoint.read()
    assert kept
    assert kept.facts == {"steps": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["a.safetensors"]


def test_patience_ends_a_training_early() -> None:
    task, costs = Noisy(), iter([1.0, 2.0, 3.0, 0.5])
    task.validate = lambda: next(costs)  # type: ignore[method-assign]
    result = train(task, SETTINGS.model_copy(update={"early_stopping_patience": 2}))
    assert len(result.history) == 3
    assert result.last.step == 12


def test_processes_that_find_different_trainings_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Processes, "same", lambda *_: 7.0)
    with pytest.raises(InputError, match=r"at step 0, the first process at step 7; all need the"):
        train(Noisy(), SETTINGS, checkpoint=Checkpoint(tmp_path / "a.safetensors"))
