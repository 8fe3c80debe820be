"""The key under the genogram: what occurs in this drawing, and how to read it.

Its marks are sized in pixels, so it reads the same at any width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap
from typing import Any

from workbench.figures.genogram_lines import FAINT, HOME, STROKES, THIN
from workbench.figures.style import INK, MUTED, PAPER
from workbench.genogram import View
from workbench.genogram.model import pregnancy_of

Mark = dict[str, Any]
Drawing = Callable[[], list[Mark]]
LEAST_COLUMN = 190
LETTERS = (
    "m. married, LT living together, p. partners, s. separated, d. divorced, "
    "FC foster, KC kinship, ad. adopted"
)
SOURCE = "From people.csv and relationships.csv. Symbols after McGoldrick; ages as of the date shown."


def key_height(view: View, *, width: int, letters: int) -> int:
    """Return how many pixels the key needs under the drawing."""
    columns = _columns(width, letters)
    rows = -(-len(list(_entries(view))) // columns)
    return (rows + 1 + len(_small_print(width, letters))) * _line(letters) + 6


def _columns(width: int, letters: int) -> int:
    return max(2, int(width / (LEAST_COLUMN * letters / 11)))


def _line(letters: int) -> int:
    return letters + 5


def _small_print(width: int, letters: int) -> list[str]:
    """Return the last lines of the key, folded where the figure is narrow."""
    fitting = max(20, int(width / (0.5 * (letters - 1))))
    return [line for text in (LETTERS, SOURCE) for line in wrap(text, fitting)]


def key_marks(view: View, *, width: int, letters: int) -> tuple[list[Mark], list[Mark]]:
    """Return the shapes of the key and its words."""
    entries = list(_entries(view))
    columns, line = _columns(width, letters), _line(letters)
    rows = -(-len(entries) // columns)
    size = letters / 11
    shapes: list[Mark] = []
    words = [_words("<b>How to read this</b>", 0.0, 0, -line // 2 - 4, letters)]
    for number, (drawing, text) in enumerate(entries):
        column, row = divmod(number, rows)
        down = -(row + 1) * line - line // 2 - 4
        place = {
            "xref": "paper",
            "yref": "paper",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": round(column / columns, 4),
            "yanchor": 0,
            "layer": "above",
        }
        for mark in drawing():
            shapes.append({**place, **_moved(mark, down, size)})
        words.append(_words(text, column / columns, round(34 * size), down, letters))
    for number, text in enumerate(_small_print(width, letters), start=rows + 1):
        words.append(_words(text, 0.0, 0, -number * line - line // 2 - 4, letters - 1, colour=MUTED))
    return shapes, words


def _words(text: str, x: float, right: int, down: float, letters: int, *, colour: str = INK) -> Mark:
    return {
        "text": text,
        "x": round(x, 4),
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": right,
        "yshift": down,
        "showarrow": False,
        "align": "left",
        "font": {"size": letters, "color": colour},
    }


def _moved(mark: Mark, down: float, size: float) -> Mark:
    """Return a mark drawn round (0, 0), enlarged and moved to its line; plus is upwards."""
    points = [(round(x * size, 1), round(y * size + down, 1)) for x, y in mark["points"]]
    path = f"M{points[0][0]},{points[0][1]}" + "".join(f"L{x},{y}" for x, y in points[1:])
    line = {
        "width": mark.get("width", 1.8),
        "color": mark.get("colour", INK),
        "dash": mark.get("dash", "solid"),
    }
    if mark.get("round"):
        (x0, y0), (x1, y1) = points
        return {"type": "circle", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": line, "fillcolor": PAPER}
    closed = mark.get("closed", False)
    return {
        "type": "path",
        "path": path + "Z" * closed,
        "line": line,
        **({"fillcolor": mark.get("fill", PAPER)} if closed else {}),
    }


def _stroke(*points: tuple[float, float], **how: Any) -> Mark:
    return {"points": points, **how}


def _level(dash: str = "solid", width: float = 2.0, colour: str = INK) -> list[Mark]:
    return [_stroke((0, 0), (28, 0), dash=dash, width=width, colour=colour)]


def _square(half: float = 6, x: float = 14) -> Mark:
    return _stroke((x - half, -half), (x + half, -half), (x + half, half), (x - half, half), closed=True)


def _cross(half: float = 6, x: float = 14) -> list[Mark]:
    return [_stroke((x - half, -half), (x + half, half)), _stroke((x - half, half), (x + half, -half))]


def _triangle(half: float = 6, x: float = 14) -> Mark:
    return _stroke((x - half, -half + 1), (x + half, -half + 1), (x, half), closed=True)


def _circle(half: float = 6, x: float = 14) -> Mark:
    return _stroke((x - half, -half), (x + half, half), round=True)


def _diamond(half: float = 7, x: float = 14) -> Mark:
    return _stroke((x - half, 0), (x, half), (x + half, 0), (x, -half), closed=True)


def _zigzag(last: float = 28) -> Mark:
    steps = [(x, (0, 3.5, 0, -3.5)[i % 4]) for i, x in enumerate(range(0, int(last) + 1, 2))]
    return _stroke(*steps, width=1.6)


def _arrowhead() -> Mark:
    return _stroke((20, 4), (29, 0), (20, -4), closed=True, fill=INK, width=1)


def _entries(view: View) -> Iterator[tuple[Drawing, str]]:
    """Yield a drawing and its words for everything that occurs for all time, so that the key keeps still."""
    people = view.genogram.people
    shapes = {p.shape.removeprefix("small ") for p in people if not pregnancy_of(p.person)}
    kinds = {link.kind for link in view.genogram.links} | {tie.kind for tie in view.genogram.ties}
    kinds |= {span.kind for union in view.genogram.unions for span in union.spans}
    kinds |= {"parents" for union in view.genogram.unions if len(union.partners) == 2 and not union.spans}
    kinds |= {"half-sibling" for group in view.genogram.siblings if group.half}
    losses = {pregnancy_of(p.person) for p in people} - {""}
    if "square" in shapes:
        yield lambda: [_square()], "Male"
    if "circle" in shapes:
        yield lambda: [_circle()], "Female"
    if "diamond" in shapes:
        yield lambda: [_diamond()], "Sex unknown, non-binary"
    if any(p.person.subject for p in people):
        yield lambda: [_square(7.5), _square(4.5)], "Subject of the review"
    if any(p.person.death.dated for p in people):
        yield lambda: [_square(), *_cross()], "Has died"
    if "pregnancy" in losses or any(p.expected_from for p in people):
        yield lambda: [_triangle()], "Pregnancy"
    if losses & {"miscarriage", "termination"}:
        yield lambda: [_triangle(5), *_cross(5)], "Pregnancy loss"
    if "stillbirth" in losses:
        yield lambda: [_square(4), *_cross(4)], "Stillbirth (SB)"
    yield from _couple_entries(kinds)
    yield from _child_entries(view, kinds)
    yield from _other_entries(view, kinds)


def _couple_entries(kinds: set[str]) -> Iterator[tuple[Drawing, str]]:
    if "married_to" in kinds:
        yield _level, "Married"
    if kinds & {"cohabiting", "partner_of"}:
        yield lambda: _level("dash"), "Partners, living together"
    if kinds & {"casual_partner_of", "parents"}:
        yield lambda: _level("dot"), "Casual, or not recorded"
    if "separated" in kinds or "partner_of" in kinds or "cohabiting" in kinds:
        yield lambda: [*_level("dash"), _stroke((17, 6), (11, -6))], "Separated or ended"
    if "divorced" in kinds:
        yield lambda: [*_level(), _stroke((15, 6), (9, -6)), _stroke((20, 6), (14, -6))], "Divorced"


def _child_entries(view: View, kinds: set[str]) -> Iterator[tuple[Drawing, str]]:
    if "adoptive" in kinds:
        yield lambda: _level("dash", 1.8), "Adopted by"
    if view.genogram.twins:
        bar = any(twins.identical for twins in view.genogram.twins)
        legs = [_stroke((4, -6), (14, 6)), _stroke((24, -6), (14, 6))]
        yield (
            lambda: [*legs, *[_stroke((9, 0), (19, 0))] * bar],
            "Twins, bar if identical" if bar else "Twins",
        )
    if kinds & {"foster", "kinship", "other care"}:
        yield lambda: _level("dot", 1.8), "Foster, kinship, other care"
        yield lambda: _level("dot", 1.3, FAINT), "The same, ended"
    if "step" in kinds:
        stroke = STROKES["step"]
        yield lambda: _level(stroke.dash, stroke.width), "Step-parent"
    if "half-sibling" in kinds:
        yield lambda: _level("dash", 1.8), "Half-siblings"


def _other_entries(view: View, kinds: set[str]) -> Iterator[tuple[Drawing, str]]:
    if view.genogram.households:
        yield lambda: _level("dash", 1.6, HOME), "Border: lives together"
    if "conflict" in kinds:
        yield lambda: [_zigzag()], "Conflict on record"
    if "violence" in kinds:
        yield lambda: [_zigzag(20), _arrowhead()], "Violence, towards"
    if "close" in kinds:
        yield lambda: [_stroke((0, 2), (28, 2)), _stroke((0, -2), (28, -2))], "Close"
    if "distant" in kinds:
        yield lambda: _level("dot", 1.4, MUTED), "Distant"
    if "cutoff" in kinds:
        yield (
            (
                lambda: [
                    _stroke((0, 0), (11, 0)),
                    _stroke((17, 0), (28, 0)),
                    *(_stroke((x, 5), (x, -5)) for x in (11, 17)),
                ]
            ),
            "Cut off",
        )
    if kinds & THIN:
        yield lambda: _level("solid", 1.2, MUTED), "Friend, relative, support"
