# SPDX-License-Identifier: Apache-2.0
"""What the commands show: live on a terminal, plain lines elsewhere."""

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from openlstm.studies.tables import Table as Figures
    from openlstm.training.loop import Progress as Step

__all__ = ["busy", "figures", "note", "samples", "sentence", "table", "training"]

# Of several processes that train one model only the first speaks.
console = Console(highlight=False, quiet=os.environ.get("RANK", "0") != "0")
errors = Console(stderr=True, highlight=False)


Words = Callable[[float], str]


@contextmanager
def training(items: str, extra: Words | None = None) -> Iterator[Callable[["Step"], None]]:
    """A function to call with the progress after every step; it shows it.

    Args:
        items: what is counted, in the plural.
        extra: the training loss in other words.
    """

    def figures(step: "Step") -> str:
        return _figures(step, items, extra)

    if not console.is_terminal:
        yield lambda step: _print_line(step, figures(step))
        return
    with _TwoLines(console=console) as bar:
        task = bar.add_task("training", total=1.0, figures="", left="")
        yield lambda step: bar.update(
            task,
            completed=step.fraction,
            description="scoring" if step.fraction >= 1 else "training",
            figures=figures(step),
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


def _print_line(step: "Step", figures: str) -> None:
    if step.validated:
        sentence(f"{step.fraction:4.0%}  step {step.step}  {figures}  {_time_left(step)}")


def _figures(step: "Step", items: str, extra: Words | None) -> str:
    score = "" if math.isnan(step.validation_loss) else f" (validation {step.validation_loss:.3f})"
    figures = (
        f"loss {step.train_loss:.3f}{score}",
        *([extra(step.train_loss)] if extra else []),
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


def table(
    title: str, heads: Sequence[str], rows: Mapping[str, Sequence[str]], bold: str = ""
) -> None:
    """A table of figures, the first column words; the row named `bold` stands out."""
    shown = Table(title=title, title_justify="left")
    for k, head in enumerate(heads):
        shown.add_column(head, justify="right" if k else "left")
    for name, row in rows.items():
        shown.add_row(*row, style="bold" if name == bold else "")
    console.print(shown)


def figures(of: "Figures") -> Table:
    """A table of a study, for the console."""
    shown = Table(title=of.title, title_justify="left")
    for k, head in enumerate(of.heads):
        shown.add_column(head, justify="right" if k else "left", overflow="fold")
    for row in of.rows:
        shown.add_row(*row)
    return shown


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
