# SPDX-License-Identifier: Apache-2.0
"""The bidirectional layer: 我爱中国 read from both sides.

Generated Chinese sentences, read character by character; each character gets a label: a word of its
own, or the beginning or end of one, and its kind. Often only what follows decides: 爱 is a verb in
我爱中国 but begins a noun in 我爱人在中国; 看 is a verb in 他看中国 and begins another in 他看中了大学.
"""

import random
from dataclasses import dataclass

import torch
from common import (
    Json,
    Made,
    SmallModel,
    answer,
    at,
    best_of,
    entry,
    fit,
    one_hot,
    recorded,
    split_best,
)
from torch import Tensor
from torch.nn.functional import cross_entropy

from openlstm.explorer.weights import weight_count

PRONOUNS, PLACES, SCHOOLS = "我你他她", ("中国", "美国", "英国"), ("中学", "大学", "小学")
CHARACTERS = "我你他她爱人看中美英国大小学去在了也"
LABELS = {
    "代": "pronoun",
    "动": "verb",
    "动始": "verb begins",
    "动末": "verb ends",
    "名始": "noun begins",
    "名末": "noun ends",
    "助": "particle",
    "副": "adverb",
}
KINDS = list(LABELS)
V, UNITS, STEPS = len(CHARACTERS), 6, 1200
Sentence = list[tuple[str, str]]


def sentence(rng: random.Random) -> Sentence:
    """(character, label) of one sentence."""
    words: list[tuple[str, str]] = [(rng.choice(PRONOUNS), "代")]
    if rng.random() < 0.4:
        words.append((rng.choice(("爱人", *SCHOOLS)), "名"))
    if rng.random() < 0.3:
        words.append(("也", "副"))
    verb = rng.choice(("爱", "爱", "看", "看中", "去", "在"))
    words.append((verb, "动"))
    if verb == "看中":
        words.append(("了", "助"))
    words.append((rng.choice((*PLACES, *SCHOOLS)), "名"))
    spelt = []
    for word, kind in words:
        ends = ("",) if len(word) == 1 else ("始", "末")
        spelt += [(character, kind + end) for character, end in zip(word, ends, strict=True)]
    return spelt


def batch(sentences: list[Sentence]) -> tuple[Tensor, Tensor]:
    """Ids to read and labels, each [B, T], of sentences of one length."""
    x = [[CHARACTERS.index(character) for character, _ in each] for each in sentences]
    y = [[KINDS.index(label) for _, label in each] for each in sentences]
    return torch.tensor(x), torch.tensor(y)


def by_length(sentences: list[Sentence]) -> dict[int, list[Sentence]]:
    groups: dict[int, list[Sentence]] = {}
    for each in sentences:
        groups.setdefault(len(each), []).append(each)
    return groups


def train(seed: int, units: int, both: bool) -> SmallModel:
    torch.manual_seed(seed)
    rng, model = random.Random(seed), SmallModel(V, units, len(KINDS), bidirectional=both)

    def loss() -> Tensor:
        costs = []
        for group in by_length([sentence(rng) for _ in range(48)]).values():
            x, y = batch(group)
            z = model(one_hot(x.T, V))
            costs.append(cross_entropy(z.flatten(0, 1), y.T.flatten(), reduction="sum"))
        return torch.stack(costs).sum() / 250

    fit(model, loss, STEPS)
    return model


@dataclass
class Scored:
    """A model on 1,000 fresh sentences, its size and its work."""

    model: SmallModel
    all_right: float
    open_right: float
    parameters: int
    work: int


def scored(model: SmallModel, test: list[Sentence]) -> Scored:
    """`open_right`: on 爱, 看 and the 中 behind 看, whose label what follows may decide."""
    right, unsure = [], []
    for group in by_length(test).values():
        x, y = batch(group)
        with torch.no_grad():
            hits = y == model(one_hot(x.T, V)).argmax(-1).T
        look = x == CHARACTERS.index("看")
        behind = torch.cat([torch.zeros_like(look[:, :1]), look[:, :-1]], dim=1)
        undecided = look | (x == CHARACTERS.index("爱")) | (behind & (x == CHARACTERS.index("中")))
        right.append(hits.flatten())
        unsure.append(hits[undecided])
    shares = [torch.cat(each).float().mean().item() for each in (right, unsure)]
    lstm = model.lstm
    directions = 2 if lstm.bidirectional else 1
    work = directions * 4 * lstm.hidden_size * (lstm.input_size + lstm.hidden_size)
    return Scored(model, *shares, weight_count(lstm), work)


def reverse_unit(model: SmallModel, test: list[Sentence]) -> tuple[int, float]:
    """The unit of the reverse direction that parts the two uses of 爱 most, and how often it does.

    Measured by h at 爱, by the best threshold between verb and beginning of a noun.
    """
    values, noun = [], []
    for group in by_length(test).values():
        x, y = batch(group)
        _, trace = recorded(model, one_hot(x.T, V))
        love = CHARACTERS.index("爱") == x.T
        values.append(trace.h[0, 1][love])
        noun.append((KINDS.index("名始") == y.T)[love])
    h, is_noun = torch.cat(values), torch.cat(noun)
    gap = (h[is_noun].mean(0) - h[~is_noun].mean(0)).abs()
    unit = int(gap.argmax())
    return unit, split_best(h[:, unit], is_noun)


def make() -> Made:
    rng = random.Random(99)
    test = [sentence(rng) for _ in range(1000)]
    two = best_of(range(3), lambda s: scored(train(s, UNITS, True), test), lambda m: m.all_right)
    one = best_of(range(3), lambda s: scored(train(s, UNITS, False), test), lambda m: m.all_right)
    width = next(n for n in range(UNITS, 64) if 4 * n * (V + n + 2) >= two.parameters)
    wide = best_of(range(3), lambda s: scored(train(s, width, False), test), lambda m: m.all_right)
    unit, told = reverse_unit(two.model, test)
    models = [
        _entry(two, "story-both", {"en": "Read from both sides", "zh": "从两边读"}),
        _entry(one, "story-oneway", {"en": "Read one way", "zh": "只从左读"}),
    ]
    facts = {"unit": unit, "told": told, "width": width}
    for name, each in {"two": two, "one": one, "wide": wide}.items():
        facts |= {f"{name}.{key}": value for key, value in vars(each).items()}
    return Made(models, _story(two, one, wide, width, unit, told), facts)


def _entry(each: Scored, identity: str, name: Json) -> Json:
    samples = []
    for k, text in enumerate(("我爱中国", "我爱人在中国", "他看中国", "他看中了大学")):
        samples.append(
            {
                "id": f"sentence-{k}",
                "name": text,
                "tokens": list(text),
                "ids": [CHARACTERS.index(character) for character in text],
                "targets": [KINDS.index(label) for label in _LABELS_OF[text]],
            }
        )
    labels = [{"en": english, "zh": chinese} for chinese, english in LABELS.items()]
    note = {
        "en": f"Labels characters; {each.model.lstm.hidden_size} units a direction, trained for "
        f"{STEPS:,} steps on generated sentences (scripts/stories/both_sides.py). {each.parameters:,} "
        f"parameters in the layer, {each.work:,} multiply-adds a character; {each.all_right:.1%} of the "
        "labels of 1,000 fresh sentences right.",
        "zh": f"给汉字标注；每个方向 {each.model.lstm.hidden_size} 个单元，在生成的句子上训练 {STEPS:,} 步"
        f"（scripts/stories/both_sides.py）。该层有 {each.parameters:,} 个参数，每个字 {each.work:,} 次乘加；"
        f"1,000 个新句子的标签正确率为 {each.all_right:.1%}。",
    }
    about = {"name": name, "note": note, "head": {"name": {"en": "label", "zh": "标签"}}}
    return entry(each.model, identity, about, samples, labels, "softmax", CHARACTERS)


_LABELS_OF = {
    "我爱中国": ("代", "动", "名始", "名末"),
    "我爱人在中国": ("代", "名始", "名末", "动", "名始", "名末"),
    "他看中国": ("代", "动", "名始", "名末"),
    "他看中了大学": ("代", "动始", "动末", "助", "名始", "名末"),
}


def _story(two: Scored, one: Scored, wide: Scored, width: int, unit: int, told: float) -> Json:
    verb, noun = KINDS.index("动"), KINDS.index("名始")
    x = one_hot(torch.tensor([CHARACTERS.index(c) for c in "我爱中国"]), V)[:, None]
    blind = recorded(one.model, x)[0][1, 0].softmax(-1)
    more = two.parameters / one.parameters
    return {
        "id": "both",
        "chapter": "both",
        "title": {"en": "我爱中国, from both sides", "zh": "从两边读“我爱中国”"},
        "setting": [
            {
                "en": "What is 爱? In 我爱中国 (I love China) it is a verb, in 我爱人在中国 (my wife is in "
                "China) it begins a noun, and what decides comes after it. Who reads one way only must "
                f"guess at 爱: the one-way model says verb with {blind[verb]:.0%}, beginning of a noun "
                f"with {blind[noun]:.0%}.",
                "zh": "“爱”是什么词？在“我爱中国”里是动词，在“我爱人在中国”里是名词的开头，而决定它的字在后面。"
                f"只从左往右读，到“爱”时只能猜：单向模型认为是动词的概率为 {blind[verb]:.0%}，"
                f"名词开头为 {blind[noun]:.0%}。",
            },
        ],
        "focus": 1,
        "text": [
            {
                "en": f"The second run comes from the end: 国, 中, then 爱. At 爱 this unit of it stands at "
                f"h = {at('h', 1)}. Both runs are joined, and the model says verb with "
                f"{at(f'p:{verb}', 1)}. On 1,000 fresh sentences this unit alone parts the two uses of "
                f"爱 in {told:.1%}.",
                "zh": f"另一遍从末尾读起：国、中，然后才是“爱”。在“爱”处，它的这个单元 h = {at('h', 1)}。"
                f"两遍的结果拼接后，模型认为是动词的概率为 {at(f'p:{verb}', 1)}。在 1,000 个新句子上，"
                f"仅凭这个单元就能在 {told:.1%} 的情况下区分“爱”的两种用法。",
            },
            {
                "en": f"The price: {two.parameters:,} parameters instead of {one.parameters:,} ({more:g} "
                f"times) and {two.work:,} multiply-adds a character instead of {one.work:,}. The gain: "
                f"{two.all_right:.1%} of labels right instead of {one.all_right:.1%}; where what follows "
                f"may decide, {two.open_right:.1%} instead of {one.open_right:.1%}. A one-way layer with "
                f"as many parameters ({width} units) gets {wide.open_right:.1%} there: width does not "
                "replace the future. And the price of waiting: nothing can be said before the end.",
                "zh": f"代价：参数 {two.parameters:,} 个而不是 {one.parameters:,} 个（{more:g} 倍），每个字 "
                f"{two.work:,} 次乘加而不是 {one.work:,} 次。收获：标签正确率 {two.all_right:.1%} 而不是 "
                f"{one.all_right:.1%}；在后文可能起决定作用之处，{two.open_right:.1%} 而不是 "
                f"{one.open_right:.1%}。参数同样多的单向层（{width} 个单元）在那里为 {wide.open_right:.1%}："
                "更宽不能代替看到后文。此外还要等待：句子读完之前什么都不能说。",
            },
        ],
        "model": "story-both",
        "sample": "sentence-0",
        "layer": 0,
        "direction": 1,
        "unit": unit,
        "fields": ["h", "c"],
        "marks": [{"step": 1, "words": {"en": "verb or noun?", "zh": "动词还是名词？"}}],
        "question": {
            "words": {
                "en": "Which of the two runs has seen 中国 when it comes to 爱?",
                "zh": "读到“爱”时，哪一遍已经看过“中国”？",
            },
            "options": [
                answer(
                    {"en": "the one that reads from the left", "zh": "从左往右读的"},
                    "It has read 我 and 爱 only; 中国 is still to come.",
                    "它只读过“我”和“爱”，“中国”还在后面。",
                ),
                answer({"en": "the one that reads from the right", "zh": "从右往左读的"}),
                answer(
                    {"en": "both", "zh": "两遍都看过"},
                    "The one from the left has not come to 中国 yet.",
                    "从左往右读的那一遍还没有读到“中国”。",
                ),
            ],
            "right": 1,
        },
    }
