"""What an entry says: its kind, the agencies told, the people, whether the child was seen.

Three states, never mixed up: "stated" by the agency in a column of its own,
"suggested" by the readable rules of `workbench.coding.table`, "confirmed" by
the panel. A stated code is never overwritten by a suggestion.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.case import Agency, Person, Problem
from workbench.coding.confirmed import apply
from workbench.coding.glossary import GlossaryQuestion, unknown_words
from workbench.coding.own_words import also_own, kept_beside, own_words, read_along, wordy_files
from workbench.coding.stated import SEEN_WORDS, problems_of, translate_column, translators
from workbench.coding.suggest import FIELDS
from workbench.coding.table import of_objects, suggest
from workbench.vocabulary import plain

__all__ = ["FIELDS", "GlossaryQuestion", "apply", "code", "suggest", "unknown_words"]


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
    that field also where the cell is empty, but not where it is in words of the
    agency's own (`workbench.coding.own_words`). ``glossary`` says what the case's own
    short words mean: "SW1" is "agency:childrens-services", "Mo" is "person:M1",
    "IT" is "" (nobody).

    Added are ``kind_state`` ("stated", "suggested" or ""), ``suggested`` (the
    fields of the entry that stand on suggestions), ``because`` (field -> the
    exact words that suggested it; for lists also "field:code" -> words) and
    ``planned`` (what the words name only as still to be done: "told:gp").
    """
    problems: list[Problem] = []
    coded: dict[str, np.ndarray] = {}
    own: dict[str, np.ndarray] = {}
    for column, (translate, allowed) in translators(agencies, people).items():
        coded[column], unknown = translate_column(entries[column].to_numpy(dtype=object), translate)
        own[column] = own_words(entries, column, unknown)
        wordy = dict(wordy_files(entries, column, own[column]))
        problems += wordy.values()
        resembling = also_own(entries, column, wordy)
        if resembling.any():
            own[column] = own[column] | resembling
            coded[column][resembling] = ""
        if unknown and (column != "people" or people):
            rows = entries.loc[~entries["file"].isin(list(wordy))]
            problems += problems_of(rows, column, unknown, allowed)
    coded["child_seen"], _ = translate_column(entries["child_seen"].to_numpy(dtype=object), _seen)
    stated = coded["kind"].astype(object) != ""
    coded |= _suggested(entries, coded, agencies, people, columns or {}, glossary or {}, own)
    if "others" in entries:
        coded["others"] = kept_beside(entries, own)
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
    own: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Return the coded columns with suggestions where nothing is stated, and the columns about them."""
    open_fields = np.zeros((len(entries), len(FIELDS)), dtype=bool)
    files = entries["file"]
    for at, name in enumerate(FIELDS):
        having = [file for file, fields in columns.items() if name in fields]
        has_column = files.isin(having).to_numpy(dtype=bool) & ~own.get(name, False)
        # A list is empty where nothing was stated, a single code "": both are false.
        open_fields[:, at] = ~has_column & ~coded[name].astype(bool)
    asked = np.flatnonzero(open_fields.any(axis=1))
    found = suggest(read_along(entries, own).iloc[asked], agencies, people, glossary)
    result: dict[str, np.ndarray] = {}
    says = np.zeros((len(asked), len(FIELDS)), dtype=bool)
    for at, name in enumerate(FIELDS):
        theirs = found[name].to_numpy(dtype=object)
        says[:, at] = theirs.astype(bool)
        taken = open_fields[asked, at] & says[:, at]
        result[name] = coded[name].copy()
        result[name][asked[taken]] = theirs[taken]
    about = _about(says, open_fields[asked], found)
    for name, values in about.items():
        nothing = {} if name == "because" else ()
        result[name] = of_objects([nothing] * len(entries))
        result[name][asked] = values
    return result


def _about(says: np.ndarray, wanted: np.ndarray, found: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return which fields stand on suggestions, the words behind them, and what is only planned."""
    numbers = ((says & wanted) @ (1 << np.arange(len(FIELDS)))).tolist()
    names = {
        number: tuple(name for at, name in enumerate(FIELDS) if number >> at & 1) for number in set(numbers)
    }
    suggested = [names[number] for number in numbers]
    because = found["because"].tolist()
    for at in np.flatnonzero((says & ~wanted).any(axis=1)).tolist():
        kept = suggested[at]
        because[at] = {name: said for name, said in because[at].items() if name.partition(":")[0] in kept}
    return {
        "suggested": of_objects(suggested),
        "because": of_objects(because),
        "planned": found["planned"].to_numpy(dtype=object),
    }
