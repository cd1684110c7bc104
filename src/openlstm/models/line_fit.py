# SPDX-License-Identifier: Apache-2.0
"""Ridge regression for `LinearPath`: context length, penalty and sharing chosen on validation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import pad

from openlstm.data.windows import Windows

__all__ = ["Line", "fit_line"]

PENALTIES = (
    1e-4,
    1e-3,
    3e-3,
    1e-2,
    3e-2,
    1e-1,
    3e-1,
    1.0,
)  # per window, for inputs of about unit variance
NEARLY = 1.01  # of the squares of the best
CHUNK = 4096  # windows at a time, which bounds the memory
MOST = 100_000  # windows of a target that the sums run over; of more, some spread evenly


@dataclass(frozen=True)
class Line:
    """The line that did best on validation, or the mean of those that did nearly as well.

    weight: [lines, H, C + K + 1], for `LinearPath`.
    context: C, the steps it reads.
    """

    weight: Tensor
    context: int


def fit_line(
    windows: Windows, known: int, train: Tensor, validation: Tensor, contexts: Sequence[int]
) -> Line:
    """A line from all choices; sums are formed once, since short contexts are parts of long ones.

    Tried are all contexts, with one line for all targets and with one for each. The mean of the
    lines that are nearly as good as the best is a line too, and errs less than each by chance.

    Args:
        windows: with the longest of `contexts` as their context.
        known: K, how many of the columns known in advance the line reads: the first.
        train: rows to fit on, see `Windows.rows`.
        validation: rows to choose on.
        contexts: lengths to try.
    """
    targets = range(windows.targets)
    sums = [_sums(windows, known, train[train[:, 2] == m]) for m in targets]
    parts = [_spread(validation[validation[:, 2] == m]) for m in targets]
    judged = [_examples(windows, known, part) for part in parts]
    together = [(reduce(add, sums), judged)]
    apart = [(each, [examples]) for each, examples in zip(sums, judged, strict=True)]
    ways = [together, apart] if len(sums) > 1 else [together]
    tried = [_tried(way, context) for context in contexts for way in ways]
    most = NEARLY * min(squares for _, squares in tried)
    return _mean([line for line, squares in tried if squares <= most])


def _tried(
    groups: Sequence[tuple["_Sums", Sequence["_Examples"]]], context: int
) -> tuple[Line, float]:
    """One line for each group of targets, and the sum of its squares on validation."""
    found = [_best_penalty(sums, context, judged) for sums, judged in groups]
    weight = torch.stack([weight for weight, _ in found]).float()
    return Line(weight, context), sum(squares for _, squares in found)


def _mean(lines: Sequence[Line]) -> Line:
    """The mean of lines, short ones with zeros for what they do not read."""
    context = max(line.context for line in lines)
    count = max(len(line.weight) for line in lines)
    whole = [pad(line.weight, (context - line.context, 0)).expand(count, -1, -1) for line in lines]
    return Line(torch.stack(whole).mean(0), context)


class _Examples(NamedTuple):
    """n windows of one target in float64, all values told from the newest."""

    x: Tensor  # [n, C]
    known: Tensor  # [n, H, K + 1], the last is 1
    y: Tensor  # [n, H]
    seen: Tensor  # [n, H]

    def squares(self, weight: Tensor) -> float:
        """The sum of squared errors of a line."""
        x = self.x[:, self.x.shape[1] - (weight.shape[1] - self.known.shape[2]) :]
        from_x = x @ weight[:, : x.shape[1]].T
        from_known = torch.einsum("nhk,hk->nh", self.known, weight[:, x.shape[1] :])
        return float(((from_x + from_known - self.y).square() * self.seen).sum())


class _Sums(NamedTuple):
    """Sums of products over windows: what the normal equations of every step are made of."""

    xx: Tensor  # [H or 1, C, C]; one for all steps where no future value is missing
    xk: Tensor  # [H, C, K + 1]
    kk: Tensor  # [H, K + 1, K + 1]
    xy: Tensor  # [H, C]
    ky: Tensor  # [H, K + 1]
    windows: Tensor  # [H], how many count

    def __add__(self, other: tuple[Any, ...]) -> "_Sums":
        return _Sums(*(a + b for a, b in zip(self, other, strict=True)))

    def solve(self, context: int, penalty: float) -> Tensor:
        """[H, context + K + 1], the weights of each step."""
        x = slice(self.xx.shape[1] - context, None)
        xx, xk = self.xx[:, x, x].expand(len(self.kk), -1, -1), self.xk[:, x]
        left = torch.cat([torch.cat([xx, xk], 2), torch.cat([xk.mT, self.kk], 2)], 1)
        right = torch.cat([self.xy[:, x], self.ky], 1)
        ridge = penalty * self.windows.clamp(min=1)[:, None] * torch.ones(left.shape[1])
        ridge[:, -1] *= 1e-6  # the constant is free, but for what makes the equations solvable
        factor = torch.linalg.cholesky(left + torch.diag_embed(ridge).to(left))
        return torch.cholesky_solve(right[..., None], factor)[..., 0]


def _best_penalty(sums: _Sums, context: int, judged: Sequence[_Examples]) -> tuple[Tensor, float]:
    weights = [sums.solve(context, penalty) for penalty in PENALTIES]
    errors = [sum(examples.squares(weight) for examples in judged) for weight in weights]
    best = min(range(len(errors)), key=errors.__getitem__)
    return weights[best], errors[best]


def _sums(windows: Windows, known: int, rows: Tensor) -> _Sums:
    parts = _spread(rows).split(CHUNK)
    return reduce(add, (_products(_examples(windows, known, part)) for part in parts))


def _products(examples: _Examples) -> _Sums:
    x, known, y, seen = examples
    if bool(seen.all()):
        xx = (x.T @ x)[None]
    else:
        xx = torch.stack([(x * part[:, None]).T @ x for part in seen.T])
    weighted = known * seen[..., None]
    return _Sums(
        xx,
        torch.einsum("nc,nhk->hck", x, weighted),
        torch.einsum("nhk,nhl->hkl", weighted, known),
        torch.einsum("nh,nc->hc", y * seen, x),
        torch.einsum("nhk,nh->hk", weighted, y),
        seen.sum(0),
    )


def _examples(windows: Windows, known: int, rows: Tensor) -> _Examples:
    window = windows[rows]
    newest, one = window.context[:, -1:], torch.ones(len(rows), windows.horizon, 1)
    ahead = torch.cat([window.known[:, windows.context :, :known], one], 2)
    parts = (window.context - newest, ahead, window.future - newest, window.seen)
    return _Examples(*(part.double() for part in parts))


def _spread(rows: Tensor) -> Tensor:
    return rows[:: -(-len(rows) // MOST)] if len(rows) > MOST else rows
