# SPDX-License-Identifier: Apache-2.0
"""What follows from a comparison on somebody's own data: a recommendation, and its reasons.

"In every seed" means that the worst seed of the one is better than the best seed of the other; any
smaller difference is called one within the spread. The recommendation is made on the validation
part; the test part then says what it is worth.
"""

from collections.abc import Iterator, Sequence
from statistics import fmean

from openlstm.studies.contest import Contest, Standing

__all__ = ["recommended", "words"]


def recommended(found: Contest) -> Standing:
    """The one with the fewest multiply-adds among those that none beats in every seed."""
    best = min(found.standings, key=lambda each: fmean(each.losses))
    near = [each for each in found.standings if not max(best.losses) < min(each.losses)]
    return min([best, *near], key=lambda each: each.multiply_adds)


def words(found: Contest) -> list[str]:
    """The recommendation first; what was left out of the comparison is not told."""
    parts = (_recommendation, _against_lstm, _baselines, _spread, _edges)
    return [sentence for part in parts for sentence in part(found)]


def _recommendation(found: Contest) -> Iterator[str]:
    best = min(found.standings, key=lambda each: fmean(each.losses))
    chosen = recommended(found)
    lead = (
        f"the {best.label} has the lowest {found.loss_name} on the validation part, "
        f"{fmean(best.losses):.4g}"
    )
    if chosen is best:
        why = f"{lead}, and none that costs less comes within its spread"
    else:
        why = (
            f"{lead}, but not in every seed: {fmean(chosen.losses):.4g} of the {chosen.label} is "
            f"within the spread, for {chosen.multiply_adds / best.multiply_adds:.2g} times the "
            "multiply-adds"
        )
    yield f"Take the {chosen.label}: {why}."


def _against_lstm(found: Contest) -> Iterator[str]:
    lstm = next((each for each in found.standings if each.architecture == "lstm"), None)
    others = [each for each in found.standings if each is not lstm]
    if lstm is None or not others:
        return
    told = [
        f"the {other.label} {fmean(other.values):.4g} ({_said(found, other.values, lstm.values)})"
        for other in others
    ]
    yield (
        f"On the test part the LSTM's {found.metric} is {fmean(lstm.values):.4g}; beside it stand "
        f"{', '.join(told)}."
    )
    costs = [
        f"the {other.label} {other.parameters / lstm.parameters:.3g} times the parameters and "
        f"{other.seconds / lstm.seconds:.3g} times the time"
        for other in others
        if lstm.seconds
    ]
    if costs:
        yield f"Against the LSTM's, {', '.join(costs)}."


def _said(found: Contest, one: Sequence[float], other: Sequence[float]) -> str:
    if _beats(found, one, other):
        return "better in every seed"
    return "worse in every seed" if _beats(found, other, one) else "within the spread"


def _beats(found: Contest, one: Sequence[float], other: Sequence[float]) -> bool:
    return max(one) < min(other) if found.lower_is_better else min(one) > max(other)


def _baselines(found: Contest) -> Iterator[str]:
    sign = 1 if found.lower_is_better else -1
    name = min(found.baselines, key=lambda each: sign * found.baselines[each])
    chosen, score = recommended(found), found.baselines[name]
    said = _said(found, chosen.values, [score])
    yield (
        f"Without a network, {name} has {score:.4g}: the {chosen.label} alone, with "
        f"{fmean(chosen.values):.4g}, is {said.replace('within the spread', 'not told from it')}."
    )


def _spread(found: Contest) -> Iterator[str]:
    if len(found.standings[0].values) == 1:
        yield "One seed shows no spread: give more seeds before believing a difference."


def _edges(found: Contest) -> Iterator[str]:
    """Where the best learning rate may lie beyond those tried."""
    rates = found.learning_rates
    for edge, beyond in ((rates[0], "smaller"), (rates[-1], "larger")):
        at = [f"the {each.label}" for each in found.standings if each.learning_rate == edge]
        if at and len(rates) > 1:
            who = ", ".join(at)
            yield f"A still {beyond} learning rate than {edge:g} might do better for {who}."
