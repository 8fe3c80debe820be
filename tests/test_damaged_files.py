"""Whatever is damaged in a file, it is read or refused: no exception, nothing lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.damaged_files import Damaged, damaged_files, faults, real_files
from workbench.intake import Timeline, read_pasted, read_timeline

WHOLE = real_files()


@pytest.fixture(scope="module")
def read_whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Timeline]:
    folder = tmp_path_factory.mktemp("whole")
    for name, data in WHOLE.items():
        (folder / name).write_bytes(data)
    return {name: read_timeline(folder / name, agency="x") for name in WHOLE}


def test_the_whole_files_are_read(read_whole: dict[str, Timeline]):
    assert {name: len(read) for name, read in read_whole.items()} == {
        "comma.csv": 24, "tab.tsv": 24, "semicolon.csv": 24, "page.html": 24, "word.docx": 25,
        "excel.xlsx": 48, "open.ods": 5, "old.xls": 5,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, read_whole: dict[str, Timeline], seed: int):
    """`benchmarks/fuzz_files.py` does the same with thousands."""
    found = {
        (file.name, file.how): faults(file, tmp_path, read_whole[file.name])
        for file in damaged_files(100 + seed, 48)
    }

    assert {which: wrong for which, wrong in found.items() if wrong} == {}


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(WHOLE)), start=st.integers(0, 4000), middle=st.binary(max_size=80))
def test_any_bytes_in_any_place(
    tmp_path_factory: pytest.TempPathFactory, read_whole: dict[str, Timeline],
    name: str, start: int, middle: bytes,
):  # fmt: skip
    data = WHOLE[name][:start] + middle + WHOLE[name][start + len(middle) :]

    assert faults(Damaged(name, data, "bytes"), tmp_path_factory.getbasetemp(), read_whole[name]) == []


@given(
    data=st.binary(max_size=200),
    head=st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>"]),
)
def test_any_bytes_that_begin_like_a_known_format(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, head: bytes
):
    path = tmp_path_factory.getbasetemp() / "gp.docx"
    path.write_bytes(head + data)

    read = read_timeline(path, agency="gp")
    assert len(read) or any(problem.stops for problem in read.problems)


@given(text=st.text(max_size=200))
def test_any_pasted_text(text: str):
    read = read_pasted(text, agency="gp")
    assert len(read) or any(problem.stops for problem in read.problems)
