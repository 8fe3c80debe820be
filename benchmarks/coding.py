"""How often suggested codes are right, and how fast they are made.

Run: python benchmarks/coding.py

Quality is measured on ``tests/coding_labelled.csv``: invented entries in the
manner of ten agencies, by one author. Half "write" was read again and again
while the rules were written: its figures only show what a change loses. Half
"held" was labelled after the rules and its entries were not looked at since:
its figures are what to expect of a table that nobody has seen, give or take a
tenth. A label holds one kind: what the event column is about; the response
decides only where the event says nothing of its own. How speed is measured is
told in ``coding_speed.py``, which can be run by itself.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from workbench.case import Agency, Person  # noqa: E402
from workbench.coding import FIELDS, suggest  # noqa: E402
from workbench.coding.suggest import SEVERAL  # noqa: E402
from workbench.vocabulary import AGENCY_TYPES  # noqa: E402

AGENCIES = {slug: Agency(slug, kind.label, slug, kind.organisation) for slug, kind in AGENCY_TYPES.items()}
FAMILY = (
    Person("mother", "Mother", role="mother"),
    Person("father", "Father", role="father"),
    Person("child", "Child A", role="subject child", subject=True),
    Person("sibling", "Sibling 1", role="sibling"),
    Person("mgm", "MGM", role="maternal grandmother"),
    Person("pgm", "PGM", role="paternal grandmother"),
    Person("mp", "Mother's partner", role="mother's partner"),
)
Row = dict[str, str]


def labelled() -> list[Row]:
    """Return the labelled entries."""
    with (ROOT / "tests" / "coding_labelled.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(rows: Sequence[Row], *, numbered: bool = False) -> pd.DataFrame:
    """Return entries as `suggest` takes them; ``numbered`` makes every text a different one."""
    return pd.DataFrame(
        {
            "agency": [row["agency"] for row in rows],
            "event": [f"{row['event']} ({at})" if numbered else row["event"] for at, row in enumerate(rows)],
            "response": [row["response"] for row in rows],
            "comment": "",
            "source": "",
        }
    )


def counts(rows: Iterable[Row], found: pd.DataFrame, name: str) -> tuple[int, int, int]:
    """Return how many codes are right, suggested and labelled."""
    right = made = wanted = 0
    for row, value in zip(rows, found[name], strict=True):
        labels = {label for label in row[name].split(";") if label}
        codes = set(value) if name in SEVERAL else {value} - {""}
        right, made, wanted = right + len(labels & codes), made + len(codes), wanted + len(labels)
    return right, made, wanted


def line(name: str, right: int, made: int, wanted: int) -> str:
    precision = f"{right / made:9.2f}" if made else "        -"
    recall = f"{right / wanted:9.2f}" if wanted else "        -"
    return f"{name:22}{precision}{recall}{wanted:8d}"


def print_quality(rows: list[Row]) -> None:
    for half in ("write", "held"):
        chosen = [row for row in rows if row["half"] == half]
        found = suggest(table(chosen), AGENCIES, FAMILY)
        print(
            f'\nHalf "{half}", {len(chosen)} entries\n{"field":22}{"precision":>9}{"recall":>9}{"labels":>8}'
        )
        for name in FIELDS:
            print(line(name, *counts(chosen, found, name)))
        for name in ("kind", "told"):
            print(f"  {name} by agency")
            for manner in dict.fromkeys(row["manner"] for row in chosen):
                own = [at for at, row in enumerate(chosen) if row["manner"] == manner]
                print(line(f"    {manner}", *counts([chosen[at] for at in own], found.iloc[own], name)))


def main() -> None:
    from coding_speed import print_speed  # here, because it takes the entries from this file

    parser = argparse.ArgumentParser(description="Quality and speed of suggested codes.")
    parser.add_argument("--entries", type=int, default=100_000, help="entries to time (default 100000)")
    rows = labelled()
    print_quality(rows)
    print_speed(rows, parser.parse_args().entries)


if __name__ == "__main__":
    main()
