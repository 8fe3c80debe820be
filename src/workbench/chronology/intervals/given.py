"""What people said of intervals: case.toml's sections and the lines of intervals.csv, read and checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workbench.case import Agency, Answers, CaseFolder, Person, Problem, StatedInterval, in_short
from workbench.case.answers import INTERVALS
from workbench.case.decision_lines import NOTHING, Decision, problem_in
from workbench.chronology.intervals.ends import Refused, end_of, read_dates
from workbench.chronology.intervals.model import (
    CORRECTED,
    COVERAGE,
    HOUSEHOLD,
    INVOLVEMENT,
    SERVICE,
    SORTS,
    STATED,
    STATUS,
    TIMELINE,
    Interval,
)
from workbench.chronology.intervals.overlay import Correction, Given, Key
from workbench.vocabulary import AGENCY_TYPES, STATUSES, status_of


def read_given(
    folder: CaseFolder, answers: Answers, people: Sequence[Person], row_of: Mapping[tuple[str, str], str]
) -> Given:
    """Return what case.toml and intervals.csv say; ``row_of`` has the row of each entry by agency and key.

    What is wrong in case.toml stops the case, as every wrong setting does; a line
    of intervals.csv that cannot be used is left out, and said.
    """
    who = {person.id: person for person in people}
    stated: list[Interval] = []
    corrections: list[Correction] = []
    problems: list[Problem] = []
    for one in folder.stated:
        try:
            stated.append(_stated(one, folder, who))
        except Refused as wrong:
            key = one.setting(wrong.key)
            problems.append(Problem("case.toml", None, key, wrong.problem, wrong.remedy, stops=True))
    for about, decision in answers.intervals.items():
        try:
            corrections.append(_correction(about, decision, folder.agencies, who, row_of))
        except Refused as wrong:
            problem, remedy = f"{wrong.problem} The line was not used.", wrong.remedy
            problems.append(problem_in(INTERVALS, decision.line or None, problem, remedy, column=wrong.key))
    return Given(tuple(stated), tuple(corrections), tuple(problems))


def _stated(one: StatedInterval, folder: CaseFolder, people: Mapping[str, Person]) -> Interval:
    whose = one.people
    if one.sort == STATUS and not whose:
        subjects = [person.id for person in people.values() if person.subject]
        if len(subjects) != 1:
            raise Refused(
                "person", "It does not say whose status it is.", 'Write person = "...", an id of people.csv.'
            )
        whose = tuple(subjects)
    name = {INVOLVEMENT: one.name or SERVICE, COVERAGE: TIMELINE}.get(one.sort, one.name)
    since, until = end_of("from", one.since), end_of("to", one.until)
    why = "Stated in case.toml."
    return checked(
        Interval(one.sort, name, whose, one.agency, since, until, origin=STATED, why=why),
        folder.agencies, people, person="people" if one.sort == HOUSEHOLD else "person", until="to",
    )  # fmt: skip


def _correction(
    about: tuple[str, ...],
    decision: Decision,
    agencies: Mapping[str, Agency],
    people: Mapping[str, Person],
    row_of: Mapping[tuple[str, str], str],
) -> Correction:
    sort, name, whose, known_by = about
    if sort not in SORTS:
        raise Refused("sort", f'"{in_short(sort)}" is not known.', f"Use one of: {', '.join(SORTS)}.")
    row = ""
    if not known_by.startswith("from "):
        agency, _, key = known_by.partition(" ")
        row = row_of.get((agency, key), "")
        if not row:
            problem = "The entry that shows its beginning is no longer there."
            remedy = "Correct the interval again on the page, and take this one back."
            raise Refused("known_by", problem, remedy)
    about_key: Key = (sort, name, whose, row or known_by)
    if decision.value == NOTHING:
        return Correction(about_key, None)
    since, until = read_dates(decision.value)
    ids = tuple(part for part in map(str.strip, whose.split(";")) if part and part != NOTHING)
    of_people = sort in (STATUS, HOUSEHOLD)
    interval = Interval(
        sort, name, ids if of_people else (), "" if of_people else whose, since, until, first_row=row,
        rows=(row,) if row else (), origin=CORRECTED, known_by=row or known_by,
        why=f"Corrected by {decision.who or 'somebody'}.",
    )  # fmt: skip
    return Correction(
        about_key, checked(interval, agencies, people, person="whose", agency="whose", until="dates")
    )


def checked(
    one: Interval,
    agencies: Mapping[str, Agency],
    people: Mapping[str, Person],
    *,
    person: str = "person",
    agency: str = "agency",
    until: str = "until",
) -> Interval:
    """Return an interval that can be; raise Refused with what it says of nobody, or backwards."""
    if one.sort == STATUS:
        code = status_of(one.name)
        if not code:
            raise Refused("name", f'"{in_short(one.name)}" is not a status.', _use(one.name, STATUSES))
        one = replace(one, name=code)
    for who in one.people:
        if who not in people:
            raise Refused(person, f'"{in_short(who)}" is not in people.csv.', _use(who, people))
    if one.sort in (STATUS, HOUSEHOLD) and not one.people:
        raise Refused(person, "It does not say whose it is.", _use("", people))
    if one.sort == COVERAGE and one.agency not in agencies:
        raise Refused(agency, f'"{in_short(one.agency)}" sent no timeline.', _use(one.agency, agencies))
    if one.sort == INVOLVEMENT and one.agency not in agencies and one.agency not in AGENCY_TYPES:
        known = (*agencies, *AGENCY_TYPES)
        raise Refused(agency, f'"{in_short(one.agency)}" is not an agency.', _use(one.agency, known))
    if one.since and one.until and one.until[1] < one.since[0]:
        raise Refused(until, f"The {one.sort} ends before it begins.", "Change the two dates round.")
    return one


def _use(word: str, known: Iterable[str]) -> str:
    names = list(dict.fromkeys(known))
    near = difflib.get_close_matches(in_short(word), names, 1)
    hint = f'Did you mean "{near[0]}"? ' if near else ""
    return f"{hint}Use one of: {', '.join(names) or 'none is there'}."
