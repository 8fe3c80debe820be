"""Which column of a table means what: headings matched to the design's fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from workbench.intake.headings import (
    LONGEST_HEADING,
    Likeness,
    bare,
    known_headings,
    likenesses,
    means_no_field,
)

__all__ = [
    "FIELDS", "LONGEST_HEADING", "TEXTS", "Match", "can_be_headings", "heading_row", "is_enough",
    "likeliest_heading_row", "match_columns", "matches", "not_understood",
]  # fmt: skip

FIELDS: tuple[str, ...] = tuple(
    dict.fromkeys(known.field for meant in known_headings().values() for known in meant if known.field)
)
"""Every field an entry can have, in the order of the design."""

TEXTS = frozenset(("event", "response", "comment"))
"""The fields that say what happened; a timeline has a date and one of them at least."""

MOST_OPEN = 6
"""So many headings of a table at most are looked at for a second meaning."""
STARTS_WITH_NUMBER = re.compile(r"[0-9]+[./-][0-9]")


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading was taken to mean."""

    field: str
    sure: float = 1.0
    """From 0 to 1; 1 where the heading is a known one or a person chose its meaning."""
    like: str = ""
    """The known heading that it resembles; "" where it is one, "chosen" where a person said so."""


def matches(headings: Sequence[str], *, chosen: Mapping[str, str] | None = None) -> dict[int, Match]:
    """Return what each heading (by its position) means; unknown ones are left out.

    What a person chose (heading -> field, "" for none) always holds. A field is
    given once, so that all headings together are as sure as they can be; of two
    that name it alike, the one that columns.csv lists first has it, and of two
    equal ones the first. The other stays with the columns that were not
    understood, and is kept.
    """
    return dict(_matches(tuple(headings), tuple((chosen or {}).items())))


@lru_cache(maxsize=1 << 8)
def _matches(headings: tuple[str, ...], chosen: tuple[tuple[str, str], ...]) -> dict[int, Match]:
    """Do the same; a row of headings is looked at several times while a file is read."""
    found: dict[int, Match] = {}
    decided = {_plain(heading): field for heading, field in chosen}
    open_to: dict[int, list[Likeness]] = {}
    taken = {field for field in decided.values() if field}
    for position, heading in enumerate(headings):
        field = decided.get(_plain(heading))
        if field is None:
            open_to[position] = [like for like in likenesses(heading) if like.field not in taken]
        elif field and field not in {match.field for match in found.values()}:
            found[position] = Match(field, 1.0, "chosen")
    for position, like in _assigned(open_to).items():
        found[position] = Match(like.field, like.sure, like.like)
    return dict(sorted(found.items()))


def _plain(heading: str) -> str:
    return " ".join(heading.split())


def _assigned(open_to: Mapping[int, Sequence[Likeness]]) -> dict[int, Likeness]:
    """Give each field to one heading and each heading one field, all together as sure as can be.

    Few headings can mean two things ("Notes": the event or a comment), so all
    ways to take these are tried; the first of equally good ways is kept.
    """
    several = [position for position, likes in open_to.items() if len(likes) > 1][:MOST_OPEN]
    ways = (
        _surest({**open_to, **{position: [like] for position, like in zip(several, chosen, strict=True)}})
        for chosen in product(*(open_to[position] for position in several))
    )
    return max(ways, key=lambda way: sum(map(_worth, way.values())))


def _surest(open_to: Mapping[int, Sequence[Likeness]]) -> dict[int, Likeness]:
    """Give each field to the surest of the headings that mean it, to the first of equals."""
    best: dict[str, int] = {}
    for position, likes in open_to.items():
        if likes:
            before = best.setdefault(likes[0].field, position)
            if _worth(likes[0]) > _worth(open_to[before][0]):
                best[likes[0].field] = position
    return {position: open_to[position][0] for position in best.values()}


def _worth(like: Likeness) -> float:
    return like.sure - like.rank / 10_000


def not_understood(columns: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings without a field, but for those that are known to mean none, as "Worker"."""
    return tuple(heading for heading, field in columns.items() if not field and not means_no_field(heading))


def match_columns(headings: Sequence[str]) -> dict[int, str]:
    """Return which field each heading means, by known headings; by likeness where none is known.

    Quick enough for every row of a file in which the headings are looked for:
    likeness is tried only on a row that can be one of headings.
    """
    if any(known_headings().get(bare(heading)) for heading in headings) or can_be_headings(headings):
        return {position: match.field for position, match in matches(headings).items()}
    return {}


def heading_row(rows: Sequence[Sequence[str]], *, look: int = 15) -> int | None:
    """Return the position of the row that holds the headings, or None.

    It is the first of the first ``look`` rows that names a date and a text in
    known headings; where there is none, the first that does so by likeness.
    Title rows above the headings are common in what agencies send.
    """
    for position, row in enumerate(rows[:look]):
        known = (known_headings().get(bare(heading), ()) for heading in row)
        if is_enough(meant[0].field for meant in known if meant):
            return position
    for position, row in enumerate(rows[:look]):
        if can_be_headings(row) and is_enough(match.field for match in matches(row).values()):
            return position
    return None


def is_enough(fields: Iterable[str]) -> bool:
    """Return whether fields are what a timeline needs at least: a date and a text."""
    there = set(fields)
    return "date" in there and not TEXTS.isdisjoint(there)


def can_be_headings(row: Sequence[str]) -> bool:
    """Return whether a row can be one of headings: several cells, and no date among them."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and not any(
        len(cell) > LONGEST_HEADING or STARTS_WITH_NUMBER.match(cell) for cell in cells
    )


def likeliest_heading_row(rows: Sequence[Sequence[str]], *, look: int = 15) -> int:
    """Return the position of the row to show where none holds headings: most known, then widest."""

    def likeness(position: int) -> tuple[int, int, int]:
        row = rows[position]
        return len(match_columns(row)), sum(1 for cell in row if cell.strip()), -position

    return max(range(min(look, len(rows))), key=likeness, default=0)
