# SPDX-License-Identifier: Apache-2.0
"""Wrong intervals become right ones on data that they were not calibrated on."""

import pytest
import torch

from openlstm.models.conformal import calibrated, conformal_offsets

LEVELS = (0.1, 0.5, 0.9)


def draw(count: int, seed: int) -> tuple[torch.Tensor, ...]:
    """Values around 0 with the scale of each row; quantiles that are far too narrow and shifted."""
    generator = torch.Generator().manual_seed(seed)
    scale = torch.rand(count, 1, generator=generator) + 0.5
    value = scale * torch.randn(count, 2, generator=generator)
    quantiles = scale[..., None] * torch.tensor([0.2, 0.3, 0.4]).expand(count, 2, 3)
    return quantiles, value, torch.ones(count, 2), scale, torch.zeros(count, dtype=torch.long)


@pytest.mark.parametrize("count", [40, 2000])  # few: all steps together
def test_the_promised_share_lies_below(count: int) -> None:
    offsets = conformal_offsets(*draw(count, 0), LEVELS, targets=1)
    quantiles, value, _, scale, target = draw(20_000, 1)
    below = (value[..., None] <= calibrated(quantiles, offsets, scale, target)).float().mean((0, 1))
    torch.testing.assert_close(
        below, torch.tensor(LEVELS), atol=0.08 if count < 100 else 0.03, rtol=0
    )


def test_what_is_not_known_does_not_count() -> None:
    quantiles, value, seen, scale, target = draw(500, 0)
    seen[:250] = 0
    spoiled = value.clone()
    spoiled[:250] = 1e6
    one = conformal_offsets(quantiles, value, seen, scale, target, LEVELS, 1)
    assert torch.equal(one, conformal_offsets(quantiles, spoiled, seen, scale, target, LEVELS, 1))


def test_a_target_without_windows_is_left_alone() -> None:
    assert (conformal_offsets(*draw(200, 0), LEVELS, targets=2)[1] == 0).all()
