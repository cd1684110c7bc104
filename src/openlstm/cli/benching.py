# SPDX-License-Identifier: Apache-2.0
"""`openlstm bench memory`: its settings, what it prints and writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field
from rich.console import Group
from rich.live import Live

from openlstm.cli import display
from openlstm.cli.comparing import show_study
from openlstm.studies.memory.settings import MemorySettings

if TYPE_CHECKING:
    from openlstm.studies.memory.scoreboard import Row
    from openlstm.studies.memory.training import Run, Trained

__all__ = ["Memory", "memory"]


class Memory(MemorySettings):
    """openlstm bench memory"""

    panel: ClassVar[str | None] = None

    out: Path = Field(
        Path("runs/bench-memory"), description="Folder for the results, and what is done so far"
    )


def memory(settings: Memory) -> None:
    """Train models on tasks that need long memory, until they solve them or the budget is spent.

    Every model sees the same sequences, has the same read-out, optimiser and budget, and chooses
    its learning rate by the same rule. Ctrl-C stops; the same command goes on where it stopped, and
    a command for other tasks or models adds to the results that lie in its folder.
    """
    from openlstm.studies.memory import memory_scoreboard
    from openlstm.studies.memory.files import save
    from openlstm.studies.memory.tables import scoreboard_table

    chosen = settings.model_dump(include=set(MemorySettings.model_fields))
    with _watch() as watch:
        rows = memory_scoreboard(folder=settings.out, watch=watch, **chosen)
    with display.busy("drawing"):
        files = save(rows, settings.out)
    show_study([scoreboard_table(rows)], (), files, settings.out)


Watch = Callable[["tuple[Run, Trained] | None", "list[Row]", float], None]


@contextmanager
def _watch() -> Iterator[Watch]:
    """A function to call after each training; a table that grows, or plain lines."""
    from openlstm.studies.memory.tables import described, scoreboard_table

    if not display.console.is_terminal:
        yield (
            lambda done, _, share: (
                display.sentence(f"{share:4.0%}  {described(*done)}") if done else None
            )
        )
        return
    with Live(console=display.console, transient=True) as live:

        def show(done: "tuple[Run, Trained] | None", rows: "list[Row]", share: float) -> None:
            last = described(*done) if done else "beginning"
            live.update(
                Group(display.figures(scoreboard_table(rows)), f"{share:4.0%} done; {last}")
            )

        yield show
