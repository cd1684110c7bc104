# SPDX-License-Identifier: Apache-2.0
"""The page as a notebook widget, through anywidget."""

from collections.abc import Mapping
from typing import Any

__all__ = ["widget"]

# the built script is a classic one that sets `openlstmExplorer`; this makes a module of it
_RENDER = """
export default {
  render({ model, el }) {
    const page = openlstmExplorer.mount(el, model.get("data"));
    return () => page.destroy();
  },
};
"""


def widget(data: Mapping[str, Any], script: str) -> Any:
    """An `anywidget.AnyWidget` that draws `data`.

    Args:
        data: what the page shows.
        script: the built explorer.js.

    Raises:
        ModuleNotFoundError: if anywidget is not installed; says how to get it.
    """
    try:
        import anywidget
        import traitlets
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"the widget needs {error.name}, which is not installed; install it with: "
            "pip install 'openlstm[notebook]', or show the page itself, or save it.",
            name=error.name,
        ) from None

    class Explorer(anywidget.AnyWidget):
        _esm = script + _RENDER
        data = traitlets.Dict().tag(sync=True)

    return Explorer(data=dict(data))
