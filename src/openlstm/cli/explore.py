# SPDX-License-Identifier: Apache-2.0
"""The command `openlstm explore`: the page, with its own cell or with a trained model."""

import tempfile
import webbrowser
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from openlstm.cli import display
from openlstm.errors import InputError
from openlstm.explorer import Page, embedded_page
from openlstm.files import check_file
from openlstm.training.settings import Settings

__all__ = ["Explore", "explore"]


class Explore(Settings):
    """openlstm explore"""

    panel: ClassVar[str | None] = None

    run: Path | None = Field(
        None,
        description="Folder of a trained model; the page's own small cell if not given",
        json_schema_extra={"argument": "RUN"},
    )
    text: str | None = Field(
        None,
        description="What a language model reads; the beginning of its test text if not given",
    )
    out: Path | None = Field(
        None, description="File of the page; explorer.html in RUN, else one for temporary files"
    )
    no_open: bool = Field(False, description="Write the page without opening it in a browser")


def explore(settings: Explore) -> None:
    """Step through a cell, move its gates and see what becomes of it; or through your own model."""
    if settings.out is not None:
        check_file(settings.out)
    page = embedded_page() if settings.run is None else _page_of(settings.run, settings.text)
    if settings.run is None and settings.text is not None:
        raise InputError("text needs a model that reads it; name the folder of a run as well.")
    path = page.save(settings.out or _place(settings.run))
    for note in page.notes:
        display.note(note)
    display.sentence(f"Wrote {path}.")
    if not settings.no_open and not webbrowser.open(path.resolve().as_uri()):
        display.note("no browser could be opened; open the file yourself")


def _place(run: Path | None) -> Path:
    return (Path(tempfile.mkdtemp(prefix="openlstm-")) if run is None else run) / "explorer.html"


def _page_of(run: Path, text: str | None) -> Page:
    from openlstm.tasks import load

    title = run.resolve().name
    with display.busy("reading the model"):
        if text is None:
            return load(run).explore(title=title)
        return load(run, "language").explore(text, title)
