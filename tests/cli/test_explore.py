# SPDX-License-Identifier: Apache-2.0
"""`openlstm explore`: its own page at once, a run's page with the run's numbers."""

import json
import re
import subprocess
import sys
import webbrowser
from pathlib import Path

import pytest

from openlstm.cli.app import app
from openlstm.errors import InputError


def run(*words: str) -> None:
    app(list(words), standalone_mode=False)


def data_of(path: Path) -> dict:
    html = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="openlstm-data">(.*?)</script>', html, re.S).group(1))


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
