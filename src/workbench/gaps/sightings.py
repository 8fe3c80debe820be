"""When the child was seen, as far as the entries of any agency show.

A row that leaves open whether the child was seen, such as a visit or a baby
clinic, gets the benefit of the doubt; a telephone call does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from workbench.gaps.concerns import concerns_child
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records
from workbench.gaps.spans import Spans

SEEN = ("seen", "seen alone", "spoken with")
HEARD = ("seen alone", "spoken with")
FROM_AFAR = ("phone", "virtual")
VISITS = ("visit_child", "cp_medical")
"""Kinds that mean being with the child unless the entry says otherwise."""
WITH_THE_CHILD = ("health_contact", "injury_or_symptom")
"""Kinds that mean being with the child where they are about the child."""
NOT_THERE = ("missed_contact", "no_access", "review_step")


def may_have_seen(records: Records, entry: Entry, *, person: str = "") -> bool:
    """True if an entry shows the child seen, or leaves it open; ``person`` is one child of several.

    A row that names nobody could be about any of them.
    """
    if entry.kind in NOT_THERE or entry.child_seen == "not seen" or entry.mode in FROM_AFAR:
        return False
    named = person in entry.people if person else records.names_child(entry)
    if entry.people and records.subjects and not named:
        return False
    if entry.child_seen in SEEN or entry.kind in VISITS:
        return True
    return entry.kind in WITH_THE_CHILD and concerns_child(records, entry)


class Sightings:
    """Every row that may show the child seen, undated ones apart, ready for many questions."""

    def __init__(self, records: Records, *, person: str = "", also: Iterable[Entry] = ()) -> None:
        """Read the rows of a case once; ``also`` adds rows that count for one pattern only."""
        marked = records.window(date.min, date.max, child_seen=SEEN)
        of_kind = records.window(date.min, date.max, kinds=(*VISITS, *WITH_THE_CHILD))
        found = {entry.at: entry for entry in (*marked, *of_kind)}
        found = {at: entry for at, entry in found.items() if may_have_seen(records, entry, person=person)}
        found |= {entry.at: entry for entry in also}
        rows = [found[at] for at in sorted(found)]
        self.undated = tuple(entry for entry in rows if not entry.dated)
        self.rows = [entry for entry in rows if entry.dated]
        places = np.arange(len(self.rows))
        first = np.array([entry.first.toordinal() for entry in self.rows], dtype=np.int64)
        last = np.array([entry.last.toordinal() for entry in self.rows], dtype=np.int64)
        self._spans = Spans(places, first, last)

    def between(self, since: date, until: date) -> list[Entry]:
        """Return the sightings that could lie between two days, both included, in order."""
        return [self.rows[place] for place in self._spans.touching(since.toordinal(), until.toordinal())]
