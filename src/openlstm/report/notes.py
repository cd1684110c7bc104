# SPDX-License-Identifier: Apache-2.0
"""What was found in the data, as a part of a page."""

from collections.abc import Sequence
from html import escape

from openlstm.report.page import Section

__all__ = ["data_section"]


def data_section(notes: Sequence[str], look: str) -> Section:
    """A list of notes.

    Args:
        notes: plain text, a sentence each.
        look: what the list is of.
    """
    items = "".join(f"<li>{escape(note)}" for note in notes)
    return Section(name="data", title="The data", look=look, body=f"<ul>{items}</ul>")
