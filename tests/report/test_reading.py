# SPDX-License-Identifier: Apache-2.0
"""A reading costs what the model says, and its trace is the model's, however long the text."""

import torch

import openlstm as ol
from openlstm.models import character_nats
from openlstm.report.reading import read
from report.example import TEXT, small_model


def test_the_reading_is_the_models_own() -> None:
    model, vocabulary = small_model()
    model.eval()
    text = TEXT[:1300]  # more than two chunks
    reading = read(model, vocabulary, text, ("forget_gate", "cell"))
    ids = vocabulary.encode(text)
    torch.testing.assert_close(reading.surprise.nats[:, 0], character_nats(model, ids))
    with torch.no_grad(), ol.record(model) as trace:
        model(ids[:, None])
    torch.testing.assert_close(reading.trace.cell, trace.cell)
    assert reading.trace.forget_gate.shape == (2, 1, 1300, 1, 12)
