"""What is chosen on a page, and which entries, agencies and people it lights up in every view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.chronology import Case
from workbench.chronology.side_by_side import places_that_differ, records_beside, records_in_question
from workbench.gaps import Gap, Point
from workbench.pages.narrow_panel import Kept


@dataclass(frozen=True)
class Selection:
    """One thing that was chosen and all that belongs to it."""

    kind: str = ""
    """gap, differ (a place where records differ), entry, agency or person; "" where nothing is chosen."""
    id: str = ""
    events: tuple[str, ...] = ()
    agencies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kind)


NOTHING = Selection()


def select(case: Case, points: Mapping[str, Point], kind: str, id: str) -> Selection:
    """Return the selection of one thing; nothing where the case does not hold it.

    ``points`` holds every point by the ids of all its reasons.

    An address can be old or made up: what is not there selects nothing.
    """
    entries = case.entries
    if kind == "gap" and id in points:
        point = points[id]
        people = {person for event in point.events for person in entries.at[event, "people"]}
        return Selection(
            kind, id, point.events, frozenset(point.agencies), frozenset(people | set(point.people))
        )
    if kind == "entry" and id in entries.index:
        row = entries.loc[id]
        beside = [other for other in records_beside(case, id) if other != id]
        agencies = {row["agency"], *row["told"], *row["heard_from"], *entries.loc[beside, "agency"]}
        return Selection(kind, id, (id, *beside), frozenset(agencies), frozenset(row["people"]))
    if kind == "differ" and (found := places_that_differ(case).get(id)):
        chosen = entries.loc[list(records_in_question(case, found))]
        people = {person for named in chosen["people"] for person in named}
        return Selection(kind, id, tuple(chosen.index), frozenset(chosen["agency"]), frozenset(people))
    if kind == "agency" and id in case.agencies:
        own = tuple(entries.index[entries["agency"].to_numpy() == id])
        return Selection(kind, id, own, frozenset({id}))
    if kind == "person" and id in {person.id for person in case.people}:
        named = [id in people for people in entries["people"]]
        chosen = entries.loc[named]
        return Selection(kind, id, tuple(chosen.index), frozenset(chosen["agency"]), frozenset({id}))
    return NOTHING


def concerns(gap: Gap, chosen: Selection) -> bool:
    """True if a point has to do with the chosen agency or person."""
    return chosen.id in (gap.agencies if chosen.kind == "agency" else gap.people)


def within(gap: Gap, kept: Kept | None) -> bool:
    """True if a point has to do with the entries that a page is narrowed to.

    One of its rows has to be among them, whichever its day, and its own days have to touch the window:
    what was not found between two rows lies between them. A point without rows is about its agencies
    and people alone.
    """
    if kept is None:
        return True
    wanted = kept.wanted
    if gap.events:
        fits = any(id in kept.any_days for id in gap.events)
    else:
        fits = not (wanted.kinds or wanted.topics or wanted.words or wanted.undated)
        fits &= not wanted.agencies or not set(wanted.agencies).isdisjoint(gap.agencies)
        fits &= not wanted.people or not set(wanted.people).isdisjoint(gap.people)
    days = [day for day in (gap.since, gap.until) if day]
    if not fits or not days:
        return fits
    too_early = wanted.since is not None and max(days) < wanted.since
    too_late = wanted.until is not None and min(days) > wanted.until
    return not (too_early or too_late)
