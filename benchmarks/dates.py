"""How many dates are read right, refused or read wrong, and how long one takes.

    python benchmarks/dates.py

The texts are those of a table that was written before the parser: what it
should have been read as stands beside each. Peers are pandas and dateutil
(day first) and, where it is installed, the `edtf` package's text reader.

right    the wanted days (and time), or refused where the text is no date
lost     a part of the wanted days, or all of them and more: the vagueness is gone
refused  no date, though the text is one
wrong    days outside those that were wanted
"""

from __future__ import annotations

import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import pandas as pd
from dateutil import parser as dateutil_parser

from workbench.intake.dates.edtf import edtf_span
from workbench.intake.dates.reading import forget, read_date
from workbench.intake.dates.spans import Unreadable

try:
    from edtf.natlang import en as edtf_english
except ImportError:
    edtf_english = None

Days = tuple[date | None, date | None]
NO_DATE: Days = (None, None)
NARROW = date(1900, 1, 1), date(2100, 12, 31)

WANTED = {
    "w/c 14 May 2012": "2012-05-14/2012-05-20",
    "?22 May 2012": "2012-05-22",
    "early 2011": "2011-01/2011-04",
    "spring 2019": "2019-03/2019-05",
    "15.5.12": "2012-05-15",
    "10-12 May 2012": "2012-05-10/2012-05-12",
    "May 2012": "2012-05",
    "03/04/2012": "2012-04-03",
    "22/05/2012 14:30": "2012-05-22",
    "c. 2009": "2009~",
    "approx. 5 June 2012": "2012-06-05~",
    "Q3 2012": "2012-07/2012-09",
    "not before 14 May 2012": "2012-05-14/..",
    "overnight 14/15 May 2012": "2012-05-14/2012-05-15",
    "before Christmas 2011": "../2011-12-25",
    "between 3 and 9 July 2012": "2012-07-03/2012-07-09",
    "Dec 11 - Jan 12": "2011-12/2012-01",
    "week ending 20.05.2012": "2012-05-14/2012-05-20",
    "31/11/2012": "",
}
NUMBERS = ["22/05/2012", "22.05.16", "03/04/2012", "2012-05-22"]
WORDS = ["22 May 2012", "22-may-16", "May 2012", "8 Feb 2008"]


def days_of(edtf: str) -> Days:
    """Return the first and last day of an EDTF text, none where it cannot be read."""
    try:
        span = edtf_span(edtf)
    except Unreadable:
        span = None
    return (span.first, span.last) if span else NO_DATE


def by_workbench(text: str) -> Days:
    when = read_date(text)
    return when.earliest, when.latest


def by_pandas(text: str) -> Days:
    stamp = pd.to_datetime(text, dayfirst=True, errors="coerce")
    return NO_DATE if pd.isna(stamp) else (stamp.date(), stamp.date())


def by_dateutil(text: str) -> Days:
    try:
        day = dateutil_parser.parse(text, dayfirst=True).date()
    except (ValueError, OverflowError):
        return NO_DATE
    return day, day


def by_edtf(text: str) -> Days:
    assert edtf_english is not None
    edtf_english.text_to_edtf.cache_clear()  # or the second reading would come from its memory
    edtf_english.text_to_edtf_date.cache_clear()
    found = edtf_english.text_to_edtf(text)
    if not found:
        return NO_DATE
    days = days_of(found)
    return days if days != NO_DATE else NARROW  # EDTF such as XXXX-12-11/... says any year at all


def verdict(text: str, found: Days) -> str:
    wanted = days_of(WANTED[text])
    if found == wanted:
        return "right"
    if found == NO_DATE:
        return "refused"
    first, last = (day or edge for day, edge in zip(found, NARROW, strict=True))
    low, high = (day or edge for day, edge in zip(wanted, NARROW, strict=True))
    inside, around = low <= first and last <= high, first <= low and high <= last
    return "lost" if WANTED[text] and (inside or around) and (first, last) != NARROW else "wrong"


def microseconds(read: Callable[[str], object], texts: list[str], rounds: int) -> float:
    """Return the microseconds of one reading: the fastest of five runs."""
    runs = []
    for _ in range(5):
        started = time.perf_counter()
        for _ in range(rounds):
            for text in texts:
                read(text)
        runs.append(time.perf_counter() - started)
    return min(runs) / rounds / len(texts) * 1e6


def uncached(text: str) -> object:
    forget()
    return read_date(text)


def main() -> None:
    warnings.simplefilter("ignore")  # pandas warns where it guesses the format
    peers: dict[str, Callable[[str], Days]] = {
        "workbench": by_workbench,
        "pandas": by_pandas,
        "dateutil": by_dateutil,
    }
    if edtf_english is not None:
        peers["edtf"] = by_edtf
    verdicts = {name: {text: verdict(text, read(text)) for text in WANTED} for name, read in peers.items()}

    print(f"{'text':28}" + "".join(f"{name:>11}" for name in peers))
    for text in WANTED:
        print(f"{text:28}" + "".join(f"{verdicts[name][text]:>11}" for name in peers))
    for word in ("right", "lost", "refused", "wrong"):
        counts = (Counter(verdicts[name].values())[word] for name in peers)
        print(f"{'= ' + word:28}" + "".join(f"{count:>11}" for count in counts))

    print(f"\nmicroseconds a row{'':16}{'in numbers':>14}{'with a month':>14}{'the table':>12}")
    readers = {"workbench, text seen before": by_workbench, "workbench, new text": uncached, **peers}
    del readers["workbench"]
    for name, read in readers.items():
        rounds = 200 if name.startswith("workbench") else 10
        times = [microseconds(read, texts, rounds) for texts in (NUMBERS, WORDS, list(WANTED))]
        print(f"{name:34}{times[0]:>14.1f}{times[1]:>14.1f}{times[2]:>12.1f}")

    rows = [f"{1 + i % 28:02}/{1 + i % 12:02}/{2010 + i % 9}" for i in range(100_000)]
    print("\nseconds for 100,000 rows of dd/mm/yyyy")
    forget()
    started = time.perf_counter()
    for text in rows:
        read_date(text)
    ours = time.perf_counter() - started
    started = time.perf_counter()
    pd.to_datetime(pd.Series(rows), dayfirst=True, errors="coerce")
    theirs = time.perf_counter() - started
    print(f"workbench {ours:.3f} · pandas, whole column at once {theirs:.3f} · ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
