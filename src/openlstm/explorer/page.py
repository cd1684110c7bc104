# SPDX-License-Identifier: Apache-2.0
"""`Page`: the explorer as one HTML file, as a cell of a notebook, or as a part of another page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from openlstm.files import writable, write_atomic

__all__ = ["FORMAT", "Page", "embedded_page"]

FORMAT = 1  # of the data; see explorer-ui/FORMAT.md


# printing counts as coming near
_WHEN_NEAR = """(() => {
const host = document.getElementById("openlstm-explorer");
const data = document.getElementById("openlstm-explorer-data");
const near = new IntersectionObserver((seen) => seen.some((e) => e.isIntersecting) && draw(),
  { rootMargin: "800px" });
const draw = () => {
  near.disconnect();
  removeEventListener("beforeprint", draw);
  openlstmExplorer.mount(host, JSON.parse(data.textContent), %s);
};
addEventListener("beforeprint", draw);
near.observe(host);
})();"""


@dataclass(frozen=True, repr=False)
class Page:
    """A page of the explorer, ready to be saved or shown.

    Attributes:
        data: what the page shows, as explorer-ui/src/data.ts defines it.
        notes: what was left out, cut or found broken, in sentences; the page says it too.
    """

    data: Mapping[str, Any]
    notes: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The whole page; it loads nothing from anywhere."""
        script = f"<script>{_static('explorer.js')}</script>"
        number = f'<script type="application/json" id="openlstm-data">{self._json}</script>'
        frame = _static("explorer.html")
        # the data last, so that no text in it is taken for the other comment
        frame = frame.replace("<!--openlstm:script-->", script)
        return frame.replace("<!--openlstm:data-->", number)

    @property
    def _json(self) -> str:
        """With every "<" escaped, no text can end the script element."""
        text = json.dumps(self.data, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.replace("<", "\\u003c")

    def save(self, path: str | Path) -> Path:
        """The path, now holding the page.

        Raises:
            InputError: the file cannot be written.
        """
        with writable(path, "choose another place"):
            return write_atomic(path, self.html)

    def fragment(self, views: Sequence[str] = ("explore",)) -> str:
        """The page as a part of another one: HTML with its script and numbers inside.

        It is drawn when the reader comes near, so that the page around need not wait for it.

        Args:
            views: tabs to show, of "hold", "tour", "explore".
        """
        options = json.dumps({"views": list(views)})
        return (
            '<div id="openlstm-explorer" style="min-height: 40rem"></div>\n'
            f'<script type="application/json" id="openlstm-explorer-data">{self._json}</script>\n'
            f"<script>{_static('explorer.js')}</script>\n"
            f"<script>{_WHEN_NEAR % options}</script>\n"
        )

    def widget(self) -> Any:
        """The page as a widget of a notebook.

        Raises:
            ModuleNotFoundError: if anywidget is not installed.
        """
        from openlstm.explorer.widget import widget

        return widget(self.data, _static("explorer.js"))

    def _repr_html_(self) -> str:
        """In a notebook: a frame of its own, so that no style of the notebook reaches the page."""
        style = "width:100%;height:820px;border:1px solid #8884;border-radius:6px"
        return f'<iframe title="openlstm" style="{style}" srcdoc="{escape(self.html)}"></iframe>'

    def __repr__(self) -> str:
        models = [m for m in self.data["models"] if not m["id"].startswith("story-")]
        names = ", ".join(_plain(model["name"]) for model in models) or "the built-in cell"
        return "\n".join([f"Page({names}; {len(self._json) / 1e6:.1f} MB)", *self.notes])


def embedded_page() -> Page:
    """The page with the built-in cell, the tour and its stories; trains nothing, needs no torch.

    >>> "<html" in embedded_page().html
    True
    """
    return Page(stories())


@cache
def stories() -> dict[str, Any]:
    """The tour's data, as scripts/stories made it."""
    data: dict[str, Any] = json.loads(_static("stories.json"))
    return data | {"version": version("openlstm")}


def _static(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


def _plain(words: Any) -> str:
    return words if isinstance(words, str) else str(words["en"])
