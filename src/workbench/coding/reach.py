"""What is denied, only planned or only mentioned: how far "no", "will" and "following" reach.

Denial and intention have a reach: from "no", "denied" or "will" to the end of
that part of the sentence. An act is reached up to the next comma, "and" or
"but"; a finding also in a list ("no bruising, swelling or marks"), because a
list of what was not found goes on behind commas.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.coding.lists import spread
from workbench.coding.search import Hits

DENIED, PLANNED, MENTIONED = "no", "planned", "mentioned"
REACH = {DENIED: 6, PLANNED: 9, MENTIONED: 4}
"""Words that a marker reaches at most."""
LIST_REACH = 2
"""Words behind a comma that a denied list goes on for."""
BEHIND = 3
"""Words behind a phrase in which "not made" or "will be" may begin."""

# A phrase that begins with one of these ("not brought") says no by itself.
NO_WORDS = (
    frozenset(["no", "not", "nil", "never", "without", "nor", "unable", "refused", "declined", "failed"])
    | frozenset(
        ["did", "didn't", "was", "wasn't", "were", "has", "had", "could", "cannot", "denies", "denied"]
    )
    | frozenset(["planned", "requested", "requesting", "offered"])
)

MEANINGS = ("", DENIED, PLANNED, MENTIONED, "stands", "done", "end")
_NO, _PLAN, _MENTION, _DONE, _END = (
    MEANINGS.index(each) for each in (DENIED, PLANNED, MENTIONED, "done", "end")
)
_REACH = np.array([REACH.get(meaning, 0) for meaning in MEANINGS])


class Reach:
    """Which words are reached by which markers; every word is one of all the texts' in a row."""

    def __init__(
        self, markers: Hits, meanings: np.ndarray, after: np.ndarray, groups: Mapping[str, np.ndarray]
    ) -> None:
        """``meanings`` (in MEANINGS) and ``after`` are the markers' own.

        ``groups`` says of each word whether it is a sign, a "no" and so on.
        """
        self._groups, self._size = groups, len(groups["hard"])
        self._ends = np.zeros(self._size, dtype=bool)
        self._ends[markers.starts[meanings == _END]] = True
        # "Phoned to report" is done, though "to report" alone is a plan.
        done = self._marked(markers.starts, markers.ends, meanings == _DONE)
        stays = (meanings != _PLAN) | ~done[markers.starts]
        after, before = after & stays, ~after & stays & (_REACH[meanings] > 0)
        self._behind = self._longest(markers.only(after), meanings[after])
        self._reach_from(markers.only(before), meanings[before])

    def _longest(self, markers: Hits, meanings: np.ndarray) -> np.ndarray:
        """Return what the longest marker says that begins at each word, the first of equally long ones."""
        found = np.zeros(self._size, dtype=np.int64)
        order = np.lexsort((-np.arange(len(meanings)), markers.ends))
        found[markers.starts[order]] = meanings[order]  # the last one written stays
        return found

    def _reach_from(self, markers: Hits, meanings: np.ndarray) -> None:
        # The words of "discussed a referral" are themselves what was only discussed.
        begins, ends = markers.starts + 1, self._acts(markers.ends, _REACH[meanings])
        denials = meanings == _NO
        self._denied = self._marked(begins, ends, denials)
        self._planned = self._marked(begins, ends, meanings == _PLAN)
        self._mentioned = self._marked(begins, ends, meanings == _MENTION)
        self._not_found = self._marked(markers.ends, self._findings(markers.ends), denials)
        own = np.flatnonzero(meanings != _MENTION)
        which, at = spread(markers.starts[own], (markers.ends - markers.starts)[own])
        self._inside, self._inside_from = np.zeros((2, self._size), dtype=np.int64)
        self._inside[at] = meanings[own][which]
        self._inside_from[at] = markers.starts[own][which]

    def _marked(self, begins: np.ndarray, ends: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Return for each word whether it stands in one of the chosen ranges."""
        change = np.bincount(begins[chosen], minlength=self._size + 1)
        change -= np.bincount(ends[chosen], minlength=self._size + 1)
        return np.cumsum(change)[:-1] > 0

    def _acts(self, begins: np.ndarray, reach: np.ndarray) -> np.ndarray:
        stop = _next(self._groups["hard"] | self._ends)[begins]
        comma = _next(self._groups["soft"])[begins + 1]
        return np.minimum(np.minimum(stop, comma), begins + reach)

    def _findings(self, begins: np.ndarray) -> np.ndarray:
        """Return the ends of lists of what was not found: they go on while the next comma or "or" is near."""
        stop = _next(self._groups["hard"] | (self._ends & ~self._groups["and"]))[begins]
        listing = np.flatnonzero(self._groups["listing"])
        if not len(listing):
            return np.minimum(stop, begins + REACH[DENIED])
        apart = np.diff(listing, append=self._size + LIST_REACH + 1) > LIST_REACH
        list_ends = listing[_next(apart)[:-1]] + 1 + LIST_REACH
        first = np.minimum(np.searchsorted(listing, begins), len(listing) - 1)
        near = (listing[first] >= begins) & (listing[first] < begins + REACH[DENIED])
        return np.minimum(stop, np.where(near, list_ends[first], begins + REACH[DENIED]))

    def states(self, hits: Hits) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return of each phrase found how it stands there, in three columns.

        First, by its number in MEANINGS, "" where it is said to be so, or DENIED or
        PLANNED; then whether it stands in a list of what was not found; then whether something else is
        said and these words only name what it was about.
        """
        skipped_no, skipped_plan, skipped_any_no = self._skipped(hits)
        behind = self._said_behind(hits.ends)
        reached = ~self._groups["no"][hits.starts]
        denied = skipped_no | (reached & self._denied[hits.starts])
        planned = skipped_plan | (reached & self._planned[hits.starts])
        after = np.where((behind == _NO) | (behind == _PLAN), behind, 0)
        acts = np.where(denied, _NO, np.where(planned, _PLAN, after))
        findings = skipped_any_no | (reached & self._not_found[hits.starts])
        mentioned = self._mentioned[hits.starts] | (behind == _MENTION)
        return acts, findings, mentioned

    def _skipped(self, hits: Hits) -> np.ndarray:
        """Return whether words skipped by ".." deny the act, plan it, or deny the finding."""
        found = np.zeros((3, len(hits.starts)), dtype=bool)
        who, entry = np.arange(len(hits.starts)), hits.skipped
        while len(who):
            who, entry = who[entry >= 0], entry[entry >= 0]
            before, first, end = hits.gaps[entry].T
            which, at = spread(first, end - first)
            whose, meanings = who[which], self._inside[at]
            # A marker that the phrase itself begins with ("request ... from") is part of what it says.
            others = self._inside_from[at] != hits.starts[whose]
            found[0, whose[others & (meanings == _NO)]] = True
            found[1, whose[others & (meanings == _PLAN)]] = True
            found[2, whose[meanings == _NO]] = True
            entry = before
        return found

    def _said_behind(self, ends: np.ndarray) -> np.ndarray:
        """Return what is said right behind phrases: "not made", "will be", "minutes"."""
        found = np.zeros(len(ends), dtype=np.int64)
        looking = ~self._groups["break"][ends - 1]  # not behind what ends with a full stop or "that"
        for past in range(BEHIND):
            at = np.minimum(ends + past, self._size - 1)
            said = np.where(looking, self._behind[at], 0)
            said[(said == _MENTION) & (past > 0)] = 0
            found[said > 0] = said[said > 0]
            looking &= (said == 0) & ~self._groups["break"][at]
        return found


def _next(holds: np.ndarray) -> np.ndarray:
    """Return for each place, and behind the last, where the next one is that holds, itself included."""
    places = np.append(np.where(holds, np.arange(len(holds)), len(holds)), len(holds))
    return np.minimum.accumulate(places[::-1])[::-1]
