"""What a service had on record, and what it had been told, by a certain day.

Services of one type count as one: what one team of children's services has on
record, children's services know. Built once for a run; a question then reads
only the few rows that could answer it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbench.gaps.concerns import ABOUT_EVENTS, MEETINGS, REPORTS
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import same_days
from workbench.gaps.records import Records, Search
from workbench.gaps.words import names

PLANNING = ("care_support_meeting", "core_group", "lac_review")
"""Meetings that go through a plan: a finding was spoken of there if their entry says so."""


class Knowledge:
    """Who knew what, as far as the records of all sides show."""

    def __init__(self, records: Records) -> None:
        """Sort the rows by whose they are, what they are about, and whom they tell."""
        self._records = records
        type_of = records.services.type_of
        on: dict[tuple[str, ...], list[Entry]] = {}
        for entry in map(records.entry, range(len(records))):
            own = type_of(entry.agency)
            for topic in entry.topics if entry.kind not in ABOUT_EVENTS else ():
                on.setdefault(("on", own, topic), []).append(entry)
            for token in entry.heard_from:
                on.setdefault(("heard", own, type_of(token)), []).append(entry)
            for token in entry.told:
                on.setdefault(("told", entry.agency, type_of(token)), []).append(entry)
            if entry.kind in MEETINGS:
                on.setdefault(("met",), []).append(entry)
        self._rows = on
        self._searches: dict[tuple[str, ...], Search] = {}

    def _between(self, since: date, until: date, *key: str) -> list[Entry]:
        if key not in self._rows:
            return []
        if key not in self._searches:
            self._searches[key] = self._records.lookup(self._rows[key])
        return self._searches[key](since, until)

    def on_record(self, type_: str, topics: Iterable[str], since: date, until: date) -> Entry | None:
        """Return a row that a service of ``type_`` has on one of ``topics`` in a stretch, or None."""
        for topic in topics:
            for entry in self._between(since, until, "on", type_, topic):
                if entry.dated:
                    return entry
        return None

    def informed(self, entry: Entry, type_: str, until: date, *, detail: str = "") -> Entry | None:
        """Return the row, of either side, that shows a service of ``type_`` told of an entry by a day.

        The entry itself or its other end; something that its agency told later on the same topic;
        what the service heard from that agency; its own row of the same incident; or a meeting
        with both of them. What has no date could be in time. ``detail`` is a list of words: a
        contact that carries no topic then counts only as a report, or with one of them.
        """
        records, family = self._records, self._records.family
        if records.told(entry, type_):
            return entry
        for other in self._between(entry.first, until, "told", entry.agency, type_):
            if _could_be_about(entry, other, detail) and family.could_share_child(entry, other):
                return other
        teller = records.services.type_of(entry.agency)
        for other in self._between(entry.first, until, "heard", type_, teller):
            if _could_be_about(entry, other, detail) and family.could_share_child(entry, other):
                return other
        for topic in entry.topics:
            for other in self._between(entry.first, entry.last, "on", type_, topic):
                if other.shares_people(entry) and same_days(entry, other):
                    return other
            for other in self._between(entry.first, until, "on", type_, topic):
                if "other agency" in other.whose_account and other.shares_people(entry):
                    return other
        return self._met(entry, type_, until, detail)

    def _met(self, entry: Entry, type_: str, until: date, detail: str) -> Entry | None:
        """Return a meeting after an entry that names both its agency and a service of ``type_``."""
        services, agency = self._records.services, entry.agency
        for meeting in self._between(entry.first, until, "met"):
            if detail and meeting.kind in PLANNING and not _could_be_about(entry, meeting, detail):
                continue
            here = (meeting.agency, *meeting.heard_from, *meeting.told)
            if services.reaches(here, agency) and services.any_of(here, type_):
                return meeting
        return None


def _could_be_about(entry: Entry, later: Entry, detail: str) -> bool:
    """True if what was told later could be the entry: a topic in common, or none on one of them."""
    if entry.id == later.id or later.shares_topics(entry):
        return entry.id != later.id
    if later.topics and entry.topics:
        return False
    return bool(later.topics) or not detail or later.kind in REPORTS or names(detail, later.text)
