# SPDX-License-Identifier: Apache-2.0
"""`LSTM`: torch.nn.LSTM's face and numbers, with lengths, resets and an open inside."""

from collections.abc import Iterable
from typing import Any

import torch
from torch import _VF, Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from openlstm.engines import check_finite, choose, require_finite
from openlstm.engines.fused import packed as run_packed
from openlstm.initialize import Initialization, initialize
from openlstm.layers import check
from openlstm.layers.check import Lengths, State
from openlstm.layers.packing import packing
from openlstm.layers.run import features, run
from openlstm.layers.stack import Stack
from openlstm.layers.stream import Stream
from openlstm.layers.watch import Watch
from openlstm.reference import real_steps
from openlstm.weights import Weights

__all__ = ["LSTM"]


class LSTM(nn.RNNBase):
    """A long short-term memory network: `torch.nn.LSTM`'s arguments, names, results, and more.

    Of each layer and direction, from x_t, h_{t-1}, c_{t-1}:

        i_t = σ(W_ii x_t + b_ii + W_hi h_{t-1} + b_hi)      input gate
        f_t = σ(W_if x_t + b_if + W_hf h_{t-1} + b_hf)      forget gate
        g_t = tanh(W_ig x_t + b_ig + W_hg h_{t-1} + b_hg)   candidate
        o_t = σ(W_io x_t + b_io + W_ho h_{t-1} + b_ho)      output gate
        c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t                     cell state
        h_t = o_t ⊙ tanh(c_t)                               hidden state

    Textbooks write W [h_{t-1}, x_t] + b with one dense layer: the same as W_hh h + W_ih x + b.

    Args:
        input_size: features of each step, I ≥ 1.
        hidden_size: units of each layer, H ≥ 1.
        num_layers: layers on top of each other, L ≥ 1 (default 1).
        bias: whether the two bias vectors exist (default True).
        batch_first: input and output are [batch, time, …], not [time, batch, …] (default False);
            h_0, c_0, h_n, c_n are [layers·directions, batch, …] in any case.
        dropout: probability of zeroing each output of all layers but the last, in training,
            0 to 1 (default 0).
        bidirectional: a second run from the end to the start; outputs are joined, forward first
            (default False).
        proj_size: size P of a projection of h, 0 ≤ P < H; 0 for none (default).
        device: where the parameters are made.
        dtype: their type.
        init: "torch" (default), "forget_bias", "chrono", "multiscale", "counters", "orthogonal",
            "echo", several of them as a list or joined by "+"; see `openlstm.initialize`, and
            `openlstm.suggest_init` for which one. PyTorch's own draws come first.
        forget_bias: bias of the forget gate for init="forget_bias", any number (default 1.0).
        lags: (shortest, longest) lag in steps, needed by init="chrono"; (1, 10000) if not given
            to init="multiscale", which suits whoever does not know the lags.
        check_finite: look for NaN and infinity in every input, and name the first (default False).
        checkpoint_steps: in training, keep the state of every so many steps, at least 1, and
            compute what lies between anew on the way back: the same gradients for one forward run
            more, memory for T/n + n steps instead of T, so n = √T is best. None (default) keeps
            all. While somebody records, all is kept; a compiled model runs it outside its graph.

    Raises:
        ValueError: a size, probability, initialisation or dtype out of range; an input with the
            wrong number of axes or another dtype than the weights.
        TypeError: an argument of the wrong type.
        RuntimeError: an input or state of the wrong size, as torch.nn.LSTM raises it.

    Source: Hochreiter & Schmidhuber 1997; forget gate: Gers, Schmidhuber & Cummins 2000;
    projection: Sak, Senior & Beaufays 2014.

    >>> rnn = LSTM(5, 6, 2)
    >>> output, (hn, cn) = rnn(torch.randn(1, 3, 5), (torch.randn(2, 3, 6), torch.randn(2, 3, 6)))
    >>> output.shape, torch.equal(output[-1], hn[-1])
    (torch.Size([1, 3, 6]), True)
    >>> rnn = LSTM(5, 6, 2, bidirectional=True)
    >>> output, (hn, cn) = rnn(torch.randn(1, 3, 5), (torch.randn(4, 3, 6), torch.randn(4, 3, 6)))
    >>> output.shape, hn.shape
    (torch.Size([1, 3, 12]), torch.Size([4, 3, 6]))
    >>> output, state = LSTM(5, 6)(torch.randn(7, 3, 5), lengths=[7, 0, 2])
    >>> output[2:, 2].abs().sum().item()                # padding gives zeros
    0.0
    """

    # None while nobody looks. One attribute of the instance, because Dynamo guards module
    # attributes but not context variables.
    _watch: Watch | None = None
    weight_ih_l0: Tensor
    check_finite: bool = False
    checkpoint_steps: int | None = None
    _init: Initialization = Initialization()

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: torch.dtype | None = None,
        *,
        init: str | Iterable[str] = "torch",
        forget_bias: float | None = None,
        lags: tuple[float, float] | None = None,
        check_finite: bool = False,
        checkpoint_steps: int | None = None,
    ) -> None:
        check.check_sizes(input_size, hidden_size, num_layers, proj_size, dropout)
        check.check_checkpoint_steps(checkpoint_steps)
        chosen = Initialization.checked(init, forget_bias, lags, bias)
        object.__setattr__(self, "_init", chosen)  # reset_parameters, called by RNNBase, reads it
        super().__init__(
            "LSTM",
            input_size,
            hidden_size,
            num_layers,
            bias,
            batch_first,
            dropout,
            bidirectional,
            proj_size,
            device,
            dtype,
        )
        self.check_finite = check_finite
        self.checkpoint_steps = checkpoint_steps

    def reset_parameters(self) -> None:
        """Nothing; draws all parameters anew: PyTorch's numbers, then what `init` changes."""
        super().reset_parameters()
        for weights in self._weights():
            initialize(weights, self._init)

    def extra_repr(self) -> str:
        """The arguments that differ from their defaults, as torch.nn.LSTM prints them."""
        return super().extra_repr() + self._init.shown

    def forward(
        self,
        input: Tensor | PackedSequence,
        hx: State | None = None,
        *,
        lengths: Lengths | None = None,
        reset: Tensor | None = None,
    ) -> tuple[Tensor | PackedSequence, State]:
        """output, (h_n, c_n).

        Args:
            input: [time, batch, I]; [batch, time, I] with batch_first; [time, I] without batch; or
                a PackedSequence. At least one step.
            hx: (h_0, c_0), each [layers·directions, batch, size]; zeros if None.
            lengths: real steps of each row, [batch], 0 to time, in any order; what lies behind is
                ignored, its outputs are zero. A row of length 0 gives its initial state back.
            reset: True where the state is set to zero before that step, in every layer,
                [time, batch] ([batch, time] with batch_first), whatever state came in hx. For the
                reverse direction too the sequence is cut between this step and the one before.

        Returns:
            output: h_t of the last layer, [time, batch, directions·size], in the input's form.
            (h_n, c_n): the last states, [layers·directions, batch, size].
        """
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx, lengths, reset)
        if input.dim() not in (2, 3):
            raise ValueError(
                f"LSTM: Expected input to be 2D or 3D, got {input.dim()}D instead; its shape must "
                f"be [time, batch, {self.input_size}] or [time, {self.input_size}]."
            )
        batched, batch_first = input.dim() == 3, self.batch_first and input.dim() == 3
        x, weights = input if batched else input.unsqueeze(1), self._weights()
        check.check_input(x, weights[0].weight_ih)
        state = self._state(x, hx, batched, x.shape[0 if batch_first else 1])
        engine = self._engine(x, state, weights)
        if engine == "torch" and lengths is None and reset is None and self._is_plain():
            if self.check_finite:
                check_finite(x.transpose(0, 1) if batch_first else x)
            output, h_n, c_n = _VF.lstm(x, state, *self._fused_arguments(), batch_first)
        else:
            x = x.transpose(0, 1) if batch_first else x
            masks = check.as_masks(lengths, reset, x, batched, batch_first)
            output, (h_n, c_n) = self._run(x, state, weights, masks, engine)
            output = output.transpose(0, 1) if batch_first else output
        if batched:
            return output, (h_n, c_n)
        return output.squeeze(1), (h_n.squeeze(1), c_n.squeeze(1))

    def stream(self, batch_size: int = 1) -> Stream:
        """A `Stream`: the layer fed step by step, carrying its state, in microseconds a step.

        Args:
            batch_size: rows, each a sequence of its own (default 1).

        Raises:
            ValueError: a bidirectional layer, a batch size below 0.

        >>> lstm, x = LSTM(5, 6, 2), torch.randn(7, 3, 5)
        >>> stream = lstm.stream(batch_size=3)
        >>> outputs = [stream.step(x_t) for x_t in x]
        >>> torch.allclose(torch.stack(outputs), lstm(x)[0], atol=1e-6)
        True
        """
        return Stream(self, batch_size)

    def _forward_packed(
        self,
        packed: PackedSequence,
        hx: State | None,
        lengths: Lengths | None,
        reset: Tensor | None,
    ) -> tuple[PackedSequence, State]:
        if lengths is not None or reset is not None:
            raise ValueError(
                "lengths and reset must be None with a PackedSequence, which has its own lengths; "
                "pass the padded tensor with lengths= instead."
            )
        data, batch_sizes, order, back = packed
        weights = self._weights()
        check.check_input(data, weights[0].weight_ih)
        state = self._state(data, hx, True, int(batch_sizes[0]))
        engine = self._engine(data, state, weights, packed=True)
        if engine != "torch" or not self._is_plain() or self.check_finite:
            places = packing(packed)
            x, masks = data[places.padded], (places.lengths, None)
            output, last = self._run(x, state, weights, masks, engine, packed=True)
            data = output.flatten(0, 1)[places.packed]
            return PackedSequence(data, batch_sizes, order, back), last
        if order is not None:
            state = state[0].index_select(1, order), state[1].index_select(1, order)
        output, h_n, c_n = _VF.lstm(data, batch_sizes, state, *self._fused_arguments())
        if back is not None:
            h_n, c_n = h_n.index_select(1, back), c_n.index_select(1, back)
        return PackedSequence(output, batch_sizes, order, back), (h_n, c_n)

    def _engine(
        self,
        x: Tensor,
        state: State,
        weights: tuple[Weights, ...],
        packed: bool = False,
    ) -> str | None:
        """The name of the engine that runs a call, None in a graph; never asks for a size."""
        if torch.compiler.is_compiling():
            return None
        return choose(features(x, state[1], weights, self._watch, packed)).name

    def _is_plain(self) -> bool:
        """Whether one call of PyTorch's kernel for the whole stack does all that is asked."""
        return self._watch is None and self.checkpoint_steps is None

    def _fused_arguments(self) -> tuple[list[Tensor], bool, int, float, bool, bool]:
        # cuDNN can go backward only through a forward run in training mode; without dropout that
        # mode changes no number
        train = self.training or torch.is_grad_enabled()
        dropout = self.dropout if self.training else 0.0
        flat = [getattr(self, name) for name in self._flat_weights_names]
        return flat, self.bias, self.num_layers, dropout, train, self.bidirectional

    def _run(
        self,
        x: Tensor,
        state: State,
        weights: tuple[Weights, ...],
        masks: tuple[Tensor | None, Tensor | None],
        engine: str | None,
        packed: bool = False,
    ) -> tuple[Tensor, State]:
        """output, (h_n, c_n), layer by layer but for lengths and resets on a GPU; time first."""
        if self._watch is not None and getattr(self, "_is_replica", False):
            raise RuntimeError(
                "record() and edit() cannot reach the copies that DataParallel makes of a model; "
                "use DistributedDataParallel, or look at the module outside DataParallel."
            )
        x = self._looked_over(x, masks[0]) if self.check_finite else x
        directions = 2 if self.bidirectional else 1
        if engine == "torch" and x.is_cuda and self._is_plain():
            # lengths or resets, as a call without them has ended above; cuDNN goes backward through
            # packed pieces too, in a graph of PyTorch's own
            reverses = (False, True)[:directions]
            return run_packed(x, state, self._fused_arguments(), *masks, reverses)
        stack = Stack(
            x,
            *state,
            weights,
            directions,
            self.dropout if self.training else 0.0,
            *masks,
            self.checkpoint_steps,
        )
        return run(stack, self._watch, packed, engine)

    @staticmethod
    def _looked_over(x: Tensor, lengths: Tensor | None) -> Tensor:
        if lengths is not None:  # padding may hold anything
            x = torch.where(real_steps(x.shape[0], lengths)[..., None], x, 0)
        if torch.compiler.is_compiling():
            return require_finite(x)
        check_finite(x)
        return x

    def _state(self, x: Tensor, hx: State | None, batched: bool, batch: int) -> State:
        stacked = self.num_layers * (2 if self.bidirectional else 1)
        sizes = stacked, batch, self.proj_size or self.hidden_size, self.hidden_size
        if hx is not None:
            return check.check_state(hx, sizes, x, batched)
        c_0 = x.new_zeros(stacked, batch, sizes[3])
        return (x.new_zeros(stacked, batch, sizes[2]) if self.proj_size else c_0), c_0

    def _weights(self) -> tuple[Weights, ...]:
        # by name: functional_call, weight_norm and pruning put other tensors there; parameters are
        # looked up at once, because an attribute of a module costs ten times as much
        own = self._parameters
        found = []
        for names in self._all_weights:
            ih, hh, *rest = [own[n] if n in own else getattr(self, n) for n in names]
            b_ih, b_hh = rest[:2] if self.bias else (None, None)
            assert ih is not None
            assert hh is not None
            found.append(Weights(ih, hh, b_ih, b_hh, rest[-1] if self.proj_size else None))
        return tuple(found)

    def __getstate__(self) -> dict[str, Any]:
        state = super().__getstate__()
        state.pop("_watch", None)  # who watches the original does not watch the copy
        return state
