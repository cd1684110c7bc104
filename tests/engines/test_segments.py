# SPDX-License-Identifier: Apache-2.0
"""Recomputing segments changes nothing but the memory: outputs and all gradients are the same."""

import itertools

import pytest
import torch

import openlstm as ol
from native import ENGINES

T, B, I, H = 13, 4, 3, 5
FORMS = {
    "plain": {},
    "deep": {"num_layers": 2, "bidirectional": True},
    "projected": {"bidirectional": True, "proj_size": 2},
    "no bias": {"bias": False, "batch_first": True},
}


def results(lstm, masks, seed=0, create_graph=False):
    """Outputs, and the gradients by input, state and parameters, of a fixed loss."""
    generator = torch.Generator().manual_seed(seed)

    def drawn(*shape):
        return torch.randn(*shape, dtype=torch.float64, generator=generator)

    D = (2 if lstm.bidirectional else 1) * lstm.num_layers
    x = drawn(*((B, T, I) if lstm.batch_first else (T, B, I))).requires_grad_()
    h_0 = drawn(D, B, lstm.proj_size or H).requires_grad_()
    c_0 = drawn(D, B, H).requires_grad_()
    output, (h_n, c_n) = lstm(x, (h_0, c_0), **masks(lstm, generator))
    loss = sum((value * drawn(*value.shape)).sum() for value in (output, h_n, c_n))
    wanted = [x, h_0, c_0, *lstm.parameters()]
    return [output, h_n, c_n], torch.autograd.grad(loss, wanted, create_graph=create_graph)


def no_masks(_lstm, _generator):
    return {}


def ragged(_lstm, _generator):
    return {"lengths": [13, 0, 7, 4]}


def resets(lstm, generator):
    reset = torch.rand(T, B, generator=generator) < 0.4
    return {"reset": reset.T if lstm.batch_first else reset, "lengths": [13, 0, 7, 4]}


MASKS = (no_masks, ragged, resets)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("masks", MASKS)
@pytest.mark.parametrize("engine", ENGINES)
def test_all_is_as_without(form, masks, engine):
    lstm = ol.LSTM(I, H, dtype=torch.float64, **form)
    with ol.engine(engine):
        plain = results(lstm, masks)
        for steps in (1, 4, 13, 50):
            lstm.checkpoint_steps = steps
            found = results(lstm, masks)
            for a, b in zip(itertools.chain(*plain), itertools.chain(*found), strict=True):
                torch.testing.assert_close(b, a, rtol=1e-12, atol=1e-12)


def test_only_what_is_wanted_gets_a_gradient():
    lstm = ol.LSTM(I, H, checkpoint_steps=4)
    lstm.weight_ih_l0.requires_grad_(False)
    x = torch.randn(T, B, I)
    _, (h_n, _) = lstm(x)
    h_n.sum().backward()
    assert lstm.weight_ih_l0.grad is None
    assert lstm.weight_hh_l0.grad.abs().sum() > 0
    assert x.grad is None


def test_gradients_of_gradients():
    lstm = ol.LSTM(I, H, dtype=torch.float64)
    seconds = []
    for steps in (None, 4):
        lstm.checkpoint_steps = steps
        _, first = results(lstm, no_masks, create_graph=True)
        seconds.append(torch.autograd.grad(first[0].square().sum(), lstm.weight_hh_l0)[0])
    torch.testing.assert_close(*seconds, rtol=1e-10, atol=1e-12)


def test_a_packed_sequence():
    lstm = ol.LSTM(I, H, checkpoint_steps=4)
    packed = torch.nn.utils.rnn.pack_padded_sequence(torch.randn(T, B, I), [13, 9, 9, 1])
    found, _ = lstm(packed)
    lstm.checkpoint_steps = None
    torch.testing.assert_close(found.data, lstm(packed)[0].data, rtol=0, atol=1e-6)


class Kept:
    """Bytes that a forward run leaves for the backward run, beside its inputs and weights."""

    def __init__(self):
        self.bytes = 0

    def __enter__(self):
        self.hooks = torch.autograd.graph.saved_tensors_hooks(self.pack, lambda kept: kept)
        self.hooks.__enter__()
        return self

    def __exit__(self, *error):
        self.hooks.__exit__(*error)

    def pack(self, tensor):
        self.bytes += tensor.nbytes
        return tensor


def test_what_is_kept_falls_to_the_states_between_segments():
    lstm, x = ol.LSTM(I, H), torch.randn(1024, B, I)
    beside = sum(p.nbytes for p in lstm.parameters()) + x.nbytes + 2 * B * H * 4
    kept = {}
    for steps in (None, 32):
        lstm.checkpoint_steps = steps
        with Kept() as saved:
            lstm(x)
        kept[steps] = saved.bytes - beside
    assert kept[None] >= 1024 * B * 5 * H * 4  # four gates and the cell of every step
    assert kept[32] == 1024 / 32 * B * 2 * H * 4


def test_while_somebody_records_every_step_is_seen():
    lstm, x = ol.LSTM(I, H, checkpoint_steps=4), torch.randn(T, B, I)
    with ol.record(lstm, grad=True) as trace:
        lstm(x)[0].sum().backward()
    assert trace.gradient.cell.shape == (1, 1, T, B, H)


# said by PyTorch where a tensor that has a gradient crosses the break of a graph
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor that is not a leaf:UserWarning")
def test_a_compiled_model_runs_it_outside_the_graph():
    lstm, x = ol.LSTM(I, H, checkpoint_steps=4), torch.randn(T, B, I)
    model = torch.compile(lambda x: 2 * lstm(x)[0], backend="eager")
    torch.testing.assert_close(model(x), 2 * lstm(x)[0])
    whole = torch.compile(lambda x: 3 * lstm(x)[0], backend="eager", fullgraph=True)
    with pytest.raises(Exception, match="_run_segments"):
        whole(x)


def test_functional_transforms_are_refused():
    lstm, x = ol.LSTM(I, H, checkpoint_steps=4), torch.randn(T, B, I)
    with pytest.raises(
        RuntimeError, match=r"checkpoint_steps must be None under torch.func.*got 4"
    ):
        torch.func.grad(lambda x: lstm(x)[0].sum())(x)


def test_replaced_layers_take_it_as_an_attribute_and_lose_it_again():
    model = ol.replace_lstms(torch.nn.Sequential(torch.nn.LSTM(I, H)))
    assert model[0].checkpoint_steps is None
    model[0].checkpoint_steps = 3
    x = torch.randn(T, B, I)
    found = model(x)[0]
    ol.restore_lstms(model)
    assert "checkpoint_steps" not in vars(model[0])
    torch.testing.assert_close(found, model(x)[0], rtol=0, atol=1e-6)


@pytest.mark.parametrize(
    ("steps", "kind", "words"),
    [
        (0, ValueError, "checkpoint_steps must be at least 1, got 0; pass about the root"),
        (2.5, TypeError, "checkpoint_steps must be of type int, got 2.5"),
        (True, TypeError, "got True"),
    ],
)
def test_mistakes_are_named(steps, kind, words):
    with pytest.raises(kind, match=words):
        ol.LSTM(I, H, checkpoint_steps=steps)


def test_the_loop_over_segments_needs_a_step():
    with pytest.raises(RuntimeError, match="sequence length to be larger than 0"):
        ol.LSTM(I, H, checkpoint_steps=3)(torch.zeros(0, B, I))
