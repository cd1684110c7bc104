# SPDX-License-Identifier: Apache-2.0
"""`openlstm compare`: its settings, what it prints and writes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.studies.settings import CompareSettings

if TYPE_CHECKING:
    from openlstm.studies.tables import Table

__all__ = ["Compare", "compare", "show_study", "watching"]


class Compare(CompareSettings):
    """openlstm compare"""

    panel: ClassVar[str | None] = None

    out: Path = Field(
        Path("runs/compare"), description="Folder for the results, and for what is done so far"
    )


def compare(settings: Compare) -> None:
    """Put RNN, LSTM, bidirectional LSTM and GRU side by side: costs, gradients, scores.

    Counts parameters and multiply-adds, measures time and memory, follows gradients, trains each on
    one budget with the same seeds and says what follows. Ctrl-C stops; the same command goes on
    where it stopped.
    """
    from openlstm.studies import compare as run_comparison
    from openlstm.studies.files import save
    from openlstm.studies.tables import tables

    chosen = settings.model_dump(include=set(CompareSettings.model_fields))
    with watching() as watch:
        found = run_comparison(folder=settings.out, watch=watch, **chosen)
    with display.busy("drawing"):
        files = save(found, settings.out)
    show_study(tables(found), found.conclusions, files, settings.out)


@contextmanager
def watching() -> Iterator[Callable[[str, float], None]]:
    """A function to call with what is done next; a line that changes, or plain lines."""
    if not display.console.is_terminal:
        yield lambda what, share: display.sentence(f"{share:4.0%}  {what}")
        return
    with display.console.status("beginning") as status:
        yield lambda what, share: status.update(f"{share:4.0%}  {what}")


def show_study(
    tables: "Iterable[Table]", sentences: Iterable[str], files: Iterable[Path], out: Path
) -> None:
    """Print what a study found, and where it is written."""
    for table in tables:
        display.console.print(display.figures(table))
    for sentence in sentences:
        display.sentence(f"- {sentence}")
    display.sentence(f"Wrote {', '.join(file.name for file in files)} in {out}.")
