"""The two ends of one contact, matched across agencies by the best assignment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.chronology.pairs.assignment import NEARLY, best_assignment
from workbench.chronology.pairs.candidates import (
    Pairs,
    contact_candidates,
    meeting_candidates,
    together_candidates,
)
from workbench.chronology.pairs.evidence import Evidence
from workbench.chronology.pairs.figures import kind_points, passing, points
from workbench.chronology.pairs.table import Table

FURTHEST = 300
Weighed = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Two entries, and by how much what speaks for the pair exceeds what is asked for."""


@dataclass(frozen=True, eq=False)
class Contacts:
    """Pairs of entries by their places in the table, and how much speaks for each."""

    one: np.ndarray
    other: np.ndarray
    worth: np.ndarray
    sent: list[tuple[int, int]]
    """Those that were sent and received, the sending entry first."""


def find_contacts(table: Table, evidence: Evidence, by_word: Pairs, cited: Pairs) -> Contacts:
    """Return the contacts: an entry has at most one partner for each other agency and direction."""
    found = [
        _sent_and_received(table, evidence, by_word, cited),
        _present(table, evidence, meeting_candidates(table), "meeting"),
        _present(table, evidence, together_candidates(table), "together"),
    ]
    one, other, worth = (np.concatenate(parts) for parts in zip(*found, strict=True))
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((-worth, high, low))
    low, high, worth = low[order], high[order], worth[order]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    return Contacts(low[first], high[first], worth[first], _directed(*found[0]))


def _directed(sent: np.ndarray, received: np.ndarray, worth: np.ndarray) -> list[tuple[int, int]]:
    """Return who sent to whom; of a pair that was found both ways only the way that more speaks for."""
    ways = dict(zip(zip(sent.tolist(), received.tolist(), strict=True), worth.tolist(), strict=True))
    return sorted(way for way, much in ways.items() if much >= ways.get(way[::-1], much))


def _sent_and_received(table: Table, evidence: Evidence, by_word: Pairs, cited: Pairs) -> Weighed:
    figures = points()["contact"]
    sent, received, is_cited = _possible(table, evidence, by_word, cited)
    sent_to = evidence.end(sent, table.agency[received], "told")
    heard_by = evidence.end(received, table.agency[sent], "heard")
    alike = kind_points(table.kinds)[table.kind[sent], table.kind[received]]
    alike += evidence.people(sent, received) + evidence.topics(sent, received) + evidence.time(sent, received)
    worth = sent_to + heard_by + np.where(is_cited, figures["named"]["cited"], 0.0) - figures["enough"]
    days = evidence.days(sent, received, figures["lags"], start=-figures["most_days_early"])
    worth += np.where(is_cited, np.maximum(days, figures["cited_days"]), days)
    # Words are compared only where they can still decide.
    open_ = worth + alike + points()["wording"]["most"] > 0
    sent, received, worth, alike, is_cited, sent_to, heard_by = (
        values[open_] for values in (sent, received, worth, alike, is_cited, sent_to, heard_by)
    )
    wording = evidence.wording(sent, received)
    few_words = wording < figures["enough_words"]
    vague = np.maximum(table.width[sent], table.width[received]) > figures["widest_days"]
    # Where neither names the other, the wording must say that it was the same that was passed on.
    named = _names(table, evidence, sent, received)
    elsewhere = np.minimum(sent_to, heard_by) <= figures["named"]["turned"]
    refused = (vague & few_words) | (~named & (elsewhere | few_words))
    # An end whose words hold the other's name, or that names it, needs nothing more; a silent one does.
    refused |= (np.minimum(sent_to, heard_by) <= 0) & (alike + wording < figures["enough_alike"])
    return chosen(table, sent, received, np.where(refused & ~is_cited, -1.0, worth + alike + wording))


def _possible(
    table: Table, evidence: Evidence, by_word: Pairs, cited: Pairs
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs that can be a contact at all, and which of them are cited.

    One names the other or cites it, or both kinds say that something was passed on.
    """
    sent, received = contact_candidates(table, by_word, cited)
    is_cited = _is_in(sent, received, cited, len(table)) | _is_in(received, sent, cited, len(table))
    possible = passing(table.kinds)[table.kind[sent], table.kind[received]] | is_cited
    possible |= _names(table, evidence, sent, received)
    return sent[possible], received[possible], is_cited[possible]


def _names(table: Table, evidence: Evidence, sent: np.ndarray, received: np.ndarray) -> np.ndarray:
    """Return whether one of two entries names the agency of the other in a column."""
    names, _ = evidence.naming(sent, table.agency[received], "told")
    named_by, _ = evidence.naming(received, table.agency[sent], "heard")
    return names | named_by


def _present(table: Table, evidence: Evidence, pairs: Pairs, what: str) -> Weighed:
    """Return the pairs of two agencies' records of one occasion at which both were."""
    figures = points()[what]
    one, other = pairs
    worth = evidence.days(one, other, figures["lags"], start=-3) - figures["enough"]
    worth += evidence.people(one, other) + evidence.topics(one, other) + evidence.time(one, other)
    worth += evidence.wording(one, other)
    if what == "meeting":
        worth += figures["same_kind"]
        for first, second in ((one, other), (other, one)):
            worth += 0.4 * np.maximum(_named_at_all(evidence, first, table.agency[second]), 0)
    else:
        worth += figures["both_named"] * 2
    return chosen(table, one, other, worth)


def _named_at_all(evidence: Evidence, one: np.ndarray, agency: np.ndarray) -> np.ndarray:
    return np.maximum(evidence.end(one, agency, "told"), evidence.end(one, agency, "heard"))


def chosen(table: Table, one: np.ndarray, other: np.ndarray, worth: np.ndarray) -> Weighed:
    """Return the best pairs; among equal ones those that keep the order of both agencies."""
    useful = worth > 0
    one, other, worth = one[useful], other[useful], worth[useful]
    left = one * len(table.agencies) + table.agency[other]
    right = other * len(table.agencies) + table.agency[one]
    best = best_assignment(left, right, worth - _out_of_order(table, one, other))
    return one[best], other[best], worth[best]


def _out_of_order(table: Table, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return next to nothing, the more the further two entries stand apart in their agencies' order."""
    block = table.agency[one] * len(table.agencies) + table.agency[other]
    apart = np.abs(_rank(block, one, len(table)) - _rank(block, other, len(table)))
    return NEARLY * np.minimum(apart, FURTHEST) ** 2


def _rank(block: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """Return the place of each entry among those of its block."""
    ends, inverse = np.unique(block * size + at, return_inverse=True)
    blocks = ends // max(size, 1)
    return (np.arange(len(ends)) - np.searchsorted(blocks, blocks))[inverse]


def _is_in(one: np.ndarray, other: np.ndarray, pairs: Pairs, size: int) -> np.ndarray:
    known = pairs[0] * size + pairs[1]
    return np.isin(one * size + other, known)
