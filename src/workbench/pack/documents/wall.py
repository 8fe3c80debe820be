"""The wall timeline: what agencies recorded, by lane, to stand in front of and write on.

Legible from two metres: capital letters of the words are 6.1 mm high, ten minutes of arc at two metres,
and so twice as high as the letters that normal sight just reads (five minutes of arc, Snellen's
chart). Where a sheet cannot hold its boxes at that size they are made smaller, and the sheet says
from how far it can be read; the pages of A3 are always full size.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from workbench.case import in_short
from workbench.chronology import age_text, as_day
from workbench.intake.dates.spans import MONTHS
from workbench.pack.documents.facts import facts
from workbench.pack.entries import Shown, key_rows, shown
from workbench.pack.making import CHOSEN, Made, PackInput
from workbench.pack.wall_layout import Axis, Wanted, laid, months, tiles
from workbench.vocabulary.sentences import counted

TEXT_POINTS = 24.0
"""Of the words in a box: capital letters are 0.72 of that high in Arial, 6.1 mm."""
METRES = 2.0
BOX, PAD, LEFT, TOP, MARGIN = 118.0, 3.0, 84.0, 56.0, 12.0
"""Millimetres at full size: a box's width and rim, the labels, the head, the sheet's rim."""
STRIP = 20.0
"""Of the strip of small strokes in each lane."""
LETTERS = 95
"""Of an entry that a box shows."""
SHEETS = {"A0": (1189.0, 841.0), "A1": (841.0, 594.0)}
PAGE, OVERLAP = (400.0, 277.0), 15.0
MOST_BOXES = 60
Days = dict[str, tuple[date, date]]
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.35, 0.28)
CHILD = "child"
SEEN = {"seen alone": "alone", "spoken with": "heard", "seen": "seen", "not seen": "not seen"}


def wall_timeline(given: PackInput) -> Iterator[Made]:
    """Make the wall timeline as one sheet of A0 and of A1, and as pages of A3 to put together."""
    dated = _dated(given)
    if not dated:
        return
    axis_days = _period(given, dated)
    for name, size in SHEETS.items():
        width, height = (side - 2 * MARGIN for side in size)
        tried = (_sheet(given, dated, axis_days, width, scale) for scale in SCALES)
        sheet = _first_that_fits(tried, height)
        sheet["height"] = max(sheet["height"], height)
        yield Made(f"Wall/Wall timeline {name}.pdf", _pdf(sheet))
    yield Made("Wall/Wall timeline A3 pages.pdf", _pdf(_paged(given, dated, axis_days)))


def _period(given: PackInput, dated: Days) -> tuple[date, date]:
    """Return the days along the sheet: the period reviewed where it is stated, else all that is dated."""
    folder = given.case.folder
    first = folder.period_from or min(day for day, _ in dated.values())
    last = max(folder.period_to or first, folder.index_date or first) if folder.period_to else None
    return first, last or max(day for _, day in dated.values())


def _first_that_fits(tried: Iterator[dict[str, Any]], height: float) -> dict[str, Any]:
    """Return the first sheet that is not higher, else the last."""
    sheet = next(tried)
    while sheet["height"] > height and (another := next(tried, None)) is not None:
        sheet = another
    return sheet


def _dated(given: PackInput) -> Days:
    """Return the first and last day of every dated entry, in the period reviewed where it is said."""
    entries = given.case.entries
    found: Days = {}
    within = (entries["scope"] == "within").to_numpy()
    chosen = entries.loc[within] if within.any() else entries
    for id, first, last in zip(chosen.index, chosen["earliest"], chosen["latest"], strict=True):
        days = [day for day in (as_day(first), as_day(last)) if day is not None]
        if days:
            found[str(id)] = days[0], days[-1]
    return found


def _chosen(given: PackInput, dated: Days) -> list[Shown]:
    """Return the entries that get a box: those of the summary; of too many, those of chosen points first."""
    wanted = [one for one in shown(given, key_rows(given)) if one.id in dated]
    of_points = {row for id, p in given.points.items() if given.states.get(id) in CHOSEN for row in p.events}
    wanted.sort(key=lambda one: one.id not in of_points)
    kept = {one.id for one in wanted[:MOST_BOXES]}
    return [one for one in shown(given, kept)]


def _sheet(
    given: PackInput, dated: Days, days: tuple[date, date], width: float, scale: float
) -> dict[str, Any]:
    """Return everything that one sheet shows, in millimetres, as wall.typ reads it."""
    left = LEFT * scale
    axis = Axis(*days, width - left)
    chosen = {one.id: one for one in _chosen(given, dated)}
    wanted = [
        Wanted(one.id, one.slug, *dated[one.id], _height(_words(one), scale, given.cite_rows))
        for one in chosen.values()
    ]
    boxes, heights = laid(wanted, axis, box=BOX * scale)
    lanes, top = _lanes(given, dated, axis, heights, set(chosen), scale)
    at = {lane["slug"]: lane for lane in lanes}
    cards = [
        {
            "x": box.x, "y": at[box.lane]["y"] + STRIP * scale + box.y, "height": box.height, "at": box.at,
            "axis": at[box.lane]["axis"], "when": chosen[box.id].when, "text": _words(chosen[box.id]),
            "cite": box.id if given.cite_rows else "", "uncertain": box.until - box.at > 0.5,
        }
        for box in boxes
    ]  # fmt: skip
    said = facts(given)
    sizes = {"text": TEXT_POINTS, "when": 20.0, "small": 12.0, "label": 19.0, "heading": 44.0}
    return {
        "title": f"Timeline: {said['review']}", "note": _note(given, dated, len(chosen), scale),
        "width": width, "height": top + 8 * scale, "left": left, "top": TOP * scale, "note_y": 23 * scale,
        "box": BOX * scale, "pad": PAD * scale, "margin": MARGIN, "lanes": lanes, "cards": cards,
        "months": list(_months(axis)), "tiles": [], "how": "",
        **{name: size * scale for name, size in sizes.items()},
    }  # fmt: skip


def _words(one: Shown) -> str:
    return in_short(one.event, letters=LETTERS)


def _height(words: str, scale: float, cited: bool) -> float:
    """Return how high a box has to be for its words: a letter is about half as wide as it is high."""
    letter = TEXT_POINTS * 0.3528
    per_line = (BOX - 2 * PAD) / (letter * 0.52)
    # A word that does not fit on a line begins the next one, which leaves about one in eight letters free.
    lines = math.ceil(len(words) * 1.14 / per_line)
    return (2 * PAD + 9 + lines * letter * 1.2 + (6 if cited else 0)) * scale


def _lanes(
    given: PackInput, dated: Days, axis: Axis, heights: dict[str, float], chosen: set[str], scale: float
) -> tuple[list[dict[str, Any]], float]:
    """Return the child's lane and one for each agency, and where the last one ends."""
    rows = {
        id: row
        for id, row in zip(given.case.entries.index, given.case.entries.to_dict("records"), strict=True)
    }
    top = TOP * scale
    labels = {CHILD: facts(given)["child"], **{slug: a.label for slug, a in given.case.agencies.items()}}
    lanes: list[dict[str, Any]] = []
    for number, (slug, label) in enumerate(labels.items()):
        child = slug == CHILD
        own = {id: days for id, days in dated.items() if child or rows[id]["agency"] == slug}
        marks = [
            {
                "x": axis.at(first), "until": axis.at(last), "shown": id in chosen,
                "word": SEEN[rows[id]["child_seen"]] if child else "",
            }
            for id, (first, last) in own.items()
            if not child or rows[id]["child_seen"] in SEEN
        ]  # fmt: skip
        if child:
            marks = _spread([*marks, *_ages(given, axis)], gap=26 * scale)
        height = (STRIP + (10 if child else 0)) * scale + heights.get(slug, 0.0)
        lanes.append(
            {
                "slug": slug, "label": label, "y": top, "height": height, "axis": top + STRIP * scale / 2,
                "marks": marks, "child": child, "even": number % 2 == 0,
            }
        )  # fmt: skip
        top += height
    return lanes, top


def _ages(given: PackInput, axis: Axis) -> list[dict[str, Any]]:
    """Return the child's age at each third month."""
    born = given.case.born
    return [
        {"x": x, "until": x, "shown": False, "word": age_text(born, day, day)}
        for number, (day, x) in enumerate(months(axis))
        if number % 3 == 0 and born.dated and born.latest and day >= born.latest
    ]


def _spread(marks: list[dict[str, Any]], *, gap: float) -> list[dict[str, Any]]:
    """Leave out words that would lie over the one before; the marks themselves stay."""
    last = -math.inf
    spread = []
    for mark in sorted(marks, key=lambda one: one["x"]):
        keeps = bool(mark["word"]) and mark["x"] >= last + gap
        last = mark["x"] if keeps else last
        spread.append({**mark, "word": mark["word"] if keeps else ""})
    return spread


def _months(axis: Axis) -> Iterator[dict[str, Any]]:
    found = list(months(axis))
    every = max(1, math.ceil(len(found) * 42 / axis.width))
    for number, (day, x) in enumerate(found):
        year = day.month == 1 or number == 0
        label = f"{MONTHS[day.month - 1][:3]} {day.year}" if year else MONTHS[day.month - 1][:3]
        yield {"x": x, "label": label if year or number % every == 0 else "", "year": day.month == 1}


def _note(given: PackInput, dated: Days, chosen: int, scale: float) -> str:
    """Say what is shown and from how far it can be read."""
    entries = given.case.entries
    undated = int((entries["scope"] == "undated").to_numpy().sum())
    other = f"{counted(len(dated) - chosen, 'further entry', 'further entries')} as strokes"
    parts = [
        f"{chosen} of {len(entries)} entries in words, {other}",
        *([f"{undated} without a date are not on it"] if undated else []),
        "a broken rim: the day is not exact, and the box stands at the first that it can be",
        f"to be read from {METRES * scale:.1f} m",
        "no record of something does not show that it was not done",
    ]
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."


def _paged(given: PackInput, dated: Days, days: tuple[date, date]) -> dict[str, Any]:
    """Return the timeline at full size, cut into as few pages as hold it; they overlap."""
    widths = (columns * (PAGE[0] - OVERLAP) + OVERLAP for columns in range(2, 11))
    tried = [_sheet(given, dated, days, width, 1.0) for width in widths]
    cut = [tiles(sheet["width"], sheet["height"], page=PAGE, overlap=OVERLAP) for sheet in tried]
    found = min(cut, key=len)
    sheet = tried[cut.index(found)]
    names = {
        (tile.row, tile.column): f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[tile.row]}{tile.column + 1}"
        for tile in found
    }
    sheet["tiles"] = [
        {
            "x": tile.x,
            "y": tile.y,
            "name": names[tile.row, tile.column],
            "joins": _joins(names, tile.row, tile.column),
        }
        for tile in found
    ]
    sheet["how"] = (
        f"{counted(len(found), 'page')} of A3. Cut each along the dotted rim and lay it {OVERLAP:g} mm over "
        "the one to its left and the one above; the corner says which."
    )
    return sheet


def _joins(names: dict[tuple[int, int], str], row: int, column: int) -> str:
    beside = [("right of", (row, column - 1)), ("below", (row - 1, column))]
    said = [f"{word} {names[place]}" for word, place in beside if place in names]
    return " · ".join([names[row, column], *said])


def _pdf(sheet: dict[str, Any]) -> bytes:
    """Return a sheet as a PDF; its words reach typst as data, never as markup."""
    import typst

    template = files("workbench.pack").joinpath("wall.typ").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "wall.json").write_text(json.dumps(sheet), encoding="utf-8")
        page = Path(place) / "wall.typ"
        page.write_text(template, encoding="utf-8")
        return cast(bytes, typst.compile(str(page), format="pdf"))
