# SPDX-License-Identifier: Apache-2.0
"""Each number of a page's data is the trace's; what a page leaves out or finds broken, it says."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import openlstm as ol
from openlstm.data import Vocabulary
from openlstm.errors import InputError
from openlstm.explorer import Page, embedded_page, explore, explore_trace
from openlstm.explorer import budget as budgets
from openlstm.explorer.budget import Budget, spread_units
from openlstm.explorer.pack import pack, unpack
from openlstm.models import CharacterModel


class Tagger(nn.Module):
    """An LSTM with a linear head that reads as told."""

    def __init__(self, reads: str = "each", **options: Any) -> None:
        super().__init__()
        self.lstm = ol.LSTM(3, 4, **options)
        width = (options.get("proj_size") or 4) * (2 if options.get("bidirectional") else 1)
        self.unused, self.head, self.reads = nn.Linear(width, 5), nn.Linear(width, 5), reads

    def forward(self, x: Tensor) -> Tensor:
        output, (h_n, _) = self.lstm(x)
        time = 1 if self.lstm.batch_first else 0
        if self.reads == "last":
            output = output.select(time, -1)
        elif self.reads == "mean":
            output = output.mean(dim=time)
        elif self.reads == "final":
            output = torch.cat([h_n[-2], h_n[-1]], dim=-1)
        return self.head(output)


def only(page: Page) -> dict[str, Any]:
    (model,) = [m for m in page.data["models"] if not m["id"].startswith("story-")]
    return model


def assert_equals_trace(model: dict[str, Any], trace: ol.Trace) -> None:
    for b, sample in enumerate(model["samples"]):
        for k, layer in enumerate(sample["trace"]):
            for d, fields in enumerate(layer):
                assert [*fields] == ["i", "f", "g", "o", "c", "h"]
                for name, packed in fields.items():
                    torch.testing.assert_close(
                        unpack(packed), trace[name][k, d, : sample["steps"], b], rtol=0, atol=0
                    )


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"num_layers": 2, "bidirectional": True},
        {"batch_first": True},
        {"proj_size": 2, "num_layers": 2},
        {"bias": False},
    ],
)
def test_every_number_is_the_traces(options: dict[str, Any]) -> None:
    model, x = Tagger(**options), torch.randn(7, 3, 3)
    with ol.record(model) as recording:
        y = model(x)
    shown = only(explore(model, x, tour=False))
    assert_equals_trace(shown, recording.trace)
    rows = x if options.get("batch_first") else x.transpose(0, 1)
    outputs = y if options.get("batch_first") else y.transpose(0, 1)
    for b, sample in enumerate(shown["samples"]):
        torch.testing.assert_close(unpack(sample["x"]), rows[b])
        torch.testing.assert_close(unpack(sample["predictions"]), outputs[b])
    weights = list(model.lstm._weights())
    directions = [d for layer in shown["layers"] for d in layer["directions"]]
    for packed, real in zip((d["weights"] for d in directions), weights, strict=True):
        torch.testing.assert_close(unpack(packed["weight_ih"]), real.weight_ih)
        torch.testing.assert_close(unpack(packed["weight_hh"]), real.weight_hh)
        assert ("bias" in packed) == (real.bias_ih is not None)
        assert ("weight_hr" in packed) == (real.weight_hr is not None)


@pytest.mark.parametrize("reads", ["each", "last", "final", "mean"])
def test_the_head_is_found_by_its_numbers(reads: str) -> None:
    model, x = Tagger(reads, bidirectional=reads == "final"), torch.randn(6, 2, 3)
    shown = only(explore(model, x, labels="abcde", predicts="softmax", tour=False))
    assert (shown["head"]["reads"], shown["head"]["kind"]) == (reads, "softmax")
    assert shown["head"]["labels"] == list("abcde")
    torch.testing.assert_close(unpack(shown["head"]["weight"]), model.head.weight)
    y = model(x).softmax(-1)
    for b, sample in enumerate(shown["samples"]):
        right = y[:, b] if reads == "each" else y[b]
        torch.testing.assert_close(unpack(sample["predictions"]), right)


def test_a_softmax_inside_the_model_is_found_too() -> None:
    class Probable(Tagger):
        def forward(self, x: Tensor) -> Tensor:
            return super().forward(x).softmax(-1)

    assert only(explore(Probable(), torch.randn(4, 1, 3), tour=False))["head"]["kind"] == "softmax"


def test_no_head_is_invented() -> None:
    class Crooked(Tagger):
        def forward(self, x: Tensor) -> Tensor:
            return super().forward(x).relu().exp()

    assert "head" not in only(explore(Crooked(), torch.randn(4, 1, 3), tour=False))


def test_text_of_a_character_model() -> None:
    text = "to be or not to be"
    vocabulary = Vocabulary.fit(text)
    model = CharacterModel(vocabulary.size, hidden_size=6, num_layers=2, dropout=0.5).train()
    page = explore(model, text + "!", vocabulary=vocabulary, tour=False)
    assert model.training
    shown, (sample,) = only(page), only(page)["samples"]
    assert sample["tokens"] == list(text + "!")
    assert shown["vocabulary"][sample["ids"][0]] == "t"
    assert sample["ids"][-1] == 0
    assert sample["targets"] == [*sample["ids"][1:], -1]
    model.eval()
    ids = vocabulary.encode(text + "!")
    with ol.record(model) as recording:
        logits, _ = model(ids[:, None])
    assert_equals_trace(shown, recording.trace)
    torch.testing.assert_close(unpack(sample["predictions"]), logits[:, 0].softmax(-1))
    torch.testing.assert_close(unpack(shown["embedding"]), model.embedding.weight)
    assert "The model never learned !: read as the unknown symbol." in page.notes[0]


def test_initial_states_and_cut_reverse_runs_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "MOST", 6 * 2 * 4 * 5)
    model, x = Tagger(bidirectional=True), torch.randn(9, 1, 3)
    page = explore(model, x, tour=False)
    (sample,) = only(page)["samples"]
    with ol.record(model) as recording:
        model(x)
    assert sample["steps"] == 5
    state = sample["state"][0][1]
    torch.testing.assert_close(unpack(state["h"]), recording.h[0, 1, 5, 0])
    # the stretch alone, begun with that state, gives the same numbers again
    h_0 = torch.stack([torch.zeros(1, 4), unpack(state["h"])[None]])
    c_0 = torch.stack([torch.zeros(1, 4), unpack(state["c"])[None]])
    with ol.record(model.lstm) as again:
        model.lstm(x[:5], (h_0, c_0))
    torch.testing.assert_close(again.h, recording.h[:, :, :5])
    assert "The first 5 of 9 steps are shown" in page.notes[0]


def test_padding_and_resets_end_a_sample() -> None:
    class Ragged(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.lstm = ol.LSTM(3, 4)

        def forward(self, x: Tensor) -> Tensor:
            reset = torch.zeros(6, 2, dtype=torch.bool)
            reset[3, 1] = True
            return self.lstm(x, lengths=[4, 6], reset=reset)[0]

    page = explore(Ragged(), torch.randn(6, 2, 3), tour=False)
    assert [s["steps"] for s in only(page)["samples"]] == [4, 3]
    assert "the state is reset there" in page.notes[0]


def test_steps_of_a_stream_are_joined_and_other_calls_are_not() -> None:
    class Stepwise(nn.Module):
        def __init__(self, carry: bool) -> None:
            super().__init__()
            self.lstm, self.carry = ol.LSTM(3, 4), carry

        def forward(self, x: Tensor) -> Tensor:
            state = None
            for x_t in x:
                output, after = self.lstm(x_t[None], state)
                state = after if self.carry else None
            return output

    x = torch.randn(5, 1, 3)
    assert only(explore(Stepwise(True), x, tour=False))["samples"][0]["steps"] == 5
    page = explore(Stepwise(False), x, tour=False)
    assert only(page)["samples"][0]["steps"] == 1
    assert "calls the LSTM anew" in page.notes[0]


def test_two_models_and_two_inputs_side_by_side() -> None:
    inputs = {"up": torch.ones(5, 1, 3), "down": -torch.ones(4, 1, 3)}
    page = explore({"small": Tagger(), "deep": Tagger(num_layers=2)}, inputs, tour=False)
    first, second = page.data["models"]
    assert [first["name"], second["name"]] == ["small · lstm", "deep · lstm"]
    assert [s["name"] for s in second["samples"]] == ["up", "down"]
    assert len(second["layers"]) == 2


def test_weights_that_do_not_fit_are_left_out_and_steps_thinned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budgets, "WEIGHTS", 10)
    monkeypatch.setattr(budgets, "UNITS", 3)
    monkeypatch.setattr(budgets, "MOST", 6 * 3 * 4)
    model, x = Tagger(), torch.randn(9, 1, 3)
    page = explore(model, x, tour=False)
    shown, (sample,) = only(page), only(page)["samples"]
    assert shown["weights_left_out"] == 4 * (16 * 3 + 16 * 4 + 32)
    assert "weights" not in shown["layers"][0]["directions"][0]
    units = shown["layers"][0]["directions"][0]["units"]
    assert len(units) == 3
    assert sample["thinned"] == {"start": 0, "every": 3, "of": 9}
    with ol.record(model) as recording:
        model(x)
    torch.testing.assert_close(
        unpack(sample["trace"][0][0]["f"]), recording.f[0, 0, ::3, 0][:, units]
    )
    assert "x" not in sample
    assert any("One step in 3 is shown, 3 of 9" in note for note in page.notes)
    assert any("too many for the page" in note for note in page.notes)


def test_a_trace_that_would_be_rounded_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "EXACT", 10)
    exact = only(explore(Tagger(), torch.randn(9, 1, 3), tour=False))
    assert "weights" in exact["layers"][0]["directions"][0]
    assert "trace" not in exact["samples"][0]  # computed there, in float64
    monkeypatch.setattr(budgets, "WEIGHTS", 10)
    rounded = only(explore(Tagger(), torch.randn(9, 1, 3), tour=False))
    assert rounded["samples"][0]["trace"][0][0]["f"]["dtype"] == "float16"


def test_large_pages_are_stored_in_half_precision() -> None:
    assert Budget.of(1000, 2, 512, 1, 200).dtype == "float16"
    assert Budget.of(1000, 1, 8, 1, 200).dtype == "float32"
    assert Budget.of(10**7, 4, 1024, 1, 10**6).units == budgets.UNITS


def test_units_are_spread_over_the_time_scales() -> None:
    gates = torch.linspace(0.05, 0.95, 10).expand(6, -1)
    assert spread_units(gates, 3) == [0, 4, 9]
    assert spread_units(gates, 20) == [*range(10)]


def test_nan_is_shown_where_it_began() -> None:
    model, x = Tagger(num_layers=2), torch.randn(8, 1, 3)
    x[3, 0, 1] = torch.nan
    page = explore(model, x, tour=False)
    assert "NaN begins at layer 0, step 3, unit 0, input gate" in page.notes[0]
    assert "步" in only(page)["samples"][0]["note"]["zh"]
    assert "</script>" in page.html


def test_nan_of_the_reverse_direction_began_behind() -> None:
    model, x = Tagger(bidirectional=True), torch.randn(8, 1, 3)
    x[6, 0, 0] = torch.nan
    with torch.no_grad():
        model.lstm.weight_ih_l0.fill_(0)  # 0 · NaN is NaN still: the forward run breaks there too
    assert "reverse direction, step 6" in explore(model, x, tour=False).notes[0]


@pytest.mark.parametrize(
    ("model", "inputs", "message"),
    [
        (nn.Linear(3, 3), torch.randn(2, 3), "model must be one that holds an openlstm.LSTM"),
        (nn.LSTM(3, 3), torch.randn(2, 3), r"call replace_lstms\(model\) first"),
        (ol.LSTM(3, 4), torch.randn(5, 1, 2), "do not fit the model"),
        (ol.LSTM(3, 4), torch.empty(0, 1, 3), "at least one step"),
        (ol.LSTM(3, 4), [], "at least one, got none"),
        (ol.LSTM(3, 4), "text", "pass vocabulary="),
        (ol.LSTM(3, 4), 3, "a tensor or text"),
        ({}, torch.randn(5, 1, 3), "at least one model"),
    ],
)
def test_wrong_arguments_are_refused(model: Any, inputs: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        explore(model, inputs)


def test_names_of_another_number_are_refused() -> None:
    x = torch.randn(5, 1, 3)
    with pytest.raises(InputError, match="labels must be 5 names"):
        explore(Tagger(), x, labels=["yes", "no"])
    with pytest.raises(InputError, match="tokens must be as many"):
        explore(Tagger(), x, tokens=["a", "b"])
    with pytest.raises(InputError, match="predicts must be"):
        explore(Tagger(), x, predicts="relu")
    with pytest.raises(InputError, match="an empty one"):
        explore(Tagger(), "", vocabulary=Vocabulary.fit("a"))


def test_a_trace_kept_earlier_and_the_fields_it_lacks() -> None:
    lstm, x = ol.LSTM(3, 4), torch.randn(5, 2, 3)
    with ol.record(lstm, what=("f", "c")) as trace:
        lstm(x)
    shown = only(explore_trace(trace, ("forget_gate",), tokens="abcde"))
    torch.testing.assert_close(unpack(shown["samples"][1]["trace"][0][0]["f"]), trace.f[0, 0, :, 1])
    with pytest.raises(InputError, match="input_gate was not recorded, only"):
        explore_trace(trace, ("input_gate",))
    with pytest.raises(InputError, match="no value is named"):
        explore_trace(trace, ("forgot_gate",))
    with pytest.raises(InputError, match="tokens must be 5"):
        explore_trace(trace, tokens="ab")


def test_a_page_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    page = explore(ol.LSTM(3, 4), torch.randn(5, 1, 3), title="</script><b>")
    path = page.save(tmp_path / "page.html")
    text = path.read_text(encoding="utf-8")
    assert text == page.html
    assert "</script><b>" not in text
    assert "openlstm:data" not in text.partition("<script")[0]
    assert page.data["models"][0]["id"] == "model-0"
    with pytest.raises(InputError, match="cannot be written"):
        page.save(tmp_path / "missing" / "page.html")
    assert "srcdoc=" in page._repr_html_()
    assert "MB" in repr(page)


def test_the_built_in_page_needs_no_torch(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from openlstm.explorer import embedded_page\n"
        f"embedded_page().save({str(tmp_path / 'p.html')!r})\n"
        "sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert (tmp_path / "p.html").stat().st_size < 1_500_000
    assert embedded_page().data["stories"]


def test_numbers_are_packed_as_the_page_reads_them() -> None:
    values = torch.tensor([[1.0, torch.nan], [-0.25, 3.0]])
    for dtype in ("float64", "float32", "float16"):
        packed = pack(values, dtype)
        assert packed["shape"] == [2, 2]
        torch.testing.assert_close(unpack(packed).float(), values, equal_nan=True)


def test_a_head_that_reads_the_end_is_left_out_of_a_cut_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budgets, "MOST", 6 * 4 * 5 * 2)
    page = explore(Tagger("last"), [torch.randn(9, 1, 3), torch.randn(4, 1, 3)], tour=False)
    shown = only(page)
    assert "head" not in shown
    assert [s["steps"] for s in shown["samples"]] == [5, 4]
    assert not any("of" in s for s in shown["samples"])
    assert "no predictions are shown" in page.notes[-1]


def test_the_widget_carries_the_pages_data() -> None:
    page = explore(ol.LSTM(3, 4), torch.randn(5, 1, 3))
    try:
        import anywidget  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(ModuleNotFoundError, match=r"openlstm\[notebook\]"):
            page.widget()
        pytest.skip("anywidget is not installed; only the refusal was tested")
    widget = page.widget()
    assert widget.data == page.data
    assert "openlstmExplorer.mount" in widget._esm
