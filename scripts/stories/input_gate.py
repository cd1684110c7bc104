# SPDX-License-Identifier: Apache-2.0
"""Input gate: a price series that is calm until a sudden shock.

The series is generated, no real market: returns with a volatility of 1 % a day; rarely a crash of
6 to 12 %, after which the volatility is five times as high and fades by a tenth each day. The model
predicts the next day's volatility (Gaussian log-likelihood); a crash itself cannot be foretold.
"""

from dataclasses import dataclass

import torch
from common import Json, Made, SmallModel, answer, at, best_of, entry, fit, recorded
from torch import Tensor

from openlstm.explorer.pack import pack

CALM, CRISIS, FADE, RARE = 0.01, 0.04, 0.9, 1 / 40
UNITS, STEPS, WARM = 3, 1000, 30


@dataclass
class Series:
    """Generated days, each [T, B]: returns, whether it is a crash, the true volatility."""

    returns: Tensor
    shock: Tensor
    sigma: Tensor

    @property
    def x(self) -> Tensor:
        """[T, B, 2]: the return and its size, in percent."""
        percent = self.returns * 100
        return torch.stack([percent, percent.abs()], dim=-1)


def series(seed: torch.Generator, T: int, B: int) -> Series:
    extra, days = torch.zeros(B), []
    for _ in range(T):
        shock = torch.rand(B, generator=seed) < RARE
        sigma = CALM + extra
        usual = sigma * torch.randn(B, generator=seed)
        crash = -0.06 - 0.06 * torch.rand(B, generator=seed)
        days.append((torch.where(shock, crash, usual), shock, sigma))
        extra = torch.where(shock, CRISIS, FADE * extra)
    return Series(*(torch.stack(each) for each in zip(*days, strict=True)))


def cost(log_sigma: Tensor, percent: Tensor) -> Tensor:
    """−ln N(percent; 0, σ²) without its constant, in nats."""
    return log_sigma + 0.5 * (percent / log_sigma.exp()) ** 2


def train(seed: int) -> SmallModel:
    torch.manual_seed(seed)
    source, model = torch.Generator().manual_seed(seed), SmallModel(2, UNITS, 1)

    def loss() -> Tensor:
        days = series(source, 81, 32)
        each = cost(model(days.x[:-1])[..., 0], days.x[1:, :, 0])
        return each[~days.shock[1:]].mean()

    fit(model, loss, STEPS)
    return model


@dataclass
class Judged:
    """A model measured on 100 fresh series of 300 days."""

    model: SmallModel
    unit: int
    opened: float
    calm: float
    nats: float
    constant: float
    rolling: float
    truth: float


def judged(model: SmallModel, days: Series) -> Judged:
    """The unit whose input gate opens most from calm days to crashes, and whose cell then rises."""
    y, trace = recorded(model, days.x[:-1])
    shock = days.shock[:-1]
    calm = (days.sigma[:-1] < 1.2 * CALM) & ~shock
    gates, cells = trace.i[0, 0], trace.c[0, 0]
    opened, quiet = gates[shock].mean(0), gates[calm].mean(0)
    rises = cells[shock].mean(0) - cells[calm].mean(0)
    unit = int((opened - quiet + (rises > 0.5)).argmax())

    percent = days.x[..., 0]
    rolling = torch.stack(
        [
            percent[max(0, t - 19) : t + 1].std(0).clamp(0.2) if t else torch.ones(100)
            for t in range(len(y))
        ]
    )
    scored = ~days.shock[1:] & (torch.arange(len(y)) >= WARM)[:, None]

    def nats(log_sigma: Tensor) -> float:
        return cost(log_sigma, percent[1:])[scored].mean().item()

    best_constant = percent[1:][scored].std().log().expand_as(y[..., 0])
    truth = (100 * days.sigma[1:]).log()
    scores = [nats(each) for each in (y[..., 0], best_constant, rolling.log(), truth)]
    return Judged(model, unit, opened[unit].item(), quiet[unit].item(), *scores)


def figure(each: Judged) -> float:
    return each.opened - each.calm - 20 * max(0.0, each.nats - each.truth - 0.02)


def shown() -> tuple[Series, int]:
    """Seventy days with one crash, and its day."""
    source = torch.Generator().manual_seed(7)
    while True:
        days = series(source, 70, 1)
        crashes = days.shock[:, 0].nonzero().flatten().tolist()
        if len(crashes) == 1 and 24 <= crashes[0] <= 32:
            return days, crashes[0]


def make() -> Made:
    test = series(torch.Generator().manual_seed(99), 300, 100)
    found = best_of(range(5), lambda seed: judged(train(seed), test), figure)
    days, crash = shown()
    price = 100 * (1 + days.returns[:, 0]).cumprod(0)
    y, _ = recorded(found.model, days.x)
    model = entry(
        found.model,
        "story-shock",
        {
            "name": {"en": "A price and a shock", "zh": "价格与冲击"},
            "note": {
                "en": f"Predicts tomorrow's volatility; one layer of {UNITS} units, trained for "
                f"{STEPS:,} steps on generated series, no real market (scripts/stories/"
                "input_gate.py). Cost on fresh days (in nats: −ln of the probability density that it "
                f"gave to what came; less is better) {found.nats:.3f}; the last 20 days' "
                f"deviation {found.rolling:.3f}, a constant {found.constant:.3f}, the truth itself "
                f"{found.truth:.3f}.",
                "zh": f"预测次日波动率；一层 {UNITS} 个单元，在生成的序列上训练 {STEPS:,} 步，不是真实市场"
                f"（scripts/stories/input_gate.py）。新序列上的代价（以奈特计：对实际结果给出的概率密度取 −ln，"
                f"越小越好）为 {found.nats:.3f}；用过去 20 天的标准差为 {found.rolling:.3f}，用常数为 {found.constant:.3f}，"
                f"真实波动率为 {found.truth:.3f}。",
            },
            "head": {"name": {"en": "log volatility of the next day", "zh": "次日的对数波动率"}},
        },
        [
            {
                "id": "crash",
                "name": {"en": "Seventy days, one crash", "zh": "七十天，一次暴跌"},
                "x": days.x[:, 0],
                "tokens": [str(t) for t in range(70)],
                "series": [
                    {
                        "name": {"en": "price", "zh": "价格"},
                        "unit": {"en": "100 before day 0", "zh": "第 0 天之前为 100"},
                        "values": pack(price),
                    },
                    {
                        "name": {"en": "return", "zh": "收益率"},
                        "unit": "%",
                        "values": pack(days.x[:, 0, 0]),
                    },
                    {
                        "name": {"en": "predicted volatility", "zh": "预测波动率"},
                        "unit": "%",
                        "values": pack(y[:, 0, 0].exp()),
                    },
                ],
            }
        ],
        [{"en": "ln volatility (%)", "zh": "ln 波动率（%）"}],
        "linear",
    )
    return Made([model], _story(found, days, crash, y[:, 0, 0].exp()), vars(found))


def _story(found: Judged, days: Series, crash: int, sigma: Tensor) -> Json:
    fall = -days.returns[crash, 0].item()
    again, later = -days.returns[crash + 1, 0].item(), crash + 10
    return {
        "id": "input",
        "chapter": "input",
        "title": {"en": "The day of the crash", "zh": "暴跌之日"},
        "setting": [
            {
                "en": "Each day the model reads how much a price has changed, and forecasts how much it "
                "will move the next: the volatility, the usual size of a day's ups and downs. The days "
                f"are calm, until the price falls by {fall:.1%} in one of them. A unit's input gate "
                "decides when something is written into its memory.",
                "zh": "模型每天读入价格的变化，并预测第二天会动多少：波动率，即一天涨跌的通常幅度。"
                f"日子本来平静，直到有一天价格下跌 {fall:.1%}。单元的输入门决定什么时候把东西写入记忆。",
            },
        ],
        "focus": crash,
        "text": [
            {
                "en": f"On calm days there is little worth writing down: the day before the crash "
                f"this unit's input gate is at {at('i', crash - 1)}. On the day itself the gate opens to {at('i', crash)}, the candidate "
                f"{at('g', crash)} is written, and the cell goes from {at('c', crash - 1)} to "
                f"{at('c', crash)}.",
                "zh": f"平静的日子没什么值得写入：暴跌前一天，这个单元的输入门为 {at('i', crash - 1)}。"
                f"到了那一天，输入门打开到 {at('i', crash)}，候选值 {at('g', crash)} "
                f"被写入，细胞状态从 {at('c', crash - 1)} 变为 {at('c', crash)}。",
            },
            {
                "en": f"The forecast for the next day jumps from {sigma[crash - 1]:.1f} % to "
                f"{sigma[crash]:.1f} %. The day after, the price falls by another {again:.1%}; the gate is "
                f"still at {at('i', crash + 1)} and the cell rises on to {at('c', crash + 1)}, though the "
                f"forecast goes down to {sigma[crash + 1]:.1f} %: it is read from the hidden states of all "
                f"{UNITS} units, not from this cell. Later both are lower: ten days after the "
                f"crash the cell is at {at('c', later)}, the forecast at {sigma[later]:.1f} %.",
                "zh": f"次日波动率的预测从 {sigma[crash - 1]:.1f}% 跃升到 {sigma[crash]:.1f}%。第二天价格又下跌 "
                f"{again:.1%}，输入门仍为 {at('i', crash + 1)}，细胞状态继续升到 {at('c', crash + 1)}，而预测已降到 "
                f"{sigma[crash + 1]:.1f}%：预测取自全部 {UNITS} 个单元的隐藏状态，而不是这一个细胞。后来两者都低了："
                f"暴跌十天后，细胞状态为 {at('c', later)}，预测为 {sigma[later]:.1f}%。",
            },
            {
                "en": f"Over 100 fresh series the gate is at {found.opened:.2f} on average on crash "
                f"days and at {found.calm:.2f} on calm ones.",
                "zh": f"在 100 条新序列上，该门在暴跌日平均为 {found.opened:.2f}，在平静日为 "
                f"{found.calm:.2f}。",
            },
        ],
        "model": "story-shock",
        "sample": "crash",
        "layer": 0,
        "direction": 0,
        "unit": found.unit,
        "fields": ["i", "c"],
        "marks": [{"step": crash, "words": {"en": "the crash", "zh": "暴跌"}}],
        "question": {
            "words": {
                "en": "When does this unit write something new?",
                "zh": "这个单元什么时候写入新内容？",
            },
            "options": [
                answer(
                    {"en": "every day alike", "zh": "每天都一样"},
                    f"The day before the crash the gate is at {at('i', crash - 1)}: nearly shut.",
                    f"暴跌前一天，输入门为 {at('i', crash - 1)}：几乎关闭。",
                ),
                answer({"en": "on the day of the crash", "zh": "暴跌那一天"}),
                answer(
                    {"en": "on calm days", "zh": "在平静的日子"},
                    f"On calm days the gate is nearly shut, {at('i', crash - 1)} the day before the crash.",
                    f"平静的日子里输入门几乎关闭，暴跌前一天为 {at('i', crash - 1)}。",
                ),
            ],
            "right": 1,
        },
    }
