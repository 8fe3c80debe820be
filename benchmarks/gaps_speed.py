"""How long all patterns take over a crowded case, beside pairing the same entries.

    python benchmarks/gaps_speed.py [--entries 100000]

The entries are those of ``_paired_cases.py``: 20 agencies in ten years, two in
five of which code nothing, a fifth of the dates vague. Coding and pairing
come before and are not part of it; reading the case into what the patterns ask of
it is. Seconds are of the processor; compare the ratio, not the seconds.

Wanted: at most 3 times as long as pairing the same entries; memory below 1 GB; from a
tenth of the entries to all of them at most 12 times as long; no pattern above a
quarter of the whole; a threshold moved at a tenth of the entries shown again in
100 ms. Exit code 1 if any is not kept.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks._paired_cases import FAMILY, paired_case  # noqa: E402
from workbench.case import Agency, CaseFolder  # noqa: E402
from workbench.chronology import Case, pair  # noqa: E402
from workbench.gaps import CATALOGUE, Gaps, finder  # noqa: E402
from workbench.gaps.pattern import Pattern, Search  # noqa: E402
from workbench.gaps.runner import run  # noqa: E402
from workbench.intake import read_date  # noqa: E402

AGENCIES, DAYS, SEED = 20, 3650, 7
MOST_RATIO, MOST_MEMORY_MB, MOST_GROWTH, MOST_SHARE, MOST_MS = 3.0, 1000, 12.0, 0.25, 100
BIRTHS = {"child": "2016-03-01", "sibling": "2012-06-01", "mother": "1992", "father": "1990"}
CHANGED_BY = 1


def crowded_case(size: int) -> tuple[Case, float]:
    """Return a case of about so many entries, coded and paired, and the seconds that pairing took."""
    made = paired_case(SEED, contacts=size * 15 // 100, agencies=AGENCIES, days=DAYS, vague=0.2)
    entries = made.coded()
    pair(entries.head(100), made.agencies)  # loads what pairing imports
    begun = time.process_time()
    pairing = pair(entries, made.agencies)
    seconds = time.process_time() - begun
    entries["paired_with"], entries["same_as"] = pairing.paired_with, pairing.same_as
    entries["scope"], entries["date_question"] = "within", ""
    order = entries.sort_values(["earliest", "latest"], kind="stable").index
    people = tuple(replace(person, birth=read_date(BIRTHS.get(person.id, ""))) for person in FAMILY)
    return Case(_folder(made.agencies), pd.DataFrame(entries.loc[order]), people), seconds


def _folder(agencies: dict[str, Agency]) -> CaseFolder:
    return CaseFolder(
        path=ROOT, title="A crowded case", review_type="cpr_extended", jurisdiction="Wales",
        subjects=("child",), index_date=None, period_from=None, period_to=None, agencies=agencies, files={},
    )  # fmt: skip


class Clock:
    """The patterns of the catalogue, with the seconds that each takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def patterns(self) -> list[Pattern]:
        """Return every pattern so that it is timed to its last answer."""
        return [replace(one, search=self._timed(one.pattern, one.search)) for one in CATALOGUE]

    def _timed(self, code: str, search: Search) -> Callable[..., Iterator[Any]]:
        def timed(*records: Any, **settings: Any) -> Iterator[Any]:
            begun = time.process_time()
            answers = list(search(*records, **settings))
            self.seconds[code] = time.process_time() - begun
            return iter(answers)

        return timed


def taken(case: Case) -> tuple[float, Clock, Gaps]:
    """Return the seconds of one whole run on a case that nothing was asked of yet, and of each pattern."""
    fresh = replace(case)  # what a case has worked out is kept with it
    clock = Clock()
    begun = time.process_time()
    found = run(fresh, clock.patterns())
    return time.process_time() - begun, clock, found


def memory_mb(case: Case) -> float:
    """Return the most memory that a run takes beside the case itself."""
    fresh = replace(case)
    tracemalloc.start()
    run(fresh, CATALOGUE)
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return most


def moved_ms(case: Case) -> dict[str, float]:
    """Return by setting how long it takes until everything is shown again after it was moved by one."""
    found, waits = finder(case), {}
    found.found()
    for pattern in CATALOGUE:
        for name, value in pattern.settings.items():
            if type(value) is int:
                begun = time.process_time()
                found.change(pattern.pattern, **{name: value + CHANGED_BY})
                found.found()
                waits[f"{pattern.pattern} {name}"] = (time.process_time() - begun) * 1000
                found.change(pattern.pattern, **{name: value})
    return waits


def print_shares(clock: Clock, whole: float) -> bool:
    """Print every pattern's share of a run, the longest first."""
    order = sorted(clock.seconds.items(), key=lambda item: -item[1])
    print("\nshare of the run by pattern, with what each is the first to ask for")
    for code, seconds in order:
        print(f"{code:8}{seconds:8.2f} s{seconds / whole:8.0%}")
    return order[0][1] <= MOST_SHARE * whole


def print_moved(waits: dict[str, float]) -> bool:
    """Print how long moved thresholds take, the slowest first."""
    slowest: Sequence[tuple[str, float]] = sorted(waits.items(), key=lambda item: -item[1])
    print(
        f"\na threshold moved by {CHANGED_BY}, at a tenth of the entries: "
        f"median {median(waits.values()):.0f} ms"
    )
    for name, wait in slowest[:5]:
        print(f"{name:44}{wait:8.0f} ms")
    return slowest[0][1] <= MOST_MS


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed of all patterns.")
    parser.add_argument("--entries", type=int, default=100_000, help="entries (default 100000)")
    most = parser.parse_args().entries
    kept, before, clock, seconds = True, 0.0, Clock(), 0.0
    print(f"{len(CATALOGUE)} patterns, {AGENCIES} agencies, {DAYS // 365} years")
    print(
        f"{'entries':>9}{'pairing':>9}{'patterns':>10}{'ratio':>7}{'growth':>8}{'memory, MB':>12}"
        f"{'points':>8}"
    )
    for size in (most // 10, most):
        case, pairing = crowded_case(size)
        if not before:
            kept &= print_moved(moved_ms(case))
        seconds, clock, found = taken(case)
        memory = memory_mb(case)
        growth = f"{seconds / before:8.1f}" if before else " " * 8
        print(
            f"{len(case.entries):9d}{pairing:9.2f}{seconds:10.2f}{seconds / pairing:7.2f}{growth}"
            f"{memory:12.0f}{len(found.gaps):8d}"
        )
        if before:
            kept &= seconds <= MOST_RATIO * pairing and memory <= MOST_MEMORY_MB
            kept &= seconds <= MOST_GROWTH * before
        before = seconds
    kept &= print_shares(clock, seconds)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
