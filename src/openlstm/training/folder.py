# SPDX-License-Identifier: Apache-2.0
"""Run folders: written whole or not at all, read with every fault named.

A run is built in a hidden folder beside its place, `.<name>.<process>.partial`, and renamed when it
is complete. So a folder under its own name is always a finished run, and an old run that is to be
replaced stays until the new one is there.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from openlstm.errors import InputError, expected, nearest
from openlstm.files import partial_beside, writable

__all__ = [
    "VERSION",
    "check_free",
    "differences",
    "new_run",
    "read_json",
    "read_manifest",
    "read_run",
    "read_yaml",
    "typed",
]

ValueT = TypeVar("ValueT")
ROOM = "make room or get permission, or choose another folder"
VERSION = 1  # of the folder; a folder with a higher one is refused
MANIFEST = "pipeline.json"


def check_free(folder: Path, replaces: str = "") -> None:
    """Nothing, if `folder` can take a run: it is not there, is empty or holds one to be replaced.

    Args:
        replaces: the command whose runs may be replaced, "any" for every run.

    Raises:
        InputError: it holds something else, is no folder, or cannot be written.
    """
    remedy = "choose another folder or move this one away"
    if folder.name in ("", ".."):  # what is renamed into its place needs a name
        wanted = "a folder that is given by its name"
        raise InputError(expected("the output folder", wanted, folder, "name one, as runs/demo"))
    if folder.exists() and not folder.is_dir():
        raise InputError(expected("the output folder", "a folder", f"the file {folder}", remedy))
    if folder.is_dir() and any(folder.iterdir()):
        manifest = _manifest_or_none(folder)
        if manifest is None:
            raise InputError(f"{folder} holds other files than a run; {remedy}.")
        if replaces not in ("any", manifest["command"]):
            instead = "" if replaces else "replace it with overwrite=True (--overwrite), "
            raise InputError(
                f"{folder} holds a finished run, of '{manifest['command']}'; {instead}{remedy}."
            )
    with writable(folder, ROOM):
        _probe(partial_beside(folder))


def _probe(partial: Path) -> None:
    """Make the folder, with those above it that are missing, and take them away again."""
    missing = [path for path in (partial, *partial.parents) if not path.exists()]
    partial.mkdir(parents=True)
    for path in missing:
        path.rmdir()


@contextmanager
def new_run(folder: Path, replaces: str = "") -> Iterator[Path]:
    """An empty folder to write into; it becomes `folder` when the block ends without an error.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "runs" / "notes"
    >>> with new_run(folder) as partial:
    ...     _ = (partial / "samples.txt").write_text("Once")
    ...     folder.exists()
    False
    >>> (folder / "samples.txt").read_text()
    'Once'
    """
    check_free(folder, replaces)
    partial, old = partial_beside(folder), partial_beside(folder).with_suffix(".old")
    with writable(folder, ROOM):
        try:
            partial.mkdir(parents=True)
            yield partial
            if folder.exists():
                folder.rename(old)
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


def read_run(folder: Path, readers: Mapping[str, Callable[[Path], Any]]) -> dict[str, Any]:
    """What each reader makes of the file of its name.

    Raises:
        InputError: `folder` is no run, or is damaged; all files that are missing or cannot be read
            are named.
    """
    contents, problems = {}, []
    for name, read in readers.items():
        try:
            contents[name] = read(folder / name)
        except FileNotFoundError:
            problems.append(f"{name} is missing")
        except Exception as error:  # whatever a broken file makes its reader do
            problems.append(f"{name} cannot be read ({' '.join(str(error).split())})")
    if problems:
        raise InputError(
            f"the run {folder} is damaged: {', '.join(problems)}; restore it or train again."
        )
    return contents


def read_manifest(folder: Path) -> dict[str, Any]:
    """The contents of pipeline.json, which says what the folder holds.

    Raises:
        InputError: there is no such folder, it is no run, or one of a newer version.
    """
    if not folder.is_dir():
        near = nearest(folder.name, [path.name for path in folder.parent.glob("*/")])
        raise InputError(
            f"{folder} is no folder{near}; name the folder of a run, such as runs/demo."
        )
    if not any((folder / name).exists() for name in (MANIFEST, "config.yaml", "model.safetensors")):
        raise InputError(f"{folder} holds no run; name the folder of a run, such as runs/demo.")
    manifest = read_run(folder, {MANIFEST: _read_manifest_file})[MANIFEST]
    if manifest["version"] > VERSION:
        raise InputError(
            f"{folder} was written by a newer openlstm ({manifest['openlstm']}, run folder version "
            f"{manifest['version']}; this one reads {VERSION}); update openlstm."
        )
    return manifest


def _manifest_or_none(folder: Path) -> dict[str, Any] | None:
    try:
        return _read_manifest_file(folder / MANIFEST)
    except (OSError, ValueError):
        return None


def _read_manifest_file(path: Path) -> dict[str, Any]:
    match read_json(path):
        case {"version": int(), "task": str(), "command": str(), "openlstm": str()} as manifest:
            return manifest
    raise ValueError("it does not describe a run of openlstm")


def differences(before: Mapping[str, Any], told: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Name, value before and value now of all that is told otherwise, as JSON has it.

    >>> differences({"seed": 0, "lags": [1, 2]}, {"seed": 1, "lags": (1, 2)})
    [('seed', 0, 1)]
    """
    now = json.loads(json.dumps(told))
    pairs = ((name, before.get(name), now.get(name)) for name in {**before, **now})
    return [(name, old, new) for name, old, new in pairs if old != new]


def read_json(path: Path) -> Any:
    """What a JSON file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def typed(kind: type[ValueT], kept: Any) -> ValueT:
    """A value of that type, such as a dataclass of others, from what JSON has kept of it.

    Raises:
        ValueError: something is missing or of another type; the first such place is named.

    >>> typed(dict[str, float], {"mean": 1, "deviation": "x"})
    Traceback (most recent call last):
    ValueError: deviation: Input should be a valid number, unable to parse string as a number
    """
    try:
        return TypeAdapter(kind).validate_python(kept)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file, read without running anything in it.

    Raises:
        InputError: it is no YAML or no mapping.
    """
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no YAML: {' '.join(str(error).split())}.") from None
    if not isinstance(values, dict):
        raise InputError(
            expected(str(path), "lines of 'name: value'", values, "see --print-config")
        )
    return values
