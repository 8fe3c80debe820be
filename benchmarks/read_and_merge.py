"""Reading and merging 100,000 entries, beside pandas on the same rows, in one run.

    python benchmarks/read_and_merge.py

Twelve agencies' files are invented in a temporary folder: 8 columns, about
5,000 distinct dates in the habits of twelve writers, one in twenty vague. The
yardstick is what anybody would write with pandas for the same rows with every
date as dd/mm/yyyy: `read_csv` of the twelve files, `to_datetime`, `sort_values`.

Wanted of reading and merging: at most 5 times the yardstick, and at most 12
times as long for ten times as many entries. Exit code 1 if either is not kept.
`load_case` does more (it suggests codes from free text, and pairs) and is shown
beside it.
"""

from __future__ import annotations

import csv
import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from workbench.case import collector_paused, open_folder, record_fingerprints
from workbench.chronology import load_case, merge
from workbench.intake import read_timeline
from workbench.intake.dates.reading import forget

MOST_RATIO, MOST_GROWTH = 5.0, 12.0
ROUNDS = 15
AGENCIES = (
    "police", "social-services", "health-visiting", "midwifery", "gp", "hospital",
    "primary-school", "housing", "probation", "camhs", "early-help", "ambulance",
)  # fmt: skip
HABITS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%d/%m/%Y}", lambda d: f"{d.day}.{d.month}.{d:%y}", lambda d: f"{d:%d-%b-%y}",
    lambda d: f"{d.day} {d:%B %Y}", lambda d: f"{d:%Y-%m-%d}", lambda d: f"{d:%a %d/%m/%y}",
)  # fmt: skip
VAGUE: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%B %Y}", lambda d: f"early {d:%B %Y}", lambda d: f"w/c {d.day} {d:%B %Y}",
    lambda d: f"about {d:%d/%m/%Y}", lambda d: f"before {d.day} {d:%b %Y}", lambda d: f"?{d:%d/%m/%Y}",
)  # fmt: skip
HEADINGS = (
    "Date", "Time", "Source of information", "Event", "Response", "People", "Told", "Heard from",
)  # fmt: skip
SENTENCES = (
    "Visit to the home, the room was warm and there was food in the kitchen.",
    "Telephone call from the neighbour: shouting was heard during the night.",
    "Appointment offered and not kept; a letter was sent.",
    'Mother said: "we are fine", and asked about the new flat.',
    "Information passed on after the meeting, copy on file.",
)


def make_case(folder: Path, entries: int, seed: int = 7) -> tuple[Path, Path]:
    """Write a case of invented entries and the plain files for pandas; return both folders."""
    dice = random.Random(seed)
    case, plain = folder / f"case-{entries}", folder / f"plain-{entries}"
    (case / "timelines").mkdir(parents=True)
    plain.mkdir()
    (case / "case.toml").write_text('title = "Invented"\nsubject = "child"\n', encoding="utf-8")
    (case / "people.csv").write_text(
        "id,label,birth,role\nchild,Child,1 June 2010,subject\nmother,Mother,,mother\n", encoding="utf-8"
    )
    days = [date(2012, 1, 1) + timedelta(days=i * 4) for i in range(500)]
    for number, agency in enumerate(AGENCIES):
        size = entries // len(AGENCIES) + (number < entries % len(AGENCIES))
        rows = [_row(dice, dice.choice(days), HABITS[number % len(HABITS)]) for _ in range(size)]
        _write(case / "timelines" / f"{agency}.csv", [row for row, _ in rows])
        _write(plain / f"{agency}.csv", [[f"{day:%d/%m/%Y}", *row[1:]] for row, day in rows])
    record_fingerprints(case)
    return case, plain


def _row(dice: random.Random, day: date, habit: Callable[[date], str]) -> tuple[list[str], date]:
    written = dice.choice(VAGUE)(day) if dice.random() < 0.05 else habit(day)
    return [
        written,
        dice.choice(("", "", "09:30", "14:00")),
        dice.choice(("Case record", "Log", "Letter")),
        f"{dice.choice(SENTENCES)} {dice.choice(SENTENCES)} No. {dice.randrange(10**6)}",
        dice.choice(("", "Noted.", "Passed to manager.")),
        dice.choice(("", "child", "child;mother")),
        dice.choice(("", "", "", "social services", "police")),
        dice.choice(("", "", "", "health visiting", "school")),
    ], day


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])


def pandas_reads(plain: Path) -> int:
    """Do what the yardstick is."""
    table = pd.concat([pd.read_csv(path) for path in sorted(plain.glob("*.csv"))], ignore_index=True)
    table["Date"] = pd.to_datetime(table["Date"], format="%d/%m/%Y")
    return len(table.sort_values("Date"))


@collector_paused()
def we_read(case: Path) -> int:
    """Read and merge as `load_case` does, with the collector paused, without codes and pairs."""
    forget()
    folder = open_folder(case)
    timelines = [read_timeline(file, agency=slug) for slug, file in folder.files.items()]
    return len(merge(timelines)[0])


def we_load(case: Path) -> int:
    """Open the case whole: fingerprints, family, codes stated and suggested, pairs, scope."""
    forget()
    return len(load_case(case).entries)


def seconds(job: Callable[[Path], int], folder: Path, entries: int) -> float:
    """Return the processor time that one run takes, whatever else the machine does meanwhile."""
    gc.collect()  # no run leaves work behind for the next
    start = time.process_time()
    assert job(folder) == entries
    return time.process_time() - start


def measured(case: Path, plain: Path, entries: int) -> tuple[float, float]:
    """Return the best times of pandas and of reading and merging."""
    # In turns, and the best of each, so that a busy moment of the machine decides nothing.
    runs = [(seconds(pandas_reads, plain, entries), seconds(we_read, case, entries)) for _ in range(ROUNDS)]
    pandas, ours = (min(column) for column in zip(*runs, strict=True))
    return pandas, ours


SIZES = (10_000, 100_000)


def main() -> int:
    """Print the figures side by side."""
    print(f"{'entries':>8}  {'pandas':>7}  {'read+merge':>10}  {'ratio':>6}  {'load_case':>10}  {'ratio':>6}")
    took: dict[int, tuple[float, ...]] = {}
    with tempfile.TemporaryDirectory() as folder:
        places = {entries: make_case(Path(folder), entries) for entries in SIZES}
        for entries in SIZES:
            took[entries] = measured(*places[entries], entries)
        # Afterwards: what coding and pairing remember for good weighs on every later collection.
        for entries in SIZES:
            took[entries] += (seconds(we_load, places[entries][0], entries),)
    for entries, (pandas, ours, whole) in took.items():
        print(
            f"{entries:>8}  {pandas:>6.2f}s  {ours:>9.2f}s  {ours / pandas:>6.2f}  "
            f"{whole:>9.2f}s  {whole / pandas:>6.2f}"
        )
    ratio = took[100_000][1] / took[100_000][0]
    growth = [large / small for large, small in zip(took[100_000], took[10_000], strict=True)]
    print(f"read and merge against pandas, 100,000 entries: {ratio:.2f} (wanted: at most {MOST_RATIO:g})")
    print(
        f"from 10,000 to 100,000: read and merge {growth[1]:.1f} times (wanted: at most {MOST_GROWTH:g}), "
        f"load_case {growth[2]:.1f} times, pandas {growth[0]:.1f} times"
    )
    return 0 if ratio <= MOST_RATIO and growth[1] <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
