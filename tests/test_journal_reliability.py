"""What the screen called saved is there, whatever happens: killed, full, locked, damaged, many at once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.case_files import SOURCE
from tests.test_journal import address, folder, note
from workbench.journal import JournalError, open_journal
from workbench.journal import step as steps
from workbench.journal.model import FILE
from workbench.journal.recovery import recover

__all__ = ["address", "folder"]
WRITERS = 200

_WRITES = """
import sys
from pathlib import Path
from workbench.journal import Draft, open_journal
journal = open_journal(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    text = f"note {sys.argv[2]} {number} " + "x" * 300
    [record] = journal.write([Draft("note", {"text": text})], who="Ann")
    print(record.item, flush=True)
"""


def writer(place: Path, name: str) -> subprocess.Popen[str]:
    """A program that writes notes and says the id of each that is saved."""
    return subprocess.Popen(
        [sys.executable, "-c", _WRITES, str(place), name],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not there")
def test_every_note_that_was_called_saved_is_there_after_a_hundred_kills(tmp_path: Path) -> None:
    """Ten programs at a time are killed at random moments while they write; the journal is whole."""
    chance = random.Random(7)
    said: list[str] = []
    for round_ in range(10):
        programs = [writer(tmp_path, f"{round_}.{n}") for n in range(10)]
        firsts = [program.stdout.readline() for program in programs if program.stdout]  # each has begun
        said += [line.strip() for line in firsts if line.endswith("\n")]
        for program in programs:
            time.sleep(chance.random() * 0.02)
            program.send_signal(signal.SIGKILL)
        for program in programs:
            assert program.stdout is not None
            said += [
                line.strip()
                for line in program.stdout.read().splitlines(keepends=True)
                if line.endswith("\n")
            ]
            program.wait()
        there = {item.id for item in open_journal(tmp_path).items()}
        assert set(said) <= there
    assert open_journal(tmp_path).check() == () and len(said) >= 100


def _many(arguments: tuple[str, int, int]) -> list[str]:
    place, first, count = arguments

    def one(number: int) -> str:
        return note(open_journal(Path(place)), f"note {number}", who=f"writer {number}")

    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(one, range(first, first + count)))


def test_two_hundred_writers_at_once_are_all_there_in_one_order(folder: Path) -> None:
    """Forty threads in four programs write two hundred notes, each with a journal of its own."""
    with ProcessPoolExecutor(4) as programs:
        parts = [(str(folder), first, WRITERS // 4) for first in range(0, WRITERS, WRITERS // 4)]
        ids = [id for found in programs.map(_many, parts) for id in found]
    journal = open_journal(folder)

    assert {item.id for item in journal.items()} == set(ids) and len(set(ids)) == WRITERS
    assert [record.number for record in journal.records()] == list(range(1, WRITERS + 1))
    assert journal.check() == ()


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    """The file may grow no further: what was saved stays, the next note is refused in words."""
    code = """
import resource, signal, sys
from pathlib import Path
from workbench.journal import Draft, JournalError, open_journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
journal = open_journal(Path(sys.argv[1]))
journal.write([Draft("note", {"text": "first"})], who="Ann")
size = (Path(sys.argv[1]) / "journal.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    journal.write([Draft("note", {"text": "x" * 90_000})], who="Ann")
except JournalError as error:
    print(error)
print([item.fields["text"][:5] for item in open_journal(Path(sys.argv[1])).items()])
"""
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, env=env)
    refused, there = ran.stdout.splitlines()

    assert "Make room on the disk and try again; nothing was saved." in refused
    assert there == "['first']"
    assert open_journal(tmp_path).check() == ()


@pytest.mark.skipif(os.name == "nt", reason="needs rights as Unix has them")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """What is there can still be read."""
    place = tmp_path / "case"
    place.mkdir()
    note(open_journal(place), "first")
    code = """
import os, sys
from pathlib import Path
from workbench.journal import Draft, JournalError, open_journal
warm = open_journal(Path(sys.argv[2]))  # everything is imported while this user may still read it
warm.write([Draft("note", {"text": "warm"})], who="Ann")
try:
    warm.write([Draft("note", {})], who="Ann")
except JournalError:
    pass
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
journal = open_journal(Path(sys.argv[1]))
print([item.fields["text"] for item in journal.items()])
try:
    journal.write([Draft("note", {"text": "second"})], who="Ann")
except JournalError as error:
    print(error)
"""
    for path, mode in ((place / FILE, 0o444), (place, 0o555)):
        path.chmod(mode)
    for above in place.parents:  # pytest's own folders are closed to others, too
        if "pytest-of-" in str(above):
            above.chmod(above.stat().st_mode | 0o055)
    try:
        env = {**os.environ, "PYTHONPATH": str(SOURCE)}
        ran = subprocess.run(
            [sys.executable, "-c", code, str(place), str(tmp_path)], capture_output=True, text=True, env=env
        )
    finally:
        place.chmod(0o755)
    assert ran.stdout.startswith("['first']\n"), ran.stderr
    assert "Move the case to a place where you may write" in ran.stdout.splitlines()[1]


def test_a_file_that_another_program_holds_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time one waits; when it is let go of, the note goes through."""
    journal = open_journal(tmp_path)
    note(journal, "first")
    monkeypatch.setattr("workbench.journal.store.WAIT_SECONDS", 1)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="Another program has held the file"):
            note(journal, "second")
        other.execute("ROLLBACK")
    note(journal, "second")

    assert [item.fields["text"] for item in open_journal(tmp_path).items()] == ["first", "second"]


def test_a_clock_that_was_set_back_puts_no_record_before_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is by number, and no moment lies before the one of the record before."""
    journal = open_journal(tmp_path)
    note(journal, "first")

    class Back(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(steps, "datetime", Back)
    note(journal, "second")
    first, second = journal.records()

    assert second.at >= first.at and journal.check() == ()


def test_a_damaged_journal_is_brought_back_to_its_last_good_record(tmp_path: Path) -> None:
    """What was lost is said, the damaged file is kept."""
    journal = open_journal(tmp_path)
    for number in range(300):
        note(journal, f"note {number} " + "x" * 200)
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    place = content.index(b"note 200 ")
    content[place : place + 4] = b"ruin"
    path.write_bytes(content)
    found = recover(tmp_path)

    assert (found.kept, found.lost, found.why) == (200, 100, "record 201 is not as it was written")
    assert (tmp_path / found.damaged).read_bytes() == bytes(content)
    again = open_journal(tmp_path)
    assert again.newest() == 200 and again.check() == ()
    note(again, "goes on")
    assert recover(tmp_path).damaged == ""


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_journal_that_was_cut_off_gives_words_and_then_its_first_records(
    tmp_path: Path, cut: float
) -> None:
    """As after a copy that broke off."""
    journal = open_journal(tmp_path)
    for number in range(300):
        note(journal, f"note {number} " + "x" * 200)
    path = tmp_path / FILE
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut) // 4096 * 4096])
    with pytest.raises(JournalError, match=r"The file is damaged .*workbench journal CASE --recover"):
        open_journal(tmp_path).check()
    found = recover(tmp_path)

    assert found.damaged and (tmp_path / found.damaged).exists()
    again = open_journal(tmp_path)
    assert again.newest() == found.kept and again.check() == ()


def test_what_is_no_journal_at_all_is_said_and_set_aside(tmp_path: Path) -> None:
    """Nothing can be read of it."""
    (tmp_path / FILE).write_bytes(b"anything else" * 1000)
    with pytest.raises(JournalError, match="The file is damaged"):
        open_journal(tmp_path)
    found = recover(tmp_path)

    assert (found.kept, found.lost) == (0, None)
    assert open_journal(tmp_path).items() == ()
