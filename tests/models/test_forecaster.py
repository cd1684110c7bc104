# SPDX-License-Identifier: Apache-2.0
"""The forecasting network: it begins as the line, sees the newest value, and never crosses."""

import pytest
import torch
from torch import Tensor

from openlstm.data.windows import Window
from openlstm.models.forecaster import Forecast, ForecastModel, pinball, window_scale
from openlstm.models.linear_path import LinearPath

B, C, H, P, K, S, M = 3, 5, 4, 2, 3, 1, 2
LEVELS = torch.tensor([0.1, 0.5, 0.9])


def window() -> Window:
    return Window(
        torch.randn(B, C), torch.ones(B, C), torch.randn(B, C, P), torch.randn(B, C + H, K),
        torch.randn(B, S), torch.tensor([0, 1, 0]), torch.randn(B, H), torch.ones(B, H),
    )  # fmt: skip


def model(line: LinearPath | None = None, **changed: object) -> ForecastModel:
    spread = torch.tensor([-1.0, 0.0, 1.5]).expand(M, H, 3).clone()
    return ForecastModel(line, H, (P, K, S, M), 1, spread, 6, dropout=0.0, **changed)  # type: ignore[arg-type]


def trained(made: ForecastModel) -> ForecastModel:
    """Weights that are not the first ones."""
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return made


def some_line() -> LinearPath:
    line = LinearPath(C, H, 2, M)
    line.weight.normal_()
    return line


def test_at_first_it_is_the_line() -> None:
    at, line = window(), some_line()
    forecast = model(line)(at)
    torch.testing.assert_close(forecast.point, line(at))
    widths = (forecast.quantiles - forecast.point[..., None]) / window_scale(at)[..., None]
    torch.testing.assert_close(widths, torch.tensor([-1.0, 0.0, 1.5]).expand(B, H, 3))


def test_without_a_line_it_begins_as_persistence() -> None:
    at = window()
    torch.testing.assert_close(model()(at).point, at.context[:, -1:].expand(B, H))


@pytest.mark.parametrize("line", [True, False])
@pytest.mark.parametrize("bidirectional", [True, False])
def test_every_step_sees_the_newest_value(line: bool, bidirectional: bool) -> None:
    made = trained(model(some_line() if line else None, bidirectional=bidirectional))
    at = window()
    context = at.context.clone().requires_grad_()
    forecast = made(at._replace(context=context))
    for k in range(H):
        (slope,) = torch.autograd.grad(forecast.point[:, k].sum(), context, retain_graph=True)
        assert (slope[:, -1].abs() > 1e-4).all()


def test_every_step_sees_its_own_known_future_and_no_other() -> None:
    at = window()
    known = at.known.clone().requires_grad_()
    forecast = trained(model(some_line()))(at._replace(known=known))
    (slope,) = torch.autograd.grad(forecast.point[:, 2].sum(), known)
    ahead = slope[:, C:].abs().sum(-1)
    assert (ahead[:, 2] > 0).all()
    assert (ahead[:, [0, 1, 3]] == 0).all()


def test_quantiles_never_cross() -> None:
    made = trained(model(some_line()))
    made.out.weight.data *= 100
    assert (made(window()).quantiles.diff(dim=-1) > 0).all()


def test_the_future_is_not_read() -> None:
    made, at = trained(model(some_line())), window()
    other = at._replace(future=at.future + 1, seen=at.seen * 0)
    assert torch.equal(made(at).point, made(other).point)


def test_scale_and_shift_go_through() -> None:
    """x → a x + b gives ŷ → a ŷ + b: what changes its size is forecast as well as before."""
    made, at = trained(model(some_line())), window()
    at.known[:, C:] = 0  # the line's own constants know no window
    made.line.weight[..., -1] = 0  # type: ignore[union-attr]
    one, other = made(at), made(at._replace(context=3 * at.context + 5))
    torch.testing.assert_close(other.point, 3 * one.point + 5)
    torch.testing.assert_close(other.quantiles, 3 * one.quantiles + 5)


def test_trust_takes_the_correction_back() -> None:
    made, at = trained(model(some_line())), window()
    made.trust.fill_(0.0)
    torch.testing.assert_close(made(at).point, made.line(at))  # type: ignore[misc]


def test_a_batch_is_its_rows() -> None:
    made, at = trained(model(some_line())), window()
    whole = made(at)
    for b in range(B):
        one: Forecast = made(Window(*(part[b : b + 1] for part in at)))
        torch.testing.assert_close(one.point, whole.point[b : b + 1])


def test_pinball_is_cheapest_at_the_quantile() -> None:
    values = torch.randn(20_000)
    costs: list[Tensor] = []
    for level in LEVELS:
        at = torch.linspace(-2, 2, 81)
        cost = pinball(at.expand(len(values), -1), level, values).mean(0)
        costs.append(at[cost.argmin()])
    torch.testing.assert_close(
        torch.stack(costs), torch.quantile(values, LEVELS), atol=0.06, rtol=0
    )
