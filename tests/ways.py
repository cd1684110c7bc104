# SPDX-License-Identifier: Apache-2.0
"""The ways in which one call can run: each must give the same numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

import openlstm as ol

WAYS = ("chosen", "torch", "reference", "operator")
"""The engine that is chosen; PyTorch's kernels, which are not chosen where the native ones are; the
plain loop; the operators of a graph."""


@contextmanager
def way(lstm: ol.LSTM, name: str) -> Iterator[Any]:
    """The layer, called so that it runs in the named way."""
    if name == "operator":
        yield _InGraph(lstm)
    elif name in ol.engines.ENGINES:
        with ol.engine(name):
            yield lstm
    else:
        yield lstm


class _InGraph:
    """The layer in a graph; the backend "eager" runs the graph's operators as they are."""

    def __init__(self, lstm: ol.LSTM) -> None:
        self._lstm = lstm
        self._compiled = torch.compile(lstm, backend="eager", fullgraph=True)

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        return self._lstm.named_parameters()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._compiled(*args, **kwargs)
