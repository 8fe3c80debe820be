"""GP13: a series of contacts that did not take place, without a joined-up response on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from workbench.gaps.concerns import ABOUT_EVENTS, CHILDRENS_SERVICES, MEETINGS, REPORTS
from workbench.gaps.entry import Entry
from workbench.gaps.incidents import within_months
from workbench.gaps.missed import CLOSED, MISSED, times_missed
from workbench.gaps.pattern import NEAR_THE_END, UNDATED, Answer, Answered, Found, LeftOut, detector
from workbench.gaps.records import Records
from workbench.gaps.several import told_number
from workbench.gaps.unbroken import few
from workbench.gaps.wording import span_of, together
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

ROWS_CITED = 6
BY_WORDS = (
    "", "information_shared", "case_opened_closed", "mental_health_event", "contact_adult", "visit_child",
)  # fmt: skip
"""Kinds of entry that can tell of a missed contact beside something else, or whose kind nobody knows."""
SUMMED_UP = "One entry sums up several contacts; their dates and who was told of each may stand elsewhere."
Enough = Callable[[Sequence[Entry]], bool]
TO_TELL = ("health-visiting", "school-nursing", "gp", CHILDRENS_SERVICES)


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
    several, for the child or for the adults, then for both together, a row that sums several up
    counting for so many; and after the last of them, within ``working_days``, no entry that tells the
    health visitor, school nurse, GP or social worker, no meeting of agencies, and no word that the
    letters of the one service went to another address. What one service passed on answers its own
    contacts.
    Could also mean: the letters went astray, or the service itself called the contacts off.
    Cannot see: appointments that were never written down; entries without a date.
    """
    by_person: dict[str, list[Entry]] = {"the child": [], "the adults": [], "the family": []}
    told_of: dict[str, int] = {}
    for entry in records.select():
        times = max(times_missed(entry), _times_told(entry)) if _tells_of_contacts(records, entry) else 0
        # Other rows count where they sum up several: "three appointments missed".
        if not times or names("cancelled_by_service", entry.text):
            continue
        told_of[entry.id] = times
        if not entry.dated:
            yield LeftOut((entry,), UNDATED)
        else:
            by_person[_about(records, entry)].append(entry)

    def enough(series: Sequence[Entry]) -> bool:
        by_service: Counter[str] = Counter()
        for entry in series:
            by_service[entry.agency] += told_of[entry.id]
        return by_service.total() >= across_services or max(by_service.values()) >= in_one_service

    single: list[Entry] = []
    for about, entries in by_person.items():
        found, left = within_months(entries, months=months, enough=enough)
        single += left
        for series in found:
            yield from _answers(records, series, told_of, about, working_days, enough)
    for series in within_months(single, months=months, enough=enough)[0]:
        both = "the child and the adults together"
        yield from _answers(records, series, told_of, both, working_days, enough)


def _times_told(entry: Entry) -> int:
    """Return how many missed contacts a row that nobody coded tells of in words; 0 where it tells none."""
    missed = names("contact_missed", entry.text) or entry.kind in MISSED
    if entry.kind_state == "stated" or not missed or entry.kind not in (*MISSED, *BY_WORDS):
        return 0
    return told_number(entry)


def _answers(
    records: Records,
    series: tuple[Entry, ...],
    told_of: Mapping[str, int],
    about: str,
    working_days: int,
    enough: Enough,
) -> Iterator[Answer]:
    """Yield the answer on a series; where one service of several passed its own on, on what is left, too."""
    answer = _answer(records, series, told_of, about, working_days)
    yield answer
    if isinstance(answer, Answered) and answer.by and answer.by[0].kind not in MEETINGS:
        rest = tuple(entry for entry in series if entry.agency != answer.by[0].agency)
        if rest and enough(rest):
            yield from _answers(records, rest, told_of, about, working_days, enough)


def _tells_of_contacts(records: Records, entry: Entry) -> bool:
    """True unless a row is a report or a meeting: those that speak of missed contacts bring them together.

    What a service with its own timeline told of its contacts is read there.
    """
    if names("old_address", entry.text):
        return False
    if entry.kind in MISSED or entry.outcome == CLOSED:
        return True
    if entry.kind == "information_shared":
        by_itself = any(records.services.receivers(token) for token in entry.heard_from)
        return not entry.told and not by_itself and entry.kind_state != "stated"
    return entry.kind not in (*ABOUT_EVENTS, *REPORTS)


def _about(records: Records, entry: Entry) -> str:
    if records.names_child(entry):
        return "the child"
    return "the adults" if entry.people else "the family"


def _answer(
    records: Records, series: tuple[Entry, ...], told_of: Mapping[str, int], about: str, working_days: int
) -> Answer:
    last = series[-1]
    until = records.working_days_after(max(entry.last for entry in series), working_days)
    by = _shared(records, series, last, until) or _went_astray(records, series, last, until)
    if by:
        return Answered(series, (by,))
    agencies = tuple(dict.fromkeys(entry.agency for entry in series))
    first_until = records.working_days_after(series[0].last, working_days)
    if records.ends_before(first_until if len(series) > 1 else until, agencies):
        return LeftOut(series, NEAR_THE_END)
    services = records.services
    numbers: Counter[str] = Counter()
    for entry in series:
        numbers[services.label(entry.agency)] += told_of[entry.id]
    why = (
        f"{counted(numbers.total(), 'contact')} with {about} did not take place {together(series)}: "
        f"{listed(f'{number} in the records of {label}' for label, number in numbers.items())}. No entry "
        "was found "
        f"within {counted(working_days, 'working day')} of the last that tells the health visitor, the "
        f"school nurse, the GP or a social worker of it, and no meeting."
    )
    first, _ = span_of(series)
    summed_up = len(series) == 1
    return Found(
        few(series, ROWS_CITED), why, ask=(*agencies, *services.of_type(*TO_TELL)), searched=(first, until),
        strength="weaker" if summed_up else "usual", caveats=(SUMMED_UP,) if summed_up else (),
    )  # fmt: skip


def _went_astray(records: Records, series: Sequence[Entry], last: Entry, until: date) -> Entry | None:
    """Return the entry by which the one service of a series found that its letters went elsewhere."""
    agencies = {entry.agency for entry in series}
    if len(agencies) > 1:
        return None
    later = records.window(last.first, until, agencies=agencies, where=_letters_astray, undated=False)
    return next((entry for entry in later if entry.id == last.id or entry.could_follow(last)), None)


def _letters_astray(text: str) -> bool:
    return names("letters_astray", text)


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
