"""Which two entries could be the two ends of one contact: only those are weighed against each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.chronology.pairs.figures import points, receiving_kinds, sending_kinds
from workbench.chronology.pairs.table import Named, Table
from workbench.chronology.pairs.windows import Days, distinct, joined
from workbench.chronology.pairs.words import Words

NARROW_DAYS = 7
"""A date no vaguer than this is looked up by its day; the others apart: they would widen the search."""
MOST_NARROW, MOST_VAGUE = 12, 48
"""How many of one window are looked at for one entry, by how vague its date is."""
MOST_BY_WORD = 4
TOGETHER = (
    "visit_child",
    "health_contact",
    "contact_adult",
    "s47_enquiry",
    "handover_transfer",
    "cp_medical",
)

Pairs = tuple[np.ndarray, np.ndarray]


def contact_candidates(table: Table, by_word: Pairs, cited: Pairs) -> Pairs:
    """Return pairs (sent, received) of different agencies, each once.

    Where both name each other; where one names the other and that one is
    silent; where one cites the other; and where only rare words join them.
    """
    told, heard = table.told, table.heard
    count = len(table.agencies)
    far = points()["contact"]
    known = table.width <= far["widest_days"]
    senders, receivers = _ends(table, told, known), _ends(table, heard, known)
    silent_in = np.flatnonzero(known & ~heard.filled & table.of_kinds({"", *receiving_kinds()}))
    silent_out = np.flatnonzero(known & ~told.filled & table.of_kinds({"", *sending_kinds()}))
    found = [
        _windows(table, senders, senders.agency * count + senders.other,
                 receivers.at, receivers.other * count + receivers.agency),
        _windows(table, senders, senders.other, silent_in, table.agency[silent_in]),
        *(
            (out, asked)
            for asked, out in [
                _windows(table, receivers, receivers.other, silent_out, table.agency[silent_out], turned=True)
            ]
        ),
        by_word,
        by_word[::-1],
        cited,
        cited[::-1],
    ]  # fmt: skip
    sent, received = distinct(*joined(found), len(table))
    apart = table.agency[sent] != table.agency[received]
    sent, received = sent[apart], received[apart]
    late = table.first[received] - table.last[sent] > far["most_days_late"]
    early = table.last[received] - table.first[sent] < -far["most_days_early"]
    keep = ~(late | early)
    return sent[keep], received[keep]


class _Ends:
    """Entries that name another agency, with both agencies."""

    def __init__(self, table: Table, named: Named, rows: np.ndarray) -> None:
        self.at, self.other = named.at[rows], named.other[rows]
        self.agency = table.agency[self.at]


def _ends(table: Table, named: Named, known: np.ndarray) -> _Ends:
    return _Ends(table, named, np.flatnonzero(known[named.at]))


def _windows(
    table: Table,
    ends: _Ends,
    key: np.ndarray,
    others: np.ndarray,
    other_key: np.ndarray,
    *,
    turned: bool = False,
) -> Pairs:
    """Return pairs (an end, another entry with the same key) whose days allow a contact.

    The likeliest days are asked first, so that a crowded week does not hide them. With ``turned`` the
    ends are those that received.
    """
    far = points()["contact"]
    early, late = far["most_days_early"], far["most_days_late"]
    if turned:
        early, late = late, early
    first, last, wide = table.first[ends.at], table.last[ends.at], table.width[ends.at] > NARROW_DAYS
    narrow = table.width[others] <= NARROW_DAYS
    exact = Days(others[narrow], other_key[narrow], table.first[others[narrow]])
    vague = Days(others[~narrow], other_key[~narrow], table.first[others[~narrow]])
    before, after = (1, 2) if not turned else (2, 1)
    rings = (
        (exact, first, last), (exact, last + 1, last + after), (exact, first - before, first - 1),
        (exact, last + after + 1, last + late), (exact, first - early - NARROW_DAYS, first - before - 1),
        (vague, first - early - far["widest_days"], last + late),
    )  # fmt: skip
    found = []
    for days, since, until in rings:
        for asked, most in ((~wide, MOST_NARROW), (wide, MOST_VAGUE)):
            rows = np.flatnonzero(asked)
            place, other = days.between(key[rows], since[rows], until[rows], most=most)
            found.append((ends.at[rows[place]], other))
    return joined(found)


def meeting_candidates(table: Table) -> Pairs:
    """Return pairs of two agencies' records of a meeting of the same kind, at most three days apart."""
    rows = np.flatnonzero((table.meeting >= 0) & (table.width <= points()["contact"]["widest_days"]))
    count = len(table.agencies)
    pairs = []
    for agency in range(count):
        own, others = rows[table.agency[rows] == agency], rows[table.agency[rows] > agency]
        key = table.meeting[others] * count + table.agency[others]
        for other in np.unique(table.agency[others]):
            pairs.append(_near(table, own, table.meeting[own] * count + other, others, key))
    return joined(pairs) if pairs else (rows[:0], rows[:0])


def together_candidates(table: Table) -> Pairs:
    """Return pairs of entries that name each other, of kinds at which two agencies can be present."""
    can = table.of_kinds(TOGETHER) & (table.width <= points()["contact"]["widest_days"])
    count = len(table.agencies)
    at = np.concatenate([table.told.at, table.heard.at])
    other = np.concatenate([table.told.other, table.heard.other])
    at, other = distinct(at[can[at]], other[can[at]], count)
    key = np.minimum(table.agency[at], other) * count + np.maximum(table.agency[at], other)
    lower = table.agency[at] < other
    return _near(table, at[lower], key[lower], at[~lower], key[~lower])


def _near(table: Table, own: np.ndarray, key: np.ndarray, others: np.ndarray, other_key: np.ndarray) -> Pairs:
    """Return pairs with the same key whose days lie at most three days apart."""
    found = []
    for _, some in _by_width(table, others):
        days = Days(others[some], other_key[some], table.first[others[some]])
        reach = int(table.width[others[some]].max(initial=0))
        place, other = days.between(key, table.first[own] - 3 - reach, table.last[own] + 3, most=MOST_NARROW)
        found.append((own[place], other))
    one, other = joined(found)
    keep = table.last[other] - table.first[one] >= -3
    return one[keep], other[keep]


def _by_width(table: Table, at: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    narrow = table.width[at] <= NARROW_DAYS
    yield "narrow", np.flatnonzero(narrow)
    yield "vague", np.flatnonzero(~narrow)


def word_candidates(table: Table, words: Words) -> Pairs:
    """Return pairs (earlier, later) of different agencies that share a rare word within a fortnight.

    Entries without a date, and those whose date says next to nothing, are
    looked up among all dates, by the very rare words only.
    """
    far = points()
    rare = np.flatnonzero(words.weight >= far["wording"]["rare"])
    at, word = words.at[rare], words.word[rare]
    known = table.width[at] <= far["contact"]["widest_days"]
    days = Days(at[known], word[known], table.first[at[known]])
    since = table.first[at[known]]
    until = table.last[at[known]] + far["event"]["reported_within_days"]
    place, other = days.between(word[known], since, until, most=MOST_BY_WORD)
    one = at[known][place]
    vague = np.flatnonzero(~known)
    anywhere = Days(at, word, np.zeros(len(at), dtype="int64"))
    zero = np.zeros(len(vague), dtype="int64")
    place, far_other = anywhere.between(word[vague], zero, zero, most=MOST_BY_WORD)
    one, other = joined([(one, other), (at[vague][place], far_other)])
    apart = table.agency[one] != table.agency[other]
    return distinct(one[apart], other[apart], len(table))
