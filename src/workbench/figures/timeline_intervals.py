"""Bars in the lanes: the statuses of the child, when an agency was at work, for which days it sent nothing.

What was derived from entries is dashed, what somebody stated or corrected is
solid; the days on which an uncertain end could lie are pale. Days without a
timeline are hatched over the whole height of the lane.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from workbench.chronology import Case
from workbench.chronology.intervals import (
    ABSENCE,
    COVERAGE,
    DERIVED,
    INVOLVEMENT,
    SERVICE,
    STATUS,
    Interval,
    dates_in_words,
    end_words,
    shown_by,
    title_of,
)
from workbench.figures.lanes import NO_AGENCY, STATUSES, Lane, View, stack
from workbench.figures.plain import Trace, bar_trace
from workbench.figures.style import INK, MUTED, escape, wrap

THICK = 4
"""Pixels of a bar; in the lane of the statuses they are as high as a line of words allows."""
BEYOND = timedelta(days=366 * 5)
"""So far outside the days shown first a bar is drawn: as far as anybody drags."""
PALE = 0.3
DASHED = {"shape": "|", "size": 7, "solidity": 0.55}
HATCHED = {"shape": "/", "size": 7, "solidity": 0.2}
NOTHING_SENT = "No timeline supplied"


@dataclass(frozen=True)
class _Bar:
    """One bar: the interval, the days of it that are drawn, and where."""

    one: Interval
    first: date
    last: date
    y: float
    thick: float
    words: str
    sure: bool
    """False for the days on which an uncertain end could lie."""


def statuses_shown(case: Case, view: View) -> list[Interval]:
    """Return the statuses of the children the review is about that could hold in the view or around it."""
    subjects = {person.id for person in case.subjects}
    return [
        one
        for one in case.intervals.between(view.first - BEYOND, view.last + BEYOND, STATUS)
        if not one.people or not subjects or subjects.intersection(one.people)
    ]


def status_rows(intervals: Sequence[Interval], view: View) -> tuple[np.ndarray, int]:
    """Return a row for each status in its lane, so that none lies over another, and how many there are."""
    days = [_drawn(one.first, one.last, view) for one in intervals]
    rows, _ = stack([first.toordinal() for first, _ in days], [last.toordinal() for _, last in days])
    return rows, int(rows.max()) + 1 if len(rows) else 0


def interval_bars(case: Case, view: View, lanes: Mapping[str, Lane]) -> list[Trace]:
    """Return the bars of statuses and involvement, and the days without a timeline behind the lanes."""
    bars = [*_statuses(case, view, lanes), *_involvement(case, view, lanes)]
    traces = [*_without_timeline(case, view, lanes)]
    for derived in (True, False):
        for sure in (True, False):
            ours = [bar for bar in bars if (bar.one.origin == DERIVED) == derived and bar.sure == sure]
            if ours:
                traces.append(_trace(ours, derived=derived, sure=sure))
    return traces


def _statuses(case: Case, view: View, lanes: Mapping[str, Lane]) -> Iterator[_Bar]:
    shown = statuses_shown(case, view)
    if STATUSES not in lanes or not shown:
        return
    lane, (rows, _) = lanes[STATUSES], status_rows(shown, view)
    for one, row in zip(shown, rows.tolist(), strict=True):
        y = lane.top - 5 - lane.pitch * (row + 0.5)
        yield from _parts(one, view, y, min(lane.pitch * 0.7, 9), _hover(case, one))


def _involvement(case: Case, view: View, lanes: Mapping[str, Lane]) -> Iterator[_Bar]:
    """Yield a bar along the foot of an agency's lane, one of its workers' changes and absences above it."""
    for one in case.intervals.between(view.first - BEYOND, view.last + BEYOND, INVOLVEMENT):
        lane = lanes.get(one.agency)
        if lane is None:
            continue
        foot = lane.bottom + 3
        if one.name == SERVICE:
            yield from _parts(one, view, foot, THICK, _hover(case, one))
        elif one.name == ABSENCE:
            yield from _parts(one, view, foot + THICK, THICK, _hover(case, one))


def _parts(one: Interval, view: View, y: float, thick: float, words: str) -> Iterator[_Bar]:
    """Yield the days on which an interval surely holds, and those on which it could."""
    since = one.since or (date.min, date.min)
    until = one.until or (date.max, date.max)
    sure = (since[1], until[0])
    stretches = [(*sure, True)] if sure[0] <= sure[1] else []
    if stretches:
        stretches += [(since[0], since[1] - timedelta(days=1), False)] if since[0] < since[1] else []
        stretches += [(until[0] + timedelta(days=1), until[1], False)] if until[0] < until[1] else []
    else:
        stretches = [(one.first, one.last, False)]
    for first, last, certain in stretches:
        first, last = _drawn(first, last, view)
        if first <= last:
            yield _Bar(one, first, last, y, thick, words, certain)


def _drawn(first: date, last: date, view: View) -> tuple[date, date]:
    return max(first, view.first - BEYOND), min(last, view.shown_to or view.last + BEYOND)


def _trace(bars: Sequence[_Bar], *, derived: bool, sure: bool) -> Trace:
    colours = [INK if bar.one.sort == STATUS else MUTED for bar in bars]
    pattern = {**DASHED, "fgcolor": colours, "bgcolor": "rgba(255,255,255,0)"} if derived else {}
    return bar_trace(
        name=f"{'Derived from entries' if derived else 'Stated or corrected'}{'' if sure else ', perhaps'}",
        orientation="h",
        base=[bar.first.isoformat() for bar in bars],
        x=[_milliseconds(bar.first, bar.last) for bar in bars],
        y=[bar.y for bar in bars],
        width=[bar.thick for bar in bars],
        customdata=[_chosen(bar) for bar in bars],
        hovertext=[bar.words for bar in bars],
        hoverinfo="text",
        marker={
            "color": colours, "line": {"width": 0}, "opacity": 0.9 if sure else PALE,
            **({"pattern": pattern} if pattern else {}),
        },
        unselected={"marker": {"opacity": 0.9 if sure else PALE}},
        showlegend=False,
    )  # fmt: skip


def _milliseconds(first: date, last: date) -> int:
    return ((last - first).days + 1) * 86_400_000


def _chosen(bar: _Bar) -> str:
    """Return what choosing a bar chooses: the entry that shows it, or its days."""
    row = bar.one.first_row or bar.one.last_row
    return row if row else f"days:{bar.first}..{bar.last}"


def _hover(case: Case, one: Interval) -> str:
    """Return what stands under the pointer: what holds, whose, from when to when, and what shows it."""
    title = wrap(title_of(case, one), 60)
    return f"<b>{title}</b><br>{wrap(dates_in_words(one), 60)}<br><i>{wrap(shown_by(one), 60)}</i>"


# Days without a timeline


def _without_timeline(case: Case, view: View, lanes: Mapping[str, Lane]) -> Iterator[Trace]:
    """Yield one trace of pale hatched stretches over the lanes, where an agency supplied nothing."""
    first, last = view.first - BEYOND, view.last + BEYOND
    period = case.period or (view.first, view.last)
    found = [
        (lane, *stretch)
        for id, lane in lanes.items()
        if id not in NO_AGENCY
        for stretch in _between(
            case.intervals.of(COVERAGE, agency=id), max(first, period[0]), min(last, period[1])
        )
    ]
    if found:
        yield bar_trace(
            name=NOTHING_SENT,
            orientation="h",
            base=[start.isoformat() for _, start, _ in found],
            x=[_milliseconds(start, end) for _, start, end in found],
            y=[lane.middle for lane, _, _ in found],
            width=[lane.top - lane.bottom - 2 for lane, _, _ in found],
            customdata=[f"days:{start}..{end}" for _, start, end in found],
            hovertext=[
                f"<b>{NOTHING_SENT}</b> · {escape(lane.label)}<br>"
                f"{escape(f'from {end_words((start, start))} until {end_words((end, end))}')}"
                "<br><i>What it would show for these days is not known.</i>"
                for lane, start, end in found
            ],
            hoverinfo="text",
            marker={"color": MUTED, "opacity": 0.35, "line": {"width": 0},
                    "pattern": {**HATCHED, "fgcolor": MUTED, "bgcolor": "rgba(255,255,255,0)"}},
            unselected={"marker": {"opacity": 0.35}},
            showlegend=False,
        )  # fmt: skip


def _between(covered: Iterable[Interval], first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the stretches of days that no coverage reaches."""
    day = first
    for one in covered:
        if one.first > day:
            yield day, min(one.first - timedelta(days=1), last)
        if one.last >= last:
            return
        day = max(day, one.last + timedelta(days=1))
    if day <= last:
        yield day, last


def interval_key(bars: Sequence[Trace]) -> list[Trace]:
    """Return the key to the bars that a figure has: dashed, solid, hatched."""
    used = {str(one["name"]).removesuffix(", perhaps") for one in bars}
    plain: dict[str, Any] = {"color": MUTED, "line": {"width": 0}}
    clear = {"fgcolor": MUTED, "bgcolor": "rgba(255,255,255,0)"}
    looks = {
        "Derived from entries": {**plain, "pattern": {**DASHED, **clear}},
        "Stated or corrected": plain,
        NOTHING_SENT: {**plain, "pattern": {**HATCHED, **clear}},
    }
    return [
        bar_trace(name=name, x=[None], y=[None], marker=look) for name, look in looks.items() if name in used
    ]
