# SPDX-License-Identifier: Apache-2.0
"""Classes of sequences of any length, a verdict, and a sequence followed as it comes."""

import numpy as np

import openlstm as ol

random = np.random.default_rng(0)
labels = np.array(["calm", "restless"] * 60)
pulses = [
    70 + np.cumsum(random.normal(0, 1 if label == "calm" else 3, random.integers(10, 20)))
    for label in labels
]

model = ol.Classifier(bidirectional=False, hidden_size=16, folds=2, max_steps=100)
model.fit(pulses, labels)  # a fifth is held out as the test part
print(model.verdict())

patient = np.cumsum(random.normal(0, 3, 12)) + 70
for visit in patient.reshape(4, 3):  # three new values at each visit
    print(model.update(visit, "anna").round(2).to_string(index=False, header=False))
whole = model.predict_proba([patient])
print(
    "the same as all at once:",
    np.allclose(model.update(patient, "again").iloc[0, 2:4].tolist(), whole),
)

with ol.record(model.model) as trace:
    model.predict([patient])
print("forget gate, mean over units and steps:", round(trace.forget_gate.mean().item(), 2))
