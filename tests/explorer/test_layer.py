# SPDX-License-Identifier: Apache-2.0
"""The whole layer in the explorer: maps and figures of all units, and no single unit's panel."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from torch import Tensor

from explorer.reading import key, near, put, slide
from explorer.tagger import H, K, T, Tagger, run
from pages import drawn

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


@pytest.fixture
def layer(opened: Opened, tagger_file: Path) -> Any:
    page = opened(tagger_file, "explore")
    page.locator("[data-do=whole]").click()
    return drawn(page)


def test_it_shows_all_maps_and_no_unit(layer: Any) -> None:
    assert layer.locator(".map canvas").count() == 6
    assert all(each.is_visible() for each in layer.locator(".map canvas").all())
    for of_a_unit in (".diagram", ".unit-card", "[data-key=unit]", "[data-do=search]"):
        assert layer.locator(of_a_unit).count() == 0
    layer.locator("[data-do=whole]").click()
    assert layer.locator(".diagram").count() == 1


def test_its_numbers_are_means_over_the_units(layer: Any, tagger: Tagger, x: Tensor) -> None:
    trace, _ = run(tagger, x)
    for t in (0, T - 1):
        slide(layer, ".player input", t)
        for name in "ifgoch":
            mean = getattr(trace, name)[0, 0, t, 0].mean().item()
            assert near(key(layer, f"map-{name}"), mean), (name, t)


def test_its_figures_are_those_of_all_units(layer: Any, tagger: Tagger, x: Tensor) -> None:
    trace, _ = run(tagger, x)
    f = trace.f[0, 0, :, 0].double()
    scales = (-1 / f.log().mean(0)).sort().values
    shown = [float(n) for n in re.findall(r"\d+\.?\d*", key(layer, "layer-scales"))[:3]]
    least, most, middle = 0, H - 1, (H - 1) // 2
    for told, scale in zip(shown, scales[[least, most, middle]].tolist(), strict=True):
        assert told == pytest.approx(scale, abs=0.051 if scale < 10 else 0.51)
    for name in "fio":
        gate = getattr(trace, name)[0, 0, :, 0]
        told = key(layer, f"layer-saturation-{name}").split(" at ")[1:]
        shares = [float(each.split(" %")[0]) for each in told]
        ends = [100 * end.float().mean().item() for end in (gate < 0.1, gate > 0.9)]
        assert shares == pytest.approx(ends, abs=0.51)


def test_a_click_on_a_map_chooses_the_step_alone(layer: Any) -> None:
    canvas = layer.locator(".map canvas").first
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * 4.5 / T, "y": box["height"] * 0.5})
    assert layer.locator(".player input").input_value() == "4"
    canvas.press("ArrowUp")
    assert layer.locator(".player input").input_value() == "4"
    assert layer.locator(".diagram").count() == 0


def test_a_gate_is_held_in_all_units(layer: Any, tagger: Tagger, x: Tensor) -> None:
    slide(layer, ".player input", 2)
    put(layer, "gate", "f")
    put(layer, "action", "zero")
    layer.locator("[data-do=apply]").click()
    assert "all units" in layer.locator(".edits").text_content()
    slide(layer, ".player input", T - 1)
    trace, odds = run(tagger, x, forget_gate=0.0, layers=0, directions=0, steps=range(2, T))
    assert near(key(layer, "map-c"), trace.c[0, 0, T - 1, 0].mean().item())
    for k in range(K):
        assert near(key(layer, "odds", label=k), 100 * odds[-1, k].item(), digits=1)
