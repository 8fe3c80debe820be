"""GP13: a series of contacts that did not take place, without a joined-up response on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from workbench.gaps.concerns import CHILDRENS_SERVICES, MEETINGS
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import within_months
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.several import told_number
from workbench.gaps.wording import span_of, together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

TO_TELL = ("health-visiting", "school-nursing", "gp", CHILDRENS_SERVICES)
MISSED = ("missed_contact", "no_access")
BY_WORDS = (
    "",
    "information_shared",
    "case_opened_closed",
    "mental_health_event",
    "contact_adult",
    "visit_child",
)
"""Kinds of entry that can tell of a missed contact beside something else, or whose kind nobody knows."""
SUMMED_UP = "One entry sums up several contacts; their dates and who was told of each may stand elsewhere."
ROWS_CITED = 12
Enough = Callable[[Sequence[Entry]], bool]


@detector(
    "GP13",
    "missed-contacts",
    "Series of missed contacts (was not brought, no access, cancelled)",
    question="Across services, what did the pattern of missed contact look like, and who was placed to "
    "see it?",
    standards=("WA-092", "WA-039"),
    caveats=(
        "Appointment letters may have gone to an old address.",
        "The service may have called the contact off.",
        "Services were closed or remote in the pandemic of 2020 and 2021.",
        "An older young person may have chosen not to come.",
    ),
)
def missed_contacts(
    records: Records,
    *,
    in_one_service: int = 2,
    across_services: int = 3,
    months: int = 6,
    working_days: int = 10,
) -> Iterator[Answer]:
    """Find series of contacts that did not take place and of which no other service was told.

    Looks for: within ``months`` at least ``in_one_service`` in one service or ``across_services`` in
    several, for the child or for the adults, then for both together; and after the last of them, within
    ``working_days``, no entry that tells the health visitor, school nurse, GP or social worker, and no
    meeting of agencies. An entry that sums up several counts as so many. What one service passed on
    answers its own contacts.
    Could also mean: the letters went astray, or the service itself called the contacts off.
    Cannot see: appointments that were never written down; entries without a date.
    """
    by_person: dict[str, list[Entry]] = {"the child": [], "the adults": [], "the family": []}
    for entry in _not_taken_place(records):
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
        else:
            by_person[_about(records, entry)].append(entry)

    def enough(series: Sequence[Entry]) -> bool:
        counts: Counter[str] = Counter()
        for entry in series:
            counts[entry.agency] += told_number(entry) if len(series) == 1 or _sums_up(entry) else 1
        in_several = len(counts) > 1 or len(series) > 1
        return (in_several and len(series) >= across_services) or max(counts.values()) >= in_one_service

    single: list[Entry] = []
    for about, entries in by_person.items():
        found, left = within_months(entries, months=months, enough=enough)
        single += left
        for series in found:
            yield from _answers(records, series, about, working_days, enough)
    for series in within_months(single, months=months, enough=enough)[0]:
        yield from _answers(records, series, "the child and the adults together", working_days, enough)


def _not_taken_place(records: Records) -> list[Entry]:
    """Return the rows of contacts that did not take place, other than those that the service called off."""
    coded = records.select(kinds=MISSED)
    worded = [
        entry
        for entry in records.select(kinds=BY_WORDS)
        if entry.kind_state != "stated" and names("contact_missed", entry.text)
    ]
    rows = [entry for entry in (*coded, *worded) if not names("cancelled_by_service", entry.text)]
    return sorted(rows, key=lambda entry: entry.at)


def _sums_up(entry: Entry) -> bool:
    """True for a row of a summary: one that was coded by hand is one contact."""
    return entry.kind_state != "stated" and told_number(entry) > 1


def _about(records: Records, entry: Entry) -> str:
    if records.names_child(entry):
        return "the child"
    return "the adults" if entry.people else "the family"


def _answers(
    records: Records, series: tuple[Entry, ...], about: str, working_days: int, enough: Enough
) -> Iterator[Answer]:
    """Yield the answer on a series; where one service of several passed its own on, on what is left, too."""
    answer = _answer(records, series, about, working_days)
    yield answer
    if isinstance(answer, Answered) and answer.by and answer.by[0].kind not in MEETINGS:
        rest = tuple(entry for entry in series if entry.agency != answer.by[0].agency)
        if rest and enough(rest):
            yield from _answers(records, rest, about, working_days, enough)


def _answer(records: Records, series: tuple[Entry, ...], about: str, working_days: int) -> Answer:
    last = series[-1]
    until = records.working_days_after(max(entry.last for entry in series), working_days)
    by = _shared(records, series, last, until)
    if by:
        return Answered(series, (by,))
    agencies = tuple(dict.fromkeys(entry.agency for entry in series))
    first_until = records.working_days_after(series[0].last, working_days)
    if records.ends_before(first_until if len(series) > 1 else until, agencies):
        return LeftOut(series, NEAR_THE_END)
    services = records.services
    numbers = Counter(services.label(entry.agency) for entry in series)
    summed_up = any(_sums_up(entry) for entry in series)
    several = "1 entry sums up several contacts" if len(series) == 1 else counted(len(series), "contact")
    why = (
        f"{several} with {about} {'that ' if len(series) == 1 else ''}did not take place {together(series)}: "
        f"{listed(f'{number} in the records of {label}' for label, number in numbers.items())}. No entry "
        "was found "
        f"within {counted(working_days, 'working day')} of the last that tells the health visitor, the "
        f"school nurse, the GP or a social worker of it, and no meeting."
    )
    first, _ = span_of(series)
    return Found(
        series[:ROWS_CITED], why, ask=(*agencies, *services.of_type(*TO_TELL)), searched=(first, until),
        strength="weaker" if summed_up and len(series) == 1 else "usual",
        caveats=(SUMMED_UP,) if summed_up else (),
    )  # fmt: skip


def _shared(records: Records, series: Sequence[Entry], last: Entry, until: date) -> Entry | None:
    """Return the entry that shows the last of a series passed on, or a meeting after it."""
    agencies = {entry.agency for entry in series}
    own = {records.services.type_of(agency) for agency in agencies}
    to_tell = [type_ for type_ in TO_TELL if type_ not in own or len(own) > 1]
    for entry in records.window(last.first, until):
        if entry.dated and entry.last < last.first:
            continue
        if entry.kind in MEETINGS and (entry.agency in agencies or not agencies.isdisjoint(entry.heard_from)):
            return entry
        if entry.agency in agencies and (entry.id == last.id or entry.could_follow(last)):
            others = [t for t in to_tell if t != records.services.type_of(entry.agency)]
            if records.told(entry, *others):
                return entry
    return None
