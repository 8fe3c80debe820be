"""The drawing of an example: agencies as lanes on a true time axis, the rows cited filled and numbered.

A small SVG made by hand: no fonts or files from elsewhere, words for those who
hear it, and shapes beside the colours for those who see them differently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

LABELS, WIDTH, RIGHT = 150, 780, 24
"""Where the lanes begin, how wide the whole is, and what stays free at the right."""
TOP, LEVEL, AXIS, KEY = 6, 30, 30, 30
RADIUS, ROUND_IT = 10, 3
"""Of a mark, and how far the bar of a date that is not exact stands out around it."""
CITED, PALE, INK, WINDOW = "#0b4f8a", "#5f6b76", "#1c2733", "#fbedcf"
"""Told apart by lightness, too; letters on white and on the filled marks have a contrast of at least 4.5."""
FEW_DAYS = 60
"""Up to so many the axis counts weeks, by their Mondays."""
LETTER = 6.1
"""About how wide a letter is at 12 pixels."""


@dataclass(frozen=True)
class Mark:
    """One entry as it is drawn: its number in the table, its days, and whether the pattern cites it."""

    number: int
    lane: str
    first: date
    last: date
    cited: bool


@dataclass(frozen=True)
class Axis:
    """The days from the left to the right edge of the lanes."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where a day lies."""
        share = (day - self.first).days / (self.last - self.first).days
        return LABELS + 15 + share * (WIDTH - RIGHT - LABELS - 30)


def lanes(
    marks: Sequence[Mark],
    *,
    labels: Mapping[str, str],
    window: tuple[date, date] | None,
    title: str,
    told: str,
) -> str:
    """Return the drawing as SVG text. ``told`` says in words what it shows."""
    axis = _axis(marks, window)
    levels = {lane: _levels([mark for mark in marks if mark.lane == lane], axis) for lane in labels}
    tops, y = {}, float(TOP)
    for lane, placed in levels.items():
        tops[lane] = y
        y += (max(placed.values()) + 1) * LEVEL + 10
    bottom = y
    parts = [*_frame(title, told, bottom), *_window(window, axis, bottom), *_ticks(axis, bottom)]
    for lane, label in labels.items():
        middle = tops[lane] + (max(levels[lane].values()) + 1) * LEVEL / 2 + 5
        parts.append(f'<text x="8" y="{middle + 4:.0f}" fill="{INK}">{escape(label)}</text>')
        parts.append(f'<path d="M0 {tops[lane]:.0f}H{WIDTH}" stroke="#d5dade"/>')
    for mark in marks:
        parts += _mark(mark, axis, tops[mark.lane] + levels[mark.lane][mark.number] * LEVEL + LEVEL / 2 + 5)
    vague = any(mark.first != mark.last for mark in marks)
    return "\n".join([*parts, *_key(bottom, window is not None, vague), "</svg>", ""])


def _axis(marks: Sequence[Mark], window: tuple[date, date] | None) -> Axis:
    days = [day for mark in marks for day in (mark.first, mark.last)] + list(window or ())
    first, last = min(days), max(days)
    spare = timedelta(days=max(3, (last - first).days // 30))
    return Axis(first - spare, last + spare)


def _levels(marks: Sequence[Mark], axis: Axis) -> dict[int, int]:
    """Return for each mark how far down in its lane it stands, so that none lies on another."""
    ends: list[float] = []
    placed = {}
    for mark in sorted(marks, key=lambda mark: (mark.first, mark.number)):
        around = RADIUS if mark.first == mark.last else RADIUS + ROUND_IT
        left, right = axis.x(mark.first) - around, axis.x(mark.last) + around
        level = next((level for level, end in enumerate(ends) if end + 1 <= left), len(ends))
        ends[level : level + 1] = [right]
        placed[mark.number] = level
    return placed


def _frame(title: str, told: str, bottom: float) -> list[str]:
    height = bottom + AXIS + KEY
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" aria-labelledby="title told" font-family="sans-serif" '
        'font-size="12">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">{escape(told)}</desc>',
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>',
    ]


def _window(window: tuple[date, date] | None, axis: Axis, bottom: float) -> list[str]:
    if window is None:
        return []
    left, right = axis.x(window[0]) - RADIUS, axis.x(window[1]) + RADIUS
    return [
        f'<rect x="{left:.1f}" y="{TOP}" width="{right - left:.1f}" height="{bottom - TOP:.0f}" '
        f'fill="{WINDOW}"/>',
        f'<path d="M{left:.1f} {TOP}V{bottom:.0f}M{right:.1f} {TOP}V{bottom:.0f}" stroke="#8a6414" '
        'stroke-dasharray="4 3"/>',
    ]


def _ticks(axis: Axis, bottom: float) -> list[str]:
    """Return the lines of the time axis with their dates; the year stands with its first one."""
    parts, shown, free = [f'<path d="M{LABELS} {bottom:.0f}H{WIDTH}" stroke="{INK}"/>'], 0, 0.0
    days, form = _ticked(axis)
    for day in days:
        text = f"{day:{form}}".lstrip("0") + (f" {day.year}" if day.year != shown else "")
        x = axis.x(day)
        parts.append(f'<path d="M{x:.1f} {TOP}V{bottom + 5:.0f}" stroke="#d5dade"/>')
        if free <= x <= WIDTH - LETTER * len(text):
            shown, free = day.year, x + LETTER * (len(text) + 1)
            parts.append(f'<text x="{x:.1f}" y="{bottom + 18:.0f}" fill="{PALE}">{text}</text>')
    return parts


def _ticked(axis: Axis) -> tuple[list[date], str]:
    """Return the days that have a line, and how they are written: weeks, months or years."""
    days = [axis.first + timedelta(days=number) for number in range((axis.last - axis.first).days + 1)]
    if len(days) <= FEW_DAYS:
        return [day for day in days if day.weekday() == 0], "%d %b"
    step = 1 if len(days) <= 400 else 3 if len(days) <= 900 else 12
    return [day for day in days if day.day == 1 and (day.month - 1) % step == 0], "%b"


def _mark(mark: Mark, axis: Axis, y: float) -> list[str]:
    left, right = axis.x(mark.first), axis.x(mark.last)
    x, around = (left + right) / 2, RADIUS + ROUND_IT
    parts = []
    if mark.first != mark.last:
        parts.append(
            f'<rect x="{left - around:.1f}" y="{y - around:.1f}" width="{right - left + 2 * around:.1f}" '
            f'height="{2 * around}" rx="{around}" fill="#ffffff" stroke="{CITED if mark.cited else PALE}" '
            'stroke-dasharray="3 2"/>'
        )
    look = f'fill="{CITED}"' if mark.cited else f'fill="#ffffff" stroke="{PALE}"'
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" {look}/>')
    letters = 'fill="#ffffff" font-weight="bold"' if mark.cited else f'fill="{PALE}"'
    parts.append(f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle" {letters}>{mark.number}</text>')
    return parts


def _key(bottom: float, window: bool, vague: bool) -> list[str]:
    """Return what the marks mean, below the axis."""
    y, x = bottom + AXIS + 12, 18
    shown = [
        (f'<circle cx="{{x}}" cy="{y:.0f}" r="7" fill="{CITED}"/>', "an entry that the pattern cites"),
        (f'<circle cx="{{x}}" cy="{y:.0f}" r="7" fill="#ffffff" stroke="{PALE}"/>', "another entry"),
    ]
    if vague:
        bar = f'<rect x="{{left}}" y="{y - 5:.0f}" width="20" height="10" rx="5" fill="#ffffff"'
        shown.append((f'{bar} stroke="{PALE}" stroke-dasharray="3 2"/>', "a date that is not exact"))
    if window:
        box = f'<rect x="{{left}}" y="{y - 7:.0f}" width="20" height="14" fill="{WINDOW}" stroke="#8a6414"'
        shown.append((f'{box} stroke-dasharray="4 3"/>', "the days searched"))
    parts = []
    for shape, words in shown:
        parts.append(shape.format(x=x, left=x - 12))
        parts.append(f'<text x="{x + 13:.0f}" y="{y + 4:.0f}" fill="{INK}">{words}</text>')
        x += round(40 + LETTER * len(words))
    return parts
