# SPDX-License-Identifier: Apache-2.0
"""`explore_trace`: a trace kept earlier, to a page that shows it without computing anything."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from openlstm.errors import InputError, expected
from openlstm.explorer.budget import MOST
from openlstm.explorer.nan import first_nan
from openlstm.explorer.pack import pack
from openlstm.explorer.page import FORMAT, Page
from openlstm.explorer.samples import FIELDS, thinned_words
from openlstm.inspect import Recording
from openlstm.trace import Trace, short_name

__all__ = ["explore_trace"]


def explore_trace(
    trace: Trace | Recording,
    fields: Sequence[str] | None = None,
    *,
    tokens: Sequence[str] | None = None,
    rows: int = 4,
    title: str | None = None,
) -> Page:
    """A page that shows a trace; without the model's weights nothing can be edited on it.

    Args:
        trace: one LSTM's trace, or the recording of a model with one.
        fields: names of the values to show, long or short; None: those of i f g o c h that it has.
        tokens: what to write along time, one a step.
        rows: rows of the batch that become samples, at least 1.
        title: heading of the page.

    Raises:
        InputError: a field that was not recorded, or a trace with none of the six.

    >>> import torch, openlstm as ol
    >>> lstm = ol.LSTM(3, 4)
    >>> with ol.record(lstm, what=("f", "c")) as trace:
    ...     _ = lstm(torch.randn(5, 1, 3))
    >>> [*explore_trace(trace).data["models"][0]["samples"][0]["trace"][0][0]]
    ['f', 'c']
    """
    kept = trace.trace if isinstance(trace, Recording) else trace
    shown = _fields(kept, fields)
    layers, directions, T, batch, units = kept[shown[0]].shape
    if not T:
        raise InputError(expected("trace", "one step long or longer", "none", "record a call"))
    if tokens is not None and len(tokens) != T:
        raise InputError(expected("tokens", f"{T}, one a step", len(tokens), "give one for each"))
    every = -(-T * layers * directions * units * len(shown) * min(rows, batch) // MOST)
    notes = [thinned_words(every, len(range(0, T, every)), T)] if every > 1 else []
    samples = [_sample(kept, b, shown, every, notes, tokens) for b in range(min(rows, batch))]
    size = {"input_size": 0, "hidden_size": kept.c_0.shape[-1], "directions": [{}] * directions}
    model = {"id": "trace", "name": title or "trace", "layers": [size] * layers}
    data: dict[str, Any] = {"format": FORMAT, "version": version("openlstm"), "start": "explore"}
    data["models"] = [model | {"samples": samples, "weights_left_out": 0}]
    said = [sample["note"]["en"] for sample in samples if "note" in sample]
    return Page(data | ({"title": title} if title else {}), tuple(dict.fromkeys(said)))


def _fields(trace: Trace, wanted: Sequence[str] | None) -> list[str]:
    if wanted is None:
        found = [name for name in FIELDS if name in trace.values]
        if not found:
            remedy = "record with what=('f', 'c') or more"
            raise InputError(expected("trace", "one of i f g o c h", [*trace.values], remedy))
        return found
    try:
        names = [short_name(name) for name in wanted if trace[name] is not None]
    except ValueError as error:
        raise InputError(str(error)) from None
    shown = [name for name in FIELDS if name in names]
    if len(shown) < len(names) or not shown:
        remedy = "pre-activations are not shown"
        raise InputError(expected("fields", "of i f g o c h", list(wanted), remedy))
    return shown


def _sample(
    trace: Trace,
    row: int,
    fields: list[str],
    every: int,
    notes: list[dict[str, str]],
    tokens: Sequence[str] | None,
) -> dict[str, Any]:
    real = max(int(trace.valid[:, row].sum()), 1)
    steps = list(range(0, real, every))
    sample: dict[str, Any] = {"id": f"row-{row}", "name": f"row {row}", "steps": len(steps)}
    sample["trace"] = [
        [
            {name: pack(trace[name][k, d, steps, row]) for name in fields}
            for d in range(trace.h_0.shape[1])
        ]
        for k in range(len(trace.layers))
    ]
    if every > 1:
        sample["thinned"] = {"start": 0, "every": every, "of": real}
    if tokens is not None:
        sample["tokens"] = [tokens[t] for t in steps]
    found = first_nan(trace, row)
    said = [*notes, *([found.words] if found else [])]
    if said:
        sample["note"] = {
            language: " ".join(n[language] for n in said) for language in ("en", "zh")
        }
    return sample
