"""The two ends of one contact, and one event recorded by several agencies.

An entry that tells an agency and an entry of that agency that heard from the
first, two records of one meeting, an entry that cites another: they are paired
where all that speaks for it (days, kinds, agencies, people, topics, rare words)
exceeds what ``points.toml`` asks for, by the best assignment of all. Each entry
has at most one partner for each other agency and direction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.case import Agency, collector_paused
from workbench.chronology.pairs.candidates import word_candidates
from workbench.chronology.pairs.contacts import find_contacts
from workbench.chronology.pairs.contradictions import Contradiction, find_contradictions
from workbench.chronology.pairs.events import MESSAGES, find_events
from workbench.chronology.pairs.evidence import Evidence
from workbench.chronology.pairs.mentions import read_mentions
from workbench.chronology.pairs.reasons import why
from workbench.chronology.pairs.table import Table, calls, means, mentioned, read_table
from workbench.chronology.pairs.words import read_words

__all__ = ["MESSAGES", "Contradiction", "Pairing", "means", "pair", "why"]


@dataclass(frozen=True, eq=False)
class Pairing:
    """Which entries belong together."""

    paired_with: pd.Series
    """For each entry the other ends of the same contact, as a tuple of ids in order."""
    same_as: pd.Series
    """For each entry the other agencies' records of the same event, as a tuple of ids in order."""
    contradictions: tuple[Contradiction, ...]
    """What records of the same event, or the two ends of a contact, say that cannot both hold."""


@collector_paused()
def pair(entries: pd.DataFrame, agencies: Mapping[str, Agency]) -> Pairing:
    """Return which entries are the two ends of one contact, and which tell of one event."""
    table = read_table(entries, agencies)
    words, at, other = read_words(table.texts, table.agency, table.sizes, calls(table, agencies))
    evidence = Evidence(table, words, mentioned(table, at, other))
    by_word = word_candidates(table, words)
    mentions = read_mentions(table, agencies)
    contacts = find_contacts(table, evidence, by_word, mentions.cited)
    events = find_events(table, evidence, contacts, by_word, mentions)
    partners: dict[int, set[int]] = {}
    for one, other in zip(contacts.one.tolist(), contacts.other.tolist(), strict=True):
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    same = {
        at: {other for other in event if table.agency[other] != table.agency[at]}
        for event in events
        for at in event
    }
    ids = entries.index.to_numpy(dtype=object)[table.order]
    contradictions = find_contradictions(
        entries,
        [tuple(ids[event]) for event in events],
        [(ids[one], ids[other]) for one, other in contacts.sent],
        agencies,
    )
    return Pairing(_as_ids(entries, table, partners), _as_ids(entries, table, same), contradictions)


def _as_ids(entries: pd.DataFrame, table: Table, found: Mapping[int, set[int]]) -> pd.Series:
    """Return the ids that each entry goes with, in the order of the chronology."""
    ids = entries.index.to_numpy(dtype=object)
    values = np.empty(len(entries), dtype=object)
    values[:] = [()] * len(entries)
    for at, others in found.items():
        values[table.order[at]] = tuple(ids[table.order[sorted(others)]])
    return pd.Series(values, index=entries.index, dtype=object)
