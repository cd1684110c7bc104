# SPDX-License-Identifier: Apache-2.0
"""An nn.LSTM as an ONNX graph in onnxruntime; imported by peers.py only where both are there."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

__all__ = ["session"]


def session(lstm: nn.LSTM, width: int) -> Callable[[dict[str, Any]], list[np.ndarray]]:
    """A function from {"x": [T, B, I]} to [output [T, B, width]], on as many threads as PyTorch.

    Args:
        lstm: where the weights come from.
        width: features of the output, directions · H.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    providers = ["CPUExecutionProvider"]
    model = _model(lstm, width).SerializeToString()
    made = onnxruntime.InferenceSession(model, options, providers=providers)
    return lambda given: made.run(None, given)


def _model(lstm: nn.LSTM, width: int) -> Any:
    nodes, weights, name = [], [_constant("form", np.array([0, 0, width]))], "x"
    for layer in range(lstm.num_layers):
        w, r, b = names = [f"{kind}{layer}" for kind in "wrb"]
        weights += map(_constant, names, _weights(lstm, layer))
        out = "y" if layer == lstm.num_layers - 1 else f"y{layer}"
        direction = "bidirectional" if lstm.bidirectional else "forward"
        size: dict[str, Any] = {"hidden_size": lstm.hidden_size, "direction": direction}
        nodes += [  # [T, D, B, H] → [T, B, D, H] → [T, B, D·H]
            helper.make_node("LSTM", [name, w, r, b], [f"o{layer}"], **size),
            helper.make_node("Transpose", [f"o{layer}"], [f"t{layer}"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"t{layer}", "form"], [out]),
        ]
        name = out
    x, y = (
        helper.make_tensor_value_info(key, TensorProto.FLOAT, ["T", "B", size])
        for key, size in (("x", lstm.input_size), ("y", width))
    )
    graph = helper.make_graph(nodes, "lstm", [x], [y], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _weights(lstm: nn.LSTM, layer: int) -> list[np.ndarray]:
    """W [D, 4H, I], R [D, 4H, H], B [D, 8H] in ONNX's order of gates: i o f c."""
    ends = ["", "_reverse"] if lstm.bidirectional else [""]

    def of(kind: str) -> torch.Tensor:
        found = torch.stack([getattr(lstm, f"{kind}_l{layer}{end}").detach() for end in ends])
        i, f, g, o = found.chunk(4, dim=1)
        return torch.cat([i, o, f, g], dim=1)

    biases = torch.cat([of("bias_ih"), of("bias_hh")], dim=1)
    return [of("weight_ih").numpy(), of("weight_hh").numpy(), biases.numpy()]


def _constant(name: str, value: np.ndarray) -> Any:
    return numpy_helper.from_array(np.ascontiguousarray(value), name)
