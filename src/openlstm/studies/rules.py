# SPDX-License-Identifier: Apache-2.0
"""The text-book's rules of thumb for an LSTM, held against the trials of a search."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Rule", "Tried", "judge"]

CLEAR = 0.01  # of the loss; less is not told as a difference: each was trained from one seed only


@dataclass(frozen=True)
class Tried:
    """One completed training."""

    hidden_size: int
    num_layers: int
    bidirectional: bool
    loss: float


@dataclass(frozen=True)
class Rule:
    """A rule and what became of it.

    name: what it is about: width, depth, direction.
    word: held, did not hold, made no difference, or cannot be said.
    sentence: that with the figures.
    inside, outside: losses of the trials that followed it and of the others.
    """

    name: str
    word: str
    sentence: str
    inside: tuple[float, ...]
    outside: tuple[float, ...]


def judge(tried: Sequence[Tried], inputs: int, one_way: str) -> list[Rule]:
    """Whether the rules held: the best trial that followed each, against the best that did not.

    Args:
        inputs: I, numbers that the LSTM reads at a step.
        one_way: why a second direction was not tried; empty if it was free to be.

    >>> both = [Tried(12, 3, False, 0.5), Tried(64, 1, False, 0.4)]
    >>> print(judge(both, inputs=4, one_way="")[1].sentence)
    3 to 5 layers: did not hold. The best of 1 trials with 3 to 5 layers has a loss of 0.5 (median
    0.5), the best of 1 others 0.4 (median 0.4): 25.0% more.
    """
    low, high = 2 * inputs, 4 * inputs
    rules: list[tuple[str, str, Callable[[Tried], bool]]] = [
        (
            "width",
            f"{low} to {high} units, 2 to 4 times the {inputs} numbers of the input",
            lambda each: low <= each.hidden_size <= high,
        ),
        ("depth", "3 to 5 layers", lambda each: 3 <= each.num_layers <= 5),
        ("direction", "two directions", lambda each: each.bidirectional),
    ]
    return list(_judged(tried, rules, one_way))


def _judged(
    tried: Sequence[Tried],
    rules: Sequence[tuple[str, str, Callable[[Tried], bool]]],
    one_way: str,
) -> Iterator[Rule]:
    for name, wanted, follows in rules:
        inside = tuple(each.loss for each in tried if follows(each))
        outside = tuple(each.loss for each in tried if not follows(each))
        word = _word(inside, outside)
        if name == "direction" and one_way and not inside:
            told = f"was not tried: {one_way}"
        elif word == "cannot be said":
            told = (
                f"cannot be said: {len(inside)} completed trials follow it, {len(outside)} do not"
            )
        else:
            told = f"{word}. {_figures(inside, outside, wanted)}"
        said = f"{wanted[0].upper()}{wanted[1:]}: {told}."
        yield Rule(name, word, said, inside, outside)


def _word(inside: Sequence[float], outside: Sequence[float]) -> str:
    if not (inside and outside):
        return "cannot be said"
    share = min(inside) / min(outside) - 1
    if abs(share) < CLEAR:
        return "made no difference"
    return "held" if share < 0 else "did not hold"


def _figures(inside: Sequence[float], outside: Sequence[float], wanted: str) -> str:
    share = min(inside) / min(outside) - 1
    short = wanted.partition(",")[0]
    return (
        f"The best of {len(inside)} trials with {short} has a loss of {min(inside):.4g} (median "
        f"{median(inside):.4g}), the best of {len(outside)} others {min(outside):.4g} (median "
        f"{median(outside):.4g}): {abs(share):.1%} {'less' if share < 0 else 'more'}"
    )
