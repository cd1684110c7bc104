# SPDX-License-Identifier: Apache-2.0
"""`Stream`: an LSTM fed step by step, that carries its state, at the least cost for a step."""

from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import Tensor

from openlstm.engines import check_finite, choose, native
from openlstm.engines.native_library import threads
from openlstm.errors import expected
from openlstm.layers.check import State, check_state
from openlstm.layers.run import features, run
from openlstm.layers.stack import Stack
from openlstm.reference import require_steps
from openlstm.weights import Weights

__all__ = ["Rows", "Stream"]

_increment_version = torch._C._increment_version

Rows = int | Sequence[int] | Sequence[bool] | Tensor


class _Layers(Protocol):
    """What a stream reads of an LSTM."""

    check_finite: bool
    bidirectional: bool

    def _weights(self) -> tuple[Weights, ...]: ...


class Stream:
    """A stream over an LSTM: made by `LSTM.stream`, fed by `step` and `run`, carrying the state.

    It gives what the layer in evaluation gives for the whole sequence, without a graph. The weights
    are copied when it is made: **later changes of the layer's weights do not reach it** until
    `refresh()`. `record` and `edit` do not see it.

    Args:
        lstm: the layer, forward only.
        batch_size: rows, each a sequence of its own, B ≥ 0.

    Raises:
        ValueError: a bidirectional layer, a batch size below 0.
    """

    __slots__ = ("_B", "_blank", "_c", "_dtype", "_engine", "_finite", "_h", "_like", "_lstm",
                 "_packed", "_weights", "_x_shape", "_y_shape")  # fmt: skip

    _h: Tensor
    _c: Tensor

    def __init__(self, lstm: _Layers, batch_size: int = 1) -> None:
        if lstm.bidirectional:
            raise ValueError(
                "a stream needs an LSTM that runs forward only, got bidirectional=True: the "
                "reverse direction begins at the end, which a stream has not seen yet."
            )
        if batch_size < 0:
            remedy = "pass the number of sequences that run side by side"
            raise ValueError(expected("batch_size", "at least 0", batch_size, remedy))
        self._lstm, self._B = lstm, batch_size
        self.refresh()

    @torch.no_grad()
    def refresh(self) -> None:
        """Nothing; takes the layer's weights as they are now. The state stays."""
        with torch.inference_mode(False):
            weights = tuple(
                Weights(*(None if w is None else w.detach().clone() for w in layer))  # type: ignore[arg-type]
                for layer in self._lstm._weights()
            )
            self._like, B, P = weights[0].weight_ih, self._B, weights[0].weight_hh.shape[1]
            rows, I = self._like.shape
            before: State | None = (self._h, self._c) if hasattr(self, "_h") else None
            self._h = self._like.new_zeros(len(weights), B, P)
            self._c = self._like.new_zeros(len(weights), B, rows // 4)
            self._blank = self._like.new_empty(B, P)
        if before is not None:
            self._h.copy_(before[0])
            self._c.copy_(before[1])
        self._x_shape, self._y_shape = torch.Size((B, I)), torch.Size((B, P))
        self._dtype, self._weights = self._like.dtype, weights
        self._finite = self._lstm.check_finite
        asked = features(self._like, self._c, weights)._replace(dtype=self._like.dtype)
        self._engine = choose(asked).name  # autocast has no say
        runs_native = self._engine == "native" and B > 0
        self._packed: Any = native.packed(weights, self._h, self._c) if runs_native else None

    def step(self, x: Tensor, out: Tensor | None = None) -> Tensor:
        """The output of one step of every row, [batch, size].

        Args:
            x: inputs, [batch, I].
            out: where to write it, [batch, size], contiguous, another tensor than x; None: a new
                one. With `out` nothing is allocated.

        Raises:
            RuntimeError: another shape or device; an `out` that cannot be written to.
            ValueError: another dtype than the weights'.
        """
        if (
            x.shape != self._x_shape
            or x.dtype is not self._dtype
            or not x.is_cpu
            or not x.is_contiguous()
            or self._finite
        ):
            x = self._fit(x, self._x_shape, "[batch, input]").contiguous()
        place = x.data_ptr()
        if out is None:
            out = torch.empty_like(self._blank)  # to read a size anew would cost a microsecond
            to = out.data_ptr()
        elif (
            out.shape != self._y_shape
            or out.dtype is not self._dtype
            or out.is_cpu is not x.is_cpu
            or not out.is_contiguous()
            or (to := out.data_ptr()) == place != 0
        ):
            raise self._cannot_write(out)
        else:
            _increment_version((out,))  # a graph that needs the old values must notice
        if self._packed is None:
            return out.copy_(self._apart(x[None])[0])
        self._packed.step(threads(), place, to)
        return out

    def run(self, chunk: Tensor) -> Tensor:
        """The outputs of several steps, [time, batch, size].

        Args:
            chunk: inputs, [time, batch, I], at least one step; time first, also with batch_first.

        Raises:
            RuntimeError: another shape or device, no step.
            ValueError: another dtype than the weights'.
        """
        T = chunk.shape[0] if chunk.dim() else 0
        x = self._fit(chunk, torch.Size((T, *self._x_shape)), "[time, batch, input]").contiguous()
        require_steps(x)
        if self._packed is None:
            return self._apart(x)
        output = x.new_empty((T, *self._y_shape))
        self._packed.run(threads(), T, x.data_ptr(), output.data_ptr())
        return output

    @property
    def state(self) -> State:
        """(h, c), copies of the state after the last step, [layers, batch, size].

        Setting it copies what is given into the stream, so that `stream.state = saved` restores a
        state read before.
        """
        return self._h.clone(), self._c.clone()

    @state.setter
    def state(self, pair: State) -> None:
        L, B, P = self._h.shape
        h, c = check_state(pair, (L, B, P, self._c.shape[2]), self._like, batched=True)
        with torch.no_grad():
            self._h.copy_(h)
            self._c.copy_(c)

    def reset(self, rows: Rows | None = None) -> None:
        """Nothing; sets the state of some rows to zero, the others run on.

        Args:
            rows: places in the batch, or one boolean a row; None: all.

        Raises:
            ValueError: a place that is not there, or another number of booleans.
        """
        at = slice(None) if rows is None else self._rows(rows)
        self._h[:, at] = 0
        self._c[:, at] = 0

    def _rows(self, rows: Rows) -> Tensor:
        at = torch.as_tensor(rows, device=self._h.device).reshape(-1)
        if at.dtype == torch.bool:
            fits, form = len(at) == self._B, f"{len(at)} booleans"
        else:
            at = at.long() if not at.numel() else at
            whole = not at.is_floating_point()
            fits, form = whole and bool(((at >= 0) & (at < self._B)).all()), str(at.tolist())
        if not fits:
            allowed = f"places from 0 to {self._B - 1}, or {self._B} booleans"
            raise ValueError(expected("rows", allowed, form, "name rows of this stream"))
        return at

    @torch.no_grad()
    def _apart(self, x: Tensor) -> Tensor:
        """What `run` gives where the native engine does not run: [T, B, I] → [T, B, P]."""
        stack = Stack(x, self._h, self._c, self._weights, 1, 0.0, None, None)
        with torch.autocast(x.device.type, enabled=False):
            output, (h, c) = run(stack, None, False, self._engine)
        self._h.copy_(h)
        self._c.copy_(c)
        return output

    def _fit(self, x: Tensor, shape: torch.Size, axes: str) -> Tensor:
        if x.shape != shape:
            raise RuntimeError(
                expected("input", f"{axes} = {list(shape)}", list(x.shape), "mend its shape")
            )
        if x.dtype != self._like.dtype:
            remedy = f"pass input.to({self._like.dtype})"
            raise ValueError(
                expected("input", f"of the weights' dtype {self._like.dtype}", x.dtype, remedy)
            )
        if x.device != self._like.device:
            remedy = f"move it by .to({str(self._like.device)!r})"
            raise RuntimeError(expected("input", f"on {self._like.device}", x.device, remedy))
        if self._finite:
            check_finite(x if x.dim() == 3 else x[None])
        return x.detach()

    def _cannot_write(self, out: Tensor) -> RuntimeError:
        form = f"contiguous, {list(self._y_shape)}, {self._like.dtype}, apart from the input"
        got = f"{list(out.shape)} with strides {list(out.stride())}, {out.dtype} on {out.device}"
        remedy = "pass torch.empty(…) of that form, or leave it out"
        return RuntimeError(expected("out", form, got, remedy))
