"""Names that stand in the entries: agencies write them, the panel knows whose they are.

A panel writes roles into the family, never names. So a name means nobody until
somebody has said once whom it means in this case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from workbench.case import Agency, Person
from workbench.coding.glossary import EXAMPLES, GlossaryQuestion
from workbench.coding.rules import read_rules
from workbench.vocabulary import plain

TEXTS = ("event", "response", "comment")
LEAST_ENTRIES = 3
"""A name in fewer entries is hardly one of the family's."""
NO_NAMES = frozenset(
    plain(
        "January February March April May June July August September October November December Monday "
        "Tuesday Wednesday Thursday Friday Saturday Sunday Christmas Easter Welsh English"
    ).split()
)

# Within a sentence, where only a name is written with a capital.
_NAME = re.compile(r"(?<=[^\W_] |[,;:)] )[A-Z][^\W\d_A-Z]{2,}(?=(?:['\u2019]s)?(?![\w'\u2019-]))")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z][^\W\d_A-Z]{2,}")


def given_names(
    entries: pd.DataFrame,
    agencies: Mapping[str, Agency],
    people: Sequence[Person],
    *,
    glossary: Collection[str] = (),
) -> list[GlossaryQuestion]:
    """Return the names in the entries that nothing explains, the commonest first.

    A word counts as a name where it has a capital within a sentence, in three
    entries at least, and is written small nowhere in the case.
    """
    texts = [" \n ".join(cells) for cells in zip(*(entries[name] for name in TEXTS), strict=True)]
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        for word in dict.fromkeys(_NAME.findall(text)):
            places.setdefault(word, []).append(place)
    often = {word: found for word, found in places.items() if len(found) >= LEAST_ENTRIES}
    if not often:
        return []
    known = _known_words(agencies, people, glossary)
    small = {word for text in texts for word in _SMALL.findall(text)}
    asked = [
        GlossaryQuestion(word, len(found), tuple(str(entries.index[place]) for place in found[:EXAMPLES]))
        for word, found in often.items()
        if word.lower() not in known and word.lower() not in small
    ]
    return sorted(asked, key=lambda one: (-one.count, one.word))


def _known_words(
    agencies: Mapping[str, Agency], people: Sequence[Person], glossary: Collection[str]
) -> set[str]:
    labels = [name for slug, agency in agencies.items() for name in (slug, agency.label, agency.organisation)]
    labels += [name for person in people for name in (person.id, person.label, person.role)]
    known = {word for label in (*labels, *glossary) for word in plain(label).split()}
    return known | NO_NAMES | {word for name, _ in read_rules().names for word in name.split()}
