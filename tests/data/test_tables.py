# SPDX-License-Identifier: Apache-2.0
"""Tables from everywhere hold the same; what cannot be read is said with its place."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from openlstm.data import tables
from openlstm.data.tables import numbers, read_table, texts
from openlstm.errors import InputError

COLUMNS = {"day": ["2024-01-01", "2024-01-02"], "load": [1.5, None], "kind": ["a", None]}


def in_file(path: Path, name: str) -> Path:
    frame = pd.DataFrame(COLUMNS)
    if name.endswith("parquet"):
        frame.to_parquet(path / name)
    else:
        frame.to_csv(path / name, index=False, sep="\t" if name.endswith("tsv") else ",")
    return path / name


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz", "a.parquet"])
def test_files_hold_the_same(tmp_path: Path, name: str) -> None:
    check(in_file(tmp_path, name))


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_frames_hold_the_same(kind: Any) -> None:
    check(kind(COLUMNS))


def check(source: Any) -> None:
    table = read_table(source)
    assert table.columns == ["day", "load", "kind"]
    np.testing.assert_array_equal(numbers(table, "load", "target"), [1.5, np.nan])
    assert texts(table, "kind", "series").tolist() == ["a", None]


def test_semicolons_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    assert numbers(read_table(tmp_path / "a.csv"), "b", "target").tolist() == [2.0]


def test_arrays_are_series_of_steps() -> None:
    assert read_table(np.zeros((4, 2))).columns == ["time", "y0", "y1"]
    structured = np.array([(1, 2.0)], dtype=[("ds", "i8"), ("y", "f8")])
    assert read_table(structured).columns == ["ds", "y"]
    with pytest.raises(InputError, match=r"the array must be \[T\] or \[T, M\], got \[1, 1, 1\]"):
        read_table(np.zeros((1, 1, 1)))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["1,234.5", "2"], "load must be numbers, got '1,234.5' in row 1; .*thousands separators"),
        (
            ["10,063", "2"],
            "with a decimal point and without thousands separators, such as 1234.5.$",
        ),
        ([1.0, np.inf], "load is infinite in row 2"),
        ([-1e300, 1.0], r"load is -1e\+300, beyond ±1e\+30, in row 1"),
        ([pd.Timestamp("2024-01-01")] * 2, "load must be a column of numbers, got Datetime"),
    ],
)
def test_what_is_no_number_is_said_with_its_row(cells: list[Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        numbers(read_table(pd.DataFrame({"load": cells})), "load", "target")


@pytest.mark.parametrize(
    ("role", "remedy"),
    [
        ("past_covariates", ", or name the column in categorical too."),
        ("channels", ", or name in channels the columns to read, without this one."),
    ],
)
def test_what_else_can_be_done_with_words_depends_on_their_role(role: str, remedy: str) -> None:
    table = read_table(pd.DataFrame({"kind": ["fast", "slow"]}))
    with pytest.raises(InputError, match=f"such as 1234.5{remedy}$"):
        numbers(table, "kind", role)


def test_words_that_are_numbers_are_read() -> None:
    table = read_table(pl.DataFrame({"a": ["1.5", None]}))
    np.testing.assert_array_equal(numbers(table, "a", "target"), [1.5, np.nan])


@pytest.mark.parametrize(
    ("name", "contents", "message"),
    [
        ("gone.csv", None, r"gone.csv is no file \(did you mean gene.csv"),
        ("a.xlsx", b"", r"a.xlsx must be a .csv, .tsv or .parquet file, got .xlsx"),
        ("a.csv", b"", "a.csv cannot be read"),
        ("a.csv", b"a,b\n", "the table must be one or more rows"),
        ("a.csv", "a\nschön\n".encode("latin-1"), "a.csv is no UTF-8 text"),
        ("a.csv", b"a,b\n1,2\n1,2,3\n", "a.csv cannot be read: .*line 3"),
        ("a.parquet", b"half", "a.parquet cannot be read"),
    ],
)
def test_bad_files_are_refused(
    tmp_path: Path, name: str, contents: bytes | None, message: str
) -> None:
    (tmp_path / "gene.csv").write_text("a\n1\n")
    if contents is not None:
        (tmp_path / name).write_bytes(contents)
    with pytest.raises(InputError, match=message):
        read_table(tmp_path / name)


def test_a_file_too_large_for_the_memory_is_refused_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = in_file(tmp_path, "a.csv")
    monkeypatch.setattr(tables, "ROOM", 1e12)
    with pytest.raises(InputError, match=r"needs about .* GB of memory, .* GB are free"):
        read_table(path)


def test_other_things_are_refused() -> None:
    with pytest.raises(InputError, match=r"the table must be a CSV or Parquet file.*got list"):
        read_table([1, 2])


def test_a_missing_column_is_said_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"target names the column lod.*did you mean load"):
        numbers(read_table(pd.DataFrame(COLUMNS)), "lod", "target")
