# SPDX-License-Identifier: Apache-2.0
"""`.ts` files: what the archives hold, and every way in which one can be wrong."""

import os
from pathlib import Path

import numpy as np
import pytest

from openlstm.data.ts_file import read_ts
from openlstm.errors import InputError

HEADER = """# a comment
@problemName made-up
@timeStamps false
@missing true
@univariate false
@dimensions 2
@equalLength false
@classLabel true up down

@data
"""
GOOD = HEADER + "1,2,?:0,0,1:up\n# another\n3:4.5:down\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.ts"


def test_lengths_holes_and_labels(file: Path) -> None:
    file.write_text(GOOD)
    found = read_ts(file)
    assert found.lengths.tolist() == [3, 1]
    np.testing.assert_array_equal(found.values[0], [[1, 0], [2, 0], [np.nan, 1]])
    assert found.values[1].tolist() == [[3.0, 4.5]]
    assert found.labels.tolist() == ["up", "down"]
    assert found.names == (0, 1)


def test_without_labels(file: Path) -> None:
    file.write_text("@classLabel false\n@data\n1,2\n3\n")
    found = read_ts(file)
    assert found.labels is None
    assert found.lengths.tolist() == [2, 1]


def test_capital_letters_and_old_names_of_the_header(file: Path) -> None:
    file.write_text("@PROBLEMNAME x\n@DIMENSION 1\n@ClassLabel TRUE a b\n@Data\n1,2:a\n")
    assert read_ts(file).labels.tolist() == ["a"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has no line @data"),
        (GOOD.replace("@data\n", ""), "line 10: a line of the header must begin with @"),
        (HEADER, "has no sequence after @data"),
        (GOOD.replace("@classLabel true up down\n", ""), "line 9: @classLabel is missing"),
        (GOOD.replace("@classLabel", "@clasLabel"), "line 8: @clasLabel .*did you mean classLabel"),
        (GOOD.replace("true up down", "true"), "line 8: @classLabel must be false, or true and"),
        (GOOD.replace("true up down", "up down"), "line 8: @classLabel must be true or false"),
        (GOOD.replace("@timeStamps false", "@timeStamps true"), "line 3: steps with time stamps"),
        (GOOD.replace("@missing true", "@missing yes"), "line 4: @missing must be true or false"),
        (GOOD.replace("@missing true", "@missing false"), "line 11: a value is missing, and the"),
        (GOOD.replace("@dimensions 2", "@dimensions 3"), "line 11: 3 channels are promised, .* 2"),
        (GOOD.replace("@dimensions 2", "@dimensions two"), "line 6: @dimensions must be a whole"),
        (GOOD.replace("univariate false", "univariate true"), "line 11: 1 channels are promised"),
        (GOOD.replace("Length false", "Length true"), "line 13: 3 steps are promised, the line"),
        (GOOD.replace("0,0,1", "0,1"), "line 11: its channels have 2 and 3 steps"),
        (GOOD.replace("4.5", "high"), "line 13: step 1 of channel 1 must be a finite .* 'high'"),
        (GOOD.replace("4.5", "inf"), "line 13: step 1 of channel 1 must be a finite number"),
        (GOOD.replace("4.5:down", "4.5:left"), "line 13: .*got 'left'; @classLabel names up, down"),
        (GOOD.replace("@problemName made-up", "@targetLabel true"), "line 2: the labels are num"),
    ],
)
def test_wrong_files_are_refused_with_their_line(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(InputError, match=message) as error:
        read_ts(file)
    assert str(file) in str(error.value)


def test_bytes_that_are_no_text(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"@problemName \xff\n")
    with pytest.raises(InputError, match="is no UTF-8 text"):
        read_ts(file)
    with pytest.raises(InputError, match=r"none\.ts cannot be read"):
        read_ts(tmp_path / "none.ts")


def test_the_archives_own_files() -> None:
    folder = Path(os.environ.get("OPENLSTM_DATA", Path(__file__).parents[3] / "shared" / "data"))
    if not (folder / "classify").is_dir():
        pytest.skip(f"{folder} has no folder classify; set OPENLSTM_DATA")
    found = read_ts(folder / "classify" / "JapaneseVowels_TRAIN.ts")
    assert (len(found), len(found.channels)) == (270, 12)
    assert (found.lengths.min(), found.lengths.max()) == (7, 26)
    assert np.unique(found.labels, return_counts=True)[1].tolist() == [30] * 9
