# SPDX-License-Identifier: Apache-2.0
"""Trains the stories of the tour and writes src/openlstm/explorer/static/stories.json.

    python scripts/stories/make.py            all of them, some minutes on one core
    python scripts/stories/make.py forget     one; the others stay as they are

Every model is really trained here, seeded; figures in the texts are measured here.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

import torch

from openlstm.explorer.page import FORMAT
from openlstm.files import write_atomic

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src/openlstm/explorer/static/stories.json"
STORIES = {
    "forget": "forget_gate",
    "input": "input_gate",
    "cell": "cell_state",
    "output": "output_gate",
    "both": "both_sides",
}


def main(wanted: list[str]) -> None:
    torch.set_num_threads(1)
    data = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    stories = {story["id"]: story for story in data.get("stories", [])}
    models = {model["id"]: model for model in data.get("models", [])}
    gradient = data.get("gradient")
    for name in wanted or [*STORIES, "gradient", "first"]:
        began = perf_counter()
        if name in STORIES:
            made = import_module(STORIES[name]).make()
            stories[name] = made.story
            models |= {model["id"]: model for model in made.models}
            facts = made.facts
        elif name == "gradient":
            gradient, facts = import_module("gradients").make()
        else:
            facts = import_module("first_cell").make()
        print(f"{name}: {perf_counter() - began:.0f} s", *_readable(facts), sep="\n  ")
    page = {"format": FORMAT, "version": "0", "start": "hold", "models": list(models.values())}
    page["stories"] = [stories[name] for name in STORIES if name in stories]
    if gradient:
        page["gradient"] = gradient
    text = json.dumps(page, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    write_atomic(OUT, text + "\n")
    print(f"{OUT.name}: {len(text) / 1e3:.0f} kB")


def _readable(facts: dict) -> list[str]:
    return [f"{k} = {v:.4g}" for k, v in facts.items() if isinstance(v, (int, float))]


if __name__ == "__main__":
    main(sys.argv[1:])
