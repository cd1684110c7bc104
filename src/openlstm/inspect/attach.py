# SPDX-License-Identifier: Apache-2.0
"""Finds the LSTMs of a model, and puts watchers there and takes them away."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace

from torch import nn

from openlstm.errors import expected
from openlstm.layers import LSTM
from openlstm.layers.watch import Editor, Recorder, Watch

__all__ = ["attach", "checked_indices", "detach", "lstms_of"]

_lock = threading.Lock()


def lstms_of(model: nn.Module) -> dict[str, LSTM]:
    """The openlstm layers of a model by module path; the path of the model itself is "".

    Raises:
        TypeError: if it is no module.
        ValueError: if it holds none; says so if it holds PyTorch's own.

    >>> list(lstms_of(nn.Sequential(nn.Linear(2, 5), LSTM(5, 6))))
    ['1']
    """
    if not isinstance(model, nn.Module):
        raise TypeError(
            expected("model", "a torch.nn.Module", type(model).__name__, "pass the model itself")
        )
    found = {path: part for path, part in model.named_modules() if isinstance(part, LSTM)}
    if not found:
        theirs = [
            path or "the model itself"
            for path, m in model.named_modules()
            if isinstance(m, nn.LSTM)
        ]
        got = f"torch.nn.LSTM at {', '.join(theirs)}" if theirs else "none"
        remedy = "call replace_lstms(model) first" if theirs else "pass a model with an LSTM"
        raise ValueError(expected("model", "one that holds an openlstm.LSTM", got, remedy))
    return found


def checked_indices(
    name: str, chosen: int | Iterable[int] | None, count: int
) -> frozenset[int] | None:
    """The chosen 0-based indices below `count`, negative ones from the end; None for all.

    Raises:
        ValueError: for an index that does not exist.

    >>> sorted(checked_indices("layers", [0, -1], 3))
    [0, 2]
    """
    if chosen is None:
        return None
    wanted = [chosen] if isinstance(chosen, int) else list(chosen)
    for index in wanted:
        if not -count <= index < count:
            raise ValueError(
                expected(name, f"between 0 and {count - 1}", index, "counting begins at 0")
            )
    return frozenset(index % count for index in wanted)


def attach(lstms: Mapping[str, LSTM], watchers: Mapping[str, Recorder | Editor]) -> None:
    """Nothing; from now on each LSTM shows itself to the watcher of the same path."""
    with _lock:
        for path, watcher in watchers.items():
            watch = lstms[path]._watch or Watch()
            if callable(watcher):
                watch = replace(watch, editors=(*watch.editors, watcher))
            else:
                watch = replace(watch, recorders=(*watch.recorders, watcher))
            lstms[path]._watch = watch


def detach(lstms: Mapping[str, LSTM], watchers: Mapping[str, Recorder | Editor]) -> None:
    """Nothing; undoes `attach`, whatever else was attached in between."""
    with _lock:
        for path, watcher in watchers.items():
            watch = lstms[path]._watch or Watch()
            left = Watch(
                tuple(r for r in watch.recorders if r is not watcher),
                tuple(e for e in watch.editors if e is not watcher),
            )
            if left == Watch():
                # back to the class's None, so that a compiled graph finds what it was guarded on
                lstms[path].__dict__.pop("_watch", None)
            else:
                lstms[path]._watch = left
