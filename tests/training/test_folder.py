# SPDX-License-Identifier: Apache-2.0
"""Run folders: whole or not there, and every fault named."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from openlstm.errors import InputError
from openlstm.training import folder as folders
from openlstm.training.folder import (
    check_free,
    new_run,
    read_json,
    read_manifest,
    read_run,
    read_yaml,
    typed,
)

MANIFEST = {"task": "language", "version": 1, "openlstm": "0.1.0", "command": "demo"}


def make_run(folder: Path, **changes: object) -> Path:
    folder.mkdir(parents=True)
    (folder / "pipeline.json").write_text(json.dumps({**MANIFEST, **changes}))
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with new_run(tmp_path / "a") as partial:
            (partial / "model").write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert names(tmp_path) == []


def test_a_failure_leaves_the_old_run(tmp_path: Path) -> None:
    old = make_run(tmp_path / "a")
    with pytest.raises(KeyError), new_run(old, "any"):
        raise KeyError
    assert names(tmp_path) == ["a"]
    assert names(old) == ["pipeline.json"]


def test_a_run_replaces_one_of_its_kind(tmp_path: Path) -> None:
    old = make_run(tmp_path / "a")
    with new_run(old, "demo") as partial:
        (partial / "new").write_text("")
    assert names(tmp_path) == ["a"]
    assert names(old) == ["new"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with new_run(tmp_path / "a") as partial:
        (partial / "new").write_text("")
    assert names(tmp_path / "a") == ["new"]


def test_another_run_is_refused(tmp_path: Path) -> None:
    run = make_run(tmp_path / "a", command="train language")
    with pytest.raises(InputError, match="a finished run, of 'train language'; choose another"):
        check_free(run, "demo")


def test_what_replaces_a_run_is_said_where_it_can_be_said(tmp_path: Path) -> None:
    run = make_run(tmp_path / "a", command="train language")
    words = "a finished run, of 'train language'; replace it with overwrite=True .--overwrite"
    with pytest.raises(InputError, match=words):
        check_free(run)
    check_free(run, "any")


@pytest.mark.parametrize("replaces", ["", "demo", "any"])
def test_other_files_are_refused(tmp_path: Path, replaces: str) -> None:
    (tmp_path / "thesis.txt").write_text("my only copy")
    with pytest.raises(InputError, match="holds other files than a run"):
        check_free(tmp_path, replaces)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(InputError, match="must be a folder, got the file"):
        check_free(tmp_path / "a")


@pytest.mark.parametrize("place", [".", "", "/", "..", "a/.."])
def test_a_place_without_a_name_is_refused(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"the output folder must be .* by its name, got .*; name"):
        check_free(Path(place), "any")


@pytest.mark.parametrize("place", ["file/run", "file/deep/run"])
def test_a_place_that_cannot_be_written_is_said_before(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written: Not a directory"):
        check_free(tmp_path / place)


def test_checking_leaves_no_trace(tmp_path: Path) -> None:
    check_free(tmp_path / "deep" / "er" / "run")
    assert names(tmp_path) == []


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="cannot be written: No space left"),
        new_run(tmp_path / "a"),
    ):
        raise OSError(28, "No space left on device")
    assert names(tmp_path) == []


def test_every_damage_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "good.json").write_text("1")
    readers = dict.fromkeys(("good.json", "bad.json", "gone.json"), read_json)
    with pytest.raises(
        InputError, match=r"damaged: bad.json cannot be read \(.*\), gone.json is missing"
    ):
        read_run(tmp_path, readers)
    assert read_run(tmp_path, {"good.json": read_json}) == {"good.json": 1}


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        ("{", "pipeline.json cannot be read"),
        ("[]", "pipeline.json cannot be read .it does not describe a run"),
        (json.dumps({**MANIFEST, "version": 9, "openlstm": "7.0"}), r"newer openlstm \(7.0, .* 9"),
    ],
)
def test_a_bad_manifest_is_refused(tmp_path: Path, contents: str, message: str) -> None:
    (tmp_path / "pipeline.json").write_text(contents)
    with pytest.raises(InputError, match=message):
        read_manifest(tmp_path)


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    with pytest.raises(InputError, match="demo holds no run"):
        read_manifest(tmp_path / "demo")
    with pytest.raises(InputError, match=r"dmeo is no folder \(did you mean demo"):
        read_manifest(tmp_path / "dmeo")
    (tmp_path / "demo" / "config.yaml").write_text("")
    with pytest.raises(InputError, match=r"pipeline.json is missing"):
        read_manifest(tmp_path / "demo")


@pytest.mark.parametrize("text", ["a: [", "- 1", "", "!!python/object/apply:os.getcwd []"])
def test_yaml_is_a_plain_mapping(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(InputError, match=r"a\.yaml"):
        read_yaml(tmp_path / "a.yaml")


def test_version_is_written_as_it_is_read() -> None:
    assert MANIFEST["version"] == folders.VERSION


@dataclass(frozen=True)
class Inner:
    size: int


@dataclass(frozen=True)
class Outer:
    parts: dict[str, Inner]
    names: tuple[str, ...]


def test_what_json_kept_has_its_types_again() -> None:
    kept = {"parts": {"a": {"size": 3}}, "names": ["b"], "more": 1}
    assert typed(Outer, kept) == Outer({"a": Inner(3)}, ("b",))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"parts": {"a": {"size": "x"}}}, r"parts\.a\.size: Input should be a valid integer"),
        ({"parts": {"a": {}}}, r"parts\.a\.size: Field required"),
        ({"names": "b"}, "names: Input should be a valid tuple"),
    ],
)
def test_other_types_are_named_by_their_place(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        typed(Outer, {"parts": {"a": {"size": 3}}, "names": ["b"], **changed})
