# SPDX-License-Identifier: Apache-2.0
"""The table of a page in which models stand beside each other, each with a bar."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

__all__ = ["Ranked", "ranking"]


class Ranked(NamedTuple):
    """A line: the model in words, its figures as they are shown, the length of its bar."""

    label: str
    figures: Sequence[str]
    bar: float
    """A share of the column, 0 to 1."""
    ours: bool


def ranking(columns: Sequence[str], rows: Iterable[Ranked], look: str = "scores wide") -> str:
    """The table as HTML.

    Args:
        columns: heads of the figures.
        rows: in the order in which they are shown.
        look: its class in page.css.
    """
    heads = ("model", *columns, "<span class=unseen>bar</span>")
    head = "".join(f"<th>{column}" for column in heads)
    body = "".join(map(_row, rows))
    return f'<table class="{look}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(row: Ranked) -> str:
    mark = ' class="ours"' if row.ours else ""
    cells = "".join(f"<td>{figure}" for figure in row.figures)
    bar = f'<div class="bar" style="width:{row.bar:.1%}"></div>'
    return f"<tr{mark}><th scope=row>{escape(row.label)}{cells}<td>{bar}</tr>"
