# SPDX-License-Identifier: Apache-2.0
"""The names at the top of the package, and how little importing it costs."""

import subprocess
import sys

import pytest

import openlstm as ol

NAMES = {
    *("LSTM", "LSTMCell", "which_engine", "engine", "Choice", "suggest_init"),
    *("record", "edit", "Trace", "replace_lstms", "restore_lstms"),
    *("LanguageModel", "Forecaster", "Classifier", "load", "explore"),
    "TruncatedBackpropagation",
    *("InputError", "EngineError", "__version__"),
}


def test_the_names_at_the_top():
    assert set(ol.__all__) == NAMES
    assert len(ol.__all__) == len(NAMES)
    assert set(dir(ol)) >= NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_is_there_and_documented(name):
    value = getattr(ol, name)
    assert name == "__version__" or value.__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'openlstm' has no attribute 'GRU'"):
        ol.GRU  # noqa: B018


def loaded_by(code):
    """The modules that a fresh Python holds after running the code."""
    code += "\nimport sys; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


def test_importing_binds_names_only():
    loaded = loaded_by("import openlstm; dir(openlstm); openlstm.__version__")
    assert not loaded & {"torch", "numpy", "matplotlib", "typer", "pydantic", "rich", "yaml"}
    assert {m for m in loaded if m.startswith("openlstm")} == {"openlstm"}


def test_the_layer_brings_nothing_optional():
    loaded = loaded_by("import openlstm; openlstm.LSTM; openlstm.record; openlstm.which_engine")
    assert "torch" in loaded
    optional = {"matplotlib", "typer", "pydantic", "rich", "yaml", "xarray", "pandas", "onnx"}
    assert not loaded & optional
    # PyTorch's compiler costs seconds to load; whoever compiles loads it
    assert not any(m.startswith(("torch._dynamo", "torch._inductor")) for m in loaded)


def test_errors_come_without_torch():
    assert "torch" not in loaded_by("import openlstm; openlstm.InputError")
