"""Codes that the agency's own table states, in columns of their own.

Each column is translated once per distinct text, not once per row: a hundred
thousand rows repeat a few hundred texts.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency, Person, Problem, slug_of
from workbench.vocabulary import (
    ACCOUNTS,
    AGENCY_TYPES,
    CHILD_SEEN,
    KINDS,
    MODES,
    OUTCOMES,
    SIGNIFICANCE,
    TOPICS,
    agency_type_of,
    kind_of,
    outcome_of,
    plain,
    topic_of,
)

Translate = Callable[[str], tuple[Any, list[str]]]
"""A cell's text -> its code, and the parts of it that are not known."""

SEEN_WORDS = {
    **{plain(value): value for value in CHILD_SEEN},
    "": "", "yes": "seen", "y": "seen", "no": "not seen", "n": "not seen", "n a": "", "na": "",
    "alone": "seen alone", "seen and spoken with": "spoken with", "spoken to": "spoken with",
    "seen and spoken to": "spoken with", "not recorded": "not recorded", "not known": "not recorded",
    "unknown": "not recorded",
}  # fmt: skip


NOTHING = frozenset(
    [
        "",
        "none",
        "no",
        "nil",
        "na",
        "n a",
        "not applicable",
        "nobody",
        "no one",
        "not recorded",
        "not known",
        "not shared",
    ]
)
"""What agencies write into a cell that they leave empty; "-" is among them, being no word."""

_DIVIDERS = (re.compile(r"$^"), re.compile(r","), re.compile(r",|/|&|\+|\band\b", re.IGNORECASE))
"""How a list in one cell can be divided: not at all, at commas, at every joining word."""


def parts(text: str) -> list[str]:
    """Split a cell that lists several things."""
    return [part.strip() for part in re.split(r"[;|\n]", text) if plain(part) not in NOTHING]


def one(lookup: Callable[[str], str]) -> Translate:
    """Return a translator for a cell that holds one term of a closed list."""

    def translate(text: str) -> tuple[str, list[str]]:
        if plain(text) in NOTHING:
            return "", []
        code = lookup(text)
        return code, [] if code else [text.strip()]

    return translate


def many(lookup: Callable[[str], str]) -> Translate:
    """Return a translator for a cell that lists terms.

    A comma, "and" or "/" divides only where that finds more: "police, health
    visiting" are two, "neglect/home conditions" is one.
    """

    def translate(text: str) -> tuple[tuple[str, ...], list[str]]:
        found: list[str] = []
        unknown: list[str] = []
        for part in parts(text):
            divided = [_pieces(part, divider, lookup) for divider in _DIVIDERS]
            # The first of the best: what need not be divided stays whole.
            for piece, code in max(divided, key=lambda pieces: len({code for _, code in pieces} - {""})):
                (found if code else unknown).append(code or piece)
        return tuple(dict.fromkeys(found)), unknown

    return translate


def _pieces(part: str, divider: re.Pattern[str], lookup: Callable[[str], str]) -> list[tuple[str, str]]:
    pieces = [piece.strip() for piece in divider.split(part)]
    return [(piece, lookup(piece)) for piece in pieces if plain(piece) not in NOTHING]


def agency_lookup(agencies: Mapping[str, Agency]) -> Callable[[str], str]:
    """Return a function from a name to the slug of one of ``agencies``, or to a type of agency.

    The slug or label itself decides first. A type that exactly one agency of
    the case has means that agency. Else the type's code stands for whichever
    service of that type it was.
    """
    by_name = {plain(agency.slug): agency.slug for agency in agencies.values()}
    by_name |= {plain(agency.label): agency.slug for agency in agencies.values()}

    def lookup(name: str) -> str:
        exact = by_name.get(plain(name)) or by_name.get(plain(slug_of(name)))
        if exact:
            return exact
        code = plain(name).replace(" ", "-")
        kind = code if code in AGENCY_TYPES else agency_type_of(name)
        if kind == "other" and code != "other":
            return ""
        of_type = [agency.slug for agency in agencies.values() if agency.type == kind]
        return of_type[0] if len(of_type) == 1 else kind

    return lookup


def person_lookup(people: Sequence[Person]) -> Callable[[str], str]:
    """Return a function from an id, label or role to the id of a person, or ""."""
    known: dict[str, str] = {}
    for person in people:
        known.setdefault(plain(person.id), person.id)
    for person in people:
        known.setdefault(plain(person.label), person.id)
    roles = [plain(person.role) for person in people]
    for person in people:
        # A role means somebody only where one person has it.
        if person.role and roles.count(plain(person.role)) == 1:
            known.setdefault(plain(person.role), person.id)
    return lambda name: known.get(plain(name), "")


def _closed(values: Sequence[str]) -> Callable[[str], str]:
    known = {plain(value): value for value in values}
    return lambda text: known.get(plain(text), "")


def translators(agencies: Mapping[str, Agency], people: Sequence[Person]) -> dict[str, tuple[Translate, str]]:
    """Return for each coded column how it is read, and which values it knows (for an error)."""
    to_agency = many(agency_lookup(agencies))
    listed_agencies = ", ".join([*agencies, *AGENCY_TYPES])
    return {
        "kind": (one(kind_of), ", ".join(KINDS)),
        "outcome": (one(outcome_of), ", ".join(OUTCOMES)),
        "significance": (one(_closed(SIGNIFICANCE)), ", ".join(SIGNIFICANCE)),
        "mode": (one(_closed(MODES)), ", ".join(MODES)),
        "whose_account": (many(_closed(ACCOUNTS)), ", ".join(ACCOUNTS)),
        "told": (to_agency, listed_agencies),
        "heard_from": (to_agency, listed_agencies),
        "topics": (many(topic_of), ", ".join(TOPICS)),
        "people": (many(person_lookup(people)), ", ".join(person.id for person in people) or "nobody yet"),
    }


def translate_column(texts: np.ndarray, translate: Translate) -> tuple[np.ndarray, dict[str, list[str]]]:
    """Return the code of every cell, and for each text the parts that are not known."""
    places, distinct = pd.factorize(texts)
    codes = np.empty(len(distinct), dtype=object)
    unknown: dict[str, list[str]] = {}
    for i, text in enumerate(distinct):
        codes[i], strange = translate(text)
        if strange:
            unknown[text] = strange
    return codes[places], unknown


def problems_of(
    entries: pd.DataFrame, column: str, unknown: Mapping[str, list[str]], allowed: str
) -> list[Problem]:
    """Return one problem for each row whose cell holds something that is not known."""
    found: list[Problem] = []
    for place in np.flatnonzero(entries[column].isin(list(unknown)).to_numpy()):
        row = entries.iloc[int(place)]
        for part in unknown[row[column]]:
            near = difflib.get_close_matches(part, allowed.split(", "), 1)
            hint = f'Did you mean "{near[0]}"? ' if near else ""
            found.append(
                Problem(
                    row["file"],
                    int(row["line"]),
                    column.replace("_", " "),
                    f'"{part}" is not known.',
                    f"{hint}Known: {allowed}. The entry is kept, without this code.",
                    part=row.get("part", ""),
                )
            )
    return found
