# SPDX-License-Identifier: Apache-2.0
"""What the commands show: live on a terminal, plain lines elsewhere."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from openlstm.training.loop import Progress as Step

__all__ = ["busy", "note", "samples", "scores", "sentence", "training"]

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


@contextmanager
def training(items: str) -> Iterator[Callable[["Step"], None]]:
    """A function to call with the progress after every step; it shows it."""
    if not console.is_terminal:
        yield lambda step: _print_line(step, items)
        return
    with _TwoLines(console=console) as bar:
        task = bar.add_task("training", total=1.0, figures="", left="")
        yield lambda step: bar.update(
            task,
            completed=step.fraction,
            description="scoring" if step.fraction >= 1 else "training",
            figures=_figures(step, items),
            left=_time_left(step),
        )


class _TwoLines(Progress):
    """A bar, and below it the figures, which would not fit beside it."""

    def get_renderables(self) -> Iterator[RenderableType]:
        columns = (TextColumn("{task.description}"), BarColumn(None), TaskProgressColumn())
        for task in self.tasks:
            line = Table.grid(
                *(column.get_table_column() for column in columns), expand=True, padding=(0, 1)
            )
            line.add_row(*(column(task) for column in columns), task.fields["left"])
            yield line
            yield Text(task.fields["figures"])


def _print_line(step: "Step", items: str) -> None:
    if step.validated:
        line = (
            f"{step.fraction:4.0%}  step {step.step}  {_figures(step, items)}  {_time_left(step)}"
        )
        sentence(line)


def _figures(step: "Step", items: str) -> str:
    score = "" if math.isnan(step.validation_loss) else f" (validation {step.validation_loss:.3f})"
    figures = (
        f"loss {step.train_loss:.3f}{score}",
        f"{step.train_loss / math.log(2):.3f} bits per character",
        f"{step.items / step.seconds:,.0f} {items}/s",
    )
    return "  ".join(figures)


def _time_left(step: "Step") -> str:
    minutes, seconds = divmod(round(step.seconds * (1 - step.fraction) / step.fraction), 60)
    return f"{minutes}:{seconds:02} left"


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Shows `what` while the block runs, on a terminal."""
    with console.status(what):
        yield


def scores(models: Mapping[str, Mapping[str, float]], title: str) -> None:
    """A table of nats and bits per character, one row for each model."""
    from openlstm.report.scores import model_name  # brings torch

    table = Table(title=title, title_justify="left")
    table.add_column("model")
    table.add_column("nats per character", justify="right")
    table.add_column("bits per character", justify="right")
    for name, metrics in models.items():
        figures = (f"{metrics[key]:.4f}" for key in ("nats_per_char", "bits_per_char"))
        table.add_row(model_name(name, metrics), *figures, style="bold" if name == "lstm" else "")
    console.print(table)


def samples(texts: Sequence[str]) -> None:
    """The generated texts, each in a frame."""
    for number, text in enumerate(texts, 1):
        console.print(Panel(Text(text), title=f"sample {number}", title_align="left"))


def sentence(text: str) -> None:
    """A line of plain words."""
    console.print(text, markup=False, soft_wrap=True)


def note(text: str) -> None:
    """A remark that is no part of the result, to standard error."""
    errors.print(f"note: {text}", markup=False, soft_wrap=True)
