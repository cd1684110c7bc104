# SPDX-License-Identifier: Apache-2.0
"""Cell state: a patient's history, updated visit by visit. All patients are invented.

A course of visits is drawn: quiet ones, mild and severe attacks, and stays in rehabilitation. Behind
it lies a burden that no visit shows: attacks add to it, rehabilitation halves it, time heals a little.
The burden alone decides the chance of an emergency before the next visit, which the model predicts.
"""

from dataclasses import dataclass

import torch
from common import Json, Made, SmallModel, answer, at, best_of, entry, fit, one_hot, recorded
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

VISITS = ("quiet", "mild", "severe", "rehab")
CHINESE = ("平稳", "轻度发作", "重度发作", "康复治疗")
CHANCE = torch.tensor([0.62, 0.18, 0.1, 0.1])
ADDS = torch.tensor([0.0, 0.5, 1.5, 0.0])
KEEPS = torch.tensor([0.98, 0.98, 0.98, 0.5])
SHOWN = "quiet quiet severe quiet quiet quiet mild quiet quiet severe quiet quiet rehab quiet quiet quiet"
UNITS, STEPS = 2, 1200


@dataclass
class Patients:
    """Invented patients, each [T, B]: visits, the burden behind them, its risk, emergencies."""

    visits: Tensor
    burden: Tensor
    risk: Tensor
    event: Tensor


def burdens(visits: Tensor) -> Tensor:
    burden, course = torch.zeros(visits.shape[1]), []
    for visit in visits:
        burden = KEEPS[visit] * burden + ADDS[visit]
        course.append(burden)
    return torch.stack(course)


def patients(source: torch.Generator, T: int, B: int) -> Patients:
    visits = torch.multinomial(CHANCE, T * B, True, generator=source).view(T, B)
    burden = burdens(visits)
    risk = torch.sigmoid(1.2 * burden - 3)
    return Patients(visits, burden, risk, (torch.rand(T, B, generator=source) < risk).float())


def train(seed: int) -> SmallModel:
    torch.manual_seed(seed)
    source, model = torch.Generator().manual_seed(seed), SmallModel(4, UNITS, 1)

    def loss() -> Tensor:
        drawn = patients(source, 30, 64)
        return binary_cross_entropy_with_logits(
            model(one_hot(drawn.visits, 4))[..., 0], drawn.event
        )

    fit(model, loss, STEPS, rate=0.03)
    return model


@dataclass
class Judged:
    """A model measured on 1,000 fresh patients of 30 visits."""

    model: SmallModel
    unit: int
    follows: float
    nats: float
    truth: float
    last_visit: float
    quiet: float
    rehab: float


def judged(model: SmallModel, test: Patients) -> Judged:
    """The unit whose cell follows the hidden burden most closely."""
    y, trace = recorded(model, one_hot(test.visits, 4))
    cells = trace.c[0, 0].flatten(0, 1).T  # [unit, T · B]
    follows = [torch.corrcoef(torch.stack([c, test.burden.flatten()]))[0, 1].item() for c in cells]
    unit = max(range(UNITS), key=lambda u: abs(follows[u]))
    rates = torch.stack([test.event[test.visits == k].mean() for k in range(4)])[test.visits]
    scores = [
        binary_cross_entropy_with_logits(each, test.event).item()
        for each in (y[..., 0], test.risk.logit(), rates.logit())
    ]
    f = trace.f[0, 0, :, :, unit]
    kept = [f[test.visits == k].mean().item() for k in (0, 3)]
    return Judged(model, unit, follows[unit], *scores, *kept)


def make() -> Made:
    test = patients(torch.Generator().manual_seed(99), 30, 1000)
    # a positive correlation, so that a higher cell means a heavier burden
    found = best_of(range(6), lambda seed: judged(train(seed), test), lambda each: each.follows)
    ids = [VISITS.index(word) for word in SHOWN.split()]
    model = entry(
        found.model,
        "story-patient",
        {
            "name": {"en": "A patient's history", "zh": "一位患者的病史"},
            "note": {
                "en": f"Predicts an emergency before the next visit; one layer of {UNITS} units, "
                f"trained for {STEPS:,} steps on invented patients (scripts/stories/cell_state.py). "
                "Cost of a visit on fresh patients (in nats: −ln of the probability that it gave to what "
                f"came; less is better) {found.nats:.4f}; who knew the true risk would "
                f"pay {found.truth:.4f}, who saw only the last visit {found.last_visit:.4f}.",
                "zh": f"预测下次就诊前是否会发生急诊；一层 {UNITS} 个单元，在虚构的患者上训练 {STEPS:,} 步"
                f"（scripts/stories/cell_state.py）。新患者上每次就诊的代价（以奈特计：对实际结果给出的"
                f"概率取 −ln，越小越好）为 {found.nats:.4f}；"
                f"知道真实风险者为 {found.truth:.4f}，只看最近一次就诊者为 {found.last_visit:.4f}。",
            },
            "head": {"name": {"en": "emergency before the next visit", "zh": "下次就诊前发生急诊"}},
        },
        [
            {
                "id": "course",
                "name": {"en": "Sixteen visits", "zh": "十六次就诊"},
                "note": {"en": "An invented patient.", "zh": "虚构的患者。"},
                "tokens": SHOWN.split(),
                "ids": ids,
            }
        ],
        [{"en": "emergency", "zh": "急诊"}],
        "sigmoid",
        VISITS,
    )
    return Made([model], _story(found, ids), vars(found))


def _story(found: Judged, ids: list[int]) -> Json:
    first, rehab, last = ids.index(2), ids.index(3), len(ids) - 1
    second = len(ids) - 1 - ids[::-1].index(2)
    between = range(first + 1, ids.index(1))
    glossary = "、".join(f"{word} {name}" for word, name in zip(VISITS, CHINESE, strict=True))
    return {
        "id": "cell",
        "chapter": "cell",
        "title": {"en": "Sixteen visits", "zh": "十六次就诊"},
        "setting": [
            {
                "en": "An invented patient comes sixteen times; a visit is quiet, a mild or a severe "
                "attack, or rehabilitation. After each the model says how likely an emergency is before "
                f"the next. Visits are counted from 0, as all steps: at step {first} there is a severe "
                "attack, and three quiet visits follow.",
                "zh": f"一位虚构的患者就诊十六次（{glossary}）。每次就诊之后，模型给出下次就诊前发生急诊的可能性。"
                f"就诊和所有时间步一样从 0 数起：第 {first} 步是一次重度发作，随后是三次平稳就诊。",
            },
        ],
        "focus": first,
        "text": [
            {
                "en": f"The severe attack of step {first} adds to the cell: "
                f"{at('c', first - 1)} becomes {at('c', first)}. In the quiet visits that follow the "
                f"cell only fades a little, to {at('c', between[-1])}: no dense layer comes between, each "
                "step only multiplies by the forget gate and adds what is written.",
                "zh": f"第 {first} 步的重度发作使细胞状态从 "
                f"{at('c', first - 1)} 升到 {at('c', first)}。随后的平稳就诊中它只略微衰减到 "
                f"{at('c', between[-1])}：中间没有全连接层，每一步只是乘以遗忘门、再加上写入的内容。",
            },
            {
                "en": f"The second severe attack comes on top: {at('c', second)}, and the risk of an "
                f"emergency is {at('p:0', second)}. Rehabilitation takes away: the forget gate goes to "
                f"{at('f', rehab)} and the cell to {at('c', rehab)}; the risk falls to "
                f"{at('p:0', rehab)}. At the end it is {at('p:0', last)}.",
                "zh": f"第二次重度发作叠加上去：{at('c', second)}，急诊风险为 {at('p:0', second)}。"
                f"康复治疗则减去一部分：遗忘门降到 {at('f', rehab)}，细胞状态降到 {at('c', rehab)}，"
                f"风险降到 {at('p:0', rehab)}；最后为 {at('p:0', last)}。",
            },
            {
                "en": "The generator has a burden that no visit shows: attacks add to it, rehabilitation "
                f"halves it. Over 1,000 fresh patients this cell follows it with a correlation of "
                f"{found.follows:.3f}; its forget gate is at {found.quiet:.2f} on average at quiet visits "
                f"(the generator keeps 0.98) and at {found.rehab:.2f} in rehabilitation (0.50).",
                "zh": "生成器内有一个就诊记录不显示的负担：发作使其增加，康复使其减半。在 1,000 位新患者上，"
                f"该细胞与它的相关系数为 {found.follows:.3f}；其遗忘门在平稳就诊时平均为 {found.quiet:.2f}"
                f"（生成器为 0.98），在康复治疗时为 {found.rehab:.2f}（生成器为 0.50）。",
            },
        ],
        "model": "story-patient",
        "sample": "course",
        "layer": 0,
        "direction": 0,
        "unit": found.unit,
        "fields": ["c", "f", "i"],
        "marks": [
            {"step": first, "words": {"en": "severe attack", "zh": "重度发作"}},
            {"step": second, "words": {"en": "a second one", "zh": "第二次"}},
            {"step": rehab, "words": {"en": "rehabilitation", "zh": "康复治疗"}},
        ],
        "question": {
            "words": {
                "en": f"Three quiet visits follow the attack of step {first}. What does the cell state do?",
                "zh": f"第 {first} 步的发作之后是三次平稳就诊。细胞状态会怎样？",
            },
            "options": [
                answer(
                    {"en": "it falls back to zero", "zh": "回到零"},
                    f"For that the forget gate would have to shut; it is at {at('f', first + 1)}.",
                    f"那样的话遗忘门就得关闭；而它为 {at('f', first + 1)}。",
                ),
                answer({"en": "it nearly stays", "zh": "几乎不变"}),
                answer(
                    {"en": "it keeps rising", "zh": "继续上升"},
                    f"For that something would have to be written; the input gate is at {at('i', first + 1)}.",
                    f"那样的话就得写入内容；而输入门为 {at('i', first + 1)}。",
                ),
            ],
            "right": 1,
        },
    }
