"""What an entry says: its kind, the agencies told, the people, whether the child was seen.

Three states, never mixed up: "stated" by the agency in a column of its own,
"suggested" by the readable rules of `workbench.coding.suggest`, "confirmed" by
the panel. A stated code is never overwritten by a suggestion.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.case import Agency, Person, Problem
from workbench.coding.glossary import GlossaryQuestion, unknown_words
from workbench.coding.stated import SEEN_WORDS, problems_of, translate_column, translators
from workbench.coding.suggest import FIELDS, suggest
from workbench.vocabulary import plain

__all__ = ["FIELDS", "GlossaryQuestion", "code", "suggest", "unknown_words"]


def code(
    entries: pd.DataFrame,
    agencies: Mapping[str, Agency],
    people: Sequence[Person],
    *,
    columns: Mapping[str, Collection[str]] | None = None,
    glossary: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return ``entries`` with codes in the place of the coded columns' texts.

    ``entries`` has a text column for each field of `workbench.intake.FIELDS`
    and ``agency``, ``file`` and ``line``. In the result ``told``,
    ``heard_from``, ``topics``, ``people`` and ``whose_account`` are tuples, the
    others single codes or "". Where an agency states nothing, its words suggest
    a code; a file that has a column for a field (``columns``, by file) states
    that field also where the cell is empty. ``glossary`` says what the case's own
    short words mean: "SW1" is "agency:childrens-services", "Mo" is "person:M1",
    "IT" is "" (nobody).

    Added are ``kind_state`` ("stated", "suggested" or ""), ``suggested`` (the
    fields of the entry that stand on suggestions), ``because`` (field -> the
    exact words that suggested it; for lists also "field:code" -> words) and
    ``planned`` (what the words name only as still to be done: "told:gp").
    """
    problems: list[Problem] = []
    coded: dict[str, np.ndarray] = {}
    for column, (translate, allowed) in translators(agencies, people).items():
        coded[column], unknown = translate_column(entries[column].to_numpy(dtype=object), translate)
        if unknown and (column != "people" or people):
            problems += problems_of(entries, column, unknown, allowed)
    coded["child_seen"], _ = translate_column(entries["child_seen"].to_numpy(dtype=object), _seen)
    stated = coded["kind"].astype(object) != ""
    coded |= _suggested(entries, coded, agencies, people, columns or {}, glossary or {})
    filled = coded["kind"].astype(object) != ""
    coded["kind_state"] = np.where(stated, "stated", np.where(filled, "suggested", "")).astype(object)
    return entries.assign(**coded), problems


def _seen(text: str) -> tuple[str, list[str]]:
    """Return the code for "child seen"; what was written and is not known stays as it is."""
    return SEEN_WORDS.get(plain(text), text.strip()), []


def _suggested(
    entries: pd.DataFrame,
    coded: Mapping[str, np.ndarray],
    agencies: Mapping[str, Agency],
    people: Sequence[Person],
    columns: Mapping[str, Collection[str]],
    glossary: Mapping[str, str],
) -> dict[str, np.ndarray]:
    """Return the coded columns with suggestions where nothing is stated, and the columns about them."""
    open_fields = np.zeros((len(entries), len(FIELDS)), dtype=bool)
    files = entries["file"]
    for at, name in enumerate(FIELDS):
        having = [file for file, fields in columns.items() if name in fields]
        has_column = files.isin(having).to_numpy(dtype=bool)
        # A list is empty where nothing was stated, a single code "": both are false.
        open_fields[:, at] = ~has_column & ~coded[name].astype(bool)
    asked = np.flatnonzero(open_fields.any(axis=1))
    found = suggest(entries.iloc[asked], agencies, people, glossary)
    result: dict[str, np.ndarray] = {}
    takes = np.zeros((len(entries), len(FIELDS)), dtype=bool)
    for at, name in enumerate(FIELDS):
        values = coded[name].copy()
        theirs = found[name].to_numpy(dtype=object)
        taken = open_fields[asked, at] & theirs.astype(bool)
        takes[asked[taken], at] = True
        values[takes[:, at]] = theirs[taken]
        result[name] = values
    return result | _about(takes, asked, found)


def _about(takes: np.ndarray, asked: np.ndarray, found: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return which fields stand on suggestions, the words behind them, and what is only planned."""
    size = len(takes)
    about = {name: np.empty(size, dtype=object) for name in ("suggested", "because", "planned")}
    about["suggested"][:] = about["planned"][:] = [()] * size
    about["because"][:] = [{}] * size
    known: dict[tuple[int, bytes], tuple[tuple[str, ...], dict[str, Any]]] = {}
    for place, words, planned in zip(asked, found["because"], found["planned"], strict=True):
        mask = takes[place]
        key = (id(words), mask.tobytes())
        if key not in known:
            names = tuple(name for name, taken in zip(FIELDS, mask, strict=True) if taken)
            kept = {name: said for name, said in words.items() if name.partition(":")[0] in names}
            known[key] = (names, kept)
        about["suggested"][place], about["because"][place] = known[key]
        about["planned"][place] = planned
    return about
