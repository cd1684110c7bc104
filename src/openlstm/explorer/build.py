# SPDX-License-Identifier: Apache-2.0
"""`explore`: a model and what it reads, to a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from torch import Tensor, nn

from openlstm.data import Vocabulary
from openlstm.data.vocabulary import UNKNOWN
from openlstm.errors import InputError, expected
from openlstm.explorer.budget import Budget, spread_units
from openlstm.explorer.calls import Call, checked_lstms, checked_tensor, run
from openlstm.explorer.head import Head, find_head
from openlstm.explorer.pack import pack
from openlstm.explorer.page import FORMAT, Page, stories
from openlstm.explorer.samples import Row, rows_of
from openlstm.explorer.weights import layers_of, weight_count
from openlstm.models import CharacterModel

__all__ = ["explore"]

_PREDICTED = 200_000  # numbers of the library's predictions that are stored for comparison
_NEXT = {"en": "next character", "zh": "下一个字符"}
Inputs = str | Tensor
Json = dict[str, Any]


@dataclass(frozen=True)
class _Read:
    """One input as the model reads it: its name, the tensor, its text, the ids of its symbols."""

    name: str
    tensor: Tensor
    tokens: Sequence[str] | None
    ids: Tensor | None
    notes: tuple[dict[str, str], ...]


def explore(
    model: nn.Module | Mapping[str, nn.Module],
    inputs: Inputs | Sequence[Inputs] | Mapping[str, Inputs],
    *,
    vocabulary: Vocabulary | None = None,
    tokens: Sequence[str] | None = None,
    labels: Sequence[str] | None = None,
    predicts: str | None = None,
    rows: int = 4,
    title: str | None = None,
    tour: bool = True,
) -> Page:
    """A page that shows what the LSTMs of a model do with some inputs, and lets one change it.

    The model runs once on each input, in evaluation mode and without gradients. Where its weights
    fit on the page, the page computes in the reader's browser what becomes of every edit; where its
    predictions come from one linear layer on the LSTM's output, of those too.

    Args:
        model: a module that holds one or more openlstm.LSTM (`replace_lstms(model)` makes them of
            torch.nn.LSTM), or several by name, to be shown side by side.
        inputs: what `model(inputs)` takes: a tensor, of whose batch the first rows are shown; or
            text, with a vocabulary. A list, or a dictionary by name: several inputs.
        vocabulary: makes ids of text, and names the symbols of a `CharacterModel`.
        tokens: what to write along time for a tensor, one a step, for instance words or dates.
        labels: names of the outputs of the model's last linear layer.
        predicts: how to read that layer: "softmax", "sigmoid" or "linear" (as they are); None
            finds out, and takes "softmax" for a `CharacterModel`.
        rows: rows of the batch that become samples, at least 1.
        title: heading of the page.
        tour: whether the page also holds the tour and its stories.

    Raises:
        InputError: a model without openlstm.LSTM, no inputs, inputs that the model does not take,
            text without a vocabulary, labels or tokens of another number.

    >>> import torch, openlstm as ol
    >>> page = explore(ol.LSTM(5, 6), torch.randn(7, 1, 5))
    >>> page.data["models"][0]["samples"][0]["steps"]
    7
    """
    models = dict(model) if isinstance(model, Mapping) else {"": model}
    if not models:
        raise InputError(expected("model", "at least one model", "none", "pass a model"))
    if rows < 1:
        raise InputError(expected("rows", "at least 1", rows, "leave it out for 4"))
    for each in models.values():
        checked_lstms(each)
    reads = _reads(inputs, vocabulary, tokens)
    shown = [
        _Shown(name, path, each, [(read, calls[path]) for read, calls in done if path in calls])
        for name, each in models.items()
        for done in [[(read, run(each, read.tensor)) for read in reads]]
        for path in checked_lstms(each)
    ]
    shown = [each for each in shown if each.calls]
    if not shown:
        raise InputError("the model did not call any of its LSTMs; pass inputs that reach them.")
    budget = _budget(shown, rows)
    notes: list[str] = []
    entries = [
        each.packed(k, budget, rows, vocabulary, labels, predicts, notes)
        for k, each in enumerate(shown)
    ]
    data: Json = {
        "format": FORMAT,
        "version": version("openlstm"),
        "start": "explore",
        "models": entries,
    }
    if title is not None:
        data["title"] = title
    if tour:
        told = stories()
        data["models"] = [*entries, *told["models"]]
        data |= {name: told[name] for name in ("stories", "gradient") if name in told}
    return Page(data, tuple(dict.fromkeys(notes)))


@dataclass(frozen=True)
class _Shown:
    """One LSTM of one model, with what it did with each input."""

    name: str
    path: str
    model: nn.Module
    calls: list[tuple[_Read, Call]]

    def packed(
        self,
        number: int,
        budget: Budget,
        rows: int,
        vocabulary: Vocabulary | None,
        labels: Sequence[str] | None,
        predicts: str | None,
        notes: list[str],
    ) -> Json:
        """`Model` of explorer-ui/src/data.ts."""
        lstm = self.calls[0][1].lstm
        entry: Json = {"id": f"model-{number}", "name": self._title(), "samples": []}
        entry["layers"] = layers_of(lstm, budget.with_weights)
        if not budget.with_weights:
            entry["weights_left_out"] = 4 * weight_count(lstm)
            notes.append(
                f"{self._title()}: the weights are too many for the page, so that nothing "
                "can be edited there."
            )
        head = self._head(predicts)
        if isinstance(self.model, CharacterModel) and vocabulary is not None:
            symbols = [UNKNOWN, *vocabulary.characters]
            labels = symbols if labels is None else labels
            if budget.with_weights:
                entry |= {"vocabulary": symbols, "embedding": pack(self.model.embedding.weight)}
        units = self._units(budget)
        if units is not None:
            for k, layer in enumerate(entry["layers"]):
                for d, direction in enumerate(layer["directions"]):
                    direction["units"] = units[k * len(layer["directions"]) + d]
        for read, call in self.calls:
            for row in rows_of(call, rows):
                entry["samples"].append(self._sample(row, read, budget, units, head, entry, notes))
        lengths = [sample.pop("of") for sample in entry["samples"]]
        whole = lengths == [sample["steps"] for sample in entry["samples"]]
        if head is not None and (head.reads == "each" or whole):
            name = _NEXT if isinstance(self.model, CharacterModel) else None
            entry["head"] = head.packed(labels, name, "float32")
        elif head is not None:
            notes.append(
                f"{self._title()}: no predictions are shown, as they need the whole sequence; "
                "pass a shorter one, or rows=1."
            )
        return entry

    def _title(self) -> str:
        kind = type(self.model).__name__
        return " · ".join(part for part in (self.name or kind, self.path) if part)

    def _head(self, predicts: str | None) -> Head | None:
        if predicts is None and isinstance(self.model, CharacterModel):
            predicts = "softmax"
        return find_head(self.model, self.calls[0][1], predicts)

    def _units(self, budget: Budget) -> list[list[int]] | None:
        trace = self.calls[0][1].trace
        if budget.units >= trace.f.shape[-1]:
            return None
        gates = trace.f.flatten(0, 1)  # [layer · direction, T, B, unit]
        return [spread_units(gate.flatten(0, 1), budget.units) for gate in gates]

    def _sample(
        self,
        row: Row,
        read: _Read,
        budget: Budget,
        units: list[list[int]] | None,
        head: Head | None,
        entry: Json,
        notes: list[str],
    ) -> Json:
        several = row.call.trace.valid.shape[1] > 1
        name = f"{read.name}[{row.row}]" if several else read.name
        of = row.length
        sample: Json = {"id": f"sample-{len(entry['samples'])}", "name": name, "of": of}
        sample |= row.packed(budget, units)
        every = sample.get("thinned", {"every": 1})["every"]
        steps = range(0, sample["steps"] * every, every)
        if read.tokens is not None:
            sample["tokens"] = [read.tokens[t] for t in steps if t < len(read.tokens)]
        if read.ids is not None and "embedding" in entry:
            sample["ids"] = read.ids[: sample["steps"]].tolist()
            sample.pop("x", None)
        if read.ids is not None and every == 1:
            following = read.ids[1 : sample["steps"] + 1].tolist()
            sample["targets"] = following + [-1] * (sample["steps"] - len(following))
        if head is not None and (head.reads == "each" or sample["steps"] == of):
            predicted = self._predictions(head, row, list(steps))
            if predicted.numel() <= _PREDICTED:
                sample["predictions"] = pack(predicted)
        said = [*read.notes, *row.notes]
        if said:
            sample["note"] = {k: " ".join(note[k] for note in said) for k in ("en", "zh")}
            notes += [f"{name}: {note['en']}" for note in said]
        return sample

    @staticmethod
    def _predictions(head: Head, row: Row, steps: list[int]) -> Tensor:
        return head.predictions(row.call.trace.h[-1][:, steps, row.row])


def _budget(shown: Sequence[_Shown], rows: int) -> Budget:
    weights, stacked, units, steps, samples = 0, 0, 0, 0, 0
    for each in shown:
        lstm = each.calls[0][1].lstm
        weights += weight_count(lstm)
        stacked += lstm.num_layers * (2 if lstm.bidirectional else 1)
        units = max(units, lstm.hidden_size)
        steps = max(steps, *(call.trace.valid.shape[0] for _, call in each.calls), 1)
        counts = [min(rows, call.trace.valid.shape[1]) for _, call in each.calls]
        samples = max(samples, sum(counts))
    return Budget.of(weights, stacked, units, samples, steps)


def _reads(inputs: Any, vocabulary: Vocabulary | None, tokens: Sequence[str] | None) -> list[_Read]:
    if isinstance(inputs, (str, Tensor)):
        named = {_short(inputs) if isinstance(inputs, str) else "input": inputs}
    elif isinstance(inputs, Mapping):
        named = dict(inputs)
    elif isinstance(inputs, Sequence):
        named = {
            f"{k}: {_short(each)}" if isinstance(each, str) else f"input {k}": each
            for k, each in enumerate(inputs)
        }
    else:
        named = {"input": inputs}
    if not named:
        raise InputError(expected("inputs", "at least one", "none", "pass a tensor or text"))
    return [_one(name, each, vocabulary, tokens) for name, each in named.items()]


def _one(
    name: str, given: Any, vocabulary: Vocabulary | None, tokens: Sequence[str] | None
) -> _Read:
    if not isinstance(given, str):
        tensor = checked_tensor(given)
        if tokens is not None and len(tokens) not in tensor.shape:
            remedy = "give one for each step"
            raise InputError(
                expected("tokens", f"as many as steps in {list(tensor.shape)}", len(tokens), remedy)
            )
        return _Read(name, tensor, tokens, None, ())
    if vocabulary is None:
        raise InputError(
            "text needs a vocabulary to become numbers, got none; pass vocabulary=, or a tensor."
        )
    if not given:
        raise InputError(expected("inputs", "text", "an empty one", "pass some text"))
    ids = vocabulary.encode(given)
    return _Read(name, ids[:, None], list(given), ids, _unknown(vocabulary.unknown(given)))


def _unknown(characters: list[str]) -> tuple[dict[str, str], ...]:
    if not characters:
        return ()
    some = " ".join(characters[:20])
    return (
        {
            "en": f"The model never learned {some}: read as the unknown symbol.",
            "zh": f"模型从未学过 {some}：按未知符号读取。",
        },
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
