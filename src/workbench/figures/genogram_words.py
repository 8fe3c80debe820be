"""The words on the genogram: names, dates on lines, and what a line says under the pointer."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from workbench.case.model import When
from workbench.figures.genogram_lines import EMOTIONAL, Point, Scale
from workbench.figures.style import MUTED, escape, wrap
from workbench.genogram import Genogram, SeenLine, SeenPerson, View
from workbench.genogram.model import pregnancy_of
from workbench.intake.dates import long_day

SIZE_OF = {"square": 0.92, "circle": 1.0, "diamond": 1.0, "triangle": 1.1}
"""So that symbols of one nominal size look the same size."""
LOSSES = {"miscarriage": "miscarriage", "stillbirth": "SB", "termination": "TOP"}
LETTER_WIDTH = 0.6
"""Of the letter's size, in a wide font; narrower fonts leave a little air."""


def size_of(seen: SeenPerson, size: float) -> float:
    part = 0.6 if seen.shape.startswith("small ") else 1.0
    return round(size * part * SIZE_OF[seen.shape.removeprefix("small ")], 1)


def labels(view: View, scale: Scale, selected: frozenset[str]) -> list[dict[str, Any]]:
    """Return the name under each symbol, broken to the room it has; bold for the selected."""
    room = _room(view.genogram)
    found = []
    for seen in view.people:
        placed = seen.placed
        words = [placed.person.label, _under_name(seen)]
        text, letters = _broken(words, 0.95 * room[placed.id] * scale.across, scale.letters)
        tall = 1.3 if seen.shape.endswith("diamond") else 1.0
        below = tall * size_of(seen, scale.symbol) / 2 + (7 if placed.person.subject else 2)
        if placed.id in selected:
            text, below = f"<b>{text}</b>", max(below, scale.symbol * 0.9 + 3)
        found.append(
            {
                "text": text,
                "x": placed.x,
                "y": placed.y,
                "yanchor": "top",
                "yshift": -round(below, 1),
                "showarrow": False,
                "bgcolor": "rgba(255,255,255,0.8)",
                "borderpad": 0,
                "font": {"size": letters},
            }
        )
    return found


def _broken(words: Sequence[str], room: float, letters: int) -> tuple[str, int]:
    """Return the words in lines that fit ``room`` pixels, and the letter size, smaller for long words."""
    longest = max((len(word) for text in words for word in text.split()), default=1)
    while letters > 8 and longest * letters * LETTER_WIDTH > room:
        letters -= 1
    width = max(7, longest, int(room / (letters * LETTER_WIDTH)))
    return "<br>".join(wrap(text, width, lines=4) for text in words if text), letters


def _under_name(seen: SeenPerson) -> str:
    """Return what stands under the name: a pregnancy that ended, or the year of death."""
    kind = LOSSES.get(pregnancy_of(seen.placed.person), "")
    if kind:
        return "" if kind.lower() == seen.placed.person.label.lower() else kind
    death = seen.placed.person.death
    first, last = death.earliest or death.latest, death.latest or death.earliest
    if not seen.deceased or first is None or last is None:
        return ""
    return f"d. {_years(first, last)}{'?' if seen.uncertain else ''}"


def _room(genogram: Genogram) -> dict[str, float]:
    """Return how wide each label may be, in units: to the nearer neighbour on the row."""
    rows: dict[int, list[Any]] = {}
    for placed in genogram.people:
        rows.setdefault(placed.y, []).append(placed)
    room = {placed.id: 1.6 for placed in genogram.people}
    for row in rows.values():
        for one, other in pairwise(sorted(row, key=lambda p: p.x)):
            for person in (one, other):
                room[person.id] = min(room[person.id], other.x - one.x)
    return room


WORDS = {
    "married_to": "Married",
    "cohabiting": "Living together",
    "partner_of": "Partners",
    "casual_partner_of": "Casual partners",
    "parents": "Parents of a child; no record of a partnership",
    "carers": "Cared together",
    "birth": "Child of",
    "adoptive": "Adopted by",
    "step": "Step-parent",
    "foster": "Foster care",
    "kinship": "Kinship care",
    "other care": "Other care",
    "sibling": "Siblings",
    "half-sibling": "Half-siblings",
    "conflict": "Conflict on record",
    "violence": "Violence on record",
    "close": "Close",
    "distant": "Distant",
    "cutoff": "Cut off",
    "supported_by": "Supported by",
    "friend_of": "Friend or associate",
    "relative_of": "Relative",
    "contact_with": "Arranged contact",
}


def line_words(view: View) -> go.Scatter:
    """Return unseen points in the middle of the lines that say what the line is."""
    label = {p.placed.id: p.placed.person.label for p in view.people}
    x, y, words = [], [], []
    for line in view.lines:
        if line.kind in ("birth", "sibling", "half-sibling"):
            continue
        middle = len(line.points) // 2
        one, other = line.points[middle - 1], line.points[middle]
        x.append(round((one[0] + other[0]) / 2, 2))
        y.append(round((one[1] + other[1]) / 2, 2))
        people = ", ".join(escape(label[p]) for p in line.people)
        words.append("<br>".join(filter(None, (f"<b>{WORDS[line.kind]}</b>", people, _dates(line)))))
    return go.Scatter(
        x=x,
        y=y,
        name="about the lines",
        mode="markers",
        hovertext=words,
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"size": 12, "opacity": 0},
    )


def _dates(line: SeenLine) -> str:
    parts = []
    if line.start.text or line.start.dated:
        parts.append(f"from {_spoken(line.start)}")
    if line.end.text or line.end.dated:
        parts.append(f"{('', 'separated', 'divorced')[line.bars] or 'to'} {_spoken(line.end)}")
    if line.uncertain:
        parts.append("(could also begin later)")
    return " ".join(parts)


def _spoken(when: When) -> str:
    return long_day(when.earliest) if when.exact and when.earliest else escape(when.text)


PARTNER_LETTERS = {"married_to": "m.", "cohabiting": "LT", "partner_of": "p.", "casual_partner_of": "cas."}
CARE_LETTERS = {"foster": "FC", "kinship": "KC", "adoptive": "ad.", "other care": "care", "step": "step"}


def line_letters(view: View, scale: Scale) -> list[dict[str, Any]]:
    """Return the short words on lines with room for them: "m. 2006" on a couple, "FC 2015" on a placement."""
    tied = {frozenset(line.people) for line in view.lines if line.kind in EMOTIONAL}
    cared: dict[tuple[str, ...], list[SeenLine]] = {}
    found: dict[str, dict[str, Any]] = {}
    for line in view.lines:
        if line.kind in CARE_LETTERS:
            cared.setdefault(line.people, []).append(line)
        elif line.kind in PARTNER_LETTERS and (note := _couple_letters(line, tied, scale)):
            found.setdefault(f"{line.group} {note['text']}", note)
    for lines in cared.values():
        note = _care_letters(lines, scale)
        found.setdefault(f"{lines[0].group} {note['text']}", note)
    return list(found.values())


def _couple_letters(line: SeenLine, tied: Container[frozenset[str]], scale: Scale) -> dict[str, Any] | None:
    """Return the words over the middle of a couple's line, where there is room."""
    one, other = line.points[len(line.points) // 2 - 1 :][:2]
    room = abs(one[0] - other[0]) * scale.across - scale.symbol
    if room < 2.4 * scale.letters or (frozenset(line.people) in tied and len(line.points) == 2):
        return None
    text = _couple_words(line, between=" " if room > 4.6 * scale.letters else "<br>")
    return _letters(text, _middle(one, other), scale, lift=2) if text else None


def _care_letters(lines: Sequence[SeenLine], scale: Scale) -> dict[str, Any]:
    """Return the words for all that the same people were to a child, "FC 2001 to 2003, ad. 2003".

    They begin at the carers' end: towards the child the lines of several carers come together.
    """
    in_order = sorted(lines, key=lambda line: line.start.earliest or line.start.latest or date.max)
    text = ", ".join(f"{CARE_LETTERS[line.kind]} {_care_years(line)}".rstrip() for line in in_order)
    points = min((line.points for line in lines), key=lambda points: points[-2][1])
    last = -3 if len(points) > 3 else -2
    one, other = points[last], points[last + 1]
    letters = scale.letters - 2
    if one[1] != other[1] or abs(other[0] - one[0]) * scale.across < (len(text) + 1) * letters * LETTER_WIDTH:
        return _letters(text, _middle(one, other), scale)
    side = 1 if other[0] > one[0] else -1
    at = (round(one[0] + side * letters / 2 / scale.across, 2), one[1])
    return _letters(text, at, scale, xanchor="left" if side > 0 else "right")


def _middle(one: Point, other: Point) -> Point:
    return round((one[0] + other[0]) / 2, 2), round((one[1] + other[1]) / 2, 2)


def _letters(text: str, at: Point, scale: Scale, *, lift: int = 0, xanchor: str = "center") -> dict[str, Any]:
    return {
        "text": text,
        "x": at[0],
        "y": at[1],
        "xanchor": xanchor,
        "yanchor": "bottom",
        "yshift": lift,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": scale.letters - 2, "color": MUTED},
    }


def _couple_words(line: SeenLine, *, between: str) -> str:
    word = ("", "s.", "d.")[line.bars] or PARTNER_LETTERS[line.kind]
    year = _year(line.end if line.bars and line.end.dated else line.start)
    return f"{word}{between}{year}" if year else ""


def _care_years(line: SeenLine) -> str:
    first, last = _year(line.start), _year(line.end)
    if line.kind == "adoptive" or not last:
        return first
    return f"{first} to {last}".strip()


def _year(when: When) -> str:
    """Return the year of a date as `_years` writes it, or ""."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return "" if first is None or last is None else _years(first, last)


def _years(first: date, last: date) -> str:
    """Return "2009", "2009/10" where it could be either, "c. 2010" in the middle of more years."""
    if last.year - first.year == 1:
        return f"{first.year}/{last.year % 100:02}"
    return f"{'' if first.year == last.year else 'c. '}{(first.year + last.year) // 2}"
