# SPDX-License-Identifier: Apache-2.0
"""Gradient against lag at initialisation: a plain RNN and LSTMs of four forget biases.

One layer of 64 units, 8 inputs N(0, 1), batch 1, 100 steps, zero initial state, loss v·h_T with v a
random unit vector, so that the loss lies at one step; seeds 0 to 19, all in float64, because the RNN's
far gradient would underflow in float32. ‖dL/dc_t‖ and ‖dL/dh_t‖ at lag T − t over their value at lag 0;
both are total derivatives. Beside them the direct path along the cell state alone, (Π_{s>t} f_s) dL/dc_T:
what is left where nothing returns through the gates and h.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

import openlstm as ol

H, INPUTS, T, SEEDS = 64, 8, 100, 20
Curves = dict[str, Tensor]


def _lstm(**options: Any) -> Callable[[], nn.Module]:
    return lambda: ol.LSTM(INPUTS, H, **options).double()


CELLS: dict[str, tuple[dict[str, str], Callable[[], nn.Module]]] = {
    "rnn": ({"en": "RNN, tanh", "zh": "RNN（tanh）"}, lambda: nn.RNN(INPUTS, H).double()),
    "lstm": ({"en": "LSTM, b_f ≈ 0 (default)", "zh": "LSTM，b_f ≈ 0（默认）"}, _lstm()),
    "lstm-1": (
        {"en": "LSTM, b_f = 1", "zh": "LSTM，b_f = 1"},
        _lstm(init="forget_bias", forget_bias=1.0),
    ),
    "lstm-3": (
        {"en": "LSTM, b_f = 3", "zh": "LSTM，b_f = 3"},
        _lstm(init="forget_bias", forget_bias=3.0),
    ),
    "chrono": (
        {"en": "LSTM, chrono 1–99", "zh": "LSTM，chrono 1–99"},
        _lstm(init="chrono", lags=(1, T - 1)),
    ),
}


def decay(make: Callable[[], nn.Module], seed: int) -> Curves:
    """Norms of dL/dh, for an LSTM of dL/dc and its direct path too, by lag over lag 0: [T]."""
    torch.manual_seed(seed)
    model = make()
    x, v = torch.randn(T, 1, INPUTS, dtype=torch.double), torch.randn(H, dtype=torch.double)
    v = v / v.norm()
    if isinstance(model, nn.RNN):
        found = {"dh": _rnn_gradient(model, x, v)}
    else:
        with ol.record(model, what=("f", "c", "h"), grad=True) as recording:
            output, _ = model(x)
        (v * output[-1, 0]).sum().backward()
        gradient = recording.gradient
        dc = gradient.c[0, 0, :, 0]
        direct = dc[-1] * _later_product(recording.f[0, 0, :, 0].detach())
        found = {"dc": dc, "direct": direct, "dh": gradient.h[0, 0, :, 0]}
    norms = {name: each.norm(dim=1).flip(0) for name, each in found.items()}
    return {name: norm / norm[0] for name, norm in norms.items()}


def _later_product(f: Tensor) -> Tensor:
    """Π_{s>t} f_s for every step t, [T, H]; 1 at the last."""
    return torch.cat([f[1:], torch.ones_like(f[:1])]).flip(0).cumprod(0).flip(0)


def _rnn_gradient(rnn: nn.RNN, x: Tensor, v: Tensor) -> Tensor:
    """dL/dh_t of every step, [T, H]."""
    h, states = torch.zeros(1, H, dtype=torch.double), []
    for x_t in x:
        pre = x_t @ rnn.weight_ih_l0.T + rnn.bias_ih_l0 + h @ rnn.weight_hh_l0.T + rnn.bias_hh_l0
        h = torch.tanh(pre)
        h.retain_grad()
        states.append(h)
    (v * h).sum().backward()
    return torch.stack([state.grad for state in states])[:, 0]


def curves() -> dict[str, dict[str, Tensor]]:
    """Per cell and quantity the curves of all seeds, [SEEDS, T]."""
    measured = {}
    for name, (_, make_cell) in CELLS.items():
        seeds = [decay(make_cell, seed) for seed in range(SEEDS)]
        measured[name] = {q: torch.stack([each[q] for each in seeds]) for q in seeds[0]}
    return measured


def make() -> tuple[dict[str, Any], dict[str, float]]:
    """`Gradient` of explorer-ui/src/data.ts, and its figures."""
    entries, facts = [], {}
    for name, quantities in curves().items():
        for quantity, ratios in quantities.items():
            logs = ratios.log()
            low, high = torch.quantile(logs, torch.tensor([0.1, 0.9], dtype=torch.double), dim=0)
            entries.append(
                {
                    "id": f"{name}-{quantity}",
                    "name": CELLS[name][0],
                    "cell": "rnn" if name == "rnn" else "lstm",
                    "quantity": quantity,
                    **{
                        k: _short(v.exp())
                        for k, v in (("mean", logs.mean(0)), ("low", low), ("high", high))
                    },
                }
            )
            facts |= {
                f"{name} {quantity} lag {k}": logs.mean(0).exp()[k].item() for k in (10, 50, 99)
            }
    note = {
        "en": f"Untrained cells: {H} units, {INPUTS} random inputs, {T} steps, a loss at the last step; "
        f"geometric mean over {SEEDS} seeds (starts of the random generator), band from 10 to 90 % of "
        "them, float64. At its default initialisation an LSTM's gradient dies "
        "too; it is the forget gate near 1 that keeps it alive.",
        "zh": f"未训练的单元：{H} 个单元，{INPUTS} 个随机输入，{T} 步，损失在最后一步；{SEEDS} 个随机种子的几何平均，"
        "色带为 10% 到 90% 分位，float64。默认初始化的 LSTM 梯度同样会消失；"
        "让梯度存活的是接近 1 的遗忘门。",
    }
    gradient = {
        "note": note,
        "command": "python scripts/stories/make.py gradient",
        "seeds": SEEDS,
        "hidden_size": H,
        "curves": entries,
    }
    return gradient, facts


def _short(values: Tensor) -> list[float]:
    return [float(f"{value:.4g}") for value in values.tolist()]
