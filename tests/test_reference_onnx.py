# SPDX-License-Identifier: Apache-2.0
"""ONNX's own node tests of its LSTM operator, and what they would not notice."""

import importlib

import onnx
import pytest
import torch
from onnx.backend.test.case import node

from openlstm import reference
from openlstm.engines import scan
from openlstm.weights import from_onnx
from tolerances import assert_close

# collect_testcases() would run the exports of every operator; the cases arise as the file is loaded
importlib.import_module("onnx.backend.test.case.node.lstm")
CASES = {
    case.name: case
    for case in node._NodeTestCases
    if case.model.graph.node[0].op_type == "LSTM" and "P" not in case.model.graph.node[0].input
}


def by_reference(x, h_0, c_0, weights, reverse):
    return reference.scan(x, h_0, c_0, weights, reverse=reverse)


def by_operator(x, h_0, c_0, weights, reverse):
    return reference.Scan(*scan(x, h_0, c_0, *weights, None, None, reverse, False)[:3])


def expected_and_got(case, run):
    """The case's outputs by name, and ours: Y [T, D, B, H], Y_h and Y_c [D, B, H]."""
    lstm = case.model.graph.node[0]
    attributes = {a.name: onnx.helper.get_attribute_value(a) for a in lstm.attribute}
    (inputs, outputs), *_ = case.data_sets
    given = {name: torch.from_numpy(v) for name, v in zip(lstm.input, inputs, strict=True)}
    batch_first = attributes.get("layout", 0) == 1
    x = given["X"].transpose(0, 1) if batch_first else given["X"]
    zeros = x.new_zeros(x.shape[1], attributes["hidden_size"])
    kind = attributes.get("direction", b"forward").decode()
    scans = []
    for k, reverse in enumerate({"bidirectional": [False, True]}.get(kind, [kind == "reverse"])):
        bias = given["B"][k] if "B" in given else None
        scans.append(run(x, zeros, zeros, from_onnx(given["W"][k], given["R"][k], bias), reverse))
    got = {
        "Y": torch.stack([s.output for s in scans], dim=1),
        "Y_h": torch.stack([s.h_n for s in scans]),
        "Y_c": torch.stack([s.c_n for s in scans]),
    }
    if batch_first:
        got = {n: v.permute(2, 0, 1, 3) if n == "Y" else v.transpose(0, 1) for n, v in got.items()}
    named = zip([name for name in lstm.output if name], outputs, strict=True)
    return {name: torch.from_numpy(v) for name, v in named}, got


def test_the_cases_without_peepholes_are_there():
    assert len(CASES) >= 5


@pytest.mark.parametrize("run", [by_reference, by_operator])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_cases(case, run):
    expected, got = expected_and_got(case, run)
    for name, value in expected.items():
        assert_close(name, got[name], value)


def mutant(**changes):
    """The reference with some named values replaced at every step."""

    def run(x, h_0, c_0, weights, reverse):
        def visit_at(_t):
            return lambda name, value: changes[name](value) if name in changes else value

        return reference.scan(x, h_0, c_0, weights, reverse=reverse, visit_at=visit_at)

    return run


def one_bias_ignored(x, h_0, c_0, weights, reverse):
    return by_reference(
        x, h_0, c_0, weights._replace(bias_hh=torch.zeros_like(weights.bias_hh)), reverse
    )


def gates_turned_round(x, h_0, c_0, weights, reverse):
    turned = [w.roll(w.shape[0] // 4, 0) for w in weights[:4]]
    return by_reference(x, h_0, c_0, type(weights)(*turned), reverse)


MUTANTS = {  # whether any case notices
    "no input gate": (mutant(i=torch.ones_like), True),
    "no output gate": (mutant(o=torch.ones_like), True),
    "no forget gate": (mutant(f=torch.ones_like), True),
    "candidate not squashed": (mutant(g=torch.atanh), True),
    "never reversed": (lambda *given: by_reference(*given[:-1], False), True),
    "recurrent bias ignored": (one_bias_ignored, False),
    "gates in another order": (gates_turned_round, False),
}


@pytest.mark.parametrize(("run", "noticed"), MUTANTS.values(), ids=MUTANTS)
def test_what_the_cases_notice(run, noticed):
    """They are weak: test_weights.py must hold the order of the gates and of the biases."""
    wrong = 0
    for case in CASES.values():
        expected, got = expected_and_got(case, run)
        wrong += any(not torch.allclose(got[n], v, atol=1e-5) for n, v in expected.items())
    assert bool(wrong) == noticed
