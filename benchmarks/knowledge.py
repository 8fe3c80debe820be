"""How long the ledger, the knowledge of all agencies and the measures take, and how they grow.

    python benchmarks/knowledge.py

Cases are invented (``_paired_cases.py``): 20 agencies, ten years, 10,000 and
100,000 entries, a fifth of them vaguely dated. Wanted:

- what every agency could have known on every day of ten years, over 10,000 entries: at most 2 s, measured
  beside reading the same entries into codes;
- one agency on one day, as the date cursor asks it: at most 50 ms at 10,000 entries, at most 3 times that
  at 100,000;
- making the ledger and the knowledge: at most 20 times as long for ten times the entries (near linear, while
  ten times as many entries also lie in the same weeks).

Exit code 1 if any is not kept.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks._paired_cases import FAMILY, paired_case  # noqa: E402
from workbench.case import CaseFolder, collector_paused  # noqa: E402
from workbench.chronology import Case, pair  # noqa: E402
from workbench.knowledge import knowledge  # noqa: E402
from workbench.knowledge.measures import (  # noqa: E402
    first_held,
    first_meeting_day,
    key_events,
    share_held,
    together_held,
)
from workbench.ledger import ledger, links_of  # noqa: E402
from workbench.ledger.rows import Rows  # noqa: E402

DAYS, AGENCIES = 3650, 20
MOST_ALL_DAYS, MOST_CURSOR, MOST_CURSOR_GROWTH, MOST_GROWTH = 2.0, 0.05, 3.0, 20.0
FIRST = date(2015, 1, 5)


def loaded(size: int) -> tuple[Case, float]:
    """Return an invented case of about so many entries, and the seconds that coding and pairing took."""
    invented = paired_case(7, contacts=size * 15 // 100, agencies=AGENCIES, days=DAYS, vague=0.2)
    begun = time.process_time()
    entries = invented.coded()
    pairing = pair(entries, invented.agencies)
    read = time.process_time() - begun
    undated = entries["earliest"].isna() & entries["latest"].isna()
    entries = entries.assign(
        paired_with=pairing.paired_with,
        same_as=pairing.same_as,
        scope=["undated" if none else "within" for none in undated],
        date_question="",
    )
    if "others" not in entries:
        entries = entries.assign(others=pd.Series([{}] * len(entries), index=entries.index, dtype=object))
    folder = SimpleNamespace(agencies=invented.agencies, period_from=None, period_to=None, index_date=None)
    return Case(cast(CaseFolder, folder), entries.sort_values("earliest", kind="stable"), FAMILY), read


def taken(work: Callable[[], Any], *, times: int = 1) -> float:
    """Return the fewest seconds of processor time that some work takes."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


@collector_paused()
def measured(size: int) -> dict[str, float]:
    """Return the seconds of each part."""
    case, read = loaded(size)
    case.intervals  # noqa: B018  (made once for all rooms)
    found = {"entries": float(len(case.entries)), "coding and pairing": read}
    links = links_of(Rows(case))
    found["links"] = taken(lambda: links_of(Rows(case)))
    found["ledger"] = taken(lambda: ledger(case, links))
    found["knowledge"] = taken(lambda: knowledge(case, links))
    held = knowledge(case, links)
    days = [FIRST + timedelta(day) for day in range(DAYS)]

    def every_day() -> int:
        return sum(
            len(known.certain_rows) + len(known.possible_rows)
            for name in held.names
            for known in (held.at(name, day) for day in days)
        )

    if size <= 10_000:
        found["every agency, every day"] = taken(every_day)
    middle = days[DAYS // 2]
    held.held("childrens-services")  # sorted once; a cursor that moves asks the same agency again
    for words, day in (("in the middle", middle), ("at the end", days[-1])):
        known = lambda day=day: held.at("childrens-services", day)  # noqa: E731
        found[f"cursor {words}: ids"] = taken(lambda known=known: known().certain, times=5)
        found[f"cursor {words}: topics"] = taken(lambda known=known: known().topics, times=5)
    events = key_events(held)
    found["key events"] = taken(lambda: key_events(held))
    found["share held"] = taken(lambda: share_held(held, events))
    found["first held"] = taken(lambda: first_held(held))
    found["smallest set"] = taken(lambda: together_held(held, middle, events))
    found["first meeting day"] = taken(lambda: first_meeting_day(held, 8))
    return found


def main() -> int:
    """Print the table and say whether what is wanted is kept."""
    parser = argparse.ArgumentParser(description="Time the ledger and the knowledge.")
    parser.add_argument("--quick", action="store_true", help="only 1,000 and 10,000 entries")
    sizes = (1_000, 10_000) if parser.parse_args().quick else (10_000, 100_000)
    small, large = (measured(size) for size in sizes)
    print(f"{'':<28}{small['entries']:>12,.0f}{large['entries']:>12,.0f}   growth")
    for part in dict.fromkeys((*small, *large)):
        if part != "entries":
            one, two = small.get(part, float("nan")), large.get(part, float("nan"))
            print(f"{part:<28}{one:>10.4f} s{two:>10.4f} s{two / max(one, 1e-9):>9.1f}")
    at_ten = small if "every agency, every day" in small and not sizes[1] <= 10_000 else large
    making = [sum(found[part] for part in ("links", "ledger", "knowledge")) for found in (small, large)]
    cursor = [sum(time for part, time in found.items() if "at the end" in part) for found in (small, large)]
    kept = {
        "every agency on every day in at most 2 s": at_ten["every agency, every day"] <= MOST_ALL_DAYS,
        "one agency on one day within the cursor's 50 ms": cursor[0] <= MOST_CURSOR,
        "at most 3 times 50 ms for ten times the entries": cursor[1] <= MOST_CURSOR * MOST_CURSOR_GROWTH,
        "made near linearly": making[1] <= MOST_GROWTH * making[0],
    }
    for words, holds in kept.items():
        print(f"{'kept' if holds else 'NOT KEPT':<10}{words}")
    return 0 if all(kept.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
