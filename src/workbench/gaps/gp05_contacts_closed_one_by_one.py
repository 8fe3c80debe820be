"""GP05: a series of contacts, each closed as a single event, with no review of the series on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from workbench.gaps.closed_contacts import Contact, closed_contacts
from workbench.gaps.concerns import CHILDRENS_SERVICES, MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.pattern import UNDATED, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.several import told_number
from workbench.gaps.unbroken import days_between, few, unbroken
from workbench.gaps.wording import span_of, together
from workbench.gaps.words import names
from workbench.vocabulary import OUTCOMES
from workbench.vocabulary.sentences import counted, listed

REVIEWING = (
    *MEETINGS, "s47_enquiry", "assessment_decided", "assessment_completed", "plan_made_or_changed",
    "supervision", "legal_event",
)  # fmt: skip
ROWS_CITED = 8
SUMMED_UP = "One entry sums up several contacts; what was done on each may stand elsewhere."
SPREAD = 3
"""A series that takes so many times as long is a weaker one: a table of a few rows a year holds no closer."""
SPREAD_OUT = "The contacts are spread over a longer time than this pattern counts by itself."
TURNING_AWAY = (
    "report_received", "decision_front_door", "information_shared", "mental_health_event", "health_contact",
    "case_opened_closed", "acknowledgement", "",
)  # fmt: skip


@detector(
    "GP05",
    "contacts-closed-one-by-one",
    "Series of contacts closed below threshold",
    question="When the contacts are read together, what picture do they make, and at which point could "
    "someone have had that view?",
    standards=("WA-006", "WA-007", "EW-002"),
    caveats=(
        "Most single contacts lead to no work anywhere; only the series says something.",
        "Two of the contacts may tell of one incident.",
        "They may be about different children.",
        "A review of the series may have been held and recorded as supervision, or not in a timeline.",
    ),
)
def contacts_closed_one_by_one(
    records: Records, *, contacts: int = 3, months: int = 12, taken_on_working_days: int = 5
) -> Iterator[Answer]:
    """Find series of contacts about a child, each closed as a single event, without a review of the series.

    Looks for: at least ``contacts`` contacts within ``months`` that ended with no further action, as
    information only or with advice; and between the first and the last of them no assessment, meeting of
    agencies, enquiry or supervision by children's services, and no entry that speaks of the earlier
    contacts; weaker, in uncoded rows, up to three times ``months``. And referrals that one other service
    turned away at least twice, and one row that sums up so many. A contact taken on within
    ``taken_on_working_days`` is not counted; reports of one incident are one.
    Could also mean: the earlier contacts were read each time, and nobody wrote that down.
    Cannot see: what the front door had before it when it decided; contacts without an outcome on record.
    """
    closed = closed_contacts(records, taken_on_working_days=taken_on_working_days)
    undated = tuple(contact.entry for contact in closed if not contact.entry.dated)
    if undated:
        yield LeftOut(undated, UNDATED)
    by_row = {contact.entry.id: contact for contact in closed if contact.entry.dated}
    told_of: set[str] = set()
    for entries in _by_child(records, [contact.entry for contact in by_row.values()]):
        for series in unbroken(entries, number=contacts, months=months):
            if len(series) < contacts or told_of.issuperset(entry.id for entry in series):
                continue
            told_of.update(entry.id for entry in series)
            yield from _answers(records, [by_row[entry.id] for entry in series], contacts, months)
    # Twelve months are the figure; only a table of a few rows a year, which nobody coded, holds no closer.
    terse = (contact.entry for contact in by_row.values() if contact.entry.kind_state != "stated")
    left = [entry for entry in terse if entry.id not in told_of]
    for entries in _by_child(records, left):
        for series in unbroken(entries, number=contacts, months=months * SPREAD):
            if len(series) < contacts or told_of.issuperset(entry.id for entry in series):
                continue
            told_of.update(entry.id for entry in series)
            rows = [by_row[entry.id] for entry in series]
            yield from _answers(records, rows, contacts, months * SPREAD, weak=True)
    yield from _turned_away(records, months * SPREAD)
    for contact in by_row.values():
        summed_up = contact.entry.kind_state != "stated" and told_number(contact.entry) >= contacts
        if summed_up and contact.entry.id not in told_of:
            teams = records.services.of_type(CHILDRENS_SERVICES)
            yield replace(_found(records, [contact], teams, ()), strength="weaker", caveats=(SUMMED_UP,))


def _turned_away(records: Records, months: int) -> Iterator[Answer]:
    """Yield the referrals that one other service turned away, where it did so again and took on none."""
    by_service: dict[str, list[Entry]] = {}
    for entry in records.select(kinds=TURNING_AWAY):
        type_ = records.services.type_of(entry.agency)
        if type_ not in (CHILDRENS_SERVICES, "police") and entry.dated and names("turned_away", entry.text):
            by_service.setdefault(entry.agency, []).append(entry)
    for agency, entries in by_service.items():
        for series in unbroken(entries, number=2, months=months):
            if len(series) < 2 or any(_speaks_of_earlier(entry.text) for entry in series):
                continue
            why = (
                f"{records.services.label(agency)} records in {counted(len(series), 'entry', 'entries')} "
                f"{together(series)} that it did not take somebody of the family on. No entry was found that "
                "looks at them together."
            )
            yield Found(
                few(series, ROWS_CITED), why, ask=(agency,), searched=span_of(series), standards=(),
                strength="usual" if len(series) > 2 else "weaker", title="Referrals turned away one by one",
            )  # fmt: skip


def _by_child(records: Records, entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return the contacts that could be about each child, the longest list first."""
    children = records.family.children_among(entries)
    if not children:
        return [list(entries)]
    lists = [
        [entry for entry in entries if not (named := records.family.children_in(entry)) or child in named]
        for child in children
    ]
    return sorted(lists, key=len, reverse=True)


def _answers(
    records: Records, series: Sequence[Contact], number: int, months: int, *, weak: bool = False
) -> Iterator[Answer]:
    """Yield each part of a series that no review of it divides, and the reviews that were found."""
    teams = records.services.of_type(CHILDRENS_SERVICES)
    entries = tuple(contact.entry for contact in series)
    if not teams:
        yield Unknown(entries, CHILDRENS_SERVICES)
        return
    part: list[Contact] = [series[0]]
    parts, reviews = [part], []
    for before, after in pairwise(series):
        review = _review_between(records, before, after, teams)
        if review:
            reviews.append(review)
            part = []
            parts.append(part)
        part.append(after)
    if reviews:
        yield Answered(entries, tuple(reviews))
    for part in parts:
        rows = [contact.entry for contact in part]
        if any(len(one) >= number for one in unbroken(rows, number=number, months=months)):
            found = _found(records, part, teams, reviews)
            yield replace(found, strength="weaker", caveats=(SPREAD_OUT,)) if weak else found


def _review_between(
    records: Records, before: Contact, after: Contact, teams: tuple[str, ...]
) -> Entry | None:
    """Return the entry that shows, or could show, the contacts looked at together."""
    since, until = before.entry.first, max(row.last for row in after.rows if row.dated)
    for entry in records.window(since, until, kinds=REVIEWING):
        multi_agency = entry.kind in MEETINGS
        if (multi_agency or entry.agency in teams) and records.family.could_share_child(entry, after.entry):
            return entry
    for entry in records.window(since, until, agencies=teams, where=_speaks_of_earlier, undated=False):
        if entry not in before.rows and records.family.could_share_child(entry, after.entry):
            return entry
    return None


def _speaks_of_earlier(text: str) -> bool:
    return names("series_reviewed", text)


def _found(
    records: Records, part: Sequence[Contact], teams: tuple[str, ...], reviews: Sequence[Entry]
) -> Found:
    services = records.services
    rows = [contact.entry for contact in part]
    outcomes = Counter(OUTCOMES[contact.outcome].label.lower() for contact in part)
    makers = list(dict.fromkeys(services.label(token) for contact in part for token in contact.makers))
    spacing = days_between(rows)
    closer = (
        len(spacing) > 1
        and spacing[-1] < spacing[0]
        and rows[-1].last - rows[-2].first < rows[1].first - rows[0].last
    )
    ways = listed(f"{number} {label}" for label, number in outcomes.most_common())
    space = f"The days between them were at least {listed(map(str, spacing[-6:]))}"
    if not spacing:
        space = "One entry sums up several"
    why = (
        f"{counted(len(rows), 'contact')}{f' from {listed(makers)}' if makers else ''} {together(rows)} "
        f"ended one by one ({ways}). {space}"
        f"{', shorter at the end than at the beginning' if closer else ''}. Between the first and the last "
        "no record was found of an assessment, a meeting, an enquiry or supervision, and no entry that "
        "speaks of the earlier contacts."
    )
    if reviews:
        why += f" At other times a review is recorded, in {listed(entry.id for entry in reviews[:3])}."
    cited = few(rows, ROWS_CITED)
    if len(cited) < len(rows):
        why += f" {len(cited)} of the {len(rows)} are cited."
    abuse = sum("domestic_abuse" in row.topics for row in rows) > len(rows) / 2
    return Found(
        cited, why, ask=teams, searched=span_of(rows), standards=("EW-002",) if abuse else ("WA-006",),
        strength="stronger" if closer else "usual",
    )  # fmt: skip
