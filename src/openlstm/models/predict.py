# SPDX-License-Identifier: Apache-2.0
"""A character model at work: the cost of a text, and texts of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from openlstm.models.character import CharacterModel

__all__ = ["character_nats", "continue_text", "one_thread"]


@contextmanager
def one_thread() -> Iterator[None]:
    """A context in which PyTorch computes on one thread.

    One character after another is too little work to share: a second thread gains nothing, and on a
    busy machine the waiting for it makes every step several times slower.

    >>> with one_thread():
    ...     torch.get_num_threads()
    1
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@torch.no_grad()
@one_thread()
def character_nats(model: CharacterModel, ids: Tensor, steps: int = 1024) -> Tensor:
    """The cost −ln p(x_t | x_1 … x_{t−1}) of each character but the first: [N − 1], float32, nats.

    The state is carried through the whole text, so the result does not depend on `steps` but for
    rounding; the model must be in evaluation mode.

    Args:
        ids: [N] int64, N ≥ 2.
        steps: characters run at a time, which bounds the memory.

    >>> model = CharacterModel(size=5, hidden_size=4).eval()
    >>> character_nats(model, torch.tensor([1, 2, 3, 4])).shape
    torch.Size([3])
    """
    state, nats = None, []
    for x, y in zip(ids[:-1].split(steps), ids[1:].split(steps), strict=True):
        logits, state = model(x[:, None], state)
        nats.append(cross_entropy(logits[:, 0], y, reduction="none"))
    return torch.cat(nats)


@torch.no_grad()
@one_thread()
def continue_text(
    model: CharacterModel,
    prompt: Tensor,
    length: int,
    temperature: float = 1.0,
    generator: torch.Generator | None = None,
) -> Tensor:
    """The ids of `length` characters drawn one after another from the model: [length], int64.

    Each is drawn from softmax(logits / temperature) over all symbols but 0, the unknown one.

    Args:
        prompt: [N] int64, N ≥ 1, what comes before.
        length: how many characters to draw, at least 0.
        temperature: 1 draws from the model as it is, less is more careful, 0 takes the likeliest.
        generator: where the chance comes from; PyTorch's own if not given.

    >>> model = CharacterModel(size=5, hidden_size=4).eval()
    >>> continue_text(model, torch.tensor([1, 2]), length=6).shape
    torch.Size([6])
    """
    drawn = torch.zeros(length, dtype=torch.long)
    logits, state = model(prompt[:, None])
    for t in range(length):
        drawn[t] = _draw(logits[-1, 0, 1:], temperature, generator) + 1
        logits, state = model(drawn[t].view(1, 1), state)
    return drawn


def _draw(logits: Tensor, temperature: float, generator: torch.Generator | None) -> Tensor:
    if temperature == 0:
        return logits.argmax()
    # The largest is taken off first: a tiny temperature would make infinities of it.
    p = torch.softmax((logits - logits.max()) / temperature, 0)
    return torch.multinomial(p, 1, generator=generator)[0]
