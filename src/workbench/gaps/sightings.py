"""When the child was seen, as far as the entries of any agency show.

A row that leaves open whether the child was seen, such as a visit or a baby
clinic, gets the benefit of the doubt; a telephone call does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbench.gaps.among import Among
from workbench.gaps.concerns import concerns_child
from workbench.gaps.entry import Entry
from workbench.gaps.records import Records

SEEN = ("seen", "seen alone", "spoken with")
HEARD = ("seen alone", "spoken with")
FROM_AFAR = ("phone", "virtual")
VISITS = ("visit_child", "cp_medical")
"""Kinds that mean being with the child unless the entry says otherwise."""
WITH_THE_CHILD = ("health_contact", "injury_or_symptom")
"""Kinds that mean being with the child where they are about the child."""
RELAYED = ("report_received",)
"""Kinds that tell what others saw: it counts where they recorded it."""
NOT_THERE = ("missed_contact", "no_access", "review_step")


def may_have_seen(records: Records, entry: Entry, *, person: str = "") -> bool:
    """True if an entry shows the child seen, or leaves it open; ``person`` is one child of several.

    A row that names nobody could be about any of them.
    """
    if entry.kind in (*NOT_THERE, *RELAYED) or entry.child_seen == "not seen" or entry.mode in FROM_AFAR:
        return False
    named = person in entry.people if person else records.names_child(entry)
    if entry.people and records.subjects and not named:
        return False
    if entry.child_seen in SEEN or entry.kind in VISITS:
        return True
    return entry.kind in WITH_THE_CHILD and concerns_child(records, entry)


def sightings(records: Records, *, person: str = "", also: Iterable[Entry] = ()) -> Among:
    """Return every row of a case that may show the child seen; ``also`` counts for one pattern only."""
    seen = records.kept(_sightings, person)
    return Among((*seen.dated, *seen.undated, *also)) if also else seen


def _sightings(records: Records, person: str) -> Among:
    marked = records.window(date.min, date.max, child_seen=SEEN)
    of_kind = records.window(date.min, date.max, kinds=(*VISITS, *WITH_THE_CHILD))
    return Among(entry for entry in (*marked, *of_kind) if may_have_seen(records, entry, person=person))
