# SPDX-License-Identifier: Apache-2.0
"""The explorer as a part of the page: the model's gates, to be held and moved."""

from openlstm.report.page import Section

__all__ = ["explorer_section"]


def explorer_section(fragment: str, read: str) -> Section:
    """The part around a finished piece of HTML, which brings its own script, style and numbers.

    Args:
        fragment: from `openlstm.explorer.Page.fragment`; it is handed in as text because packages
            on one line of the house do not know each other.
        read: what the model reads, such as "the text".
    """
    return Section(
        name="explorer",
        title="Hold its gates",
        look=f"Step through {read}, pick a unit, then zero, open or freeze one of its gates from "
        "the step you are at: everything after it is computed anew, here, from the model’s own "
        "weights.",
        body=fragment,
    )
