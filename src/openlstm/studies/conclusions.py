# SPDX-License-Identifier: Apache-2.0
"""What follows from a comparison, in words: each sentence is made of its numbers.

"In every seed" means that the worst seed of the one is better than the best seed of the other; any
smaller difference is called one within the spread.
"""

import math
from collections.abc import Iterator

from openlstm.studies.comparison import Comparison, Score
from openlstm.studies.costs import Cost
from openlstm.studies.gradients import Decay
from openlstm.studies.settings import ARCHITECTURES

__all__ = ["conclusions"]

SOLVED = 0.95  # share of right answers
LAG = 99  # at which gradients are told


def conclusions(found: Comparison) -> list[str]:
    """The sentences that the numbers of this comparison allow; what was left out is not told."""
    parts = (_gradients, _keeping, _language, _costs, _second_direction, _depth, _edges)
    return [sentence for part in parts for sentence in part(found)]


def _gradients(found: Comparison) -> Iterator[str]:
    rnn = found.decay("rnn", "default", "dL/dh")
    cells = [d for d in found.decays if (d.architecture, d.quantity) == ("lstm", "dL/dc")]
    if cells:
        told = ", ".join(f"{_power(d)} with {_init(d)}" for d in cells)
        beside = f" (the RNN's hidden state: {_power(rnn)})" if rnn else ""
        yield (
            f"Before training, {LAG} steps back, the gradient by the LSTM's cell state is this "
            f"share of what it is at the loss: {told}{beside}."
        )
    default = found.decay("lstm", "default", "dL/dc")
    if rnn and default:
        dies = "vanishes in the LSTM too" if default.at(LAG) < 1e-6 else "lives in the LSTM"
        lives = [_init(d) for d in cells if d.at(LAG) > 1e-2]
        cure = f"; what keeps it alive is {' or '.join(lives)}" if lives else ""
        yield f"With PyTorch's own initialisation the gradient {dies}{cure}."


def _power(decay: Decay) -> str:
    value = decay.at(LAG)
    return f"{value:.2g}" if value >= 0.01 or not value else f"10^{round(math.log10(value))}"


def _init(decay: Decay) -> str:
    return "PyTorch's initialisation" if decay.init == "default" else decay.init


def _keeping(found: Comparison) -> Iterator[str]:
    for task, metric in found.measures():
        if metric != "kept":
            continue
        scores = found.of_task(task, metric)
        chance = found.baselines[task]["kept"]
        solved = [s.label for s in scores if min(s.values) >= SOLVED]
        partly = [
            f"{s.label} {s.mean:.0%}"
            for s in scores
            if min(s.values) < SOLVED and s.mean > 2 * chance
        ]
        lost = [s.label for s in scores if s.mean <= 2 * chance]
        groups = (
            ("solved in every seed by", solved),
            ("partly by", partly),
            (f"no better than twice chance ({chance:.1%}) by", lost),
        )
        told = "; ".join(f"{how} {', '.join(who)}" for how, who in groups if who)
        yield f"A symbol kept over {task.split()[-1]} steps: {told}."


def _language(found: Comparison) -> Iterator[str]:
    lstm = found.score("language", "nats_per_char", "lstm")
    for other in ("rnn", "gru"):
        rival = found.score("language", "nats_per_char", other)
        if lstm and rival:
            yield f"On real text, {_against(lstm, rival)}."
    if lstm:
        ngram = found.baselines["language"]["n-gram"]
        best = min(found.of_task("language", "nats_per_char"), key=lambda s: s.mean)
        if best.mean > ngram:
            yield (
                f"None of them has caught up with counting yet: the best, {best.label}, needs "
                f"{best.mean:.3f} nats per character after {best.updates} updates, an n-gram model "
                f"{ngram:.3f}."
            )
    felt = [f"{label} {steps}" for label, steps in _felt(found).items()]
    if felt:
        yield (
            "Another character moves at least 1 % of the probability of the next one up to so many "
            f"steps later, after training: {', '.join(felt)}."
        )


def _felt(found: Comparison) -> dict[str, int]:
    """By model of one layer, the furthest step back at which a change is felt."""
    steps: dict[str, int] = {}
    for score in found.moved:
        if not score.deep and score.mean >= 0.01:
            steps[score.label] = max(steps.get(score.label, 0), int(score.metric.split()[-1]))
    return steps


def _against(one: Score, other: Score) -> str:
    """The LSTM needs 1.9 nats per character, the RNN 2.0: better in every seed."""
    if one.beats(other):
        verdict = "better in every seed"
    else:
        verdict = "worse in every seed" if other.beats(one) else "a difference within the spread"
    return (
        f"after {one.updates} updates {_the(one)} needs {one.mean:.3f} nats per character, "
        f"{_the(other)} {other.mean:.3f}: {verdict}"
    )


def _the(score: Score) -> str:
    return f"the {score.label}"


def _costs(found: Comparison) -> Iterator[str]:
    pairs = (("lstm", "rnn"), ("gru", "lstm"), ("bilstm", "lstm"))
    for one, other in pairs:
        a, b = found.cost(one), found.cost(other)
        if a and b:
            yield (
                f"Against the {ARCHITECTURES[other]} the {ARCHITECTURES[one]} has "
                f"{_times(a, b, 'parameters')} times the parameters and "
                f"{_times(a, b, 'multiply_adds')} times the multiply-adds; on this machine a "
                f"training step takes {_times(a, b, 'training_us')} times as long and one of "
                f"inference {_times(a, b, 'inference_us')} times."
            )


def _times(one: Cost, other: Cost, name: str) -> str:
    return f"{getattr(one, name) / getattr(other, name):.3g}"


def _second_direction(found: Comparison) -> Iterator[str]:
    lstm = found.score("brackets", "opening", "lstm")
    both = found.score("brackets", "opening", "bilstm")
    if not (lstm and both):
        return
    pays = "pays" if both.beats(lstm) else "does not pay"
    yield (
        f"Where the future decides (is this opening bracket matched?) the second direction {pays}: "
        f"{both.mean:.1%} right against {lstm.mean:.1%} for the LSTM, which cannot know: a coin "
        f"has 50 %."
    )
    lstm, both = (found.score("brackets", "closing", each) for each in ("lstm", "bilstm"))
    if lstm and both:
        gain = "gains too" if both.beats(lstm) else "gains nothing clear"
        yield (
            f"Where the past decides (closing brackets) it {gain}: {both.mean:.1%} against "
            f"{lstm.mean:.1%}. For the next character of a text it cannot be used at all: it would "
            "see the answer."
        )


def _depth(found: Comparison) -> Iterator[str]:
    scores = found.depths()
    if len(scores) > 1 and scores[0].layers == 1:
        yield _depth_sentence(scores)


def _depth_sentence(scores: list[Score]) -> str:
    one, *deeper = scores
    best = min(deeper, key=lambda s: s.mean)
    told = ", ".join(f"{score.mean:.3f}" for score in scores)
    figures = f"LSTMs of 1 to {scores[-1].layers} layers need {told} nats per character"
    if best.beats(one):
        verdict = f"depth pays: {best.layers} layers beat one in every seed"
    elif one.beats(best):
        verdict = "depth does not pay: one layer beats all deeper ones in every seed"
    else:
        verdict = (
            "depth does not pay clearly: the best deeper one and one layer are within the spread"
        )
    more = f"{scores[-1].multiply_adds / one.multiply_adds:.1f}"
    return (
        f"After {one.updates} updates {verdict}; {figures}. {scores[-1].layers} layers do {more} "
        "times the multiply-adds of one."
    )


def _edges(found: Comparison) -> Iterator[str]:
    """Where the best learning rate may lie beyond those tried."""
    tried = found.settings["learning_rates"]
    if len(tried) < 2:
        return
    for edge, beyond in ((tried[0], "smaller"), (tried[-1], "larger")):
        at = dict.fromkeys(_kind(s) for s in found.scores if s.learning_rate == edge)
        if at:
            who = ", ".join(at)
            yield f"A still {beyond} learning rate than {edge:g} might do better for {who}."


def _kind(score: Score) -> str:
    depth = f" stacked {score.layers} deep" if score.deep else ""
    return f"{_the(score)}{depth} on {'text' if score.task == 'language' else score.task}"
