# SPDX-License-Identifier: Apache-2.0
"""`openlstm explore`: its own page at once, a run's page with the run's numbers."""

import base64
import json
import re
import subprocess
import sys
import webbrowser
from pathlib import Path

import numpy as np
import pytest
import torch

from openlstm.cli.app import app
from openlstm.errors import InputError


def run(*words: str) -> None:
    app(list(words), standalone_mode=False)


def data_of(path: Path) -> dict:
    html = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="openlstm-data">(.*?)</script>', html, re.S).group(1))


def unpacked(packed: dict) -> np.ndarray:
    flat = np.frombuffer(base64.b64decode(packed["data"]), packed["dtype"])
    return flat.reshape(packed["shape"])


def test_without_a_run_the_built_in_page_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    run("explore", "--out", str(tmp_path / "page.html"))
    assert opened == [(tmp_path / "page.html").as_uri()]
    assert len(data_of(tmp_path / "page.html")["stories"]) == 5
    assert "Wrote" in capsys.readouterr().out


def test_the_built_in_page_is_written_without_torch(tmp_path: Path) -> None:
    program = (
        "import sys; from openlstm.cli.app import app\n"
        f"words = ['explore', '--no-open', '--out', {str(tmp_path / 'p.html')!r}]\n"
        "app(words, standalone_mode=False)\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_text_without_a_run_and_a_run_that_is_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="text needs a model"):
        run("explore", "--text", "hello", "--no-open")
    with pytest.raises(InputError, match="is no folder"):
        run("explore", str(tmp_path / "nothing"), "--no-open")
    for out in (".", "/", ""):
        with pytest.raises(InputError, match="cannot be written: Is a directory"):
            run("explore", str(tmp_path / "nothing"), "--no-open", "--out", out)


def test_a_forecasters_run_shows_its_lstm(tmp_path: Path) -> None:
    from openlstm import record
    from openlstm.tasks.forecast import Forecaster

    wave = np.sin(np.arange(200) / 3)
    model = Forecaster(horizon=3, hidden_size=4, max_steps=5).fit(wave)
    folder = model.save(tmp_path / "run")
    run("explore", str(folder), "--no-open")
    shown = data_of(folder / "explorer.html")["models"][0]
    assert shown["samples"][0]["tokens"][-1] == "0"
    assert [each["name"] for each in shown["samples"]] == list(model.explored.names)
    with record(model.model) as trace:
        model.model.lstm(model.explored.inputs[:1])
    weights = unpacked(shown["layers"][0]["directions"][0]["weights"]["weight_hh"])
    np.testing.assert_array_equal(weights, model.model.lstm.weight_hh_l0.detach())
    x = unpacked(shown["samples"][0]["x"])
    with record(model.model) as again:
        model.model.lstm(torch.tensor(x.reshape(1, *model.explored.inputs.shape[1:])))
    torch.testing.assert_close(again.cell, trace.cell)
    assert "Hold its gates" in (folder / "report.html").read_text(encoding="utf-8")
    with pytest.raises(InputError, match="task forecast"):
        run("explore", str(folder), "--text", "hello", "--no-open")


def test_a_run_shows_its_own_model(tmp_path: Path) -> None:
    from openlstm.tasks.language import LanguageModel

    model = LanguageModel(hidden_size=8, batch_size=4, window=16, max_steps=5)
    folder = model.fit("to be or not to be, that is the question. " * 30).save(tmp_path / "run")
    run("explore", str(folder), "--text", "to be", "--no-open")
    shown = data_of(folder / "explorer.html")["models"][0]
    assert shown["samples"][0]["tokens"] == list("to be")
    assert shown["layers"][0]["hidden_size"] == 8
    run("explore", str(folder), "--no-open")
    assert (
        "".join(data_of(folder / "explorer.html")["models"][0]["samples"][0]["tokens"])
        == (model.test_text[:300])
    )
