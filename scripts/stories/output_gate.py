# SPDX-License-Identifier: Apache-2.0
"""Output gate: the word chosen in a translation.

Generated phrase pairs, English to Chinese. Five English words have two meanings (bank: 河岸 or 银行);
only the noun at the other end of the phrase tells which. One LSTM reads the English words, an arrow,
then the Chinese words so far, and predicts each next Chinese word.
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

import openlstm as ol

MEANINGS = {
    "bank": ("河岸", "银行"),
    "crane": ("鹤", "起重机"),
    "seal": ("海豹", "印章"),
    "mouse": ("老鼠", "鼠标"),
    "plant": ("植物", "工厂"),
}
NATURE = {"duck": "鸭子", "frog": "青蛙", "reed": "芦苇", "fish": "鱼"}
TOWN = {"clerk": "职员", "truck": "卡车", "cheque": "支票", "printer": "打印机"}
ADJECTIVES = {"old": "老", "big": "大", "small": "小", "white": "白"}
PLACES = {"by": "旁边", "behind": "后面", "before": "前面"}
SOURCE = [*ADJECTIVES, *PLACES, *NATURE, *TOWN, *MEANINGS]
TARGET = [word for each in (ADJECTIVES, PLACES, NATURE, TOWN) for word in each.values()]
TARGET += [word for pair in MEANINGS.values() for word in pair]
WORDS = ["the", "→", "的", "。", *SOURCE, *TARGET]
V, UNITS, STEPS, LONGEST = len(WORDS), 12, 1500, 15
CALM = 0.1  # weight of h²: activation regularisation, Merity et al. 2017; shows only what is needed


@dataclass
class Pair:
    """A phrase in both languages, with the place of the word to be chosen among the Chinese ones."""

    source: list[str]
    target: list[str]
    right: str
    wrong: str

    @property
    def chosen_at(self) -> int:
        """The step whose prediction is that word."""
        return len(self.source) - 1 + self.target.index(self.right)

    @property
    def steps(self) -> list[str]:
        """What is read, one word a step; the last word is predicted only."""
        return (self.source + self.target)[:-1]


def pair(
    rng: random.Random, noun: str = "", twofold: str = "", place: str = "", near: str = ""
) -> Pair:
    """A phrase such as "the duck by the big bank →", drawn where nothing is given."""
    drawn = rng.choice([*NATURE, *TOWN])
    noun = noun or drawn
    town = noun in TOWN
    twofold, place = twofold or rng.choice([*MEANINGS]), place or rng.choice([*PLACES])
    far = rng.choice([*ADJECTIVES, ""])
    near = near or rng.choice([*ADJECTIVES, ""])
    source = ["the", far, noun, place, "the", near, twofold, "→"]
    right, wrong = MEANINGS[twofold][town], MEANINGS[twofold][not town]
    target = [ADJECTIVES.get(near, ""), right, PLACES[place], "的", ADJECTIVES.get(far, "")]
    target += [(TOWN if town else NATURE)[noun], "。"]
    return Pair([w for w in source if w], [w for w in target if w], right, wrong)


def batch(pairs: list[Pair]) -> tuple[Tensor, Tensor]:
    """Ids to read [T, B] and to predict [T, B]; −100 where nothing is scored."""
    x = torch.full((LONGEST, len(pairs)), WORDS.index("。"))
    y = torch.full_like(x, -100)
    for b, each in enumerate(pairs):
        x[: len(each.steps), b] = torch.tensor([WORDS.index(word) for word in each.steps])
        first = len(each.source) - 1
        answers = torch.tensor([WORDS.index(word) for word in each.target])
        y[first : first + len(answers), b] = answers
    return x, y


def train(seed: int) -> SmallModel:
    torch.manual_seed(seed)
    rng, model = random.Random(seed), SmallModel(V, UNITS, V)

    def loss() -> Tensor:
        x, y = batch([pair(rng) for _ in range(32)])
        h = model.lstm(one_hot(x, V))[0]
        cost = cross_entropy(model.head(h).flatten(0, 1), y.flatten())
        return cost + CALM * h.square().mean()

    fit(model, loss, STEPS)
    return model


@dataclass
class Judged:
    """A model measured on 500 fresh phrases."""

    model: SmallModel
    unit: int
    whole: float
    chosen: float
    told: float
    before: float
    then: float
    share: float
    shut: float
    swapped: float


def judged(model: SmallModel, pairs: list[Pair]) -> Judged:
    """The unit that decides the meaning and whose output gate opens most when it is asked for."""
    x, y = batch(pairs)
    z, trace = recorded(model, one_hot(x, V))
    whole = ((z.argmax(-1) == y) | (y < 0)).all(0).float().mean().item()
    t, b = torch.tensor([each.chosen_at for each in pairs]), torch.arange(len(pairs))
    right, wrong = (
        torch.tensor([WORDS.index(getattr(each, name)) for each in pairs])
        for name in ("right", "wrong")
    )
    weight = model.head.weight.detach()
    shares = ((weight[right] - weight[wrong]) * trace.h[0, 0, t, b]).mean(0)
    o = trace.o[0, 0]
    # from the noun that tells the meaning to the arrow: known, and not yet asked for
    early = [o[_told_at(p) : len(p.source) - 1, k].mean(0) for k, p in enumerate(pairs)]
    before, then = torch.stack(early).mean(0), o[t, b].mean(0)
    unit = int((shares.clamp(max=4) / 4 + then - before).argmax())
    found = [whole, (z[t, b].argmax(-1) == right).float().mean().item()]
    arrow = torch.tensor([len(each.source) - 1 for each in pairs])
    town = torch.tensor([any(word in TOWN for word in each.source) for each in pairs])
    found += [split_best(trace.c[0, 0, arrow, b, unit], town)]
    found += [before[unit].item(), then[unit].item(), shares[unit].item()]
    with torch.no_grad(), ol.edit(model, output_gate=0.0, units=[unit]):
        z = model(one_hot(x, V))[t, b].argmax(-1)
    found += [(z == right).float().mean().item(), (z == wrong).float().mean().item()]
    return Judged(model, unit, *found)


def _told_at(each: Pair) -> int:
    return next(t for t, word in enumerate(each.source) if word in (*NATURE, *TOWN))


def figure(each: Judged) -> float:
    return each.whole + each.chosen - each.shut + each.then - each.before


def make() -> Made:
    rng = random.Random(99)
    fresh = [pair(rng) for _ in range(500)]
    found = best_of(range(6), lambda seed: judged(train(seed), fresh), figure)
    river = _plain("duck")
    city = _plain("clerk")
    samples = []
    for name, each in (("river", river), ("city", city)):
        ids = [WORDS.index(word) for word in each.steps]
        nothing = [-1] * (len(each.source) - 1)
        targets = nothing + [WORDS.index(word) for word in each.target]
        title = f"{' '.join(each.source)} {''.join(each.target)}"
        samples.append(
            {"id": name, "name": title, "tokens": each.steps, "ids": ids, "targets": targets}
        )
    model = entry(
        found.model,
        "story-translation",
        {
            "name": {"en": "A word with two meanings", "zh": "一词两义"},
            "note": {
                "en": f"Translates short phrases; one layer of {UNITS} units, trained for {STEPS:,} "
                "steps on generated pairs (scripts/stories/output_gate.py). Of 500 fresh phrases it "
                f"translates {found.whole:.1%} without a mistake. Predictions count from the arrow on.",
                "zh": f"翻译短语；一层 {UNITS} 个单元，在生成的短语对上训练 {STEPS:,} 步"
                f"（scripts/stories/output_gate.py）。500 个新短语中 {found.whole:.1%} 完全译对。"
                "箭头之后的预测才有意义。",
            },
            "head": {"name": {"en": "next Chinese word", "zh": "下一个中文词"}},
        },
        samples,
        WORDS,
        "softmax",
        WORDS,
    )
    return Made([model], _story(found, river), vars(found))


def _plain(noun: str) -> Pair:
    """the NOUN by the big bank"""
    rng = random.Random(0)
    while True:
        each = pair(rng, noun, "bank", "by", "big")
        if each.source[1] == noun:
            return each


def _story(found: Judged, each: Pair) -> Json:
    bank, then = each.source.index("bank"), each.chosen_at
    told, arrow = _told_at(each), len(each.source) - 1
    p = [at(f"p:{WORDS.index(word)}", then) for word in ("河岸", "银行")]
    return {
        "id": "output",
        "chapter": "output",
        "title": {"en": "Which bank?", "zh": "哪个 bank？"},
        "setting": [
            {
                "en": "“The duck by the big bank”: the duck tells that the bank is a river's (河岸), not "
                "one for money (银行). The model reads the English words up to the arrow, and then writes "
                "Chinese ones, of which each is read in its turn. What it learnt at “duck” must wait.",
                "zh": "“The duck by the big bank”：鸭子说明 bank 是河岸，而不是银行。模型先读英文词，直到箭头，"
                "然后逐个写出中文词，写出的词又被读入。在 “duck” 处得知的意思要等到那时才用。",
            },
        ],
        "focus": then,
        "text": [
            {
                "en": f"This unit learns it at “duck”: of the old {at('c', told - 1)} the forget gate, at "
                f"{at('f', told)}, lets a part go, and the cell turns to {at('c', told)}. What is read "
                f"after that is written into it too: {at('c', told + 1)} at “by”, {at('c', bank)} at "
                f"“bank”, {at('c', arrow)} at the arrow. What stays is its sign, below 0 all the way to "
                f"the arrow. But nothing is asked yet. At “big” the output gate is at {at('o', bank - 1)}, "
                f"at the arrow at {at('o', arrow)}; there the unit shows only {at('h', arrow)}.",
                "zh": f"这个单元在 “duck” 处得知：遗忘门为 {at('f', told)}，旧的 {at('c', told - 1)} 丢掉一部分，"
                f"细胞状态转为 {at('c', told)}。此后读到的也写进去：在 “by” 处为 {at('c', told + 1)}，"
                f"在 “bank” 处为 {at('c', bank)}，在箭头处为 {at('c', arrow)}。不变的是它的符号：直到箭头一直为负。"
                f"但此时还没有用到：在 “big” 处输出门为 {at('o', bank - 1)}，"
                f"在箭头处为 {at('o', arrow)}，单元只显示 {at('h', arrow)}。",
            },
            {
                "en": f"After “大” the word must be chosen. The output gate opens to {at('o', then)}, the "
                f"unit shows {at('h', then)}, and the model says 河岸 with {p[0]}, 银行 with {p[1]}.",
                "zh": f"“大” 之后必须选词。输出门打开到 {at('o', then)}，单元显示 {at('h', then)}，"
                f"模型给 “河岸” 的概率为 {p[0]}，给 “银行” 的为 {p[1]}。",
            },
            {
                "en": "On 500 fresh phrases the cell at the arrow tells river from town in "
                f"{found.told:.1%}; its output gate is on average at {found.before:.2f} from the "
                "telling noun to the last English word, and at "
                f"{found.then:.2f} when the word is chosen. The right meaning is chosen in "
                f"{found.chosen:.1%}; with this one output gate shut in {found.shut:.1%}, and the other "
                f"meaning in {found.swapped:.1%}.",
                "zh": f"在 500 个新短语上，箭头处的细胞状态在 {found.told:.1%} 的情况下能区分河边与城里；"
                f"从提示词义的名词到最后一个英文词，输出门平均为 {found.before:.2f}；"
                f"选词时为 {found.then:.2f}。词义选对的比例为 {found.chosen:.1%}；若关闭这一个输出门，"
                f"则降到 {found.shut:.1%}，选成另一词义的占 {found.swapped:.1%}。",
            },
        ],
        "model": "story-translation",
        "sample": "river",
        "layer": 0,
        "direction": 0,
        "unit": found.unit,
        "fields": ["o", "c", "h"],
        "marks": [
            {"step": told, "words": {"en": "tells the meaning", "zh": "提示词义"}},
            {"step": then, "words": {"en": "the word is chosen", "zh": "选词"}},
        ],
        "question": {
            "words": {
                "en": "The cell learns the meaning at “duck”. When will the output gate show it?",
                "zh": "细胞在 “duck” 处得知词义。输出门什么时候把它显示出来？",
            },
            "options": [
                answer(
                    {"en": "at once", "zh": "立刻"},
                    f"At “duck” the output gate is at {at('o', told)}: nothing is asked yet.",
                    f"在 “duck” 处输出门为 {at('o', told)}：此时还没有用到。",
                ),
                answer(
                    {"en": "at “bank”", "zh": "在 “bank” 处"},
                    f"There it is at {at('o', bank)}: the word is read, but its translation is not due yet.",
                    f"那里它为 {at('o', bank)}：词读到了，但还不到译出它的时候。",
                ),
                answer({"en": "when the Chinese word is chosen", "zh": "选择中文词时"}),
            ],
            "right": 2,
        },
    }
