# SPDX-License-Identifier: Apache-2.0
"""The widget of a notebook, its module run in a real Chromium as anywidget runs it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

import openlstm as ol
from explorer.reading import choose, key, near
from openlstm.explorer import explore

pytestmark = pytest.mark.browser


def test_the_widget_draws_its_data_and_goes_away(
    opened: Callable[..., Any], tmp_path: Path
) -> None:
    pytest.importorskip("anywidget", reason="install openlstm[notebook]")
    lstm, x = ol.LSTM(3, 4), torch.randn(6, 1, 3)
    widget = explore(lstm, x, tour=False).widget()
    module = widget._esm.replace("export default", "const widget =")
    data = json.dumps(widget.data).replace("<", "\\u003c")
    source = tmp_path / "notebook.html"
    source.write_text(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div id="cell"></div>'
        f'<script type="module">{module}\nconst model = {{ get: () => ({data}) }};\n'
        'const el = document.getElementById("cell"); window.leave = widget.render({ model, el });'
        "</script>",
        encoding="utf-8",
    )
    page = opened(source)
    with ol.record(lstm) as inside, torch.no_grad():
        lstm(x)
    choose(page, 0)
    for name in "ifgoch":
        assert near(key(page, f"map-{name}"), inside.trace[name][0, 0, 0, 0, 0].item())
    page.evaluate("leave()")
    assert page.locator("main").count() == 0
