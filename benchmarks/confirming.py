"""Confirming codes in a case of 10,000 entries, beside plain reading of the same files, in one run.

    python benchmarks/confirming.py

coding.csv holds 10,000 decisions; the yardstick for reading it is `csv.reader`
over the same lines. The grid is opened on the case and one suggestion is
accepted, which is on the disk before it is called saved; the yardstick is one
`write` and `fsync` of a line. A corrected file in which one word of every entry
changed is compared with the old one, at 2,500 and at 10,000 entries.

Wanted: reading within 15 times the yardstick, an accepted code within a tenth of
a second, comparing growing no faster than 6 times for four times the entries.
Exit code 1 if one is not kept.
"""

from __future__ import annotations

import csv
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from workbench.case import Coding, confirm_codes, read_answers, record_fingerprints
from workbench.chronology import load_case
from workbench.chronology.corrected import CHANGED, compare
from workbench.intake import Timeline
from workbench.pages.confirm import confirm_panel

MOST_READING, MOST_SECONDS, MOST_GROWTH = 15.0, 0.1, 6.0
ENTRIES, ROUNDS = 10_000, 5
WORDS = ("visit", "call", "letter", "school", "clinic", "housing", "mother", "worker", "meeting", "room")


def least(measured: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = clock()
        measured()
        times.append(clock() - began)
    return min(times)


def sentences(count: int, chance: random.Random) -> list[str]:
    return [f"{n}: home visit, {' '.join(chance.choices(WORDS, k=40))}." for n in range(count)]


def made_case(folder: Path) -> Path:
    case = folder / "case"
    (case / "timelines").mkdir(parents=True)
    (case / "case.toml").write_text('title = "Invented"\n')
    lines = (
        f"{n % 28 + 1}/{n % 12 + 1}/2019|{text}"
        for n, text in enumerate(sentences(ENTRIES, random.Random(1)))
    )
    (case / "timelines" / "social-work.csv").write_text("\n".join(["Date|Event", *lines]))
    record_fingerprints(case)
    return case


def reading(folder: Path) -> bool:
    lines = [Coding("police", f"k{n:016x}", n, "kind", ["visit_child"]) for n in range(ENTRIES)]
    confirm_codes(folder, lines, who="Ann O'Neill")
    path = folder / "coding.csv"
    plain = least(lambda: list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())))
    ours = least(lambda: read_answers(folder))
    print(
        f"10,000 decisions read: {ours * 1000:.0f} ms, csv.reader {plain * 1000:.0f} ms, "
        f"{ours / plain:.1f} times"
    )
    return ours / plain <= MOST_READING


def accepting(folder: Path) -> bool:
    case = load_case(made_case(folder))
    began = time.perf_counter()
    panel = confirm_panel(case, who=lambda: "Ann", changed=lambda: None)
    opened = time.perf_counter() - began
    ids = iter(case.entries.index)

    def accept() -> None:
        panel.ask({"do": "accept", "id": next(ids), "field": "kind"})

    def write() -> None:
        with (folder / "plain.csv").open("a") as file:
            file.write("one line\n")
            file.flush()
            os.fsync(file.fileno())

    accept()
    one, plain = least(accept), least(write)
    assert panel.view["said"]["kind"] == "saved"
    print(
        f"Grid of {ENTRIES:,} entries opened in {opened:.2f} s; one code accepted in {one * 1000:.0f} ms, "
        f"of which writing a line takes {plain * 1000:.1f} ms"
    )
    return one <= MOST_SECONDS


def comparing() -> bool:
    times = []
    for count in (ENTRIES // 4, ENTRIES):
        texts = sentences(count, random.Random(2))
        dates = [f"{n % 28 + 1}/{n % 12 + 1}/{2010 + n % 9}" for n in range(count)]
        old, new = (
            Timeline("x", "x.csv", {"date": dates, "event": words}, list(range(2, count + 2)))
            for words in (texts, [text.replace("home", "house") for text in texts])
        )
        rows = compare(old, new)
        assert sum(row.state == CHANGED and row.old == row.new for row in rows) > 0.99 * count
        times.append(least(lambda old=old, new=new: compare(old, new), time.process_time))
        print(f"Corrected file of {count:,} entries, all changed, compared in {times[-1]:.2f} s")
    print(f"Four times the entries take {times[1] / times[0]:.1f} times as long")
    return times[1] / times[0] <= MOST_GROWTH


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = [reading(folder), accepting(folder), comparing()]
    print("All kept." if all(kept) else "Not all kept.")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
