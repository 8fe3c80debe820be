"""Codes that people confirmed or corrected, laid over what was stated and suggested."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency, Person, Problem
from workbench.case.answers import CODING, CodingKey, codes_in
from workbench.case.decision_lines import Decision
from workbench.coding.suggest import FIELDS, SEVERAL
from workbench.vocabulary import (
    ACCOUNTS,
    AGENCY_TYPES,
    CHILD_SEEN,
    KINDS,
    MODES,
    OUTCOMES,
    SIGNIFICANCE,
    TOPICS,
)


def known_codes(agencies: Mapping[str, Agency], people: Sequence[Person]) -> dict[str, tuple[str, ...]]:
    """Return for each field the codes that it can hold in a case."""
    services = (*agencies, *(code for code in AGENCY_TYPES if code not in agencies))
    return {
        "kind": tuple(KINDS),
        "told": services,
        "heard_from": services,
        "people": tuple(person.id for person in people),
        "topics": tuple(TOPICS),
        "child_seen": CHILD_SEEN,
        "outcome": tuple(OUTCOMES),
        "significance": SIGNIFICANCE,
        "mode": MODES,
        "whose_account": ACCOUNTS,
    }


def apply(
    entries: pd.DataFrame,
    codings: Mapping[CodingKey, Decision],
    keys: Mapping[str, Sequence[str]],
    *,
    agencies: Mapping[str, Agency],
    people: Sequence[Person],
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return ``entries`` with the confirmed codes in place of the others, and what could not be laid over.

    ``keys`` has for each agency with codings the keys of its entries, by row.
    Added are ``confirmed`` (the fields of the entry that somebody confirmed) and
    ``instead_of`` (for each of them the state and the codes that it had before).
    ``kind_state`` is "confirmed" where the kind is, and ``suggested`` holds
    only what still waits.
    """
    columns = {
        "confirmed": _filled(len(entries), ()),
        "instead_of": _filled(len(entries), {}),
    }
    usable, problems = usable_codes(codings, known_codes(agencies, people))
    by_entry, left = _by_place(entries, usable, keys)
    problems += _left_over(left, agencies)
    if by_entry:
        touched = {name for found in by_entry.values() for name in found}
        for name in ("kind_state", "suggested", *touched):
            columns[name] = entries[name].to_numpy(dtype=object).copy()
        for place, found in by_entry.items():
            _lay_over(columns, place, found)
    return entries.assign(**columns), problems


def _filled(size: int, value: Any) -> np.ndarray:
    column = np.empty(size, dtype=object)
    column[:] = [value] * size
    return column


def _lay_over(columns: Mapping[str, np.ndarray], place: int, found: Mapping[str, tuple[str, ...]]) -> None:
    suggested = columns["suggested"][place]
    before = {}
    for name in (name for name in FIELDS if name in found):
        held = columns[name][place]
        state = "suggested" if name in suggested else "stated" if held else ""
        before[name] = (state, held)
        columns[name][place] = found[name] if name in SEVERAL else "".join(found[name])
    columns["confirmed"][place] = tuple(before)
    columns["instead_of"][place] = before
    columns["suggested"][place] = tuple(name for name in suggested if name not in before)
    if "kind" in before:
        columns["kind_state"][place] = "confirmed"


def usable_codes(
    codings: Mapping[CodingKey, Decision], known: Mapping[str, Sequence[str]]
) -> tuple[dict[CodingKey, tuple[str, ...]], list[Problem]]:
    """Return the codes of each line that says something this case knows, and a problem for every other."""
    usable: dict[CodingKey, tuple[str, ...]] = {}
    problems = []
    for key, one in codings.items():
        name, codes = key[2], codes_in(one)
        if name not in known:
            problems.append(_unknown(one, "field", name, tuple(known)))
            continue
        strange = next((code for code in codes if code not in known[name]), None)
        if strange is not None:
            problems.append(_unknown(one, "codes", strange, known[name]))
        elif len(codes) > 1 and name not in SEVERAL:
            problem, remedy = f"{name} holds one code.", "Leave one of them; the line was not used."
            problems.append(Problem(CODING.file, one.line, "codes", problem, remedy))
        else:
            usable[key] = codes
    return usable, problems


def _unknown(one: Decision, column: str, text: str, known: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(text, known, 1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    remedy = f"{hint}Known: {', '.join(known) or 'nobody yet'}. The line was not used."
    return Problem(CODING.file, one.line, column, f'"{text}" is not known.', remedy)


def _by_place(
    entries: pd.DataFrame, usable: Mapping[CodingKey, tuple[str, ...]], keys: Mapping[str, Sequence[str]]
) -> tuple[dict[int, dict[str, tuple[str, ...]]], dict[str, set[str]]]:
    """Return the codes by the place of their entry, and by agency the keys that no entry has."""
    rows = {agency: {key: row for row, key in enumerate(own, start=1)} for agency, own in keys.items()}
    by_id: dict[str, dict[str, tuple[str, ...]]] = {}
    left: dict[str, set[str]] = {}
    for (agency, entry, name), codes in usable.items():
        row = rows.get(agency, {}).get(entry)
        if row is None:
            left.setdefault(agency, set()).add(entry)
        else:
            by_id.setdefault(f"{agency}:{row}", {})[name] = codes
    places = entries.index.get_indexer(list(by_id)) if by_id else ()
    return {
        int(place): found for place, found in zip(places, by_id.values(), strict=True) if place >= 0
    }, left


def _left_over(left: Mapping[str, set[str]], agencies: Mapping[str, Agency]) -> list[Problem]:
    """Say for each agency how many confirmed entries its file no longer holds as they were."""
    problems = []
    for agency, entries in left.items():
        of = (
            f"of {agencies[agency].label}"
            if agency in agencies
            else f'of "{agency}", which sent no timeline,'
        )
        one = f"1 entry {of} that somebody coded is not in the case as it was."
        many = f"{len(entries)} entries {of} that somebody coded are not in the case as they were."
        remedy = "Where the agency sent a corrected file, look at the changed rows and carry the codes over."
        problems.append(Problem(CODING.file, None, "", one if len(entries) == 1 else many, remedy))
    return problems
