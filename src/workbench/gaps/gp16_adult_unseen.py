"""GP16: an adult in a child's life of whom agencies wrote, and whom hardly any entry shows met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.case import Person
from workbench.gaps.adults_in_passing import adults_in_passing
from workbench.gaps.contacts import OWN_SERVICES, by_the_childs, checked, met
from workbench.gaps.entry import Entry
from workbench.gaps.family import PARENTAL
from workbench.gaps.pattern import NEAR_THE_END, Answer, Answered, Found, LeftOut, Unknown, detector
from workbench.gaps.records import Records
from workbench.gaps.unbroken import few, unbroken
from workbench.gaps.wording import day_words, span_of, together, when
from workbench.gaps.words import names
from workbench.vocabulary.sentences import counted, listed

ROWS_CITED = 6
TELLING = ("life_event", "contact_adult", "visit_child", "health_contact", "education_event", "")
NOTICING = (
    *TELLING, "injury_or_symptom", "police_incident", "missing_episode", "mental_health_event",
    "accommodation_event", "report_received", "assessment_completed", "no_access",
)  # fmt: skip
ASSESSING = ("assessment_decided", "assessment_completed", "s47_enquiry", "strategy_discussion")
_PARENT = re.compile(r"\b(?:mother|father|mum|dad|parent)$")
BARRED = "an order, a safety plan or custody stood in the way of contact"


@dataclass(eq=False)
class _Adult:
    """What the records hold of one adult."""

    person: Person
    named: list[Entry] = field(default_factory=list)
    met: list[Entry] = field(default_factory=list)
    checked: list[Entry] = field(default_factory=list)

    with_child: int = 0
    """How many of the contacts were with a service that works with the child."""
    since_birth: int = 0
    """How many of those came after the birth of the child."""
    named_since_birth: list[Entry] = field(default_factory=list)

    @property
    def parent(self) -> bool:
        """True for a parent, or the partner of one."""
        return bool(PARENTAL.search(self.person.role))

    @property
    def is_mother_or_father(self) -> bool:
        """True for a parent as such: with the partner of one, contacts begin where the partner came in."""
        return self.parent and bool(_PARENT.search(self.person.role.lower()))

    @property
    def barred(self) -> list[Entry]:
        """Return the entries that say what stood in the way of contact."""
        return [row for row in self.named if names("contact_barred", row.text)]

    @property
    def terse(self) -> bool:
        """True where nobody coded the entries: a summary names a person once where many rows would."""
        return bool(self.named) and all(row.kind_state != "stated" for row in self.named)

    @property
    def was_barred(self) -> bool:
        """True if something stood in the way early enough to explain most of the time since the birth."""
        middle = self.named_since_birth[len(self.named_since_birth) // 2]
        return any(row.at <= middle.at for row in self.barred)

    @property
    def agencies(self) -> list[str]:
        return list(dict.fromkeys(row.agency for row in self.named))


@detector(
    "GP16",
    "adult-unseen",
    "Father, partner or other significant adult unseen",
    question="What was known about this adult's part in daily life, and what made it easier or harder to "
    "involve them?",
    standards=("WA-023",),
    caveats=(
        "An order or a safety plan may have ruled contact out.",
        "The adult may have been in custody.",
        "A service of the adult's own may have sent no timeline.",
        "Who was there is taken from the people named in an entry; a name can also be only spoken of.",
    ),
)
def adult_unseen(
    records: Records,
    *,
    named: int = 3,
    agencies: int = 2,
    ratio: float = 5.0,
    check_working_days: int = 20,
    days_known: int = 90,
) -> Iterator[Answer]:
    """Find adults in a child's life of whom agencies wrote and with whom hardly any contact is on record.

    Looks for: a parent, a partner of a parent, a carer or a member of the household, named in at least
    ``named`` entries of at least ``agencies`` agencies, and no entry in which the adult was met, spoken
    to or asked about elsewhere; or, of the services that work with the child, more than ``ratio``
    contacts with another parent for each with this one, in the whole or since the birth. And somebody
    new (in words, or a partner first named ``days_known`` after the records begin), or an adult whose
    name no row gives, with no check within ``check_working_days``. Each adult is one point.
    Could also mean: the adult was there and nobody wrote the name down.
    Cannot see: adults whom no list of people names, and what was talked about.
    """
    known = _adults(records)
    cited: set[str] = set()
    most = max((adult.with_child for adult in known if adult.parent), default=0)
    most_since = max((adult.since_birth for adult in known if adult.parent), default=0)
    for adult in known:
        few_named = len(adult.named) < named or len(adult.agencies) < agencies
        unmet = not adult.met and not adult.checked
        rarely = adult.is_mother_or_father and not adult.checked and most > ratio * max(1, adult.with_child)
        terse = unmet and len(adult.agencies) >= agencies and adult.terse
        if few_named and not terse:
            continue
        since = adult.is_mother_or_father and most_since > ratio * max(1, adult.since_birth)
        if not (unmet or rarely) and since and len(adult.named_since_birth) >= named and not adult.was_barred:
            yield _found_since_birth(records, adult, most_since)
            continue
        if not (unmet or rarely):
            yield Answered(tuple(adult.named[:1]), tuple((*adult.met, *adult.checked)[:1]))
            continue
        absent = _own_service_without_timeline(records, adult)
        if adult.barred:
            yield LeftOut(tuple(adult.barred), BARRED)
        elif absent and unmet:
            yield Unknown(tuple(few(adult.named, ROWS_CITED)), absent)
        else:
            found = _found(records, adult, most)
            cited.update(row.id for row in found.entries)
            yield replace(found, strength="weaker") if few_named else found
    for answer in _newcomers(records, known, check_working_days, days_known):
        cited.update(row.id for row in answer.entries if isinstance(answer, Found))
        yield answer

    for answer in _unknown_adults(records, check_working_days):
        cited.update(row.id for row in answer.entries if isinstance(answer, Found))
        yield answer

    def asked_after(row: Entry) -> Entry | None:
        return _check_after(records, row, records.working_days_after(row.last, check_working_days))

    yield from adults_in_passing(records, cited, asked_after)


def _adults(records: Records) -> list[_Adult]:
    """Return the adults in the children's lives, with the entries that name them."""
    known = {person.id: _Adult(person) for person in records.family.close_adults}
    if not known:
        return []
    born = records.case.born.latest
    # What came on the day a child died tells of that day, and not of the parent's part in its life.
    end = min((one.death.earliest for one in records.case.subjects if one.death.earliest), default=date.max)
    for row in records.select():
        for who in row.people:
            adult = known.get(who)
            if adult is None or _is_over(adult.person, row):
                continue
            adult.named.append(row)
            after_birth = row.dated and born is not None and born <= row.first and row.last < end
            if after_birth:
                adult.named_since_birth.append(row)
            if met(records, row, adult.person):
                adult.met.append(row)
                adult.with_child += by_the_childs(records, row)
                adult.since_birth += after_birth and by_the_childs(records, row)
            if checked(row, adult.person):
                adult.checked.append(row)
    return list(known.values())


def _is_over(person: Person, row: Entry) -> bool:
    """True where the person had died before an entry."""
    return person.death.latest is not None and row.dated and row.first > person.death.latest


def _own_service_without_timeline(records: Records, adult: _Adult) -> str:
    """Return a service of the adult's own that entries about the adult name and that sent nothing, or ""."""
    services = records.services
    for row in adult.named:
        for token in (*row.told, *row.heard_from):
            if services.type_of(token) in OWN_SERVICES and not services.receivers(token):
                return token
    return ""


def _found(records: Records, adult: _Adult, most: int) -> Found:
    services = records.services
    dated = [row for row in adult.named if row.dated] or adult.named
    why = (
        f"{adult.person.label} is named in {counted(len(adult.named), 'entry', 'entries')} of "
        f"{listed(map(services.label, adult.agencies))}, {together(dated)}. "
    )
    if adult.met:
        why += (
            f"{counted(adult.with_child, 'contact')} with this adult by services that work with the child "
            f"{'is' if adult.with_child == 1 else 'are'} on record, and {most} with another parent."
        )
    else:
        why += (
            "No entry was found in which this adult was met or spoken to by a service that works with the "
            "family, assessed, or asked about elsewhere"
        )
        many = "is" if most == 1 else "are"
        why += f"; with another parent {counted(most, 'contact')} {many} on record." if most else "."
    cited = _to_read(adult)
    if len(cited) < len(adult.named):
        why += f" {len(cited)} of the {len(adult.named)} are cited."
    since, until = span_of(dated)
    return Found(
        cited, why, ask=tuple(adult.agencies), searched=(since, until),
        strength="stronger" if not adult.met and most else "usual",
    )  # fmt: skip


def _found_since_birth(records: Records, adult: _Adult, most: int) -> Found:
    services = records.services
    rows = adult.named_since_birth
    agencies = list(dict.fromkeys(row.agency for row in rows))
    why = (
        f"Since the birth {adult.person.label} is named in {counted(len(rows), 'entry', 'entries')} of "
        f"{listed(map(services.label, agencies))}, {together(rows)}. "
        f"{counted(adult.since_birth, 'contact')} with this adult by services that work with the child "
        f"{'is' if adult.since_birth == 1 else 'are'} on record in that time, and {most} with another parent."
    )
    cited = sorted((row for row in rows if row not in adult.met), key=lambda row: row.at) or rows
    since, until = span_of(rows)
    return Found(
        few(cited, ROWS_CITED), why, ask=tuple(agencies), searched=(since, until), strength="weaker",
        caveats=("Before the birth contact with this adult is on record.",),
    )  # fmt: skip


def _to_read(adult: _Adult) -> tuple[Entry, ...]:
    """Return a row of each agency first, then others: who knew of the adult is the point."""
    firsts = list({row.agency: row for row in reversed(adult.named)}.values())
    others = [row for row in adult.named if row not in firsts]
    return tuple(sorted((*firsts, *others)[:ROWS_CITED], key=lambda row: row.at))


def _newcomers(
    records: Records, known: Sequence[_Adult], working_days: int, days_known: int
) -> Iterator[Answer]:
    """Yield what is on record after the first mention of somebody new in the home or in a parent's life."""
    barred = {row.id for adult in known if adult.barred for row in adult.named}
    worded = [
        row for row in records.select(kinds=TELLING) if names("new_adult", row.text) and row.id not in barred
    ]
    first_named = [adult.named[0] for adult in known if _came_later(records, adult, days_known)]
    mentions = {row.id: row for row in (*worded, *first_named)}
    for run in unbroken(mentions.values(), number=2, months=12):
        row = run[0]
        until = records.working_days_after(row.last, working_days)
        by = _check_after(records, row, until)
        if by:
            yield Answered((row,), (by,))
        elif records.ends_before(until, tuple(records.case.agencies)):
            yield LeftOut((row,), NEAR_THE_END)
        else:
            yield _new(records, row, until, working_days)


def _came_later(records: Records, adult: _Adult, days_known: int) -> bool:
    """True for a partner of a parent whom the records name only well after they begin."""
    of_interest = adult.parent and not adult.is_mother_or_father and not adult.barred
    if not of_interest or not adult.named or not records.case.period:
        return False
    first = adult.named[0]
    return first.dated and (first.first - records.case.period[0]).days > days_known


def _unknown_adults(records: Records, working_days: int) -> Iterator[Answer]:
    """Yield the mentions of an adult without a name, or not met by a worker, with no check after it."""
    unasked: list[Entry] = []
    for row in records.select(kinds=NOTICING):
        told_of = names("unknown_adult", row.text) or names("adult_not_met", row.text)
        if not row.dated or row.kind_state == "stated" or not told_of:
            continue
        until = records.working_days_after(row.last, working_days)
        by = _check_after(records, row, until)
        if by:
            yield Answered((row,), (by,))
        elif records.ends_before(until, (row.agency,)):
            yield LeftOut((row,), NEAR_THE_END)
        else:
            unasked.append(row)
    for run in unbroken(unasked, number=2, months=12):
        why = (
            f"{listed(dict.fromkeys(records.services.label(row.agency) for row in run))} recorded in "
            f"{counted(len(run), 'entry', 'entries')} {together(run)} an adult around the child who is not "
            f"identified or was not met. No check, no request for information and no assessment was found "
            f"within {counted(working_days, 'working day')}."
        )
        since, until_ = span_of(run)
        yield Found(
            few(run, ROWS_CITED), why, ask=tuple(dict.fromkeys(row.agency for row in run)),
            searched=(since, until_), title="Adult around the child not identified or not met",
        )  # fmt: skip


def _check_after(records: Records, row: Entry, until: date) -> Entry | None:
    """Return the entry that shows a check, a request for information or an assessment in time."""
    for entry in records.window(row.first, until):
        if not records.family.could_share_child(entry, row):
            continue
        asked = entry.kind == "information_request" or names("checks_made", entry.text)
        assessed = entry.kind in ASSESSING
        if asked or (assessed and entry.could_follow(row)):
            return entry
    return None


def _new(records: Records, row: Entry, until: date, working_days: int) -> Found:
    why = (
        f"{records.services.label(row.agency)} records {when(row)} that somebody new was in the home or in a "
        f"parent's life. No check, no request for information and no assessment was found within "
        f"{counted(working_days, 'working day')}, by {day_words(until)}."
    )
    return Found(
        (row,), why, ask=tuple(records.case.agencies), searched=(row.first, until),
        title="New adult in a child's life with no check found",
    )  # fmt: skip
