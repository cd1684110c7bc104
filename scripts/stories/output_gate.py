# SPDX-License-Identifier: Apache-2.0
"""Output gate: the word chosen in a translation."""
import random
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from common import SmallModel, fit, one_hot, recorded

SENSES = {"bank": ("河岸", "银行"), "crane": ("鹤", "起重机"), "seal": ("海豹", "印章"),
          "mouse": ("老鼠", "鼠标"), "plant": ("植物", "工厂")}
NATURE = {"duck": "鸭子", "frog": "青蛙", "reed": "芦苇", "fish": "鱼"}
TOWN = {"clerk": "职员", "truck": "卡车", "cheque": "支票", "printer": "打印机"}
ADJECTIVES = {"old": "老", "big": "大", "small": "小", "white": "白"}
PLACES = {"by": "旁边", "behind": "后面", "before": "前面"}
WORDS = ["the", "→", "的", "。", *ADJECTIVES, *PLACES, *NATURE, *TOWN, *SENSES]
WORDS += [*ADJECTIVES.values(), *PLACES.values(), *NATURE.values(), *TOWN.values(), *sum(SENSES.values(), ())]


def pair(rng):
    """source words, target words, place of the ambiguous word in the target, sense"""
    sense = rng.random() < 0.5
    nouns = TOWN if sense else NATURE
    noun, twofold, place = rng.choice(list(nouns)), rng.choice(list(SENSES)), rng.choice(list(PLACES))
    a, b = (rng.choice([*ADJECTIVES, ""]) for _ in range(2))
    source = ["the", a, noun, place, "the", b, twofold, "→"]
    target = [ADJECTIVES.get(b, ""), SENSES[twofold][sense], PLACES[place], "的", ADJECTIVES.get(a, ""), nouns[noun], "。"]
    source, target = [[w for w in x if w] for x in (source, target)]
    return source, target, target.index(SENSES[twofold][sense]), int(sense)


def batch(rng, B, T=15):
    ids = torch.full((T, B), WORDS.index("。")); y = torch.full((T, B), -100)
    for b in range(B):
        s, t, _, _ = pair(rng)
        seq = [WORDS.index(w) for w in s + t]
        ids[:len(seq) - 1, b] = torch.tensor(seq[:-1])
        y[len(s) - 1:len(seq) - 1, b] = torch.tensor(seq[len(s):])
    return ids, y


def train(seed=0, units=12, steps=1500, activity=0.05):
    torch.manual_seed(seed); rng = random.Random(seed)
    V = len(WORDS); model = SmallModel(V, units, V)
    def loss(_):
        ids, y = batch(rng, 32)
        h = model.lstm(one_hot(ids, V))[0]
        return cross_entropy(model.head(h).flatten(0, 1), y.flatten()) + activity * (h ** 2).mean()
    print("loss", fit(model, loss, steps, 0.02))
    return model

if __name__ == "__main__":
    import sys, time
    torch.set_num_threads(1)
    for seed in map(int, sys.argv[2:]):
        t = time.time(); model = train(seed, activity=float(sys.argv[1]))
        rng = random.Random(99); P = [pair(rng) for _ in range(300)]
        T = 15; ids = torch.full((T, 300), WORDS.index("。")); V = len(WORDS)
        for b, (s, tt, _, _) in enumerate(P):
            q = [WORDS.index(w) for w in s + tt][:-1]; ids[:len(q), b] = torch.tensor(q)
        y, tr = recorded(model, one_hot(ids, V))
        at = torch.tensor([len(s) - 1 + k for s, _, k, _ in P]); bi = torch.arange(300)
        sense = torch.tensor([z for *_, z in P])
        W = model.head.weight
        right = torch.tensor([WORDS.index(tt[k]) for _, tt, k, _ in P])
        wrong = torch.tensor([WORDS.index(next(a for p in SENSES.values() if tt[k] in p for a in p if a != tt[k])) for _, tt, k, _ in P])
        all_ok = torch.tensor([all(y[len(s) - 1 + j, b].argmax() == WORDS.index(w) for j, w in enumerate(tt)) for b, (s, tt, _, _) in enumerate(P)])
        ok = (y[at, bi].argmax(-1) == right).float().mean()
        print("seed", seed, "word", ok.item(), "whole", all_ok.float().mean().item(), time.time() - t)
        for u in range(model.lstm.hidden_size):
            share = ((W[right, u] - W[wrong, u]) * tr.h[0, 0, at, bi, u]).mean().item()
            flip = y[at, bi] - tr.h[0, 0, at, bi, u][:, None] * W[:, u]
            okf = (flip.argmax(-1) == right).float().mean().item()
            flipw = (flip.argmax(-1) == wrong).float().mean().item()
            o = tr.o[0, 0, :, :, u]
            before = torch.stack([o[P[b][0].index(P[b][0][2]) + 1: len(P[b][0]) - 1, b].mean() for b in range(300)]).mean().item()
            csep = (tr.c[0, 0, at, bi, u][sense == 1].mean() - tr.c[0, 0, at, bi, u][sense == 0].mean()).item() / (tr.c[0, 0, at, bi, u].std().item() + 1e-6)
            if okf < .9: print("  ", u, f"share {share:.2f} ok without {okf:.3f} wrong sense {flipw:.2f} o before {before:.2f} o at {o[at, bi].mean():.2f} csep {csep:.2f}")
