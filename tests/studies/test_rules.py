# SPDX-License-Identifier: Apache-2.0
"""Rules of thumb: each verdict, its figures, and what cannot be said."""

from openlstm.studies.rules import Tried, judge


def words(*tried: Tried, inputs: int = 5, one_way: str = "") -> dict[str, str]:
    return {rule.name: rule.word for rule in judge(tried, inputs, one_way)}


def test_each_rule_looks_at_its_own_setting() -> None:
    inside, outside = Tried(15, 4, True, 0.3), Tried(64, 1, False, 0.4)
    assert set(words(inside, outside).values()) == {"held"}
    worse = Tried(15, 4, True, 0.5)
    assert set(words(worse, outside).values()) == {"did not hold"}
    mixed = words(Tried(10, 2, False, 0.3), Tried(21, 3, False, 0.4), Tried(21, 6, True, 0.5))
    assert mixed == {"width": "held", "depth": "did not hold", "direction": "did not hold"}


def test_less_than_a_percent_is_no_difference() -> None:
    assert words(Tried(10, 3, True, 0.4), Tried(40, 1, False, 0.403))["depth"] == (
        "made no difference"
    )


def test_the_best_of_each_side_counts_and_the_figures_are_told() -> None:
    tried = [Tried(12, 1, False, loss) for loss in (0.2, 0.6, 0.7)] + [Tried(60, 1, False, 0.25)]
    rule = judge(tried, 5, "")[0]
    assert rule.inside == (0.2, 0.6, 0.7)
    assert rule.sentence == (
        "10 to 20 units, 2 to 4 times the 5 numbers of the input: held. The best of 3 trials with "
        "10 to 20 units has a loss of 0.2 (median 0.6), the best of 1 others 0.25 (median 0.25): "
        "20.0 % less."
    ).replace("20.0 %", "20.0%")


def test_what_was_not_tried_cannot_be_said() -> None:
    _, depth, direction = judge([Tried(12, 1, False, 0.2)], 5, "nothing of the future is known")
    assert depth.sentence == (
        "3 to 5 layers: cannot be said: 0 completed trials follow it, 1 do not."
    )
    assert direction.sentence == "Two directions: was not tried: nothing of the future is known."
