# SPDX-License-Identifier: Apache-2.0
"""`Trace`: everything that happened inside an LSTM, as plain tensors with named axes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from openlstm.errors import nearest

__all__ = ["AXES", "NAMES", "Trace", "short_name"]

AXES = ("layer", "direction", "time", "batch", "unit")
"""The axes of every value of a trace."""

NAMES = {
    "input_gate": "i",
    "forget_gate": "f",
    "candidate": "g",
    "output_gate": "o",
    "cell": "c",
    "hidden": "h",
    "pre_i": "pre_i",
    "pre_f": "pre_f",
    "pre_g": "pre_g",
    "pre_o": "pre_o",
}
"""Long names of all values, and the short names by which they are kept."""


def short_name(name: str, options: Iterable[str] = ()) -> str:
    """The short name of a value given by its long or short name.

    Args:
        name: the name.
        options: what else may have been meant, for the hint in the message.

    Raises:
        ValueError: if there is no such value; names the near ones.

    >>> short_name("forget_gate"), short_name("f")
    ('f', 'f')
    """
    if name in NAMES:
        return NAMES[name]
    if name in NAMES.values():
        return name
    known = [*NAMES, *list(NAMES.values())[:6]]
    hint = nearest(str(name), [*known, *options])
    raise ValueError(f"no value is named {name!r}{hint}; there are {', '.join(known)}.")


@dataclass(frozen=True, repr=False, eq=False)  # tensors have no one answer to ==
class Trace:
    """The inside of one LSTM over one call, or over several, one behind the other in time.

    Every value is [layer, direction, time, batch, unit], whatever the form of the call; the reverse
    direction is in input time; layer, unit and step are 0-based. On padding all values are zero.
    Values by name, as attributes: `input_gate` (`i`), `forget_gate` (`f`), `candidate` (`g`),
    `output_gate` (`o`), all after the nonlinearity; `cell` (`c`) and `hidden` (`h`) after the step;
    `pre_i pre_f pre_g pre_o`, before the nonlinearity.

    Attributes:
        values: the values by short name.
        h_0: initial hidden states, [layer, direction, call, batch, unit].
        c_0: initial cell states, [layer, direction, call, batch, unit].
        starts: first step of each call.
        valid: False on padding, [time, batch].
        reset: True where the state was set to zero before the step, [time, batch].
        layers: which layers of the LSTM the layer axis holds.
        steps: which steps the time axis holds, counted over all calls.
        whole: whether these are all steps of all calls.
    """

    values: Mapping[str, Tensor]
    h_0: Tensor
    c_0: Tensor
    starts: tuple[int, ...]
    valid: Tensor
    reset: Tensor
    layers: tuple[int, ...]
    steps: tuple[int, ...]
    whole: bool = True

    def __getitem__(self, name: str) -> Tensor:
        """The value of that long or short name.

        Raises:
            ValueError: if there is no such name, or it was not recorded.
        """
        short = short_name(name)
        if short not in self.values:
            kept = ", ".join(self.values) or "nothing"
            raise ValueError(
                f"{name} was not recorded, only {kept}; pass what=[…, {short!r}] to record()."
            )
        return self.values[short]

    def __getattr__(self, name: str) -> Tensor:
        try:
            return self[name]
        except ValueError as error:
            raise AttributeError(str(error)) from None

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *NAMES, *NAMES.values()]

    @property
    def cell_before(self) -> Tensor:
        """c_{t-1} as each step read it, on the axes of `cell`.

        It is that of the step before in the order of computation, the initial state at the start of
        a call, zero behind a reset.
        """
        return self._before(self["c"], self.c_0)

    @property
    def hidden_before(self) -> Tensor:
        """h_{t-1} as each step read it, on the axes of `hidden`; see `cell_before`."""
        return self._before(self["h"], self.h_0)

    def _before(self, values: Tensor, initial: Tensor) -> Tensor:
        if not self.whole:
            raise ValueError(
                "the state before each step needs every step, got steps="
                f"{_short(self.steps)}; record without steps=."
            )
        ends = (*self.starts[1:], len(self.valid))
        parts = [
            _before_in_call(values[:, :, a:b], initial[:, :, k], self.valid[a:b], self.reset[a:b])
            for k, (a, b) in enumerate(zip(self.starts, ends, strict=True))
        ]
        return torch.cat(parts, dim=2)

    @property
    def nbytes(self) -> int:
        """Memory that the values take, in bytes."""
        return sum(value.nbytes for value in self.values.values())

    def to_xarray(self) -> Any:
        """An `xarray.Dataset` of the values under their long names, with `valid` and `reset`.

        Raises:
            ModuleNotFoundError: if xarray is not installed.
        """
        try:
            import xarray
        except ModuleNotFoundError:
            remedy = "install it by: pip install 'openlstm[xarray]'"
            raise ModuleNotFoundError(f"to_xarray() needs xarray; {remedy}.") from None

        coordinates = {
            "layer": list(self.layers),
            "direction": ["forward", "reverse"][: self.h_0.shape[1]],
            "time": list(self.steps),
        }
        data: dict[str, Any] = {}
        for name, short in NAMES.items():
            if short in self.values:
                value = self.values[short].detach().cpu()
                # a projected hidden state has fewer units than the cell: an axis of its own
                projected = short == "h" and self.h_0.shape[-1] != self.c_0.shape[-1]
                axes = (*AXES[:4], "output_unit" if projected else "unit")
                data[name] = (axes, _as_numpy(value))
        for name in ("valid", "reset"):
            data[name] = (("time", "batch"), getattr(self, name).cpu().numpy())
        return xarray.Dataset(data, coordinates)

    def __repr__(self) -> str:
        names = " ".join(self.values)
        shape = [len(self.layers), self.h_0.shape[1], *self.valid.shape, self.c_0.shape[-1]]
        sizes = ", ".join(f"{axis} {size}" for axis, size in zip(AXES, shape, strict=True))
        return f"Trace({names}; {sizes}; {readable_bytes(self.nbytes)})"


def _before_in_call(values: Tensor, initial: Tensor, valid: Tensor, reset: Tensor) -> Tensor:
    """The state that each step of one call read; values [L, D, T, B, U], initial [L, D, B, U]."""
    first, edge = initial[:, :, None], torch.zeros_like(valid[:1])
    before = [torch.cat([first[:, 0], values[:, 0, :-1]], dim=1)]
    before[0] = torch.where((reset & valid)[..., None], 0, before[0])
    if values.shape[1] == 2:
        follows, cut = (torch.cat([mask[1:], edge]) for mask in (valid, reset & valid))
        after = torch.cat([values[:, 1, 1:], first[:, 1]], dim=1)
        after = torch.where(follows[..., None], after, first[:, 1])
        before.append(torch.where(cut[..., None], 0, after))
    return torch.stack(before, dim=1)


def readable_bytes(count: int) -> str:
    """A number of bytes as people write it.

    >>> readable_bytes(512), readable_bytes(3_200_000)
    ('512 bytes', '3.2 MB')
    """
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"


def _as_numpy(value: Tensor) -> Any:
    return (value.float() if value.dtype == torch.bfloat16 else value).numpy()  # NumPy has no bf16


def _short(steps: tuple[int, ...]) -> str:
    return str(list(steps)) if len(steps) <= 6 else f"[{steps[0]}, {steps[1]}, …, {steps[-1]}]"
