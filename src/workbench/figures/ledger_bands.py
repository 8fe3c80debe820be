"""Where the bands between senders and receivers lie. Nothing is drawn here.

Across, everything runs from 0 to 1, so that the drawing fits any screen; up it
counts pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.figures.style import wrap
from workbench.ledger import ENDS, Path

STEPS = 24
"""Straight pieces of a band's edge."""
BAR = 0.012
"""The width of an agency's bar."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Canvas:
    """Sizes in pixels, once for a desk and once for a projector."""

    letters: int = 12
    line: int = 15
    """From one line of words to the next."""
    gap: int = 7
    """Between an agency's bar and the words of the next one."""
    in_line: int = 26
    """Letters in one line of an agency's name."""
    most: int = 15
    """The thickness of one message, where there are few."""
    room: int = 230
    """What all messages together may take of the height, where there are many."""

    @property
    def slot(self) -> int:
        """The least height of a band's place, so that its number can be read."""
        return self.line + 2


DESK = Canvas()
WALL = Canvas(letters=17, line=21, gap=9, in_line=26, most=20, room=300)


@dataclass(frozen=True)
class Bar:
    """An agency in one of the two columns; its words stand above its bar."""

    name: str
    words: str
    messages: int
    top: float
    bottom: float
    left: bool


@dataclass(frozen=True)
class Part:
    """The messages of a band with the same end on record: where its upper edge lies, and how thick it is."""

    end: str
    left: float
    right: float
    thick: float

    def outline(self, since: float, until: float) -> Iterator[Point]:
        """Yield the corners round the part, from one share of the way to another."""
        edge = [since + (until - since) * step / STEPS for step in range(STEPS + 1)]
        yield from (self._at(share, 0) for share in edge)
        yield from (self._at(share, self.thick) for share in reversed(edge))
        yield self._at(since, 0)

    def _at(self, share: float, below: float) -> Point:
        turned = share * share * (3 - 2 * share)
        y = self.left + (self.right - self.left) * turned - below
        return round(BAR + share * (1 - 2 * BAR), 4), round(y, 1)


@dataclass(frozen=True)
class Band:
    """What went from one agency to another."""

    path: Path
    parts: tuple[Part, ...]

    @property
    def whole(self) -> Part:
        """The band without its parts."""
        first = self.parts[0]
        return Part("", first.left, first.right, sum(part.thick for part in self.parts))


@dataclass(frozen=True)
class Placed:
    """Everything with its place."""

    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    """The thickest first: where two cross, the thinner one stays in view."""
    height: float


def placed(found: Sequence[Path], labels: Mapping[str, str], order: Sequence[str], canvas: Canvas) -> Placed:
    """Return where each agency and each band lies; ``order`` is that of the agencies in both columns."""
    place = {name: number for number, name in enumerate(order)}
    total = sum(path.messages for path in found)
    unit = min(canvas.most, canvas.room / max(total, 1))
    columns = [_column(found, labels, place, canvas, unit=unit, left=left) for left in (True, False)]
    height = max(tall for _, _, tall in columns)
    bars, middles = [], []
    for column, places, tall in columns:
        # The shorter column stands in the middle beside the taller one.
        down = (height - tall) / 2
        bars += [
            Bar(
                bar.name,
                bar.words,
                bar.messages,
                height - bar.top - down,
                height - bar.bottom - down,
                bar.left,
            )
            for bar in column
        ]
        middles.append({id: height - y - down for id, y in places.items()})
    bands = [_band(path, middles[0][path.id], middles[1][path.id], unit) for path in found]
    bands.sort(key=lambda band: -band.path.messages)
    return Placed(tuple(bars), tuple(bands), height)


def _column(
    found: Sequence[Path],
    labels: Mapping[str, str],
    place: Mapping[str, int],
    canvas: Canvas,
    *,
    unit: float,
    left: bool,
) -> tuple[list[Bar], dict[str, float], float]:
    """Return the bars of one column, the middle of each band at it, and its height; all count downwards."""
    groups: dict[str, list[Path]] = {}
    for path in sorted(found, key=lambda path: _sides(path, place, left=left)):
        groups.setdefault(path.sender if left else path.receiver, []).append(path)
    bars, middles, y = [], {}, 0.0
    for name, own in groups.items():
        words = wrap(labels[name], canvas.in_line, lines=2)
        y += (canvas.gap if bars else 0) + (words.count("<br>") + 1) * canvas.line + 2
        top = y
        for path in own:
            slot = max(path.messages * unit, canvas.slot)
            middles[path.id] = y + slot / 2
            y += slot
        bars.append(Bar(name, words, sum(path.messages for path in own), top, y, left))
    return bars, middles, y


def _sides(path: Path, place: Mapping[str, int], *, left: bool) -> tuple[int, int]:
    sides = place[path.sender], place[path.receiver]
    return sides if left else (sides[1], sides[0])


def _band(path: Path, left: float, right: float, unit: float) -> Band:
    """Return a band whose middle lies at these heights; its parts from the top as in `ENDS`."""
    # Below two pixels nothing is seen: of very many messages the few look a little more than they are.
    thick = max(unit, 2 / path.messages)
    above, parts = path.messages * thick / 2, []
    for end in ENDS:
        if number := path.ends[end]:
            parts.append(Part(end, left + above, right + above, number * thick))
            above -= number * thick
    return Band(path, tuple(parts))
