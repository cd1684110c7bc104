# SPDX-License-Identifier: Apache-2.0
"""The layers of an LSTM with their weights, as the page reads them."""

from typing import Any

from openlstm.explorer.pack import pack
from openlstm.layers import LSTM
from openlstm.weights import Weights

__all__ = ["layers_of", "weight_count"]

Json = dict[str, Any]


def weight_count(lstm: LSTM) -> int:
    """How many numbers the LSTM's parameters are."""
    return sum(parameter.numel() for parameter in lstm.parameters())


def layers_of(lstm: LSTM, with_weights: bool) -> list[Json]:
    """`Layer` of explorer-ui/src/data.ts for every layer, bottom first.

    Args:
        lstm: the layer stack.
        with_weights: False where they would make the page too large.
    """
    D = 2 if lstm.bidirectional else 1
    weights = list(lstm._weights())
    return [
        {
            "input_size": weights[k * D].weight_ih.shape[1],
            "hidden_size": lstm.hidden_size,
            "directions": [
                {"weights": _packed(weights[k * D + d])} if with_weights else {} for d in range(D)
            ],
        }
        for k in range(lstm.num_layers)
    ]


def _packed(weights: Weights) -> Json:
    packed = {
        "weight_ih": pack(weights.weight_ih),
        "weight_hh": pack(weights.weight_hh),
    }
    if weights.bias_ih is not None and weights.bias_hh is not None:
        # in float64, so that the page adds nothing to the rounding of the library's own sum
        bias = weights.bias_ih.double() + weights.bias_hh.double()
        packed["bias"] = pack(bias, "float64")
    if weights.weight_hr is not None:
        packed["weight_hr"] = pack(weights.weight_hr)
    return packed
