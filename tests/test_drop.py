"""Files dropped on a page: they arrive whole or not at all, lead nowhere, and do not stay behind."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from tests.case_files import SOURCE
from workbench.pages.drop import MOST_BYTES, Drop


class Page:
    """A place to drop, and what its page would send."""

    def __init__(self) -> None:
        self.drop = Drop()
        self.there: dict[str, bytes] = {}
        self.refused: list[str] = []
        self.drop.on_dropped(self._take)

    def _take(self, files: list[Any], refused: list[str]) -> None:
        self.there |= {file.name: file.path.read_bytes() for file in files}
        self.refused += refused

    def say(self, what: str, *buffers: bytes, **more: Any) -> None:
        self.drop._on_message(None, {"type": what, "id": "1", **more}, [memoryview(b) for b in buffers])

    def send(self, name: object, *pieces: bytes, size: int | None = None) -> None:
        self.say("begin", name=name, size=sum(map(len, pieces)) if size is None else size)
        for piece in pieces:
            self.say("piece", piece)
        self.say("end")
        self.say("all")


@pytest.fixture
def page() -> Page:
    return Page()


def test_a_file_arrives_as_it_was_sent(page: Page) -> None:
    page.send("Heddlu.csv", b"date,", b"event\n")

    assert (page.there, page.refused) == ({"Heddlu.csv": b"date,event\n"}, [])


@pytest.mark.parametrize(
    ("name", "shown", "suffix"),
    [
        ("../../../etc/passwd.csv", "passwd.csv", ".csv"),
        ("C:\\x\\y.docx", "y.docx", ".docx"),
        ("\u202egnp.exe/", "file", ""),
        ("a.c\u0000sv/..", "..", ""),
        ("x.verylongsuffix", "x.verylongsuffix", ""),
        ("", "file", ""),
        (None, "file", ""),
    ],
)
def test_a_name_is_shown_and_leads_nowhere(page: Page, name: object, shown: str, suffix: str) -> None:
    places = []
    page.drop.on_dropped(lambda files, _: places.extend(file.path for file in files))

    page.send(name, b"x")

    assert page.there == {shown: b"x"}
    assert [(path.parent, path.suffix) for path in places] == [(page.drop._folder, suffix)]


def test_a_file_that_is_too_large_is_not_taken_in(page: Page) -> None:
    page.send("large.csv", b"x", size=MOST_BYTES + 1_000_000)

    assert (page.there, page.refused) == (
        {},
        ["large.csv: the file has 201 MB; a timeline may have 200 MB. Take out what is not a timeline."],
    )


def test_half_a_file_is_not_kept(page: Page) -> None:
    page.send("half.csv", b"da", size=11)

    assert (page.there, page.refused) == (
        {},
        ["half.csv: the file did not arrive whole. Drop it again."],
    )
    assert list(page.drop._folder.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a disk that is always full, as Linux has one")
def test_a_full_disk_is_said(page: Page) -> None:
    page.say("begin", name="a.csv", size=3)
    with open("/dev/full", "wb", buffering=0) as full:
        page.drop._arriving["1"].file = full  # type: ignore[assignment]
        page.say("piece", b"abc")
    page.say("end")
    page.say("all")

    assert (page.there, page.refused) == (
        {},
        [
            "a.csv: the file could not be taken in (No space left on device). Make room, then drop it again.",
        ],
    )
    assert list(page.drop._folder.iterdir()) == []


def test_what_was_dropped_goes_with_the_page(tmp_path: Any) -> None:
    """The Python of a page ends when the page is closed."""
    text = (
        "from workbench.pages.drop import Drop\ndrop = Drop()\n"
        "drop._on_message(None, {'type': 'begin', 'id': '1', 'name': 'a.csv', 'size': 3}, [])\n"
        "print(*drop._folder.iterdir())\n"
    )
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}

    said = subprocess.run([sys.executable, "-c", text], env=env, capture_output=True, text=True).stdout

    assert said.strip().endswith("1.csv")
    assert list(tmp_path.iterdir()) == []
