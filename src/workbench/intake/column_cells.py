"""What the cells say where headings leave it open: which column holds dates, which the prose.

A guess, and marked as one: `Match.like` is "its cells" and `sure` is low. It
serves a table without any heading too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from workbench.intake.columns import TEXTS, Match, matches
from workbench.intake.dates import read_date
from workbench.intake.headings import bare, means_no_field
from workbench.vocabulary import agency_type_of, kind_of, outcome_of, topic_of

LOOK = 200
"""So many filled cells of a column are looked at."""
LONGEST_DATE = 45
LEAST_DATES, LEAST_KNOWN = 0.7, 0.2
"""The share of cells that are dates in a column of dates; of known terms in a column of codes."""
PROSE_LETTERS, PROSE_SPACES = 20, 3
"""The mean letters and spaces from which cells are prose rather than names or codes."""
BY_CELLS = "its cells"
SURE_OF_DATES, SURE_OF_PROSE = 0.55, 0.4
WHO: Mapping[str, str] = {"to": "told", "from": "heard_from"}
"""What headings of days mean where names of agencies stand below them."""
LEAST_AGENCIES = 0.5


def _a_topic_in(cell: str) -> str:
    """Return the first topic that is named in a cell, which may name several."""
    return next((topic for part in re.split("[;|\n]", cell) if (topic := topic_of(part))), "")


CODES: Mapping[str, Callable[[str], str]] = {"kind": kind_of, "outcome": outcome_of, "topics": _a_topic_in}


def guess_from_cells(
    headings: Sequence[str],
    columns: Sequence[Sequence[str]],
    *,
    chosen: Mapping[str, str] | None = None,
) -> dict[int, Match]:
    """Return what each column means by its heading, and where that leaves date or text open by its cells.

    A heading such as "Outcome" over prose means no code: it is the response if
    no other column is, else not understood. "To" and "From" mean days only over
    days; over names of agencies they say who was told. A heading that is known
    to mean something else ("Date of birth") is never guessed about. What a
    person chose always holds.
    """
    found = matches(headings, chosen=chosen)
    decided = {" ".join(heading.split()) for heading in chosen or ()}
    named = [headings[place] if place < len(headings) else "" for place in range(len(columns))]
    open_places = [
        place
        for place, heading in enumerate(named)
        if " ".join(heading.split()) not in decided and not means_no_field(heading)
    ]
    for place, match in list(found.items()):
        if match.field in CODES and match.like != "chosen" and _is_prose(columns[place], CODES[match.field]):
            del found[place]
            if match.field == "outcome" and "response" not in _fields(found):
                found[place] = Match("response", SURE_OF_DATES, BY_CELLS)
    for place in open_places:
        if field := WHO.get(bare(named[place])):
            _say_who(found, place, field, columns[place])
    if "date" not in _fields(found):
        # Over dates, a heading that only resembles a known one ("Seen on") is no hindrance.
        unsure = [place for place in open_places if place not in found or found[place].like]
        shares = {place: share_of_dates(columns[place]) for place in unsure}
        best = max(shares, key=lambda place: (shares[place], -place), default=None)
        if best is not None and shares[best] >= LEAST_DATES:
            found[best] = Match("date", round(SURE_OF_DATES * shares[best], 2), BY_CELLS)
    if TEXTS.isdisjoint(_fields(found)):
        lengths = {place: mean_prose_letters(columns[place]) for place in open_places if place not in found}
        best = max(lengths, key=lambda place: (lengths[place], -place), default=None)
        if best is not None and lengths[best]:
            found[best] = Match("event", SURE_OF_PROSE, BY_CELLS)
    return dict(sorted(found.items()))


def _say_who(found: dict[int, Match], place: int, field: str, cells: Sequence[str]) -> None:
    """Read "To" and "From" as days only where days stand below; over agencies they say who was told."""
    filled = list(dict.fromkeys(_filled(cells)))
    if not filled or share_of_dates(filled):
        return
    if place in found and found[place].field in ("date", "end_date"):
        del found[place]
    agencies = sum(1 for cell in filled if agency_type_of(cell) != "other")
    if field not in _fields(found) and agencies >= LEAST_AGENCIES * len(filled):
        found[place] = Match(field, SURE_OF_DATES, BY_CELLS)


def _fields(found: Mapping[int, Match]) -> set[str]:
    return {match.field for match in found.values()}


def _filled(cells: Iterable[str]) -> list[str]:
    return list(islice((cell.strip() for cell in cells if cell.strip()), LOOK))


def has_date(cell: str) -> bool:
    """Return whether a cell is a date: short, with a figure, and one that can be read."""
    text = cell.strip()
    return len(text) <= LONGEST_DATE and any(map(str.isdigit, text)) and read_date(text).dated


def share_of_dates(cells: Iterable[str]) -> float:
    """Return the share of a column's cells that are dates; a cell too long or without a figure is none."""
    filled = _filled(cells)
    dates = sum(map(has_date, filled))
    return dates / len(filled) if filled else 0.0


def mean_prose_letters(cells: Iterable[str]) -> float:
    """Return the mean length of a column's cells where they are prose, else 0."""
    filled = _filled(cells)
    if not filled:
        return 0.0
    letters, spaces = (sum(map(size, filled)) / len(filled) for size in (len, lambda cell: cell.count(" ")))
    return letters if letters >= PROSE_LETTERS and spaces >= PROSE_SPACES else 0.0


def _is_prose(cells: Sequence[str], term: Callable[[str], str]) -> bool:
    """Return whether a column of a closed list holds prose instead, hardly a cell being one of its terms."""
    if not mean_prose_letters(cells):
        return False
    distinct = list(dict.fromkeys(_filled(cells)))
    return sum(1 for cell in distinct if term(cell)) < LEAST_KNOWN * len(distinct)
