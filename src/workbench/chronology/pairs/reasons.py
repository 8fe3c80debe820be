"""Why two entries were put together, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.case import Agency, Person
from workbench.chronology.pairs.labels import agency_label, on, person_label
from workbench.chronology.pairs.table import MEETINGS, means
from workbench.chronology.pairs.words import stem, words_of
from workbench.vocabulary import KINDS, TOPICS

MOST_WORDS = 5
TEXTS = ("event", "response", "comment", "source")
Row = Mapping[Any, Any]


def why(
    entries: pd.DataFrame,
    id: str,
    other: str,
    *,
    agencies: Mapping[str, Agency] | None = None,
    people: Sequence[Person] = (),
) -> list[str]:
    """Return what speaks for two entries belonging together, one sentence each; both entries' dates are in it."""
    one, two = entries.loc[id].to_dict(), entries.loc[other].to_dict()
    labels = [agency_label(row["agency"], agencies) for row in (one, two)]
    sentences = [_end(one, two, labels[0], labels[1], agencies), _end(two, one, labels[1], labels[0], agencies)]
    people_named = [person_label(who, people) for who in _both(one, two, "people")]
    if people_named:
        sentences.append(f"Both name {_listed(people_named)}.")
    topics = [TOPICS[topic].label for topic in _both(one, two, "topics") if topic in TOPICS]
    if topics:
        sentences.append(f"Both concern: {', '.join(topics)}.")
    if one.get("clock") and one.get("clock") == two.get("clock"):
        sentences.append(f"Both give the time {one['clock']}.")
    words = [f'"{word}"' for word in _shared_words(one, two)]
    if words:
        sentences.append(f"Both have the words {', '.join(words)}.")
    return sentences


def _end(row: Row, far: Row, label: str, far_label: str, agencies: Mapping[str, Agency] | None) -> str:
    """Return what one entry says of the other agency, and when."""
    kind = KINDS[row["kind"]].label if row.get("kind") in KINDS else "an entry"
    agency = (agencies or {}).get(far["agency"]) or Agency(far["agency"], far_label, far["agency"], "")
    told, heard = (any(means(token, agency) for token in row.get(name, ())) for name in ("told", "heard_from"))
    guess = " (suggested)" if ("told" if told else "heard_from") in row.get("suggested", ()) else ""
    if row.get("kind") in MEETINGS:
        return f"{label} records {on(row)}: {kind}."
    if told and heard:
        return f"{label} records {on(row)}: {kind}; told and heard from {far_label}{guess}."
    if told or heard:
        return f"{label} records {on(row)}: {kind}; {'told' if told else 'heard from'} {far_label}{guess}."
    return f"{label} records {on(row)}: {kind}; names nobody as told or heard from." if not (
        row.get("told") or row.get("heard_from")
    ) else f"{label} records {on(row)}: {kind}."


def _both(one: Row, two: Row, name: str) -> list[str]:
    return [value for value in one.get(name, ()) if value in two.get(name, ())]


def _shared_words(one: Row, two: Row) -> Iterator[str]:
    """Yield the words that both have, numbers and the longest first, as the first entry writes them."""
    texts = [" ".join(str(row.get(name, "")) for name in TEXTS) for row in (one, two)]
    stems = {stem(word) for word in words_of(texts[1])} - {""}
    shared = {stem(word): word for word in sorted(words_of(texts[0])) if stem(word) in stems}
    yield from sorted(shared.values(), key=lambda word: (not word.isdigit(), -len(word), word))[:MOST_WORDS]


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
