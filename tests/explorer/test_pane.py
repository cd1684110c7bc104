# SPDX-License-Identifier: Apache-2.0
"""The explorer in a browser: numbers, cursor, keys, edits, side by side, NaN, thinning."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

import openlstm as ol
from explorer.reading import choose, key, near, numbers, plain, put, short, slide
from explorer.tagger import D, H, K, T, Tagger, run
from openlstm.explorer import explore
from pages import drawn

pytestmark = pytest.mark.browser
Opened = Callable[..., Any]


def check(page: Any, trace: ol.Trace, at: tuple[int, int, int, int], row: int = 0) -> None:
    """Every number of the maps and of the diagram, at (layer, direction, step, unit)."""
    layer, direction, t, unit = at
    before = t + 1 if direction else t - 1
    value = lambda name, step: getattr(trace, name)[layer, direction, step, row, unit].item()  # noqa: E731
    for name in "ifgoch":
        assert near(key(page, f"map-{name}"), value(name, t)), (name, at)
        assert near(key(page.locator(".diagram"), name), value(name, t)), (name, at)
    inside = 0 <= before < T
    for name in "ch":
        assert near(key(page, f"{name}_prev"), value(name, before) if inside else 0.0), at


@pytest.mark.parametrize(("layer", "direction"), [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_every_number_shown_is_the_traces(
    opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor, layer: int, direction: int
) -> None:
    page = opened(tagger_file, "explore")
    put(page, "layer", str(layer))
    put(page, "direction", str(direction))
    trace, odds = run(tagger, x)
    for t in range(T):
        slide(page, ".player input", t)
        for unit in range(H):
            choose(page, unit)
            check(page, trace, (layer, direction, t, unit))
        for k in range(K):
            assert near(key(page, "odds", label=k), 100 * odds[t, k].item(), digits=1)


def test_it_opens_on_the_unit_with_most_to_show(
    opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor
) -> None:
    """The one whose cell state has the widest range over the sample; anew in another layer."""
    page = opened(tagger_file, "explore")
    trace, _ = run(tagger, x)
    for layer in (0, 1):
        put(page, "layer", str(layer))
        c = trace.c[layer, 0, :, 0]
        low, high = c.amin(0), c.amax(0)
        best = int((high - low).argmax())
        assert key(page, "unit") == f"Unit {best}"
        said = key(page, "opened")
        assert f"unit {best}: " in said
        assert f"{short(low[best].item())} to {short(high[best].item())}." in said
    choose(page, (best + 1) % H)
    assert key(page, "opened") == ""


def test_pointing_on_a_map(opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor) -> None:
    page = opened(tagger_file, "explore")
    canvas = page.locator(".map[data-field=g] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    spot = {"x": (4 + 0.5) * box["width"] / T, "y": (3 + 0.5) * box["height"] / H}
    canvas.hover(position=spot)
    trace, _ = run(tagger, x)
    shown = page.locator(".map-readout b").text_content()
    assert near(shown, trace.g[0, 0, 4, 0, 3].item(), digits=3)
    canvas.click(position=spot)
    assert key(page, "unit") == "Unit 3"
    check(page, trace, (0, 0, 4, 3))
    assert page.locator(".token.now").get_attribute("data-step") == "4"


def test_keys(opened: Opened, tagger_file: Path) -> None:
    page = opened(tagger_file, "explore")
    choose(page, 0)
    page.locator(".map canvas").first.focus()
    for name, step, unit in (
        ("ArrowRight", 1, 0),
        ("ArrowDown", 1, 1),
        ("End", T - 1, 1),
        ("ArrowLeft", T - 2, 1),
        ("ArrowUp", T - 2, 0),
        ("Home", 0, 0),
    ):
        page.keyboard.press(name)
        assert page.locator(".player input").input_value() == str(step)
        assert key(page, "unit") == f"Unit {unit}"


def test_play_pause_speed_and_steps(opened: Opened, tagger_file: Path) -> None:
    page = opened(tagger_file, "explore")
    step = page.locator(".player input")
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # ms: it would go on by itself between the lines below
    page.locator("[data-do=forward]").click()
    page.locator("[data-do=forward]").click()
    page.locator("[data-do=back]").click()
    assert step.input_value() == "1"
    assert page.locator(".step-words").text_content() == f"Step 1 (0 to {T - 1})"
    page.locator(".map canvas").first.focus()
    page.keyboard.press("Space")  # play
    page.clock.run_for(1300)
    assert step.input_value() == "3"
    page.keyboard.press("Space")  # pause
    page.clock.run_for(5000)
    assert step.input_value() == "3"
    page.locator(".player select").select_option("fast")
    page.locator(".play").click()
    page.clock.run_for(500)
    assert step.input_value() == "7"


@pytest.mark.parametrize(
    ("gate", "name"),
    [("f", "forget_gate"), ("i", "input_gate"), ("g", "candidate"), ("o", "output_gate")],
)
@pytest.mark.parametrize(("action", "value"), [("zero", 0.0), ("open", 1.0), ("half", 0.5)])
def test_a_gate_held_gives_what_the_library_gives(
    opened: Opened,
    tagger_file: Path,
    tagger: Tagger,
    x: Tensor,
    gate: str,
    name: str,
    action: str,
    value: float,
) -> None:
    page = opened(tagger_file, "explore")
    slide(page, ".player input", 3)
    choose(page, 2)
    put(page, "gate", gate)
    put(page, "action", action)
    page.locator("[data-do=apply]").click()
    trace, odds = run(
        tagger, x, **{name: value}, layers=0, directions=0, units=2, steps=range(3, T)
    )
    _, before = run(tagger, x)
    for t in (3, T - 1):
        slide(page, ".player input", t)
        check(page, trace, (0, 0, t, 2))
        for k in range(K):
            assert near(key(page, "odds", label=k), 100 * odds[t, k].item(), digits=1)
            shown = key(page, "odds-was", label=k).removeprefix("was ")
            assert near(shown, 100 * before[t, k].item(), digits=1)
    changed = int((odds.argmax(-1) != before.argmax(-1)).sum())
    assert f"{changed} steps" in key(page, "changed")
    page.locator("[data-do=clear]").click()
    assert page.locator("[data-key=odds-was]").count() == 0


def test_freezing_all_units_of_the_reverse_direction(
    opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor
) -> None:
    page = opened(tagger_file, "explore")
    put(page, "direction", "1")
    slide(page, ".player input", 6)
    put(page, "gate", "f")
    put(page, "action", "freeze")
    put(page, "whom", "all")
    page.locator("[data-do=apply]").click()
    base, _ = run(tagger, x)
    frozen = base.f[0, 1, 6, 0]
    trace, odds = run(tagger, x[:, :1], forget_gate=frozen, layers=0, directions=1, steps=range(7))
    slide(page, ".player input", 1)
    choose(page, 0)
    check(page, trace, (0, 1, 1, 0))
    assert near(key(page, "odds", label=0), 100 * odds[1, 0].item(), digits=1)


def test_dragging_a_tank(opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor) -> None:
    page = opened(tagger_file, "explore")
    slide(page, ".player input", 2)
    choose(page, 0)
    gate = page.locator("[data-gate=o]")
    gate.scroll_into_view_if_needed()
    box = page.locator("[data-gate=o] .glass").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.9 * box["height"], steps=3)
    page.mouse.up()
    held = plain(key(page.locator(".diagram"), "o"))
    assert abs(held - 0.1) < 0.03
    trace, _ = run(tagger, x, output_gate=held, layers=0, directions=0, units=0, steps=range(2, T))
    check(page, trace, (0, 0, 2, 0))


def test_two_samples_side_by_side(
    opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor
) -> None:
    page = opened(tagger_file, "explore")
    page.locator("[data-do=compare]").click()
    drawn(page)
    slide(page, ".player input", 5)
    trace, _ = run(tagger, x)
    for row in range(2):
        choose(page.locator(f"[data-pane='{row}']"), 0)
        check(page.locator(f"[data-pane='{row}']"), trace, (0, 0, 5, 0), row)
    page.locator("[data-do=compare]").click()
    assert page.locator("[data-pane]").count() == 1


def test_two_models_side_by_side(opened: Opened, tagger: Tagger, x: Tensor, tmp_path: Path) -> None:
    torch.manual_seed(4)
    models = {"one": tagger, "two": Tagger().eval()}
    page = opened(explore(models, x, tour=False).save(tmp_path / "two.html"), "explore")
    page.locator("[data-do=compare]").click()
    page.locator("[data-pane='1'] [data-do=model]").select_option(label="two · lstm")
    drawn(page)
    slide(page, ".player input", 5)
    for k, model in enumerate(models.values()):
        trace, _ = run(model, x)
        choose(page.locator(f"[data-pane='{k}']"), 0)
        check(page.locator(f"[data-pane='{k}']"), trace, (0, 0, 5, 0))


def test_time_scale_saturation_and_order(
    opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor
) -> None:
    page = opened(tagger_file, "explore")
    trace, _ = run(tagger, x)
    f = trace.f[0, 0, :, 0].double()
    scales = -1 / f.log().mean(0)
    choose(page, 0)
    assert near(numbers(key(page, "time-scale"))[0].__str__(), scales[0].item(), digits=1)
    closed = 100 * (trace.i[0, 0, :, 0, 0] < 0.1).double().mean().item()
    assert f"closed (< 0.1) {closed:.0f} %" in key(page, "saturation-i")
    put(page, "sort", "memory")
    page.locator(".map canvas").first.focus()
    for _ in range(H):
        page.keyboard.press("ArrowUp")
    assert key(page, "unit") == f"Unit {int(scales.argmin())}"


def test_an_unknown_unit_is_said(opened: Opened, tagger_file: Path) -> None:
    page = opened(tagger_file, "explore")
    page.locator("[data-do=search]").fill("99")
    page.locator("[data-do=search]").press("Enter")
    assert "no unit 99" in page.locator(".unit-card [role=status]").text_content()


def test_a_unit_is_found_by_the_text_it_stands_out_at(
    opened: Opened, tagger_file: Path, tagger: Tagger, x: Tensor
) -> None:
    page = opened(tagger_file, "explore")
    put(page, "field", "h")
    page.locator("[data-do=search]").fill("d")
    page.locator("[data-do=search]").press("Enter")
    trace, _ = run(tagger, x)
    h = trace.h[0, 0, :, 0].double()  # "d" is read at step 4
    others = torch.arange(T) != 4
    by = (h[4] - h[others].mean(0)) / h.std(0, correction=0)
    best = int(by.abs().argmax())
    assert key(page, "unit") == f"Unit {best}"
    said = page.locator(".unit-card [role=status]").text_content()
    assert f"Unit {best} stands out at “d”: its hidden state is" in said
    assert near(str(numbers(said)[0]), by[best].abs().item())
    page.locator("[data-do=search]").fill("z")
    page.locator("[data-do=search]").press("Enter")
    assert "“z” is not read here" in page.locator(".unit-card [role=status]").text_content()


def test_few_columns_of_input_are_drawn_beside_their_tokens(
    opened: Opened, tagger_file: Path, tmp_path: Path
) -> None:
    page = opened(tagger_file, "explore")
    assert page.locator(".input-strip svg").count() == D
    words = explore(ol.LSTM(8, H), torch.randn(T, 1, 8), tokens=list("abc de fg"), tour=False)
    page = opened(words.save(tmp_path / "words.html"), "explore")
    assert page.locator(".input-strip svg").count() == 0


def test_nan_is_shown_where_it_began(opened: Opened, tmp_path: Path) -> None:
    lstm = ol.LSTM(D, H, num_layers=2)
    x = torch.randn(T, 1, D)
    x[4] = float("nan")
    page = opened(explore(lstm, x, tour=False).save(tmp_path / "nan.html"), "explore")
    assert "layer 0 at step 4" in page.locator(".warning").text_content()


def test_a_hundred_thousand_gate_values_are_smooth(opened: Opened, tmp_path: Path) -> None:
    lstm, steps = ol.LSTM(D, 64), 400  # 6 fields of 25,600
    page = opened(
        explore(lstm, torch.randn(steps, 1, D), tour=False).save(tmp_path / "p.html"), "explore"
    )
    spent = page.evaluate("""() => {
        const input = document.querySelector(".player input"); const began = performance.now();
        for (let t = 0; t < 100; t++) {
            input.value = t; input.dispatchEvent(new Event("input", {bubbles: true}));
        }
        return (performance.now() - began) / 100;
    }""")
    assert spent < 50  # ms a step; about 10 on an idle core
    assert "steps are drawn on" in page.locator("[data-pane] .maps ~ .note").text_content()


def test_a_trace_without_weights_says_why_nothing_can_be_edited(
    opened: Opened, tmp_path: Path
) -> None:
    page = explore(ol.LSTM(D, H), torch.randn(T, 1, D), tour=False)
    model = page.data["models"][0]
    for layer in model["layers"]:
        for direction in layer["directions"]:
            del direction["weights"]
    model["weights_left_out"] = 12_300_000
    shown = opened(page.save(tmp_path / "trace.html"), "explore")
    assert shown.locator("[data-do=apply]").count() == 0
    assert shown.get_by_text("not the weights (12.3 MB)").count() == 1
