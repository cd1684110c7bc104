# SPDX-License-Identifier: Apache-2.0
"""An nn.LSTM as a jitted `lax.scan`; imported by peers.py only where JAX is there."""

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

if torch.get_num_threads() == 1:  # read when JAX starts; else it takes all processors
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp

__all__ = ["call"]

Layers = list[list[tuple[Any, Any, Any, Any]]]
"""By layer and direction: weight_ih, weight_hh, bias_ih, bias_hh."""


def call(
    lstm: nn.LSTM, x: Tensor, d_output: Tensor, trains: bool
) -> tuple[Callable[[], object], list[Tensor]]:
    """A call that waits for its results, and the results of one: output, then gradients."""
    layers, x_j, d_j = _layers(lstm), jnp.asarray(x.numpy()), jnp.asarray(d_output.numpy())
    if not trains:
        forward = jax.jit(_lstm)
        return lambda: jax.block_until_ready(forward(layers, x_j)), _tensors(forward(layers, x_j))

    @jax.jit
    def both(layers: Layers, x: Any, d_output: Any) -> Any:
        output, backward = jax.vjp(_lstm, layers, x)
        d_layers, d_x = backward(d_output)
        return output, d_x, d_layers

    return lambda: jax.block_until_ready(both(layers, x_j, d_j)), _tensors(both(layers, x_j, d_j))


def _lstm(layers: Layers, x: Any) -> Any:
    for directions in layers:
        outputs = [_scan(*weights, x, bool(k)) for k, weights in enumerate(directions)]
        x = jnp.concatenate(outputs, axis=-1)
    return x


def _scan(w: Any, r: Any, b: Any, b_r: Any, x: Any, reverse: bool) -> Any:
    pre = x @ w.T + (b + b_r)  # [T, B, 4H], all steps at once

    def step(state: Any, pre_t: Any) -> Any:
        h, c = state
        i, f, g, o = jnp.split(pre_t + h @ r.T, 4, axis=-1)
        c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zeros = jnp.zeros((x.shape[1], r.shape[1]), x.dtype)
    return jax.lax.scan(step, (zeros, zeros), pre, reverse=reverse)[1]


def _layers(lstm: nn.LSTM) -> Layers:
    ends = ["", "_reverse"] if lstm.bidirectional else [""]
    kinds = "weight_ih", "weight_hh", "bias_ih", "bias_hh"

    def array(name: str) -> Any:
        return jnp.asarray(getattr(lstm, name).detach().numpy())

    return [
        [tuple(array(f"{kind}_l{layer}{end}") for kind in kinds) for end in ends]
        for layer in range(lstm.num_layers)
    ]


def _tensors(values: Any) -> list[Tensor]:
    return [torch.from_numpy(np.array(value)) for value in jax.tree.leaves(values)]
