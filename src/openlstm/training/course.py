# SPDX-License-Identifier: Apache-2.0
"""All that changes while a model is trained, in one place: it can be kept and taken up again."""

import math
import time
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from openlstm.errors import InputError
from openlstm.training.checkpoint import Snapshot
from openlstm.training.hardware import device_of, half_precision
from openlstm.training.processes import processes
from openlstm.training.schedule import fraction_done, learning_rate_at
from openlstm.training.settings import TrainingSettings
from openlstm.training.task import Outcome, Task

__all__ = ["Course", "Progress"]


@dataclass(frozen=True)
class Progress:
    """Where a training stands after a step."""

    step: int
    """Updates of the weights so far."""
    seconds: float
    """Time since the training began, validations included."""
    items: int
    """Items trained on so far, each pass counted anew."""
    fraction: float
    """Share of the training that is done, 0 to 1."""
    train_loss: float
    """Mean cost of an item since the last validation."""
    validation_loss: float
    """The newest cost on the validation part; NaN before the first."""
    learning_rate: float
    validated: bool
    """Whether the validation part was scored after this very step."""


@dataclass
class _Counts:
    """The plain numbers of a course."""

    steps: int = 0
    items: int = 0
    epoch: int = 0  # the pass that the next batch belongs to
    batch: int = 0  # its number there
    fraction: float = 0.0
    summed_loss: float = 0.0  # since the last validation
    summed_items: int = 0
    validation_loss: float = math.nan
    best_loss: float = math.inf
    stale: int = 0  # validations since the best
    validation_seconds: float = 0.0
    learning_rate: float = 0.0
    done: bool = False


class Course:
    """A training between two steps."""

    progress: Progress
    state: Any = None

    def __init__(self, task: Task, settings: TrainingSettings) -> None:
        self.task, self.settings, self.at = task, settings, _Counts()
        self.group = processes()
        self.group.begin_alike(task.model)
        self.device = device_of(settings, self.group.rank)
        task.model.to(self.device)
        self.optimizer = torch.optim.AdamW(
            _groups(task.model, settings), lr=settings.learning_rate, fused=True
        )
        self.half = half_precision(settings, self.device)
        self.history: list[dict[str, float]] = []
        self.best: dict[str, Tensor] = {}
        self.begin = self.step_begin = time.perf_counter()
        task.model.train()

    def step(self, batch: Any, state_is_new: bool) -> None:
        """One update of the weights."""
        self.step_begin = time.perf_counter()
        self._set_learning_rate()
        self.optimizer.zero_grad()
        outcome = self._backward(batch, None if state_is_new else self.state)
        loss, items = self.group.together(self.task.model, outcome)
        norm = nn.utils.clip_grad_norm_(self.task.model.parameters(), self.settings.gradient_clip)
        self._check_finite(loss, norm)
        self.optimizer.step()
        self._count(loss, items)

    def _backward(self, batch: Any, state: Any) -> Outcome | None:
        """This process's share of the batch, forward and backward."""
        if self.group.count > 1:
            batch = self.task.share(batch, self.group.rank, self.group.count)
            if batch is None:
                return None
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.half):
            outcome = self.task.outcome(batch, state)
        outcome.loss.backward()
        self.state = outcome.state
        return outcome

    def _set_learning_rate(self) -> None:
        self.at.learning_rate = learning_rate_at(self.settings, self.at.steps, self.at.fraction)
        for group in self.optimizer.param_groups:
            group["lr"] = self.at.learning_rate

    def _check_finite(self, loss: float, norm: Tensor) -> None:
        if math.isfinite(loss) and math.isfinite(norm.item()):
            return
        rate, clip = self.settings.learning_rate, self.settings.gradient_clip
        raise InputError(
            f"training broke down at step {self.at.steps + 1}: the loss is {loss:.3g} and "
            f"its gradient's norm {norm.item():.3g}; lower learning_rate (now {rate:g}) or "
            f"gradient_clip (now {clip:g})."
        )

    def _count(self, loss: float, items: int) -> None:
        self.at.steps += 1
        self.at.items += items
        self.at.summed_loss += loss * items
        self.at.summed_items += items

    def advance(self, epoch: int, batch: int, epochs: float) -> None:
        """Count what is done; the clock includes one more step and validation, to keep the limit.

        Args:
            epoch: the pass that the next batch belongs to.
            batch: its number there.
            epochs: passes done.
        """
        now = time.perf_counter()
        seconds = now - self.begin + now - self.step_begin + self.at.validation_seconds
        self.at.epoch, self.at.batch = epoch, batch
        fraction = fraction_done(self.settings, seconds / 60, epochs, self.at.steps)
        self.at.fraction = self.group.same(fraction)

    def validation_is_due(self) -> bool:
        return self.at.fraction * self.settings.validations >= len(self.history) + 1

    @property
    def gave_up(self) -> bool:
        """Whether the validations have not improved for as long as the settings allow."""
        patience = self.settings.early_stopping_patience
        return patience is not None and self.at.stale >= patience

    def report(self, validate: bool) -> Progress:
        """Where the training stands, after scoring the validation part if asked to."""
        if validate:
            self._validate()
        self.progress = Progress(
            self.at.steps,
            time.perf_counter() - self.begin,
            self.at.items,
            self.at.fraction,
            self.at.summed_loss / self.at.summed_items,
            self.at.validation_loss,
            self.at.learning_rate,
            validate,
        )
        if validate:
            self.history.append(self._row(self.progress))
            self.at.summed_loss, self.at.summed_items = 0.0, 0
        return self.progress

    @torch.no_grad()
    def _validate(self) -> None:
        begin = time.perf_counter()
        model = self.task.model.eval()
        self.at.validation_loss = self.group.same(self.task.validate())
        self.at.stale += 1
        if self.at.validation_loss < self.at.best_loss or not self.best:
            self.at.best_loss, self.at.stale = self.at.validation_loss, 0
            self.best = {name: value.clone() for name, value in model.state_dict().items()}
        model.train()
        self.at.validation_seconds = time.perf_counter() - begin

    def _row(self, progress: Progress) -> dict[str, float]:
        items, cost = self.task.items, self.task.cost
        return {
            "step": progress.step,
            "seconds": round(progress.seconds, 3),
            items: progress.items,
            f"train_{cost}": progress.train_loss,
            f"validation_{cost}": progress.validation_loss,
            "learning_rate": progress.learning_rate,
        }

    def snapshot(self) -> Snapshot:
        """All of it, so that a course that restores it goes on as this one would.

        Of several processes each must call it; all get the same.
        """
        states = self.optimizer.state_dict()["state"]
        tensors = {
            **{f"model.{name}": value for name, value in self.task.model.state_dict().items()},
            **{f"best.{name}": value for name, value in self.best.items()},
            **{
                f"optimizer.{k}.{name}": value
                for k, values in states.items()
                for name, value in values.items()
            },
            **{
                f"own.{rank}.{name}": value
                for rank, own in enumerate(self.group.everyones(self._own()))
                for name, value in own.items()
            },
        }
        facts = {
            **asdict(self.at),
            "history": self.history,
            "seconds": time.perf_counter() - self.begin,
            "progress": asdict(self.progress),
        }
        return Snapshot(tensors, facts)

    def _own(self) -> dict[str, Tensor]:
        """What differs from process to process."""
        own = {f"state.{k}": value for k, value in enumerate(self.state or ())}
        own["random"] = torch.get_rng_state()
        if self.device.type == "cuda":
            own["random_cuda"] = torch.cuda.get_rng_state(self.device)
        return own

    def restore(self, snapshot: Snapshot) -> None:
        """Take up the training where `snapshot` was taken."""
        facts = dict(snapshot.facts)
        self.history, self.progress = facts.pop("history"), Progress(**facts.pop("progress"))
        self.begin = time.perf_counter() - facts.pop("seconds")
        self.at = _Counts(**facts)
        self.task.model.load_state_dict(_under("model.", snapshot.tensors))
        self.best = _under("best.", snapshot.tensors)
        self._restore_optimizer(_under("optimizer.", snapshot.tensors))
        own = _under(f"own.{self.group.rank}.", snapshot.tensors)
        state = _under("state.", own).values()
        self.state = tuple(each.to(self.device) for each in state) or None
        torch.set_rng_state(own["random"])
        if "random_cuda" in own:
            torch.cuda.set_rng_state(own["random_cuda"], self.device)

    def _restore_optimizer(self, tensors: dict[str, Tensor]) -> None:
        states: dict[int, dict[str, Tensor]] = {}
        for name, value in tensors.items():
            number, _, field = name.partition(".")
            states.setdefault(int(number), {})[field] = value
        self.optimizer.load_state_dict({**self.optimizer.state_dict(), "state": states})


def _under(prefix: str, tensors: Any) -> dict[str, Tensor]:
    """The tensors whose names begin so, without it; numbered ones in their order."""
    return {
        name.removeprefix(prefix): value
        for name, value in sorted(tensors.items())
        if name.startswith(prefix)
    }


def _groups(model: nn.Module, settings: TrainingSettings) -> list[dict[str, Any]]:
    """Matrices decay, biases and gains do not: there is nothing to be had from small biases."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": settings.weight_decay},
        {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0},
    ]
