# SPDX-License-Identifier: Apache-2.0
"""Texts that the model wrote."""

from collections.abc import Sequence
from html import escape

from openlstm.report.page import Section

__all__ = ["samples_section"]


def samples_section(samples: Sequence[str]) -> Section:
    """The samples one under another, as they were drawn."""
    return Section(
        name="samples",
        title="What it writes",
        look="Words and layout come out right before sense does: it knows characters, not facts.",
        # the first newline inside <pre> is dropped by HTML, so that the sample may begin with one
        body="".join(f'<pre class="text">\n{escape(sample)}</pre>' for sample in samples),
    )
