# SPDX-License-Identifier: Apache-2.0
"""Cell state: a patient's history, updated visit by visit (all patients are invented)."""
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits
from common import SmallModel, fit, one_hot, recorded

VISITS = ("quiet", "mild", "severe", "rehab")
CHANCE = torch.tensor([0.62, 0.18, 0.1, 0.1])
ADDS = torch.tensor([0.0, 0.5, 1.5, 0.0])
KEEPS = torch.tensor([0.98, 0.98, 0.98, 0.5])


def patients(generator, T: int, B: int):
    visits = torch.multinomial(CHANCE, T * B, True, generator=generator).view(T, B)
    damage, all_damage = torch.zeros(B), []
    for v in visits:
        damage = KEEPS[v] * damage + ADDS[v]
        all_damage.append(damage)
    D = torch.stack(all_damage)
    risk = torch.sigmoid(1.2 * D - 3)
    event = (torch.rand(T, B, generator=generator) < risk).float()
    return visits, D, risk, event


def train(seed=0, units=2, steps=1000):
    torch.manual_seed(seed); gen = torch.Generator().manual_seed(seed)
    model = SmallModel(4, units, 1)
    def loss(_):
        v, D, risk, event = patients(gen, 30, 64)
        return binary_cross_entropy_with_logits(model(one_hot(v, 4))[..., 0], event)
    print("loss", fit(model, loss, steps, 0.03))
    return model

if __name__ == "__main__":
    import sys, time
    torch.set_num_threads(1)
    for seed in map(int, sys.argv[1:]):
        t = time.time(); model = train(seed)
        v, D, risk, event = patients(torch.Generator().manual_seed(99), 30, 1000)
        y, tr = recorded(model, one_hot(v, 4)); y = y[..., 0]
        b = binary_cross_entropy_with_logits
        base = event.mean(1, keepdim=True).expand_as(event)
        last = torch.stack([event[v == k].mean() for k in range(4)])[v]
        print(seed, time.time() - t, "bce", b(y, event).item(), "true", b(risk.logit(), event).item(), "per visit-no mean", b(base.logit(), event).item(), "last visit only", b(last.logit(), event).item(), "corr p,risk", torch.corrcoef(torch.stack([y.sigmoid().flatten(), risk.flatten()]))[0, 1].item())
        for u in range(model.lstm.hidden_size):
            c = tr.c[0, 0, :, :, u]
            print("  ", u, "corr c,D", torch.corrcoef(torch.stack([c.flatten(), D.flatten()]))[0, 1].item(), "f by visit", [round(tr.f[0,0,:,:,u][v==k].mean().item(), 2) for k in range(4)], "i", [round(tr.i[0,0,:,:,u][v==k].mean().item(), 2) for k in range(4)], "g", [round(tr.g[0,0,:,:,u][v==k].mean().item(), 2) for k in range(4)], c.min().item(), c.max().item())
