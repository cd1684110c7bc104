# SPDX-License-Identifier: Apache-2.0
"""The straight line: the newest value at first, one line for all or one for each target."""

import torch

from openlstm.models.linear_path import LinearPath


def test_each_target_has_its_line() -> None:
    context, known = torch.randn(4, 3), torch.randn(4, 5, 2)
    target = torch.tensor([0, 1, 1, 0])
    both = LinearPath(3, 2, known=1, lines=2)
    both.weight.normal_()
    whole = both.line(context, known, target)
    for m in range(2):
        one = LinearPath(3, 2, known=1, lines=1)
        one.weight.copy_(both.weight[m : m + 1])
        torch.testing.assert_close(
            whole[target == m], one.line(context[target == m], known[target == m], target * 0)
        )


def test_it_is_not_trained() -> None:
    assert list(LinearPath(3, 2, 0, 1).parameters()) == []
