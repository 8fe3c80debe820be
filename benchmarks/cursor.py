"""How long the kernel takes to move the date cursor of the explore page, with every view of it.

    python benchmarks/cursor.py [--entries 10000] [--profile VIEW]

The case is that of ``gaps_speed.py``: 20 agencies in ten years, a fifth of the
dates vague. The page stands without a browser; what is timed is all that its
kernel does from the moved slider to the last value that it would send: date, lanes,
network, genogram, and the part "Who knew what, when" with each of its views. Milliseconds
are of the processor, the median of some moves over the whole period; the last column is the
bytes of what changed.

Wanted at 10,000 entries: at most 50 ms for all views; at ten times the entries at most
3 times as long. Exit code 1 if either is not kept.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.gaps_speed import crowded_case  # noqa: E402
from workbench.chronology import Case, load_case  # noqa: E402
from workbench.pages.address import Address  # noqa: E402
from workbench.pages.explorer import Explorer  # noqa: E402

MOST_MS, MOST_GROWTH, MOVES = 50.0, 3.0, 9
VIEWS: dict[str, dict[str, str]] = {
    "closed": {},
    "matrix": {"part": "known", "view": "matrix"},
    "share": {"part": "known", "view": "share"},
    "card": {"part": "known", "view": "card"},
    "ledger": {"part": "known", "view": "ledger"},
    "paths": {"part": "known", "view": "paths"},
    "narrowed": {"agencies": "police,school", "part": "known", "view": "matrix"},
    "faded": {"part": "known", "view": "card", "fade": "on"},
    "hidden": {"later": "hidden", "day": "2019-06-01"},
}
"""Ways in which the page can stand, by name, as its address says them."""
STEADY = ("faded", "hidden")
"""They draw the case or its lanes anew with every day: printed, and not held to the figure wanted."""


def whole_case(size: int) -> Case:
    """Return the crowded case with the columns that only a page asks for, all of them empty."""
    case = crowded_case(size)[0]
    entries = case.entries.copy()
    like = load_case(ROOT / "sample_cases" / "cysur-2-2020").entries
    for name in like.columns.difference(entries.columns):
        entries[name] = [type(like[name].iloc[0])()] * len(entries)
    return replace(case, entries=entries)


def sent(page: Explorer) -> Mapping[str, Any]:
    """Return what the page's widgets hold for the browser, by widget."""
    figures = (page.lanes.figure, page.pair.network_figure, page.pair.genogram_figure, page.known.figure)
    sheets = (
        page.as_of,
        page.side,
        page.table.sheet,
        page.known.head,
        page.known.body,
        page.pair.table.sheet,
    )
    held: dict[str, Any] = {f"figure {place}": one.spec for place, one in enumerate(figures)}
    held |= {f"over figure {place}": one.moved for place, one in enumerate(figures)}
    return held | {f"sheet {place}": one.html for place, one in enumerate(sheets)}


def moved(page: Explorer, state: Mapping[str, str], profile: cProfile.Profile | None) -> tuple[float, int]:
    """Return the median of the milliseconds that moves take, and of the bytes that they change."""
    page.visit(state)
    days = (page.days[1] - page.days[0]).days
    wait, size = [], []
    for move in range(MOVES + 1):
        before = sent(page)
        day = page.days[0] + timedelta(days * (move + 1) // (MOVES + 2))
        gc.collect()
        begun = time.process_time()
        if profile and move:
            profile.enable()
        page.slider.value = (day - page.first).days
        if profile:
            profile.disable()
        wait.append((time.process_time() - begun) * 1000)
        after = sent(page)
        size.append(sum(len(json.dumps(after[name])) for name in after if after[name] is not before[name]))
    # The first move works out what the others keep.
    return median(wait[1:]), int(median(size[1:]))


def measured(size: int, views: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[float, int]]:
    """Return milliseconds and bytes by view."""
    page = Explorer(whole_case(size), Address())
    return {name: moved(page, state, None) for name, state in views.items()}


def profiled(size: int, view: str) -> None:
    """Print where the time of one view goes."""
    profile = cProfile.Profile()
    moved(Explorer(whole_case(size), Address()), VIEWS[view], profile)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def main() -> int:
    """Measure, print, and return 1 if something wanted is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--profile", choices=VIEWS)
    chosen = parser.parse_args()
    if chosen.profile:
        profiled(chosen.entries, chosen.profile)
        return 0
    small, large = (measured(size, VIEWS) for size in (chosen.entries, chosen.entries * 10))
    print(f"{'':12}{chosen.entries:>10,} entries{chosen.entries * 10:>12,} entries{'growth':>9}{'sent':>12}")
    kept = True
    for name in VIEWS:
        (less, _), (more, size) = small[name], large[name]
        within = name in STEADY or (
            less <= MOST_MS and more <= MOST_GROWTH * max(less, MOST_MS / MOST_GROWTH)
        )
        kept &= within
        mark = "" if within else "  above what is wanted"
        print(f"{name:12}{less:>15.1f} ms{more:>17.1f} ms{more / less:>9.1f}{size / 1000:>9,.0f} kB{mark}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
