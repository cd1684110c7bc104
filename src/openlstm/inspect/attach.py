# SPDX-License-Identifier: Apache-2.0
"""Finds the LSTMs of a model, and puts watchers there and takes them away."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from torch import nn

from openlstm.errors import expected
from openlstm.inspect.graphs import kept
from openlstm.layers import LSTM
from openlstm.layers.watch import Editor, Recorder, Watch

__all__ = ["attached", "lstms_of"]

_lock = threading.Lock()


@dataclass(frozen=True)
class _Attached(Watch):
    """A `Watch` that no copy takes along.

    `LSTM.__getstate__` leaves it out, but the class that PyTorch gives a parametrised module copies
    the module's `__dict__` as it is.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> None:
        return None


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


@contextmanager
def attached(
    lstms: Mapping[str, LSTM], watchers: Mapping[str, Recorder | Editor]
) -> Iterator[None]:
    """A context in which each LSTM shows itself to the watcher of the same path."""
    with kept():
        _attach(lstms, watchers)
        try:
            yield
        finally:
            _detach(lstms, watchers)


def _attach(lstms: Mapping[str, LSTM], watchers: Mapping[str, Recorder | Editor]) -> None:
    with _lock:
        for path, watcher in watchers.items():
            watch = lstms[path]._watch or _Attached()
            if callable(watcher):
                watch = replace(watch, editors=(*watch.editors, watcher))
            else:
                watch = replace(watch, recorders=(*watch.recorders, watcher))
            vars(lstms[path])["_watch"] = watch  # nn.Module's own way to set costs 8 µs


def _detach(lstms: Mapping[str, LSTM], watchers: Mapping[str, Recorder | Editor]) -> None:
    """Undoes `_attach`, whatever else was attached in between."""
    with _lock:
        for path, watcher in watchers.items():
            # restore_lstms() within the context has taken the watchers away already
            watch = vars(lstms[path]).get("_watch") or _Attached()
            left = _Attached(
                tuple(r for r in watch.recorders if r is not watcher),
                tuple(e for e in watch.editors if e is not watcher),
            )
            if left == _Attached():
                # back to the class's None, so that a compiled graph finds what it was guarded on
                vars(lstms[path]).pop("_watch", None)
            else:
                vars(lstms[path])["_watch"] = left
