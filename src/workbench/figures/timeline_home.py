"""Who lived with the child, as bars in a lane below the child's own: a row for each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workbench.chronology import Case
from workbench.chronology.at_home import EVER, FOR_GOOD, Stay, stays_with_child
from workbench.chronology.pairs.labels import person_label
from workbench.figures.lanes import HOME, View
from workbench.figures.plain import Trace, bar_trace, scatter
from workbench.figures.style import INK, MUTED, escape, wrap
from workbench.figures.timeline_frame import Frame
from workbench.intake.dates import long_day, spelled

MOST_ROWS = 8
"""More people than these share the last row: the lane leaves room for the agencies."""
PALE = 0.35
NAME = "Lived with the child"


def homes_shown(case: Case, view: View) -> tuple[Stay, ...]:
    """Return the stays with the child that could lie in the days of the view."""
    last = min(view.last, view.shown_to or view.last)
    return tuple(
        stay for stay in stays_with_child(case) if stay.since[0] <= last and stay.until[1] >= view.first
    )


def home_rows(stays: Sequence[Stay]) -> int:
    """Return how many rows the lane has: one for each person."""
    return min(len({stay.person for stay in stays}), MOST_ROWS)


def home_bars(case: Case, stays: Sequence[Stay], frame: Frame) -> list[Trace]:
    """Return the bars, pale where a beginning or an end is uncertain, and each person's name at its first."""
    lane = frame.lanes.get(HOME)
    if lane is None:
        return []
    view, rows = frame.view, list(dict.fromkeys(stay.person for stay in stays))
    height = {
        id: lane.top - 5 - lane.pitch * (min(place, MOST_ROWS - 1) + 0.5) for place, id in enumerate(rows)
    }
    traces: list[Trace] = []
    for sure in (True, False):
        parts = [
            (stay, first, last)
            for stay in stays
            for first, last, certain in _parts(stay, view)
            if certain == sure
        ]
        if not parts:
            continue
        traces.append(
            bar_trace(
                name=NAME if sure else f"{NAME}, perhaps",
                orientation="h",
                base=[first.isoformat() for _, first, _ in parts],
                x=[((last - first).days + 1) * 86_400_000 for _, first, last in parts],
                y=[height[stay.person] for stay, *_ in parts],
                width=[lane.pitch * 0.85] * len(parts),
                hovertext=[_hover(case, stay) for stay, *_ in parts],
                hoverinfo="text",
                marker={
                    "color": "#cfd8e3",
                    "opacity": 1 if sure else PALE,
                    "line": {"width": 0.8, "color": MUTED},
                },
                unselected={"marker": {"opacity": 1 if sure else PALE}},
                showlegend=False,
            )
        )
    return [*traces, _names(case, stays, height, frame)] if traces else []


def _parts(stay: Stay, view: View) -> Iterator[tuple[date, date, bool]]:
    """Yield the stretches of a stay within the view, each with whether it is certain."""
    least, most = view.first, min(view.last, view.shown_to or view.last)
    sure = (stay.since[1], stay.until[0])
    day = timedelta(days=1)
    if sure[0] <= sure[1]:
        stretches = [(*sure, True)]
        stretches += [(stay.since[0], sure[0] - day, False)] if stay.since[0] < sure[0] else []
        stretches += [(sure[1] + day, stay.until[1], False)] if sure[1] < stay.until[1] else []
    else:
        stretches = [(stay.since[0], stay.until[1], False)]
    for first, last, certain in stretches:
        first, last = max(first, least), min(last, most)
        if first <= last:
            yield first, last, certain


def _names(case: Case, stays: Sequence[Stay], height: dict[str, float], frame: Frame) -> Trace:
    first = {stay.person: max(stay.since[0], frame.view.first) for stay in reversed(stays)}
    return scatter(
        mode="text",
        x=[day.isoformat() for day in first.values()],
        y=[height[id] for id in first],
        text=[f" {escape(person_label(id, case.people))}" for id in first],
        textposition="middle right",
        textfont={"size": min(frame.scale.small, frame.lanes[HOME].pitch), "color": INK},
        hoverinfo="skip",
        showlegend=False,
    )


def _hover(case: Case, stay: Stay) -> str:
    since = "no beginning on record" if stay.since == EVER else f"from {_spelled(stay.since)}"
    until = "no end on record" if stay.until == FOR_GOOD else f"until {_spelled(stay.until)}"
    source = f"<br><i>{wrap(stay.source, 60)}</i>" if stay.source else ""
    who = wrap(person_label(stay.person, case.people), 50)
    return f"<b>{who}</b> in the home with the child<br>{since}, {until}{source}"


def _spelled(days: tuple[date, date]) -> str:
    if days[0] == date.min:
        return f"{long_day(days[1])} or earlier"
    return f"{long_day(days[0])} or later" if days[1] == date.max else spelled(*days)
