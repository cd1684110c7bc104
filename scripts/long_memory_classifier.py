# SPDX-License-Identifier: Apache-2.0
"""What `longest_lag` is for, in docs/long-memory.md: do the two ends of a sequence have one sign?

python scripts/long_memory_classifier.py
"""

import numpy as np

import openlstm as ol

STEPS, TRAINED, TESTED = 300, 400, 300


def drawn(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Noise of deviation 0.3 between two values of ±2, and whether these are the same."""
    x = rng.normal(size=(count, STEPS)).astype("float32") * 0.3
    first, last = rng.choice([-1, 1], count), rng.choice([-1, 1], count)
    x[:, 0], x[:, -1] = 2 * first, 2 * last
    return x, np.where(first == last, "same", "different")


def main() -> None:
    rng = np.random.default_rng(0)
    x, y = drawn(rng, TRAINED)
    x_test, y_test = drawn(rng, TESTED)
    for longest_lag in (0, 10_000):
        for seed in (0, 1):
            model = ol.Classifier(
                folds=1, bidirectional=False, pooling="last", max_steps=600, device="cpu",
                seed=seed, longest_lag=longest_lag,
            ).fit(x, y)  # fmt: skip
            right = (model.predict(x_test) == y_test).mean()
            print(f"longest_lag={longest_lag}, seed {seed}: {right:.0%} right", flush=True)


if __name__ == "__main__":
    main()
