"""The strip of entries per week above the lanes, and the child's age along the top of the child's lane."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from workbench.figures.lanes import CHILD, day_of, per_bin, spans_in_days
from workbench.figures.marks import moments
from workbench.figures.plain import Trace, bar_trace, scatter
from workbench.figures.style import MUTED
from workbench.figures.timeline_frame import Frame
from workbench.intake.dates import add_months, spelled
from workbench.vocabulary.sentences import counted

MOST_WEEKS = 400
"""Longer than this the strip above the lanes counts by the month."""
AGES = (
    (7, 0), (14, 0), (28, 0), (56, 0), (91, 3), (183, 6), (365, 12), (730, 24), (1826, 60), (3653, 120),
)  # fmt: skip
"""Days, or months, from one tick of the age to the next: the first that leaves room is taken."""
SURE_ENOUGH = 0.9
"""Of the days that a birth is unsure by: a birth within "thirteen months" still allows a tick a year."""


def strip(frame: Frame) -> list[Trace]:
    """Return the entries per week (per month over long times), the strip above the lanes."""
    entries = frame.case.entries
    first, last = spans_in_days(entries.loc[entries["scope"] != "undated"])
    if not len(first):
        return []
    edges, unit = _edges(int(first.min()), int(last.max()))
    values = per_bin(first, last, edges)
    kept = np.flatnonzero(values > 0)
    days = [(day_of(edges[i]), day_of(edges[i + 1] - 1)) for i in kept]
    return [
        bar_trace(
            name=f"Entries per {unit}",
            x=moments((edges[kept] + edges[kept + 1]) / 2),
            y=values[kept].tolist(),
            width=((edges[kept + 1] - edges[kept]) * 86_400_000 * 0.86).round().astype("int64").tolist(),
            yaxis="y2",
            hovertext=[f"{_about(values[i])}: {spelled(*span)}" for i, span in zip(kept, days, strict=True)],
            hoverinfo="text",
            marker={"color": MUTED, "line": {"width": 0}},
            showlegend=False,
        )
    ]


def _edges(first: int, last: int) -> tuple[np.ndarray, str]:
    """Return the Mondays between two days, or the firsts of months where there are too many weeks."""
    if last - first < MOST_WEEKS * 7:
        monday = first - (first + 3) % 7
        return np.arange(monday, last + 8, 7), "week"
    months = np.arange(np.datetime64(day_of(first), "M"), np.datetime64(day_of(last), "M") + 2)
    return months.astype("datetime64[D]").astype("int64"), "month"


def _about(number: float) -> str:
    whole = round(number)
    if abs(number - whole) < 0.001:
        return counted(whole, "entry", "entries")
    return f"about {number:.1f} entries (uncertain dates are shared out)"


def age_ticks(frame: Frame) -> list[Trace]:
    """Return the child's age along the top of the child's lane, from birth until death."""
    birth, death = frame.case.born, frame.case.died.earliest or frame.case.died.latest
    if birth.earliest is None or birth.earliest > frame.view.last:
        return []
    until = min(frame.view.last, death or frame.view.last, frame.view.shown_to or frame.view.last)
    ticks = _ages(birth.earliest, birth.latest or birth.earliest, until, frame)
    lane = frame.lanes[CHILD]
    return [
        scatter(
            mode="markers+text",
            x=[f"{day} 00:00" for day, _ in ticks],
            y=[lane.top + frame.scale.ages / 2] * len(ticks),
            text=[words for _, words in ticks],
            textposition="middle right",
            textfont={"size": frame.scale.small, "color": MUTED},
            marker={"symbol": "line-ns-open", "size": frame.scale.small, "color": MUTED},
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def _ages(first: date, last: date, until: date, frame: Frame) -> list[tuple[date, str]]:
    """Return the ticks of the age: in weeks in the first year, in months up to three, then in years.

    Of an uncertain birth the middle counts; the ticks say "about" and stand no closer than it is sure.
    """
    view, unsure = frame.view, (last - first).days
    born = first + timedelta(days=unsure // 2)
    room = frame.scale.small * (8.0 if unsure else 5.2) * view.days_per_pixel
    oldest = (view.last - born).days
    least = 7 if oldest <= 400 else 91 if oldest <= 1200 else 183
    enough = max(room, least, SURE_ENOUGH * unsure)
    days, months = next((step for step in AGES if step[0] >= enough), AGES[-1])
    ticks = [(born, "born")] if view.first <= born and not unsure else []
    about = "about " if unsure else ""
    for i in range(1, 400):
        day = add_months(born, months * i) if months else born + timedelta(days=days * i)
        if day > until or day + timedelta(days=room * 0.8) > view.last:
            break
        if day >= view.first:
            ticks.append((day, about + _age_words(weeks=days // 7 * i, months=months * i)))
    return ticks


def _age_words(*, weeks: int, months: int) -> str:
    if not months:
        return counted(weeks, "week")
    if months < 24:
        return f"{months} months" if months != 12 else "1 year"
    return f"{months // 12}{'½' if months % 12 else ''} years"
