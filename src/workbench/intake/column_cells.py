"""What the cells say where headings leave it open: which column holds dates, which the prose.

A guess, and marked as one: `Match.like` is "its cells" and `sure` is low. It
serves a table without any heading too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice

from workbench.intake.columns import Match, matches
from workbench.intake.dates import read_date
from workbench.intake.headings import bare, is_of_another_day, likenesses, means_no_field
from workbench.vocabulary import agency_type_of, kind_of, outcome_of, topic_of

LOOK = 200
"""So many filled cells of a column are looked at."""
LONGEST_DATE = 45
LEAST_DATES, LEAST_KNOWN = 0.7, 0.2
"""The share of cells that are dates in a column of dates; of known terms in a column of codes."""
PROSE_LETTERS, PROSE_SPACES = 20, 3
"""The mean letters and spaces from which cells are prose rather than names or codes."""
BY_CELLS = "its cells"
SURE_OF_DATES, SURE_OF_PROSE, SURE_OF_SHORT = 0.55, 0.4, 0.3
OTHERWISE_READ, KEPT_APART = 0.9, 0.8
"""What dates count under a heading that is known to mean another field, and under one that means none."""
NO_FIELD = "no field"
PROSE_UNDER: Mapping[str, float] = {
    "": 1.0, "comment": 0.5, "source": 0.4, "service": 0.4, "kind": 0.4, "topics": 0.4, "mode": 0.4,
    "whose_account": 0.4, "reference": 0.4, "significance": 0.4, "time": 0.4, "response": 0.12,
    "outcome": 0.06, "people": 0.05, "told": 0.05, "heard_from": 0.05, "child_seen": 0.05, NO_FIELD: 0.05,
}  # fmt: skip
"""What a word counts towards the event under a heading of this meaning; "" is one that is not understood."""
SOME_WORDS, LEAST_WORDS = 1.0, 0.5
"""So many words of running text a cell are enough under an open heading, and where no column has more."""
WHO: Mapping[str, str] = {"to": "told", "from": "heard_from"}
"""What headings of days mean where names of agencies stand below them."""
LEAST_AGENCIES = 0.5
LONGEST_NAME = 3
"""So many words in capitals may be a name."""


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

    Where no heading names the event, the column with most prose is it. A heading
    such as "Outcome" over prose means no code: it is the response if no other
    column is, else not understood. "To" and "From" mean days only over days; over
    names of agencies they say who was told. A day of another kind ("Date of
    birth") is never guessed to date the entries. What a person chose always holds.
    """
    found = matches(headings, chosen=chosen)
    decided = {" ".join(heading.split()) for heading in chosen or ()}
    named = [headings[place] if place < len(headings) else "" for place in range(len(columns))]
    free = [place for place, heading in enumerate(named) if " ".join(heading.split()) not in decided]
    for place in free:
        if field := WHO.get(bare(named[place])):
            _say_who(found, place, field, columns[place])
    if "date" not in _fields(found):
        _find_date(found, free, named, columns)
    _look_under_event(found, free, named, columns)
    if "event" not in _fields(found):
        _find_event(found, free, named, columns)
    for place in free:
        if place in found and found[place].field in CODES:
            _say_no_code(found, place, columns[place])
    return dict(sorted(found.items()))


def _find_date(
    found: dict[int, Match], free: Iterable[int], named: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    """Read the column with most dates as the date, whatever its heading is usually for.

    Over dates "Contact" is the day of the contact, and the day of recording is
    better than none; one that nothing is known of comes first.
    """
    likeliest = {}
    for place in free:
        share = 0.0 if is_of_another_day(named[place]) else share_of_dates(columns[place])
        if share >= LEAST_DATES:
            known = place in found and not found[place].like
            weight = KEPT_APART if means_no_field(named[place]) else OTHERWISE_READ if known else 1
            likeliest[place] = weight * share
    best = max(likeliest, key=lambda place: (likeliest[place], -place), default=None)
    if best is not None:
        found[best] = Match("date", round(SURE_OF_DATES * likeliest[best], 2), BY_CELLS)


def _look_under_event(
    found: dict[int, Match], free: Sequence[int], named: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    """Read no event under "Entry" where only numbers or nothing stand there, and prose in another column."""
    at = next((place for place in free if place in found and found[place].field == "event"), None)
    if at is None or any(map(str.isalpha, chain.from_iterable(_filled(columns[at])))):
        return
    others = (place for place in free if place != at and _weight(found.get(place), named[place]))
    if any(mean_prose_letters(columns[place]) and words_a_cell(columns[place]) for place in others):
        del found[at]


def _find_event(
    found: dict[int, Match], free: Iterable[int], named: Sequence[str], columns: Sequence[Sequence[str]]
) -> None:
    """Read the column with most prose as the event; one that has a meaning of its own only over much more.

    A column that nothing is known of may have short texts. Where none has more, so
    may any other: a file that is read by a guess can be asked about.
    """
    words: dict[int, float] = {}
    few: dict[int, float] = {}
    for place in free:
        weight = _weight(found.get(place), named[place])
        count = words_a_cell(columns[place]) if weight else 0.0
        if not count or share_of_dates(columns[place]) >= LEAST_DATES:
            continue
        open_to_it = weight >= PROSE_UNDER["comment"]
        if mean_prose_letters(columns[place]) or (open_to_it and count >= SOME_WORDS):
            words[place] = weight * count
        elif count >= LEAST_WORDS and weight >= PROSE_UNDER["outcome"]:
            few[place] = weight * count
    for counted, sure in ((words, SURE_OF_PROSE), (few, SURE_OF_SHORT)):
        best = max(counted, key=lambda place: (counted[place], -place), default=None)
        if best is not None:
            found[best] = Match("event", sure, BY_CELLS)
            return


def _weight(match: Match | None, heading: str) -> float:
    """Return what a word under a heading counts towards the event."""
    meant = match.field if match else NO_FIELD if means_no_field(heading) else ""
    weight = PROSE_UNDER.get(meant, 0.0)
    perhaps_event = any(like.field == "event" for like in likenesses(heading))
    return max(weight, PROSE_UNDER["comment"]) if weight and perhaps_event else weight


def _say_no_code(found: dict[int, Match], place: int, cells: Sequence[str]) -> None:
    """Read no codes where prose stands: under "Outcome" it is the response, if no other column is."""
    field = found[place].field
    if not _is_prose(cells, CODES[field]):
        return
    del found[place]
    if field == "outcome" and "response" not in _fields(found):
        found[place] = Match("response", SURE_OF_DATES, BY_CELLS)


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


def words_a_cell(cells: Iterable[str]) -> float:
    """Return how many words of running text a cell of a column holds; names and codes hold none.

    "PC 12" and "Jane Smith" begin each word large or with a figure, and "yes" stands alone. A cell all in
    capitals is counted as others are, if it is longer than a name.
    """
    filled = _filled(cells)
    return sum(map(running_words, filled)) / len(filled) if filled else 0.0


def running_words(cell: str) -> int:
    """Return how many words of a cell are those of running text: none of a name, a code or a single word."""
    words = cell.split()
    if len(words) > LONGEST_NAME and cell.isupper():
        return len(words)
    if len(words) < 2:
        return 0
    return sum(1 for word in words if word[0].isalpha() and not word[0].isupper())


def _is_prose(cells: Sequence[str], term: Callable[[str], str]) -> bool:
    """Return whether a column of a closed list holds prose instead, hardly a cell being one of its terms."""
    if not mean_prose_letters(cells):
        return False
    distinct = list(dict.fromkeys(_filled(cells)))
    return sum(1 for cell in distinct if term(cell)) < LEAST_KNOWN * len(distinct)
