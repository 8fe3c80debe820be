"""What an entry says: its kind, the agencies told, the people, whether the child was seen.

Three states, never mixed up: "stated" by the agency in a column of its own,
"suggested" by the readable rules of `workbench.coding.suggest`, "confirmed" by
the panel. A stated code is never overwritten by a suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from workbench.case import Agency, Person, Problem
from workbench.coding.stated import SEEN_WORDS, problems_of, translate_column, translators
from workbench.vocabulary import plain

__all__ = ["code"]


def code(
    entries: pd.DataFrame, agencies: Mapping[str, Agency], people: Sequence[Person]
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return ``entries`` with codes in the place of the coded columns' texts.

    ``entries`` has a text column for each field of `workbench.intake.FIELDS`
    and ``agency``, ``file`` and ``line``. Added is ``kind_state``. In the
    result ``told``, ``heard_from``, ``topics``, ``people`` and
    ``whose_account`` are tuples, the others single codes or "".
    """
    problems: list[Problem] = []
    coded: dict[str, np.ndarray] = {}
    for column, (translate, allowed) in translators(agencies, people).items():
        coded[column], unknown = translate_column(entries[column], translate)
        if unknown and (column != "people" or people):
            problems += problems_of(entries, column, unknown, allowed)
    coded["child_seen"], _ = translate_column(entries["child_seen"], _seen)
    stated = np.asarray(coded["kind"], dtype=object) != ""
    coded["kind_state"] = np.where(stated, "stated", "")
    return entries.assign(**coded), problems


def _seen(text: str) -> tuple[str, list[str]]:
    """Return the code for "child seen"; what was written and is not known stays as it is."""
    return SEEN_WORDS.get(plain(text), text.strip()), []
